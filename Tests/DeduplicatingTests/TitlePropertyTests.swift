import Deduplicating
import Testing

/// What must hold for every title: titles are made up at random from words of many scripts, with a seed that each
/// failure names.
@Suite struct TitlePropertyTests {
  private static let seeds = Array(UInt64(1)...40)

  @Test(arguments: seeds)
  func `a key does not depend on how the title is written`(_ seed: UInt64) {
    var titles = Titles(seed: seed)
    for title in titles.make(25) {
      let key = Fixture.key(title)
      for (name, other) in rewritings(of: title) {
        #expect(Fixture.key(other) == key, "seed \(seed), \(name): \(title) → \(other)")
      }
    }
  }

  @Test(arguments: seeds)
  func `another number is another key`(_ seed: UInt64) {
    var titles = Titles(seed: seed)
    for title in titles.make(25) {
      let (first, second) = (titles.number(), titles.number())
      guard first != second else { continue }
      #expect(
        Fixture.key("\(title) \(first)") != Fixture.key("\(title) \(second)"), "seed \(seed): \(title)")
      let (home, guest) = (first % 9, second % 9)
      #expect(
        Fixture.key("\(title) \(home)-\(guest)") != Fixture.key("\(title) \(home)\(guest)"),
        "seed \(seed): a score is no number: \(title)")
      #expect(
        home == guest || Fixture.key("\(title) \(home)-\(guest)") != Fixture.key("\(title) \(guest)-\(home)"),
        "seed \(seed): \(title)")
      #expect(Fixture.key("\(title) -\(home + 1)") != Fixture.key("\(title) \(home + 1)"), "seed \(seed)")
    }
  }

  @Test(arguments: seeds)
  func `another word is another key`(_ seed: UInt64) {
    var titles = Titles(seed: seed)
    for title in titles.make(25) {
      #expect(Fixture.key(title + " " + titles.word()) != Fixture.key(title), "seed \(seed): \(title)")
    }
  }

  @Test(arguments: seeds)
  func `a plain title has the key of the same title with structure around it`(_ seed: UInt64) {
    // Plain titles are read in one pass, others by way of the cleaner: a bar at the end forces the long way.
    var titles = Titles(seed: seed, scripts: 1)
    for title in titles.make(50) {
      let (plain, other) = (Fixture(title: title).key, Fixture(title: title + " |").key)
      #expect(plain.hash == other.hash, "seed \(seed): \(title)")
      #expect(plain.heads == other.heads && plain.headHash == other.headHash, "seed \(seed): \(title)")
      #expect(plain.words == other.words && plain.weight == other.weight, "seed \(seed): \(title)")
      #expect(plain.isGeneric == other.isGeneric && plain.cleaned == other.cleaned, "seed \(seed): \(title)")
    }
  }

  /// The same title as other systems write it.
  private func rewritings(of title: String) -> [(name: String, title: String)] {
    var all = [
      // Canonical equivalents without Foundation: Swift's own normal forms are not public, so by hand.
      ("composed", compose(title)), ("decomposed", decompose(title)),
      ("white space", "  " + title.replacing(" ", with: "\u{A0}\t\u{2009}") + "\n"),
      ("no-break", title.replacing(" ", with: "\u{202F}")),
      ("curly", title.replacing("'", with: "\u{2019}").replacing("\"", with: "\u{201D}")),
      ("ignorable", title.replacing(" ", with: "\u{200B} \u{2060}\u{FEFF}")),
      ("directions", "\u{200E}" + title + "\u{200F}"),
      ("entities", title.replacing("é", with: "&eacute;").replacing("'", with: "&#39;")),
      ("escaped twice", title.replacing("é", with: "&amp;eacute;").replacing("'", with: "&amp;#8217;")),
      ("markup", "<b>" + title + "</b>"),
    ]
    // Case: not with Turkish dotless i or sharp s, whose capitals are other letters' too, and not in capitals
    // throughout, which make a tag of a word that is none in lower case.
    all.append(("lower case", title.lowercased()))
    return all
  }

  private static let pairs: [(composed: String, decomposed: String)] = [
    ("é", "e\u{301}"), ("ü", "u\u{308}"), ("ñ", "n\u{303}"), ("ç", "c\u{327}"), ("й", "и\u{306}"),
    ("ї", "і\u{308}"), ("が", "か\u{3099}"), ("ά", "α\u{301}"), ("한", "\u{1112}\u{1161}\u{11AB}"),
    ("क़", "क\u{93C}"), ("ệ", "e\u{323}\u{302}"), ("أ", "ا\u{654}"),
  ]

  private func compose(_ title: String) -> String {
    Self.pairs.reduce(title) { Self.replace($0, $1.decomposed, $1.composed) }
  }

  private func decompose(_ title: String) -> String {
    Self.pairs.reduce(title) { Self.replace($0, $1.composed, $1.decomposed) }
  }

  /// By code points: to Swift's strings, both forms are the same.
  private static func replace(_ text: String, _ old: String, _ new: String) -> String {
    let (text, old) = (Array(text.unicodeScalars), Array(old.unicodeScalars))
    var result = String.UnicodeScalarView()
    var place = 0
    while place < text.count {
      if text[place...].starts(with: old) {
        result.append(contentsOf: new.unicodeScalars)
        place += old.count
      } else {
        result.append(text[place])
        place += 1
      }
    }
    return String(result)
  }
}

/// Made-up titles.
private struct Titles {
  private var state: UInt64
  private let scripts: Int

  init(seed: UInt64, scripts: Int? = nil) {
    state = seed &* 0x9E37_79B9_7F4A_7C15 | 1
    self.scripts = scripts ?? Self.words.count
  }

  private mutating func next(_ bound: Int) -> Int {
    state ^= state << 13
    state ^= state >> 7
    state ^= state << 17
    return Int(state % UInt64(bound))
  }

  mutating func number() -> Int { 13 + next(980) }

  mutating func word() -> String {
    let script = Self.words[next(scripts)]
    return script[next(script.count)]
  }

  /// Words of one script each, as headlines are.
  mutating func make(_ count: Int) -> [String] {
    (0..<count).map { _ in
      let script = Self.words[next(scripts)]
      return (0..<4 + next(6)).map { _ in script[next(script.count)] }.joined(separator: " ")
    }
  }

  private static let words: [[String]] = [
    [
      "ferry", "Harbor", "council", "organised", "labour", "bridge", "it's", "nurses", "\"deal\"", "gov't",
      "travelled", "Isle", "twelve", "40", "pier", "favourite", "storm", "O'Neill", "isle", "hotel",
    ],
    ["café", "Zürich", "niñez", "façade", "pêche", "über", "garçon", "l'école", "señal", "müde"],
    ["паром", "мой", "Её", "остров", "Київ", "її", "мост", "город", "йод", "зима"],
    ["πλοίο", "νησί", "άνεμος", "γέφυρα", "θάλασσα", "λιμάνι"],
    ["العبارة", "الجسر", "أمطار", "مدينة", "ميناء", "إضراب"], ["מעבורת", "גשר", "נמל", "סערה", "עירייה"],
    ["नौका", "पुल", "क़ानून", "परिषद", "किताब", "बारिश"], ["한강", "다리", "항구", "여객선", "시의회", "태풍"],
    ["島", "が", "港", "フェリー", "再開", "台風"], ["phà", "chạy", "việt", "đảo", "cầu", "biển"],
    ["เรือ", "สะพาน", "เกาะ", "พายุ", "ท่าเรือ"],
  ]
}
