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

@Suite struct GeneratedTableTests {
  @Test func `the tables in the program are the files in Tables`() throws {
    let swift = try Fixture.text(of: "../../Sources/Deduplicating/Title/TableTexts.swift")
    for (file, name) in [
      ("version", "version"), ("media", "media"), ("genre", "genre"), ("outlets", "outlets"),
      ("sections", "sections"), ("fillers", "fillers"), ("house-style", "houseStyle"), ("columns", "columns"),
      ("decisive", "decisive"),
    ] {
      let table = try Fixture.text(of: "../../Sources/Deduplicating/Tables/\(file).txt")
      let indented = table.split(separator: "\n", omittingEmptySubsequences: false)
        .map { $0.isEmpty ? "" : "    " + $0 }.joined(separator: "\n")
      var text = Substring(indented)
      while text.last == "\n" { text.removeLast() }
      #expect(
        swift.contains("static let \(name): StaticString = \"\"\"\n\(text)\n    \"\"\""),
        "run Scripts/embed_tables.py: \(file).txt is newer")
    }
  }

  /// By properties, because the version of Unicode that a machine's Python has need not be ours.
  @Test(arguments: [
    ("ＡＢＣ１２３", "abc123"), ("ﬁnance", "finance"), ("Ǆ", "dz"), ("ｶﾞ", "ガ"), ("㍿", "株式会社"), ("Ⅻ", "xii"),
    ("१२३", "123"), ("٣٤٥", "345"), ("๙", "9"), ("ẞ", "ss"), ("Ø", "o"), ("Ł", "l"), ("Æ", "ae"), ("Œ", "oe"),
    ("Đ", "d"), ("ſ", "s"), ("Ё", "е"), ("Й", "й"), ("Ї", "ї"), ("ك", "ک"), ("ي", "ی"), ("ى", "ی"),
    ("ة", "ه"),
    ("أ", "ا"), ("ـ", ""), ("שָׁלוֹם", "שלום"), ("مُحَمَّد", "محمد"), ("Ά", "α"), ("ς", "σ"), ("İ", "i"), ("ı", "i"),
    ("가", "가"), ("\u{1100}\u{1161}", "가"), ("か\u{3099}", "が"), ("ก้", "ก้"), ("कि", "कि"),
  ])
  func `a letter is folded as its script wants it`(_ letter: String, _ folded: String) {
    // Between two words that stay, so that an empty key does not fall back on the raw text.
    let key = Fixture.key("quay \(letter) pier")
    let scalars = Array(key.unicodeScalars.dropFirst(4).dropLast(4))
    let expected = Fixture.key("quay \(folded) pier").unicodeScalars.dropFirst(4).dropLast(4)
    #expect(scalars == Array(expected))
    if folded.utf8.allSatisfy({ $0 < 0x80 }) { #expect(String(String.UnicodeScalarView(scalars)) == folded) }
  }
}
