import Testing
import WebText

@testable import Storing

/// P8: clocks that jump.
@Suite struct FaultClockTests {
  private static let hour: Int64 = 3600
  private static let year: Int64 = 365 * 86_400

  @Test(
    arguments: [
      [year], [-year], [year, -year], [-year, year], [14 * hour], [14 * hour, -14 * hour], [-11 * hour],
      [-11 * hour, 11 * hour], [86_400, -2 * 86_400, 86_400], [40 * year, -40 * year], [1, -1, 1],
      [-60 * year],
    ] as [[Int64]])
  func `a clock that jumps by so many seconds loses nothing, and no name or number is used twice`(
    jumps: [Int64]
  ) throws {
    for isKilled in [false, true] {
      let bench = try Workbench()
      var names: Set<String> = []
      var store: Store? = try bench.open()
      var count = 0
      for jump in [0] + jumps {
        bench.clock.now = bench.clock.now.adding(seconds: jump)
        let time = bench.clock.now
        for _ in 0..<2 {
          let lines = [story("s\(count)", at: time), sighting("x\(count)", of: "s\(count)", at: time)]
          _ = try store?.commit(try Batch(lines, in: store!))
          count += 1
          try store?.tidy()
        }
        try store?.rotate()
        // What was there stays there: a name that came back would have replaced it.
        let now = Set(bench.names("stories"))
        #expect(names.isSubset(of: now))
        names = now
        if !isKilled { try store?.close() }
        store = nil
        store = try bench.open()
      }
      try store?.close()
      #expect(try bench.lines(.stories).map(\.line.id).sorted() == (0..<count).map { "s\($0)" }.sorted())
      let counters = bench.names("stories").compactMap { SegmentName(file: $0, stream: .stories)?.counter }
      #expect(Set(counters).count == counters.count)
      var verifier = Verifier(try OutputDirectory(path: bench.path, for: .reading))
      #expect(try verifier.run().findings == [])
    }
  }
}
