import FeedModel
public import WebText

extension Comparison.Side {
  /// One side of a pair as `tidings why --pairs` reads it: `{"source","feed_title","origin","tz","title",
  /// "published","updated","guid","link","summary","seen"}`; nil when it has no source.
  public init?(json: JSONValue) {
    guard let source = json["source"]?.string else { return nil }
    let zone = json["tz"]?.string.flatMap { TimeZoneRules(named: $0) }
    let seen = json["seen"]?.string.flatMap { DateText.read($0) }?.time ?? UnixTime(seconds: 0)
    var item = Item(title: json["title"]?.string ?? "", firstSeen: seen)
    item.published = json["published"]?.string.map { .init(raw: $0, reading: DateText.read($0, zone: zone)) }
    item.updated = json["updated"]?.string.map { .init(raw: $0, reading: DateText.read($0, zone: zone)) }
    item.guid = json["guid"]?.string
    item.link = json["link"]?.string
    item.summary = json["summary"]?.string
    item.body = json["content"]?.string
    item.origin = json["origin"]?.string
    var settings = SourceDedupSettings()
    settings.isAggregator = json["aggregator"]?.bool ?? false
    settings.aliases = json["aliases"]?.array?.compactMap(\.string) ?? []
    self.init(
      item: item, source: source, feedTitle: json["feed_title"]?.string ?? "", url: json["url"]?.string,
      settings: settings)
  }
}
