import FuzzChecks

@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzLines(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  FuzzTarget.lines.run(start, count)
}
