/// A word, number or sign of a title, in the buffer of its folded bytes.
struct TitleToken {
  enum Kind: UInt8 {
    case word
    /// Han, kana, Hangul, Thai: a run of letters without known word boundaries.
    case run
    case number
    case sign
  }

  /// FNV-1a of its bytes.
  var hash: UInt64
  // A title is cut at 2,048 bytes: what becomes of it is shorter than 64 KiB.
  private let from: UInt16
  private(set) var to: UInt16
  let kind: Kind
  /// True when nothing stands between it and the token before.
  let isGlued: Bool

  init(_ kind: Kind, hash: UInt64, start: Int, end: Int, isGlued: Bool) {
    self.hash = hash
    from = UInt16(truncatingIfNeeded: start)
    to = UInt16(truncatingIfNeeded: end)
    self.kind = kind
    self.isGlued = isGlued
  }

  var start: Int { Int(from) }
  var end: Int {
    get { Int(to) }
    set { to = UInt16(truncatingIfNeeded: newValue) }
  }
  var count: Int { end &- start }
}
