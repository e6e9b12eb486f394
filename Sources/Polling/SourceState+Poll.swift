import FeedModel
import Fetching
import Scheduling
import WebText

extension SourceState {
  /// The validators for the next request; nil when there are none.
  var validators: Validators? {
    guard let finalURL, etag != nil || lastModified != nil else { return nil }
    return Validators(etag: etag, lastModified: lastModified, url: finalURL)
  }

  /// Takes over what the schedule decided.
  mutating func apply(_ decision: PollDecision) {
    nextPoll = decision.nextPoll
    nextPollReason = decision.reason
    consecutiveFailures = decision.consecutiveFailures
    entryInterval = decision.entryInterval
    publisherInterval = decision.publisherInterval
    skipHours = decision.skipHours
    skipDays = decision.skipDays
    isGone = decision.isGone
  }

  /// Notes that a poll was made.
  mutating func notePoll(at now: UnixTime, url: String, status: Int) {
    firstPoll = firstPoll ?? now
    lastPoll = now
    self.url = url
    lastStatus = status
    polls += 1
  }

  /// Notes that the source answered as it should.
  mutating func noteSuccess(at now: UnixTime) {
    lastSuccess = now
    lastError = ""
  }

  /// Keeps what to ask "has it changed?" with. Only called in the transaction that stores the body's stories,
  /// or after a 304.
  mutating func keep(_ validators: Validators?, finalURL: String) {
    self.finalURL = finalURL
    etag = validators?.etag
    lastModified = validators?.lastModified
  }
}
