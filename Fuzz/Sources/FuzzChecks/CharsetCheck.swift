import WebText

/// `CharacterDecoding`: always valid UTF-8, always the same, never much larger than the document.
enum CharsetCheck {
  static func run(_ input: [UInt8]) throws(Violation) {
    let parts = input.split(separator: 0x0A, maxSplits: 1, omittingEmptySubsequences: false)
    let document = parts.count > 1 ? Array(parts[1]) : []
    let value = String(decoding: parts[0], as: UTF8.self)
    let contentType = value.isEmpty ? nil : value

    let text = CharacterDecoding.decode(document, contentType: contentType)
    // The standard library's judgment, not our own.
    try require(String(validating: text.utf8, as: UTF8.self) != nil, "\(text.encoding) gives invalid UTF-8")
    try require(
      CharacterDecoding.decode(document, contentType: contentType) == text, "decoding depends on the day")
    // One byte becomes U+FFFD at worst, which takes three.
    try require(
      text.utf8.count <= 3 * document.count + 3,
      "\(document.count) bytes of \(text.encoding) become \(text.utf8.count)")
    try require(!text.utf8.starts(with: [0xEF, 0xBB, 0xBF]) || hasTwoMarks(document, text), "a BOM is left")
    try require(!text.encoding.isEmpty && text.encoding == text.encoding.lowercased(), "odd encoding name")
    for note in text.notes {
      try require(!note.code.isEmpty && isPrintable(note.message), "a note that moves the cursor")
    }
  }

  /// Only the first mark is one (Unicode §23.8); a second is a character of the text.
  private static func hasTwoMarks(_ document: [UInt8], _ text: DecodedText) -> Bool {
    document.starts(with: [0xEF, 0xBB, 0xBF, 0xEF, 0xBB, 0xBF]) || text.encoding != "utf-8"
  }

  static func isPrintable(_ text: String) -> Bool {
    text.unicodeScalars.allSatisfy { scalar in
      switch scalar.value {
      case 0..<0x20, 0x7F...0x9F, 0x2028...0x202E, 0x2066...0x2069: false
      default: true
      }
    }
  }
}
