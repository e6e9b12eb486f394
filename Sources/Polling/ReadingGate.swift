import Synchronization

/// Lets documents be read side by side, but a suspect's document alone: when the process dies over it, no other
/// source can have been the cause.
///
/// Only there while there are suspects. First come, first served.
final class ReadingGate: Sendable {
  private struct State {
    var readers = 0
    /// Since when somebody reads alone.
    var aloneSince: ContinuousClock.Instant?
    var isGivenUp = false
    var waiting: [(isAlone: Bool, continuation: CheckedContinuation<Void, Never>)] = []

    mutating func admits(alone isAlone: Bool) -> Bool {
      if isGivenUp { return true }
      guard aloneSince == nil, !isAlone || readers == 0 else { return false }
      if isAlone { aloneSince = .now } else { readers += 1 }
      return true
    }

    /// Those at the head of the queue who may go on now.
    mutating func admitted() -> [CheckedContinuation<Void, Never>] {
      var admitted: [CheckedContinuation<Void, Never>] = []
      while let next = waiting.first, admits(alone: next.isAlone) {
        admitted.append(next.continuation)
        waiting.removeFirst()
      }
      return admitted
    }
  }

  private let state = Mutex(State())

  /// A document longer than this in the works is stuck; the others must not be.
  private static let patience = Duration.seconds(30)

  /// Waits for its turn; `leave` ends it.
  ///
  /// - Parameter isAlone: nobody else may read meanwhile.
  func enter(alone isAlone: Bool) async {
    await withCheckedContinuation { continuation in
      let isAdmitted = state.withLock { state in
        if state.waiting.isEmpty, state.admits(alone: isAlone) { return true }
        if state.isGivenUp { return true }
        state.waiting.append((isAlone, continuation))
        return false
      }
      if isAdmitted { continuation.resume() }
    }
  }

  func leave(alone isAlone: Bool) {
    let admitted = state.withLock { state in
      if isAlone { state.aloneSince = nil } else { state.readers = max(0, state.readers - 1) }
      return state.admitted()
    }
    for continuation in admitted { continuation.resume() }
  }

  /// Lets everybody through, from now on, if somebody has been reading alone for too long; true when it did.
  func giveUpIfStuck(now: ContinuousClock.Instant = .now) -> Bool {
    let admitted = state.withLock { state -> [CheckedContinuation<Void, Never>]? in
      guard !state.isGivenUp, let since = state.aloneSince, since.duration(to: now) > Self.patience else {
        return nil
      }
      state.isGivenUp = true
      return state.admitted()
    }
    for continuation in admitted ?? [] { continuation.resume() }
    return admitted != nil
  }
}
