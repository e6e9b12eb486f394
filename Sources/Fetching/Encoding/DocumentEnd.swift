import WebText

/// Whether a document has come to its end, where HTTP does not tell: a body that lasts until the connection
/// closes (RFC 9112 §6.3) looks the same when it is cut, also over TLS, as libcurl passes over a missing
/// close_notify. Half a feed must not be kept with validators that say "not modified" from then on.
enum DocumentEnd {
  /// True for what begins as JSON or as XML other than HTML, and lacks its last bracket or its root's end tag.
  /// Documents in UTF-16 are not looked at.
  static func isMissing(_ body: [UInt8]) -> Bool {
    guard ContentDecoder.isText(body), body.first != 0xFF, body.first != 0xFE else { return false }
    let text = body.starts(with: [0xEF, 0xBB, 0xBF]) ? body[3...] : body[...]
    guard let first = text.first(where: { !isSpace($0) }), let last = text.last(where: { !isSpace($0) })
    else {
      return false
    }
    if first != 0x3C { return last != (first == 0x7B ? 0x7D : 0x5D) }
    guard let root = root(of: text) else { return true }
    let name = text[root]
    if name.count == 4, name.elementsEqual("html".utf8, by: { $0 | 0x20 == $1 }) { return false }
    let end = [0x3C, 0x2F] + name
    // `<rss/>`: nothing follows its tag.
    if !text[root.upperBound...].contains(0x3C), last == 0x3E { return false }
    var start = text.endIndex - end.count
    while start > root.upperBound {
      if text[start] == 0x3C, text[start..<start + end.count].elementsEqual(end) { return false }
      start -= 1
    }
    return true
  }

  /// The name in the first start tag; nil when there is none.
  private static func root(of text: ArraySlice<UInt8>) -> Range<Int>? {
    var at = text.startIndex
    while let open = text[at...].firstIndex(of: 0x3C), open + 1 < text.endIndex {
      switch text[open + 1] {
      case 0x21, 0x3F:
        let close: [UInt8] =
          text[open...].starts(with: "<!--".utf8)
          ? [0x2D, 0x2D, 0x3E] : text[open + 1] == 0x3F ? [0x3F, 0x3E] : [0x3E]
        guard let end = index(of: close, in: text[(open + 2)...]) else { return nil }
        at = end + close.count
      default:
        let name = text[(open + 1)...].prefix { !isSpace($0) && $0 != 0x3E && $0 != 0x2F }
        return name.isEmpty ? nil : name.startIndex..<name.endIndex
      }
    }
    return nil
  }

  private static func index(of mark: [UInt8], in text: ArraySlice<UInt8>) -> Int? {
    var at = text.startIndex
    while let start = text[at...].firstIndex(of: mark[0]) {
      if text[start...].starts(with: mark) { return start }
      at = start + 1
    }
    return nil
  }

  private static func isSpace(_ byte: UInt8) -> Bool {
    byte == 0x20 || byte == 0x09 || byte == 0x0A || byte == 0x0D
  }
}
