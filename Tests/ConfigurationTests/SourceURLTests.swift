import Testing

@testable import Configuration

struct SourceURLTests {
  @Test(arguments: [
    ("https://Example.ORG", "https://example.org/"),
    ("HTTP://example.org:80/a?b#c", "http://example.org/a?b"),
    ("https://example.org:8443/A", "https://example.org:8443/A"),
    ("https://user:pw@example.org/", "https://user:pw@example.org/"),
    ("https://example.org?x", "https://example.org/?x"),
    ("https://example.org:8443", "https://example.org:8443/"),
    ("https://example.org:443/a", "https://example.org/a"),
    ("https://example.org:08443/a", "https://example.org:8443/a"),
    ("https://example.org:/a", "https://example.org/a"),
    ("http://example.org:443/a", "http://example.org:443/a"),
    ("https://user@Example.org/A?B", "https://user@example.org/A?B"),
    ("https://example.org/a#b", "https://example.org/a"),
    ("Https://example.org/a", "https://example.org/a"),
    ("http://[2001:DB8::1]:81/f", "http://2001:db8::1:81/f"),
    ("https://пример.example/", "https://пример.example/"),
  ])
  func `Addresses that mean the same compare equal`(text: String, canonical: String) throws {
    #expect(try SourceURL(text).canonical == canonical)
  }

  @Test(arguments: [
    "", "https://", "https:///x", "http:/x", "https://a b/", "https://x:0/", "https://x:99999/",
    "https://x:y/",
    "https://.x/", "https://a..b/", "https://[::1/", "https://[zz]/", "https://a\u{1}b/",
    "javascript:alert(1)",
    "file:///etc/passwd", "data:text/xml,x", "//x/y", "/x", "mailto:a@b", "https://a<b>/",
    "https://" + String(repeating: "a", count: 9000),
  ])
  func `What is no http address is refused`(text: String) {
    #expect(throws: SourceURL.Flaw.self) { try SourceURL(text) }
  }

  @Test(arguments: [
    ("example.org/feed", "https://example.org/feed"), ("feed://x.example/f", "https://x.example/f"),
    ("feed:https://x.example/f", "https://x.example/f"), ("htps://x.example/", "https://x.example/"),
    ("http:x.example", "http://x.example"), ("https://x.example/a b", "https://x.example/a%20b"),
  ])
  func `A slip gets a suggestion`(text: String, suggestion: String) {
    do throws(SourceURL.Flaw) {
      _ = try SourceURL(text)
      Issue.record("accepted")
    } catch {
      #expect(error.suggestion == suggestion)
    }
  }
}

struct SourceNameTests {
  @Test(arguments: [
    ("https://www.example.org/", "example.org"),
    ("https://en.yna.co.kr/RSS/news.xml", "en.yna.co.kr-rss-news"),
    ("http://example.org:8080/feed/", "example.org-feed"),
  ])
  func `A name is made of host and path`(url: String, name: String) throws {
    #expect(SourceName.derived(from: try SourceURL(url)) == name)
  }

  @Test func `Names of addresses with queries, long paths or foreign letters are valid and differ`() throws {
    let long = "https://x.example/" + String(repeating: "long/", count: 40)
    let urls = [
      "https://x.example/?a", "https://x.example/?b", long, long + "z", "https://пример/", "https://тест/",
    ]
    let names = try urls.map { SourceName.derived(from: try SourceURL($0)) }
    #expect(names.allSatisfy(SourceName.isValid), "\(names)")
    #expect(Set(names).count == urls.count, "\(names)")
  }

  @Test func `A made name gives way to a given one, and two made names differ`() throws {
    let folder = try TemporaryFolder([
      "tidings.yaml": """
      sources: [https://a.example/x, {name: a.example-x, url: https://b.example/}, https://a.example/X]
      """
    ])
    let names = try folder.load().sources.map(\.name)
    #expect(Set(names).count == 3)
    #expect(names[1] == "a.example-x")
    #expect(names.allSatisfy(SourceName.isValid))
  }
}
