/// The places of a title at which it may divide into headline and outlet, in memory of the title's workspace.
struct SeparatorList {
  struct Separator {
    /// Its bytes, with the spaces around it.
    var start: Int
    var end: Int
  }

  private static let most = 24
  static let size = 2 * most * MemoryLayout<UInt16>.stride

  private let places: UnsafeMutablePointer<UInt16>

  /// - Parameter memory: of `size` bytes.
  init(_ memory: UnsafeMutableRawPointer) { places = memory.assumingMemoryBound(to: UInt16.self) }

  subscript(_ number: Int) -> Separator {
    @inline(__always) get { Separator(start: Int(places[2 * number]), end: Int(places[2 * number + 1])) }
  }

  /// Looks for separators between two places; how many there are.
  func find(_ bytes: UnsafePointer<UInt8>, _ lower: Int, _ upper: Int) -> Int {
    var count = 0
    var place = lower
    while place < upper, count < Self.most {
      // Most of a title are letters, and spaces before letters.
      let byte = bytes[place]
      if (byte | 0x20) &- 0x61 < 26 {
        place &+= 1
        continue
      }
      let mayBegin =
        switch byte {
        case 0x20: place + 1 < upper && Self.mayFollowSpace(bytes[place + 1])
        case 0x7C, 0x3A, 0x5F, 0x2D: true
        default: false
        }
      if mayBegin, let end = Self.end(bytes, place, lower, upper) {
        places[2 * count] = UInt16(truncatingIfNeeded: place)
        places[2 * count + 1] = UInt16(truncatingIfNeeded: end)
        count += 1
        place = end
      } else {
        place &+= 1
      }
    }
    return count
  }

  /// True for ` via `.
  func isVia(_ separator: Separator, _ bytes: UnsafePointer<UInt8>) -> Bool {
    bytes[separator.start] == 0x20 && bytes[separator.start + 1] == 0x76
  }

  @inline(__always)
  private static func mayFollowSpace(_ byte: UInt8) -> Bool {
    byte < 0x40 || byte == 0x5F || byte == 0x76 || byte == 0x7C || byte == 0x7E
  }

  /// Behind the separator that begins at `place`: ` - `, `|`, `: `, ` / `, ` < `, ` via `, `_` …
  private static func end(
    _ bytes: UnsafePointer<UInt8>, _ place: Int, _ lower: Int, _ upper: Int
  ) -> Int? {
    let byte = bytes[place]
    func at(_ offset: Int) -> UInt8 { place + offset < upper ? bytes[place + offset] : 0 }
    switch byte {
    case 0x20:
      var end = place + 1
      let sign = at(1)
      guard
        sign == 0x2D || sign == 0x7C || sign == 0x2F || sign == 0x3C || sign == 0x3A || sign == 0x7E
          || sign == 0x3E || sign == 0x5F
      else {
        let isVia = sign == 0x76 && at(2) == 0x69 && at(3) == 0x61 && at(4) == 0x20
        return isVia ? place + 5 : nil
      }
      while end < upper, bytes[end] == sign { end += 1 }
      if end < upper, bytes[end] == 0x20 { return end + 1 }
      // Between scripts without spaces a dash may lack one of its own.
      return sign == 0x7C || (end < upper && bytes[end] >= 0xE0) ? end : nil
    case 0x7C:
      return at(1) == 0x20 ? place + 2 : place + 1
    case 0x3A:
      return at(1) == 0x20 ? place + 2 : (at(1) >= 0xE0 ? place + 1 : nil)
    case 0x5F, 0x2D:
      // `标题_报纸`, `标题-报纸`
      let isBetweenHan = (place > lower && bytes[place - 1] >= 0x80) || at(1) >= 0xE0
      guard isBetweenHan else { return nil }
      var end = place
      while end < upper, bytes[end] == byte || bytes[end] == 0x20 { end += 1 }
      return end
    default:
      return nil
    }
  }
}
