import Testing
import WebText

@Suite struct EncodingLabelTests {
  /// An encoding of WHATWG Encoding §4.2 as we call it, a byte string in it and what that says, and its labels.
  static let encodings: [(name: String, bytes: [UInt8], text: String, labels: String)] = [
    (
      "utf-8", [0xC3, 0xA9], "é",
      "unicode-1-1-utf-8 unicode11utf8 unicode20utf8 utf-8 utf8 x-unicode20utf8 UTF_8"
    ),
    ("ibm866", [0x80], "А", "866 cp866 csibm866 ibm866"),
    (
      "iso-8859-2", [0xB1], "ą",
      "csisolatin2 iso-8859-2 iso-ir-101 iso8859-2 iso88592 iso_8859-2:1987 l2 latin2"
    ),
    ("iso-8859-3", [0xA1], "Ħ", "csisolatin3 iso-8859-3 iso-ir-109 iso88593 iso_8859-3:1988 l3 latin3"),
    ("iso-8859-4", [0xA2], "ĸ", "csisolatin4 iso-8859-4 iso-ir-110 iso_8859-4:1988 l4 latin4"),
    ("iso-8859-5", [0xD0], "а", "csisolatincyrillic cyrillic iso-8859-5 iso-ir-144 iso_8859-5:1988"),
    (
      "iso-8859-6", [0xC7], "ا",
      "arabic asmo-708 csiso88596e csiso88596i csisolatinarabic ecma-114 iso-8859-6-e iso-8859-6-i iso-ir-127"
    ),
    (
      "iso-8859-7", [0xE1], "α",
      "csisolatingreek ecma-118 elot_928 greek greek8 iso-8859-7 iso-ir-126 sun_eu_greek"
    ),
    (
      "iso-8859-8", [0xE0], "א",
      "csiso88598e csisolatinhebrew hebrew iso-8859-8 iso-8859-8-e iso-ir-138 visual"
    ),
    ("iso-8859-8-i", [0xE0], "א", "csiso88598i iso-8859-8-i logical"),
    ("iso-8859-10", [0xBD], "―", "csisolatin6 iso-8859-10 iso-ir-157 iso8859-10 l6 latin6"),
    ("iso-8859-13", [0xC0], "Ą", "iso-8859-13 iso8859-13 iso885913"),
    ("iso-8859-14", [0xA1], "Ḃ", "iso-8859-14 iso8859-14 iso885914"),
    ("iso-8859-15", [0xA4], "€", "csisolatin9 iso-8859-15 iso8859-15 iso885915 iso_8859-15 l9"),
    ("iso-8859-16", [0xBA], "ș", "iso-8859-16"),
    ("koi8-r", [0xC1], "а", "cskoi8r koi koi8 koi8-r koi8_r"), ("koi8-u", [0xA4], "є", "koi8-ru koi8-u"),
    ("macintosh", [0x8E], "é", "csmacintosh mac macintosh x-mac-roman"),
    ("windows-874", [0xA1], "ก", "dos-874 iso-8859-11 iso8859-11 iso885911 tis-620 windows-874"),
    ("windows-1250", [0x9C], "ś", "cp1250 windows-1250 x-cp1250"),
    ("windows-1251", [0xE0], "а", "cp1251 windows-1251 x-cp1251"),
    ("windows-1252", [0x80], "€", "cp1252 windows-1252 x-cp1252"),
    ("us-ascii", [0x92], "’", "ansi_x3.4-1968 ascii us-ascii"),
    (
      "iso-8859-1", [0x92], "’",
      "cp819 csisolatin1 ibm819 iso-8859-1 iso-ir-100 iso8859-1 iso88591 iso_8859-1 iso_8859-1:1987 l1 latin1 latin-1"
    ),
    ("windows-1253", [0xE1], "α", "cp1253 windows-1253 x-cp1253"),
    ("windows-1254", [0xFE], "ş", "cp1254 windows-1254 x-cp1254"),
    ("iso-8859-9", [0xFE], "ş", "csisolatin5 iso-8859-9 iso-ir-148 iso8859-9 iso_8859-9:1989 l5 latin5"),
    ("windows-1255", [0xE0], "א", "cp1255 windows-1255 x-cp1255"),
    ("windows-1256", [0xC7], "ا", "cp1256 windows-1256 x-cp1256"),
    ("windows-1257", [0xE0], "ą", "cp1257 windows-1257 x-cp1257"),
    ("windows-1258", [0xFE], "₫", "cp1258 windows-1258 x-cp1258"),
    ("x-mac-cyrillic", [0x80], "А", "x-mac-cyrillic x-mac-ukrainian"),
    (
      "gb18030", [0xD6, 0xD0], "中",
      "chinese csgb2312 csiso58gb231280 gb2312 gb_2312 gb_2312-80 gbk iso-ir-58 x-gbk gb18030"
    ),
    ("big5", [0xA4, 0xA4], "中", "big5 big5-hkscs cn-big5 csbig5 x-x-big5"),
    ("euc-jp", [0xC6, 0xFC], "日", "cseucpkdfmtjapanese euc-jp x-euc-jp"),
    ("iso-2022-jp", [0x1B, 0x24, 0x42, 0x46, 0x7C, 0x1B, 0x28, 0x42], "日", "csiso2022jp iso-2022-jp"),
    (
      "shift_jis", [0x93, 0xFA], "日",
      "csshiftjis ms932 ms_kanji shift-jis shift_jis sjis windows-31j x-sjis"
    ),
    (
      "euc-kr", [0xC7, 0xD1], "한",
      "cseuckr csksc56011987 euc-kr iso-ir-149 korean ks_c_5601-1987 ks_c_5601-1989 ksc5601 ksc_5601 windows-949"
    ),
    ("x-user-defined", [0xC1], "\u{F7C1}", "x-user-defined"),
    ("ibm437", [0x82], "é", "cp437 ibm437 437 cspc8codepage437"), ("ibm850", [0xB5], "Á", "cp850 850"),
    ("ibm852", [0xA5], "ą", "cp852 csPCp852"), ("ibm855", [0xA0], "а", "cp855"),
    ("ibm857", [0x9F], "ş", "cp857"), ("ibm858", [0xD5], "€", "cp858 IBM00858"),
    ("ibm861", [0xA1], "í", "cp861"), ("ibm862", [0x80], "א", "cp862"), ("ibm865", [0x9B], "ø", "cp865"),
    ("ibm869", [0xD6], "α", "cp869 cp-gr"),
  ]

