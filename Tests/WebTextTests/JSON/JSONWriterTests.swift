import Testing
import WebText

@Suite struct JSONWriterTests {
  private func written(_ text: String) -> String {
    var writer = JSONWriter()
    writer.string(text)
    return String(decoding: writer.bytes, as: UTF8.self)
  }

  @Test func separatesMembersAndElementsByCommas() {
    var writer = JSONWriter()
    writer.beginObject()
    writer.key("a")
    writer.number(1)
    writer.key("b")
    writer.beginArray()
    writer.bool(true)
    writer.null()
    writer.beginObject()
    writer.endObject()
    writer.beginArray()
    writer.endArray()
    writer.string("x")
    writer.endArray()
    let name = "na\"me"
    writer.key(name)
    writer.raw(Array("[1,2]".utf8))
    writer.endObject()
    let expected = #"{"a":1,"b":[true,null,{},[],"x"],"na\"me":[1,2]}"#
    #expect(String(decoding: writer.bytes, as: UTF8.self) == expected)
  }

  @Test func indentsByTwoSpacesWhenPretty() {
    var writer = JSONWriter(isPretty: true)
    writer.beginObject()
    writer.key("a")
    writer.beginArray()
    writer.number(1)
    writer.number(2)
    writer.endArray()
    writer.key("b")
    writer.beginObject()
    writer.endObject()
    writer.endObject()
    let expected = """
      {
        "a": [
          1,
          2
        ],
        "b": {}
      }
      """
    #expect(String(decoding: writer.bytes, as: UTF8.self) == expected)
  }

  @Test(arguments: [
    ("", #""""#), ("plain", #""plain""#), ("a\"b\\c/", #""a\"b\\c/""#),
    ("\u{08}\t\n\u{0C}\r", #""\b\t\n\f\r""#), ("\0\u{1B}\u{1F}", #""\u0000\u001b\u001f""#),
    ("\u{7F}\u{80}\u{9B}\u{9F}\u{A0}é", #""\u007f\u0080\u009b\u009f"# + "\u{A0}é\""),
    ("“\u{2028}\u{2029}”\u{202A}", "\"“" + #"\u2028\u2029"# + "”\u{202A}\""),
    ("북한 🚀", "\"북한 🚀\""),
  ])
  func escapesWhatMayNotStand(text: String, expected: String) {
    #expect(written(text) == expected)
  }

  @Test func escapesAtEachPlaceOfABlock() {
    for length in 0..<40 {
      for place in 0...length {
        for special in ["\"", "\u{1}", "\u{85}", "\u{2028}", "“", "é"] {
          let before = String(repeating: "x", count: place)
          let after = String(repeating: "y", count: length - place)
          let escape = ["\"": #"\""#, "\u{1}": #"\u0001"#, "\u{85}": #"\u0085"#, "\u{2028}": #"\u2028"#]
          #expect(written(before + special + after) == "\"\(before)\(escape[special] ?? special)\(after)\"")
        }
      }
    }
  }

  @Test func writesNumbersSoThatTheyReadBack() {
    func number(_ value: Double) -> String {
      var writer = JSONWriter()
      writer.number(value)
      return String(decoding: writer.bytes, as: UTF8.self)
    }
    #expect(number(1) == "1")
    #expect(number(-0.5) == "-0.5")
    #expect(number(1e300) == "1e+300")
    #expect(number(.infinity) == "null")
    #expect(number(.nan) == "null")
    var writer = JSONWriter()
    writer.beginArray()
    for value in [Int64.min, -1, 0, 7, .max] { writer.number(value) }
    writer.endArray()
    let expected = "[-9223372036854775808,-1,0,7,9223372036854775807]"
    #expect(String(decoding: writer.bytes, as: UTF8.self) == expected)
  }
}
