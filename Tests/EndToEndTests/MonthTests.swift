import Foundation
import Testing
import WebText

/// A small simulated month, replayed and compared with what its script knows. `make month` runs a whole one.
@Suite(.timeLimit(.minutes(5)))
struct MonthTests {
  private static let scripts = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent().appendingPathComponent("Scripts").path

  private func python(_ arguments: [String]) throws -> (status: Int32, output: String) {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = ["python3", "-B"] + arguments
    let pipe = Pipe()
    process.standardOutput = pipe
    process.standardInput = FileHandle.nullDevice
    try process.run()
    let output = String(decoding: pipe.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    return (process.terminationStatus, output)
  }

  @Test(
    "Four days of twelve sources: at most one verdict in 200 is wrong",
    .enabled(if: hasPython), arguments: [1, 2])
  func fourDays(_ seed: Int) throws {
    let work = try Workspace()
    let folder = work.path + "/month"
    let made = try python([
      Self.scripts + "/simulate-month.py", folder, "--seed", "\(seed)", "--days", "4", "--sources", "12",
    ])
    try #require(made.status == 0)
    let replay = try work.tidings("replay", folder, "--config", folder + "/tidings.yaml")
    try #require(replay.status == 0, "\(replay.errors)")
    try replay.output.write(toFile: work.path + "/lines", atomically: true, encoding: .utf8)
    let score = try python([
      Self.scripts + "/score-month.py", folder, work.path + "/lines", "--most", "0.5", "--errors", "5",
    ])
    #expect(score.status == 0, "\(score.output)")
  }

  @Test(
    "A replay that lost and doubled lines has a bad score: the score can fail",
    .enabled(if: hasPython))
  func scoreCanFail() throws {
    let work = try Workspace()
    let folder = work.path + "/month"
    let made = try python([
      Self.scripts + "/simulate-month.py", folder, "--seed", "3", "--days", "1", "--sources", "4",
    ])
    try #require(made.status == 0)
    let replay = try work.tidings("replay", folder, "--config", folder + "/tidings.yaml")
    var lines = replay.output.split(separator: "\n")
    try #require(lines.count > 40)
    lines.removeFirst()
    lines.append(lines[5])
    try lines.map { $0 + "\n" }.joined()
      .write(toFile: work.path + "/lines", atomically: true, encoding: .utf8)
    let score = try python([
      Self.scripts + "/score-month.py", folder, work.path + "/lines", "--most", "0.5", "--json",
    ])
    #expect(score.status == 1)
    let sums = try JSONValue.parse(Array(score.output.utf8))
    #expect(sums["classes"]?["doubled"]?.integer == 1)
    #expect(sums["classes"]?["false merge"]?.integer == 1)
  }
}

private let hasPython = (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":").contains {
  FileManager.default.isExecutableFile(atPath: "\($0)/python3")
}
