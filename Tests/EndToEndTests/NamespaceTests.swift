import Foundation
import TestSupport
import Testing
import WebText

/// The address guard where addresses are real: a network namespace in which 169.254.169.254, 10.1.2.3 and fd00::1
/// are this machine's and listen, and names resolve to whatever the test likes.
@Suite(.timeLimit(.minutes(5 * Patience.factor))) struct NamespaceTests {
  /// Some kernels and containers forbid it.
  private static let isAllowed: Bool = {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/bin/sh")
    process.arguments = [
      "-c",
      "unshare -rnm sh -c 'ip link set lo up && ip addr add 169.254.169.254/32 dev lo && ip -6 addr add fd00::1/128 dev lo nodad && mount --bind /dev/null /etc/resolv.conf'",
    ]
    process.standardOutput = FileHandle.nullDevice
    process.standardError = FileHandle.nullDevice
    guard (try? process.run()) != nil else { return false }
    process.waitUntilExit()
    return process.terminationStatus == 0
  }()

  @Test(
    "No spelling of a forbidden address, no redirect and no changing answer of a resolver reaches a listener; many sources of a host take one lookup, and wait no longer than one where there is no answer",
    .enabled(if: isAllowed, "unshare -rnm and ip(8) are not allowed here"))
  func forbiddenAddresses() throws {
    let work = try Workspace()
    let script = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .appendingPathComponent("Fixtures/namespace.py")
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = ["unshare", "-rnm", "python3", "-B", script.path, Workspace.binary.path, work.path]
    let output = Pipe()
    process.standardOutput = output
    process.standardInput = FileHandle.nullDevice
    try process.run()
    let bytes = output.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    try #require(process.terminationStatus == 0)
    let report = try JSONValue.parse(Array(bytes))
    func number(_ key: String) -> Int64 { report[key]?.integer ?? 0 }
    func names(_ key: String) -> [String] {
      guard case .object(let members) = report[key] else { return ["not an object"] }
      return members.members.map(\.name)
    }
    func text(_ key: String) -> String { report[key]?.string ?? "" }
    #expect(number("spellings") >= 80)
    #expect(number("direct") >= 80)
    // Not one connection, whichever way.
    #expect(names("forbidden") == [])
    #expect(names("forbidden_after_rebinding") == [])
    // That is the guard's doing: the listeners are there, names are resolved, redirects followed.
    #expect(number("redirects_followed") >= number("spellings"))
    #expect(number("rebinding_asked") >= 3)
    #expect(text("public_output").contains("3 sources: 3 new stories"), "\(text("public_output"))")
    #expect(names("allowed") == ["10.1.2.3"])
    // Forty sources of one host, eight at once: one lookup. Where there is no such name, one for all that begin
    // before the answer; that may be fewer than all eight when the machine is busy.
    #expect(text("many_output").contains("40 sources: 40 new stories"), "\(text("many_output"))")
    #expect(number("many_asked") == 1)
    #expect(text("absent_output").components(separatedBy: "absent.example has no address").count > 8)
    #expect((1..<8).contains(number("absent_asked")))
    // Where the resolver does not answer, nobody waits for the others' time limits, and others wait for nobody.
    let silent = text("silent_output")
    #expect(silent.contains("21 sources: 1 new stories"), "\(silent)")
    #expect(silent.components(separatedBy: "no answer in time to the lookup of silent.example's").count > 20)
    #expect((1...8).contains(number("silent_asked")))
    for name in ["metadata", "mapped", "several", "own6", "nat64"] {
      #expect(text("redirect_output").contains("\(name).example is "), "\(name)")
    }
    #expect(text("redirect_output").contains("which is not a public address"))
  }
}
