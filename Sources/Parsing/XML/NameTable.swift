import Glibc

/// What the names in a parser's dictionary mean. Lives as long as the dictionary.
struct NameTable: ~Copyable {
  private var names = PointerTable()
  private var namespaces = PointerTable()
  private static let cases = Name.allCases
  private static let numbers: [String: UInt16] = {
    var numbers: [String: UInt16] = [:]
    for (number, name) in Name.allCases.enumerated() { numbers[name.rawValue] = UInt16(number) }
    return numbers
  }()
  private let cases = NameTable.cases

  /// True when the table holds so many names that a new dictionary is cheaper.
  var isCrowded: Bool { names.count > 2_048 }

  @inline(__always)
  mutating func name(_ pointer: UnsafePointer<UInt8>) -> Name {
    if let known = names[pointer] { return cases[Int(known)] }
    return learn(pointer)
  }

  private mutating func learn(_ pointer: UnsafePointer<UInt8>) -> Name {
    let length = strnlen(UnsafeRawPointer(pointer).assumingMemoryBound(to: CChar.self), 64)
    let number = length < 64 ? Self.numbers[Self.lowercased(pointer, length)] ?? 0 : 0
    names.insert(number, for: pointer)
    return cases[Int(number)]
  }

  /// - Parameter uri: nil when the element or attribute is in no namespace, or its prefix was not declared.
  @inline(__always)
  mutating func family(uri: UnsafePointer<UInt8>?, prefix: UnsafePointer<UInt8>?) -> Family {
    guard let uri else {
      guard let prefix else { return .rss }
      return Family.byPrefix[Self.lowercased(prefix)] ?? .unknown
    }
    if let known = namespaces[uri] { return Family(rawValue: UInt8(truncatingIfNeeded: known)) ?? .unknown }
    // liberal: white space around a URI and its case make no difference (some feeds write `…/Atom `).
    let family = Family.declared(uri: Self.lowercased(uri), prefix: prefix.map { Self.lowercased($0) })
    namespaces.insert(UInt16(family.rawValue), for: uri)
    return family
  }

  private static func lowercased(_ pointer: UnsafePointer<UInt8>, _ length: Int? = nil) -> String {
    let count = length ?? strnlen(UnsafeRawPointer(pointer).assumingMemoryBound(to: CChar.self), 256)
    let bytes = UnsafeBufferPointer(start: pointer, count: count).trimmed
    return String(decoding: bytes.map { 65...90 ~= $0 ? $0 | 0x20 : $0 }, as: UTF8.self)
  }
}
