import Daemon
import FeedModel
import WebText

extension StatusCommand {
  /// `tidings status --hosts`: what each host was asked for in the last seven days.
  func printHosts(_ report: HostReport) {
    let titles = ["HOST", "REQUESTS", "TODAY", "IN ALL", "304", "TO WAIT", "FAILED", "BYTES", "LAST"]
    let rows = report.hosts.map { host in
      row(LogText.safe(host.host), host.week(report.now), host.today(report.now), host.total)
        + [StatusText.ago(host.last, report.now), LogText.safe(host.rule)]
    }
    let table = TextTable(rows: [titles + ["NEXT POLL BECAUSE"]] + rows, numbers: Set(1...7))
    for line in table.lines { print(line) }
    let (week, total) = (report.sum { $0.week(report.now) }, report.sum(\.total))
    print(
      "\(report.hosts.count) hosts; in seven days \(week.requests) requests, \(StatusText.size(week.bytes)), "
        + "\(week.unchangedShare) % not modified, asked to wait \(week.waits) times; in all \(total.requests) requests"
    )
  }

  private func row(
    _ host: String, _ week: HostLedger.Counts, _ today: HostLedger.Counts, _ total: HostLedger.Counts
  ) -> [String] {
    [
      host, String(week.requests), String(today.requests), String(total.requests),
      "\(week.unchangedShare) %", String(week.waits), String(week.failures), StatusText.size(week.bytes),
    ]
  }

  /// The last polls of one source, the newest first.
  func printHistory(_ history: [PollRecord], _ now: UnixTime) {
    guard !history.isEmpty else { return }
    print("last polls:")
    let rows = history.reversed().map { poll in
      [
        poll.time.rfc3339,
        poll.outcome.failedStage.map { "\($0) \(poll.status == 0 ? "failed" : String(poll.status))" }
          ?? String(poll.status),
        StatusText.size(poll.bytes), "\(poll.milliseconds) ms", String(poll.newEntries),
        LogText.safe(poll.rule),
      ]
    }
    let titles = ["  TIME", "ANSWER", "BYTES", "TOOK", "NEW", "NEXT POLL BECAUSE"]
    let table = TextTable(
      rows: [titles] + rows.map { ["  " + $0[0]] + $0.dropFirst() }, numbers: [2, 3, 4])
    for line in table.lines { print(line) }
  }
}

/// Times and sizes for people.
enum StatusText {
  static func ago(_ time: UnixTime?, _ now: UnixTime) -> String {
    guard let time else { return "never" }
    return span(now.seconds - time.seconds) + " ago"
  }

  static func until(_ time: UnixTime?, _ now: UnixTime) -> String {
    guard let time else { return "at once" }
    return time <= now ? "due" : "in " + span(time.seconds - now.seconds)
  }

  static func span(_ seconds: Int64) -> String {
    switch seconds {
    case ..<120: "\(max(0, seconds)) s"
    case ..<7200: "\(seconds / 60) min"
    case ..<172_800: "\(seconds / 3600) h"
    default: "\(seconds / 86_400) d"
    }
  }

  static func size(_ bytes: Int64) -> String {
    switch bytes {
    case ..<10_000: "\(bytes) B"
    case ..<10_000_000: "\(bytes / 1000) kB"
    case ..<10_000_000_000: "\(bytes / 1_000_000) MB"
    default: "\(bytes / 1_000_000_000) GB"
    }
  }
}
