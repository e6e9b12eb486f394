/// A document as UTF-8, and how it came to be so.
public struct DecodedText: Sendable, Equatable {
  /// Valid UTF-8 without a byte order mark.
  public var utf8: [UInt8]
  /// The encoding that the bytes were decoded from, lower case: `utf-8`, `utf-16le`, `euc-kr` …
  public var encoding: String
  /// What was wrong with the labels or the bytes; empty for a sound document.
  public var notes: [EncodingNote]

  public init(utf8: [UInt8], encoding: String, notes: [EncodingNote] = []) {
    self.utf8 = utf8
    self.encoding = encoding
    self.notes = notes
  }
}

/// A warning about a document's encoding or media type, with a code of `tidings parse`.
public struct EncodingNote: Sendable, Equatable {
  /// `encoding-unknown`, `encoding-override`, `encoding-invalid-bytes` or `content-type-mismatch`.
  public var code: String
  public var message: String

  public init(code: String, message: String) {
    self.code = code
    self.message = message
  }
}

/// Bytes of an XML (or JSON) document to UTF-8.
public enum CharacterDecoding {
  /// Decodes a document by BOM, `charset` of Content-Type, XML declaration, then detection (RFC 7303 §3).
  ///
  /// Bytes that are UTF-8 already come back as the same array. The XML declaration stays as it is, and may
  /// still name another encoding: tell the XML parser that the text is UTF-8.
  ///
  /// - Parameter contentType: the value of the HTTP header, or nil when there is none.
  public static func decode(_ bytes: [UInt8], contentType: String?) -> DecodedText {
    var notes: [EncodingNote] = []
    var charset: String?
    if let contentType {
      let type = mediaType(of: contentType)
      if !type.isEmpty, !isFeedType(type) {
        notes.append(
          EncodingNote(
            code: "content-type-mismatch", message: "\(LogText.safe(type)) is no media type of feeds"))
      }
      charset = self.charset(ofContentType: contentType)
    }
    if let (label, length) = byteOrderMark(bytes) {
      return decode(bytes, skipping: length, as: label, notes: notes)
    }
    let declared = declaredEncoding(bytes)
    let pattern = wideEncoding(bytes)
    for label in [charset, declared].compactMap({ $0 }) {
      guard var encoding = EncodingLabel(label) else {
        notes.append(
          EncodingNote(
            code: "encoding-unknown", message: "there is no encoding \(LogText.safe(label, limit: 40))"))
        continue
      }
      let isWide = encoding.name.hasPrefix("utf-16") || encoding.name.hasPrefix("utf-32")
      if let pattern, !isWide || encoding.name.prefix(6) == pattern.name.prefix(6) {
        // The bytes say how wide the units are, and in which order; a label without an order means that too.
        if !isWide {
          notes.append(override(label, by: pattern.name))
        }
        encoding = pattern
      } else if isWide, pattern == nil {
        // A declaration that can be read as ASCII is not in UTF-16: re-encoded, with the label left behind.
        notes.append(override(label, by: "utf-8"))
        encoding = .utf8
      }
      return decode(bytes, skipping: 0, as: encoding, notes: notes)
    }
    if let pattern { return decode(bytes, skipping: 0, as: pattern, notes: notes) }
    return decode(bytes, skipping: 0, as: .utf8, notes: notes)
  }

  /// The `charset` parameter of a Content-Type value, lower case, without quotes; nil when there is none.
  public static func charset(ofContentType value: String) -> String? {
    // liberal: white space around `=`, single quotes (RFC 9110 §8.3.1 has neither).
    for parameter in value.split(separator: ";").dropFirst() {
      let parts = parameter.split(separator: "=", maxSplits: 1).map { trimmed(String($0)) }
      guard parts.count == 2, parts[0].lowercased() == "charset" else { continue }
      let name = parts[1].lowercased().filter { $0 != "\"" && $0 != "'" }
      let label = trimmed(name)
      return label.isEmpty ? nil : label
    }
    return nil
  }

  /// The media type of a Content-Type value, lower case, without parameters: `application/rss+xml`.
  public static func mediaType(of value: String) -> String {
    let end = value.firstIndex { $0 == ";" || $0 == "," } ?? value.endIndex
    return trimmed(value[..<end].lowercased())
  }

  private static func decode(
    _ bytes: [UInt8], skipping start: Int, as encoding: EncodingLabel, notes: [EncodingNote]
  ) -> DecodedText {
    var notes = notes
    if encoding.iconvName.isEmpty {
      let invalid = bytes.withUnsafeBufferPointer {
        UTF8Validation.firstInvalid(UnsafeBufferPointer(rebasing: $0[start...]))
      }
      guard let invalid else {
        return DecodedText(
          utf8: start == 0 ? bytes : Array(bytes[start...]), encoding: encoding.name, notes: notes)
      }
      // One bad byte in a text of otherwise good multi-byte characters is damage; a text without any is in
      // a single-byte encoding.
      if start == 0, !holdsMultibyte(bytes) {
        notes.append(override("utf-8", by: "windows-1252"))
        return decode(bytes, skipping: 0, as: .windows1252, notes: notes)
      }
      notes.append(
        EncodingNote(
          code: "encoding-invalid-bytes", message: "byte \(start + invalid) is not UTF-8: replaced by U+FFFD")
      )
      let text = String(decoding: bytes[start...], as: UTF8.self)
      return DecodedText(utf8: Array(text.utf8), encoding: encoding.name, notes: notes)
    }
    // iso-8859-1 and us-ascii that hold nothing but ASCII, as most documents labeled so do.
    if encoding.iconvName.hasPrefix("WINDOWS-") || encoding.iconvName.hasPrefix("ISO-8859"), isASCII(bytes) {
      return DecodedText(utf8: bytes, encoding: encoding.name, notes: notes)
    }
    guard let (utf8, replacements) = IconvDecoding.decode(bytes[start...], from: encoding.iconvName) else {
      notes.append(
        EncodingNote(code: "encoding-unknown", message: "this system cannot decode \(encoding.name)"))
      return decode(bytes, skipping: start, as: .utf8, notes: notes)
    }
    if replacements > 0 {
      notes.append(
        EncodingNote(
          code: "encoding-invalid-bytes",
          message: "\(replacements) places are not \(encoding.name): replaced by U+FFFD"))
    }
    return DecodedText(utf8: utf8, encoding: encoding.name, notes: notes)
  }

