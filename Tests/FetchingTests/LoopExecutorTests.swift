import Fetching
import Glibc
import Synchronization
import TestSupport
import Testing

@Suite struct LoopExecutorTests {
  private static var thread: UInt { UInt(pthread_self()) }

  @Test func `tasks that prefer the loop run on its thread, before and after a fetch`() async throws {
    let loop = try CurlLoop()
    let server = try ScriptedServer { Reply(200, [], "body of \($0.path)") }
    let seen = Mutex<(threads: Set<UInt>, answers: Int)>(([], 0))
    await withDiscardingTaskGroup { group in
      for number in 0..<40 {
        group.addTask(executorPreference: loop.executor) {
          seen.withLock { _ = $0.threads.insert(Self.thread) }
          let result = await loop.result(loopbackRequest(server.url("/\(number)")))
          seen.withLock {
            $0.threads.insert(Self.thread)
            if (try? result.get().body) == Array("body of /\(number)".utf8) { $0.answers += 1 }
          }
        }
      }
    }
    let own = await withTaskExecutorPreference(globalConcurrentExecutor) { Self.thread }
    await loop.shutdown()
    seen.withLock {
      #expect($0.answers == 40)
      #expect($0.threads.count == 1)
      #expect(!$0.threads.contains(own))
    }
  }

  @Test func `tasks that prefer the loop go on elsewhere when it has ended`() async throws {
    let loop = try CurlLoop()
    let server = try ScriptedServer { _ in Reply(200, [], "x") }
    let done = Mutex((answers: 0, refusals: 0, steps: 0))
    await withDiscardingTaskGroup { group in
      for number in 0..<60 {
        group.addTask(executorPreference: loop.executor) {
          for step in 0..<20 {
            await Task.yield()
            if number == 30, step == 10 { Task { await loop.shutdown() } }
            done.withLock { $0.steps += 1 }
            switch await loop.result(loopbackRequest(server.url())) {
            case .success: done.withLock { $0.answers += 1 }
            case .failure(let error):
              #expect(error == .shutDown)
              done.withLock { $0.refusals += 1 }
            }
          }
        }
      }
    }
    await loop.shutdown()
    done.withLock {
      #expect($0.steps == 1200)
      #expect($0.answers + $0.refusals == 1200)
      #expect($0.refusals >= 60)
    }
    let late = await withTaskExecutorPreference(loop.executor) { 1 }
    #expect(late == 1)
  }
}
