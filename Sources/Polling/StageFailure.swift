import FeedModel
public import Fetching
public import Parsing
import Scheduling
public import Storing
import WebText

/// A poll that ended before its stories were stored: where, and why.
public struct StageFailure: Error, Sendable {
  /// The word that stands in the log.
  public enum Stage: String, Sendable {
    case fetch
    case parse
    case store
  }

  public enum Underlying: Sendable {
    case fetch(FetchError)
    /// A status that gives no feed: 404, 429, 503 …
    case answer(FetchOutcome)
    case parse(ParseError)
    case store(StoreError)
  }

  public var source: String
  public var underlying: Underlying

  /// HTTP status of the answer; 0 when there was none.
  public var status: Int
  /// The answer without its body, when there was one.
  var response: FetchResponse? { answer?.value }
  private var answer: Boxed<FetchResponse>?
  /// The answer's body is a page that stands in a program's way.
  private var isRefusal = false
  /// The answer's own clock, for a Retry-After that is a date.
  private var serverDate: UnixTime?

  /// - Parameter isRefusal: the answer's body is a page that stands in a program's way.
  public init(
    source: String, _ underlying: Underlying, response: FetchResponse? = nil, isRefusal: Bool = false
  ) {
    self.source = source
    self.underlying = underlying
    self.isRefusal = isRefusal
    status = response?.status ?? 0
    if var response {
      response.body = []
      answer = Boxed(response)
    }
    serverDate = response?.headers.date.flatMap { HTTPDate.parse($0) }
  }

  /// True when the failure says nothing of the source: the daemon stops, or its disk is in trouble.
  var isInterruption: Bool {
    switch underlying {
    case .fetch(.cancelled), .fetch(.shutDown), .store: true
    default: false
    }
  }

  /// What is wrong with the source, when the answer tells it.
  var trouble: SourceTrouble? { SourceTrouble(underlying, isRefusal: isRefusal) }

  /// True when the address that was asked may be the reason: not our own network, and not a wish to wait.
  func countsAgainstAddress(_ report: PollReport) -> Bool {
    switch report.result {
    case .failed(.ourNetwork), .failed(.askedToWait): return false
    default: return true
    }
  }

  /// Seconds that the server asked to wait, with whatever error; nil when it did not.
  func retryAfter(now: UnixTime) -> Int64? {
    switch underlying {
    case .answer(.tooManyRequests(let retryAfter)), .answer(.unavailable(let retryAfter)):
      retryAfter?.seconds(from: now, serverDate: serverDate)
    case .answer(.httpError):
      (response?.headers.retryAfter).flatMap { RetryAfter($0) }?.seconds(from: now, serverDate: serverDate)
    default: nil
    }
  }

  public var stage: Stage {
    switch underlying {
    case .fetch, .answer: .fetch
    case .parse: .parse
    case .store: .store
    }
  }

  /// What happened, in one line; nothing secret.
  public var reason: String {
    switch underlying {
    case .fetch(let error): "\(error)"
    case .parse(let error): "\(error)"
    case .store(let error): "\(error)"
    case .answer(.gone): "410: the publisher says that the feed is gone for good"
    case .answer(.tooManyRequests): "429: the server asks to be polled less often"
    case .answer(.unavailable): "503: the server cannot answer now"
    case .answer(.httpError(let status)): "\(status): the server gave no feed"
    case .answer(.body), .answer(.notModified): "an answer that is no failure"
    }
  }

  /// What the operator may do about it.
  public var hint: String {
    if trouble == .blocked {
      return "the site wants a browser: ask its publisher to let feed readers through; see also user_agent"
    }
    return switch underlying {
    case .fetch(let error): error.hint ?? "nothing to do: the next poll tries again"
    case .parse(.notAFeed):
      "open the URL in a browser; the feed may have moved, or the site may block programs"
    case .parse(.limit): "the document is unusually large or hostile; nothing of it was stored"
    case .store: "see the store's own line in the log"
    case .answer(.gone): "remove the source, or find the feed's new address"
    case .answer(.tooManyRequests): "nothing to do: the next poll waits longer"
    case .answer(.unavailable): "nothing to do: the next poll waits"
    case .answer(.httpError(401)), .answer(.httpError(403)):
      "the server wants credentials, or blocks programs; see the source's headers and user_agent"
    case .answer(.httpError(404)): "check the source's URL; the feed may have moved"
    case .answer(.httpError(let status)) where status >= 500: "nothing to do: the next poll waits"
    case .answer: "check the source's URL"
    }
  }
}
