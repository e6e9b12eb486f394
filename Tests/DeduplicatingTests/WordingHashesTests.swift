import Testing

@testable import Deduplicating

/// What a record keeps of a headline's wording, made in three ways: of a plain title's key, of any other title, and of
/// the words and letters themselves.
@Suite struct WordingHashesTests {
  private static let rules = TitleRules.standard
  private static let source = ItemSource(
    name: "harbor", number: 1, feedTitle: "", url: nil, settings: SourceDedupSettings(), rules: rules)

  private func key(_ title: String) -> TitleKey {
    TitleKey(
      title, from: Self.source, origin: nil, link: nil, settings: DedupSettings(), rules: Self.rules)
  }

  private func hashes(_ title: String, style: Bool = true) -> WordingHashes? {
    WordingHashes(of: key(title), style: style, rules: Self.rules)
  }

  private static let plain = [
    "Island council votes to keep the old harbor ferry running through the winter",
    "Harbour colours: 12 000 labourers, 3 councillors and 100% of the ferry's crew don't agree",
    "Mayor's re-election in 2024 and 2028 costs the harbor 5 10 15 20 percent more a year",
    "N Korea's PM says govt won't organise talks at UN HQ in World War II harbor town",
    "A B C D E F G H I J K L M N O P Q R S T U V W X Y Z in the old harbor",
    "Is it true? Twenty-one well-known co-op ferries, \"the old ones\", to be sold by May",
  ]

  @Test(arguments: plain)
  func `a plain title's words are those that the long way finds`(_ title: String) throws {
    // Curly quotes are what makes a title go the long way, and no difference.
    let short = try #require(hashes(title))
    #expect(short == hashes("“" + title + "”"), "\(title)")
    #expect(short.letters != 0 && short.words != 0 && short.tail != 0)
  }

  @Test(
    arguments: plain + [
      "Analysis: what the island council means when it votes to keep the harbor ferry running",
      "Stadtrat von Moorheim stimmt nach langer Debatte für den Neubau der alten Hafenbrücke",
      "섬 의회 오래된 항구 여객선 운항을 올해 겨울까지 계속 유지하기로 전격 결정",
      "島の議会、古い港のフェリーを今年の冬まで運航し続けることを決定、住民は歓迎", "海島議會決定今年冬天繼續營運舊港口渡輪居民表示歡迎並且感謝",
      "Hội đồng đảo quyết định giữ chuyến phà cũ của bến cảng hoạt động suốt mùa đông này",
    ])
  func `the hashes are those of the words and letters`(_ title: String) throws {
    let key = key(title)
    let hashes = try #require(WordingHashes(of: key, style: true, rules: Self.rules))
    let wording = try #require(TitleWording(of: key, style: true, rules: Self.rules))
    #expect(hashes.letters == SequenceHash(wording.letters).rawValue)
    #expect(hashes.words == 0 || hashes.words == SequenceHash(wording.words).rawValue)
  }

  @Test func `a title with more words than a key has room for goes the long way`() throws {
    let title = String(repeating: "ox a ", count: 60) + "harbor"
    let long = try #require(hashes(title))
    #expect(long == hashes("“" + title + "”"))
  }

  @Test func `short titles have none`() {
    #expect(hashes("Harbor ferry keeps running") == nil)
    #expect(hashes("") == nil)
  }
}
