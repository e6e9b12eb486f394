import Fetching
import Glibc
import Synchronization
import TestSupport
import Testing

@Suite(.timeLimit(.minutes(5 * Patience.factor))) struct LoopExecutorTests {
  private static var thread: UInt { UInt(pthread_self()) }

  private final class Noted: Sendable {
    struct Notes {
      var threads: Set<UInt> = []
      var answers = 0
      var refusals = 0
    }

    let notes = Mutex(Notes())
  }

  /// Fetches, at once, in tasks that prefer the loop's thread; notes what came of it, and where it ran.
  private func fetch(_ count: Int, _ server: ScriptedServer, _ loop: CurlLoop, _ noted: Noted) async {
    await withDiscardingTaskGroup { group in
      for number in 0..<count {
        group.addTask(executorPreference: loop.executor) {
          noted.notes.withLock { _ = $0.threads.insert(Self.thread) }
          let result = await loop.result(loopbackRequest(server.url("/\(number)")))
          noted.notes.withLock {
            $0.threads.insert(Self.thread)
            if (try? result.get().body) == Array("body of /\(number)".utf8) { $0.answers += 1 }
          }
        }
      }
    }
  }

  @Test func `tasks that prefer the loop run on its thread, before and after a fetch`() async throws {
    let loop = try CurlLoop()
    let server = try ScriptedServer { Reply(200, [], "body of \($0.path)") }
    let noted = Noted()
    await fetch(40, server, loop, noted)
    let own = await withTaskExecutorPreference(globalConcurrentExecutor) { Self.thread }
    await loop.shutdown()
    noted.notes.withLock {
      #expect($0.answers == 40)
      #expect($0.threads.count == 1)
      #expect(!$0.threads.contains(own))
    }
  }

  /// In one of ten such rounds libcurl 7.88 forgot those that waited for a connection, and the loop slept for a
  /// minute. The time limit is for sixty.
  @Test func `what waits for a connection goes on when others finish`() async throws {
    // No connection grows old, however loaded the machine is.
    var configuration = CurlLoop.Configuration()
    configuration.idleLifetime = 3600
    let loop = try CurlLoop(configuration)
    let server = try ScriptedServer { Reply(200, [], "body of \($0.path)") }
    let noted = Noted()
    for _ in 0..<60 { await fetch(40, server, loop, noted) }
    await loop.shutdown()
    #expect(noted.notes.withLock { $0.answers } == 2400)
    #expect(server.connections <= 2)
  }

  @Test func `tasks that prefer the loop go on elsewhere when it has ended`() async throws {
    let loop = try CurlLoop()
    let server = try ScriptedServer { _ in Reply(200, [], "x") }
    let noted = Noted()
    await withDiscardingTaskGroup { group in
      for number in 0..<60 {
        group.addTask(executorPreference: loop.executor) {
          for step in 0..<20 {
            await Task.yield()
            if number == 30, step == 10 { await loop.shutdown() }
            switch await loop.result(loopbackRequest(server.url())) {
            case .success: noted.notes.withLock { $0.answers += 1 }
            case .failure(let error):
              #expect(error == .shutDown)
              noted.notes.withLock { $0.refusals += 1 }
            }
          }
        }
      }
    }
    await loop.shutdown()
    noted.notes.withLock {
      #expect($0.answers + $0.refusals == 1200)
      #expect($0.refusals >= 10)
    }
    let late = await withTaskExecutorPreference(loop.executor) { 1 }
    #expect(late == 1)
  }
}
