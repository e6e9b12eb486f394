import Testing
import WebText

@Suite struct SingleByteTests {
  /// The encodings of WHATWG Encoding §4.2 that are one byte a character, and iconv's name where it differs.
  private static let names = [
    "ibm866": "CP866", "iso-8859-2": "", "iso-8859-3": "", "iso-8859-4": "", "iso-8859-5": "",
    "iso-8859-6": "", "iso-8859-7": "", "iso-8859-8": "", "iso-8859-10": "", "iso-8859-13": "",
    "iso-8859-14": "", "iso-8859-15": "", "iso-8859-16": "", "koi8-r": "", "koi8-u": "",
    "windows-874": "CP874", "windows-1250": "", "windows-1251": "", "windows-1252": "", "windows-1253": "",
    "windows-1254": "", "windows-1255": "", "windows-1256": "", "windows-1257": "", "windows-1258": "",
    "ibm437": "", "ibm850": "", "ibm852": "", "ibm855": "", "ibm857": "", "ibm860": "", "ibm861": "",
    "ibm862": "", "ibm863": "", "ibm865": "", "ibm869": "", "macintosh": "",
  ]

  private func decoded(_ bytes: [UInt8], as label: String) -> DecodedText {
    CharacterDecoding.decode(bytes, contentType: "text/xml; charset=\(label)")
  }

  /// A title with each byte, between tags; wide enough that no encoding's unit is cut.
  private func document(_ bytes: [UInt8]) -> [UInt8] {
    Array("<rss><channel><title>".utf8) + bytes + Array("</title></channel></rss>".utf8)
  }

  @Test(arguments: names.keys.sorted())
  func everyCharacterReadsAsTheSystemHasIt(name: String) throws {
    let iconvName = Self.names[name].flatMap { $0.isEmpty ? nil : $0 } ?? name.uppercased()
    var compared = 0
    for byte in UInt8(0x80)...0xFF {
      let text = decoded(document([byte, 0x20]), as: name)
      #expect(text.encoding == name)
      let title = String(decoding: text.utf8, as: UTF8.self).dropFirst(21).unicodeScalars.first
      let scalar = try #require(title)
      // What the system cannot write has no place in it: C1 controls and unassigned bytes.
      guard scalar != "\u{FFFD}", scalar.value >= 0xA0,
        let back = try? LegacyText.bytes(String(scalar), iconvName)
      else { continue }
      #expect(back == [byte], "\(name) \(byte)")
      compared += 1
    }
    #expect(compared >= 43)
  }

  @Test(arguments: [
    "utf-8", "iso-8859-1", "windows-1251", "windows-1255", "koi8-r", "macintosh", "ibm437", "euc-kr", "big5",
    "shift_jis", "gb18030", "euc-jp", "iso-2022-jp", "utf-16le", "utf-16be", "x-user-defined",
  ])
  func everyByteInATitleGivesValidUTF8AndLeavesTheTagsWhole(label: String) {
    for byte in UInt8.min...UInt8.max {
      for bytes in [[byte], [byte, 0x41], [0x41, byte], [byte, byte]] as [[UInt8]] {
        let text = decoded(document(bytes), as: label)
        let string = String(validating: text.utf8, as: UTF8.self)
        #expect(string != nil, "\(label) \(bytes)")
        // A single byte in front of a tag must not swallow its `<`, save where an escape changes the mode.
        if byte != 0x1B, !(label == "big5" && bytes.last == byte) {
          #expect(string?.hasSuffix("</title></channel></rss>") == true, "\(label) \(bytes)")
        }
      }
    }
  }

  @Test func bytesWithoutACharacterAreReplacedAndCounted() {
    let text = decoded(document([0xE0, 0xD9, 0x20, 0xFF]), as: "windows-1255")
    #expect(String(decoding: text.utf8, as: UTF8.self).contains("<title>א\u{FFFD} \u{FFFD}<"))
    #expect(text.notes.map(\.code) == ["encoding-invalid-bytes"])
    #expect(text.notes.first?.message == "2 places are not windows-1255: replaced by U+FFFD")
  }

  @Test func bytesThatMicrosoftLeftOpenAreControls() {
    let text = decoded(document([0x81, 0x8D, 0x8F, 0x90, 0x9D]), as: "windows-1252")
    #expect(String(decoding: text.utf8, as: UTF8.self).contains("<title>\u{81}\u{8D}\u{8F}\u{90}\u{9D}<"))
    #expect(text.notes.isEmpty)
  }
}
