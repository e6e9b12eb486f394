import Benchmark
import CBareXML
import FeedModel
import Parsing

/// Whole documents: bytes to feed, beside libxml2 alone on the same bytes in the same moment.
func parseBenchmarks() {
  parse("RSS 2.0, CDATA", SampleFeeds.rss)
  parse("Atom, escaped HTML", SampleFeeds.atom)
  parse("RSS 1.0 (RDF)", SampleFeeds.rdf)
  parse("podcast", SampleFeeds.podcast)
  parse("damaged RSS", SampleFeeds.damaged)
  parse("windows-1251", SampleFeeds.windows1251)
  parse("JSON Feed", SampleFeeds.json, hasFloor: false)
  parse("RSS 2.0, all detail", SampleFeeds.rss, detail: .full)
}

private func parse(
  _ name: String, _ make: (UInt64) -> [UInt8], detail: ParseLimits.Detail = .standard, hasFloor: Bool = true
) {
  let documents = (0..<8).map { make($0) }
  let bytes = documents.reduce(0) { $0 + $1.count }
  let metrics = [Gauge.time, Gauge.rate, .instructions] + (hasFloor ? [Gauge.floor] : [])
  Benchmark("parse: \(name)", configuration: Gauge.configuration(metrics)) { benchmark in
    var limits = ParseLimits()
    limits.detail = detail
    let parser = FeedParser(limits: limits)
    for document in documents {
      let feed = try? parser.parse(document, url: nil, contentType: nil)
      guard feed?.entries.count == SampleFeeds.count else {
        benchmark.error("a sample was not read whole")
        return
      }
    }
    benchmark.startMeasurement()
    let time = Gauge.nanoseconds {
      for document in documents {
        blackHole(try? parser.parse(document, url: "https://bench.example/feed", contentType: nil))
      }
    }
    benchmark.stopMeasurement()
    benchmark.measurement(Gauge.time, time / documents.count)
    benchmark.measurement(Gauge.rate, bytes * 1_000 / time)
    guard hasFloor else { return }
    let floor = Gauge.nanoseconds {
      for document in documents {
        document.withUnsafeBytes { bytes in
          blackHole(bare_parse(bytes.assumingMemoryBound(to: CChar.self).baseAddress, bytes.count))
        }
      }
    }
    benchmark.measurement(Gauge.floor, time * 100 / floor)
  }
}
