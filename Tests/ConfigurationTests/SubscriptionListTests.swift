import Configuration
import Testing

@Suite struct SubscriptionListTests {
  private static let list = """
    <?xml version="1.0"?>
    <opml version="1.1"><body>
    <outline text="Coast">
      <outline type="rss" text="Harbor Post" xmlUrl="https://harbor.example/feed?a=1&amp;b=2"/>
      <outline type="rss" text="Lighthouse" xmlUrl="HTTPS://Light.example/rss#top"/>
    </outline>
    <outline type="rss" text="Moor" xmlUrl="gopher://moor.example/"/>
    <outline type="rss" text="Harbor Post" xmlUrl="https://other.example/feed"/>
    <outline type="rss" text="Again" xmlUrl="https://other.example/feed"/>
    </body></opml>
    """

  @Test func `what is configured is left out, and names differ from those that are there`() throws {
    let folder = try TemporaryFolder(["list.opml": Self.list])
    var harbor = SourceConfiguration(name: "harbor-post", url: "https://elsewhere.example/")
    harbor.group = "old"
    let light = SourceConfiguration(name: "light", url: "https://light.example/rss")
    let list = SubscriptionList(opml: folder.path + "list.opml", besides: [harbor, light])
    #expect(
      list.sources.map(\.url) == ["https://harbor.example/feed?a=1&b=2", "https://other.example/feed"])
    #expect(list.sources.map(\.group) == ["coast", nil])
    #expect(Set(list.sources.map(\.name)).count == 2)
    #expect(list.sources.allSatisfy { $0.name.hasPrefix("harbor-post-") })
    #expect(list.known == 2)
    #expect(list.mistakes.map(\.line) == [7])
  }

  @Test func `a file that is missing or no list is one mistake`() throws {
    let folder = try TemporaryFolder(["list.opml": "<rss/>"])
    for name in ["list.opml", "other.opml"] {
      let list = SubscriptionList(opml: folder.path + name, besides: [])
      #expect(list.sources.isEmpty)
      #expect(list.mistakes.count == 1, "\(name)")
    }
  }
}
