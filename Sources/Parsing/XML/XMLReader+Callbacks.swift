import CLibXML2

/// libxml2's callbacks: each finds its reader and calls one method.
extension XMLReader {
  static func makeHandler() -> xmlSAXHandler {
    var handler = xmlSAXHandler()
    handler.initialized = XML_SAX2_MAGIC
    handler.startElementNs = { data, local, prefix, uri, namespaceCount, namespaces, count, _, attributes in
      guard let local else { return }
      XMLReader.withReader(data) {
        $0.startElement(local, prefix, uri, Int(namespaceCount), namespaces, Int(count), attributes)
      }
    }
    handler.endElementNs = { data, _, _, _ in
      XMLReader.withReader(data) { $0.endElement() }
    }
    handler.characters = { data, start, count in
      guard let start else { return }
      XMLReader.withReader(data) { $0.text(Bytes(start: start, count: Int(count))) }
    }
    handler.cdataBlock = { data, start, count in
      guard let start else { return }
      XMLReader.withReader(data) { $0.section(Bytes(start: start, count: Int(count))) }
    }
    handler.ignorableWhitespace = handler.characters
    handler.getEntity = { data, name in
      guard let name else { return nil }
      return XMLReader.withReader(data) { $0.entity(named: name) }
    }
    handler.serror = { data, error in
      guard let error else { return }
      XMLReader.withReader(data) { $0.note(error) }
    }
    return handler
  }

  @inline(__always)
  private static func withReader<Result>(
    _ data: UnsafeMutableRawPointer?, _ body: (XMLReader) -> Result
  ) -> Result {
    // The context is made with its reader as user data, and freed by the reader's deinit. Without counting
    // references, because the reader outlives every call of libxml2.
    Unmanaged<XMLReader>.fromOpaque(data.unsafelyUnwrapped)._withUnsafeGuaranteedRef(body)
  }
}
