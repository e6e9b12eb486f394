import Testing
import WebText

@Suite struct EncodingDetectionTests {
  private func document(_ content: [UInt8]) -> [UInt8] {
    Array("<rss version='2.0'><channel><title>".utf8) + content + Array("</title></channel></rss>".utf8)
  }

  @Test(arguments: [
    (
      "windows-1252", "L'usine fermée depuis l'été dernier sera rénovée, a annoncé la société à ses employés."
    ),
    (
      "windows-1252",
      "Die Stadtwerke erhöhen die Preise für Fernwärme; Mieter müssen künftig größere Beträge zahlen."
    ),
    (
      "windows-1252",
      "El alcalde prometió más autobuses eléctricos; según la oposición, será demasiado tarde."
    ),
    (
      "windows-1252",
      "A região não tem água potável há três dias, e a situação é crítica nos hospitais públicos."
    ),
    (
      "windows-1252",
      "Il sindaco: «La città cambierà volto, ci sarà più verde e la qualità della vita crescerà»."
    ),
    (
      "windows-1252",
      "Färjan får inte gå ut på grund av höga vågor; många bilägare får vänta i två dygn till."
    ),
    ("windows-1252", "Brødrene åbnede en bager på Nørrebro, og køen er lang, før dørene åbner hver lørdag."),
    (
      "windows-1251",
      "Мэр города пообещал отремонтировать дороги до конца лета, однако жители в это не верят."
    ),
    ("koi8-r", "Мэр города пообещал отремонтировать дороги до конца лета, однако жители в это не верят."),
    ("iso-8859-5", "Мэр города пообещал отремонтировать дороги до конца лета, однако жители в это не верят."),
    ("ibm866", "Мэр города пообещал отремонтировать дороги до конца лета, однако жители в это не верят."),
    ("x-mac-cyrillic", "Мэр города пообещал отремонтировать дороги до конца лета, но жители не верят."),
    (
      "windows-1251",
      "Міський голова обіцяє відремонтувати дороги до кінця літа, але мешканці не вірять йому."
    ),
    ("koi8-u", "Міський голова обіцяє відремонтувати дороги до кінця літа, але мешканці не вірять йому її."),
    ("windows-1251", "Кметът обеща пътищата да бъдат ремонтирани до края на лятото, но хората не му вярват."),
    (
      "windows-1250",
      "Burmistrz obiecał, że ulice zostaną naprawione do końca lata; mieszkańcy w to nie wierzą."
    ),
    ("iso-8859-2", "Burmistrz obiecał, że ścieżki zostaną też naprawione, lecz sąsiedzi śmieją się z niego."),
    (
      "windows-1250",
      "Starosta slíbil, že silnice budou opravené ještě v létě, ale řidiči tomu příliš nevěří."
    ),
    (
      "iso-8859-2", "Staříček těžko šlape do schodů, řekla ošetřovatelka; šťastně žije už přes devadesát let."
    ),
    (
      "windows-1250", "A polgármester ígérete szerint őszre elkészül az új út, de a környéken élők kétkednek."
    ),
    (
      "windows-1250",
      "Primarul a promis că până la toamnă drumurile vor fi reparate, însă localnicii nu îl cred."
    ),
    (
      "windows-1250",
      "Gradonačelnik obećava da će ceste biti popravljene; građani više ne vjeruju, što je čudno."
    ),
    ("windows-1253", "Ο δήμαρχος υποσχέθηκε ότι οι δρόμοι θα επισκευαστούν μέχρι το τέλος του καλοκαιριού."),
    ("iso-8859-7", "Άνοιξε χθες το νέο μουσείο στη Θεσσαλονίκη, Άγγλοι και Έλληνες επισκέπτες στην ουρά."),
    (
      "windows-1254",
      "Belediye başkanı yolların yaz sonuna kadar onarılacağını söyledi, ancak halk buna inanmıyor."
    ),
    ("windows-1255", "ראש העיר הבטיח שהכבישים יתוקנו עד סוף הקיץ, אבל התושבים לא מאמינים לו כבר שנים רבות."),
    ("windows-1256", "وعد رئيس البلدية بإصلاح الطرق قبل نهاية الصيف، لكن السكان لا يصدقون ذلك منذ سنوات."),
    (
      "windows-1257",
      "Mērs solīja salabot ceļus līdz vasaras beigām, taču iedzīvotāji šādam solījumam vairs netic."
    ),
    ("windows-874", "นายกเทศมนตรีสัญญาว่าจะซ่อมถนนให้เสร็จก่อนสิ้นฤดูร้อน แต่ชาวบ้านไม่เชื่อคำพูดนั้น"),
    ("euc-kr", "시장은 여름이 끝나기 전에 도로를 모두 고치겠다고 약속했지만 주민들은 믿지 않는다."),
    ("euc-jp", "市長は夏の終わりまでに道路を直すと約束したが、住民はもう信じていないという。"),
    ("shift_jis", "市長は夏の終わりまでに道路を直すと約束したが、住民はもう信じていないという。"),
    ("iso-2022-jp", "市長は夏の終わりまでに道路を直すと約束したが、住民はもう信じていないという。"),
    ("gb18030", "市长承诺在夏天结束之前修好所有道路,但是居民们已经不相信他说的话了。"),
    ("big5", "市長承諾在夏天結束之前修好所有道路，但是居民們已經不相信他說的話了。"),
  ])
  func tellsTheEncodingOfUndeclaredText(name: String, sentence: String) throws {
    let iconvNames = [
      "ibm866": "CP866", "x-mac-cyrillic": "MAC-UK", "windows-874": "CP874", "shift_jis": "CP932",
      "euc-kr": "CP949", "big5": "BIG5",
    ]
    let bytes = try LegacyText.bytes(sentence, iconvNames[name] ?? name.uppercased())
    #expect(bytes.count >= 60)
    let text = CharacterDecoding.decode(document(bytes), contentType: nil)
    #expect(text.encoding == name)
    #expect(String(decoding: text.utf8, as: UTF8.self).contains(sentence))
    #expect(text.notes.map(\.code) == ["encoding-override"])
  }

