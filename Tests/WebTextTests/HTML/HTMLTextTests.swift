import Testing
import WebText

@Suite struct HTMLTextTests {
  @Test(arguments: [
    ("", ""), ("  plain \n text\t", "plain text"), ("<p>One</p><p>Two</p>", "One Two"),
    ("<b>bo</b>ld", "bold"), ("a<br>b<br/>c<BR />d", "a b c d"), ("1 < 2 and 3 > 2", "1 < 2 and 3 > 2"),
    ("a<b", "a<b"), ("I </3 you <3", "I </3 you <3"), ("x <!-- hidden > --> y", "x y"), ("<!-->a", "a"),
    ("<!-- never closed", ""), ("a<script>if (a < b) { '<p>' }</script>b", "ab"),
    ("a<STYLE type='x'>p {}</Style >b", "ab"), ("<script src='x'/>b", "b"), ("a<script>b", "a"),
    ("AT&amp;T &lt;b&gt;", "AT&T <b>"), ("a&nbsp;b", "a\u{A0}b"), ("&nbsp; a &#160;\u{3000}", "a"),
    ("a&#10;&#32; b", "a b"), ("<a title='x>y' href=\"z>\">link</a>", "link"),
    ("<a title='never closed>text", "text"), ("<![CDATA[1 <i>&amp; 2]]>", "1 <i>&amp; 2"),
    ("<?xml version='1.0'?><!DOCTYPE html><p>x", "x"), ("<ul><li>a</li><li>b</li></ul>", "a b"),
    ("<td>a</td><td>b</td>", "a b"), ("<custom-tag>a</custom-tag><o:p>b</o:p>", "ab"),
    ("<p>북한 “선전”</p>\n<p>회의</p>", "북한 “선전” 회의"), ("a<img src=x alt='y'>b", "ab"),
    ("<", "<"), ("</", "</"), ("<!", "<!"), ("<a", "<a"), ("&lt;p&gt;", "<p>"),
  ])
  func isWhatAReaderSees(html: String, expected: String) {
    #expect(HTMLText.plainText(ofHTML: html) == expected)
  }

  @Test(arguments: [
    "<p>x", "x</p>", "<br/>", "<IMG src=x>", "a <b>c</b>", "AT&amp;T", "&#39;", "&nbsp;", "&#x2019;",
    "<!-- x --> y", "<a href='x'>",
  ])
  func looksLikeHTMLWithAnElementOrAReference(text: String) {
    #expect(HTMLText.looksLikeHTML(text))
  }

  @Test(arguments: [
    "", "plain", "1 < 2", "a <b and c", "AT&T", "?a=1&copy=2", "&unknown;", "Array<T> and <foo>", "<3",
    "a > b",
    "R&D; more", "<@mention>", "x <y@z.org>",
  ])
  func doesNotLookLikeHTMLWithout(text: String) {
    #expect(!HTMLText.looksLikeHTML(text))
  }

  @Test(arguments: [
    ("<a href='/x'>", "<a href='https://e.org/x'>"), ("<A HREF=x>", "<A HREF=https://e.org/d/x>"),
    ("<img src=\"i.png\" alt=\"/no\">", "<img src=\"https://e.org/d/i.png\" alt=\"/no\">"),
    ("<a href=\"?a=1&amp;b=2\">", "<a href=\"https://e.org/d/f?a=1&amp;b=2\">"),
    ("<a href=\"?a=1&b=2\">", "<a href=\"https://e.org/d/f?a=1&b=2\">"),
    ("<a href='&#47;x&quot;'>", "<a href='https://e.org/x&quot;'>"),
    ("<a href = ' ../x '>", "<a href = 'https://e.org/x'>"),
    ("<object data='x'><p data='x'>", "<object data='https://e.org/d/x'><p data='x'>"),
    (
      "<img srcset='a.png 1x, b.png 2x,c.png'>",
      "<img srcset='https://e.org/d/a.png 1x, https://e.org/d/b.png 2x,https://e.org/d/c.png'>"
    ),
    ("<img srcset='a.png, /b.png 100w'>", "<img srcset='https://e.org/d/a.png, https://e.org/b.png 100w'>"),
    ("<video poster=p src=v></video>", "<video poster=https://e.org/d/p src=https://e.org/d/v></video>"),
    ("<a href='//h/x'>", "<a href='https://h/x'>"), ("<a\nhref='기사'/>", "<a\nhref='https://e.org/d/기사'/>"),
    (
      "<form action=a><input formaction=b>",
      "<form action=https://e.org/d/a><input formaction=https://e.org/d/b>"
    ),
  ])
  func makesReferencesAbsolute(html: String, expected: String) {
    #expect(HTMLText.resolvingReferences(inHTML: html, base: "https://e.org/d/f?q") == expected)
  }

