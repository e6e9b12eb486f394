public import FeedModel
public import WebText

/// When an entry may have been published: an instant where its date is exact, else what is possible.
public struct PublicationInterval: Sendable, Equatable {
  /// Where the interval came from; the names of `published_basis` in the output.
  public enum Basis: String, Sendable, CaseIterable {
    case given
    case zoneConfigured = "zone-configured"
    case zoneAssumed = "zone-assumed"
    case dateOnly = "date-only"
    case future
    case missing
  }

  /// Seconds since the epoch, both ends included.
  public let earliest: Int64
  public let latest: Int64
  public let basis: Basis

  /// True when the source's learned offset was taken for a date without a zone.
  public private(set) var isZoneLearned = false

  /// Published, else updated, else first seen.
  ///
  /// - Parameter learnedOffset: seconds east of UTC that dates without a zone are taken to be; nil when not known.
  public init(
    published: EntryDate?, updated: EntryDate?, firstSeen: UnixTime, liveSlack: Int64, trustsDates: Bool,
    learnedOffset: Int64? = nil
  ) {
    let seen = firstSeen.seconds
    let reading = published?.reading.flatMap(Self.plausible) ?? updated?.reading.flatMap(Self.plausible)
    guard trustsDates, let reading else {
      self.init(seen: seen, slack: liveSlack, .missing)
      return
    }
    let time = reading.time.seconds
    if let learnedOffset, reading.zone == .absent, !reading.isDateOnly,
      time - learnedOffset <= seen + Self.tolerance
    {
      self.init(time - learnedOffset, time - learnedOffset, .zoneAssumed)
      isZoneLearned = true
      return
    }
    let hasZone = reading.zone == .given || reading.zone == .configured
    let day: Int64 = reading.isDateOnly ? 86_399 : 0
    if hasZone, time > seen + Self.tolerance {
      self.init(seen: seen, slack: liveSlack, .future)
    } else if hasZone, !reading.isDateOnly {
      self.init(time, time, reading.zone == .configured ? .zoneConfigured : .given)
    } else {
      // A wall clock that shows this time: somewhere between UTC+14 and UTC-12.
      let possible = hasZone ? time...(time + day) : (time - 14 * 3600)...(time + 12 * 3600 + day)
      let basis: Basis = reading.isDateOnly ? .dateOnly : .zoneAssumed
      guard possible.lowerBound <= seen + Self.tolerance else {
        self.init(seen: seen, slack: liveSlack, .future)
        return
      }
      let past = possible.lowerBound...max(possible.lowerBound, min(possible.upperBound, seen))
      let live = (seen - liveSlack)...max(seen, past.lowerBound)
      let range = past.overlaps(live) ? past.clamped(to: live) : past
      self.init(range.lowerBound, range.upperBound, basis)
    }
  }

  /// An entry of which only is known when it was seen.
  private init(seen: Int64, slack: Int64, _ basis: Basis) {
    self.init(seen - slack, seen, basis)
  }

  private init(_ earliest: Int64, _ latest: Int64, _ basis: Basis) {
    self.earliest = earliest
    self.latest = latest
    self.basis = basis
  }

  /// Seconds by which a date may lie ahead of the time it was seen.
  private static let tolerance: Int64 = 600

  /// Dates before 1971 are zeros of some clock, and those far ahead would overflow.
  private static func plausible(_ reading: DateReading) -> DateReading? {
    let seconds = reading.time.seconds
    return seconds >= 31_536_000 && seconds < 32_503_680_000 ? reading : nil
  }

  /// Seconds between two intervals; 0 when they overlap.
  static func gap(_ first: ClosedRange<Int64>, _ second: ClosedRange<Int64>) -> Int64 {
    max(0, max(first.lowerBound - second.upperBound, second.lowerBound - first.upperBound))
  }
}
