import Foundation

@testable import Configuration

/// A folder with files for one test; removed with the value.
final class TemporaryFolder {
  let path: String

  init(_ files: [String: String] = [:]) throws {
    path = NSTemporaryDirectory() + "tidings-" + UUID().uuidString + "/"
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    for (name, text) in files { try write(name, Array(text.utf8)) }
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }

  func write(_ name: String, _ bytes: [UInt8]) throws {
    let url = URL(fileURLWithPath: path + name)
    try FileManager.default.createDirectory(
      at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data(bytes).write(to: url)
  }

  func load(_ name: String = "tidings.yaml") throws(ConfigurationError) -> Configuration {
    try Configuration.load(file: path + name)
  }

  /// `LINE:COLUMN: message`, with the file before it when it is not the main one.
  func mistakes(_ name: String = "tidings.yaml") -> [String] {
    do throws(ConfigurationError) {
      _ = try load(name)
      return []
    } catch {
      return error.mistakes.map { mistake in
        let text = mistake.description.replacingOccurrences(of: path, with: "")
        return text.hasPrefix("tidings.yaml:") ? String(text.dropFirst("tidings.yaml:".count)) : text
      }
    }
  }
}
