import Logging
import SystemPackage
import WebText

extension Store {
  /// What has to be done now and then: closes the segments of a day that is over, so that their readers get an
  /// end, drops what the index need not remember any more, and has closed segments hashed, compressed and removed
  /// as `Options.policy` has it. For a timer; every few minutes.
  ///
  /// Takes milliseconds: the long work is done beside it, and what came of it is recorded at the next call.
  public func tidy() throws(StoreError) {
    guard pending == nil else { return }
    let time = now()
    clock.note(wall: time, uptime: uptime())
    clock.remember(in: directory)
    for stream in LogStream.allCases {
      if let tail = story.tails[stream.rawValue], tail.name.day != time.utcDay, tail.row.lines > 0 {
        story.close(stream, now: time)
      }
    }
    story.changedRows += upkeep.takeFinished()
    try recordSegments()
    // What a clock that is wrong would have forgotten would be found anew, and stored again.
    if clock.isSteady { try index.expire(now: time) }
    let tasks = policy.tasks(for: try index.segments(), now: time, isClockSteady: clock.isSteady)
    if isUpkeepInline {
      upkeep.perform(tasks)
      story.changedRows += upkeep.takeFinished()
      try recordSegments()
    } else {
      upkeep.start(tasks)
    }
  }

  /// False for a day after a jump of the clock: nothing is to be forgotten by its time until then.
  public var isClockSteady: Bool { clock.isSteady }

  /// Opens a new segment in each stream that has lines.
  public func rotate() throws(StoreError) {
    guard pending == nil else { return }
    for stream in LogStream.allCases where story.tails[stream.rawValue]?.row.lines ?? 1 > 0 {
      try story.rotate(stream, now: now())
    }
    try recordSegments()
  }

  func recordSegments() throws(StoreError) {
    guard !story.changedRows.isEmpty else { return }
    var changes = IndexChanges(nextSeq: nextSeq, now: now())
    changes.segments = story.changedRows
    try index.apply(changes)
    story.changedRows = []
  }
}
