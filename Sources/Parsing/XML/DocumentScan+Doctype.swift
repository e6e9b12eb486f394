/// The DOCTYPE: read for its entities, and otherwise left alone.
extension DocumentScan {
  /// The index after a DOCTYPE.
  mutating func scanDoctype(
    _ text: Bytes, from open: Int, limits: ParseLimits
  ) throws(ParseError) -> Int {
    var index = open + 9
    var quote: UInt8 = 0
    while index < text.count {
      let byte = text[index]
      if quote != 0 {
        if byte == quote { quote = 0 }
      } else if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'") {
        quote = byte
        if !hasExternalSubset {
          ignoredDeclarations.append((open, "the DTD that the DOCTYPE names is not fetched"))
        }
        hasExternalSubset = true
      } else if byte == UInt8(ascii: ">") {
        return index + 1
      } else if byte == UInt8(ascii: "[") {
        index = try scanSubset(text, from: index + 1, limits: limits)
        continue
      } else if byte == UInt8(ascii: "<") {
        break
      }
      index += 1
    }
    needsRepair = true
    return index
  }

  /// The index after the `]` of an internal subset; takes the general entities out of it.
  private mutating func scanSubset(
    _ text: Bytes, from start: Int, limits: ParseLimits
  ) throws(ParseError) -> Int {
    var index = start
    while index < text.count, text[index] != UInt8(ascii: "]") {
      if index - start > limits.internalSubset {
        throw tooLarge(text, start, limits)
      }
      if text.hasPrefix("<!--", at: index) {
        index = text.firstIndex(of: "-->", from: index + 4).map { $0 + 3 } ?? text.count
      } else if text.hasPrefix("<!entity", at: index) {
        index = scanEntity(text, from: index + 8)
      } else if text[index] == UInt8(ascii: "\"") || text[index] == UInt8(ascii: "'") {
        index = text.firstIndex(of: text[index], from: index + 1).map { $0 + 1 } ?? text.count
      } else {
        if text[index] == UInt8(ascii: "<"),
          !ignoredDeclarations.contains(where: { $0.message == Self.ignored })
        {
          ignoredDeclarations.append((index, Self.ignored))
        }
        index += 1
      }
    }
    if min(index, text.count) - start > limits.internalSubset {
      throw tooLarge(text, start, limits)
    }
    return min(index + 1, text.count)
  }

  private static let ignored = "declarations of the DOCTYPE other than entities with a value are not followed"

  private func tooLarge(_ text: Bytes, _ start: Int, _ limits: ParseLimits) -> ParseError {
    let line = DocumentPlace().moved(to: start, in: text).line
    return .limit(
      code: "xml-dtd",
      message:
        "a DOCTYPE with an internal subset of more than \(limits.internalSubset) bytes at line \(line)"
        + " (\(ParseLimits.Key.internalSubset))")
  }

  /// `<!ENTITY name "value">`; the index after the value. External and parameter entities are left out.
  private mutating func scanEntity(_ text: Bytes, from start: Int) -> Int {
    var index = start
    func skipSpace() { while index < text.count, text[index].isSpace { index += 1 } }
    skipSpace()
    let nameStart = index
    while index < text.count, !text[index].isSpace, text[index] != UInt8(ascii: ">") { index += 1 }
    let name = text[from: nameStart, to: index]
    skipSpace()
    guard index < text.count, name.count > 0, name.count <= 64 else { return index }
    let quote = text[index]
    guard quote == UInt8(ascii: "\"") || quote == UInt8(ascii: "'"),
      let end = text.firstIndex(of: quote, from: index + 1)
    else {
      ignoredDeclarations.append((start, "an entity of another document, or a parameter entity, is not read"))
      return index
    }
    // XML 1.0 §4.2: of two declarations the first is binding.
    if entities[Array(name)] == nil { entities[Array(name)] = index + 1..<end }
    return end + 1
  }
}
