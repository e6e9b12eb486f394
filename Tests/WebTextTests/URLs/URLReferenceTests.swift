import Testing
import WebText

@Suite struct URLReferenceTests {
  /// The component texts of a reference; nil where it has none.
  private func parts(_ text: String) -> [String?] {
    let bytes = Array(text.utf8)
    let reference = bytes.withUnsafeBufferPointer { URLReference($0) }
    let ranges = [
      reference.scheme, reference.authority, reference.userinfo, reference.host, reference.port,
      reference.path, reference.query, reference.fragment,
    ]
    return ranges.map { $0.map { String(decoding: bytes[$0], as: UTF8.self) } }
  }

  @Test(
    arguments: [
      (
        "foo://example.com:8042/over/there?name=ferret#nose",
        ["foo", "example.com:8042", nil, "example.com", "8042", "/over/there", "name=ferret", "nose"]
      ),
      (
        "urn:example:animal:ferret:nose", ["urn", nil, nil, nil, nil, "example:animal:ferret:nose", nil, nil]
      ),
      (
        "ldap://[2001:db8::7]/c=GB?objectClass?one",
        ["ldap", "[2001:db8::7]", nil, "[2001:db8::7]", nil, "/c=GB", "objectClass?one", nil]
      ),
      (
        "http://u:p@h@[::1]:80", ["http", "u:p@h@[::1]:80", "u:p@h", "[::1]", "80", "", nil, nil]
      ),
      ("//host:/p?#", [nil, "host:", nil, "host", "", "/p", "", ""]),
      ("1a:b", [nil, nil, nil, nil, nil, "1a:b", nil, nil]),
      ("a/b:c", [nil, nil, nil, nil, nil, "a/b:c", nil, nil]),
      ("", [nil, nil, nil, nil, nil, "", nil, nil]),
      ("?", [nil, nil, nil, nil, nil, "", "", nil]),
      (":", [nil, nil, nil, nil, nil, ":", nil, nil]),
      ("한국://서울/가?나#다", [nil, nil, nil, nil, nil, "한국://서울/가", "나", "다"]),
    ] as [(String, [String?])])
  func takesReferencesApart(text: String, expected: [String?]) {
    #expect(parts(text) == expected)
  }

  // RFC 3986 §5.4.1 and §5.4.2, with the base that the section gives.
  @Test(arguments: [
    ("g:h", "g:h"), ("g", "http://a/b/c/g"), ("./g", "http://a/b/c/g"), ("g/", "http://a/b/c/g/"),
    ("/g", "http://a/g"), ("//g", "http://g"), ("?y", "http://a/b/c/d;p?y"), ("g?y", "http://a/b/c/g?y"),
    ("#s", "http://a/b/c/d;p?q#s"), ("g#s", "http://a/b/c/g#s"), ("g?y#s", "http://a/b/c/g?y#s"),
    (";x", "http://a/b/c/;x"), ("g;x", "http://a/b/c/g;x"), ("g;x?y#s", "http://a/b/c/g;x?y#s"),
    ("", "http://a/b/c/d;p?q"), (".", "http://a/b/c/"), ("./", "http://a/b/c/"), ("..", "http://a/b/"),
    ("../", "http://a/b/"), ("../g", "http://a/b/g"), ("../..", "http://a/"), ("../../", "http://a/"),
    ("../../g", "http://a/g"),
    ("../../../g", "http://a/g"), ("../../../../g", "http://a/g"), ("/./g", "http://a/g"),
    ("/../g", "http://a/g"), ("g.", "http://a/b/c/g."), (".g", "http://a/b/c/.g"),
    ("g..", "http://a/b/c/g.."), ("..g", "http://a/b/c/..g"), ("./../g", "http://a/b/g"),
    ("./g/.", "http://a/b/c/g/"), ("g/./h", "http://a/b/c/g/h"), ("g/../h", "http://a/b/c/h"),
    ("g;x=1/./y", "http://a/b/c/g;x=1/y"), ("g;x=1/../y", "http://a/b/c/y"),
    ("g?y/./x", "http://a/b/c/g?y/./x"), ("g?y/../x", "http://a/b/c/g?y/../x"),
    ("g#s/./x", "http://a/b/c/g#s/./x"), ("g#s/../x", "http://a/b/c/g#s/../x"), ("http:g", "http:g"),
  ])
  func resolvesTheExamplesOfTheStandard(reference: String, expected: String) {
    #expect(URLReference.resolve(reference, base: "http://a/b/c/d;p?q") == expected)
  }

