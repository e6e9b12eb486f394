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

  /// Copies letters to `chunk` until it is full or there are no more; returns how many.
  ///
  /// Without a branch for what is passed over: a space after each word would be mispredicted.
  mutating func fill(_ chunk: UnsafeMutableRawBufferPointer) -> Int {
    guard let start = bytes.baseAddress, let output = chunk.baseAddress else { return 0 }
    let count = bytes.count
    let limit = chunk.count
    var index = place
    var filled = 0
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
        } else {
          output.storeBytes(of: letter, toByteOffset: filled, as: UInt8.self)
          filled &+= letter != 0 ? 1 : 0
        }
      }
    }
    place = index
    return filled
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
  @inline(never)
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
