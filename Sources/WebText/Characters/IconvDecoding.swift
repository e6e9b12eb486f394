import Glibc

/// Decodes bytes by the C library's iconv (POSIX `iconv`).
enum IconvDecoding {
  /// The text as UTF-8, and how many pieces of it were invalid and became U+FFFD.
  ///
  /// nil when the system has no such encoding.
  static func decode(_ bytes: ArraySlice<UInt8>, from name: String) -> (utf8: [UInt8], replacements: Int)? {
    guard let converter = iconv_open("UTF-8", name), converter != iconv_t(bitPattern: -1) else { return nil }
    defer { iconv_close(converter) }
    var output: [UInt8] = []
    output.reserveCapacity(bytes.count + bytes.count / 2)
    var replacements = 0
    let isSingleByte = name.hasPrefix("WINDOWS-") || name.hasPrefix("ISO-8859") || name.hasPrefix("KOI8")
    let unit = name.hasPrefix("UTF-16") ? 2 : name.hasPrefix("UTF-32") ? 4 : 1
    var chunk = [UInt8](repeating: 0, count: 32_768)
    var input = Array(bytes)
    input.withUnsafeMutableBytes { source in
      guard let base = source.baseAddress else { return }
      var next: UnsafeMutablePointer<CChar>? = base.assumingMemoryBound(to: CChar.self)
      var rest = source.count
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
        let byte = UInt8(bitPattern: position.pointee)
        flush(converter, &chunk, to: &output)
        // windows-1252 and its kin leave some bytes of 0x80…0x9F unassigned: WHATWG reads them as C1 controls.
        if isSingleByte, (0x80...0x9F).contains(byte) {
          HTMLEntities.appendUTF8(UInt32(byte), to: &output)
        } else {
          output.append(contentsOf: [0xEF, 0xBF, 0xBD])
          replacements += 1
        }
        let skipped = failure == EINVAL ? rest : min(unit, rest)
        next = position + skipped
        rest -= skipped
      }
      flush(converter, &chunk, to: &output)
    }
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
