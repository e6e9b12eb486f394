import Fetching
import TestSupport
import Testing
import WebText

@Suite struct AddressGuardTests {
  let loop: CurlLoop

  init() throws { loop = try CurlLoop(.patient) }

  @Test(arguments: [
    "0.0.0.0", "0.1.2.3", "10.0.0.1", "10.255.255.255", "100.64.0.1", "100.127.255.255", "127.0.0.1",
    "127.255.255.254",
    "169.254.169.254", "172.16.0.1", "172.31.255.255", "192.0.0.1", "192.0.2.1", "192.88.99.1", "192.168.1.1",
    "198.18.0.1", "198.19.255.255", "198.51.100.1", "203.0.113.1", "224.0.0.1", "239.255.255.255",
    "240.0.0.1",
    "255.255.255.255", "::", "::1", "::ffff:127.0.0.1", "::ffff:10.0.0.1", "::127.0.0.1",
    "::ffff:0:127.0.0.1",
    "64:ff9b::7f00:1", "64:ff9b::a9fe:a9fe", "64:ff9b:1::7f00:1", "64:ff9b:1:ffff::10.0.0.1", "2002:7f00:1::",
    "2002:a9fe:a9fe::1", "2002:c0a8:101:1::1", "2001:0:4136:e378:8000:63bf:80ff:fffe", "fe80::1", "febf::1",
    "fec0::1",
    "fc00::1", "fd00::1", "ff02::1", "2001:db8::1", "100::1", "2001:2::1", "2001:10::1", "2001:20::1",
    "::2:0:0:1",
    "0:0:0:1::1", "5f00::1", "3fff::1",
  ]) func `an address that is not public is refused`(_ text: String) throws {
    #expect(!AddressGuard().permits(try #require(IPAddress(text))))
  }

  @Test(arguments: [
    "1.1.1.1", "8.8.8.8", "9.255.255.255", "11.0.0.1", "100.63.255.255", "100.128.0.1", "126.255.255.255",
    "128.0.0.1",
    "169.253.255.255", "169.255.0.1", "172.15.255.255", "172.32.0.1", "192.0.1.1", "192.0.3.1",
    "192.167.255.255",
    "192.169.0.1", "198.17.255.255", "198.20.0.1", "223.255.255.255", "2606:4700::1111", "2a00:1450:4001::1",
    "::ffff:8.8.8.8", "64:ff9b::808:808", "2002:808:808::1", "2001:4860:4860::8888", "2001:db7::1",
    "2001:db9::1",
  ]) func `a public address is permitted`(_ text: String) throws {
    #expect(AddressGuard().permits(try #require(IPAddress(text))))
  }

  @Test func `an allow list opens what it names and nothing else`() throws {
    func permits(_ networks: [String], _ address: String) -> Bool {
      AddressGuard(allowed: networks.map { Network($0)! }).permits(IPAddress(address)!)
    }
    #expect(permits(["10.1.0.0/16"], "10.1.255.255"))
    #expect(!permits(["10.1.0.0/16"], "10.2.0.0"))
    #expect(permits(["192.168.1.7"], "192.168.1.7"))
    #expect(!permits(["192.168.1.7"], "192.168.1.8"))
    #expect(permits(["::1/128"], "::1"))
    #expect(permits(["fd00::/8"], "fd12::1"))
    #expect(!permits(["fd00::/8"], "fc12::1"))
    #expect(permits(["10.0.0.0/8"], "::ffff:10.0.0.1"))
    #expect(permits(["64:ff9b::/96"], "64:ff9b::a00:1"))
    #expect(permits(["0.0.0.0/0"], "127.0.0.1"))
    #expect(!permits(["0.0.0.0/0"], "::1"))
    #expect(permits(["::/0"], "fe80::1"))
    #expect(!permits(["::ffff:0:0/96"], "10.0.0.1"))
  }

