import FeedModel
import Glibc

/// What was repaired, for its code and so that a thousand repairs of one kind don't hide those of another.
enum Repair: Int, CaseIterable {
  case literal, entity, prefix, character, endTag, unclosed, attribute, section, cutOff, limit

  var code: String {
    switch self {
    case .literal, .endTag, .unclosed, .attribute, .section: "xml-not-well-formed"
    case .entity: "xml-undeclared-entity"
    case .prefix: "xml-undeclared-prefix"
    case .character: "xml-invalid-character"
    case .cutOff: "xml-truncated"
    case .limit: "limit-exceeded"
    }
  }
}

/// The repairs of a document with their places, the first few of each kind.
final class RepairWarnings {
  private(set) var all: [(warning: ParseWarning, key: String?)] = []
  private var counts = [Int](repeating: 0, count: Repair.allCases.count)
  private var keys: Set<String> = []
  private var place = DocumentPlace()
  private static let eachAtMost = 10

  /// True when something was repaired that XML doesn't allow, and not just left out over a limit.
  private(set) var hasDamage = false

  func add(
    _ repair: Repair, _ message: @autoclosure () -> String, at offset: Int, in text: Bytes, key: String?
  ) {
    hasDamage = hasDamage || repair != .limit
    guard counts[repair.rawValue] < Self.eachAtMost else { return }
    if let key, !keys.insert(repair.code + " " + key).inserted { return }
    counts[repair.rawValue] += 1
    let place = place.moved(to: offset, in: text)
    self.place = place
    all.append(
      (
        ParseWarning(code: repair.code, message: message(), line: place.line, column: place.column), key
      ))
  }
}

/// A line and a column of a document, both from 1; columns are characters.
struct DocumentPlace {
  private(set) var line = 1
  private(set) var column = 1
  private var offset = 0

  /// The place of a byte. Costs the way from this place, so go on from the last one.
  func moved(to target: Int, in text: Bytes) -> DocumentPlace {
    var place = target < offset ? DocumentPlace() : self
    let end = min(target, text.count)
    var index = place.offset
    while let newline = text.firstIndex(of: UInt8(ascii: "\n"), from: index), newline < end {
      place.line += 1
      place.column = 1
      index = newline + 1
    }
    while index < end {
      if text[index] & 0xC0 != 0x80 { place.column += 1 }
      index += 1
    }
    place.offset = end
    return place
  }
}

/// Where some mark stands next, remembered.
struct Landmark {
  private let mark: StaticString
  private var known = -1
  private var searchedFrom = 0

  init(_ mark: StaticString) { self.mark = mark }

  /// Index of the first one at or after `start`; `Int.max` when there is none.
  mutating func next(in text: Bytes, from start: Int) -> Int {
    if known < start || start < searchedFrom {
      searchedFrom = start
      known = text.firstIndex(of: mark, from: start) ?? .max
    }
    return known
  }
}

/// An element that was started: its name's place in the document.
struct OpenElement {
  var start: Int32
  var length: Int32
  /// Of the name in lower case.
  var hash: UInt32
  /// Index in the stack of the entry that it stands in, or is; -1 outside entries.
  var entry: Int32
  /// Index in the stack of the container that it stands in, or is; -1 outside containers.
  var container: Int32
  var kind: ElementKind
  /// False for one that is deeper than the limit: it is not written.
  var isWritten: Bool
}

/// Names that XML allows (XML 1.0 §2.3, productions 4 and 4a).
enum XMLNames {
  @inline(__always)
  static func isNameStart(_ byte: UInt8) -> Bool {
    byte.isLetter || byte == UInt8(ascii: "_") || byte >= 0x80
  }

  @inline(__always)
  static func isNameByte(_ byte: UInt8) -> Bool {
    isNameStart(byte) || byte.isDigit || byte == UInt8(ascii: "-") || byte == UInt8(ascii: ".")
      || byte == UInt8(ascii: ":")
  }

  /// libxml2 stops at a name that is none, also in its tolerant mode.
  static func isName(_ text: Bytes) -> Bool {
    guard let first = text.first, isNameStart(first), text.count <= 1_000 else { return false }
    guard text.contains(where: { $0 >= 0x80 }) else { return true }
    var isFirst = true
    for scalar in text.string.unicodeScalars {
      guard isNameScalar(scalar.value, isFirst: isFirst) else { return false }
      isFirst = false
    }
    return true
  }

  private static func isNameScalar(_ value: UInt32, isFirst: Bool) -> Bool {
    switch value {
    case 0..<0x80: true
    case 0xC0...0xD6, 0xD8...0xF6, 0xF8...0x2FF, 0x370...0x37D, 0x37F...0x1FFF, 0x200C...0x200D,
      0x2070...0x218F, 0x2C00...0x2FEF, 0x3001...0xD7FF, 0xF900...0xFDCF, 0xFDF0...0xFFFD,
      0x10000...0xEFFFF:
      true
    case 0xB7, 0x300...0x36F, 0x203F...0x2040: !isFirst
    default: false
    }
  }
}
