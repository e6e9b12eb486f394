import CCurl
import Synchronization

/// The only way to the loop's thread: a list behind a lock, and a wake-up call when the thread sleeps.
///
/// `@unchecked Sendable` because of the multi handle, of which others than the loop's thread use
/// curl_multi_wakeup only: the one call that libcurl allows from any thread.
final class Mailbox: @unchecked Sendable {
  private let contents = Mutex(Contents())
  private let multi: UnsafeMutableRawPointer
  /// True when the multi handle is gone. The wake-up call is a write to a socket: it must not be made under the
  /// lock that every fetch takes.
  private let isGone = Mutex(false)

  struct Contents {
    var submitted: [FetchTicket] = []
    var cancelled: [FetchTicket] = []
    /// Tasks that want to run on the loop's thread.
    var jobs: [UnownedJob] = []
    var isShutDown = false
    /// Who waits for the thread's end.
    var waiting: [UnsafeContinuation<Void, Never>] = []
    var hasEnded = false
    /// The thread sleeps, and nobody has woken it yet.
    fileprivate var isAsleep = false

    fileprivate var isEmpty: Bool {
      submitted.isEmpty && cancelled.isEmpty && jobs.isEmpty && !isShutDown
    }
  }

  /// - Parameter multi: must stay until `end` was called.
  init(_ multi: UnsafeMutableRawPointer) {
    self.multi = multi
  }

  // MARK: - Any thread

  /// Hands a ticket in. False after `shutDown`: the ticket was not taken.
  func submit(_ ticket: FetchTicket) -> Bool {
    change { contents in
      guard !contents.isShutDown else { return false }
      contents.submitted.append(ticket)
      return true
    }
  }

  /// Hands in a part of a task. False after the thread's end: it was not taken.
  func submit(_ job: UnownedJob) -> Bool {
    change { contents in
      guard !contents.hasEnded else { return false }
      contents.jobs.append(job)
      return true
    }
  }

  func cancel(_ ticket: FetchTicket) {
    change { $0.cancelled.append(ticket) }
  }

  func shutDown() {
    change { $0.isShutDown = true }
  }

  /// Returns when the thread has ended.
  func waitForEnd() async {
    await withUnsafeContinuation { (continuation: UnsafeContinuation<Void, Never>) in
      let hasEnded = contents.withLock { contents in
        if !contents.hasEnded { contents.waiting.append(continuation) }
        return contents.hasEnded
      }
      if hasEnded { continuation.resume() }
    }
  }

  /// Wakes the thread if it sleeps, once for any number of changes.
  private func change<T: Sendable>(_ body: (inout sending Contents) -> T) -> T {
    let (result, isAsleep) = contents.withLock { contents in
      let result = body(&contents)
      let isAsleep = contents.isAsleep
      contents.isAsleep = false
      return (result, isAsleep)
    }
    if isAsleep { isGone.withLock { if !$0 { curl_multi_wakeup(multi) } } }
    return result
  }

  // MARK: - The loop's thread

  /// Moves what has arrived into the two lists, which must be empty. True when the loop is to end.
  func collect(submitted: inout [FetchTicket], cancelled: inout [FetchTicket]) -> Bool {
    contents.withLock { contents in
      contents.isAsleep = false
      swap(&contents.submitted, &submitted)
      swap(&contents.cancelled, &cancelled)
      return contents.isShutDown
    }
  }

  /// Moves the tasks that have arrived into the list, which must be empty. False when there are none.
  func collect(jobs: inout [UnownedJob]) -> Bool {
    contents.withLock { contents in
      swap(&contents.jobs, &jobs)
      return !jobs.isEmpty
    }
  }

  /// False when something has arrived: the thread must not sleep.
  func goToSleep() -> Bool {
    contents.withLock { contents in
      contents.isAsleep = contents.isEmpty
      return contents.isAsleep
    }
  }

  /// The thread's last act but freeing the multi handle: what came in until now is handed out.
  func end() -> Contents {
    isGone.withLock { $0 = true }
    return contents.withLock { contents in
      var left = Contents()
      left.hasEnded = true
      left.isShutDown = true
      swap(&contents, &left)
      return left
    }
  }
}
