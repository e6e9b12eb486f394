import Glibc

/// Decodes bytes by the C library's iconv (POSIX `iconv`).
enum IconvDecoding {
  /// The text as UTF-8, and how many pieces of it were invalid and became U+FFFD.
  ///
  /// nil when the system has no such encoding.
  static func decode(
    _ bytes: UnsafeBufferPointer<UInt8>, from name: String
  ) -> (utf8: [UInt8], replacements: Int)? {
    guard let converter = iconv_open("UTF-8", name), converter != iconv_t(bitPattern: -1) else { return nil }
    defer { iconv_close(converter) }
    var output: [UInt8] = []
    output.reserveCapacity(bytes.count + bytes.count / 2)
    var replacements = 0
    let unit = name.hasPrefix("UTF-16") ? 2 : name.hasPrefix("UTF-32") ? 4 : 1
    guard let base = bytes.baseAddress else { return (output, 0) }
    var chunk = [UInt8](repeating: 0, count: 32_768)
    // iconv does not write through its input, whose type is older than `const`.
    var next: UnsafeMutablePointer<CChar>? = UnsafeMutableRawPointer(mutating: base)
      .assumingMemoryBound(to: CChar.self)
    var rest = bytes.count
    while rest > 0 {
      let (status, failure, written) = chunk.withUnsafeMutableBytes { target in
        var into = target.baseAddress?.assumingMemoryBound(to: CChar.self)
        var room = target.count
        let status = iconv(converter, &next, &rest, &into, &room)
        let failure = errno
        return (status, failure, target.count - room)
      }
      output.append(contentsOf: chunk[..<written])
      guard status == -1 || status == Int(bitPattern: UInt.max), failure != E2BIG else { continue }
      guard rest > 0, let position = next else { break }
      let first = UInt8(bitPattern: position.pointee)
      flush(converter, &chunk, to: &output)
      if first == 0x80, name == "GB18030" {
        // WHATWG Encoding §10.2.1: the euro sign of Microsoft's GBK.
        output.append(contentsOf: [0xE2, 0x82, 0xAC])
      } else {
        output.append(contentsOf: [0xEF, 0xBF, 0xBD])
        replacements += 1
      }
      var skipped = failure == EINVAL ? rest : min(unit, rest)
      // A pair that is assigned to nothing is one fault; but an ASCII byte is never swallowed (WHATWG
      // Encoding §10 to §14), lest a damaged character eat a `<`.
      if unit == 1, failure != EINVAL, rest >= 2, (0x81...0xFE).contains(first),
        UInt8(bitPattern: position[1]) >= 0x80
      {
        skipped = 2
      }
      next = position + skipped
      rest -= skipped
    }
    flush(converter, &chunk, to: &output)
    return (output, replacements)
  }

  /// Writes the character that a converter holds back (big5-hkscs looks for a combining one), and resets it.
  private static func flush(_ converter: iconv_t, _ chunk: inout [UInt8], to output: inout [UInt8]) {
    let written = chunk.withUnsafeMutableBytes { target in
      var into = target.baseAddress?.assumingMemoryBound(to: CChar.self)
      var room = target.count
      _ = iconv(converter, nil, nil, &into, &room)
      return target.count - room
    }
    output.append(contentsOf: chunk[..<written])
  }
}
