/// What a title key needs to know of a code point.
enum CharacterClass: UInt8 {
  case other
  case space
  case ignorable
  /// Latin, Greek, Cyrillic: marks on it are dropped.
  case letter
  /// The same, upper or title case.
  case upper
  /// A letter of another script that writes words apart: Arabic, Hebrew, Devanagari …
  case plain
  case han
  case kana
  case hangul
  /// Thai, Lao, Khmer, Burmese: no spaces between words.
  case unspaced
  /// A mark that is dropped after Latin, Greek and Cyrillic letters.
  case diacritic
  /// An Arabic or Hebrew point: always dropped.
  case point
  /// A mark that belongs to its letter: Indic vowel signs, Thai tones, the Japanese voicing marks.
  case mark
  case digit
  case currency

  /// True for letters and the marks that belong to them.
  @inline(__always)
  var isWrittenAsIs: Bool {
    switch self {
    case .letter, .upper, .plain, .han, .kana, .hangul, .unspaced, .mark: true
    case .other, .space, .ignorable, .diacritic, .point, .digit, .currency: false
    }
  }

  /// The class with a number of the table; `other` for a number that none has.
  @inline(__always)
  init(number: UInt16) {
    // An enum of `UInt8` is its raw value in memory; the initializer for that is a call for each letter.
    self =
      number <= UInt16(Self.currency.rawValue)
      ? unsafeBitCast(UInt8(truncatingIfNeeded: number), to: CharacterClass.self) : .other
  }
}

/// Class, compatibility decomposition (NFKD) and folding of code points, from one generated blob.
///
/// Decomposed and not composed again: equal text becomes equal either way, and a table of compositions is saved.
/// Hangul is the exception, see `Hangul`.
struct CharacterTable: Sendable {
  static let shared = CharacterTable()

  private static let blockShift: UInt32 = 5
  private static let firstMapping: UInt16 = 1024
  /// First the index of blocks, then the blocks, then the mappings' offsets, then the mappings. One for the
  /// process and never freed; written before anyone has it.
  private nonisolated(unsafe) let units: UnsafeMutablePointer<UInt16>
  private let blocksStart: Int
  private let offsetsStart: Int
  private let recordsStart: Int
  private let limit: UInt32
  /// Of the code points that most alphabets use, see `AlphabetTable`.
  let alphabets: AlphabetTable

  private init() {
    let units = Self.decode(characterTableText)
    let indexCount = Int(units[0])
    let blockCount = Int(units[1])
    limit = UInt32(indexCount) << Self.blockShift
    blocksStart = 4 + indexCount
    offsetsStart = blocksStart + blockCount << Int(Self.blockShift)
    recordsStart = offsetsStart + Int(units[2])
    self.units = .allocate(capacity: units.count)
    self.units.initialize(from: units, count: units.count)
    alphabets = AlphabetTable()
    alphabets.fill(from: self)
  }

  /// Base 64 (RFC 4648 §4) of little-endian 16-bit units.
  private static func decode(_ text: StaticString) -> [UInt16] {
    var units: [UInt16] = []
    units.reserveCapacity(text.utf8CodeUnitCount * 3 / 8)
    var buffer: UInt32 = 0
    var bits = 0
    var low: UInt8?
    for place in 0..<text.utf8CodeUnitCount {
      let value: UInt32
      switch text.utf8Start[place] {
      case let byte where byte >= 65 && byte <= 90: value = UInt32(byte - 65)
      case let byte where byte >= 97 && byte <= 122: value = UInt32(byte - 71)
      case let byte where byte >= 48 && byte <= 57: value = UInt32(byte + 4)
      case UInt8(ascii: "+"): value = 62
      case UInt8(ascii: "/"): value = 63
      default: continue
      }
      buffer = buffer << 6 | value
      bits += 6
      guard bits >= 8 else { continue }
      bits -= 8
      let byte = UInt8(truncatingIfNeeded: buffer >> UInt32(bits))
      if let first = low {
        units.append(UInt16(byte) << 8 | UInt16(first))
        low = nil
      } else {
        low = byte
      }
    }
    return units
  }

  @inline(__always)
  private func entry(_ scalar: UInt32) -> UInt16 {
    guard scalar < limit else { return 0 }
    let block = Int(units[4 &+ Int(scalar &>> Self.blockShift)])
    return units[blocksStart &+ block &<< Int(Self.blockShift) &+ Int(scalar & 31)]
  }

  /// Class and canonical combining class rank; what is beyond the table is ignorable (tags) or other.
  @inline(__always)
  func properties(_ scalar: UInt32) -> (kind: CharacterClass, rank: UInt8) {
    if scalar >= 0xE0000, scalar < 0xE1000 { return (.ignorable, 0) }
    let entry = entry(scalar)
    if entry >= Self.firstMapping {
      let unit = units[record(entry)]
      return (CharacterClass(number: unit & 0xFF), 0)
    }
    return (CharacterClass(number: entry & 15), UInt8(truncatingIfNeeded: entry &>> 4))
  }

  /// Class and rank of a code point that neither decomposes nor folds; nil for all others.
  @inline(__always)
  func unmapped(_ scalar: UInt32) -> (kind: CharacterClass, rank: UInt8)? {
    guard scalar < limit else { return nil }
    let entry = entry(scalar)
    guard entry < Self.firstMapping else { return nil }
    return (CharacterClass(number: entry & 15), UInt8(truncatingIfNeeded: entry &>> 4))
  }

  @inline(__always)
  private func record(_ entry: UInt16) -> Int {
    recordsStart + Int(units[offsetsStart + Int(entry - Self.firstMapping)])
  }

  /// Calls `body` with each code point of the compatibility decomposition; false when there is none.
  @inline(__always)
  func decompose(_ scalar: UInt32, _ body: (UInt32) -> Void) -> Bool {
    map(scalar, kind: 1, body)
  }

  /// Calls `body` with each code point of the folding (case and more); false when the code point stays.
  @inline(__always)
  func fold(_ scalar: UInt32, _ body: (UInt32) -> Void) -> Bool {
    map(scalar, kind: 2, body)
  }

  @inline(__always)
  private func map(_ scalar: UInt32, kind: UInt16, _ body: (UInt32) -> Void) -> Bool {
    let entry = entry(scalar)
    guard entry >= Self.firstMapping else { return false }
    var place = record(entry)
    guard units[place] >> 8 == kind else { return false }
    let end = place + 2 + Int(units[place + 1])
    place += 2
    while place < end {
      let unit = UInt32(units[place])
      place += 1
      if unit & 0xFC00 == 0xD800, place < end {
        body(0x10000 + (unit & 0x3FF) << 10 + UInt32(units[place]) & 0x3FF)
        place += 1
      } else {
        body(unit)
      }
    }
    return true
  }
}

/// Composition of Hangul syllables from conjoining jamo (The Unicode Standard §3.12).
enum Hangul {
  /// The syllable that `last` and `next` make, if they do.
  static func compose(_ last: UInt32, _ next: UInt32) -> UInt32? {
    if last >= 0x1100, last < 0x1113, next >= 0x1161, next < 0x1176 {
      return 0xAC00 + ((last - 0x1100) * 21 + next - 0x1161) * 28
    }
    if last >= 0xAC00, last < 0xD7A4, (last - 0xAC00) % 28 == 0, next > 0x11A7, next < 0x11C3 {
      return last + next - 0x11A7
    }
    return nil
  }
}
