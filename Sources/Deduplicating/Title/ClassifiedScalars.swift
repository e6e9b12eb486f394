/// The code points of a title with their classes, decomposed (NFKD) and in canonical order.
struct ClassifiedScalars {
  private let units: UnsafeMutableBufferPointer<UInt32>
  private(set) var count = 0
  private(set) var hasOverflowed = false
  /// True for a horn, a hook above, or a dot below another mark's letter: Vietnamese writes them in nearly every
  /// headline.
  private(set) var areVietnamese = false

  /// All units in one: tells whether there are marks.
  private var all: UInt32 = 0
  private let table = CharacterTable.shared

  /// A code point takes 21 bits; its class stands above them, and the rank of its combining class above that.
  private static let kindShift: UInt32 = 21
  private static let rankShift: UInt32 = 25

  init(_ memory: UnsafeMutableBufferPointer<UInt32>) { units = memory }

  subscript(_ place: Int) -> (scalar: UInt32, kind: CharacterClass) {
    @inline(__always) get {
      let unit = units[place]
      let kind = CharacterClass(number: UInt16(truncatingIfNeeded: unit &>> Self.kindShift & 15))
      return (unit & 0x1F_FFFF, kind)
    }
  }

  mutating func decompose(_ bytes: UnsafeBufferPointer<UInt8>) {
    let table = table
    var place = 0
    while place < bytes.count {
      place = decomposeSimple(bytes, place)
      guard place < bytes.count, !hasOverflowed else { break }
      let scalar = UTF8Scalars.next(bytes, &place)
      // Marks of trade and copyright are decoration, and would decompose to letters.
      if scalar == 0x2122 || scalar == 0x2120 || scalar == 0xAE || scalar == 0xA9 { continue }
      if let (kind, rank) = table.unmapped(scalar), scalar < 0x1100 || scalar >= 0x1200 {
        add(scalar, kind, rank: rank)
        if rank > 0 { sortLast() }
        continue
      }
      let isDecomposed = table.decompose(scalar) { append($0) }
      if !isDecomposed { append(scalar) }
    }
    findVietnamese()
  }

  /// A code point as it is kept here.
  @inline(__always)
  static func unit(_ scalar: UInt32, _ kind: CharacterClass, _ rank: UInt8) -> UInt32 {
    scalar | UInt32(kind.rawValue) &<< kindShift | UInt32(rank) &<< rankShift
  }

  /// Appends what `AlphabetTable` has ready, ASCII, and what of three bytes stays as it is. Where it ends.
  @inline(__always)
  private mutating func decomposeSimple(_ bytes: UnsafeBufferPointer<UInt8>, _ start: Int) -> Int {
    guard let source = bytes.baseAddress, let target = units.baseAddress else { return start }
    let alphabets = table.alphabets
    // Not in `self`: what stands there is loaded and stored for each code point.
    var (place, end) = (start, count)
    let limit = bytes.count
    // Four units are written at once, whatever counts of them.
    let room = units.count &- 4
    var seen = SIMD4<UInt32>.zero
    while place < limit, end <= room {
      let byte = source[place]
      if byte < 0x80 {
        target[end] = UInt32(byte) | UInt32(ASCIIClass.of(byte).rawValue) &<< Self.kindShift
        place &+= 1
        end &+= 1
        continue
      }
      if byte < 0xE0 {
        guard byte >= 0xC3, place &+ 1 < limit, source[place &+ 1] & 0xC0 == 0x80 else { break }
        let scalar = UInt32(byte & 0x1F) &<< 6 | UInt32(source[place &+ 1] & 0x3F)
        let ready = alphabets.decomposition(twoBytes: scalar)
        guard ready[3] > 0 else { break }
        UnsafeMutableRawPointer(target + end).storeBytes(of: ready, as: SIMD4<UInt32>.self)
        seen |= ready
        place &+= 2
        end &+= Int(ready[3])
        continue
      }
      guard byte < 0xF0, place &+ 2 < limit, source[place &+ 1] & 0xC0 == 0x80,
        source[place &+ 2] & 0xC0 == 0x80
      else { break }
      let scalar =
        UInt32(byte & 0xF) &<< 12 | UInt32(source[place &+ 1] & 0x3F) &<< 6
        | UInt32(source[place &+ 2] & 0x3F)
      if scalar &- 0x1E00 < 0x200, case let ready = alphabets.decomposition(withMarks: scalar), ready[3] > 0 {
        UnsafeMutableRawPointer(target + end).storeBytes(of: ready, as: SIMD4<UInt32>.self)
        seen |= ready
        end &+= Int(ready[3])
      } else {
        // Not the parts of Hangul syllables, which compose, and no mark that has to find its place.
        guard scalar >= 0x800, scalar &- 0x1100 >= 0x100, let (kind, rank) = table.unmapped(scalar),
          rank == 0 || end > 0 && target[end &- 1] &>> Self.rankShift <= rank
        else { break }
        let unit = Self.unit(scalar, kind, rank)
        target[end] = unit
        seen[0] |= unit
        end &+= 1
      }
      place &+= 3
    }
    count = end
    all |= seen[0] | seen[1] | seen[2]
    if end > room, place < limit { hasOverflowed = true }
    return place
  }

