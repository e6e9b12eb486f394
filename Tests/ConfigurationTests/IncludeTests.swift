import Testing

@testable import Configuration

struct IncludeTests {
  @Test func `YAML, OPML and address lists are read in order`() throws {
    let folder = try TemporaryFolder([
      "tidings.yaml": """
      defaults: {timeout: 9s}
      sources: [{name: main, url: https://main.example/}]
      include: [sources.d/*.yaml, subscriptions.opml, urls.txt]
      """,
      "sources.d/b.yaml": "- {name: b, url: https://b.example/}",
      "sources.d/a.yaml": "sources: [{name: a, url: https://a.example/}]\ninclude: more.txt",
      "sources.d/more.txt": "https://more.example/rss more\n",
      "urls.txt": "# comment\n\nhttps://list.example/x/feed.xml\r\n  https://other.example/ other # note\n",
      "subscriptions.opml": """
      <?xml version="1.0"?><!-- <outline xmlUrl="x"/> -->
      <opml version="1.0"><head><title>Mine</title></head><body>
      <outline text="World News">
        <outline type="rss" text="Tea &amp; Toast" xmlUrl="https://tea.example/?a=1&amp;b=2&c=3"/>
      </outline>
      <outline TITLE='Solo' xmlURL='https://solo.example/'></outline>
      </body></opml>
      """,
    ])
    let configuration = try folder.load()
    #expect(
      configuration.sources.map(\.name) == [
        "main", "a", "more", "b", "tea-toast", "solo", "list.example-x-feed", "other",
      ])
    #expect(configuration.sources[4].url == "https://tea.example/?a=1&b=2&c=3")
    #expect(configuration.sources[4].group == "world-news" && configuration.sources[5].group == nil)
    #expect(configuration.sources.allSatisfy { $0.timeout == .seconds(9) })
    #expect(configuration.includedFiles.count == 5)
  }

  @Test func `Mistakes in included files have those files' places`() throws {
    let folder = try TemporaryFolder([
      "tidings.yaml": "include: [s.yaml, u.txt, o.opml, x.opml, y.opml, z.opml]",
      "s.yaml": "sources:\n  - {url: 'ftp://a.example/', nam: x}\noutput: /x\n",
      "u.txt": "https://ok.example/\n\n  htp://x.example/ name extra\n",
      "o.opml": "<opml>\n <outline text='é' xmlUrl='javascript:alert(1)'/>\n</opml>",
      "x.opml": "<html><body></body></html>",
      "y.opml": "<opml><body>\n</head></opml>",
      "z.opml": "<opml>\n<outline type='rss' text='t'/></opml>",
    ])
    #expect(
      folder.mistakes() == [
        "s.yaml:2:11: the url's scheme must be http or https, not \"ftp\"",
        "s.yaml:2:31: unknown key \"nam\" in a source; did you mean name?",
        "s.yaml:3:1: unknown key \"output\" in an included file; known are sources, include",
        "u.txt:3:3: the url's scheme must be http or https, not \"htp\"; did you mean http://x.example/?",
        "u.txt:3:25: a line is an address and a name; \"extra\" is too much",
        "o.opml:2:2: the url's scheme must be http or https, not \"javascript\"",
        "x.opml:1:1: the file is not OPML: its outermost element is \"html\"",
        "y.opml:2:1: </head> closes nothing: </body> is expected",
        "z.opml:2:1: this outline of type rss has no xmlUrl",
      ])
  }

  @Test func `A file that includes itself by way of others is a loop`() throws {
    let folder = try TemporaryFolder([
      "tidings.yaml": "include: a.yaml", "a.yaml": "include: b.yaml", "b.yaml": "include: [tidings.yaml]",
    ])
    #expect(folder.mistakes().count == 1)
    #expect(folder.mistakes()[0].hasPrefix("b.yaml:1:11: include loop: "))
  }

  @Test func `A file that is included twice is read once, with a warning`() throws {
    let folder = try TemporaryFolder([
      "tidings.yaml": "include: [u.txt, '*.txt']", "u.txt": "https://a.example/",
    ])
    let configuration = try folder.load()
    #expect(configuration.sources.count == 1)
    #expect(configuration.warnings.count == 1)
  }

  @Test func `A pattern may match nothing`() throws {
    #expect(try TemporaryFolder(["tidings.yaml": "include: [sources.d/*.yaml]"]).mistakes().isEmpty)
  }

  @Test(arguments: [
    "<", "<opml", "<opml a", "<opml a=", "<opml a='", "<!--", "<opml><!", "", "<opml>", "</opml>",
  ])
  func `Cut-off OPML is a mistake and never a trap`(text: String) throws {
    let folder = try TemporaryFolder(["tidings.yaml": "include: o.opml", "o.opml": text])
    #expect(folder.mistakes().count == 1)
  }

  @Test func `Latin-1 OPML is read`() throws {
    let folder = try TemporaryFolder(["tidings.yaml": "include: o.opml"])
    let head = Array("<?xml version='1.0' encoding='ISO-8859-1'?><opml><outline text='Caf".utf8)
    try folder.write("o.opml", head + [0xE9] + Array("' xmlUrl='https://c.example/'/></opml>".utf8))
    #expect(try folder.load().sources.map(\.name) == ["caf"])
  }
}
