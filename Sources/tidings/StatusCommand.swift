import ArgumentParser
import Daemon
import Deduplicating
import FeedModel
import Storing
import WebText

struct StatusCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "status",
    abstract: "Show each source: state, last and next poll, stories a day, last error.",
    discussion:
      "Reads the index, whether a daemon runs or not. Exit status: 0 shown, 1 no index, 2 no such source.")

  @OptionGroup var places: Places

  @Flag(name: .long, help: "Print one JSON object.")
  var json = false

  @Flag(name: .long, help: "Show what each host was asked for and answered, instead of sources.")
  var hosts = false

  @Argument(help: "Names of sources; all when there are none. One name shows everything about it.")
  var sources: [String] = []

  func run() throws {
    let output = try places.outputDirectory()
    var states: [SourceState]
    var learned: [UInt32: [LearnedFact]] = [:]
    var history: [UInt32: [PollRecord]] = [:]
    let isPolling: Bool
    do {
      let directory = try OutputDirectory(path: output, for: .reading)
      isPolling = DirectoryLock.holder(of: directory) != nil
      let index = try IndexReader(directory)
      if hosts { return show(HostReport(try index.hostLedgers(), now: UnixTime.now())) }
      states = try index.sourceStates()
      if json || sources.count == 1 {
        learned = try index.learned().mapValues { SourceLearning(decoding: $0).standing }
      }
      for state in states where sources.contains(state.name) {
        history[state.number] = try index.polls(ofSource: state.number)
      }
    } catch {
      throw report(error)
    }
    let now = UnixTime.now()
    let holds = HostHolds(states, now: now)
    if !sources.isEmpty {
      let known = Set(states.map(\.name))
      for name in sources where !known.contains(name) {
        StandardError.write(
          "tidings: the index in \(output) has no source named \(name): see its spelling, or it was never polled"
        )
        throw ExitCode(2)
      }
      states = states.filter { sources.contains($0.name) }
    }
    if json {
      print(
        String(
          decoding: StatusReport(
            states: states, now: now, learned: learned, history: history, holds: holds
          ).json, as: UTF8.self),
        terminator: "")
    } else if sources.count == 1, let state = states.first {
      show(state, learned[state.number] ?? [], history[state.number]?.last, holds.hold(of: state), now)
      printHistory(history[state.number] ?? [], now)
    } else {
      table(states, holds, now)
    }
    if !json, !isPolling {
      StandardError.write(
        "tidings: no daemon runs on \(output): nothing is polled until tidings run or tidings poll is started"
      )
    }
  }

  private func table(_ states: [SourceState], _ holds: HostHolds, _ now: UnixTime) {
    let rows =
      [["SOURCE", "STATE", "LAST POLL", "NEXT POLL", "STORIES", "A DAY", "WHY, OR WHAT IS WRONG"]]
      + states.map { state in
        let (time, reason) = next(state, holds.hold(of: state))
        return [
          state.name, StatusReport.Condition(state).rawValue, StatusText.ago(state.lastPoll, now),
          StatusText.until(time, now),
          String(state.stories), perDay(state),
          LogText.safe(state.lastError.isEmpty ? reason : state.lastError),
        ]
      }
    for line in TextTable(rows: rows).lines { print(line) }
    print(StatusReport(states: states, now: now).line)
  }

  private func show(_ hosts: HostReport) {
    if json {
      print(String(decoding: hosts.json, as: UTF8.self), terminator: "")
    } else {
      printHosts(hosts)
    }
  }

  private func show(
    _ state: SourceState, _ learned: [LearnedFact], _ last: PollRecord?, _ hold: HostHolds.Hold?,
    _ now: UnixTime
  ) {
    func row(_ name: String, _ value: String) {
      guard !value.isEmpty else { return }
      print((name + ":").padded(16) + value)
    }
    row("source", state.name)
    row("state", StatusReport.Condition(state).rawValue)
    row("url", SafeURL.text(state.url))
    row(
      "moved to",
      state.fetching.adopted.map { "\(SafeURL.text($0.url)), since \($0.since.rfc3339)" } ?? "")
    let leads = state.finalURL.map { $0 == state.url ? "" : SafeURL.text($0) } ?? ""
    row("redirected to", state.fetching.adopted == nil ? leads : "")
    row("title", LogText.safe(state.feedTitle))
    let measured = last.map { ", \(StatusText.size($0.bytes)) in \($0.milliseconds) ms" } ?? ""
    row(
      "last poll",
      "\(StatusText.ago(state.lastPoll, now)), status \(state.lastStatus)"
        + (last?.time == state.lastPoll ? measured : ""))
    row("last success", StatusText.ago(state.lastSuccess, now))
    let (time, reason) = next(state, hold)
    row("next poll", "\(StatusText.until(time, now)), because: \(reason)")
    row("last error", LogText.safe(state.lastError, limit: 500))
    row("failures", state.consecutiveFailures == 0 ? "" : "\(state.consecutiveFailures) in a row")
    row(
      "crashes",
      state.deaths == 0
        ? "" : "\(state.deaths) while its document was read, last \(StatusText.ago(state.lastCrash, now))")
    row("quarantined", state.quarantinedUntil.map { "until \($0.rfc3339)" } ?? "")
    row("polls", String(state.polls))
    row("stories", "\(state.stories), \(perDay(state)) a day")
    row("copies", String(state.sightings))
    row("revisions", String(state.revisions))
    let kept = [state.etag.map { "ETag \($0)" }, state.lastModified.map { "Last-Modified \($0)" }]
      .compactMap { $0 }.map { LogText.safe($0) }
    row("validators", ([ValidatorState(state, now: now).rawValue] + kept).joined(separator: ", "))
    row(
      "304s",
      state.fetching.unreliableUntil.map { "not relied on: validators are not sent until \($0.rfc3339)" }
        ?? "")
    for fact in learned {
      let value = fact.value.isEmpty ? "" : " \(LogText.safe(fact.value))"
      row("learned", "\(fact.kind.rawValue)\(value) (\(fact.evidence))")
    }
  }

  /// When the source is polled next, and why then.
  private func next(_ state: SourceState, _ hold: HostHolds.Hold?) -> (UnixTime?, String) {
    guard let hold else { return (state.nextPoll, state.nextPollReason) }
    return (hold.until, "the host asked to be left alone, when \(hold.source) was polled")
  }

  private func perDay(_ state: SourceState) -> String {
    guard state.entryInterval > 0 else { return "-" }
    let tenths = Int64((864_000 / Double(state.entryInterval)).rounded())
    return "\(tenths / 10).\(tenths % 10)"
  }
}

extension String {
  fileprivate func padded(_ width: Int) -> String {
    self + String(repeating: " ", count: max(1, width - count))
  }
}
