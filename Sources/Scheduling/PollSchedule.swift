public import FeedModel
public import WebText

/// Decides when a source is polled next. Pure: the clock's time comes in.
public struct PollSchedule: Sendable {
  public var limits: PollLimits

  public init(limits: PollLimits = PollLimits()) {
    self.limits = limits
  }

  /// When a source from the index is due, at start or after a pause: at once if it was never polled; spread
  /// over at most one interval if its time has passed.
  public func due(_ state: SourceState, now: UnixTime) -> UnixTime { now }

  /// The next poll, from the state *before* this poll and what this poll gave.
  public func next(after report: PollReport, of state: SourceState) -> PollDecision {
    PollDecision(
      nextPoll: report.now, reason: "", consecutiveFailures: 0, entryInterval: 0, publisherInterval: 0,
      skipHours: 0, skipDays: 0, isGone: false)
  }
}
