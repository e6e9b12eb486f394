import Testing
import WebText

@Suite struct CharacterDecodingTests {
  private func codes(_ text: DecodedText) -> [String] { text.notes.map(\.code) }

  private func document(_ label: String, _ content: [UInt8]) -> [UInt8] {
    Array("<?xml version='1.0' encoding='\(label)'?><t>".utf8) + content + Array("</t>".utf8)
  }

  @Test func utf8ComesBackAsItIs() {
    let bytes = Array("<?xml version='1.0'?><t>북한 “x”</t>".utf8)
    let text = CharacterDecoding.decode(bytes, contentType: "application/rss+xml")
    #expect(text == DecodedText(utf8: bytes, encoding: "utf-8"))
    #expect(CharacterDecoding.decode([], contentType: nil).utf8.isEmpty)
  }

  @Test(
    arguments: [
      ("iso-8859-1", [0x80, 0xE9], "€é"), ("windows-1252", [0x93, 0x81], "“\u{81}"), ("koi8-r", [0xC1], "а"),
      ("windows-1251", [0xE0], "а"), ("euc-kr", [0xB3, 0xE2], "년"), ("ks_c_5601-1987", [0x8C, 0x63], "똠"),
      ("gb2312", [0x86, 0xBB], "喕"), ("Shift_JIS", [0x87, 0x40], "①"), ("euc-jp", [0xB0, 0xA1], "亜"),
      ("big5", [0xA4, 0xA4], "中"), ("UTF8", [0xC3, 0xA9], "é"), ("windows_1250", [0x80], "€"),
    ] as [(String, [UInt8], String)])
  func decodesDeclaredEncodings(label: String, bytes: [UInt8], expected: String) {
    let text = CharacterDecoding.decode(document(label, bytes), contentType: nil)
    #expect(String(decoding: text.utf8, as: UTF8.self).contains("<t>\(expected)</t>"))
    #expect(text.notes.isEmpty)
  }

  @Test func theHeaderGoesBeforeTheDeclaration() {
    let text = CharacterDecoding.decode(
      document("iso-8859-1", [0xE0]), contentType: "text/xml; charset = 'windows-1251'")
    #expect(text.encoding == "windows-1251")
    #expect(String(decoding: text.utf8, as: UTF8.self).contains("<t>а</t>"))
  }

  @Test(
    arguments: [
      ([0xFF, 0xFE, 0x3C, 0, 0xE9, 0], "utf-16le"), ([0xFE, 0xFF, 0, 0x3C, 0, 0xE9], "utf-16be"),
      ([0x3C, 0, 0xE9, 0], "utf-16le"), ([0, 0x3C, 0, 0xE9], "utf-16be"),
      ([0xEF, 0xBB, 0xBF, 0x3C, 0xC3, 0xA9], "utf-8"),
      ([0, 0, 0, 0x3C, 0, 0, 0, 0xE9], "utf-32be"), ([0x3C, 0, 0, 0, 0xE9, 0, 0, 0], "utf-32le"),
      ([0xFF, 0xFE, 0, 0, 0x3C, 0, 0, 0, 0xE9, 0, 0, 0], "utf-32le"),
    ] as [([UInt8], String)])
  func knowsWideEncodingsByTheirBytes(bytes: [UInt8], name: String) {
    let text = CharacterDecoding.decode(bytes, contentType: nil)
    #expect(String(decoding: text.utf8, as: UTF8.self) == "<é")
    #expect(text.encoding == name)
    #expect(text.notes.isEmpty)
  }

  @Test func saysWhatWasWrong() {
    #expect(codes(CharacterDecoding.decode(document("bogus", []), contentType: nil)) == ["encoding-unknown"])
    #expect(codes(CharacterDecoding.decode(document("utf-7", []), contentType: nil)) == ["encoding-unknown"])
    #expect(
      codes(CharacterDecoding.decode(document("utf-16", []), contentType: nil)) == ["encoding-override"])
    #expect(
      codes(CharacterDecoding.decode(Array("<t/>".utf8), contentType: "text/plain")) == [
        "content-type-mismatch"
      ])
    let single = CharacterDecoding.decode(document("utf-8", [0xE9]), contentType: nil)
    #expect(codes(single) == ["encoding-override"])
    #expect(single.encoding == "windows-1252")
    let damaged = CharacterDecoding.decode(document("utf-8", [0xC3, 0xA9, 0xFF]), contentType: nil)
    #expect(codes(damaged) == ["encoding-invalid-bytes"])
    #expect(String(decoding: damaged.utf8, as: UTF8.self).contains("é\u{FFFD}"))
    #expect(
      codes(CharacterDecoding.decode(document("euc-kr", [0xFF]), contentType: nil)) == [
        "encoding-invalid-bytes"
      ])
  }

  @Test func readsContentTypes() {
    #expect(CharacterDecoding.charset(ofContentType: "text/xml; q=1; Charset = \"UTF-8\"") == "utf-8")
    #expect(CharacterDecoding.charset(ofContentType: "text/xml; charset:iso-8859-1") == nil)
    #expect(CharacterDecoding.charset(ofContentType: "text/xml; charset=") == nil)
    #expect(CharacterDecoding.mediaType(of: " Text/XML ; charset=x") == "text/xml")
  }

  @Test func givesValidUTF8ForAnyBytesInAnyEncoding() {
    var random = SplitMix(seed: 13)
    let labels = [
      "utf-8", "utf-16", "euc-kr", "big5", "shift_jis", "gb18030", "iso-2022-jp", "windows-1255", "euc-jp",
    ]
    for label in labels {
      for _ in 0..<200 {
        let bytes = (0..<random.below(40)).map { _ in UInt8.random(in: 0...255, using: &random) }
        let text = CharacterDecoding.decode(bytes, contentType: "text/xml; charset=\(label)")
        #expect(String(validating: text.utf8, as: UTF8.self) != nil)
      }
    }
  }
}
