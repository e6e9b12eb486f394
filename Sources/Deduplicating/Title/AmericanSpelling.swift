/// The American spelling of a word in lower-case ASCII, by its ending, not by a list.
///
/// A word that is respelled without need is respelled in both titles alike.
struct AmericanSpelling {
  /// The letter that goes, or becomes `z`.
  let place: Int
  let becomesZ: Bool

  /// nil when the word has no other spelling.
  ///
  /// - Parameters:
  ///   - bytes: the word stands in it from `start` to `end`.
  @inline(__always)
  init?(_ bytes: UnsafePointer<UInt8>, _ start: Int, _ end: Int) {
    let count = end &- start
    guard count >= 6 else { return nil }
    let tail = Self.tail(bytes, end)
    guard Self.mayDiffer(tail) else { return nil }
    self.init(tail, count)
  }

  private init?(_ tail: UInt64, _ count: Int) {
    if Self.has("i", "s", tail) || Self.has("y", "s", tail) {
      for ending in Self.ise where ending.matches(tail, count) {
        self.init(place: count - ending.count + 1, becomesZ: true)
        return
      }
    }
    if Self.has("o", "u", tail) {
      for ending in Self.our where ending.matches(tail, count) && count - ending.count >= 2 {
        self.init(place: count - ending.count + 1, becomesZ: false)
        return
      }
    }
    if Self.has("e", "l", tail) {
      for ending in Self.ell where ending.matches(tail, count) {
        self.init(place: count - ending.count + 1, becomesZ: false)
        return
      }
    }
    return nil
  }

  private init(place: Int, becomesZ: Bool) {
    self.place = place
    self.becomesZ = becomesZ
  }

  /// The last eight bytes before `end`, the last of them lowest; fewer where there are not so many.
  @inline(__always)
  private static func tail(_ bytes: UnsafePointer<UInt8>, _ end: Int) -> UInt64 {
    if end >= 8 {
      return UInt64(
        bigEndian: UnsafeRawPointer(bytes).loadUnaligned(fromByteOffset: end &- 8, as: UInt64.self))
    }
    var tail: UInt64 = 0
    for place in 0..<end { tail = tail << 8 | UInt64(bytes[place]) }
    return tail
  }

  /// Every ending below has `ou`, `el`, `is` or `ys` among its letters: all four are looked for at once.
  @inline(__always)
  private static func mayDiffer(_ tail: UInt64) -> Bool {
    has("i", "s", tail) || has("y", "s", tail) || has("o", "u", tail) || has("e", "l", tail)
  }

  /// True when one letter stands right before another.
  @inline(__always)
  private static func has(_ first: Unicode.Scalar, _ second: Unicode.Scalar, _ tail: UInt64) -> Bool {
    hasZero((tail ^ repeated(second)) | (tail &>> 8 ^ repeated(first)))
  }

  @inline(__always)
  private static func repeated(_ letter: Unicode.Scalar) -> UInt64 {
    UInt64(letter.value) &* 0x0101_0101_0101_0101
  }

  /// True when one of the eight bytes is zero.
  @inline(__always)
  private static func hasZero(_ value: UInt64) -> Bool {
    (value &- 0x0101_0101_0101_0101) & ~value & 0x8080_8080_8080_8080 != 0
  }

  /// The end of a word, as `tail` has it.
  private struct Ending {
    let letters: UInt64
    let mask: UInt64
    let count: Int

    init(_ text: StaticString) {
      count = text.utf8CodeUnitCount
      letters = (0..<count).reduce(0) { $0 << 8 | UInt64(text.utf8Start[$1]) }
      mask = count == 8 ? .max : 1 << UInt64(count * 8) - 1
    }

    /// True for a word of more letters than the ending.
    @inline(__always)
    func matches(_ tail: UInt64, _ length: Int) -> Bool { tail & mask == letters && length > count }
  }

  /// -ise, -ised, -ising, -isation, -yse …: the `s` becomes `z`.
  private static let ise = [
    "ise", "ised", "ises", "iser", "isers", "ising", "isation", "isations", "yse", "ysed", "ysing",
  ].map { (text: StaticString) in Ending(text) }

  /// -our …: the `u` goes.
  private static let our = [
    "our", "ours", "oured", "ouring", "ourite", "ourites", "ourable", "ourhood", "ourhoods", "ourer",
    "ourers",
    "ourful", "oural",
  ].map { (text: StaticString) in Ending(text) }

  /// -elled, -elling, -eller …: an `l` goes.
  private static let ell = ["elled", "elling", "eller", "ellers", "ellery", "ellor", "ellors"]
    .map { (text: StaticString) in Ending(text) }
}
