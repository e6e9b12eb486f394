import Glibc
import WebText

/// The bytes of the letters and digits of a text or of HTML, lower case where ASCII.
struct VisibleLetters {
  private let bytes: UnsafeBufferPointer<UInt8>
  private var place = 0
  /// False once a `<` was found that no `>` follows: none of the later ones begins a tag, either.
  private var mayHaveTags = true
  /// Where an address that is part of the text ends; what stands there behind `?` says where a reader came from.
  private var addressEnd = 0

  init(_ bytes: UnsafeBufferPointer<UInt8>) {
    self.bytes = bytes
  }

  /// True when all letters were given out.
  var areAtEnd: Bool { place >= bytes.count }

  /// Bytes of a chunk that may stay free: what one step may write.
  static let slack = 24

  /// Copies letters to `chunk`, behind those that it has, until it is full but for less than `slack` or there are no
  /// more; returns how many it has then.
  ///
  /// Without a branch for what is passed over: a space after each word would be mispredicted.
  mutating func fill(_ chunk: UnsafeMutableRawBufferPointer, from first: Int = 0) -> Int {
    guard let start = bytes.baseAddress, let output = chunk.baseAddress else { return first }
    let count = bytes.count
    let limit = chunk.count &- Self.slack
    var index = place
    var filled = first
    while index < count, filled <= limit {
      if index &+ 16 <= count {
        let block = UnsafeRawPointer(start).loadUnaligned(fromByteOffset: index, as: SIMD16<UInt8>.self)
        let taken = LetterBlock.squeeze(block, to: output, &filled)
        index &+= taken
        if taken == 16 { continue }
      } else {
        let byte = start[index]
        if !LetterBlock.isSpecial(byte) {
          let letter = LetterBlock.letter(byte)
          output.storeBytes(of: letter, toByteOffset: filled, as: UInt8.self)
          filled &+= letter != 0 ? 1 : 0
          index &+= 1
          continue
        }
      }
      place = index &+ 1
      var letters = special(start[index])
      index = place
      while letters != 0 {
        output.storeBytes(of: UInt8(truncatingIfNeeded: letters), toByteOffset: filled, as: UInt8.self)
        filled &+= 1
        letters &>>= 8
      }
    }
    place = index
    return filled
  }

  /// Passes over what begins with `byte`, which stands before `place`; the bytes of a letter that it stands for, the
  /// first of them lowest, or 0.
  @inline(never)
  private mutating func special(_ byte: UInt8) -> UInt32 {
    switch byte {
    case UInt8(ascii: "<"): skipTag()
    case UInt8(ascii: "&"): return reference()
    case UInt8(ascii: ":"):
      if place + 1 < bytes.count, bytes[place] == 0x2F, bytes[place + 1] == 0x2F { findAddressEnd() }
    case UInt8(ascii: "?"):
      if place < addressEnd { place = addressEnd }
    case 0xE2:
      // General punctuation.
      guard place < bytes.count, bytes[place] == 0x80 || bytes[place] == 0x81 else { return UInt32(byte) }
      place = min(place + 2, bytes.count)
    case 0xE3:
      // CJK punctuation.
      guard place < bytes.count, bytes[place] == 0x80 else { return UInt32(byte) }
      place = min(place + 2, bytes.count)
    default:
      // Latin-1 punctuation and the no-break space; its only letters are ª and º.
      place = min(place + 1, bytes.count)
    }
    return 0
  }

  /// Behind the tag that began; a `<` that begins none is only a sign.
  private mutating func skipTag() {
    guard mayHaveTags, place < bytes.count else { return }
    let first = bytes[place]
    guard first == 0x2F || first == 0x21 || (first | 0x20 >= 0x61 && first | 0x20 <= 0x7A) else { return }
    guard let rest = bytes.baseAddress, let end = memchr(rest + place, 0x3E, bytes.count - place) else {
      mayHaveTags = false
      return
    }
    let start = place
    place = UnsafeRawPointer(end) - UnsafeRawPointer(rest) + 1
    switch first | 0x20 {
    case UInt8(ascii: "s"):
      for name: StaticString in ["script", "style"] where isNamed(name, at: start) { skipElement(name) }
    // `!` with the bit of lower case.
    case 0x21:
      if bytes.count - start > 2, bytes[start + 1] == 0x2D, bytes[start + 2] == 0x2D {
        skipComment(start + 3)
      }
    default: break
    }
  }

