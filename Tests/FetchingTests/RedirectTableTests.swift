import Fetching
import TestSupport
import Testing
import WebText

/// Redirects, one a row: where each leads, and that no row shows a secret to anybody but its origin or reaches an
/// address that is not allowed.
@Suite(.enabled(if: TLSServers.shared != nil, "openssl and python3 are needed")) struct RedirectTableTests {
  enum Verdict: Sendable {
    /// A document, from this URL.
    case arrives(String)
    /// The answer stands as it is.
    case stands(Int)
    /// By the name of the error.
    case fails(String)
  }

  /// In locations and verdicts, `{home}` is the origin that the secrets are for, `{other}` another host, `{port}`
  /// another port of the same host, `{tls}` the same host by https, and `{inside}` an address that is not allowed.
  struct Row: Sendable, CustomTestStringConvertible {
    var testDescription: String
    var verdict: Verdict
    /// Where the fetch begins.
    var start: String
    /// By path and host; what is not here is a document.
    var replies: [String: Reply]

    init(
      _ what: String, _ location: String, _ verdict: Verdict, status: Int = 302,
      start: String = "{home}/dir/start"
    ) {
      self.init(what, [start: .redirect(status, to: location)], verdict, start: start)
    }

    init(_ what: String, _ replies: [String: Reply], _ verdict: Verdict, start: String = "{home}/dir/start") {
      testDescription = what
      self.verdict = verdict
      self.start = start
      self.replies = replies
    }
  }

  private static let home = "{home}/dir/start"

  /// A chain of so many redirects.
  private static func chain(_ count: Int) -> [String: Reply] {
    var replies = [home: Reply.redirect(302, to: "/\(count - 1)")]
    for number in 1..<count { replies["{home}/\(number)"] = .redirect(302, to: "/\(number - 1)") }
    return replies
  }

  static let rows: [Row] = [
    // RFC 9110 §15.4: which statuses are redirects.
    Row("301", "/end", .arrives("{home}/end"), status: 301),
    Row("302", "/end", .arrives("{home}/end"), status: 302),
    Row("303", "/end", .arrives("{home}/end"), status: 303),
    Row("307", "/end", .arrives("{home}/end"), status: 307),
    Row("308", "/end", .arrives("{home}/end"), status: 308),
    Row("300 leaves a choice", "/end", .stands(300), status: 300),
    Row("304 without a question", "/end", .fails("badResponse"), status: 304),
    Row("305 is obsolete", "{other}", .stands(305), status: 305),
    Row("306 is no more", "/end", .stands(306), status: 306),
    Row("399 is nothing", "/end", .stands(399), status: 399),
    Row("a 200 with a Location", "/end", .arrives("{home}/dir/start"), status: 200),
    Row("a 201 with a Location", "/end", .stands(201), status: 201),
    Row("a 404 with a Location", "/end", .stands(404), status: 404),
    // RFC 3986 §5: references.
    Row("an absolute URL", "{home}/end", .arrives("{home}/end")),
    Row("a scheme in capitals", "HTTP://127.0.0.1{:home}/end", .arrives("{home}/end")),
    Row("a path", "end", .arrives("{home}/dir/end")),
    Row("a path from here", "./end", .arrives("{home}/dir/end")),
    Row("a path from above", "../end", .arrives("{home}/end")),
    Row("a path from above the root", "../../../../end", .arrives("{home}/end")),
    Row("dots in the middle", "/a/./b/../end", .arrives("{home}/a/end")),
    Row("a query", "?page=2", .arrives("{home}/dir/start?page=2")),
    Row("a reference without scheme", "//127.0.0.2{:other}/end", .arrives("{other}/end")),
    Row("a path that has a fragment", "/end#part", .arrives("{home}/end")),
    Row("a query that has a question mark", "/end?a=b?c", .arrives("{home}/end?a=b?c")),
    Row("white space around it", "  /end\t", .arrives("{home}/end")),
    Row("a space", "/with space", .arrives("{home}/with%20space")),
    Row("bytes of UTF-8", "/caf\u{C3}\u{A9}", .arrives("{home}/caf%c3%a9")),
    Row("bytes of Latin-1", "/caf\u{E9}", .arrives("{home}/caf%e9")),
    Row("percent-encoding", "/%ED%95%9C%2F", .arrives("{home}/%ED%95%9C%2F")),
    Row("percent signs that encode nothing", "/100%", .arrives("{home}/100%")),
    Row(
      "a path of 8 KB", "/" + String(repeating: "a", count: 8000),
      .arrives("{home}/" + String(repeating: "a", count: 8000))),
    Row("a port with a zero before it", "http://127.0.0.1:0{home:}/end", .arrives("{home}/end")),
    // Other origins.
    Row("another host", "{other}/end", .arrives("{other}/end")),
    Row("another host for good", "{other}/end", .arrives("{other}/end"), status: 301),
    Row("another port", "{port}/end", .arrives("{port}/end")),
    Row("http to https", "{tls}/end", .arrives("{tls}/end")),
    Row("https to http", "{home}/end", .fails("badRedirect"), start: "{tls}/dir/start"),
    Row("https to http of another host", "{other}/end", .fails("badRedirect"), start: "{tls}/dir/start"),
    Row(
      "https to what has no scheme", "//127.0.0.1{:tls}/end", .arrives("{tls}/end"), start: "{tls}/dir/start"),
    Row(
      "http to https and back",
      [home: .redirect(302, to: "{tls}/on"), "{tls}/on": .redirect(302, to: "{home}/end")],
      .fails("badRedirect")),
    Row(
      "another host and back",
      [home: .redirect(302, to: "{other}/on"), "{other}/on": .redirect(302, to: "{home}/end")],
      .arrives("{home}/end")),
    Row("userinfo of its own", "http://a:b@127.0.0.2{:other}/end", .arrives("{other}/end")),
    Row("userinfo for the origin", "http://a:b@127.0.0.1{:home}/end", .arrives("{home}/end")),
    Row("a host as userinfo", "http://127.0.0.1@127.0.0.2{:other}/end", .arrives("{other}/end")),
    Row("a backslash before a host", "/\\127.0.0.2{:other}/end", .arrives("{home}/\\127.0.0.2{:other}/end")),
    // How many.
    Row("five in a row", chain(5), .arrives("{home}/0")),
    Row("six in a row", chain(6), .fails("tooManyRedirects")),
    Row("itself", "/dir/start", .fails("badRedirect")),
    Row("itself, absolute", "{home}/dir/start", .fails("badRedirect")),
    Row("itself by another name of the path", "../dir/./start", .fails("badRedirect")),
    Row("a fragment of itself", "#part", .fails("badRedirect")),
    Row(
      "a loop of two", [home: .redirect(301, to: "/on"), "{home}/on": .redirect(301, to: "/dir/start")],
      .fails("badRedirect")),
    Row(
      "a loop over another host",
      [home: .redirect(301, to: "{other}/on"), "{other}/on": .redirect(301, to: home)], .fails("badRedirect")),
    // Without a Location, or with too many.
    Row("no Location", [home: Reply(302)], .fails("badRedirect")),
    Row("an empty Location", "", .fails("badRedirect")),
    Row("a Location of white space", " \t ", .fails("badRedirect")),
    Row(
      "two Locations that are equal", [home: Reply(302, [("Location", "/end"), ("Location", "/end")])],
      .arrives("{home}/end")),
    Row(
      "two Locations, one forbidden",
      [home: Reply(302, [("Location", "{inside}/"), ("Location", "{inside}/end")])], .fails("blockedAddress")),
    // What is no http.
    Row("file", "file:///etc/passwd", .fails("badRedirect")),
    Row("file with one slash", "file:/etc/passwd", .fails("badRedirect")),
    Row("ftp", "ftp://127.0.0.1/feed", .fails("badRedirect")),
    Row("gopher", "gopher://127.0.0.1{:inside}/_x", .fails("badRedirect")),
    Row("dict", "dict://127.0.0.1{:inside}/x", .fails("badRedirect")),
    Row("feed", "feed://127.0.0.1/feed", .fails("badRedirect")),
    Row("ldap", "ldap://127.0.0.1/x", .fails("badRedirect")),
    Row("a web socket", "ws://127.0.0.1/x", .fails("badRedirect")),
    Row("a script", "javascript:alert(1)", .fails("badRedirect")),
    Row("data", "data:text/xml,<rss/>", .fails("badRedirect")),
    Row("a blank page", "about:blank", .fails("badRedirect")),
    Row("mail", "mailto:a@feeds.invalid", .fails("badRedirect")),
    // What cannot be read.
    Row("no host", "http://", .fails("badRedirect")),
    Row("a host of a space", "http:// /", .fails("badRedirect")),
    Row("half an address", "http://[::1", .fails("badRedirect")),
    Row("a port that is too large", "http://127.0.0.1:65536/", .fails("badRedirect")),
    Row("a port of words", "http://127.0.0.1:http/", .fails("badRedirect")),
    Row("a tab inside", "/a\tb", .fails("badRedirect")),
    Row("a control character inside", "/a\u{1}b", .fails("badRedirect")),
    Row("a NUL inside", "/a\0b", .fails("badResponse")),
    Row("64 KB", "/" + String(repeating: "a", count: 64 * 1024), .fails("badRedirect")),
    // Addresses that are not allowed.
    Row("an address inside", "{inside}/", .fails("blockedAddress")),
    Row("as a number", "http://2130706441{:inside}/", .fails("blockedAddress")),
    Row("as a hexadecimal number", "http://0x7f000009{:inside}/", .fails("blockedAddress")),
    Row("in octal", "http://0177.0.0.011{:inside}/", .fails("blockedAddress")),
    Row("short", "http://127.9{:inside}/", .fails("blockedAddress")),
    Row("with a dot", "http://127.0.0.9.{:inside}/", .fails("dns")),
    Row(
      "in wide digits", "http://\u{EF}\u{BC}\u{91}\u{EF}\u{BC}\u{92}\u{EF}\u{BC}\u{97}.0.0.9{:inside}/",
      .fails("blockedAddress")),
    Row("inside IPv6", "http://[::ffff:127.0.0.9]{:inside}/", .fails("blockedAddress")),
    Row("behind userinfo", "http://127.0.0.1@127.0.0.9{:inside}/", .fails("blockedAddress")),
    Row("without a scheme", "//127.0.0.9{:inside}/", .fails("blockedAddress")),
    Row(
      "at the second hop",
      [home: .redirect(302, to: "{other}/on"), "{other}/on": .redirect(302, to: "{inside}/")],
      .fails("blockedAddress")),
    Row("by https", "https://127.0.0.9{:inside}/", .fails("blockedAddress")),
    Row("the cloud's own", "http://169.254.169.254/latest/meta-data/", .fails("blockedAddress")),
    Row("a private network", "http://10.0.0.1/", .fails("blockedAddress")),
    Row("a private network of IPv6", "http://[fd00::1]/", .fails("blockedAddress")),
    Row("all addresses", "http://0.0.0.0{:inside}/", .fails("blockedAddress")),
    // Names.
    Row("a name without an address", "http://nowhere.invalid/", .fails("dns")),
    Row("an international name", "http://b\u{C3}\u{BC}cher.invalid/", .fails("dns")),
    Row("a name that has no form in ASCII", "http://\u{FF}\u{FE}.invalid/", .fails("badURL")),
    // Bodies of redirects.
    Row(
      "a document beside the redirect", [home: Reply(302, [("Location", "/end")], "<rss>not this</rss>")],
      .arrives("{home}/end")),
    Row(
      "a body that never ends",
      [
        home: .endless(
          "HTTP/1.1 302 Found\r\nLocation: /end\r\n\r\n", repeating: String(repeating: "x", count: 1000))
      ], .arrives("{home}/end")),
    Row(
      "a body that is cut", [home: Reply(302, [("Location", "/end")], "12345").with { $0.cutAfter = 2 }],
      .arrives("{home}/end")),
  ]

  @Test func `there are more than thirty of them`() {
    #expect(Self.rows.count >= 90)
    #expect(Set(Self.rows.map(\.testDescription)).count == Self.rows.count)
  }

  @Test(arguments: rows) func `each redirect ends where it should, and no secret leaves its origin`(
    _ row: Row
  ) async throws {
    let servers = try #require(TLSServers.shared)
    let inside = try ScriptedServer(address: "127.0.0.9") { _ in Reply(200, [], "inside") }
    let table = Table(row.replies)
    let home = try ScriptedServer { table.reply("{home}", $0) }
    let port = try ScriptedServer { table.reply("{port}", $0) }
    let other = try ScriptedServer(address: "127.0.0.2") { table.reply("{other}", $0) }
    let tls = try ScriptedServer { table.reply("{tls}", $0) }
    let secure = try servers.relay(to: tls)
    let places = [
      ("{home}", "http://127.0.0.1:\(home.port)"), ("{port}", "http://127.0.0.1:\(port.port)"),
      ("{other}", "http://127.0.0.2:\(other.port)"), ("{tls}", "https://127.0.0.1:\(secure)"),
      ("{inside}", "http://127.0.0.9:\(inside.port)"), ("{:home}", ":\(home.port)"),
      ("{home:}", "\(home.port)"),
      ("{:other}", ":\(other.port)"), ("{:tls}", ":\(secure)"), ("{:inside}", ":\(inside.port)"),
    ]
    table.places = places
    var request = loopbackRequest(table.filled(row.start))
    request.allowedNetworks = [Network("127.0.0.1")!, Network("127.0.0.2")!]
    request.caFile = servers.file("ca.pem")
    request.authentication = .basic(user: "u", password: Secret("kanarienvogel"))
    request.headers = [
      .init(name: "X-Api-Key", value: "kanarienvogel"), .init(name: "Cookie", value: "session=kanarienvogel"),
    ]
    let result = try await CurlLoop().result(request)

    switch (row.verdict, result) {
    case (.arrives(let url), .success(let response)):
      #expect(response.outcome == .body)
      #expect(response.url == table.filled(url))
      #expect(response.body == Array("<rss/>".utf8))
    case (.stands(let status), .success(let response)):
      #expect(response.outcome == .httpError(status: status))
      #expect(response.redirects.isEmpty)
    case (.fails(let name), .failure(let error)):
      let found = Mirror(reflecting: error).children.first?.label ?? "\(error)"
      #expect(found == name, "\(error)")
      #expect(!error.description.contains("kanarienvogel"))
    default: Issue.record("\(result)")
    }
    #expect(inside.connections == 0)
    let isSecure = row.start.hasPrefix("{tls}")
    for seen in (isSecure ? home : tls).requests + other.requests + port.requests {
      let text = String(decoding: seen.bytes, as: UTF8.self)
      // dTprYW5hcmllbnZvZ2Vs is u:kanarienvogel.
      for secret in ["kanarienvogel", "dTprYW5hcmllbnZvZ2Vs", "YTpi", "Referer"] {
        #expect(!text.contains(secret))
      }
    }
    for seen in (isSecure ? tls : home).requests {
      #expect(seen.header("Authorization") == "Basic dTprYW5hcmllbnZvZ2Vs")
      #expect(seen.header("X-Api-Key") == "kanarienvogel")
    }
  }
}

/// What the servers of a row answer.
private final class Table: @unchecked Sendable {
  private let replies: [String: Reply]
  /// Set before the first request.
  var places: [(String, String)] = []

  init(_ replies: [String: Reply]) {
    self.replies = replies
  }

  func reply(_ server: String, _ request: RecordedRequest) -> Reply {
    guard var reply = replies[server + request.target] else { return Reply(200, [], "<rss/>") }
    if reply.body.isEmpty, reply.status == 200 { reply.body = Array("<rss/>".utf8) }
    reply.headers = reply.headers.map { (name: $0.name, value: filled($0.value)) }
    return reply
  }

  func filled(_ text: String) -> String {
    places.reduce(text) { text, place in
      text.split(separator: place.0, omittingEmptySubsequences: false).joined(separator: place.1)
    }
  }
}
