import Foundation
import Foundation
import TestSupport
import Testing

@Suite(.timeLimit(.minutes(5 * Patience.factor))) struct OPMLTests {
  @Test func `an exported list can be imported, and gives the same addresses and groups`() throws {
    let work = try Workspace()
    try work.configure([
      "name: plain, url: 'http://127.0.0.1:9/a?x=1&y=\"2\"'",
      "name: \"10\", url: http://127.0.0.1:9/b, group: \"on\"",
    ])
    let list = try work.tidings("opml", "export", "--config", work.config)
    #expect(list.status == 0, "\(list.errors)")
    try list.output.write(toFile: work.path + "/list.opml", atomically: true, encoding: .utf8)
    try "sources: []\ninclude: [imported.yaml]\n"
      .write(toFile: work.path + "/new.yaml", atomically: true, encoding: .utf8)
    try "".write(toFile: work.path + "/imported.yaml", atomically: true, encoding: .utf8)
    let imported = try work.tidings(
      "opml", "import", "--config", work.path + "/new.yaml", work.path + "/list.opml")
    #expect(imported.status == 0, "\(imported.errors)")
    try imported.output.write(toFile: work.path + "/imported.yaml", atomically: true, encoding: .utf8)
    #expect(imported.output.contains(#"{name: plain, url: "http://127.0.0.1:9/a?x=1&y=\"2\""}"#))
    #expect(imported.output.contains(#"{name: "10", url: "http://127.0.0.1:9/b", group: "on"}"#))
    let check = try work.tidings("check", "--config", work.path + "/new.yaml")
    #expect(check.status == 0, "\(check.output)")
    let again = try work.tidings(
      "opml", "import", "--config", work.path + "/new.yaml", work.path + "/list.opml")
    #expect(again.output.isEmpty)
    #expect(again.errors.contains("2 left out"))
  }
}
