import FeedModel
import Fetching
import Testing
import WebText

@testable import Polling

/// Documents that HTTP takes for whole, and that end in the middle.
@Suite struct CutDocumentTests {
  private static let items = (1...4).map { number in
    "<item><guid>https://harbor.example/\(number)</guid><title>Pilot boat \(number) goes to the shipyard</title>"
      + "<link>https://harbor.example/\(number)</link><description>\(String(repeating: "x", count: 300))"
      + "</description></item>"
  }

  private static func response(_ body: String) -> Result<FetchResponse, FetchError> {
    var response = FetchResponse(outcome: .body, status: 200, url: "https://harbor.example/feed")
    response.headers.contentType = "application/rss+xml"
    response.body = Array(body.utf8)
    return .success(response)
  }

  @Test(arguments: [20, 60, 110, 170, 400])
  func `an entry that is cut off is stored when it is whole`(_ size: Int) async throws {
    let bench = try FetchBench()
    let head = "<rss version='2.0'><channel><title>Harbor</title>"
    let whole = head + Self.items.joined() + "</channel></rss>"
    let cut = head + Self.items[0] + Self.items[1] + String(Self.items[2].prefix(size))
    try await bench.poll { _, _ in Self.response(cut) }
    #expect(bench.state.stories == 2)
    bench.wait(hours: 1)
    try await bench.poll { _, _ in Self.response(whole) }
    #expect(bench.state.stories == 4)
    #expect(bench.state.revisions == 0)
    #expect(try await bench.entriesInFeed() == 4)
  }
}
