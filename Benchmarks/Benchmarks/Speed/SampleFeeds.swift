import WebText

/// Feed documents of 40 entries, made here: of the size and shape that news sites, blogs and podcasts serve.
///
/// Each has variants, which differ in their words: over one document again and again the processor would learn
/// its very letters.
enum SampleFeeds {
  static let count = 40

  /// Bodies in CDATA, as most publishing systems write them.
  static func rss(_ variant: UInt64 = 0) -> [UInt8] {
    var words = SampleWords(seed: 2 + 10 * variant)
    var xml = """
      <?xml version="1.0" encoding="UTF-8"?>
      <rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" \
      xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:atom="http://www.w3.org/2005/Atom">
      <channel><title>Harbor Dispatch</title><link>https://harbor.example/</link>
      <description>News of the bay</description><language>en</language>
      <atom:link rel="self" type="application/rss+xml" href="https://harbor.example/feed"/>
      """
    for number in 0..<count {
      xml += """

        <item><title>\(words.sentence(9))</title><link>https://harbor.example/news/\(number)</link>
        <guid isPermaLink="false">harbor-\(number)</guid><pubDate>\(rfc822(number))</pubDate>
        <dc:creator><![CDATA[\(words.sentence(2))]]></dc:creator><category>\(words.word())</category>
        <description><![CDATA[\(words.sentence(24))]]></description>
        <content:encoded><![CDATA[\(html(&words, paragraphs: 4))]]></content:encoded></item>
        """
    }
    return Array((xml + "</channel></rss>").utf8)
  }

  /// Bodies with escaped markup: an entity reference every few bytes.
  static func atom(_ variant: UInt64 = 0) -> [UInt8] {
    var words = SampleWords(seed: 3 + 10 * variant)
    var xml = """
      <?xml version="1.0" encoding="utf-8"?>
      <feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en" xml:base="https://orchard.example/">
      <title>Orchard Notes</title><id>tag:orchard.example,2020:notes</id><updated>\(rfc3339(0))</updated>
      <link href="/"/><link rel="self" href="/atom.xml"/><author><name>R. Quince</name></author>
      """
    for number in 0..<count {
      xml += """

        <entry><title>\(words.sentence(8))</title><link rel="alternate" type="text/html" href="/n/\(number)"/>
        <id>tag:orchard.example,2020:\(number)</id><published>\(rfc3339(number))</published>
        <updated>\(rfc3339(number))</updated><category term="\(words.word())"/>
        <summary>\(words.sentence(20))</summary>
        <content type="html">\(escaped(html(&words, paragraphs: 3)))</content></entry>
        """
    }
    return Array((xml + "</feed>").utf8)
  }

  /// RSS 1.0: an item's place is beside the channel.
  static func rdf(_ variant: UInt64 = 0) -> [UInt8] {
    var words = SampleWords(seed: 4 + 10 * variant)
    var xml = """
      <?xml version="1.0"?>
      <rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/" \
      xmlns:dc="http://purl.org/dc/elements/1.1/">
      <channel rdf:about="https://reef.example/rdf"><title>Reef Wire</title><link>https://reef.example/</link>
      <description>Short news</description><items><rdf:Seq>
      """
    for number in 0..<count { xml += "<rdf:li rdf:resource=\"https://reef.example/\(number)\"/>" }
    xml += "</rdf:Seq></items></channel>"
    for number in 0..<count {
      xml += """

        <item rdf:about="https://reef.example/\(number)"><title>\(words.sentence(10))</title>
        <link>https://reef.example/\(number)</link><description>\(words.sentence(30))</description>
        <dc:date>\(rfc3339(number))</dc:date><dc:subject>\(words.word())</dc:subject></item>
        """
    }
    return Array((xml + "</rdf:RDF>").utf8)
  }

