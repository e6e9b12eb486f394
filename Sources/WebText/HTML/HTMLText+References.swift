extension HTMLText {
  /// The markup with the relative references in its attributes made absolute; all else byte for byte.
  ///
  /// Fragments (`#top`) and empty values stay, and so does everything in comments, scripts and styles.
  public static func resolvingReferences(inHTML html: String, base: String) -> String {
    var copy = html
    let resolved = copy.withUTF8 { resolvingReferences(inHTML: $0, base: base) }
    return resolved.map { String(decoding: $0, as: UTF8.self) } ?? html
  }

  /// As `resolvingReferences(inHTML:base:)` for UTF-8; nil when nothing changes.
  public static func resolvingReferences(
    inHTML utf8: UnsafeBufferPointer<UInt8>, base: String
  ) -> [UInt8]? {
    resolvingReferences(inHTML: utf8, base: ReferenceBase(base))
  }

  /// As `resolvingReferences(inHTML:base:)`, with a base that serves many texts.
  public static func resolvingReferences(
    inHTML utf8: UnsafeBufferPointer<UInt8>, base: ReferenceBase
  ) -> [UInt8]? {
    guard base.isUsable, utf8.firstIndex(of: UInt8(ascii: "<"), from: 0) != nil else { return nil }
    var rewriter = ReferenceRewriter(utf8, base: base)
    return rewriter.rewritten()
  }
}

/// A base URL, looked at once for the many references that are resolved against it.
public struct ReferenceBase: Sendable {
  fileprivate let bytes: [UInt8]
  /// As it stands in an attribute's value: `&amp;`, and nothing that could end the value.
  fileprivate let escaped: [UInt8]
  /// How much of `escaped` stands before a reference that begins with `/`; 0 without a host.
  fileprivate let endOfAuthority: Int
  /// How much of `escaped` stands before a reference that is a plain path; 0 without a host.
  fileprivate let endOfDirectory: Int

  public init(_ base: String) {
    bytes = Array(base.utf8)
    var escaped: [UInt8] = []
    escaped.reserveCapacity(bytes.count + 16)
    for byte in bytes {
      switch byte {
      case UInt8(ascii: "&"): escaped.append(contentsOf: "&amp;".utf8)
      case UInt8(ascii: "\""): escaped.append(contentsOf: "%22".utf8)
      case UInt8(ascii: "'"): escaped.append(contentsOf: "%27".utf8)
      case UInt8(ascii: "<"): escaped.append(contentsOf: "%3C".utf8)
      case UInt8(ascii: ">"): escaped.append(contentsOf: "%3E".utf8)
      case UInt8(ascii: "`"): escaped.append(contentsOf: "%60".utf8)
      case UInt8(ascii: " "): escaped.append(contentsOf: "%20".utf8)
      default: escaped.append(byte)
      }
    }
    self.escaped = escaped
    let reference = escaped.withUnsafeBufferPointer { URLReference($0) }
    // A path with dot segments or controls of its own is left to the general way.
    let isPlain = Self.isPlainPath(escaped[reference.path])
    guard reference.scheme != nil, let host = reference.host, !host.isEmpty, isPlain else {
      endOfAuthority = 0
      endOfDirectory = 0
      return
    }
    endOfAuthority = reference.path.lowerBound
    endOfDirectory = escaped[reference.path].lastIndex(of: UInt8(ascii: "/")).map { $0 + 1 } ?? 0
  }

  /// A longer base is no address, but a means to blow up the output.
  fileprivate var isUsable: Bool { !bytes.isEmpty && bytes.count <= 8192 }

  /// What stands before a reference that needs nothing but this (RFC 3986 §5.2); nil for one that needs more.
  fileprivate func prefix(of reference: UnsafeBufferPointer<UInt8>) -> Range<Int>? {
    guard let first = reference.first, first > 0x20, first != UInt8(ascii: "?"), first != UInt8(ascii: "#")
    else { return nil }
    let isRooted = first == UInt8(ascii: "/")
    let end = isRooted ? endOfAuthority : endOfDirectory
    guard end > 0, !(isRooted && reference.count > 1 && reference[1] == first),
      Self.isPlainPath(reference)
    else { return nil }
    return 0..<end
  }

