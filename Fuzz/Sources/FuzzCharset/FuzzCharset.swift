import FuzzChecks

@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzCharset(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  FuzzTarget.charset.run(start, count)
}
