import FeedModel
import Fetching
import Scheduling
import Storing
import WebText

/// What a poll was, for the ledger and the history.
extension PollSource {
  /// Whom the first request went to: a source that has moved asks another host.
  var host: String { source.host(state) }

  /// Where that host is; a redirect's last hop is another.
  func address(_ response: FetchResponse) -> IPAddress? {
    response.redirects.isEmpty ? response.address : nil
  }

  /// The host that answered, where redirects led to another than was asked first.
  func redirectedHost(_ response: FetchResponse) -> String? {
    guard let last = response.redirects.last else { return nil }
    let answering = HostAuthority.text(last.url)
    return answering == host ? nil : answering
  }

  private func record(_ outcome: PollRecord.Outcome, _ after: SourceState) -> PollRecord {
    var record = PollRecord(source: state.number, time: after.lastPoll ?? clock(), outcome: outcome)
    record.status = after.lastStatus
    record.milliseconds = (ContinuousClock.now - began).milliseconds
    record.rule = after.nextPollReason
    return record
  }

  func trace(
    _ outcome: PollRecord.Outcome, _ response: FetchResponse, _ after: SourceState, newEntries: Int = 0
  ) -> PollTrace {
    var record = record(outcome, after)
    record.bytes = response.bytesReceived
    record.milliseconds = response.timings.total.milliseconds
    record.newEntries = newEntries
    return PollTrace(record, host: host, response: response)
  }

  func trace(_ failure: StageFailure, _ after: SourceState) -> PollTrace {
    let outcome: PollRecord.Outcome =
      switch failure.underlying {
      case .parse: .parseFailed
      case .answer: .refused
      case .fetch, .store: .fetchFailed
      }
    if let response = failure.response { return trace(outcome, response, after) }
    var record = record(outcome, after)
    record.bytes = Int64(progress.received)
    return PollTrace(record, host: host)
  }

  func kind(of failure: StageFailure) -> PollReport.Failure {
    switch failure.underlying {
    case .fetch(let error):
      if error.mayBeOurNetwork { return health.failed(source.host) ? .ourNetwork : .unreachable }
      return error.isTransient ? .transient : .lasting
    case .answer(.tooManyRequests): return .askedToWait
    case .answer(.unavailable(.some)): return .askedToWait
    case .answer where failure.trouble != nil: return .lasting
    case .answer(.unavailable): return .transient
    case .answer(.httpError(let status)): return Self.mayPass(status) ? .transient : .lasting
    case .answer, .parse, .store: return .lasting
    }
  }

  /// Beside what is the server's own fault: it waited too long for the request, had it on the wrong connection, or
  /// had it too early (RFC 9110 §15.5.9, §15.5.20, RFC 8470 §5.2).
  private static func mayPass(_ status: Int) -> Bool {
    status >= 500 || status == 408 || status == 421 || status == 425
  }
}
