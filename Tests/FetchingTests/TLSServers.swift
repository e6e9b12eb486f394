import Foundation
import Synchronization
import TestSupport
import Testing

/// The servers of `Fixtures/tls-server.py`, which end when this process does.
final class TLSServers: Sendable {
  static let shared = TLSServers()

  private let ports: [String: Int]
  private let folder: String
  private let process: Process
  private let input: Pipe
  /// What it says, a line at a time.
  private let output: Mutex<FileHandle>

  private init?() {
    let script = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .appendingPathComponent("Fixtures/tls-server.py")
    let pipe = Pipe()
    output = Mutex(pipe.fileHandleForReading)
    (process, input) = (Process(), Pipe())
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = ["python3", "-B", script.path]
    process.standardInput = input
    process.standardOutput = pipe
    guard (try? process.run()) != nil else { return nil }
    guard let line = output.withLock({ Self.line(from: $0) }) else { return nil }
    guard let value = try? JSONSerialization.jsonObject(with: line) as? [String: Any] else { return nil }
    ports = value.compactMapValues { $0 as? Int }
    folder = value["folder"] as? String ?? ""
  }

  func port(_ name: String) -> Int { ports[name] ?? 0 }
  func file(_ name: String) -> String { folder + "/" + name }

  /// A port that takes TLS off, and hands the bytes on to `server`.
  ///
  /// - Parameters:
  ///   - certificate: `good` is for 127.0.0.1, `named` for feeds.invalid.
  ///   - alpn: the protocol that is agreed on, `h2` for HTTP/2.
  func relay(to server: ScriptedServer, certificate: String = "good", alpn: String = "http/1.1") throws
    -> UInt16
  {
    let line = output.withLock { output in
      input.fileHandleForWriting.write(Data("\(certificate) \(alpn) \(server.port)\n".utf8))
      return Self.line(from: output)
    }
    let text = String(decoding: line ?? Data(), as: UTF8.self).trimmingCharacters(in: .whitespacesAndNewlines)
    return try #require(UInt16(text))
  }

  private static func line(from output: FileHandle) -> Data? {
    var line = Data()
    while !line.contains(0x0A) {
      let more = output.availableData
      guard !more.isEmpty else { return nil }
      line += more
    }
    return line
  }
}