  /// Spellings of 127.0.0.1, ::1 and other addresses that a naive check of the URL's text lets through.
  static let spellings = [
    "127.0.0.1", "127.1", "127.0.1", "0x7f.1", "0x7f000001", "2130706433", "017700000001", "0177.0.0.1",
    "0177.1",
    "0x7f.0x0.0x0.0x1", "127.000.000.001", "0", "0.0.0.0", "00000000", "127.0.0.1.", "127.127.127.127",
    "localhost",
    "LOCALHOST", "LocalHost.", "[::1]", "[0:0:0:0:0:0:0:1]", "[::]", "[::ffff:127.0.0.1]", "[::ffff:7f00:1]",
    "[0000:0000:0000:0000:0000:ffff:7f00:0001]", "[::127.0.0.1]", "[64:ff9b::127.0.0.1]", "[64:ff9b::7f00:1]",
    "[2002:7f00:1::]", "[fe80::1]", "[fd00::1]", "[ff02::1]", "10.0.0.1", "10.1", "192.168.1.1",
    "192.168.257",
    "172.16.0.1", "169.254.169.254", "0xa9fea9fe", "2852039166", "169.254.43518", "[::ffff:a9fe:a9fe]",
    "100.64.0.1",
    "198.18.0.1", "224.0.0.1", "255.255.255.255", "user@127.0.0.1", "user:pw@127.0.0.1",
    "example.com@127.0.0.1",
    "%31%32%37.0.0.1", "127%2e0%2e0%2e1", "\u{FF11}\u{FF12}\u{FF17}.0.0.1",
    "\u{2460}\u{2461}\u{2466}.\u{24EA}.0.1",
    "127\u{3002}0\u{3002}0\u{3002}1", "\u{24DB}ocalhost", "loc\u{AD}alhost", "127.0.0.1%00.example.com",
    "127.0.0.1\\@example.invalid", "example.invalid\\@127.0.0.1", "127.0.0.1#@example.invalid",
    "127.0.0.1?@example.invalid",
    "ip6-localhost", "ip6-loopback",
  ]

  @Test(arguments: spellings)
  func `no spelling of a forbidden address is connected to`(_ host: String) async throws {
    let four = try ScriptedServer(address: "127.0.0.1") { _ in Reply(200, [], "x") }
    let six = try? ScriptedServer(address: "::1") { _ in Reply(200, [], "x") }
    var ports = [four.port]
    if let six { ports.append(six.port) }
    let redirector = try ScriptedServer(address: "127.0.0.3") {
      .redirect(302, to: "http://\(host):\($0.path.dropFirst())/")
    }
    for port in ports {
      var request = FetchRequest(url: "http://\(host):\(port)/")
      #expect(await loop.error(request) != nil)
      // The same by way of a redirect, from an address that is allowed.
      request.url = "http://127.0.0.3:\(redirector.port)/\(port)"
      request.allowedNetworks = [Network("127.0.0.3")!]
      #expect(await loop.error(request) != nil)
    }
    #expect(four.connections == 0)
    #expect((six?.connections ?? 0) == 0)
  }

  @Test(arguments: ["127.0.0.1", "2130706433", "localhost", "[::1]", "[::ffff:127.0.0.1]", "169.254.169.254"])
  func `a refusal names the address`(_ host: String) async throws {
    let error = try #require(await loop.error(FetchRequest(url: "http://\(host):9/")))
    guard case .blockedAddress(let address, _) = error else { Issue.record("\(error)"); return }
    #expect(IPAddress(address) != nil)
    #expect(!error.isTransient)
    #expect(error.hint?.contains("allow") == true)
  }

  @Test func `a connection that one source may use is not lent to another`() async throws {
    let server = try ScriptedServer(["/": Reply(200, [], "x")])
    _ = try await loop.fetch(loopbackRequest(server.url()))
    let error = await loop.error(FetchRequest(url: server.url()))
    #expect(error == .blockedAddress("127.0.0.1", host: "127.0.0.1"))
    #expect(server.requests.count == 1)
  }

  @Test func `a configured proxy is used`() async throws {
    let proxy = try ScriptedServer { _ in Reply(200, [], "proxied") }
    var request = FetchRequest(url: "http://feeds.invalid/feed")
    request.proxy = .init(url: "http://127.0.0.1:\(proxy.port)")
    #expect(try await loop.fetch(request).body == Array("proxied".utf8))
    #expect(proxy.requests.first?.target == "http://feeds.invalid/feed")
  }
}