  private func isNamed(_ name: StaticString, at start: Int) -> Bool {
    let length = name.utf8CodeUnitCount
    guard bytes.count - start > length else { return false }
    for offset in 0..<length where bytes[start + offset] | 0x20 != name.utf8Start[offset] { return false }
    let next = bytes[start + length] | 0x20
    return next < 0x61 || next > 0x7A
  }

  /// To the end tag of an element whose text nobody sees; an element that has none swallows nothing.
  private mutating func skipElement(_ name: StaticString) {
    guard bytes[place - 2] != 0x2F, let start = bytes.baseAddress else { return }
    var from = place
    while let found = memchr(start + from, 0x3C, bytes.count - from) {
      let open = UnsafeRawPointer(found) - UnsafeRawPointer(start)
      if open + 1 < bytes.count, bytes[open + 1] == 0x2F, isNamed(name, at: open + 2) {
        place = open
        return
      }
      from = open + 1
    }
  }

  /// Behind the next `-->`, if there is one.
  private mutating func skipComment(_ start: Int) {
    var end = max(start, place - 3)
    // The tag's end was the comment's.
    if place - 3 >= start, bytes[place - 3] == 0x2D, bytes[place - 2] == 0x2D { return }
    while end + 2 < bytes.count {
      if bytes[end] == 0x2D, bytes[end + 1] == 0x2D, bytes[end + 2] == 0x3E {
        place = end + 3
        return
      }
      end += 1
    }
  }

  private mutating func findAddressEnd() {
    var end = place
    while end < bytes.count, bytes[end] > 0x20, bytes[end] != 0x3C, bytes[end] != 0x22, bytes[end] != 0x29 {
      end += 1
    }
    addressEnd = end
  }

  /// Passes over a character reference; gives the bytes of a letter that it stands for, the first of them lowest.
  private mutating func reference() -> UInt32 {
    var end = place
    while end < bytes.count, end - place < 10, bytes[end] != UInt8(ascii: ";") {
      guard
        bytes[end] == 0x23 || (bytes[end] | 0x20 >= 0x61 && bytes[end] | 0x20 <= 0x7A)
          || (bytes[end] >= 0x30 && bytes[end] <= 0x39)
      else { return 0 }
      end += 1
    }
    guard end < bytes.count, bytes[end] == UInt8(ascii: ";"), end > place else { return 0 }
    let name = UnsafeBufferPointer(rebasing: bytes[place..<end])
    place = end + 1
    guard let scalar = Self.scalar(name) else { return 0 }
    if scalar < 0x80 {
      let byte = UInt8(truncatingIfNeeded: scalar)
      return LetterBlock.isSpecial(byte) ? 0 : UInt32(LetterBlock.letter(byte))
    }
    // The same characters are passed over as where they stand for themselves.
    switch scalar {
    case 0x80...0xBF, 0x2000...0x207F, 0x3000...0x303F: return 0
    default: break
    }
    guard scalar < 0xD800 || scalar > 0xDFFF else { return 0 }
    func tail(_ shift: UInt32) -> UInt32 { 0x80 | scalar >> shift & 0x3F }
    switch scalar {
    case ..<0x800: return 0xC0 | scalar >> 6 | tail(0) << 8
    case ..<0x10000: return 0xE0 | scalar >> 12 | tail(6) << 8 | tail(0) << 16
    default: return 0xF0 | scalar >> 18 | tail(12) << 8 | tail(6) << 16 | tail(0) << 24
    }
  }

  /// What a reference without `&` and `;` stands for; nil for what is none.
  private static func scalar(_ name: UnsafeBufferPointer<UInt8>) -> UInt32? {
    guard name.first == UInt8(ascii: "#") else { return HTMLEntities.lookup(name)?.0 }
    let isHex = name.count > 1 && name[1] | 0x20 == UInt8(ascii: "x")
    let digits = name.dropFirst(isHex ? 2 : 1)
    guard !digits.isEmpty else { return nil }
    var scalar: UInt32 = 0
    for digit in digits {
      let value: UInt32
      switch digit {
      case 0x30...0x39: value = UInt32(digit - 0x30)
      case 0x61...0x66 where isHex: value = UInt32(digit - 0x57)
      case 0x41...0x46 where isHex: value = UInt32(digit - 0x37)
      default: return nil
      }
      scalar = scalar &* (isHex ? 16 : 10) &+ value
      guard scalar <= 0x10FFFF else { return nil }
    }
    return scalar
  }
}
