import Testing
import WebText

@Suite struct JSONValueTests {
  @Test func readsEachKindOfValue() throws {
    let text =
      #" {"a":[1,-2.5e1,true,false,null,"x\u00e9\ud83d\ude80\n"],"b":{},"a2":9223372036854775808,"b":[]} "#
    let value = try JSONValue.parse(Array(text.utf8))
    #expect(value["a"]?.array?.map(\.integer) == [1, -25, nil, nil, nil, nil])
    #expect(value["a"]?.array?[2].bool == true)
    #expect(value["a"]?.array?[5].string == "xé🚀\n")
    #expect(value["a2"]?.integer == nil)
    #expect(value["a2"]?.double == 9_223_372_036_854_775_808)
    #expect(value.object?.members.map(\.name) == ["a", "b", "a2"])
    #expect(value["b"]?.array?.isEmpty == true)
  }

  @Test(arguments: [
    "", " ", "{", "[", "[1,]", "{\"a\":1,}", "{a:1}", "01", "-", "1.", "1e", ".5", "+1", "tru", "nul", "\"",
    "\"\\x\"",
    "\"\\u12\"", "\"\\ud800\"", "\"\\udc00\"", "\"\\ud800\\u0041\"", "\"\n\"", "1 2", "[1 2]", "{\"a\" 1}",
    "NaN",
    "'a'", "/**/1", "\u{FEFF}1",
  ])
  func refusesWhatIsNotJSON(text: String) {
    #expect(throws: JSONError.self) { try JSONValue.parse(Array(text.utf8)) }
  }

  @Test func refusesInvalidUTF8AndDeepNesting() {
    #expect(throws: JSONError(kind: .invalidUTF8, offset: 1)) { try JSONValue.parse([0x22, 0xFF, 0x22]) }
    let deep = String(repeating: "[", count: 128) + String(repeating: "]", count: 128)
    #expect(throws: Never.self) { try JSONValue.parse(Array(deep.utf8)) }
    #expect(throws: JSONError.self) { try JSONValue.parse(Array(("[" + deep + "]").utf8)) }
    #expect(throws: JSONError.self) { try JSONValue.parse([UInt8](repeating: 0x5B, count: 1_000_000)) }
  }

  @Test func readsBackWhatTheWriterWrites() throws {
    var random = SplitMix(seed: 17)
    for _ in 0..<2000 {
      let text = String(
        String.UnicodeScalarView(
          (0..<random.below(30)).compactMap { _ in
            Unicode.Scalar(UInt32(random.below([0x80, 0x100, 0x2100, 0x110000][random.below(4)])))
          }))
      var writer = JSONWriter()
      writer.string(text)
      #expect(writer.bytes.allSatisfy { $0 >= 0x20 && $0 != 0x7F })
      #expect(try JSONValue.parse(writer.bytes).string == text)
    }
  }
}
