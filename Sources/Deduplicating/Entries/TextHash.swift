import Glibc
import WebText

/// Hashes of text for telling whether it changed.
enum TextHash {
  /// Of the bytes as they are; 0 only for nothing.
  static func of(_ text: String?, seed: UInt64 = 0) -> UInt64 {
    guard let text, !text.isEmpty else { return 0 }
    return max(1, StableHash.hash64(text, seed: seed))
  }

  /// Of the letters and digits that a reader sees, without markup, case and punctuation; 0 when there are none.
  ///
  /// View counters in attributes, rewritten markup, scripts, other spellings of a character, the queries of addresses
  /// and typography are no change.
  static func visible(_ text: String?) -> UInt32 {
    guard var text, !text.isEmpty else { return 0 }
    return text.withUTF8 { bytes in
      withUnsafeTemporaryAllocation(byteCount: chunkSize, alignment: 8) { chunk in
        var letters = VisibleLetters(bytes)
        var hash: UInt64 = 0
        var count = 0
        while true {
          let filled = letters.fill(chunk)
          count &+= filled
          var place = 0
          while place < filled {
            // The last word may be short: what stands behind it in the chunk is not part of the text.
            let word = UInt64(littleEndian: chunk.load(fromByteOffset: place, as: UInt64.self))
            let unused = UInt64(max(0, 8 &- (filled &- place))) &* 8
            hash = mix(hash, word << unused)
            place &+= 8
          }
          guard filled == chunk.count else { break }
        }
        guard count > 0 else { return 0 }
        return max(1, UInt32(truncatingIfNeeded: mix(hash, UInt64(count)) >> 32))
      }
    }
  }

  /// Letters that are gathered before they are hashed; a multiple of eight, and as much as the stack gives.
  private static let chunkSize = 1024

  @inline(__always)
  private static func mix(_ hash: UInt64, _ word: UInt64) -> UInt64 {
    let product = (hash ^ word).multipliedFullWidth(by: 0x9E37_79B9_7F4A_7C15)
    return product.high ^ product.low ^ hash &* 0xC2B2_AE3D_27D4_EB4F
  }
}

/// The bytes of the letters and digits of a text or of HTML, lower case where ASCII.
struct VisibleLetters {
  private let bytes: UnsafeBufferPointer<UInt8>
  private var place = 0
  /// False once a `<` was found that no `>` follows: none of the later ones begins a tag, either.
  private var mayHaveTags = true
  /// Bytes of a character of which the first was given out; the next one is the lowest.
  private var pending: UInt32 = 0
  /// Where an address that is part of the text ends; what stands there behind `?` says where a reader came from.
  private var addressEnd = 0

  init(_ bytes: UnsafeBufferPointer<UInt8>) {
    self.bytes = bytes
  }

  /// What a byte is: 0 nothing to see, 1 the beginning of something longer, else the letter that it stands for.
  private static let classes: [UInt8] = (0...255).map { (byte: Int) -> UInt8 in
    switch byte {
    case 0x61...0x7A, 0x30...0x39: UInt8(byte)
    case 0x41...0x5A: UInt8(byte | 0x20)
    case 0x3C, 0x26, 0x3A, 0x3F, 0xC2, 0xE2, 0xE3: 1
    case 0x80...: UInt8(byte)
    default: 0
    }
  }

  /// Copies letters to `chunk` until it is full or there are no more; returns how many.
  ///
  /// Without a branch for what is passed over: a space after each word would be mispredicted.
  mutating func fill(_ chunk: UnsafeMutableRawBufferPointer) -> Int {
    guard let start = bytes.baseAddress, let output = chunk.baseAddress else { return 0 }
    let count = bytes.count
    let limit = chunk.count
    var index = place
    var filled = 0
    while filled < limit, let letter = takePending() {
      output.storeBytes(of: letter, toByteOffset: filled, as: UInt8.self)
      filled &+= 1
    }
    Self.classes.withUnsafeBufferPointer { classes in
      guard let classes = classes.baseAddress else { return }
      while index < count, filled < limit {
        let byte = start[index]
        index &+= 1
        let letter = classes[Int(byte)]
        if letter == 1 {
          place = index
          let letter = special(byte)
          index = place
          guard let letter else { continue }
          output.storeBytes(of: letter, toByteOffset: filled, as: UInt8.self)
          filled &+= 1
          while filled < limit, let letter = takePending() {
            output.storeBytes(of: letter, toByteOffset: filled, as: UInt8.self)
            filled &+= 1
          }
        } else {
          output.storeBytes(of: letter, toByteOffset: filled, as: UInt8.self)
          filled &+= letter != 0 ? 1 : 0
        }
      }
    }
    place = index
    return filled
  }

