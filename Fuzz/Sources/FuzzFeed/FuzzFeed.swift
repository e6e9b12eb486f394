import FuzzChecks

@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzFeed(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  FuzzTarget.feed.run(start, count)
}