  @Test(arguments: [
    // Signs only, a name among English, a price: nothing that speaks for a language.
    "Price list \u{A9} 2024 \u{AE} – 5 £", "Café", "Zoë and Chloë visit the Škoda museum, 100 % naïve",
    "50 €",
    "“Don’t” — ‘won’t’ … a story of two towns and their mayors in the summer of ’69",
  ])
  func saysWindows1252WhenNothingSpeaksForAnother(sentence: String) throws {
    let bytes = try LegacyText.bytes(sentence, "WINDOWS-1252")
    let text = CharacterDecoding.decode(document(bytes), contentType: nil)
    #expect(text.encoding == "windows-1252")
    #expect(String(decoding: text.utf8, as: UTF8.self).contains(sentence))
  }

  @Test func aCutCharacterDoesNotHideTheEncoding() throws {
    let whole = try LegacyText.bytes(
      "시장은 여름이 끝나기 전에 도로를 모두 고치겠다고 약속했지만 주민들은 믿지 않는다.", "EUC-KR")
    let text = CharacterDecoding.decode(document(Array(whole.dropLast(2))), contentType: nil)
    #expect(text.encoding == "euc-kr")
    #expect(text.notes.map(\.code) == ["encoding-override", "encoding-invalid-bytes"])
    #expect(String(decoding: text.utf8, as: UTF8.self).contains("</title>"))
  }

  @Test func readsUTF8ThatIsLabeledAsSomethingElse() {
    let sentence = "Обещания мэра: дороги починят — но когда?"
    for label in ["windows-1251", "iso-8859-1", "us-ascii", "euc-kr", "gb2312"] {
      let bytes = document(Array(sentence.utf8))
      let text = CharacterDecoding.decode(bytes, contentType: "text/xml; charset=\(label)")
      #expect(text.utf8 == bytes)
      #expect(text.encoding == "utf-8")
      #expect(text.notes.map(\.code) == ["encoding-override"], "\(label)")
    }
  }

  @Test func aLabelThatFitsIsBelievedEvenIfTheTextLooksLikeAnotherLanguage() throws {
    let bytes = try LegacyText.bytes("Мэр города пообещал отремонтировать дороги", "KOI8-R")
    let text = CharacterDecoding.decode(document(bytes), contentType: "text/xml; charset=windows-1252")
    #expect(text.encoding == "windows-1252")
    #expect(text.notes.isEmpty)
  }

  @Test func theDeclarationHelpsWhereTheHeaderIsWrong() throws {
    let bytes =
      Array("<?xml version='1.0' encoding='windows-1251'?><t>".utf8)
      + (try LegacyText.bytes("Мэр города пообещал отремонтировать дороги", "WINDOWS-1251"))
      + Array("</t>".utf8)
    let text = CharacterDecoding.decode(bytes, contentType: "text/xml; charset=utf-8")
    #expect(text.encoding == "windows-1251")
    #expect(text.notes.map(\.code) == ["charset-mismatch", "encoding-override"])
  }

  @Test func damagedUTF8StaysUTF8() {
    let bytes = document(Array("Мэр города пообещал".utf8) + [0xD0] + Array(" починить дороги".utf8) + [0xE9])
    let text = CharacterDecoding.decode(bytes, contentType: nil)
    #expect(text.encoding == "utf-8")
    #expect(text.notes.map(\.code) == ["encoding-invalid-bytes"])
    #expect(text.notes.first?.message.hasPrefix("2 places") == true)
    #expect(String(decoding: text.utf8, as: UTF8.self).contains("пообещал\u{FFFD} починить дороги\u{FFFD}<"))
  }

  @Test func replacementCharactersOfAnEarlierFaultDoNotOverrideALabel() {
    let bytes = document(Array(String(repeating: "Elman\u{FFFD}s ", count: 20).utf8))
    let text = CharacterDecoding.decode(bytes, contentType: "text/xml; charset=iso-8859-1")
    #expect(text.encoding == "iso-8859-1")
    #expect(text.notes.isEmpty)
  }
}