  /// Without white space, controls and segments that begin with a dot.
  private static func isPlainPath(_ path: some Collection<UInt8>) -> Bool {
    var previous = UInt8(ascii: "/")
    for byte in path {
      if byte <= 0x20 { return false }
      if byte == UInt8(ascii: "."), previous == UInt8(ascii: "/") { return false }
      previous = byte
    }
    return true
  }
}

private struct ReferenceRewriter {
  private let bytes: UnsafeBufferPointer<UInt8>
  private let base: ReferenceBase
  private var output: [UInt8] = []
  /// How far the input was copied.
  private var copied = 0

  init(_ bytes: UnsafeBufferPointer<UInt8>, base: ReferenceBase) {
    self.bytes = bytes
    self.base = base
  }

  mutating func rewritten() -> [UInt8]? {
    var scanner = HTMLScanner(bytes)
    // A short reference can become as long as the base: past this the rest stays relative.
    let limit = bytes.count * 8 + 65_536
    while output.count < limit, let token = scanner.next() {
      if case .startTag(let name, let attributes) = token, attributes.count > 3 {
        rewriteAttributes(attributes, ofElement: name)
      }
    }
    guard copied > 0 else { return nil }
    output.append(contentsOf: UnsafeBufferPointer(rebasing: bytes[copied...]))
    return output
  }

  /// WHATWG HTML §13.2.5.32–39.
  private mutating func rewriteAttributes(_ range: Range<Int>, ofElement element: UInt64) {
    var index = range.lowerBound
    let end = range.upperBound
    while true {
      while index < end, isSpace(bytes[index]) || bytes[index] == UInt8(ascii: "/") { index += 1 }
      guard index < end else { return }
      let nameStart = index
      index += 1
      while index < end, !isSpace(bytes[index]), bytes[index] != UInt8(ascii: "="),
        bytes[index] != UInt8(ascii: "/")
      {
        index += 1
      }
      let name = nameStart..<index
      while index < end, isSpace(bytes[index]) { index += 1 }
      guard index < end, bytes[index] == UInt8(ascii: "=") else { continue }
      index += 1
      while index < end, isSpace(bytes[index]) { index += 1 }
      guard index < end else { return }
      let quote = bytes[index]
      let value: Range<Int>
      let isQuoted = quote == UInt8(ascii: "\"") || quote == UInt8(ascii: "'")
      if isQuoted {
        let start = index + 1
        let close = bytes[start..<end].firstIndex(of: quote) ?? end
        value = start..<close
        index = min(close + 1, end)
      } else {
        let start = index
        while index < end, !isSpace(bytes[index]) { index += 1 }
        value = start..<index
      }
      rewrite(value, isQuoted: isQuoted, ofAttribute: name, element: element)
    }
  }

  private mutating func rewrite(
    _ value: Range<Int>, isQuoted: Bool, ofAttribute nameRange: Range<Int>, element: UInt64
  ) {
    guard !value.isEmpty else { return }
    let name = HTMLNames.hash(bytes, nameRange)
    let replacement: [UInt8]?
    if HTMLNames.urlAttributes.contains(name) {
      // `data` is a URL on `object` only.
      if name == HTMLNames.data, element != HTMLNames.object { return }
      if insertPrefix(before: value) { return }
      replacement = resolved(value)
    } else if HTMLNames.candidateAttributes.contains(name) {
      replacement = resolvedCandidates(value)
    } else {
      return
    }
    guard let replacement else { return }
    copy(to: value.lowerBound, beside: replacement.count)
    output.append(contentsOf: replacement)
    copied = value.upperBound
  }

  /// Copies the input that was not copied yet.
  private mutating func copy(to end: Int, beside added: Int) {
    // Most bodies have a handful of references, each longer than before.
    if copied == 0 { output.reserveCapacity(bytes.count + 4 * added + 64) }
    output.append(contentsOf: UnsafeBufferPointer(rebasing: bytes[copied..<end]))
    copied = end
  }

  /// The usual reference, whose absolute form is itself with something in front. False for any other.
  private mutating func insertPrefix(before value: Range<Int>) -> Bool {
    let text = UnsafeBufferPointer(rebasing: bytes[value])
    guard let prefix = base.prefix(of: text), isRelative(text), text.firstIndex(of: UInt8(ascii: "&")) == nil
    else { return false }
    copy(to: value.lowerBound, beside: prefix.count)
    output.append(contentsOf: base.escaped[prefix])
    return true
  }

