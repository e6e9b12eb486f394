/// Pairs of brackets in a cleaned title.
enum Brackets {
  private static func partner(_ byte: UInt8) -> UInt8? {
    switch byte {
    case 0x5B: 0x5D
    case 0x28: 0x29
    case 0x3C: 0x3E
    case 0x7B: 0x7D
    default: nil
    }
  }

  @inline(__always)
  static func isOpening(_ byte: UInt8) -> Bool {
    byte | 0x20 == 0x7B || byte == 0x28 || byte == 0x3C
  }

  /// The bracket that closes the one at `open`, soon and without another inside.
  static func close(_ bytes: UnsafePointer<UInt8>, open: Int, _ upper: Int) -> Int? {
    guard open < upper, let partner = partner(bytes[open]) else { return nil }
    var place = open + 1
    while place < upper, place - open <= 72 {
      if bytes[place] == partner { return place > open + 1 ? place : nil }
      if bytes[place] == bytes[open] { return nil }
      place += 1
    }
    return nil
  }

  /// The bracket that the one at `close` closes.
  static func open(_ bytes: UnsafePointer<UInt8>, close: Int, _ lower: Int) -> Int? {
    guard close > lower,
      bytes[close] == 0x29 || bytes[close] == 0x5D || bytes[close] == 0x3E || bytes[close] == 0x7D
    else { return nil }
    var place = close - 1
    while place > lower, close - place <= 72 {
      if partner(bytes[place]) == bytes[close] {
        return Brackets.close(bytes, open: place, close + 1) == close ? place : nil
      }
      place -= 1
    }
    return nil
  }
}
