import FuzzChecks
import Glibc
import Testing

/// Replays what the fuzzers found and what they begin with. Adding a file is all it takes: Fuzz/README.md.
@Suite struct FuzzRegressionTests {
  struct Input: CustomTestStringConvertible, Sendable {
    var target: FuzzTarget
    var path: String

    var testDescription: String { path.split(separator: "/").suffix(3).joined(separator: "/") }
  }

  private static let root: String = {
    let parts = #filePath.split(separator: "/", omittingEmptySubsequences: false)
    return parts.dropLast(3).joined(separator: "/") + "/Fuzz"
  }()

  private static func inputs(in folder: String) -> [Input] {
    FuzzTarget.allCases.flatMap { target in
      names(in: "\(root)/\(folder)/\(target.rawValue)").map { name in
        Input(target: target, path: "\(root)/\(folder)/\(target.rawValue)/\(name)")
      }
    }
  }

  private static func names(in folder: String) -> [String] {
    guard let directory = opendir(folder) else { return [] }
    defer { closedir(directory) }
    var names: [String] = []
    while let entry = readdir(directory) {
      let name = withUnsafeBytes(of: &entry.pointee.d_name) {
        String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self)
      }
      if !name.hasPrefix(".") { names.append(name) }
    }
    return names.sorted()
  }

  private func bytes(_ path: String) throws -> [UInt8] {
    let file = try #require(fopen(path, "rb"))
    defer { fclose(file) }
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    while case let count = fread(&buffer, 1, buffer.count, file), count > 0 { bytes += buffer[..<count] }
    return bytes
  }

  @Test(arguments: FuzzTarget.allCases)
  func `each target has seeds and regressions`(target: FuzzTarget) {
    #expect(!Self.names(in: "\(Self.root)/corpus/\(target.rawValue)").isEmpty)
    #expect(!Self.names(in: "\(Self.root)/regressions/\(target.rawValue)").isEmpty)
  }

  @Test(arguments: FuzzRegressionTests.inputs(in: "regressions"))
  func `what a fuzzer found stays mended`(input: Input) throws {
    try input.target.check(bytes(input.path))
  }

  @Test(arguments: FuzzRegressionTests.inputs(in: "corpus"))
  func `a seed breaks no promise`(input: Input) throws {
    try input.target.check(bytes(input.path))
  }
}