  @Test(arguments: [
    "", "text", "<p>&amp; x</p>", "<a href='https://h/x'>", "<a href='mailto:a@b'>", "<a href='#top'>",
    "<a href=''>", "<a href>", "<a href=>", "<a title='/x'>", "<!-- <a href='x'> -->",
    "<script>'<a href=\"x\">'</script>", "<a href='&#104;ttp://h/'>", "<a href='x", "a < b href='x'",
    "<img srcset='https://h/a 1x, data:image/png,xyz 2x'>", "<a HREF='javascript:x'>", "<b data='x'>",
  ])
  func leavesAllElseByteForByte(html: String) {
    #expect(HTMLText.resolvingReferences(inHTML: html, base: "https://e.org/d/f") == html)
    let bytes = Array(html.utf8)
    #expect(
      bytes.withUnsafeBufferPointer { HTMLText.resolvingReferences(inHTML: $0, base: "https://e.org/") }
        == nil)
  }

  @Test func aHostileBaseCannotEndAnAttribute() {
    let base = "https://e.org/'\"><script>x"
    let resolved = HTMLText.resolvingReferences(inHTML: "<a href='y'>", base: base)
    #expect(resolved == "<a href='https://e.org/y'>")
    let query = HTMLText.resolvingReferences(inHTML: "<a href='?y'>", base: base)
    #expect(query == "<a href='https://e.org/%27%22%3E%3Cscript%3Ex?y'>")
  }

  @Test func aLongBaseDoesNotMultiplyTheOutput() {
    let html = String(repeating: "<a href=x>", count: 20_000)
    let base = "https://e.org/" + String(repeating: "d", count: 8000) + "/"
    let resolved = HTMLText.resolvingReferences(inHTML: html, base: base)
    #expect(resolved.utf8.count < html.utf8.count * 9 + 100_000)
    #expect(resolved.hasSuffix("<a href=x>"))
  }

  /// Inputs on which a scanner that searches again from each `<` would need minutes.
  @Test(arguments: [
    "<", "<a ", "<a x=\"", "<a x='>\"", "<!--", "<!-- >", "</", "<![CDATA[", "<script>", "&", "&#", "&amp",
    "<a b=\">",
    "<a x=\">\"", "&nbsp;", "<?x", "<!x", "<a href=x ", "\u{A0}",
  ])
  func isLinearOnRepeatedBeginnings(part: String) {
    let html = String(repeating: part, count: 200_000)
    #expect(HTMLText.plainText(ofHTML: html).utf8.count <= html.utf8.count)
    _ = HTMLText.looksLikeHTML(html)
    _ = HTMLText.resolvingReferences(inHTML: html, base: "https://e.org/")
  }

  @Test func survivesAnyBytes() {
    let interesting = Array("<>/!-?='\" abp&;#[]CDATA".utf8) + [0, 0x80, 0xC2, 0xE2, 0xFF]
    var random = SplitMix(seed: 5)
    for _ in 0..<20_000 {
      let bytes = (0..<random.below(24)).map { _ in interesting[random.below(interesting.count)] }
      bytes.withUnsafeBufferPointer { buffer in
        _ = HTMLText.plainText(ofHTML: buffer)
        _ = HTMLText.looksLikeHTML(buffer)
        _ = HTMLText.resolvingReferences(inHTML: buffer, base: "https://e.org/")
      }
    }
  }
}
