import Glibc
import Testing

/// Text in an encoding of the past, made by the C library's iconv: an encoder that is not ours.
enum LegacyText {
  struct Unwritable: Error {}

  /// - Throws: `Unwritable` for a character that the encoding lacks.
  static func bytes(_ text: String, _ iconvName: String) throws -> [UInt8] {
    let converter = iconv_open(iconvName, "UTF-8")
    try #require(converter != iconv_t(bitPattern: -1), "this system has no \(iconvName)")
    defer { iconv_close(converter) }
    var input = Array(text.utf8)
    var output = [UInt8](repeating: 0, count: input.count * 4 + 32)
    let capacity = output.count
    let left = input.withUnsafeMutableBytes { source in
      output.withUnsafeMutableBytes { target in
        var next = source.baseAddress?.assumingMemoryBound(to: CChar.self)
        var rest = source.count
        var into = target.baseAddress?.assumingMemoryBound(to: CChar.self)
        var room = capacity
        _ = iconv(converter, &next, &rest, &into, &room)
        _ = iconv(converter, nil, nil, &into, &room)
        return (rest, room)
      }
    }
    guard left.0 == 0 else { throw Unwritable() }
    return Array(output[..<(capacity - left.1)])
  }
}
