import Benchmark
import Deduplicating
import FeedModel
import Parsing
import WebText

/// What deduplication adds to a cold poll, in which every entry is new: the same feeds parsed; parsed and identified;
/// parsed, identified and decided upon.
func pollBenchmarks() {
  let documents = (0..<8).flatMap { variant in
    [
      SampleFeeds.rss(variant), SampleFeeds.atom(variant), SampleFeeds.rdf(variant),
      SampleFeeds.podcast(variant), SampleFeeds.windows1251(variant), SampleFeeds.json(variant),
    ]
  }
  var configuration = Gauge.configuration([Gauge.time, Gauge.share, .instructions])
  configuration.maxDuration = .seconds(5)
  poll("parsed", documents, configuration, .parse)
  poll("parsed, identified", documents, configuration, .identify)
  poll("parsed, identified, decided", documents, configuration, .decide)
}

private enum Step: Int {
  case parse
  case identify
  case decide
}

private func poll(
  _ name: String, _ documents: [[UInt8]], _ configuration: Benchmark.Configuration, _ last: Step
) {
  Benchmark("cold poll: \(name)", configuration: configuration) { benchmark in
    let deduplicator = Deduplicator()
    var poll = ColdPoll(deduplicator: deduplicator)
    benchmark.startMeasurement()
    for (number, document) in documents.enumerated() { poll.run(document, number: number, to: last) }
    benchmark.stopMeasurement()
    guard poll.entries == documents.count * SampleFeeds.count else {
      benchmark.error("a sample was not read whole")
      return
    }
    let all = poll.parsing + poll.deduplicating
    benchmark.measurement(Gauge.time, all / poll.entries)
    benchmark.measurement(Gauge.share, poll.deduplicating * 100 / all)
  }
}

/// Sources that are polled for the first time, one after the other, with a window that fills.
private struct ColdPoll {
  let deduplicator: Deduplicator
  private let parser = FeedParser(limits: ParseLimits())
  private var recent = RecentStories()
  private(set) var entries = 0
  /// CPU time in nanoseconds.
  private(set) var parsing = 0
  private(set) var deduplicating = 0

  init(deduplicator: Deduplicator) { self.deduplicator = deduplicator }

  mutating func run(_ document: [UInt8], number: Int, to last: Step) {
    let url = "https://bench\(number).example/feed"
    var feed: Feed?
    parsing += Gauge.nanoseconds { feed = try? parser.parse(document, url: url, contentType: nil) }
    guard let feed else { return }
    entries += feed.entries.count
    guard last != .parse else { return }
    let source = ItemSource(
      name: "bench \(number)", number: UInt32(number), feedTitle: feed.title ?? "", url: url,
      settings: SourceDedupSettings(), rules: deduplicator.rules)
    deduplicating += Gauge.nanoseconds {
      var known = SourceEntries()
      for entry in feed.entries {
        let item = Item(entry, firstSeen: UnixTime(seconds: 1_709_600_000), isBackfill: true)
        let identified = deduplicator.identify(item, from: source)
        guard last == .decide else {
          blackHole(identified)
          continue
        }
        let decision = deduplicator.decide(identified, in: &known, recent: recent)
        known.put(decision.record)
        recent.insert(decision.record)
      }
    }
  }
}
