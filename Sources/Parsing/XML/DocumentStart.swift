/// Where a document begins, whatever a server wrote in front.
enum DocumentStart {
  /// At the first `<` that can begin a document; the number of bytes when there is none.
  ///
  /// liberal: some servers write warnings (in HTML, too), white space, comments or a second BOM in front.
  static func index(in text: Bytes) -> Int {
    guard let first = firstMarkup(text, from: 0) else { return text.count }
    if text[first + 1] == UInt8(ascii: "?") { return first }
    if text[first + 1] == UInt8(ascii: "!") {
      guard text.hasPrefix("<!--", at: first) else { return first }
      let next = afterComments(text, from: first)
      return isDeclaration(text, at: next) ? next : first
    }
    return isStrayMarkup(text, at: first) ? laterStart(text, from: first) ?? first : first
  }

  static func isDeclaration(_ text: Bytes, at index: Int) -> Bool {
    text.hasPrefix("<?xml", at: index) && index + 5 < text.count && text[index + 5].isSpace
  }

  private static func firstMarkup(_ text: Bytes, from start: Int) -> Int? {
    var index = start
    while let open = text.firstIndex(of: UInt8(ascii: "<"), from: index), open + 1 < text.count {
      let next = text[open + 1]
      if next == UInt8(ascii: "?") || next == UInt8(ascii: "!") || next.isLetter { return open }
      index = open + 1
    }
    return nil
  }

  private static func afterComments(_ text: Bytes, from start: Int) -> Int {
    var index = start
    while text.hasPrefix("<!--", at: index) {
      guard let end = text.firstIndex(of: "-->", from: index) else { return text.count }
      index = end + 3
      while index < text.count, text[index].isSpace { index += 1 }
    }
    return index
  }

  /// HTML as a script prints it before it has thought of a document: `<br /><b>Warning</b>: …`.
  private static func isStrayMarkup(_ text: Bytes, at index: Int) -> Bool {
    let names: [StaticString] = [
      "<b", "<br", "<p", "<div", "<span", "<font", "<pre", "<script", "<style", "<hr",
    ]
    return names.contains { name in
      let end = index + name.utf8CodeUnitCount
      return text.hasPrefix(name, at: index) && end < text.count && !text[end].isLetter && !text[end].isDigit
    }
  }

  /// The XML declaration or the root of a feed, in the first 64 KiB.
  private static func laterStart(_ text: Bytes, from start: Int) -> Int? {
    let head = text[from: 0, to: min(text.count, start + 64 * 1024)]
    var index = start
    while let open = head.firstIndex(of: UInt8(ascii: "<"), from: index) {
      if isDeclaration(head, at: open) { return open }
      for root: StaticString in ["<rss", "<feed", "<rdf:rdf"] where head.hasPrefix(root, at: open) {
        let end = open + root.utf8CodeUnitCount
        if end < head.count, head[end].isSpace || head[end] == UInt8(ascii: ">") { return open }
      }
      index = open + 1
    }
    return nil
  }
}
