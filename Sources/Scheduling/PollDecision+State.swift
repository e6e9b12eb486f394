public import FeedModel
import WebText

extension PollDecision {
  /// What the state says already; due at once.
  init(keeping state: SourceState, now: UnixTime) {
    self.init(
      nextPoll: now, reason: "", consecutiveFailures: state.consecutiveFailures,
      entryInterval: state.entryInterval, rhythm: state.rhythm, publisherInterval: state.publisherInterval,
      skipHours: state.skipHours, skipDays: state.skipDays, isGone: state.isGone, hostHold: nil)
  }

  /// Writes the decision into the state that is stored with the poll's stories.
  public func apply(to state: inout SourceState) {
    state.nextPoll = nextPoll
    state.nextPollReason = reason
    state.consecutiveFailures = consecutiveFailures
    state.entryInterval = entryInterval
    state.rhythm = rhythm
    state.publisherInterval = publisherInterval
    state.skipHours = skipHours
    state.skipDays = skipDays
    state.isGone = isGone
    state.hostHold = hostHold
  }
}
