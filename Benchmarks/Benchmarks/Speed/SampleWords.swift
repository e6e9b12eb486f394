/// A stream of words that is the same in every run, on every machine.
struct SampleWords {
  private var state: UInt64
  private let words: [String]

  init(_ text: String = SampleWords.english, seed: UInt64 = 1) {
    state = seed &* 0x9E37_79B9_7F4A_7C15 | 1
    words = text.split(separator: " ").map(String.init)
  }

  /// A number below `bound` (Marsaglia's xorshift64).
  mutating func number(below bound: Int) -> Int {
    state ^= state << 13
    state ^= state >> 7
    state ^= state << 17
    return Int(state >> 33) % bound
  }

  mutating func word() -> String { words[number(below: words.count)] }

  mutating func sentence(_ count: Int) -> String {
    var text = word()
    for _ in 1..<count { text += " " + word() }
    return text.prefix(1).uppercased() + text.dropFirst()
  }

  static let english = """
    harbor orchard ministers ferry agreement tunnel violin drought merger glacier verdict stadium lantern \
    senate copper flood telescope strike bakery vaccine turbine museum border council satellite wheat fire \
    referee budget island parliament bridge novel satire railway cyclist engine orchestra reef tariff
    """

  static let russian = """
    правительство гавань мост договор поезд музей граница совет спутник пожар стадион бюджет остров \
    парламент роман оркестр засуха паром тоннель скрипка ледник приговор фонарь медь наводнение телескоп
    """
}
