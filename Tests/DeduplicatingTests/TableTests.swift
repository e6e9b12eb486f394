import Deduplicating
import Glibc
import Testing

@Suite struct TableTests {
  @Test func `an operator's lines extend a table`() {
    let rules = TitleRules(extensions: [
      .version: "scoop: KESTREL FIRST", .outlets: "own: Gull Gazette of Skerry",
    ])
    let deduplicator = Deduplicator(rules: rules)
    let plain = Fixture(title: "Striking ferry crews reach deal with operator")
    let tagged = plain.changed {
      $0.title = "KESTREL FIRST: Striking ferry crews reach deal with operator - Gull Gazette of Skerry"
    }
    let comparison = plain.compared(with: tagged, deduplicator)
    #expect(comparison.first.key.text == comparison.second.key.text)
    #expect(comparison.second.key.labels == ["scoop"])
  }

  @Test func `an emptied table takes its labels with it`() {
    let deduplicator = Deduplicator(rules: TitleRules(without: [.version]))
    let plain = Fixture(title: "Striking ferry crews reach deal with operator")
    let comparison = plain.compared(
      with: plain.changed { $0.title = "BREAKING: " + plain.title }, deduplicator)
    #expect(comparison.first.key.text != comparison.second.key.text)
  }
}
