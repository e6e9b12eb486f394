import Testing
import WebText

@Suite struct LogTextTests {
  @Test func escapesWhatMovesCursorsAndTurnsText() {
    let text = "a\u{1B}[2J\r\n\u{9B}\u{202E}\u{2066}\u{2028}\u{7F}é"
    #expect(LogText.safe(text) == #"a\u001b[2J\r\n\u009b\u202e\u2066\u2028\u007fé"#)
  }

  @Test func isCutAtTheLimit() {
    #expect(
      LogText.safe(String(repeating: "é", count: 300), limit: 10) == String(repeating: "é", count: 10) + "…")
    #expect(LogText.safe(String(repeating: "\u{1B}", count: 300)).unicodeScalars.count <= 201)
  }
}
