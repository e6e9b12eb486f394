import Testing

@testable import Fetching

/// Spellings of one host are one host: its limits hold for all of them together.
@Suite struct HostAuthorityTests {
  @Test(arguments: [
    ("http://mill.example/feed", "mill.example"), ("https://mill.example", "mill.example"),
    ("http://MILL.Example/feed", "mill.example"), ("http://mill.example:80/", "mill.example"),
    ("https://mill.example:443/", "mill.example"), ("http://mill.example./feed", "mill.example"),
    ("https://mill.example.:443?a", "mill.example"), ("http://us:er@mill.example/", "mill.example"),
    ("http://mill.example:0080/", "mill.example"), ("http://mill.example?key=1", "mill.example"),
    ("http://mill.example:443/", "mill.example:443"), ("https://mill.example:80/", "mill.example:80"),
    ("https://mill.example:8443/", "mill.example:8443"), ("http://mill.example#top", "mill.example"),
    ("http://192.0.2.7/", "192.0.2.7"), ("http://192.0.519/", "192.0.2.7"),
    ("http://0xC0000207/", "192.0.2.7"),
    ("http://3221225991:8080/", "192.0.2.7:8080"), ("http://0300.0.02.07/", "192.0.2.7"),
    ("http://192.0.2.0xa/", "192.0.2.10"), ("http://[2001:DB8::7]:80/", "[2001:db8::7]"),
    ("https://[2001:db8::7]:8443/", "[2001:db8::7]:8443"),
    ("http://192.0.2.7:8080/", "192.0.2.7:8080"), ("http://192.0.2.7:80/", "192.0.2.7"),
    ("http://192.0.2.007:8080/", "192.0.2.7:8080"), ("http://192.0.2.256/", "192.0.2.256"),
    ("http://mill.example:08080/a", "mill.example:8080"), ("http://mill.example:/a", "mill.example"),
    ("http://mill.example:8080", "mill.example:8080"), ("http://mill.example:8080?a", "mill.example:8080"),
    ("http://xn--mhle-0ra.example/", "xn--mhle-0ra.example"), ("file:///etc/passwd", ""),
    ("mill.example", ""),
    ("", ""), ("http://", ""),
  ])
  func `a host has one name, however it is written`(_ url: String, _ host: String) {
    #expect(HostAuthority.text(url) == host)
  }
}
