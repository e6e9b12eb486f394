import FeedModel
import Glibc
import Storing
import WebText

/// Lines of the log for people: when, which source, what; on a terminal with a little color.
struct TailText {
  let isColored: Bool

  /// Color on a terminal that can show it, unless the user wants none: https://no-color.org.
  static var forStandardOutput: TailText {
    func variable(_ name: String) -> String { getenv(name).map { String(cString: $0) } ?? "" }
    return TailText(isColored: isatty(1) == 1 && variable("NO_COLOR").isEmpty && variable("TERM") != "dumb")
  }

  func text(_ line: LogLine) -> String {
    let said = line.line
    let title = LogText.safe(said.entry?.title ?? said.entry?.url ?? "", limit: 300)
    let time = Self.local(said.datePublished ?? said.firstSeen)
    let head = dim("\(line.seq)  \(time)") + "  " + bold(LogText.safe(said.source)) + "  "
    switch said.type {
    case .story:
      return head + title + (said.entry?.url.map { "  " + dim(LogText.safe($0, limit: 500)) } ?? "")
    case .sighting:
      return head + dim("also: ") + title
        + dim("  (\(LogText.safe(said.match?.rule ?? "")), story \(LogText.safe(said.story)))")
    case .revision:
      let changed = LogText.safe(said.changed.joined(separator: ", "))
      return head + dim("revised: ") + title + dim("  (\(changed), story \(LogText.safe(said.story)))")
    case .event:
      let event = said.event
      return head + dim("\(LogText.safe(event?.name ?? "")): ")
        + LogText.safe(event?.message ?? "", limit: 500)
    }
  }

  /// Where the user is, with the zone's distance from UTC: `2026-11-23 14:05:00 +0900`.
  private static func local(_ instant: UnixTime) -> String {
    var seconds = time_t(instant.seconds)
    var fields = tm()
    guard localtime_r(&seconds, &fields) != nil else { return instant.rfc3339 }
    var text = [CChar](repeating: 0, count: 64)
    let count = strftime(&text, text.count, "%Y-%m-%d %H:%M:%S %z", &fields)
    return String(decoding: text.prefix(count).map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }

  private func dim(_ text: String) -> String { isColored ? "\u{1B}[2m\(text)\u{1B}[0m" : text }
  private func bold(_ text: String) -> String { isColored ? "\u{1B}[1m\(text)\u{1B}[0m" : text }
}