  /// The absolute form of the reference in an attribute's value, escaped; nil when it stays as it is.
  private func resolved(_ value: Range<Int>) -> [UInt8]? {
    let text = UnsafeBufferPointer(rebasing: bytes[value])
    if let ampersand = text.firstIndex(of: UInt8(ascii: "&")), holdsReference(text, from: ampersand) {
      var decoded: [UInt8] = []
      HTMLEntities.decode(text, inAttribute: true, into: &decoded)
      return decoded.withUnsafeBufferPointer { decoded in
        guard isRelative(decoded) else { return nil }
        let absolute = base.bytes.withUnsafeBufferPointer { URLReference.resolve(decoded, base: $0) }
        return escaped(absolute)
      }
    }
    guard isRelative(text) else { return nil }
    return base.escaped.withUnsafeBufferPointer { URLReference.resolve(text, base: $0) }
  }

  /// True when a character reference other than `&amp;` is in the text: it must be decoded to be resolved.
  private func holdsReference(_ text: UnsafeBufferPointer<UInt8>, from start: Int) -> Bool {
    for index in start..<text.count where text[index] == UInt8(ascii: "&") {
      if let reference = HTMLEntities.reference(in: text, at: index, inAttribute: true) {
        if reference.first != UInt32(UInt8(ascii: "&")) || reference.length != 5 { return true }
      }
    }
    return false
  }

  /// True for a reference that a base makes absolute; not for a fragment, nor for an empty one.
  private func isRelative(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
    var start = 0
    while start < text.count, text[start] <= 0x20 { start += 1 }
    guard start < text.count, text[start] != UInt8(ascii: "#") else { return false }
    return URLReference.endOfScheme(UnsafeBufferPointer(rebasing: text[start...])) == nil
  }

  /// WHATWG HTML §4.8.4.2.1: candidates are separated by commas, a URL ends at white space.
  private func resolvedCandidates(_ value: Range<Int>) -> [UInt8]? {
    let comma = UInt8(ascii: ",")
    var result: [UInt8] = []
    var hasChanged = false
    var index = value.lowerBound
    let end = value.upperBound
    while index < end {
      let separators = index
      while index < end, isSpace(bytes[index]) || bytes[index] == comma { index += 1 }
      result.append(contentsOf: bytes[separators..<index])
      let start = index
      while index < end, !isSpace(bytes[index]) { index += 1 }
      var endOfURL = index
      while endOfURL > start, bytes[endOfURL - 1] == comma { endOfURL -= 1 }
      let url = start..<endOfURL
      if !url.isEmpty, let absolute = resolved(url) {
        result.append(contentsOf: absolute)
        hasChanged = true
      } else {
        result.append(contentsOf: bytes[url])
      }
      let descriptors = endOfURL
      if endOfURL == index {
        var depth = 0
        while index < end, bytes[index] != comma || depth > 0 {
          if bytes[index] == UInt8(ascii: "(") { depth += 1 }
          if bytes[index] == UInt8(ascii: ")") { depth = max(depth - 1, 0) }
          index += 1
        }
      }
      result.append(contentsOf: bytes[descriptors..<index])
    }
    return hasChanged ? result : nil
  }

  private func escaped(_ text: [UInt8]) -> [UInt8] {
    var result: [UInt8] = []
    result.reserveCapacity(text.count + 16)
    for byte in text {
      switch byte {
      case UInt8(ascii: "&"): result.append(contentsOf: "&amp;".utf8)
      case UInt8(ascii: "\""): result.append(contentsOf: "&quot;".utf8)
      case UInt8(ascii: "'"): result.append(contentsOf: "&#39;".utf8)
      case UInt8(ascii: "<"): result.append(contentsOf: "&lt;".utf8)
      case UInt8(ascii: ">"): result.append(contentsOf: "&gt;".utf8)
      case UInt8(ascii: " "): result.append(contentsOf: "&#32;".utf8)
      default: result.append(byte)
      }
    }
    return result
  }

  private func isSpace(_ byte: UInt8) -> Bool {
    byte == 0x20 || byte == 0x09 || byte == 0x0A || byte == 0x0C || byte == 0x0D
  }
}
