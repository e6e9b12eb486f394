import Benchmark
import FeedModel
import Parsing
import WebText

/// The parts below feeds: dates, references, hashes, JSON.
func textBenchmarks() {
  dates(
    "RFC 822",
    ["Tue, 05 Mar 2024 10:14:07 +0100", "Fri, 29 Nov 2024 23:59:59 GMT", "Sun, 01 Jan 2023 00:00:00 -0800"])
  dates("RFC 3339", ["2024-03-05T10:14:07Z", "2024-11-29T23:59:59.250+01:00", "2023-01-01T00:00:00-08:00"])
  dates(
    "odd ones",
    [
      "Tues, 5 March 24 9:4 PM EST", "5 mars 2024 à 10h14", "2024年3月5日 午後10:14", "05.03.2024 10:14",
      "Di, 05 Mrz 2024 10:14:07 MEZ", "20240305T101407Z", "March 5th, 2024", "вт, 05 мар 2024 10:14:07 +0300",
    ])

  let references = [
    "/news/2024/quay?ref=feed", "../images/ferry.jpg", "https://other.example/a/./b/../c", "#top", "?page=2",
    "//cdn.example/p/1.png", "chapter%202.html",
  ]
  Benchmark.operations("URL reference, resolved", count: references.count) {
    for reference in references {
      blackHole(URLReference.resolve(reference, base: "https://harbor.example/news/2024/index.html?x=1"))
    }
  }

  let block = [UInt8](repeating: 0x61, count: 64 * 1024)
  Benchmark.operations("SHA-256, 64 KiB", count: 1, calls: 4, bytes: block.count) {
    blackHole(SHA256.hash(block))
  }
  Benchmark.operations("stable hash, 64 KiB", count: 1, bytes: block.count) {
    blackHole(StableHash.hash64(block))
  }

  lines("English", SampleFeeds.rss())
  lines("Russian", SampleFeeds.windows1251())
}

private func dates(_ name: String, _ texts: [String]) {
  let utf8 = texts.map { Array($0.utf8) }
  Benchmark.operations("date: \(name)", count: texts.count) {
    for text in utf8 { text.withUnsafeBufferPointer { blackHole(DateText.read($0)) } }
  }
}

/// The members of stories as the log has them.
private func lines(_ name: String, _ document: [UInt8]) {
  let entries = (try? FeedParser().parse(document, url: nil, contentType: nil).entries) ?? []
  var json = JSONWriter()
  func write() {
    json.bytes.removeAll(keepingCapacity: true)
    for entry in entries {
      json.beginObject()
      entry.writeStandardFields(to: &json)
      json.endObject()
    }
  }
  write()
  Benchmark.operations("JSON line: \(name)", count: max(1, entries.count), calls: 20, bytes: json.bytes.count)
  {
    write()
    blackHole(json.bytes.count)
  }
}
