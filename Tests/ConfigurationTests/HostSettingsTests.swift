import Testing

@testable import Configuration

struct HostSettingsTests {
  @Test func `Hosts are one by name or by address, and may have limits of their own`() throws {
    let configuration = try TemporaryFolder([
      "tidings.yaml": """
      hosts:
        by: address
        connections: 3
        overrides:
          Example.org: {connections: 1, spacing: 5s}
          b.example:81: {spacing: 0s}
      sources:
        - https://a.example/
      """
    ]).load()
    let hosts = configuration.hosts
    #expect(hosts.by == .address)
    #expect(hosts.overrides["example.org"]?.connections == 1)
    #expect(hosts.overrides["example.org"]?.spacing == .seconds(5))
    #expect(hosts.overrides["b.example:81"]?.connections == nil)
    #expect(hosts.overrides["b.example:81"]?.spacing == .zero)
  }

  @Test(arguments: [
    "by: ip", "overrides: {a.example: 3}", "overrides: {a.example: {connection: 1}}",
    "overrides: {'https://a.example/': {connections: 1}}", "overrides: {a.example: {connections: 0}}",
    "overrides: [a.example]",
  ])
  func `What makes no sense of hosts is a mistake`(line: String) throws {
    let folder = try TemporaryFolder(["tidings.yaml": "hosts: {\(line)}\nsources: [https://a.example/]\n"])
    #expect(throws: ConfigurationError.self) { try folder.load() }
  }
}