  @inline(__always)
  private mutating func add(_ scalar: UInt32, _ kind: CharacterClass, rank: UInt8) {
    guard count < units.count else {
      hasOverflowed = true
      return
    }
    units[count] = Self.unit(scalar, kind, rank)
    count &+= 1
    all |= units[count &- 1]
  }

  /// Appends in canonical order: marks sorted by combining class (The Unicode Standard D109), Hangul composed.
  @inline(__always)
  private mutating func append(_ scalar: UInt32) {
    let (kind, rank) = table.properties(scalar)
    if rank > 0 {
      add(scalar, kind, rank: rank)
      sortLast()
    } else if scalar >= 0x1161, scalar < 0x11C3, count > 0,
      let syllable = Hangul.compose(units[count &- 1] & 0x1F_FFFF, scalar)
    {
      let (kind, rank) = table.properties(syllable)
      count &-= 1
      add(syllable, kind, rank: rank)
    } else {
      add(scalar, kind, rank: 0)
    }
  }

  /// Moves the mark at the end in front of those with a higher rank.
  private func sortLast() {
    guard !hasOverflowed else { return }
    var place = count - 1
    let unit = units[place]
    while place > 0, units[place - 1] >> Self.rankShift > unit >> Self.rankShift {
      units[place] = units[place - 1]
      place -= 1
    }
    units[place] = unit
  }

  private mutating func findVietnamese() {
    guard all >> Self.rankShift > 0 else { return }
    for place in 0..<count {
      let unit = units[place]
      // None of the marks comes without a rank.
      guard unit >> Self.rankShift > 0, place > 0 else { continue }
      let scalar = unit & 0x1F_FFFF
      if scalar == 0x31B || scalar == 0x309 {
        areVietnamese = true
        return
      }
      guard scalar == 0x323, place + 1 < count else { continue }
      let next = units[place + 1] & 0x1F_FFFF
      if next == 0x302 || next == 0x306 {
        areVietnamese = true
        return
      }
    }
  }
}

/// The classes of ASCII, without a look into the table.
enum ASCIIClass {
  @inline(__always)
  static func of(_ byte: UInt8) -> CharacterClass {
    switch byte {
    case 0x61...0x7A: .letter
    case 0x41...0x5A: .upper
    case 0x30...0x39: .digit
    case 0x09...0x0D, 0x20: .space
    case 0x24: .currency
    default: .other
    }
  }
}

/// Whether a cleaned title in ASCII may have labels or outlets at all.
enum TitleShape {
  // ! # ( ) * + , - . / : ; < = > and [ ] _ { | ~, as bits of the code points below and above 64.
  private static let low: UInt64 = 0x7C00_FF0A_0000_0000
  private static let high: UInt64 = 0x5800_0000_A800_0000

  /// 1 for a byte that a label or an outlet could hang on, or that is punctuation to trim at an edge.
  @inline(__always)
  static func bit(_ byte: UInt8) -> UInt64 {
    ((byte & 0x40 == 0 ? low : high) &>> UInt64(byte & 0x3F)) & 1
  }

  /// True for text with one of these bytes, told by the bits of those that it has.
  static func isMarked(_ low: UInt64, _ high: UInt64) -> Bool { low & Self.low | high & Self.high != 0 }

  /// True for text with one of `( < [ {`, told by the bits of the bytes that it has.
  static func isBracketed(_ low: UInt64, _ high: UInt64) -> Bool {
    low & 0x1000_0100_0000_0000 | high & 0x0800_0000_0800_0000 != 0
  }

  /// True for text that begins or ends in capitals (`UPDATE Storm hits`), and for `Storm hits via Kestrel`.
  static func beginsOrEndsLikeLabel(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
    guard text.count > 4 else { return false }
    if text[0] >= 0x41, text[0] <= 0x5A, text[1] >= 0x41, text[1] <= 0x5A { return true }
    if endsInCapitals(text) { return true }
    let raw = UnsafeRawBufferPointer(text)
    // " via" as a little-endian number.
    let via: UInt32 = 0x6169_7620
    var place = max(0, text.count - 48)
    while place &+ 5 < text.count {
      if text[place] == 0x20,
        UInt32(littleEndian: raw.loadUnaligned(fromByteOffset: place, as: UInt32.self)) == via,
        text[place &+ 4] == 0x20
      {
        return true
      }
      place &+= 1
    }
    return false
  }

  /// True for `Storm hits coast VIDEO`: four capitals in ASCII, or two of Greek or Cyrillic.
  @inline(__always)
  static func endsInCapitals(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
    guard text.count >= 4, text[text.count &- 1] != 0x20 else { return false }
    let last = UnsafeRawBufferPointer(text)
      .loadUnaligned(fromByteOffset: text.count &- 4, as: SIMD4<UInt8>.self)
    if last[3] &- 0x41 < 26 { return last[0] &- 0x41 < 26 && last[1] &- 0x41 < 26 && last[2] &- 0x41 < 26 }
    // Α to Ω, А to Я.
    return last[0] == last[2]
      && (last[0] == 0xCE && last[1] &- 0x91 < 25 && last[3] &- 0x91 < 25
        || last[0] == 0xD0 && last[1] &- 0x90 < 32 && last[3] &- 0x90 < 32)
  }
}
