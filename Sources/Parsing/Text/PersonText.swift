import FeedModel

/// People in one line: `Name <a@b.c>`, `a@b.c (Name)`, `Name (a@b.c)`, a name or an address alone.
enum PersonText {
  /// Everyone whom a line names: `Ann <a@b.c>, Bob <d@e.f>`. Only addresses tell where one ends, since names have
  /// commas of their own.
  static func people(_ text: Bytes) -> [Person] {
    guard let first = text.firstIndex(of: UInt8(ascii: "@"), from: 0),
      text.firstIndex(of: UInt8(ascii: "@"), from: first + 1) != nil
    else { return read(text).map { [$0] } ?? [] }
    var people: [Person] = []
    var start = 0
    var depth = 0
    var hasAddress = false
    for index in 0...text.count {
      let byte = index < text.count ? text[index] : UInt8(ascii: ",")
      switch byte {
      case UInt8(ascii: "@"): hasAddress = true
      case UInt8(ascii: "("), UInt8(ascii: "<"): depth += 1
      case UInt8(ascii: ")"), UInt8(ascii: ">"): depth = max(0, depth - 1)
      case UInt8(ascii: ","), UInt8(ascii: ";"):
        guard hasAddress, depth == 0 || index == text.count else { break }
        if people.count < mostPeople, let person = read(text[from: start, to: index]) {
          people.append(person)
        }
        start = index + 1
        hasAddress = false
      default: break
      }
    }
    // A name after the last address: it is not in order, and who is who is not known.
    guard start > text.count || text[from: start, to: text.count].trimmed.isEmpty else {
      return read(text).map { [$0] } ?? []
    }
    return people
  }

  private static let mostPeople = 64

  static func read(_ text: Bytes) -> Person? {
    let text = text.trimmed
    guard !text.isEmpty else { return nil }
    guard let range = addressRange(text) else {
      return withoutPlaceOfAddress(text).map { Person(name: $0) }
    }
    var email = text[from: range.lowerBound, to: range.upperBound]
    var end = range.upperBound
    if email.hasPrefix("mailto:") {
      email = email[from: 7, to: email.count]
      // RFC 6068 §2: a subject may follow.
      if end < text.count, text[end] == UInt8(ascii: "?") {
        while end < text.count, !text[end].isSpace, text[end] != UInt8(ascii: ">"),
          text[end] != UInt8(ascii: "(")
        {
          end += 1
        }
      }
    }
    // What is left is the name, without the brackets that stood around one of the two.
    var rest: [UInt8] = []
    for index in 0..<text.count where index < range.lowerBound || index >= end {
      switch text[index] {
      case UInt8(ascii: "<"), UInt8(ascii: ">"): rest.append(0x20)
      default: rest.append(text[index])
      }
    }
    let name = rest.withUnsafeBufferPointer { stripBrackets($0.trimmed) }
    let address = email.string
    return Person(name: name == address ? nil : name, email: address)
  }

  /// liberal: templates leave their brackets where there is no address: `Ann <>`, `Ann ()`, `(Ann)`.
  private static func withoutPlaceOfAddress(_ text: Bytes) -> String? {
    var text = text
    for pair in ["<>", "()"] as [StaticString]
    where text.count >= 2 && text.hasPrefix(pair, at: text.count - 2) {
      text = text[from: 0, to: text.count - 2].trimmed
    }
    if text.first == UInt8(ascii: "("), text.firstIndex(of: UInt8(ascii: ")"), from: 0) == text.count - 1 {
      text = text[from: 1, to: text.count - 1]
    }
    return text.nonEmptyString
  }

  /// liberal: `mailto:` in front counts as part of the address, `<>` around it doesn't.
  private static func addressRange(_ text: Bytes) -> Range<Int>? {
    var from = 0
    while let at = text.firstIndex(of: UInt8(ascii: "@"), from: from) {
      var start = at
      while start > 0, isAddressByte(text[start - 1]) || text[start - 1] == UInt8(ascii: ":") { start -= 1 }
      var end = at + 1
      while end < text.count,
        text[end].isLetter || text[end].isDigit || text[end] == UInt8(ascii: "-")
          || text[end] == UInt8(ascii: ".") || text[end] >= 0x80
      {
        end += 1
      }
      while end > at + 1, text[end - 1] == UInt8(ascii: ".") { end -= 1 }
      if start < at, end > at + 1 {
        if text[from: start, to: at].contains(byte: UInt8(ascii: ":")),
          !text[from: start, to: at].hasPrefix("mailto:")
        {
          while start < at, text[from: start, to: at].contains(byte: UInt8(ascii: ":")) { start += 1 }
        }
        if start < at { return start..<end }
      }
      from = at + 1
    }
    return nil
  }

  private static func isAddressByte(_ byte: UInt8) -> Bool {
    if byte.isLetter || byte.isDigit || byte >= 0x80 { return true }
    switch byte {
    case UInt8(ascii: "."), UInt8(ascii: "-"), UInt8(ascii: "_"), UInt8(ascii: "+"), UInt8(ascii: "%"),
      UInt8(ascii: "'"), UInt8(ascii: "&"), UInt8(ascii: "="), UInt8(ascii: "!"), UInt8(ascii: "~"):
      return true
    default: return false
    }
  }

  /// What stands between a name and an address without brackets.
  private static func isSeparator(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: ","), UInt8(ascii: ":"), UInt8(ascii: ";"), UInt8(ascii: "-"), UInt8(ascii: "|"),
      UInt8(ascii: "/"):
      true
    default: false
    }
  }

  private static func stripBrackets(_ text: Bytes) -> String? {
    var text = text
    while text.count >= 2 {
      let (first, last) = (text[0], text[text.count - 1])
      let isPair =
        first == UInt8(ascii: "(") && last == UInt8(ascii: ")")
        || first == UInt8(ascii: "[") && last == UInt8(ascii: "]")
        || first == UInt8(ascii: "\"") && last == UInt8(ascii: "\"")
      if isPair {
        text = text[from: 1, to: text.count - 1].trimmed
      } else if first == UInt8(ascii: "("), !text.contains(byte: UInt8(ascii: ")")) {
        text = text[from: 1, to: text.count].trimmed
      } else {
        break
      }
    }
    // `Name ()`: the address stood in the brackets.
    for pair in ["()", "[]", "( )"] as [StaticString] where text.count >= pair.utf8CodeUnitCount {
      let start = text.count - pair.utf8CodeUnitCount
      if text.hasPrefix(pair, at: start) {
        text = text[from: 0, to: start].trimmed
      } else if text.hasPrefix(pair) {
        text = text[from: pair.utf8CodeUnitCount, to: text.count].trimmed
      }
    }
    while let last = text.last, isSeparator(last) { text = text[from: 0, to: text.count - 1].trimmed }
    while let first = text.first, isSeparator(first) { text = text[from: 1, to: text.count].trimmed }
    return text.isEmpty ? nil : text.string
  }
}
