import FuzzChecks

@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzDecoding(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  FuzzTarget.decoding.run(start, count)
}
