/// A character encoding that documents may use: its name here, and iconv's.
struct EncodingLabel: Sendable, Equatable {
  /// Lower case, as `tidings parse` prints it.
  var name: String
  /// What `iconv_open` is given; empty for UTF-8.
  var iconvName: String

  static let utf8 = EncodingLabel(name: "utf-8", iconvName: "")
  static let windows1252 = EncodingLabel(name: "windows-1252", iconvName: "WINDOWS-1252")

  /// The encoding of a label (WHATWG Encoding §4.2), in any case; nil when it is unknown or not allowed.
  ///
  /// An allow-list: UTF-7 and the stateful encodings, in which ASCII bytes stand for other characters, are
  /// not in it, ISO-2022-JP aside, which Japanese feeds use.
  init?(_ label: String) {
    let key = label.lowercased().filter { $0 != "_" && $0 != "-" && $0 != " " }
    guard let found = Self.labels[key] else { return nil }
    self = found
  }

  init(name: String, iconvName: String) {
    self.name = name
    self.iconvName = iconvName
  }

  private static let labels: [String: EncodingLabel] = {
    var labels: [String: EncodingLabel] = [:]
    for line in table.split(separator: "\n") {
      let words = line.split(separator: " ").map(String.init)
      guard words.count >= 2 else { continue }
      let label = EncodingLabel(name: words[0], iconvName: words[1] == "-" ? "" : words[1])
      for word in [words[0]] + words.dropFirst(2) {
        labels[word.filter { $0 != "_" && $0 != "-" }] = label
      }
    }
    return labels
  }()

  /// A line an encoding: our name, iconv's, further labels (`-` and `_` do not count).
  ///
  /// iso-8859-1 and us-ascii are read as windows-1252, which they are in practice (WHATWG Encoding §4.2), but
  /// keep the name that the document gave; likewise the supersets of the East Asian standards.
  private static let table = """
    utf-8 - utf8 unicode11utf8 unicode20utf8 xunicode20utf8 u8
    us-ascii WINDOWS-1252 ascii ansix341968 iso646us isoir6 cp367 ibm367 us 646
    iso-8859-1 WINDOWS-1252 iso88591 latin1 l1 isoir100 cp819 ibm819 csisolatin1 iso885911987 8859 88591
    windows-1252 WINDOWS-1252 cp1252 xcp1252 1252 ansi
    iso-8859-2 ISO-8859-2 latin2 l2 isoir101 csisolatin2 iso885921987
    iso-8859-3 ISO-8859-3 latin3 l3 isoir109 csisolatin3 iso885931988
    iso-8859-4 ISO-8859-4 latin4 l4 isoir110 csisolatin4 iso885941988
    iso-8859-5 ISO-8859-5 cyrillic isoir144 csisolatincyrillic iso885951988
    iso-8859-6 ISO-8859-6 arabic asmo708 ecma114 isoir127 csisolatinarabic iso885961987 iso88596e iso88596i
    iso-8859-7 ISO-8859-7 greek greek8 ecma118 elot928 isoir126 csisolatingreek iso885971987 suneugreek
    iso-8859-8 ISO-8859-8 hebrew visual isoir138 csisolatinhebrew iso885981988 iso88598e iso88598i logical
    iso-8859-10 ISO-8859-10 latin6 l6 isoir157 csisolatin6
    iso-8859-13 ISO-8859-13
    iso-8859-14 ISO-8859-14
    iso-8859-15 ISO-8859-15 latin9 l9 csisolatin9
    iso-8859-16 ISO-8859-16
    windows-1250 WINDOWS-1250 cp1250 xcp1250
    windows-1251 WINDOWS-1251 cp1251 xcp1251
    windows-1253 WINDOWS-1253 cp1253 xcp1253
    windows-1254 WINDOWS-1254 cp1254 xcp1254
    iso-8859-9 WINDOWS-1254 latin5 l5 isoir148 csisolatin5 iso885991989
    windows-1255 WINDOWS-1255 cp1255 xcp1255
    windows-1256 WINDOWS-1256 cp1256 xcp1256
    windows-1257 WINDOWS-1257 cp1257 xcp1257
    windows-1258 WINDOWS-1258 cp1258 xcp1258
    windows-874 CP874 cp874 dos874 tis620 iso885911
    koi8-r KOI8-R koi koi8 cskoi8r
    koi8-u KOI8-U koi8ru
    koi8-t KOI8-T
    ibm866 CP866 866 cp866 csibm866
    macintosh MACINTOSH mac macroman xmacroman csmacintosh
    x-mac-cyrillic MAC-CYRILLIC maccyrillic xmacukrainian
    gb18030 GB18030 gb2312 gbk xgbk gb23121980 csgb2312 chinese csiso58gb231280 isoir58 cp936 936 euccn
    hz-gb-2312 GB18030 hzgb
    big5 BIG5-HKSCS big5hkscs cnbig5 xxbig5 csbig5 cp950
    euc-jp EUC-JP-MS xeucjp cseucpkdfmtjapanese ujis
    iso-2022-jp ISO-2022-JP csiso2022jp
    shift_jis CP932 shiftjis sjis ms932 mskanji windows31j xsjis cp932 csshiftjis
    euc-kr CP949 cseuckr ksc56011987 ksc5601 ksc56011989 korean isoir149 windows949 cp949 uhc ks c56011987
    utf-16le UTF-16LE csunicode iso10646ucs2 ucs2 unicode unicodefeff
    utf-16be UTF-16BE unicodefffe u16 utf16
    utf-32le UTF-32LE
    utf-32be UTF-32BE u32 utf32
    """
}
