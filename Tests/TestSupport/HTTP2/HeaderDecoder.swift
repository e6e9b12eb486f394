/// Reads the header blocks of one HTTP/2 connection: HPACK, RFC 7541.
struct HeaderDecoder {
  typealias Field = (name: String, value: String)

  /// The newest first: RFC 7541 §2.3.3.
  private var dynamic: [Field] = []
  private var size = 0
  private var capacity = 4096
  private var block: ArraySlice<UInt8> = []

  /// nil for what is no header block, or has a character that no request of these tests has.
  mutating func decode(_ bytes: [UInt8]) -> [Field]? {
    block = bytes[...]
    var fields: [Field] = []
    while let first = block.first {
      if first & 0x80 != 0 {
        // Indexed: §6.1.
        guard let index = integer(7), let field = field(index) else { return nil }
        fields.append(field)
      } else if first & 0x40 != 0 {
        // With incremental indexing: §6.2.1.
        guard let field = literal(6) else { return nil }
        insert(field)
        fields.append(field)
      } else if first & 0x20 != 0 {
        // A new size of the dynamic table: §6.3.
        guard let wanted = integer(5), wanted <= 4096 else { return nil }
        capacity = wanted
        shrink()
      } else {
        // Without indexing, or never indexed: §6.2.2, §6.2.3.
        guard let field = literal(4) else { return nil }
        fields.append(field)
      }
    }
    return fields
  }

  private mutating func literal(_ prefix: Int) -> Field? {
    guard let index = integer(prefix) else { return nil }
    let name = index == 0 ? text() : field(index)?.name
    guard let name, let value = text() else { return nil }
    return (name, value)
  }

  /// §5.1.
  private mutating func integer(_ prefix: Int) -> Int? {
    guard let first = block.popFirst() else { return nil }
    let most = (1 << prefix) - 1
    var value = Int(first) & most
    guard value == most else { return value }
    for shift in stride(from: 0, through: 21, by: 7) {
      guard let byte = block.popFirst() else { return nil }
      value += Int(byte & 0x7F) << shift
      if byte & 0x80 == 0 { return value }
    }
    return nil
  }

  /// §5.2.
  private mutating func text() -> String? {
    let isCoded = (block.first ?? 0) & 0x80 != 0
    guard let length = integer(7), length <= block.count else { return nil }
    let bytes = block.prefix(length)
    block = block.dropFirst(length)
    guard isCoded else { return Self.latin1(bytes) }
    return HuffmanCode.decode(bytes).map { Self.latin1($0[...]) }
  }

  private static func latin1(_ bytes: ArraySlice<UInt8>) -> String {
    var text = String.UnicodeScalarView()
    for byte in bytes { text.append(Unicode.Scalar(byte)) }
    return String(text)
  }

  private func field(_ index: Int) -> Field? {
    if index >= 1, index <= Self.known.count { return Self.known[index - 1] }
    let index = index - Self.known.count - 1
    return dynamic.indices.contains(index) ? dynamic[index] : nil
  }

  private mutating func insert(_ field: Field) {
    dynamic.insert(field, at: 0)
    size += Self.size(of: field)
    shrink()
  }

  /// §4.3, §4.4.
  private mutating func shrink() {
    while size > capacity, let last = dynamic.popLast() { size -= Self.size(of: last) }
  }

  /// §4.1.
  private static func size(of field: Field) -> Int {
    field.name.unicodeScalars.count + field.value.unicodeScalars.count + 32
  }

  /// A field as a literal without indexing and without Huffman's code: all that the server's answers need.
  static func encode(_ name: String, _ value: String) -> [UInt8] {
    func text(_ text: String) -> [UInt8] {
      let bytes = text.unicodeScalars.map { UInt8(truncatingIfNeeded: $0.value) }
      var length: [UInt8] = []
      if bytes.count < 127 {
        length = [UInt8(bytes.count)]
      } else {
        length = [127]
        var rest = bytes.count - 127
        while rest >= 128 {
          length.append(UInt8(rest & 0x7F | 0x80))
          rest >>= 7
        }
        length.append(UInt8(rest))
      }
      return length + bytes
    }
    return [0] + text(name) + text(value)
  }

  /// Appendix A.
  private static let known: [Field] = {
    let lines = """
      :authority|:method|GET|:method|POST|:path|/|:path|/index.html|:scheme|http|:scheme|https|:status|200|\
      :status|204|:status|206|:status|304|:status|400|:status|404|:status|500
      """
    var words = lines.split(separator: "|").map(String.init)[...]
    var fields: [Field] = [(words.removeFirst(), "")]
    while let name = words.popFirst(), let value = words.popFirst() { fields.append((name, value)) }
    let names = """
      accept-charset accept-encoding accept-language accept-ranges accept access-control-allow-origin age \
      allow authorization cache-control content-disposition content-encoding content-language \
      content-length content-location content-range content-type cookie date etag expect expires from host \
      if-match if-modified-since if-none-match if-range if-unmodified-since last-modified link location \
      max-forwards proxy-authenticate proxy-authorization range referer refresh retry-after server \
      set-cookie strict-transport-security transfer-encoding user-agent vary via www-authenticate
      """
    for name in names.split(separator: " ") {
      fields.append((String(name), name == "accept-encoding" ? "gzip, deflate" : ""))
    }
    return fields
  }()
}
