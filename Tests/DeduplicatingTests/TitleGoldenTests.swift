import Deduplicating
import Glibc
import Testing

/// Keys stand in indexes: a change that changes them leaves two kinds of keys in a window for 72 hours, and has to
/// be meant. `Fixtures/title-keys.tsv` has the title, the hashes of key, alternate key and head, the weight in
/// hundredths, then version tags, class, truncation, heads and words, and the labels.
@Suite struct TitleGoldenTests {
  @Test func `keys are those of earlier versions`() throws {
    let lines = try Fixture.lines(of: "title-keys.tsv")
    #expect(lines.count > 300)
    let source = Fixture.source("Harbor Dispatch")
    for line in lines {
      let columns = line.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
      try #require(columns.count == 7, "\(line)")
      let key = TitleKey(
        columns[0], from: source, origin: nil, link: nil, settings: DedupSettings(), rules: .standard)
      var rest = [UInt64(key.versionTags), key.isGeneric ? 1 : 0, key.isTruncated ? 1 : 0]
      for place in 0..<8 { rest += [UInt64(key.heads[place]), UInt64(key.words[place])] }
      let found = [
        columns[0], hex(key.hash), hex(key.alternateHash), hex(key.headHash),
        "\(Int((key.weight * 100).rounded()))", rest.map(hex).joined(separator: ","),
        key.labels.joined(separator: ","),
      ]
      #expect(found == columns)
    }
  }

  private func hex(_ value: UInt64) -> String { String(value, radix: 16) }
}

extension Fixture {
  static func source(_ feedTitle: String, settings: SourceDedupSettings = SourceDedupSettings()) -> ItemSource
  {
    ItemSource(
      name: feedTitle.lowercased(), number: 1, feedTitle: feedTitle, url: "https://outlet1.example/feed",
      settings: settings, rules: .standard)
  }

  /// A file of the repository, by its path from this folder.
  static func text(of path: String) throws -> String {
    let folder = #filePath.split(separator: "/").dropLast().joined(separator: "/")
    let file = try #require(fopen("/\(folder)/\(path)", "r"), "\(path) is missing")
    defer { fclose(file) }
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    while case let count = fread(&buffer, 1, buffer.count, file), count > 0 { bytes += buffer[..<count] }
    return String(decoding: bytes, as: UTF8.self)
  }

  static func lines(of fixture: String) throws -> [String] {
    try text(of: "Fixtures/\(fixture)").split(separator: "\n").map(String.init)
  }
}
