/// A JSON value (RFC 8259).
public enum JSONValue: Sendable, Equatable {
  case null
  case bool(Bool)
  /// A number without fraction and exponent that fits.
  case integer(Int64)
  /// Any other number, with its text; infinite when it is too large for a Double.
  case double(Double, text: String)
  case string(String)
  case array([JSONValue])
  case object(JSONObject)

  /// The value of a JSON text.
  ///
  /// Strict: valid UTF-8, nothing but white space after the value, no lone surrogates; nested at most 128
  /// deep. Of equal names in an object the last one's value counts.
  public static func parse(_ bytes: [UInt8]) throws(JSONError) -> JSONValue {
    let result = bytes.withUnsafeBufferPointer { buffer in
      Result { () throws(JSONError) in try JSONParser.parse(buffer) }
    }
    return try result.get()
  }

  /// As `parse(_:)` for a buffer.
  public static func parse(_ bytes: UnsafeBufferPointer<UInt8>) throws(JSONError) -> JSONValue {
    try JSONParser.parse(bytes)
  }
}

/// Members of a JSON object, in the order of their first occurrence.
public struct JSONObject: Sendable, Equatable, Sequence {
  public private(set) var members: [(name: String, value: JSONValue)]

  public init(_ members: [(name: String, value: JSONValue)] = []) {
    self.members = members
  }

  public subscript(name: String) -> JSONValue? {
    for member in members where member.name == name { return member.value }
    return nil
  }

  public var count: Int { members.count }

  /// Appends a member, which may be there already.
  mutating func append(_ name: String, _ value: JSONValue) {
    members.append((name, value))
  }

  /// Leaves one of each name, at its first place with its last value.
  mutating func removeDuplicates() {
    if members.count <= 16 {
      let hasDuplicate = members.indices.contains { index in
        members[..<index].contains { $0.name == members[index].name }
      }
      guard hasDuplicate else { return }
    }
    var places: [String: Int] = [:]
    var kept: [(name: String, value: JSONValue)] = []
    kept.reserveCapacity(members.count)
    for member in members {
      if let place = places[member.name] {
        kept[place].value = member.value
      } else {
        places[member.name] = kept.count
        kept.append(member)
      }
    }
    members = kept
  }

  public func makeIterator() -> IndexingIterator<[(name: String, value: JSONValue)]> {
    members.makeIterator()
  }

  public static func == (left: JSONObject, right: JSONObject) -> Bool {
    left.members.elementsEqual(right.members) { $0.name == $1.name && $0.value == $1.value }
  }
}

extension JSONValue {
  /// The member of an object; nil for other values, and when there is no such member.
  public subscript(name: String) -> JSONValue? {
    if case .object(let object) = self { object[name] } else { nil }
  }

  public var string: String? {
    if case .string(let text) = self { text } else { nil }
  }

  /// The number, when it is whole and fits.
  public var integer: Int64? {
    switch self {
    case .integer(let value): value
    case .double(let value, _): Int64(exactly: value)
    default: nil
    }
  }

  /// The number, rounded to the nearest Double.
  public var double: Double? {
    switch self {
    case .integer(let value): Double(value)
    case .double(let value, _): value
    default: nil
    }
  }

  public var bool: Bool? {
    if case .bool(let value) = self { value } else { nil }
  }

  public var array: [JSONValue]? {
    if case .array(let values) = self { values } else { nil }
  }

  public var object: JSONObject? {
    if case .object(let object) = self { object } else { nil }
  }
}

/// Why a text is not JSON, and where.
public struct JSONError: Error, Hashable, Sendable {
  public enum Kind: Hashable, Sendable {
    case unexpectedEnd
    case unexpectedByte
    case invalidNumber
    case invalidEscape
    case invalidUTF8
    /// Nested more than 128 deep.
    case tooDeep
    case trailingBytes
  }

  public var kind: Kind
  /// The byte, from 0, at which it was found.
  public var offset: Int

  public init(kind: Kind, offset: Int) {
    self.kind = kind
    self.offset = offset
  }
}