  @Test(arguments: encodings)
  func readsEachLabelOfTheStandard(name: String, bytes: [UInt8], text: String, labels: String) {
    for label in labels.split(separator: " ").flatMap({ [String($0), $0.uppercased()] }) {
      let document =
        Array("<?xml version='1.0' encoding='\(label)'?><t>".utf8) + bytes + Array("</t>".utf8)
      let decoded = CharacterDecoding.decode(document, contentType: nil)
      #expect(String(decoding: decoded.utf8, as: UTF8.self).contains("<t>\(text)</t>"), "\(label)")
      if name != "us-ascii" {
        #expect(decoded.encoding == name, "\(label)")
        #expect(decoded.notes.isEmpty, "\(label)")
      }
    }
  }

  @Test(arguments: [
    ("unicodefffe", "utf-16be"), ("utf-16be", "utf-16be"), ("csunicode", "utf-16le"),
    ("iso-10646-ucs-2", "utf-16le"), ("ucs-2", "utf-16le"), ("unicode", "utf-16le"),
    ("unicodefeff", "utf-16le"), ("utf-16le", "utf-16le"),
  ])
  func readsTheLabelsOfUTF16(label: String, name: String) throws {
    // No ASCII at the start, so that the label alone says it.
    let bytes = try LegacyText.bytes("“북한” <t/>", name.uppercased())
    let decoded = CharacterDecoding.decode(bytes, contentType: "text/xml; charset=\(label)")
    #expect(decoded.encoding == name)
    #expect(String(decoding: decoded.utf8, as: UTF8.self) == "“북한” <t/>")
  }

  @Test(arguments: [
    "utf-7", "unicode-1-1-utf-7", "csiso2022kr", "hz-gb-2312", "iso-2022-cn", "iso-2022-cn-ext",
    "iso-2022-kr",
    "replacement", "ibm037", "cp500", "bogus", "x", "utf-8; x", "scsu", "bocu-1", "cesu-8",
  ])
  func refusesLabelsThatAreUnknownOrUnsafe(label: String) {
    let document = Array("<?xml version='1.0' encoding='\(label)'?><t>+ADw-script</t>".utf8)
    let decoded = CharacterDecoding.decode(document, contentType: nil)
    #expect(decoded.utf8 == document)
    #expect(decoded.encoding == "utf-8")
    #expect(decoded.notes.map(\.code) == ["encoding-unknown"])
  }

  @Test func readsTheModesOfISO2022JP() {
    func decoded(_ bytes: [UInt8]) -> (String, [String]) {
      let text = CharacterDecoding.decode(bytes, contentType: "text/xml; charset=iso-2022-jp")
      return (String(decoding: text.utf8, as: UTF8.self), text.notes.map(\.code))
    }
    let katakana = decoded([0x1B, 0x28, 0x49, 0x31, 0x32, 0x1B, 0x28, 0x42, 0x41])
    #expect(katakana == ("ｱｲA", []))
    let roman = decoded([0x1B, 0x28, 0x4A, 0x3C, 0x74, 0x3E])
    #expect(roman == ("<t>", []))
    // A lost escape costs the line, and half a character costs itself.
    let line = decoded([0x1B, 0x24, 0x42, 0x46, 0x7C, 0x0A, 0x3C, 0x74, 0x3E])
    #expect(line == ("日\n<t>", []))
    let half = decoded([0x1B, 0x24, 0x42, 0x46, 0x1B, 0x28, 0x42, 0x3C])
    #expect(half == ("\u{FFFD}<", ["encoding-invalid-bytes"]))
    let unknown = decoded([0x1B, 0x24, 0x29, 0x43, 0x3C])
    #expect(unknown.1 == ["encoding-invalid-bytes"])
  }
}
