import Fetching
import Testing
import WebText

@Suite struct HeaderValueTests {
  @Test(arguments: [
    ("Sun, 06 Nov 1994 08:49:37 GMT", 784_111_777), ("Sunday, 06-Nov-94 08:49:37 GMT", 784_111_777),
    ("Sun Nov  6 08:49:37 1994", 784_111_777), ("Thu, 01 Jan 1970 00:00:00 GMT", 0),
    ("Tue, 29 Feb 2000 12:00:00 GMT", 951_825_600), ("Fri, 31 Dec 9999 23:59:59 GMT", 253_402_300_799),
    ("fri, 01 apr 2022 01:18:00 gmt", 1_648_775_880), ("Fri, 1 Apr 2022 01:18:00 UTC", 1_648_775_880),
    ("Saturday, 01-Jan-00 00:00:00 GMT", 946_684_800), ("Wed, 31 Dec 1969 23:59:59 GMT", -1),
  ]) func `the three forms of HTTP-date are read`(_ text: String, _ seconds: Int64) {
    #expect(HTTPDate.parse(text) == UnixTime(seconds: seconds))
  }

  @Test(arguments: [
    "", "0", "-1", "soon", "Sun, 06 Nov 1994 08:49:37 PST", "Sun, 06 Nov 1994 08:49:37",
    "Sun, 32 Nov 1994 08:49:37 GMT",
    "Sun, 30 Feb 1994 08:49:37 GMT", "Sun, 06 Nov 1994 24:00:00 GMT", "Sun, 06 Nov 1994 08:49 GMT",
    "Sun, 06 Nov 0000 08:49:37 GMT", "Sun, 06 Nov 99999 08:49:37 GMT", "Sun, 06 Foo 1994 08:49:37 GMT",
    "Sun, 06 Nov 1994 08:49:37 GMT trailing", "1994-11-06T08:49:37Z",
  ]) func `anything else is no HTTP-date`(_ text: String) {
    #expect(HTTPDate.parse(text) == nil)
  }

  @Test func `a long text is no date and no trouble`() {
    #expect(HTTPDate.parse(String(repeating: "1", count: 1_000_000)) == nil)
    #expect(RetryAfter(String(repeating: "9", count: 1_000_000)) == .seconds(.max))
  }

  @Test func `Retry-After is seconds or a date, never negative, never an overflow`() {
    #expect(RetryAfter("0") == .seconds(0))
    #expect(RetryAfter("3600") == .seconds(3600))
    #expect(RetryAfter("9223372036854775808") == .seconds(.max))
    for text in ["-1", "1.5", "1e9", "٣", "", "10 s"] { #expect(RetryAfter(text) == nil, "\(text)") }
    let now = UnixTime(seconds: 1_648_775_880)
    #expect(RetryAfter("Fri, 01 Apr 2022 01:20:00 GMT")?.seconds(from: now) == 120)
    #expect(RetryAfter("Fri, 01 Apr 2022 01:00:00 GMT")?.seconds(from: now) == 0)
    // The server's clock is an hour behind ours: its date counts from its own Date.
    let serverDate = HTTPDate.parse("Fri, 01 Apr 2022 00:18:00 GMT")
    #expect(RetryAfter("Fri, 01 Apr 2022 00:20:00 GMT")?.seconds(from: now, serverDate: serverDate) == 120)
    #expect(RetryAfter.date(UnixTime(milliseconds: .max)).seconds(from: UnixTime(milliseconds: .min)) > 0)
  }

  @Test(arguments: [
    ("https://example.org/feed", "https://example.org/feed"),
    ("https://u:p@example.org/feed?k=s#f", "https://example.org/feed?…"),
    ("http://a@b@c.example/x", "http://c.example/x"),
    ("http://h.example:8080?token=s", "http://h.example:8080?…"),
    ("http://h.example/#token", "http://h.example/"), ("http://h.example/a@b", "http://h.example/a@b"),
    ("no url", "no url"), ("", ""), ("http://u:p?q@h.example/", "http://u:p?…"),
    ("http://h.example/\u{1B}[2J", "http://h.example/\\u001b[2J"),
  ]) func `a URL is logged without userinfo, query and fragment`(_ url: String, _ text: String) {
    #expect(RedactedURL(url).description == text)
  }

  @Test(arguments: [
    ("https://u:p@example.org:8443/feed", "example.org"), ("http://[::1]:80/", "[::1]"),
    ("http://[::1]/", "[::1]"),
    ("nothing", "nothing"), ("http://h.example?x", "h.example"),
  ]) func `the host of a URL is without port and userinfo`(_ url: String, _ host: String) {
    #expect(RedactedURL(url).host == host)
  }
}
