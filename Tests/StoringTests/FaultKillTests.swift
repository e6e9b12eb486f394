import Glibc
import TestSupport
import Testing

/// P3 in short: the whole of it is in `make faults`.
@Suite(.serialized) struct FaultKillTests {
  /// Runs `Scripts/faults/kill.py` on the FaultDriver that was built with these tests.
  private func kill(_ options: String) throws -> Int32 {
    let root = #filePath.split(separator: "/").dropLast(3).map { "/" + $0 }.joined()
    let program = try #require(realpath(CommandLine.arguments[0], nil))
    defer { free(program) }
    let folder = String(cString: program).split(separator: "/").dropLast().map { "/" + $0 }.joined()
    let status = system(
      "timeout \(120 * Patience.factor) python3 '\(root)/Scripts/faults/kill.py' '\(folder)/FaultDriver' \(options)"
    )
    return status >> 8 & 0xFF
  }

  @Test func `twenty-five kills lose, double and tear nothing, and followers see every byte`() throws {
    #expect(try kill("--cycles 25") == 0)
  }

  /// A test of the test.
  @Test func `a writer that tells the index first is found out`() throws {
    #expect(try kill("--cycles 100 --order index-first >/dev/null") == 3)
  }
}