  /// Many small elements and attributes of three vocabularies.
  static func podcast(_ variant: UInt64 = 0) -> [UInt8] {
    var words = SampleWords(seed: 5 + 10 * variant)
    var xml = """
      <?xml version="1.0" encoding="UTF-8"?>
      <rss version="2.0" xmlns:itunes="http://www.itunes.com/dtds/podcast-1.0.dtd" \
      xmlns:podcast="https://podcastindex.org/namespace/1.0" xmlns:media="http://search.yahoo.com/mrss/">
      <channel><title>Tunnel Talk</title><link>https://tunnel.example/</link><description>A show</description>
      <itunes:author>T. Bell</itunes:author><itunes:image href="https://tunnel.example/cover.png"/>
      """
    for number in 0..<count {
      xml += """

        <item><title>\(words.sentence(6))</title><guid>https://tunnel.example/e/\(number)</guid>
        <pubDate>\(rfc822(number))</pubDate><description>\(words.sentence(40))</description>
        <enclosure url="https://media.tunnel.example/\(number).mp3" length="\(31_000_000 + number)" \
        type="audio/mpeg"/><itunes:duration>00:4\(number % 10):12</itunes:duration>
        <itunes:episode>\(number)</itunes:episode><itunes:explicit>false</itunes:explicit>
        <itunes:image href="https://tunnel.example/\(number).png"/>
        <podcast:transcript url="https://tunnel.example/\(number).vtt" type="text/vtt"/>
        <podcast:person role="guest" href="https://people.example/\(number)">\(words.sentence(2))</podcast:person>
        <media:content url="https://media.tunnel.example/\(number).mp4" type="video/mp4" duration="2532"/></item>
        """
    }
    return Array((xml + "</channel></rss>").utf8)
  }

  /// The RSS document with what goes wrong most: bare ampersands, an HTML entity, tags left open, no end.
  static func damaged(_ variant: UInt64 = 0) -> [UInt8] {
    var xml = String(decoding: rss(variant), as: UTF8.self)
    for (number, wrong) in [(7, "Bread & butter "), (15, "Caf&eacute; "), (23, "<br>Two lines ")] {
      xml = xml.replacing(
        "harbor-\(number)</guid>", with: "harbor-\(number)</guid><comments>\(wrong)</comments>")
    }
    return Array(xml.utf8.dropLast(20))
  }

  /// Cyrillic in the encoding that was usual for it.
  static func windows1251(_ variant: UInt64 = 0) -> [UInt8] {
    var words = SampleWords(SampleWords.russian, seed: 6 + 10 * variant)
    var xml = """
      <?xml version="1.0" encoding="windows-1251"?>
      <rss version="2.0"><channel><title>Гавань</title><link>https://gavan.example/</link>
      <description>Новости</description>
      """
    for number in 0..<count {
      xml += """

        <item><title>\(words.sentence(8))</title><link>https://gavan.example/\(number)</link>
        <pubDate>\(rfc822(number))</pubDate><description>\(words.sentence(120))</description></item>
        """
    }
    return (xml + "</channel></rss>").unicodeScalars.map { scalar in
      // А…я lie in one piece in both (U+0410 is C0).
      scalar.value < 0x80 ? UInt8(scalar.value) : UInt8(truncatingIfNeeded: scalar.value &- 0x410 &+ 0xC0)
    }
  }

  static func json(_ variant: UInt64 = 0) -> [UInt8] {
    var words = SampleWords(seed: 7 + 10 * variant)
    var json = JSONWriter()
    json.beginObject()
    json.key("version")
    json.string("https://jsonfeed.org/version/1.1")
    json.key("title")
    json.string("Glacier Letters")
    json.key("items")
    json.beginArray()
    for number in 0..<count {
      json.beginObject()
      for (key, value) in [
        ("id", "glacier-\(number)"), ("url", "https://glacier.example/\(number)"),
        ("title", words.sentence(9)), ("content_html", html(&words, paragraphs: 4)),
        ("date_published", rfc3339(number)),
      ] {
        json.key(key)
        json.string(value)
      }
      json.endObject()
    }
    json.endArray()
    json.endObject()
    return json.bytes
  }

  // MARK: Parts

  static func html(_ words: inout SampleWords, paragraphs: Int) -> String {
    let image = words.number(below: 9_000)
    var html = "<figure><img src=\"/img/\(image).jpg\" alt=\"\(words.word())\"/></figure>"
    for _ in 0..<paragraphs {
      let target = words.number(below: 9_000)
      html += "\n<p>\(words.sentence(50)), <a href=\"/s/\(target)\">\(words.sentence(3))</a> "
      html += "&#8220;\(words.sentence(6))&#8221;.</p>"
    }
    return html
  }

  private static func escaped(_ html: String) -> String {
    html.replacing("&", with: "&amp;").replacing("<", with: "&lt;").replacing(">", with: "&gt;")
  }

  private static func rfc822(_ number: Int) -> String {
    "Tue, 05 Mar 2024 \(10 + number / 60):\(10 + number % 50):07 +0100"
  }

  private static func rfc3339(_ number: Int) -> String {
    "2024-03-05T1\(number / 50):\(10 + number % 50):07+01:00"
  }
}
