/// What a document's first bytes say about its encoding.
enum DeclaredEncoding {
  typealias Bytes = UnsafeBufferPointer<UInt8>

  /// The encoding of a byte order mark, and the mark's length (Unicode §23.8).
  static func byteOrderMark(_ bytes: Bytes) -> (encoding: EncodingLabel, length: Int)? {
    func starts(_ mark: UInt8...) -> Bool {
      bytes.count >= mark.count && mark.indices.allSatisfy { bytes[$0] == mark[$0] }
    }
    guard let first = bytes.first, first >= 0xEF || first == 0 else { return nil }
    if starts(0xEF, 0xBB, 0xBF) { return (.utf8, 3) }
    // UTF-16LE text cannot begin with U+0000, which XML and JSON forbid.
    if starts(0xFF, 0xFE, 0, 0) { return (.utf32LE, 4) }
    if starts(0, 0, 0xFE, 0xFF) { return (.utf32BE, 4) }
    if starts(0xFF, 0xFE) { return (.utf16LE, 2) }
    if starts(0xFE, 0xFF) { return (.utf16BE, 2) }
    return nil
  }

  /// UTF-16 or UTF-32 by the zeros around the first character (XML 1.0 appendix F.1; RFC 4627 §3).
  static func wideEncoding(_ bytes: Bytes) -> EncodingLabel? {
    guard bytes.count >= 4 else { return nil }
    switch (bytes[0] == 0, bytes[1] == 0, bytes[2] == 0, bytes[3] == 0) {
    case (true, true, true, false): return .utf32BE
    case (false, true, true, true): return .utf32LE
    case (true, false, true, false), (true, false, false, _): return .utf16BE
    case (false, true, false, true), (false, true, false, false): return .utf16LE
    default: return nil
    }
  }

  /// The `encoding` of an XML declaration, lower case, in the first 1024 bytes (XML 1.0 §4.3.3).
  ///
  /// - Parameter isWide: zeros are dropped, so that a declaration in UTF-16 or UTF-32 is read too.
  static func label(in bytes: Bytes, isWide: Bool) -> String? {
    let head = Bytes(rebasing: bytes.prefix(1024))
    guard isWide else { return label(inDeclarationOf: head) }
    return head.filter { $0 != 0 }.withUnsafeBufferPointer { label(inDeclarationOf: $0) }
  }

  private static func label(inDeclarationOf head: Bytes) -> String? {
    // Most often the declaration stands at the very start; else behind junk, before any element.
    guard let start = position(of: "<?xml", in: head, from: 0),
      let end = position(of: "?>", in: head, from: start + 5),
      var index = position(of: "encoding", in: head, from: start + 5), index < end
    else { return nil }
    index += 8
    func skipSpace() { while index < end, head[index] <= 0x20 { index += 1 } }
    skipSpace()
    guard index < end, head[index] == UInt8(ascii: "=") else { return nil }
    index += 1
    skipSpace()
    guard index < end, head[index] == UInt8(ascii: "\"") || head[index] == UInt8(ascii: "'") else {
      return nil
    }
    let quote = head[index]
    index += 1
    skipSpace()
    var label: [UInt8] = []
    while index < end, head[index] != quote {
      let byte = head[index]
      label.append(byte &- UInt8(ascii: "A") < 26 ? byte | 0x20 : byte < 0x80 ? byte : UInt8(ascii: "?"))
      index += 1
    }
    while let last = label.last, last <= 0x20 { label.removeLast() }
    return label.isEmpty ? nil : String(decoding: label, as: UTF8.self)
  }

  private static func position(of text: StaticString, in bytes: Bytes, from start: Int) -> Int? {
    let count = text.utf8CodeUnitCount
    let wanted = UnsafeBufferPointer(start: text.utf8Start, count: count)
    var index = start
    while index + count <= bytes.count {
      if bytes[index] == wanted[0] {
        var length = 1
        while length < count, bytes[index + length] == wanted[length] { length += 1 }
        if length == count { return index }
      }
      index += 1
    }
    return nil
  }
}