  @inline(__always)
  private mutating func takePending() -> UInt8? {
    guard pending != 0 else { return nil }
    defer { pending >>= 8 }
    return UInt8(truncatingIfNeeded: pending)
  }

  mutating func next() -> UInt8? {
    if let letter = takePending() { return letter }
    return Self.classes.withUnsafeBufferPointer { classes in
      while place < bytes.count {
        let byte = bytes[place]
        place &+= 1
        let letter = classes[Int(byte)]
        if letter > 1 { return letter }
        if letter == 1, let letter = special(byte) { return letter }
      }
      return nil
    }
  }

  /// Passes over what begins with `byte`, which stands before `place`; nil when nothing of it is a letter.
  @inline(never)
  private mutating func special(_ byte: UInt8) -> UInt8? {
    switch byte {
    case UInt8(ascii: "<"): skipTag()
    case UInt8(ascii: "&"): return reference()
    case UInt8(ascii: ":"):
      if place + 1 < bytes.count, bytes[place] == 0x2F, bytes[place + 1] == 0x2F { findAddressEnd() }
    case UInt8(ascii: "?"):
      if place < addressEnd { place = addressEnd }
    case 0xE2:
      // General punctuation.
      guard place < bytes.count, bytes[place] == 0x80 || bytes[place] == 0x81 else { return byte }
      place = min(place + 2, bytes.count)
    case 0xE3:
      // CJK punctuation.
      guard place < bytes.count, bytes[place] == 0x80 else { return byte }
      place = min(place + 2, bytes.count)
    default:
      // Latin-1 punctuation and the no-break space; its only letters are ª and º.
      place = min(place + 1, bytes.count)
    }
    return nil
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

  /// Passes over a character reference; gives the first byte of a letter that it stands for.
  private mutating func reference() -> UInt8? {
    var end = place
    while end < bytes.count, end - place < 10, bytes[end] != UInt8(ascii: ";") {
      guard
        bytes[end] == 0x23 || (bytes[end] | 0x20 >= 0x61 && bytes[end] | 0x20 <= 0x7A)
          || (bytes[end] >= 0x30 && bytes[end] <= 0x39)
      else { return nil }
      end += 1
    }
    guard end < bytes.count, bytes[end] == UInt8(ascii: ";"), end > place else { return nil }
    let name = UnsafeBufferPointer(rebasing: bytes[place..<end])
    place = end + 1
    guard let scalar = Self.scalar(name) else { return nil }
    if scalar < 0x80 {
      let letter = Self.classes[Int(scalar)]
      return letter > 1 ? letter : nil
    }
    // The same characters are passed over as where they stand for themselves.
    switch scalar {
    case 0x80...0xBF, 0x2000...0x207F, 0x3000...0x303F: return nil
    default: break
    }
    guard scalar < 0xD800 || scalar > 0xDFFF else { return nil }
    func tail(_ shift: UInt32) -> UInt32 { 0x80 | scalar >> shift & 0x3F }
    // The first byte is given out, the others wait, the next one lowest.
    switch scalar {
    case ..<0x800:
      pending = tail(0)
      return UInt8(0xC0 | scalar >> 6)
    case ..<0x10000:
      pending = tail(0) << 8 | tail(6)
      return UInt8(0xE0 | scalar >> 12)
    default:
      pending = tail(0) << 16 | tail(6) << 8 | tail(12)
      return UInt8(0xF0 | scalar >> 18)
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
