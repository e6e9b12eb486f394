import Logging
import Synchronization
import TestSupport
import Testing

@testable import Polling

@Suite struct NetworkWatchTests {
  private final class Lines: Sendable {
    let all = Mutex<[String]>([])
  }

  @Test func `a network that is down is told once, and once when it is back, however many sources fail`() {
    let lines = Lines()
    let watch = NetworkWatch(
      log: .listening { event in
        let count = event.metadata?["failed_polls"].map { " \($0)" } ?? ""
        lines.all.withLock { $0.append(event.message.description + count) }
      })
    for _ in 0..<2 {
      for number in 0..<3 {
        #expect(!watch.isDown)
        #expect(watch.failed("host\(number)") == (number == 2))
      }
      for number in 0..<1000 {
        #expect(watch.isDown)
        #expect(watch.failed("host\(number)"))
      }
      watch.answered("host5")
      watch.answered("host6")
      #expect(!watch.failed("host7"))
      watch.answered("host7")
    }
    let night = [
      "no host can be reached: our network seems down", "a host answers again: our network is back 1000",
    ]
    #expect(lines.all.withLock { $0 } == night + night)
  }
}
