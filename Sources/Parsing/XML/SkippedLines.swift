/// How many lines of a document libxml2 has not seen, which its line numbers leave out. Counted only when asked.
struct SkippedLines {
  private let text: Bytes
  /// Ranges that were not counted yet.
  private var pending: [Range<Int>] = []
  private var counted = 0
  private var end = 0

  init(_ text: Bytes) {
    self.text = text
  }

  /// libxml2 reads this next; what lies between it and the piece before is skipped.
  mutating func read(_ range: Range<Int>) {
    if range.lowerBound > end { pending.append(end..<range.lowerBound) }
    end = range.upperBound
  }

  /// libxml2 doesn't read this.
  mutating func skip(_ range: Range<Int>) {
    pending.append(min(end, range.lowerBound)..<range.upperBound)
    end = range.upperBound
  }

  mutating func count() -> Int {
    for range in pending {
      var index = range.lowerBound
      while let newline = text.firstIndex(of: UInt8(ascii: "\n"), from: index), newline < range.upperBound {
        counted += 1
        index = newline + 1
      }
    }
    pending.removeAll(keepingCapacity: true)
    return counted
  }
}
