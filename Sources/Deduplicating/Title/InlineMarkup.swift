/// Takes the markup off a title: known inline elements only, so that `<10 staff` survives.
enum InlineMarkup {
  private static let inline: Set<String> = [
    "a", "abbr", "b", "bdi", "bdo", "big", "cite", "code", "data", "del", "dfn", "em", "font", "i", "img",
    "ins",
    "kbd", "mark", "nobr", "q", "rb", "rp", "rt", "ruby", "s", "samp", "small", "span", "strike", "strong",
    "time",
    "tt", "u", "var", "wbr",
  ]
  private static let block: Set<String> = [
    "br", "center", "div", "h1", "h2", "h3", "h4", "h5", "h6", "hr", "li", "p", "section", "td", "tr", "ul",
  ]

  static func strip(_ text: [UInt8], into output: inout [UInt8]) {
    text.withUnsafeBufferPointer { bytes in
      var place = 0
      while place < bytes.count {
        let byte = bytes[place]
        guard byte == UInt8(ascii: "<"), let (end, replacement) = element(bytes, at: place) else {
          output.append(byte)
          place += 1
          continue
        }
        if let replacement { output.append(replacement) }
        place = end
      }
    }
  }

  /// The end of the tag that begins at `start`, and what stands for it.
  private static func element(_ bytes: UnsafeBufferPointer<UInt8>, at start: Int) -> (Int, UInt8?)? {
    var place = start + 1
    guard place < bytes.count else { return nil }
    if bytes[place] == UInt8(ascii: "!") { return declaration(bytes, at: start) }
    if bytes[place] == UInt8(ascii: "/") { place += 1 }
    var name: [UInt8] = []
    while place < bytes.count, name.count < 8, isNameByte(bytes[place]) {
      name.append(bytes[place] | (bytes[place] >= 0x41 && bytes[place] <= 0x5A ? 0x20 : 0))
      place += 1
    }
    guard !name.isEmpty, place < bytes.count else { return nil }
    let delimiter = bytes[place]
    guard delimiter <= 0x20 || delimiter == UInt8(ascii: ">") || delimiter == UInt8(ascii: "/") else {
      return nil
    }
    while place < bytes.count, bytes[place] != UInt8(ascii: ">") {
      if bytes[place] == UInt8(ascii: "<") { return nil }
      place += 1
    }
    guard place < bytes.count else { return nil }
    let element = String(decoding: name, as: UTF8.self)
    // 10<sup>2</sup> is not 102.
    if element == "sup" || element == "sub" { return (place + 1, UInt8(ascii: "^")) }
    if inline.contains(element) { return (place + 1, nil) }
    return block.contains(element) ? (place + 1, UInt8(ascii: " ")) : nil
  }

  /// A comment is dropped; of a CDATA section only its delimiters are.
  private static func declaration(_ bytes: UnsafeBufferPointer<UInt8>, at start: Int) -> (Int, UInt8?)? {
    let rest = bytes[start...]
    if rest.starts(with: "<![CDATA[".utf8) { return (start + 9, nil) }
    guard rest.starts(with: "<!--".utf8) else { return nil }
    var place = start + 4
    while place + 2 < bytes.count {
      if bytes[place] == 0x2D, bytes[place + 1] == 0x2D, bytes[place + 2] == 0x3E { return (place + 3, nil) }
      place += 1
    }
    return nil
  }

  private static func isNameByte(_ byte: UInt8) -> Bool {
    (byte | 0x20 >= 0x61 && byte | 0x20 <= 0x7A) || (byte >= 0x30 && byte <= 0x39)
  }
}
