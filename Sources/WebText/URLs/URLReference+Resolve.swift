extension URLReference {
  /// The absolute form of a reference (RFC 3986 §5.2).
  ///
  /// liberal: white space and controls around the reference, and tabs and newlines in it, are dropped, as
  /// browsers do (WHATWG URL §4.4); other characters that a URI may not hold stay. A relative base is merged
  /// alike, and gives a relative result; against a base that has no hierarchy (`urn:`, `mailto:`) only a
  /// fragment can be resolved, and other references stay relative.
  public static func resolve(_ reference: String, base: String) -> String {
    var reference = reference
    var base = base
    let resolved = reference.withUTF8 { reference in
      base.withUTF8 { resolve(reference, base: $0) }
    }
    return String(decoding: resolved, as: UTF8.self)
  }

  /// As `resolve(_:base:)` for UTF-8.
  public static func resolve(
    _ reference: UnsafeBufferPointer<UInt8>, base: UnsafeBufferPointer<UInt8>
  ) -> [UInt8] {
    let trimmed = trimming(reference)
    if trimmed.contains(where: isTabOrNewline) {
      let cleaned = trimmed.filter { !isTabOrNewline($0) }
      return cleaned.withUnsafeBufferPointer { resolve(trimmed: $0, base: trimming(base)) }
    }
    return resolve(trimmed: trimmed, base: trimming(base))
  }

  /// True for `http` and `https` URLs with a host.
  public static func isAbsoluteHTTP(_ text: String) -> Bool {
    var copy = text
    return copy.withUTF8 { isAbsoluteHTTP($0) }
  }

  /// As `isAbsoluteHTTP(_:)` for UTF-8.
  public static func isAbsoluteHTTP(_ utf8: UnsafeBufferPointer<UInt8>) -> Bool {
    guard let end = endOfScheme(utf8), end == 4 || end == 5 else { return false }
    for (index, expected) in "https".utf8.enumerated() where index < end {
      guard utf8[index] | 0x20 == expected else { return false }
    }
    guard let host = URLReference(utf8).host else { return false }
    return !host.isEmpty
  }

  /// The transformation of RFC 3986 §5.2.2.
  private static func resolve(
    trimmed bytes: UnsafeBufferPointer<UInt8>, base baseBytes: UnsafeBufferPointer<UInt8>
  ) -> [UInt8] {
    let reference = URLReference(bytes)
    let isHierarchical = reference.authority != nil || bytes[reference.path].first == UInt8(ascii: "/")
    if reference.scheme != nil, !isHierarchical { return Array(bytes) }

    let base = URLReference(baseBytes)
    var output: [UInt8] = []
    output.reserveCapacity(bytes.count + baseBytes.count + 4)
    func appendAuthority(_ range: Range<Int>?, of source: UnsafeBufferPointer<UInt8>) {
      guard let range else { return }
      output.append(contentsOf: [UInt8(ascii: "/"), UInt8(ascii: "/")])
      output.append(contentsOf: source[range])
    }
    func appendSuffix(_ range: Range<Int>?, _ delimiter: UInt8, of source: UnsafeBufferPointer<UInt8>) {
      guard let range else { return }
      output.append(delimiter)
      output.append(contentsOf: source[range])
    }

    let scheme = reference.scheme.map { bytes[$0] } ?? base.scheme.map { baseBytes[$0] }
    if let scheme {
      output.append(contentsOf: scheme)
      output.append(UInt8(ascii: ":"))
    }
    let question = UInt8(ascii: "?")
    let referencePath = bytes[reference.path]
    if reference.scheme != nil || reference.authority != nil {
      appendAuthority(reference.authority, of: bytes)
      appendRemovingDotSegments(referencePath, to: &output, hasAuthority: reference.authority != nil)
      appendSuffix(reference.query, question, of: bytes)
    } else {
      let basePath = baseBytes[base.path]
      let isOpaque = base.scheme != nil && base.authority == nil && basePath.first != UInt8(ascii: "/")
      let isFragmentOnly = referencePath.isEmpty && reference.query == nil
      if isOpaque, !isFragmentOnly { return Array(bytes) }
      appendAuthority(base.authority, of: baseBytes)
      if referencePath.isEmpty {
        output.append(contentsOf: basePath)
        if reference.query != nil {
          appendSuffix(reference.query, question, of: bytes)
        } else {
          appendSuffix(base.query, question, of: baseBytes)
        }
      } else {
        if referencePath.first == UInt8(ascii: "/") {
          appendRemovingDotSegments(referencePath, to: &output, hasAuthority: base.authority != nil)
        } else {
          let merged = merge(basePath, referencePath, hasAuthority: base.authority != nil)
          appendRemovingDotSegments(merged[...], to: &output, hasAuthority: base.authority != nil)
        }
        appendSuffix(reference.query, question, of: bytes)
      }
    }
    appendSuffix(reference.fragment, UInt8(ascii: "#"), of: bytes)
    return output
  }

  /// RFC 3986 §5.2.3.
  private static func merge(
    _ base: Slice<UnsafeBufferPointer<UInt8>>, _ reference: Slice<UnsafeBufferPointer<UInt8>>,
    hasAuthority: Bool
  ) -> [UInt8] {
    var merged: [UInt8] = []
    merged.reserveCapacity(base.count + reference.count + 1)
    if base.isEmpty, hasAuthority {
      merged.append(UInt8(ascii: "/"))
    } else if let slash = base.lastIndex(of: UInt8(ascii: "/")) {
      merged.append(contentsOf: base[...slash])
    }
    merged.append(contentsOf: reference)
    return merged
  }

  /// RFC 3986 §5.2.4, in one pass: what a `..` takes back is never read again.
  private static func appendRemovingDotSegments(
    _ path: some Collection<UInt8>, to output: inout [UInt8], hasAuthority: Bool
  ) {
    let slash = UInt8(ascii: "/")
    let dot = UInt8(ascii: ".")
    let start = output.count
    let isRooted = path.first == slash
    var index = path.startIndex
    if isRooted {
      output.append(slash)
      index = path.index(after: index)
    }
    /// Where the segments begin: a `..` at the root is dropped.
    let floor = output.count
    while true {
      let startOfSegment = output.count
      var length = 0
      var areAllDots = true
      while index != path.endIndex, path[index] != slash {
        let byte = path[index]
        output.append(byte)
        if byte != dot { areAllDots = false }
        length += 1
        path.formIndex(after: &index)
      }
      let hasSlash = index != path.endIndex
      if hasSlash { path.formIndex(after: &index) }
      if areAllDots, length == 1 || length == 2 {
        output.removeLast(length)
        if length == 2, startOfSegment > floor {
          // Takes back the slash before the `..`, and the segment before that.
          output.removeLast()
          while output.count > floor, output[output.count - 1] != slash { output.removeLast() }
        }
      } else if hasSlash {
        output.append(slash)
      }
      if !hasSlash { break }
    }
    // Without an authority a path may not begin with two slashes: they would be read as one.
    if !hasAuthority, output.count >= start + 2, output[start] == slash, output[start + 1] == slash {
      output.insert(contentsOf: [slash, dot], at: start)
    }
  }

  private static func isTabOrNewline(_ byte: UInt8) -> Bool {
    byte == 0x09 || byte == 0x0A || byte == 0x0D
  }

  private static func trimming(_ bytes: UnsafeBufferPointer<UInt8>) -> UnsafeBufferPointer<UInt8> {
    var start = 0
    var end = bytes.count
    while start < end, bytes[start] <= 0x20 { start += 1 }
    while end > start, bytes[end - 1] <= 0x20 { end -= 1 }
    return UnsafeBufferPointer(rebasing: bytes[start..<end])
  }
}
