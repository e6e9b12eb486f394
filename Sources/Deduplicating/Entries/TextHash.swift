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
  /// View counters in attributes, rewritten markup and typography are no change.
  static func visible(_ text: String?) -> UInt32 {
    guard var text, !text.isEmpty else { return 0 }
    return text.withUTF8 { bytes in
      var letters = VisibleLetters(bytes)
      var hash: UInt64 = 0
      var word: UInt64 = 0
      var count: UInt64 = 0
      letters.forEach { letter in
        word = word << 8 | UInt64(letter)
        count &+= 1
        if count & 7 == 0 {
          hash = mix(hash, word)
          word = 0
        }
      }
      guard count > 0 else { return 0 }
      return max(1, UInt32(truncatingIfNeeded: mix(mix(hash, word), count) >> 32))
    }
  }

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

  init(_ bytes: UnsafeBufferPointer<UInt8>) {
    self.bytes = bytes
  }

  /// What a byte is: 0 nothing to see, 1 the beginning of something longer, else the letter that it stands for.
  private static let classes: [UInt8] = (0...255).map { (byte: Int) -> UInt8 in
    switch byte {
    case 0x61...0x7A, 0x30...0x39: UInt8(byte)
    case 0x41...0x5A: UInt8(byte | 0x20)
    case 0x3C, 0x26, 0xC2, 0xE2, 0xE3: 1
    case 0x80...: UInt8(byte)
    default: 0
    }
  }

  /// Calls `body` with each letter that is left.
  @inline(__always)
  mutating func forEach(_ body: (UInt8) -> Void) {
    Self.classes.withUnsafeBufferPointer { classes in
      while place < bytes.count {
        let byte = bytes[place]
        place &+= 1
        let letter = classes[Int(byte)]
        if letter > 1 {
          body(letter)
        } else if letter == 1, let letter = special(byte) {
          body(letter)
        }
      }
    }
  }

  mutating func next() -> UInt8? {
    Self.classes.withUnsafeBufferPointer { classes in
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
  private mutating func special(_ byte: UInt8) -> UInt8? {
    switch byte {
    case UInt8(ascii: "<"): skipTag()
    case UInt8(ascii: "&"): skipReference()
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
    place = UnsafeRawPointer(end) - UnsafeRawPointer(rest) + 1
  }

  private mutating func skipReference() {
    var end = place
    while end < bytes.count, end - place < 10, bytes[end] != UInt8(ascii: ";") {
      guard
        bytes[end] == 0x23 || (bytes[end] | 0x20 >= 0x61 && bytes[end] | 0x20 <= 0x7A)
          || (bytes[end] >= 0x30 && bytes[end] <= 0x39)
      else { return }
      end += 1
    }
    if end < bytes.count, bytes[end] == UInt8(ascii: ";") { place = end + 1 }
  }
}
