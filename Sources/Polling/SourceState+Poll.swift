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

  /// True when the source's failures may be those of a conditional request, and the next one is to be without
  /// conditions: at once where the status condemns the request (400, 412, 417, 431: RFC 9110 §15.5, RFC 6585 §5;
  /// 501), every third time for other errors of the server's. Not where it asked to wait.
  var conditionsMayFail: Bool {
    guard consecutiveFailures > 0 else { return false }
    switch lastStatus {
    case 400, 412, 417, 431, 501: return true
    case 429, 503: return false
    default: return lastStatus >= 400 && consecutiveFailures % 3 == 0
    }
  }

  /// Notes that a poll was made.
  mutating func notePoll(at now: UnixTime, url: String, status: Int) {
    firstPoll = firstPoll ?? now
    lastPoll = now
    self.url = StoredURL.text(url)
    lastStatus = status
    polls += 1
    // Polled, as its time had come or somebody asked for it: its quarantine is over, suspect or not.
    quarantinedUntil = nil
  }

  /// Notes that the source answered as it should.
  mutating func noteSuccess(at now: UnixTime) {
    lastSuccess = now
    lastError = ""
    trouble = nil
  }

  /// Keeps what to ask "has it changed?" with. Only called in the transaction that stores the body's stories,
  /// or after a 304.
  mutating func keep(_ validators: Validators?, finalURL: String) {
    self.finalURL = StoredURL.text(finalURL)
    etag = validators?.etag
    lastModified = validators?.lastModified
  }
}
