import Deduplicating
import FeedModel
import WebText

/// Entries of made-up outlets.
struct Fixture {
  var title: String
  var source = "kestrel"
  var feedTitle = "Kestrel News"
  var published: String? = "2024-05-06T10:00:00Z"
  var guid: String?
  var link: String?
  var summary: String?
  var origin: String?
  var seen = "2024-05-06T10:05:00Z"
  var zone: String?
  var settings = SourceDedupSettings()

  static let deduplicator = Deduplicator()

  func changed(_ change: (inout Fixture) -> Void) -> Fixture {
    var copy = self
    change(&copy)
    return copy
  }

  /// The same story in another outlet.
  func elsewhere(_ title: String? = nil) -> Fixture {
    changed {
      $0.title = title ?? self.title
      $0.source = "meridian"
      $0.feedTitle = "Daily Meridian"
      $0.guid = nil
      $0.link = "https://meridian.example/story/77001"
    }
  }

  var side: Comparison.Side {
    let rules = zone.flatMap { TimeZoneRules(named: $0) }
    var item = Item(title: title, firstSeen: DateText.read(seen)?.time ?? UnixTime(seconds: 0))
    item.published = published.map { EntryDate(raw: $0, reading: DateText.read($0, zone: rules)) }
    item.guid = guid
    item.link = link
    item.summary = summary
    item.origin = origin
    return Comparison.Side(item: item, source: source, feedTitle: feedTitle, settings: settings)
  }

  func compared(with other: Fixture, _ deduplicator: Deduplicator = Fixture.deduplicator) -> Comparison {
    Comparison(side, other.side, with: deduplicator)
  }

  var key: TitleKey { compared(with: self).first.key }

  static func key(_ title: String, feedTitle: String = "Kestrel News") -> String {
    Fixture(title: title, feedTitle: feedTitle).key.text
  }
}
