import FeedModel
import Glibc
import Parsing
import Testing
import WebText

/// Each document in Fixtures beside what `tidings parse` prints of it. Adding a pair of files is all it takes.
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
      if name.hasSuffix(".xml") { names.append(String(name.dropLast(4))) }
    }
    return names.sorted()
  }()

  private func bytes(_ name: String) throws -> [UInt8] {
    let file = try #require(fopen(Self.folder + "/" + name, "rb"))
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
      bytes(name + ".xml"), url: "http://base.example/f", contentType: nil)
    var json = JSONWriter()
    feed.writeParseOutput(to: &json)
    let expected = try JSONValue.parse(bytes(name + ".json"))
    let found = try JSONValue.parse(json.bytes)
    #expect(found == expected, "\(String(decoding: json.bytes, as: UTF8.self))")
  }

  @Test(arguments: FixtureTests.names)
  func whatStoriesNeedIsTheSameWithoutTheDetail(name: String) throws {
    let body = try bytes(name + ".xml")
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
