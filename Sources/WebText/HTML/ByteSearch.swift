import Glibc

extension UnsafeBufferPointer<UInt8> {
  /// Index of the first `byte` at or after `start`; nil when there is none.
  @inline(__always)
  func firstIndex(of byte: UInt8, from start: Int) -> Int? {
    guard start < count, let baseAddress, let found = memchr(baseAddress + start, Int32(byte), count - start)
    else { return nil }
    return UnsafeRawPointer(found) - UnsafeRawPointer(baseAddress)
  }
}
