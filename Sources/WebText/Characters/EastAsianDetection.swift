/// Tells the East Asian encodings apart by where their pairs of bytes lie.
enum EastAsianDetection {
  typealias Bytes = UnsafeBufferPointer<UInt8>

  /// Bytes that are looked at; a feed shows its language sooner.
  private static let longest = 262_144

  static func encoding(of bytes: Bytes) -> EncodingLabel? {
    let bytes = Bytes(rebasing: bytes.prefix(longest))
    // Both bytes of a pair beyond ASCII: EUC-KR, EUC-JP and GB 2312 look alike so far.
    let euc = EUCCounts(bytes)
    if euc.pairs >= 2, isSound(euc.faults, euc.pairs) {
      if euc.kana * 100 >= euc.pairs * 12 { return label("euc-jp") }
      if euc.hangul * 100 >= euc.pairs * 60, euc.hanjaOnly * 100 <= euc.pairs * 12 { return label("euc-kr") }
      if (euc.level1 + euc.symbols) * 100 >= euc.pairs * 60 { return label("gb18030") }
    }
    let shiftJIS = ShiftJISCounts(bytes)
    if shiftJIS.pairs >= 2, isSound(shiftJIS.faults, shiftJIS.pairs),
      shiftJIS.kana * 100 >= shiftJIS.pairs * 25
    {
      return label("shift_jis")
    }
    // Level 1 of Big5, 5,401 characters, is nearly all of what is written; GBK's extension is rare in text.
    let big5 = PairCounts(bytes, trail: { (0x40...0x7E).contains($0) || (0xA1...0xFE).contains($0) })
    if big5.pairs >= 2, isSound(big5.faults, big5.pairs),
      big5.count(of: 0xA1...0xC6) * 100 >= big5.pairs * 85, big5.low * 100 >= big5.pairs * 10
    {
      return label("big5")
    }
    let gbk = PairCounts(bytes, trail: { (0x40...0x7E).contains($0) || (0x80...0xFE).contains($0) })
    if gbk.pairs >= 4, isSound(gbk.faults, gbk.pairs), gbk.count(of: 0xB0...0xD7) * 100 >= gbk.pairs * 60 {
      return label("gb18030")
    }
    let uhc = PairCounts(bytes, trail: { $0 &- 0x41 < 26 || $0 &- 0x61 < 26 || (0x81...0xFE).contains($0) })
    if uhc.pairs >= 4, isSound(uhc.faults, uhc.pairs), uhc.count(of: 0xB0...0xC8) * 100 >= uhc.pairs * 80 {
      return label("euc-kr")
    }
    return nil
  }

  /// Feeds cut texts in the midst of a pair; more faults than one in fifty are no accident.
  private static func isSound(_ faults: Int, _ pairs: Int) -> Bool {
    faults * 50 <= pairs || (faults == 1 && pairs >= 10)
  }

  private static func label(_ name: String) -> EncodingLabel? { EncodingLabel(name) }

  private struct EUCCounts {
    var pairs = 0
    var faults = 0
    /// Rows 4 and 5: hiragana and katakana in EUC-JP, rare letters elsewhere.
    var kana = 0
    /// Rows 16 to 40: the syllables of EUC-KR.
    var hangul = 0
    /// Rows 41 and up: hanja in EUC-KR, which news hardly has, and a third of what Chinese writes.
    var hanjaOnly = 0
    /// Rows 16 to 55: the frequent characters of GB 2312.
    var level1 = 0
    /// Rows 1 to 3: signs and full-width letters.
    var symbols = 0

    init(_ bytes: Bytes) {
      var index = 0
      while index < bytes.count {
        let lead = bytes[index]
        if lead < 0x80 {
          index &+= 1
          continue
        }
        // EUC-JP: half-width katakana, and three bytes for JIS X 0212.
        if lead == 0x8E || lead == 0x8F, index &+ 1 < bytes.count, bytes[index &+ 1] >= 0xA1 {
          index &+= lead == 0x8E ? 2 : 3
          continue
        }
        guard lead >= 0xA1, lead < 0xFF, index &+ 1 < bytes.count, bytes[index &+ 1] >= 0xA1,
          bytes[index &+ 1] < 0xFF
        else {
          faults &+= 1
          index &+= 1
          continue
        }
        pairs &+= 1
        switch lead {
        case 0xA1...0xA3: symbols &+= 1
        case 0xA4, 0xA5: kana &+= 1
        case 0xB0...0xC8:
          hangul &+= 1
          level1 &+= 1
        case 0xC9...0xD7:
          hanjaOnly &+= 1
          level1 &+= 1
        case 0xD8...0xFE: hanjaOnly &+= 1
        default: break
        }
        index &+= 2
      }
    }
  }

  private struct ShiftJISCounts {
    var pairs = 0
    var faults = 0
    var kana = 0

    init(_ bytes: Bytes) {
      var index = 0
      while index < bytes.count {
        let lead = bytes[index]
        // Half-width katakana are one byte each.
        if lead < 0x80 || (0xA1...0xDF).contains(lead) {
          index &+= 1
          continue
        }
        let trail = index &+ 1 < bytes.count ? bytes[index &+ 1] : 0
        guard (0x81...0x9F).contains(lead) || (0xE0...0xFC).contains(lead),
          (0x40...0x7E).contains(trail) || (0x80...0xFC).contains(trail)
        else {
          faults &+= 1
          index &+= 1
          continue
        }
        pairs &+= 1
        if lead == 0x82, trail >= 0x9F { kana &+= 1 }
        if lead == 0x83, trail <= 0x96 { kana &+= 1 }
        index &+= 2
      }
    }
  }

  /// Pairs of a lead byte from 0x81 to 0xFE and a trail byte, by lead byte.
  private struct PairCounts {
    private var leads = [Int](repeating: 0, count: 256)
    var pairs = 0
    var faults = 0
    /// Pairs whose second byte is ASCII.
    var low = 0

    init(_ bytes: Bytes, trail isTrail: (UInt8) -> Bool) {
      var index = 0
      while index < bytes.count {
        let lead = bytes[index]
        if lead < 0x80 {
          index &+= 1
          continue
        }
        guard (0x81...0xFE).contains(lead), index &+ 1 < bytes.count, isTrail(bytes[index &+ 1]) else {
          faults &+= 1
          index &+= 1
          continue
        }
        leads[Int(lead)] &+= 1
        pairs &+= 1
        if bytes[index &+ 1] < 0x80 { low &+= 1 }
        index &+= 2
      }
    }

    func count(of range: ClosedRange<UInt8>) -> Int {
      range.reduce(0) { $0 + leads[Int($1)] }
    }
  }
}
