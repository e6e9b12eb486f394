import FuzzChecks

@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzURLs(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  FuzzTarget.urls.run(start, count)
}
