/// A character encoding that documents may use: its name here, and what decodes it.
struct EncodingLabel: Sendable, Equatable {
  enum Decoder: Sendable, Equatable {
    case utf8
    /// A row of `SingleByteTables`.
    case table(String)
    /// A name for `iconv_open`.
    case iconv(String)
    case iso2022JP
  }

  /// Lower case, as `tidings parse` prints it.
  var name: String
  var decoder: Decoder

  static let utf8 = EncodingLabel(name: "utf-8", decoder: .utf8)
  static let utf16LE = EncodingLabel(name: "utf-16le", decoder: .iconv("UTF-16LE"))
  static let utf16BE = EncodingLabel(name: "utf-16be", decoder: .iconv("UTF-16BE"))
  static let utf32LE = EncodingLabel(name: "utf-32le", decoder: .iconv("UTF-32LE"))
  static let utf32BE = EncodingLabel(name: "utf-32be", decoder: .iconv("UTF-32BE"))
  static let windows1252 = EncodingLabel(name: "windows-1252", decoder: .table("windows-1252"))

  init(name: String, decoder: Decoder) {
    self.name = name
    self.decoder = decoder
  }

  /// True when a character is two or four bytes wide.
  var isWide: Bool { name.hasPrefix("utf-16") || name.hasPrefix("utf-32") }

  /// True when the encoding gives each byte a character of its own.
  var isSingleByte: Bool {
    if case .table = decoder { return true }
    return false
  }

  /// True when both decode alike, whatever they are called.
  func decodes(as other: EncodingLabel) -> Bool { decoder == other.decoder }

  /// The encoding of a label (WHATWG Encoding §4.2), in any case; nil when it is unknown or not allowed.
  ///
  /// An allow-list: UTF-7, EBCDIC and the encodings that WHATWG replaces (HZ, ISO-2022-KR, ISO-2022-CN), in
  /// which ASCII bytes stand for other characters, are not in it, ISO-2022-JP aside, which Japanese feeds use.
  init?(_ label: String) {
    if label == "utf-8" {
      self = .utf8
      return
    }
    guard let found = Self.labels[Self.key(label)] else { return nil }
    self = found
  }

  /// liberal: case, `-`, `_`, `:`, `.` and spaces do not count, nor does an `x-` or `cs` in front.
  private static func key(_ label: some StringProtocol) -> String {
    var key = label.utf8.filter { !"-_:. ".utf8.contains($0) }.map { $0 &- 0x41 < 26 ? $0 | 0x20 : $0 }
    while key.first == UInt8(ascii: "x"), key.count > 3 { key.removeFirst() }
    if key.starts(with: "cs".utf8), key.count > 4 { key.removeFirst(2) }
    return String(decoding: key, as: UTF8.self)
  }

  private static let labels: [String: EncodingLabel] = {
    var labels: [String: EncodingLabel] = [:]
    for line in table.split(separator: "\n") {
      let words = line.split(separator: " ")
      guard words.count >= 2 else { continue }
      let decoder: Decoder =
        switch words[1] {
        case "utf8": .utf8
        case "iso2022jp": .iso2022JP
        case "table": .table(String(words[0]))
        case let word where word.first == "=": .table(String(word.dropFirst()))
        default: .iconv(String(words[1]))
        }
      let label = EncodingLabel(name: String(words[0]), decoder: decoder)
      labels[key(words[0])] = label
      for word in words.dropFirst(2) { labels[key(word)] = label }
    }
    return labels
  }()

