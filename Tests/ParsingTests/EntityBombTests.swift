import FeedModel
import Parsing
import TestSupport
import Testing
import WebText

/// Documents whose DTD makes much of little (CVE-2003-1564, CVE-2011-1156, CVE-2013-0338, CVE-2014-3660): each
/// is refused by a limit or does no harm.
@Suite(.timeLimit(.minutes(5 * Patience.factor))) struct EntityBombTests {
  /// A document with one item; entities are referred to in its title or its attributes.
  private static func document(_ subset: String, title: String = "T", attributes: String = "") -> String {
    "<!DOCTYPE rss [\(subset)]>"
      + rss(
        """
        <item><title>\(title)</title><guid>1</guid><description><a \(attributes)>x</a></description>\
        <enclosure url="http://quay.example/a" length="1" \(attributes)/></item><item><guid>2</guid></item>
        """)
  }

  /// Entities `e0`, `e1`, …, each of which refers `fan` times to the one before.
  private static func levels(_ count: Int, fan: Int, first: String) -> String {
    (1...count).reduce("<!ENTITY e0 \"\(first)\">") { subset, level in
      subset + "<!ENTITY e\(level) \"\(String(repeating: "&e\(level - 1);", count: fan))\">"
    }
  }

  private static let big = "<!ENTITY big \"\(String(repeating: "y", count: 3_000))\">"
  private static let bigs = String(repeating: "&big;", count: 5_000)

  static let bombs: [(name: String, document: String)] = [
    ("billion laughs", document(levels(9, fan: 10, first: "ha"), title: "&e9;")),
    (
      "billion laughs, often",
      document(levels(9, fan: 10, first: "ha"), title: String(repeating: "&e9;", count: 9_000))
    ),
    ("billion laughs about nothing", document(levels(7, fan: 40, first: ""), title: "&e7;")),
    ("a hundred levels", document(levels(100, fan: 2, first: "ha"), title: "&e99;&e50;&e3;")),
    ("quadratic blow-up", document(big, title: bigs)),
    ("recursive", document("<!ENTITY a \"x&a;&a;\">", title: String(repeating: "&a;", count: 5_000))),
    (
      "recursive by each other",
      document(
        "<!ENTITY a \"x&b;&b;\"><!ENTITY b \"y&a;&a;\">", title: String(repeating: "&a;&b;", count: 5_000))
    ),
    (
      "parameter entity",
      document(
        "<!ENTITY % p \"\(String(repeating: "z", count: 1_000))\"><!ENTITY % q '<!ENTITY x \"%p;%p;\">'>%q;",
        title: String(repeating: "&x;&p;%p;", count: 5_000))
    ),
    ("in an attribute", document(big, attributes: "href='\(bigs)'")),
    (
      "in many attributes",
      document(
        big,
        attributes: (0..<200).map { "a\($0)='\(String(repeating: "&big;", count: 40))'" }.joined(
          separator: " "))
    ),
    (
      "nested, in an attribute",
      document(
        levels(7, fan: 10, first: "ha"), attributes: "href='\(String(repeating: "&e7;", count: 9_000))'")
    ),
    (
      "in an attribute's default",
      document(big + "<!ATTLIST enclosure url CDATA \"\(String(repeating: "&big;", count: 100))\">")
    ),
    ("huge internal subset", document("<!-- \(String(repeating: "x", count: 2 << 20)) -->")),
    ("huge value", document("<!ENTITY a \"\(String(repeating: "x", count: 2 << 20))\">", title: "&a;")),
    (
      "many small ones",
      document((0..<10_000).map { "<!ENTITY e\($0) \"&e\(max(0, $0 - 1));\">" }.joined(), title: "&e9999;")
    ),
    (
      "external DTD with an entity of its own",
      "<!DOCTYPE rss SYSTEM \"http://127.0.0.1:1/x.dtd\" [\(big)<!ENTITY ext SYSTEM \"file:///dev/zero\">]>"
        + rss("<item><title>\(bigs)&ext;</title></item>")
    ),
  ]

  @Test(arguments: bombs.indices, ["", "<b>&"])
  func eachIsRefusedOrDoesNoHarm(index: Int, damage: String) throws {
    let (name, document) = Self.bombs[index]
    let text = document + damage
    do throws(ParseError) {
      let feed = try read(text)
      #expect(feed.entries.count >= 1, "\(name)")
      var json = JSONWriter()
      feed.writeParseOutput(to: &json)
      #expect(json.bytes.count <= 3 * text.utf8.count + 64 * 1024, "\(name)")
    } catch {
      guard case .limit(let code, _) = error else { throw error }
      #expect(["xml-dtd", "xml-expansion"].contains(code), "\(name): \(error)")
    }
  }

  @Test func entitiesInAttributesCountAsTextDoes() {
    let document = Self.document(Self.big, attributes: "href='\(Self.bigs)'")
    #expect(throws: ParseError.self) { try read(document) }
  }

  @Test func anEntityInItselfIsNothing() throws {
    let document = Self.document("<!ENTITY a \"x&b;z\"><!ENTITY b \"y&a;&a;\">", title: "A &a; &a;")
    #expect(try read(document).entries[0].title == "A xyz xyz")
  }

  @Test func nestedEntitiesAreExpandedEachTime() throws {
    let subset = "<!ENTITY a \"1\"><!ENTITY b \"&a;2&#38;amp;&eacute;\"><!ENTITY c \"&b;&b;&none;\">"
    let feed = try read(
      Self.document(subset, title: "&c; &b;", attributes: "href='http://quay.example/&a;&b;'"))
    #expect(feed.entries[0].title == "12&é12&é&none; 12&é")
    #expect(feed.entries[0].contentHTML?.contains("http://quay.example/112") == true)
  }
}
