/// SHA-256 (FIPS 180-4 §6.2).
public struct SHA256: Sendable {
  public init() {}

  public mutating func update(_ bytes: UnsafeRawBufferPointer) {}

  public mutating func update(_ bytes: [UInt8]) {
    bytes.withUnsafeBytes { update($0) }
  }

  /// The digest, 32 bytes; the state is used up.
  public consuming func finalize() -> [UInt8] {
    [UInt8](repeating: 0, count: 32)
  }

  /// The digest of `bytes`, 32 bytes.
  public static func hash(_ bytes: [UInt8]) -> [UInt8] {
    bytes.withUnsafeBytes { hash($0) }
  }

  public static func hash(_ bytes: UnsafeRawBufferPointer) -> [UInt8] {
    var state = SHA256()
    state.update(bytes)
    return state.finalize()
  }
}
