import FeedModel
import WebText

/// Two entries compared as if the first were stored and the second arrived: the same code that the daemon runs.
public struct Comparison: Sendable {
  /// One of the two, with what it takes to identify it.
  public struct Side: Sendable {
    public var item: Item
    public var source: String
    public var feedTitle: String
    public var url: String?
    public var settings: SourceDedupSettings

    public init(
      item: Item, source: String, feedTitle: String = "", url: String? = nil,
      settings: SourceDedupSettings = SourceDedupSettings()
    ) {
      self.item = item
      self.source = source
      self.feedTitle = feedTitle
      self.url = url
      self.settings = settings
    }
  }

  public let first: IdentifiedEntry
  public let second: IdentifiedEntry
  public let decision: Decision

  public init(_ stored: Side, _ arriving: Side, with deduplicator: Deduplicator) {
    func source(_ side: Side, number: UInt32) -> ItemSource {
      ItemSource(
        name: side.source, number: number, feedTitle: side.feedTitle, url: side.url, settings: side.settings,
        rules: deduplicator.rules)
    }
    let isSameSource = stored.source == arriving.source
    let arrivingSource = source(arriving, number: isSameSource ? 1 : 2)
    first = deduplicator.identify(stored.item, from: source(stored, number: 1))
    second = deduplicator.identify(arriving.item, from: arrivingSource)
    var entries = SourceEntries(isSameSource ? [first.record] : [])
    decision = deduplicator.decide(
      second, in: &entries, recent: RecentStories([first.record]),
      isDeduplicated: arrivingSource.settings.isDeduplicated)
  }

  /// `same`, `revision` or `different`.
  public var verdict: String {
    switch decision.verdict {
    case .unchanged, .sighting: "same"
    case .revision: "revision"
    case .new: "different"
    }
  }

  /// The rule that decided; nil when none did.
  public var rule: MatchRule? {
    switch decision.verdict {
    case .unchanged(_, let rule), .revision(_, _, let rule): rule
    case .sighting(_, let match): match.rule
    case .new: nil
    }
  }

  /// Why, in a line.
  public var why: String {
    switch decision.verdict {
    case .unchanged(_, let rule): "\(rule.sentence), nothing changed"
    case .revision(_, let changed, let rule):
      "\(rule.sentence), changed: \(changed.map(\.rawValue).joined(separator: ", "))"
    case .sighting(_, let match):
      "\(match.rule.sentence), \(Self.hours(match.gapMinutes)) apart" + (match.note.map { " (\($0))" } ?? "")
    case .new(let nearest?): nearest.sentence
    case .new:
      decision.similar.map { "\($0.rule.sentence), \(Self.hours($0.gapMinutes)) apart: similar, no copy" }
        ?? "no rule comes near"
    }
  }

  /// What was made of one side, for people: lines of name and value.
  public static func lines(of entry: IdentifiedEntry) -> [(name: String, value: String)] {
    let key = entry.key
    let flags = entry.record.flags
    let kind = flags.contains(.generic) ? "generic" : flags.contains(.weak) ? "weak" : "strong"
    var lines = [
      ("text", key.cleaned),
      ("key", key.text),
      ("class", "\(kind), weight \(Double((key.weight * 10).rounded()) / 10)"),
    ]
    if !key.alternate.isEmpty { lines.append(("alternate key", key.alternateText)) }
    if !key.outlets.isEmpty { lines.append(("outlet removed", key.outlets.joined(separator: " | "))) }
    if !key.labels.isEmpty { lines.append(("labels", key.labels.joined(separator: ", "))) }
    if key.isTruncated { lines.append(("truncated", "yes")) }
    let interval = entry.interval
    let earliest = UnixTime(seconds: interval.earliest).rfc3339
    let latest = UnixTime(seconds: interval.latest).rfc3339
    let instants = interval.earliest == interval.latest ? earliest : "\(earliest) … \(latest)"
    lines.append(("published", "\(instants) (\(interval.basis.rawValue))"))
    return lines
  }

  static func hours(_ minutes: Int64) -> String {
    minutes < 60 ? "\(minutes) min" : "\(minutes / 60).\(minutes % 60 * 10 / 60) h"
  }
}

extension MatchRule {
  /// What the rule found.
  public var sentence: String {
    switch self {
    case .guid: "same source and id"
    case .weakGuid: "same source and id, which says little, and titles alike"
    case .link: "same source and link"
    case .titleAndTime: "same source, title and minute; no id and no link"
    case .onlyTitle: "same source and title; no id, link or date"
    case .reissued: "same source, title, text and instant; another id"
    case .sameText: "same source, title and summary; another id"
    case .versionTag: "same source and title, another version tag"
    case .sameTitle: "same source and long title within a short time"
    case .crossLink: "same link"
    case .globalGuid: "same id, which is a URL or tag URI"
    case .title: "title keys equal"
    case .alternateTitle: "title keys equal but for an unknown label or outlet"
    case .truncatedTitle: "one title is the beginning of the other"
    case .titleAndLead: "title keys equal, and so are the first paragraphs"
    case .lead: "same first paragraph"
    case .nearTitle: "titles alike but for one word or letter"
    }
  }
}

extension NearMiss {
  /// What was found, and what was missing.
  public var sentence: String {
    let apart = Comparison.hours(gapMinutes)
    return switch reason {
    case .window(let minutes): "\(rule.sentence), but \(apart) apart (window \(Comparison.hours(minutes)))"
    case .weakTitle: "\(rule.sentence), but the title says little and the first paragraphs are not the same"
    case .column: "\(rule.sentence), but the title is a column's and the first paragraphs are not the same"
    case .twoEntries: "title keys equal, but the publisher has two entries, \(apart) apart"
    case .weakGuid: "same source and id, but the id says little and the titles differ"
    case .onlyLead: "\(rule.sentence), but the headlines differ"
    }
  }
}
