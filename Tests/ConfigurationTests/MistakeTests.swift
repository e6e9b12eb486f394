import Glibc
import Testing

@testable import Configuration

struct MistakeTests {
  @Test func `All mistakes are found at once, in the order of the lines`() throws {
    let folder = try TemporaryFolder([
      "tidings.yaml": """
      netwrok: {}
      hosts: {connections: 0, spacing: 1}
      network: {allow: [10.1.2.3/8], max_transfers: many}
      sources:
        - {name: a, url: https://a.example/, intervall: 5m}
        - {name: a, url: "https://A.example:443#x"}
        - {name: nourl}
      include: [missing.txt]
      """
    ])
    #expect(
      folder.mistakes() == [
        "1:1: unknown key \"netwrok\" in the configuration; did you mean network?",
        "2:22: connections must be from 1 to 64, not 0",
        "2:34: spacing must be a duration such as 90s, 15m or 1h30m, not \"1\"; did you mean 1s or 1m?",
        "3:19: allow must be an address range such as 10.0.0.0/8 or fd00::/8, not \"10.1.2.3/8\"; "
          + "did you mean 10.0.0.0/8?",
        "3:47: max_transfers must be a whole number, not \"many\"",
        "5:40: unknown key \"intervall\" in a source; did you mean interval?",
        "6:12: duplicate name \"a\", first at tidings.yaml:5:12",
        "6:20: duplicate url \"https://A.example:443#x\", first at tidings.yaml:5:20",
        "7:5: a source needs a url",
        "8:11: the included file \"missing.txt\" cannot be read: there is no such file",
      ])
  }

  @Test(arguments: [
    ("- a", "the configuration must be a mapping, not a list"),
    ("sources: 3", "sources must be a list, not \"3\""),
    ("hosts: [1]", "hosts must be a mapping, not a list"),
    ("network: {allow: {a: b}}", "allow must be a list, not a mapping"),
    ("defaults: {timeout: [1s]}", "timeout must be a duration such as 90s, 15m or 1h30m, not a list"),
    ("defaults: {name: x}", "unknown key \"name\" in defaults"),
    ("interval: 5m", "\"interval\" is a key of a source: it belongs in defaults or in a source"),
    ("defaults: {interval: {min: 2d, max: 1d}}", "interval.min (2d) is longer than interval.max (1d)"),
    ("defaults: {headers: {Host: x}}", "the header Host is set by tidings itself"),
    ("defaults: {headers: {User-Agent: x}}", "the User-Agent header is the key user_agent"),
    ("defaults: {headers: {'a b': x}}", "\"a b\" is no name of a header"),
    ("defaults: {headers: {X-A: \"x\\r\\nY: z\"}}", "must not be empty or contain control characters"),
    ("defaults: {timezone: Mars/Base}", "timezone must be a name such as Asia/Seoul"),
    ("dedup: {window: 99h}", "window must be from 0s to 2d, not 4d3h"),
    ("dedup: {scope: globle}", "did you mean global?"),
    ("log: {max_line: 128KiB}", "max_line must be from 4KiB to 64KiB"),
    ("a: 1\na: 2", "the key \"a\" stands twice in one mapping"),
    ("a: [1", "YAML syntax: "),
    ("a: &x [*y]", "YAML syntax: found undefined alias"),
    ("a: b\n--- \nc: d", "YAML syntax: "),
  ])
  func `A mistake says what is wrong`(yaml: String, message: String) throws {
    let found = try TemporaryFolder(["tidings.yaml": yaml]).mistakes()
    #expect(found.contains { $0.contains(message) }, "\(found)")
  }

  @Test func `A name outside the rule is refused`() throws {
    for name in ["../x", ".", "a b", "Ä", "-a", "A", String(repeating: "a", count: 65)] {
      let folder = try TemporaryFolder([
        "tidings.yaml": "sources: [{name: \"\(name)\", url: 'https://a.example/'}]"
      ])
      #expect(folder.mistakes().contains { $0.contains("is not allowed") }, "\(name)")
    }
  }

  @Test func `A missing file is a mistake like any other`() throws {
    #expect(
      try TemporaryFolder().mistakes() == ["1:1: the configuration cannot be read: there is no such file"])
  }

  @Test func `Bytes that are not UTF-8 are reported where they are`() throws {
    let folder = try TemporaryFolder()
    try folder.write("tidings.yaml", Array("# a\n# ".utf8) + [0xC3, 0x28] + Array("\n".utf8))
    #expect(folder.mistakes() == ["2:3: the file is not UTF-8: byte 7 is invalid"])
    try folder.write("tidings.yaml", [0xFF, 0xFE, 0x61, 0x00])
    #expect(folder.mistakes() == ["1:1: the file is UTF-16 and must be UTF-8"])
  }

  @Test func `Deep nesting is refused and does not overflow the stack`() throws {
    let folder = try TemporaryFolder(["tidings.yaml": "a: " + String(repeating: "[", count: 100_000)])
    #expect(!folder.mistakes().isEmpty)
  }

  @Test func `A named pipe that nobody writes to is a mistake, and one with something in it is read`() throws
  {
    let folder = try TemporaryFolder()
    let path = folder.path + "/tidings.yaml"
    try #require(mkfifo(path, 0o600) == 0)
    do {
      _ = try TextFile.read(path, patience: 0)
      Issue.record("it was read")
    } catch {
      #expect(error.reason == "it is a pipe, and nothing came from it")
    }
    var ends: [Int32] = [0, 0]
    try #require(pipe(&ends) == 0)
    try #require(write(ends[1], "sources: []", 11) == 11)
    close(ends[1])
    #expect(try TextFile.read("/dev/fd/\(ends[0])", patience: 0) == Array("sources: []".utf8))
    close(ends[0])
  }
}
