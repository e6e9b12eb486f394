import CLibXML2
import FeedModel

/// What libxml2 tells, handed on to the collector.
extension XMLReader {
  @inline(__always)
  func startElement(
    _ local: UnsafePointer<UInt8>, _ prefix: UnsafePointer<UInt8>?, _ uri: UnsafePointer<UInt8>?,
    _ namespaceCount: Int, _ namespaces: UnsafeMutablePointer<UnsafePointer<UInt8>?>?, _ attributeCount: Int,
    _ attributes: UnsafeMutablePointer<UnsafePointer<UInt8>?>?
  ) {
    guard countEvent() else { return }
    if namespaceCount > 0, collector.isAtRoot, let namespaces {
      for index in 0..<namespaceCount {
        if let uri = namespaces[index * 2 + 1] { collector.rootNamespace(uri) }
      }
    }
    var tag = XMLName(
      name: table.name(local), family: table.family(uri: uri, prefix: prefix), local: local, prefix: prefix,
      uri: uri)
    if tag.family == .unknown { tag = collector.adopted(tag) }
    if uri == nil, let prefix { noteUndeclared(prefix: prefix) }
    let wants = collector.startElement(tag)
    if attributeCount > 0, wants, let attributes {
      for index in 0..<attributeCount {
        deliver(attributes + index * 5)
      }
    }
    collector.startElementIsComplete(tag)
    if collector.failure != nil { stop() }
  }

  /// One attribute: local name, prefix, URI, begin and end of its value.
  @inline(__always)
  private func deliver(_ attribute: UnsafeMutablePointer<UnsafePointer<UInt8>?>) {
    guard let local = attribute[0], let start = attribute[3], let end = attribute[4] else { return }
    let name = XMLName(
      name: table.name(local),
      family: attribute[1] == nil ? .rss : table.family(uri: attribute[2], prefix: attribute[1]),
      local: local, prefix: attribute[1], uri: attribute[2])
    let value = Bytes(start: start, count: end - start)
    if value.contains(byte: UInt8(ascii: "&")) {
      decodeReferences(value)
      attributeValue.withUnsafeBufferPointer { collector.attribute(name, $0) }
    } else {
      collector.attribute(name, value)
    }
  }

  @inline(__always)
  func endElement() {
    guard countEvent() else { return }
    collector.endElement()
    if collector.failure != nil { stop() }
  }

  @inline(__always)
  func text(_ bytes: Bytes, isLasting: Bool = false) {
    guard countEvent() else { return }
    delivered &+= bytes.count
    if delivered > deliveryLimit { return failExpansion() }
    collector.text(bytes, isLasting: isLasting)
  }

  /// A CDATA section, which is empty when its inside was kept from libxml2.
  @inline(__always)
  func section(_ bytes: Bytes) {
    if !bytes.isEmpty {
      characterData(bytes, isLasting: false)
    } else if let inside = skeleton.section(at: offset) {
      characterData(inside, isLasting: true)
    }
  }

  /// The inside of a CDATA section. Its line ends become newlines here (XML 1.0 §2.11): libxml2's push parser
  /// leaves them as they are.
  func characterData(_ bytes: Bytes, isLasting: Bool) {
    guard let first = bytes.firstIndex(of: UInt8(ascii: "\r"), from: 0) else {
      text(bytes, isLasting: isLasting)
      return
    }
    var start = 0
    var index = first
    while true {
      // The newline after a carriage return stands for both.
      let isPair = index + 1 < bytes.count && bytes[index + 1] == UInt8(ascii: "\n")
      if index > start { text(bytes[from: start, to: index]) }
      if !isPair { text(Bytes(start: Self.newline.utf8Start, count: 1)) }
      start = index + 1
      guard let next = bytes.firstIndex(of: UInt8(ascii: "\r"), from: start) else { break }
      index = next
    }
    if start < bytes.count { text(bytes[from: start, to: bytes.count]) }
  }

  private static let newline: StaticString = "\n"

  private func noteUndeclared(prefix: UnsafePointer<UInt8>) {
    let name = String(cString: prefix)
    let (line, column) = position
    collector.warn(
      "xml-undeclared-prefix", "the prefix \(name) is not declared", line: line, column: column, key: name)
  }

  func note(_ error: UnsafePointer<xmlError>) {
    guard error.pointee.level == XML_ERR_FATAL, fatal == nil else { return }
    let code = error.pointee.code
    var message = error.pointee.message.map { String(cString: $0) } ?? "error \(code)"
    while message.last?.isWhitespace == true { message.removeLast() }
    let isTruncation =
      code == CInt(bitPattern: XML_ERR_DOCUMENT_END.rawValue)
      || code == CInt(bitPattern: XML_ERR_TAG_NOT_FINISHED.rawValue)
    fatal = Fatal(
      message: message, line: Int(error.pointee.line) + skeleton.linesLeftOut(before: offset),
      column: Int(error.pointee.int2),
      isTruncation: isTruncation)
  }
}
