/// By how much a source's zone-less dates lie ahead of the instants at which they were first seen.
///
/// An entry is seen some minutes after it was published, never before: the offset is at the upper edge of what is
/// measured, not in its middle. So the smallest offset that any place on Earth uses and that is not below the upper
/// edge is taken, if the others lie close below it.
struct ZoneEvidence: Sendable, Equatable {
  /// Minutes, the oldest first.
  private(set) var samples: [Int16] = []
  /// Minutes east of UTC; nil when nothing is learned.
  private(set) var offset: Int16?

  static let capacity = 16
  /// Polls further apart say too little about when an entry appeared.
  static let longestGap: Int64 = 35 * 60
  private static let leastSamples = 8
  /// How late entries may be seen, and how early by a publisher's fast clock.
  private static let lateness = 75
  private static let earliness = 5

  /// Offsets in use (IANA Time Zone Database), in quarters of an hour.
  private static let known: [Int] =
    (-48...56).filter { $0 % 4 == 0 }.map { $0 * 15 } + [
      // Newfoundland, Iran, Afghanistan, India, Nepal, Myanmar, and Australia's middle.
      -210, -150, 210, 270, 330, 345, 390, 570, 630,
    ]

  init() {}

  init(samples: [Int16], offset: Int16?) {
    self.samples = samples
    self.offset = offset
  }

  /// - Parameter ahead: the date, read as UTC, less the instant at which it was first seen; seconds.
  mutating func add(ahead: Int64) {
    guard ahead >= -14 * 3600, ahead <= 15 * 3600 else { return }
    samples.append(Int16(clamping: ahead / 60))
    if samples.count > Self.capacity { samples.removeFirst(samples.count - Self.capacity) }
  }

  /// Learns, changes or drops the offset.
  mutating func review() -> [LearnedFact] {
    let held = offset
    if let held, agreeing(with: Int(held), among: samples.suffix(Self.leastSamples)) >= 5 { return [] }
    guard let found = estimate() else {
      // Dropped when most of the newest disagree; kept while there are too few.
      guard let held, samples.count >= Self.leastSamples else { return [] }
      let dropped = fact(held, holds: false)
      offset = nil
      return [dropped]
    }
    guard found != held else { return [] }
    let dropped = held.map { [fact($0, holds: false)] } ?? []
    offset = found
    return dropped + [fact(found, holds: true)]
  }

  var facts: [LearnedFact] { offset.map { [fact($0, holds: true)] } ?? [] }

  private func estimate() -> Int16? {
    let newest = samples.suffix(Self.leastSamples)
    guard newest.count == Self.leastSamples else { return nil }
    let sorted = newest.map { Int($0) }.sorted()
    // The second from above: one may have been dated ahead.
    let edge = sorted[sorted.count - 2]
    guard let offset = Self.known.filter({ $0 >= edge - Self.earliness }).min(),
      agreeing(with: offset, among: newest) >= Self.leastSamples - 1
    else { return nil }
    return Int16(clamping: offset)
  }

  private func agreeing(with offset: Int, among samples: ArraySlice<Int16>) -> Int {
    samples.count { Int($0) <= offset + Self.earliness && Int($0) >= offset - Self.lateness }
  }

  private func fact(_ offset: Int16, holds: Bool) -> LearnedFact {
    let minutes = abs(Int(offset))
    func digits(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
    let text = "\(offset < 0 ? "-" : "+")\(digits(minutes / 60)):\(digits(minutes % 60))"
    let agreeing = agreeing(with: Int(offset), among: samples[...])
    return LearnedFact(
      kind: .zone, value: text,
      evidence: "\(agreeing) of \(samples.count) new entries, by when they were seen",
      holds: holds)
  }
}
