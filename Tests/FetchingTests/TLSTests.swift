import Fetching
import TestSupport
import Testing
import WebText

/// Certificates that are wrong, and ours. A server in Python, with certificates made by openssl(1) for the run.
@Suite(.enabled(if: TLSServers.shared != nil, "openssl and python3 are needed")) struct TLSTests {
  let loop: CurlLoop
  let servers: TLSServers

  init() throws {
    loop = try CurlLoop()
    servers = try #require(TLSServers.shared)
  }

  private func request(
    _ name: String, path: String = "/", _ change: (inout FetchRequest) -> Void = { _ in }
  ) -> FetchRequest {
    loopbackRequest("https://127.0.0.1:\(servers.port(name))\(path)") {
      $0.caFile = servers.file("ca.pem")
      change(&$0)
    }
  }

  @Test func `a private authority is trusted where it is named, and nowhere else`() async throws {
    #expect(try await loop.fetch(request("good")).outcome == .body)
    guard case .tls = await loop.error(request("good") { $0.caFile = nil }) else { Issue.record(); return }
    #expect(try await loop.fetch(request("good")).outcome == .body)
  }

  @Test(arguments: ["expired", "future", "other", "alone", "old"])
  func `a certificate or a version that is not right is refused`(_ name: String) async throws {
    let error = try #require(await loop.error(request(name)))
    guard case .tls(host: "127.0.0.1", let reason) = error else { Issue.record("\(error)"); return }
    #expect(!reason.isEmpty && !error.isTransient)
  }

  @Test func `a self-signed certificate is trusted as its own authority`() async throws {
    #expect(try await loop.fetch(request("alone") { $0.caFile = servers.file("alone.pem") }).outcome == .body)
  }

  @Test func `a CA file that is none is an error of TLS`() async throws {
    let error = await loop.error(request("good") { $0.caFile = servers.file("ca.key") })
    guard case .tls = error else { Issue.record("\(String(describing: error))"); return }
  }

  @Test func `a body that ends without the end of TLS is cut, even when it has no length`() async throws {
    let error = await loop.error(request("torn"))
    guard case .partialBody = error else { Issue.record("\(String(describing: error))"); return }
  }

  @Test func `a redirect from https to http is refused, and nothing is asked there`() async throws {
    let plain = try ScriptedServer { _ in Reply(200, [], "x") }
    #expect(await loop.error(request("downgrade", path: "/\(plain.port)")) == .badRedirect(.downgrade))
    #expect(plain.connections == 0)
  }

  @Test func `secrets for http do not follow to https`() async throws {
    let port = servers.port("good")
    let plain = try ScriptedServer { _ in .redirect(301, to: "https://127.0.0.1:\(port)/") }
    for kind in 0..<4 {
      let response = try await loop.fetch(
        loopbackRequest("http://\(kind == 3 ? "u:geheim@" : "")127.0.0.1:\(plain.port)/") {
          $0.caFile = servers.file("ca.pem")
          if kind == 0 { $0.headers = [.init(name: "X-Api-Key", value: "geheim")] }
          if kind == 1 { $0.authentication = .basic(user: "", password: Secret("geheim")) }
          if kind == 2 { $0.authentication = .bearer(Secret("geheim")) }
        })
      #expect(String(decoding: response.body, as: UTF8.self).contains("without a secret"), "\(kind)")
    }
    let own = try await loop.fetch(
      request("good") { $0.headers = [.init(name: "X-Api-Key", value: "geheim")] })
    #expect(String(decoding: own.body, as: UTF8.self).contains("with a secret"))
  }

  @Test(arguments: [("reader.key", nil), ("locked.key", "geheim")])
  func `a client certificate shows who asks`(_ key: String, _ password: String?) async throws {
    let response = try await loop.fetch(
      request("mutual") {
        $0.clientCertificate = .init(
          file: servers.file("reader.pem"), keyFile: servers.file(key), password: password.map { Secret($0) })
      })
    #expect(String(decoding: response.body, as: UTF8.self).contains("for reader"))
  }

  @Test func `without the certificate, or with a wrong password, there is no connection`() async throws {
    let errors = [
      await loop.error(request("mutual")),
      await loop.error(
        request("mutual") {
          $0.clientCertificate = .init(
            file: servers.file("reader.pem"), keyFile: servers.file("locked.key"), password: Secret("falsch"))
        }),
    ]
    for error in errors {
      #expect(error != nil)
      #expect(error?.description.contains("falsch") == false)
    }
  }

  @Test func `a client certificate is not shown to another origin`() async throws {
    let port = servers.port("mutual")
    let plain = try ScriptedServer { _ in .redirect(302, to: "https://127.0.0.1:\(port)/") }
    let error = await loop.error(
      loopbackRequest(plain.url()) {
        $0.caFile = servers.file("ca.pem")
        $0.clientCertificate = .init(file: servers.file("reader.pem"), keyFile: servers.file("reader.key"))
      })
    #expect(error != nil)
  }
}
