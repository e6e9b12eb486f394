import FeedModel
import Storing
import WebText

/// What is worth a line in the events' stream.
extension PollSource {
  /// Failures in a row after which a source counts as failing: one or two are the internet's weather.
  private static let failuresOfAFailingSource = 3

  func events(of failure: StageFailure, _ after: SourceState, _ now: UnixTime) -> [StoryLine] {
    if after.isGone, !state.isGone {
      return [event("gone", "the publisher says that the feed is gone for good (410)", [], now)]
    }
    if let trouble = after.trouble {
      guard trouble != state.trouble else { return [] }
      let details = [StoryLine.Event.Detail(key: "error", value: failure.reason)]
      return [event(trouble.rawValue, trouble.message, details, now)]
    }
    guard after.consecutiveFailures == Self.failuresOfAFailingSource,
      state.consecutiveFailures < Self.failuresOfAFailingSource
    else { return [] }
    let message = "the source failed \(after.consecutiveFailures) times in a row"
    return [
      event(
        "failing", message,
        [.init(key: "stage", value: failure.stage.rawValue), .init(key: "error", value: failure.reason)], now)
    ]
  }

  /// The event that a source which was failing works again.
  func recovery(_ now: UnixTime) -> [StoryLine] {
    if state.quarantinedUntil != nil {
      let message = "the source works again after a quarantine"
      return [event("recovered", message, [.init(key: "last_error", value: state.lastError)], now)]
    }
    let isKnown = state.isGone || state.trouble != nil
    guard isKnown || state.consecutiveFailures >= Self.failuresOfAFailingSource else { return [] }
    let message = "the source works again after \(state.consecutiveFailures) failures"
    return [event("recovered", message, [.init(key: "last_error", value: state.lastError)], now)]
  }

  func event(
    _ name: String, _ message: String, _ details: [StoryLine.Event.Detail], _ now: UnixTime
  ) -> StoryLine {
    StoryLine(
      event: StoryLine.Event(name: name, message: message, details: details), source: source.name, time: now)
  }
}