  private static func override(_ label: String, by name: String) -> EncodingNote {
    EncodingNote(
      code: "encoding-override", message: "labeled \(LogText.safe(label, limit: 40)), read as \(name)")
  }

  private static func isASCII(_ bytes: [UInt8]) -> Bool {
    bytes.allSatisfy { $0 < 0x80 }
  }

  /// True when a valid sequence of two bytes or more is in the text.
  private static func holdsMultibyte(_ bytes: [UInt8]) -> Bool {
    bytes.withUnsafeBufferPointer { buffer in
      guard let start = buffer.baseAddress else { return false }
      for index in buffer.indices where buffer[index] >= 0xC2 {
        if UTF8Validation.lengthOfSequence(start + index, available: buffer.count - index) >= 2 {
          return true
        }
      }
      return false
    }
  }

  private static func byteOrderMark(_ bytes: [UInt8]) -> (EncodingLabel, length: Int)? {
    if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { return (.utf8, 3) }
    if bytes.starts(with: [0xFF, 0xFE, 0, 0]) {
      return (EncodingLabel(name: "utf-32le", iconvName: "UTF-32LE"), 4)
    }
    if bytes.starts(with: [0, 0, 0xFE, 0xFF]) {
      return (EncodingLabel(name: "utf-32be", iconvName: "UTF-32BE"), 4)
    }
    if bytes.starts(with: [0xFF, 0xFE]) {
      return (EncodingLabel(name: "utf-16le", iconvName: "UTF-16LE"), 2)
    }
    if bytes.starts(with: [0xFE, 0xFF]) {
      return (EncodingLabel(name: "utf-16be", iconvName: "UTF-16BE"), 2)
    }
    return nil
  }

  /// UTF-16 or UTF-32 by the zeros around the first character (XML 1.0 appendix F.1; RFC 4627 §3).
  private static func wideEncoding(_ bytes: [UInt8]) -> EncodingLabel? {
    guard bytes.count >= 4 else { return nil }
    switch (bytes[0] == 0, bytes[1] == 0, bytes[2] == 0, bytes[3] == 0) {
    case (true, true, true, false): return EncodingLabel(name: "utf-32be", iconvName: "UTF-32BE")
    case (false, true, true, true): return EncodingLabel(name: "utf-32le", iconvName: "UTF-32LE")
    case (true, false, true, false), (true, false, false, _):
      return EncodingLabel(name: "utf-16be", iconvName: "UTF-16BE")
    case (false, true, false, true), (false, true, false, false):
      return EncodingLabel(name: "utf-16le", iconvName: "UTF-16LE")
    default: return nil
    }
  }

  /// The `encoding` of an XML declaration, in the first 1024 bytes (XML 1.0 §4.3.3).
  private static func declaredEncoding(_ bytes: [UInt8]) -> String? {
    // Zeros are dropped, so that a declaration in UTF-16 is read too.
    let head = bytes.prefix(1024).filter { $0 != 0 }
    let text = String(decoding: head.map { $0 < 0x80 ? $0 : UInt8(ascii: "?") }, as: UTF8.self)
    guard let start = text.firstRange(of: "<?xml") else { return nil }
    let rest = text[start.upperBound...]
    guard let end = rest.firstRange(of: "?>") else { return nil }
    let declaration = rest[..<end.lowerBound]
    guard let name = declaration.firstRange(of: "encoding") else { return nil }
    var value = declaration[name.upperBound...].drop { $0.isWhitespace }
    guard value.popFirst() == "=" else { return nil }
    value = value.drop { $0.isWhitespace }
    guard let quote = value.popFirst(), quote == "\"" || quote == "'" else { return nil }
    let label = trimmed(value.prefix { $0 != quote }.lowercased())
    return label.isEmpty ? nil : label
  }

  private static func isFeedType(_ type: String) -> Bool {
    type.hasSuffix("/xml") || type.hasSuffix("+xml") || type.hasSuffix("/json") || type.hasSuffix("+json")
      || type == "application/xml-dtd" || type.hasSuffix("/xml-external-parsed-entity")
  }

  private static func trimmed(_ text: String) -> String {
    var slice = text[...]
    while slice.first?.isWhitespace == true { slice.removeFirst() }
    while slice.last?.isWhitespace == true { slice.removeLast() }
    return String(slice)
  }
}
