/// HTML as text, and the references in it.
public enum HTMLText {
  /// The text of a fragment of HTML: no markup, no character references, white space collapsed and trimmed.
  ///
  /// Block elements and `br` become a space; comments, `script` and `style` are left out. A no-break space
  /// stays one, except at the ends.
  public static func plainText(ofHTML html: String) -> String {
    var copy = html
    return copy.withUTF8 { plainText(ofHTML: $0) }
  }

  /// As `plainText(ofHTML:)` for UTF-8.
  public static func plainText(ofHTML utf8: UnsafeBufferPointer<UInt8>) -> String {
    var output: [UInt8] = []
    output.reserveCapacity(utf8.count)
    appendPlainText(ofHTML: utf8, to: &output)
    return String(decoding: output, as: UTF8.self)
  }

  /// As `plainText(ofHTML:)`, appending UTF-8 to `output`.
  public static func appendPlainText(
    ofHTML utf8: UnsafeBufferPointer<UInt8>, to output: inout [UInt8]
  ) {
    var collapsing = CollapsedText(output: output)
    output = []
    var scanner = HTMLScanner(utf8)
    while let token = scanner.next() {
      switch token {
      case .text(let range): collapsing.append(UnsafeBufferPointer(rebasing: utf8[range]), decoding: true)
      case .literal(let range): collapsing.append(UnsafeBufferPointer(rebasing: utf8[range]), decoding: false)
      case .startTag(let name, _), .endTag(let name):
        if HTMLNames.block.contains(name) { collapsing.appendSpace() }
      case .comment, .skipped: break
      }
    }
    output = collapsing.finished()
  }

  /// True when the text holds an element or a character reference of HTML, or a comment.
  ///
  /// A tag counts when HTML has an element of its name, a reference when it ends in a semicolon: `<T>` and
  /// `?a=1&copy=2` are text.
  public static func looksLikeHTML(_ text: String) -> Bool {
    var copy = text
    return copy.withUTF8 { looksLikeHTML($0) }
  }

  /// As `looksLikeHTML(_:)` for UTF-8.
  public static func looksLikeHTML(_ utf8: UnsafeBufferPointer<UInt8>) -> Bool {
    if utf8.firstIndex(of: UInt8(ascii: "<"), from: 0) != nil {
      var scanner = HTMLScanner(utf8)
      while let token = scanner.next() {
        switch token {
        case .startTag(let name, _), .endTag(let name):
          if HTMLNames.elements.contains(name) { return true }
        case .comment: return true
        case .text, .literal, .skipped: break
        }
      }
    }
    var index = 0
    while let ampersand = utf8.firstIndex(of: UInt8(ascii: "&"), from: index) {
      if let reference = HTMLEntities.reference(in: utf8, at: ampersand, inAttribute: false),
        reference.endsInSemicolon
      {
        return true
      }
      index = ampersand + 1
    }
    return false
  }
}

/// Text in which runs of white space become one space, and those at the ends none.
private struct CollapsedText {
  private var output: [UInt8]
  private let start: Int
  private var needsSpace = false

  init(output: consuming [UInt8]) {
    start = output.count
    self.output = output
  }

  mutating func appendSpace() {
    needsSpace = output.count > start
  }

  /// - Parameter decoding: true when character references are to be replaced.
  mutating func append(_ text: UnsafeBufferPointer<UInt8>, decoding: Bool) {
    var index = 0
    let count = text.count
    while index < count {
      let byte = text[index]
      if Self.isSpace(byte) {
        appendSpace()
        index += 1
        continue
      }
      if byte == UInt8(ascii: "&"), decoding {
        if let reference = HTMLEntities.reference(in: text, at: index, inAttribute: false) {
          appendCharacter(reference.first)
          if reference.second != 0 { appendCharacter(reference.second) }
          index += reference.length
          continue
        }
      }
      let runStart = index
      index += 1
      while index < count, !Self.isSpace(text[index]), text[index] != UInt8(ascii: "&") { index += 1 }
      flushSpace()
      output.append(contentsOf: UnsafeBufferPointer(rebasing: text[runStart..<index]))
    }
  }

  /// The text without white space at its ends, also that of other scripts (Unicode `White_Space`).
  consuming func finished() -> [UInt8] {
    while let length = Self.lengthOfLastSpace(output[start...]) { output.removeLast(length) }
    var first = start
    while let length = Self.lengthOfFirstSpace(output[first...]) { first += length }
    output.removeSubrange(start..<first)
    return output
  }

  private mutating func appendCharacter(_ number: UInt32) {
    if number < 0x80, Self.isSpace(UInt8(number)) {
      appendSpace()
    } else {
      flushSpace()
      HTMLEntities.appendUTF8(number, to: &output)
    }
  }

  @inline(__always)
  private mutating func flushSpace() {
    if needsSpace {
      output.append(UInt8(ascii: " "))
      needsSpace = false
    }
  }

  @inline(__always)
  private static func isSpace(_ byte: UInt8) -> Bool {
    byte == 0x20 || byte &- 0x09 <= 4
  }

  private static func lengthOfLastSpace(_ text: ArraySlice<UInt8>) -> Int? {
    for length in 1...3 where text.count >= length && isSpace(text.suffix(length)) { return length }
    return nil
  }

  private static func lengthOfFirstSpace(_ text: ArraySlice<UInt8>) -> Int? {
    for length in 1...3 where text.count >= length && isSpace(text.prefix(length)) { return length }
    return nil
  }

  /// True for the UTF-8 of one white space character.
  private static func isSpace(_ bytes: ArraySlice<UInt8>) -> Bool {
    let first = bytes.startIndex
    switch bytes.count {
    case 1: return isSpace(bytes[first])
    case 2: return bytes[first] == 0xC2 && (bytes[first + 1] == 0xA0 || bytes[first + 1] == 0x85)
    default:
      switch (bytes[first], bytes[first + 1], bytes[first + 2]) {
      // U+2000–200A, U+2028/9, U+202F; U+205F; U+3000; U+1680.
      case (0xE2, 0x80, 0x80...0x8A), (0xE2, 0x80, 0xA8...0xA9), (0xE2, 0x80, 0xAF), (0xE2, 0x81, 0x9F),
        (0xE3, 0x80, 0x80), (0xE1, 0x9A, 0x80):
        return true
      default: return false
      }
    }
  }
}