  @Test(arguments: [
    (" \n/a b\t ", "https://example.org/x", "https://example.org/a b"),
    ("/a\nb\tc", "https://example.org/x", "https://example.org/abc"),
    ("a", "https://example.org", "https://example.org/a"),
    ("?a", "https://example.org", "https://example.org?a"),
    ("\\a\\b", "https://example.org/x/", "https://example.org/x/\\a\\b"),
    ("/기사/1", "https://예.kr/뉴스", "https://예.kr/기사/1"),
    ("a//b/..//c", "http://h/", "http://h/a//b//c".replacingFirst("b//", with: "/")),
    ("http://h/a/../b", "https://example.org/", "http://h/b"),
    ("mailto:a@b/../c", "https://example.org/", "mailto:a@b/../c"),
    ("a", "mailto:x@y", "a"), ("#f", "urn:a:b", "urn:a:b#f"), ("a", "", "a"), ("", "", ""),
    ("a", "b/c", "b/a"), ("/a", "//h/b", "//h/a"), ("//h/a", "https:", "https://h/a"),
    ("..//a", "file:/x/y", "file:/.//a"), ("//e.org", "https://h/x?y#z", "https://e.org"),
    ("x", "http://h/a?b/c#d/e", "http://h/x"), ("a:b", "http://h/", "a:b"),
    ("./a:b", "http://h/", "http://h/a:b"),
  ])
  func resolvesAsPracticeHasIt(reference: String, base: String, expected: String) {
    #expect(URLReference.resolve(reference, base: base) == expected)
  }

  @Test func tellsAbsoluteHTTPURLs() {
    for text in ["http://a", "HTTPS://a/b", "https://한국", "http://u@h:1/?x"] {
      #expect(URLReference.isAbsoluteHTTP(text), "\(text)")
    }
    for text in [
      "", "http:", "http:///x", "http:/a", "httpx://a", "ftp://a", "//a", "javascript:http://a", "http",
    ] {
      #expect(!URLReference.isAbsoluteHTTP(text), "\(text)")
    }
  }

  @Test func survivesAnyBytes() {
    let interesting = Array(":/?#[]@.%\\ \t\n+aé\u{FFFD}".utf8) + [0, 0x80, 0xFF]
    var random = SplitMix(seed: 7)
    for _ in 0..<20_000 {
      let reference = (0..<random.below(12)).map { _ in interesting[random.below(interesting.count)] }
      let base = (0..<random.below(12)).map { _ in interesting[random.below(interesting.count)] }
      let resolved = reference.withUnsafeBufferPointer { reference in
        base.withUnsafeBufferPointer { URLReference.resolve(reference, base: $0) }
      }
      #expect(resolved.count <= reference.count + base.count + 4)
    }
  }

  @Test func readsAMillionDotSegmentsOnce() {
    let reference = String(repeating: "../a/", count: 200_000)
    #expect(URLReference.resolve(reference, base: "http://h/x/y") == "http://h/a/")
    let upwards = String(repeating: "a/", count: 200_000) + String(repeating: "../", count: 200_000)
    #expect(URLReference.resolve(upwards, base: "http://h/x/y") == "http://h/x/")
  }
}

extension String {
  fileprivate func replacingFirst(_ part: String, with replacement: String) -> String {
    guard let range = firstRange(of: part) else { return self }
    return String(self[..<range.lowerBound]) + replacement + String(self[range.upperBound...])
  }
}
