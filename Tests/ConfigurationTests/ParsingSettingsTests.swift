import Testing

@testable import Configuration

struct ParsingSettingsTests {
  @Test func `Limits of parsing are read, and a source may have its own number of entries`() throws {
    let configuration = try TemporaryFolder([
      "tidings.yaml": """
      parsing: {max_depth: 50, max_attributes: 64, max_tag: 8KiB, max_dtd: 1KiB, max_expansion: 2, max_entries: 10,
                max_elements: 100, max_text: 1MiB, max_title: 1KiB, max_link: 1KiB, time: 500ms}
      sources:
        - {url: https://one.example/feed, max_entries: 20000}
        - https://two.example/feed
      """
    ]).load()
    #expect(configuration.parsing.maxDepth == 50)
    #expect(configuration.parsing.maxTag == 8_192)
    #expect(configuration.parsing.maxEntries == 10)
    #expect(configuration.parsing.maxText == 1 << 20)
    #expect(configuration.parsing.time == .milliseconds(500))
    #expect(configuration.sources.map(\.maxEntries) == [20_000, nil])
  }

  @Test(arguments: [
    "max_depth: 1000", "max_attributes: 5", "max_tag: 1GiB", "time: 2h", "max_entries: 0", "depth: 3",
  ])
  func `A limit out of its range is a mistake`(line: String) throws {
    let folder = try TemporaryFolder(["tidings.yaml": "parsing: {\(line)}\n"])
    #expect(throws: ConfigurationError.self) { try folder.load() }
  }
}
