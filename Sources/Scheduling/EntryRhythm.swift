public import FeedModel
import WebText

/// How often a source has something new.
enum EntryRhythm {
  /// Seconds between new entries, smoothed; 0 before there is evidence. Changes only when something is new.
  ///
  /// The evidence of a poll is the time since the last new entry over the number of new ones. The first
  /// poll's entries are backfill, and say nothing.
  static func interval(after report: PollReport, of state: SourceState) -> Int64 {
    guard case .feed(let new) = report.result, new > 0, state.firstPoll != nil else {
      return state.entryInterval
    }
    let gap = silence(report.now, state)
    guard gap > 0 else { return state.entryInterval }
    let sample = max(1, gap / Int64(new))
    let old = state.entryInterval
    guard old > 0 else { return sample }
    // Quicker at once by half; slower by a third at a time, and one quiet night counts for four gaps at most.
    if sample < old { return max(1, old / 2 + sample / 2) }
    let most = old.multipliedReportingOverflow(by: 4)
    return old - old / 3 + min(sample, most.overflow ? .max : most.partialValue) / 3
  }

  /// What the rhythm is worth now: a source that has fallen silent slows down by a quarter of the silence.
  static func current(_ interval: Int64, _ report: PollReport, _ state: SourceState) -> Int64 {
    if case .feed(let new) = report.result, new > 0 { return interval }
    let slow = silence(report.now, state) / 4
    if interval > 0 { return max(interval, slow) }
    return slow > 2 * PollSchedule.firstInterval ? slow : 0
  }

  /// Seconds since something was new; 0 before the first poll, and when the clock went back.
  private static func silence(_ now: UnixTime, _ state: SourceState) -> Int64 {
    guard let since = state.lastNewEntry ?? state.firstPoll else { return 0 }
    let (gap, overflow) = now.seconds.subtractingReportingOverflow(since.seconds)
    return overflow ? 0 : max(0, gap)
  }
}

/// Durations for people.
enum DurationText {
  /// `45s`, `15m`, `3h`, `2d`: the largest unit that keeps two digits' worth of meaning.
  static func short(_ seconds: Int64) -> String {
    switch seconds {
    case ..<120: "\(seconds)s"
    case ..<7200: "\(seconds / 60)m"
    case ..<172_800: "\(seconds / 3600)h"
    default: "\(seconds / 86_400)d"
    }
  }
}

extension PollDecision {
  /// What the state says already; due at once.
  init(keeping state: SourceState, now: UnixTime) {
    self.init(
      nextPoll: now, reason: "", consecutiveFailures: state.consecutiveFailures,
      entryInterval: state.entryInterval, publisherInterval: state.publisherInterval,
      skipHours: state.skipHours, skipDays: state.skipDays, isGone: state.isGone, hostHold: nil)
  }

  /// Writes the decision into the state that is stored with the poll's stories.
  public func apply(to state: inout SourceState) {
    state.nextPoll = nextPoll
    state.nextPollReason = reason
    state.consecutiveFailures = consecutiveFailures
    state.entryInterval = entryInterval
    state.publisherInterval = publisherInterval
    state.skipHours = skipHours
    state.skipDays = skipDays
    state.isGone = isGone
  }
}
