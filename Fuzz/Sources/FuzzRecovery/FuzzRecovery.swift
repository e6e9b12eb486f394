import FuzzChecks

@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzRecovery(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  FuzzTarget.recovery.run(start, count)
}
