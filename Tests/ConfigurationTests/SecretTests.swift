import Foundation
import Testing
import WebText

@testable import Configuration

@Suite struct SecretTests {
  static let canary = "kanarienvogel-9"

  private func load(
    _ folder: TemporaryFolder, _ policy: SecretPolicy = .required
  ) throws(ConfigurationError) -> Configuration {
    try Configuration.load(file: folder.path + "tidings.yaml", secrets: policy)
  }

  private func setMode(_ mode: Int, _ folder: TemporaryFolder, _ name: String) throws {
    try FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: folder.path + name)
  }

  @Test func `a secret comes from a file, a systemd credential or the environment`() throws {
    let folder = try TemporaryFolder([
      "tidings.yaml": """
      sources:
        - {name: a, url: 'https://a.example/', auth: {type: basic, user: u, password: {file: secrets/pw}}}
        - {name: b, url: 'https://b.example/', auth: {type: digest, user: u, password: {credential: feed-pw}}}
        - {name: c, url: 'https://c.example/', auth: {type: bearer, token: {env: TIDINGS_TEST_TOKEN}}}
        - {name: d, url: 'https://d.example/', headers: {X-Api-Key: {file: secrets/pw}}}
      """,
      "secrets/pw": Self.canary + "\n", "credentials/feed-pw": "from systemd",
    ])
    setenv("CREDENTIALS_DIRECTORY", folder.path + "credentials", 1)
    setenv("TIDINGS_TEST_TOKEN", "from the environment", 1)
    defer {
      unsetenv("CREDENTIALS_DIRECTORY")
      unsetenv("TIDINGS_TEST_TOKEN")
    }
    let sources = try load(folder).sources
    #expect(sources[0].authentication == .basic(user: "u", password: Secret(Self.canary)))
    #expect(sources[1].authentication == .digest(user: "u", password: Secret("from systemd")))
    #expect(sources[2].authentication == .bearer(Secret("from the environment")))
    #expect(sources[3].headers == [HeaderField(name: "X-Api-Key", value: Self.canary)])
    #expect(!"\(sources)".contains(Self.canary))
  }

  @Test func `a secret that cannot be had is a mistake for who polls, and a warning for who checks`() throws {
    let folder = try TemporaryFolder([
      "tidings.yaml": """
      sources:
        - {name: a, url: 'https://a.example/', auth: {user: u, password: {file: nowhere}}}
        - {name: c, url: 'https://c.example/', auth: {token: {env: TIDINGS_TEST_ABSENT}}}
        - {name: d, url: 'https://d.example/', ca_file: nowhere.pem}
      """
    ])
    #expect(throws: ConfigurationError.self) { try load(folder) }
    let configuration = try load(folder, .optional)
    let texts = configuration.warnings.map(\.message)
    #expect(texts.count == 3)
    #expect(texts.contains { $0.contains("nowhere\" cannot be read: there is no such file") })
    #expect(texts.contains { $0.contains("\"TIDINGS_TEST_ABSENT\" is not set") })
  }

  @Test func `plain text is a warning where everybody can read it`() throws {
    let folder = try TemporaryFolder([
      "tidings.yaml": """
      sources:
        - {name: a, url: 'https://a.example/', auth: {user: u, password: \(Self.canary)}}
        - {name: b, url: 'https://b.example/', headers: {X-Api-Key: \(Self.canary), Accept-Language: de}}
        - {name: c, url: 'https://u:\(Self.canary)@c.example/'}
      """
    ])
    try setMode(0o644, folder, "tidings.yaml")
    let open = try load(folder).warnings
    #expect(open.map(\.line) == [2, 3, 4])
    #expect(!open.contains { $0.description.contains(Self.canary) })
    try setMode(0o640, folder, "tidings.yaml")
    #expect(try load(folder).warnings.isEmpty)
  }

  @Test func `a secret's file that everybody can read is a warning`() throws {
    let folder = try TemporaryFolder([
      "tidings.yaml": "sources: [{url: 'https://a.example/', auth: {user: u, password: {file: pw}}}]",
      "pw": Self.canary,
    ])
    try setMode(0o644, folder, "pw")
    #expect(try load(folder).warnings.count == 1)
    try setMode(0o600, folder, "pw")
    #expect(try load(folder).warnings.isEmpty)
  }

  @Test(arguments: [
    "auth: \(canary)", "auth: [\(canary)]", "auth: {type: \"ntlm\", password: \(canary)}",
    "auth: {user: u, password: \(canary), token: \(canary)}", "auth: {type: bearer, password: \(canary)}",
    "auth: {password: \(canary)}", "auth: {user: u, password: {file: a, env: b}}",
    "auth: {user: u, password: {}}",
    "auth: {user: u, password: \"\(canary)\\n\"}", "auth: {user: \"u:v\", password: \(canary)}",
    "auth: {user: u, password: [\(canary)]}", "auth: {user: u, password: {credential: ../\(canary)}}",
    "headers: {X-Key: \"\(canary)\\r\\nX: y\"}", "headers: {Authorization: [\(canary)]}",
    "headers: {Authorization: \(canary)}, auth: {user: u, password: \(canary)}",
    "proxy: 'http://u:\(canary)@proxy.example:3128'", "proxy: {url: 'http://p:1', password: \(canary)}",
  ]) func `a mistake about a secret does not show it`(_ keys: String) throws {
    let folder = try TemporaryFolder(["tidings.yaml": "sources: [{url: 'https://a.example/', \(keys)}]"])
    do throws(ConfigurationError) {
      _ = try load(folder)
      Issue.record("accepted: \(keys)")
    } catch {
      // A credential's name is no secret, and may be shown.
      guard !keys.contains("credential") else { return }
      #expect(!error.description.contains(Self.canary), "\(error)")
      #expect(!error.warnings.contains { $0.description.contains(Self.canary) })
    }
  }

  @Test(arguments: [
    "url: 'https://a.example/x y?token=\(canary)'", "url: 'https://u:\(canary)@a..example/'",
    "url: 'a.example/feed?token=\(canary)'", "url: 'htps://u:\(canary)@a.example/'",
    "url: 'https://a.example:99999/?token=\(canary)'",
    "url: 'https://a.example/?token=\(canary)', name: 'Bad Name'",
  ]) func `a mistake about a URL does not show its query or password`(_ keys: String) throws {
    let folder = try TemporaryFolder(["tidings.yaml": "sources: [{\(keys)}, {\(keys)}]"])
    let mistakes = folder.mistakes()
    #expect(!mistakes.isEmpty)
    #expect(!mistakes.contains { $0.contains(Self.canary) }, "\(mistakes)")
  }

  @Test func `keys of access are read, and a proxy of the defaults can be left out`() throws {
    let folder = try TemporaryFolder([
      "tidings.yaml": """
      defaults: {proxy: {url: 'socks5h://proxy.example:1080', user: p, password: pw}, ip: 6}
      sources:
        - {name: a, url: 'https://a.example/', cookies: true, ip: 4, ca_file: ca.pem}
        - {name: b, url: 'https://b.example/', proxy: none, client_certificate: {file: c.pem, key: k.pem, password: x}}
        - {name: c, url: 'https://c.example/', proxy: 'HTTP://other.example:3128/', client_certificate: c.pem}
      """,
      "ca.pem": "", "c.pem": "", "k.pem": "",
    ])
    let sources = try load(folder).sources
    #expect(sources[0].takesCookies && !sources[1].takesCookies)
    #expect(sources.map(\.addresses) == [.ipv4, .ipv6, .ipv6])
    #expect(sources[0].caFile?.hasSuffix("/ca.pem") == true)
    #expect(sources[0].proxy?.url == "socks5h://proxy.example:1080")
    #expect(sources[0].proxy?.password == Secret("pw"))
    #expect(sources[1].proxy == nil)
    #expect(sources[2].proxy == SourceConfiguration.Proxy(url: "http://other.example:3128"))
    #expect(sources[1].clientCertificate?.key?.hasSuffix("/k.pem") == true)
    #expect(sources[1].clientCertificate?.password == Secret("x"))
    #expect(sources[2].clientCertificate?.key == nil)
  }

  @Test(arguments: [
    ("defaults: {auth: {user: u, password: p}}", "auth belongs to one source"),
    ("defaults: {proxy: ftp://proxy.example}", "must be a URL with http, https, socks5"),
    ("defaults: {proxy: http://proxy.example/path}", "no valid host and port"),
    ("defaults: {proxy: http://proxy.example:99999}", "no valid host and port"),
    ("defaults: {ip: 5}", "ip must be any or 4 or 6"),
    ("defaults: {insecure: true}", "unknown key \"insecure\""),
    ("defaults: {cookies: sometimes}", "cookies must be true or false"),
  ]) func `a wrong key of access is a mistake`(_ text: String, _ message: String) throws {
    let folder = try TemporaryFolder(["tidings.yaml": text])
    #expect(folder.mistakes().contains { $0.contains(message) }, "\(folder.mistakes())")
  }

  @Test func `a changed secret is a change, whose value is not told`() throws {
    let folder = try TemporaryFolder([
      "tidings.yaml":
        "sources: [{name: a, url: 'https://a.example/', auth: {user: u, password: {file: pw}}}]",
      "pw": "old",
    ])
    let old = try load(folder)
    try folder.write("pw", Array(Self.canary.utf8))
    let difference = ConfigurationDifference(from: old, to: try load(folder))
    #expect(difference.lines == ["changed a: auth"])
  }
}