  /// A line an encoding: our name, what decodes it (`table`, `=` and another's table, or iconv's name),
  /// further labels in the form of `key`.
  ///
  /// All labels of WHATWG Encoding §4.2, and those that feeds use besides. iso-8859-1 and us-ascii are read as
  /// windows-1252, which they are in practice (§4.2), but keep the name that the document gave; likewise the
  /// supersets of the East Asian standards.
  private static let table = """
    utf-8 utf8 unicode11utf8 unicode20utf8 u8 utf utf8n cp65001 65001 iso10646utf8
    us-ascii =windows-1252 ascii ansix341968 ansix34 ansi_x3.4-1986 iso646us isoir6 iso646irv1991 cp367 ibm367 \
    us 646
    iso-8859-1 =windows-1252 iso88591 latin1 latin l1 isoir100 cp819 ibm819 isolatin1 iso885911987 8859 88591 \
    cp28591 28591
    windows-1252 table cp1252 1252 ansi win1252 ms-ansi
    iso-8859-2 table latin2 l2 isoir101 isolatin2 iso885921987 88592 cp28592 28592
    iso-8859-3 table latin3 l3 isoir109 isolatin3 iso885931988 88593
    iso-8859-4 table latin4 l4 isoir110 isolatin4 iso885941988 88594
    iso-8859-5 table cyrillic isoir144 isolatincyrillic iso885951988 88595 cp28595 28595
    iso-8859-6 table arabic asmo708 ecma114 isoir127 isolatinarabic iso885961987 iso88596e iso88596i 88596
    iso-8859-7 table greek greek8 ecma118 elot928 isoir126 isolatingreek iso885971987 suneugreek 88597
    iso-8859-8 table hebrew visual isoir138 isolatinhebrew iso885981988 iso88598e 88598
    iso-8859-8-i =iso-8859-8 iso88598i logical
    iso-8859-9 =windows-1254 latin5 l5 isoir148 isolatin5 iso885991989 88599 cp28599 28599
    iso-8859-10 table latin6 l6 isoir157 isolatin6 iso8859101992
    iso-8859-13 table latin7 l7 isoir179
    iso-8859-14 table latin8 l8 isoir199 isoceltic iso8859141998
    iso-8859-15 table latin9 l9 latin0 isolatin9 isoir203 iso8859151998
    iso-8859-16 table latin10 l10 isoir226 iso8859162001
    windows-874 table dos874 cp874 ibm874 tis620 tis62025330 tis6202533 tis6202529 iso885911 iso8859112001
    windows-1250 table cp1250 1250 win1250 ms-ee
    windows-1251 table cp1251 1251 win1251 ms-cyrl
    windows-1253 table cp1253 1253 win1253 ms-greek
    windows-1254 table cp1254 1254 win1254 ms-turk
    windows-1255 table cp1255 1255 win1255 ms-hebr
    windows-1256 table cp1256 1256 win1256 ms-arab
    windows-1257 table cp1257 1257 win1257 winbaltrim
    windows-1258 table cp1258 1258 win1258
    koi8-r table koi koi8 cp20866
    koi8-u table koi8ru cp21866
    koi8-t table
    kz1048 table strk10482002 rk1048
    ptcp154 table pt154 cp154 cyrillicasian
    ibm437 table cp437 437 pc8codepage437
    ibm720 table cp720 720
    ibm737 table cp737 737
    ibm775 table cp775 775 pc775baltic
    ibm850 table cp850 850 pc850multilingual
    ibm852 table cp852 852 pcp852
    ibm855 table cp855 855
    ibm857 table cp857 857
    ibm858 table cp858 858 ibm00858 ccsid00858 cp00858 pcmultilingual850+euro
    ibm860 table cp860 860
    ibm861 table cp861 861 cpis
    ibm862 table cp862 862 pc862latinhebrew
    ibm863 table cp863 863
    ibm864 table cp864 864
    ibm865 table cp865 865
    ibm866 table cp866 866
    ibm869 table cp869 869 cpgr
    ibm1125 table cp1125 1125 cp866u ruscii
    macintosh table mac macroman
    x-mac-cyrillic table macukrainian cp10007
    x-mac-greek table
    x-mac-ce table macce maclatin2 maccentraleurope maceastereurope cp10029
    x-mac-turkish table
    x-mac-icelandic table maciceland
    x-mac-romanian table
    x-mac-croatian table
    hp-roman8 table roman8 r8 ibm1051 cp1051
    x-user-defined table
    gb18030 GB18030 gb2312 gbk gb gb231280 chinese iso58gb231280 isoir58 cp936 936 ms936 euccn eucgb2312 \
    gb180302000 gb180302005 gb180302022 cp54936 cngb windows936
    big5 BIG5-HKSCS big5hkscs cnbig5 cp950 950 ms950 big5tw big5et bigfive windows950 big5hkscs2004
    euc-tw EUC-TW
    euc-jp EUC-JP-MS eucpkdfmtjapanese ujis eucjpms eucjpwin cp51932 unixjis
    iso-2022-jp iso2022jp iso2022jp1 iso2022jp2 iso2022jpms cp50220 cp50221 cp50222 jis jis7
    shift_jis CP932 shiftjis sjis ms932 mskanji windows31j cp932 932 windows932 cp943 ibm943
    shift_jisx0213 SHIFT_JISX0213 sjisx0213 shiftjis2004 shiftjisx0213 sjis2004
    euc-jisx0213 EUC-JISX0213 eucjis2004 jisx0213 eucjisx0213
    euc-kr CP949 ksc56011987 ksc5601 ksc56011989 korean isoir149 windows949 cp949 949 ms949 uhc ksx1001 kscode \
    ksc5861 cp51949
    johab JOHAB cp1361 ms1361
    armscii-8 ARMSCII-8
    georgian-ps GEORGIAN-PS
    viscii VISCII viscii11 viscii1.1-1
    tcvn TCVN tcvn5712 tcvn57121 tcvn57121993
    utf-16le UTF-16LE unicode iso10646ucs2 ucs2 ucs2le unicodefeff utf16le cp1200
    utf-16be UTF-16BE unicodefffe u16 utf16 ucs2be cp1201
    utf-32le UTF-32LE ucs4le
    utf-32be UTF-32BE u32 utf32 ucs4 ucs4be iso10646ucs4
    """
}
