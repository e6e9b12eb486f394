import FeedModel

/// A value that several elements can give, some with a better right than others.
///
/// Of two with the same right the later counts: an element that should occur once and occurs again.
struct Ranked<Value> {
  private(set) var value: Value?
  private var rank = Int8.min

  @inline(__always)
  mutating func offer(_ newValue: Value?, rank newRank: Int8) {
    guard newRank >= rank, let newValue else { return }
    value = newValue
    rank = newRank
  }

  /// The value, moved out.
  @inline(__always)
  mutating func take() -> Value? { value.take() }
}

extension Ranked<EntryDate> {
  /// A date that cannot be read gives way to any that can, and only tells what the feed has.
  mutating func offer(date: EntryDate?, rank: Int8) {
    offer(date, rank: date?.reading == nil ? rank - 64 : rank)
  }
}

extension Ranked<TextElement> {
  /// An element without text gives way to any that has some.
  @inline(__always)
  mutating func offer(text: TextElement, rank: Int8) {
    offer(text, rank: text.value.isEmpty ? rank - 64 : rank)
  }
}
