import FeedModel
import Glibc
import Parsing
import Testing
import WebText

/// Each document in Fixtures (`NAME.xml`, or `NAME.input` for one that is JSON) beside what `tidings parse`
/// prints of it (`NAME.json`). Adding a pair of files is all it takes.
@Suite struct FixtureTests {
  private static let folder: String = {
    var parts = #filePath.split(separator: "/", omittingEmptySubsequences: false)
    parts.removeLast()
    return parts.joined(separator: "/") + "/Fixtures"
  }()

  static let names: [String] = {
    var names: [String] = []
    guard let directory = opendir(folder) else { return names }
    defer { closedir(directory) }
    while let entry = readdir(directory) {
      let name = withUnsafePointer(to: &entry.pointee.d_name) {
        $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
      }
      if name.hasSuffix(".xml") || name.hasSuffix(".input") { names.append(name) }
    }
    return names.sorted()
  }()

  static func bytes(_ name: String) throws -> [UInt8] {
    let file = try #require(fopen(folder + "/" + name, "rb"))
    defer { fclose(file) }
    var bytes = [UInt8](repeating: 0, count: 1 << 20)
    let count = fread(&bytes, 1, bytes.count, file)
    return Array(bytes[0..<count])
  }

  @Test func thereAreFixtures() {
    #expect(!Self.names.isEmpty)
  }

  @Test(arguments: FixtureTests.names)
  func aDocumentIsReadAsItsExpectationSays(name: String) throws {
    var limits = ParseLimits()
    limits.detail = .full
    let feed = try FeedParser(limits: limits).parse(
      Self.bytes(name), url: "http://base.example/f", contentType: nil)
    var json = JSONWriter()
    feed.writeParseOutput(to: &json)
    let dot = try #require(name.lastIndex(of: "."))
    let expected = try JSONValue.parse(Self.bytes(name[..<dot] + ".json"))
    let found = try JSONValue.parse(json.bytes)
    #expect(found == expected, "\(String(decoding: json.bytes, as: UTF8.self))")
  }

  @Test(arguments: FixtureTests.names)
  func whatStoriesNeedIsTheSameWithoutTheDetail(name: String) throws {
    let body = try Self.bytes(name)
    var limits = ParseLimits()
    let short = try FeedParser(limits: limits).parse(body, url: "http://base.example/f", contentType: nil)
    limits.detail = .full
    var full = try FeedParser(limits: limits).parse(body, url: "http://base.example/f", contentType: nil)
    full.detail = nil
    for index in full.entries.indices { full.entries[index].detail = nil }
    #expect(short.entries == full.entries)
    #expect(short.title == full.title)
  }
}
