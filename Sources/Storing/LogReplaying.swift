public import FeedModel

/// Turns lines of the log back into what the index remembers: implemented where deduplication is known.
///
/// Recovery calls `replay` for each line that the index has not seen, in the order of `seq`, and
/// `takeChanges` every few thousand lines and after the last. The lines' own `first_seen` is the clock.
public protocol LogReplaying: AnyObject {
  /// Called once, before the first line.
  /// - Parameter isRebuild: true when the index is empty and every line of the log follows.
  func begin(index: any StoryIndex, isRebuild: Bool) throws(StoreError)
  /// Takes one line. Its entry has the whole body, also when the line's text was cut.
  func replay(_ line: LogLine) throws(StoreError)
  /// What the lines since the last call change; its numbers of sources come from
  /// `StoryIndex.number(ofSource:)`.
  func takeChanges() throws(StoreError) -> ReplayedChanges
}

/// What a run of replayed lines means for the index.
public struct ReplayedChanges: Sendable {
  public var sources: [SourceUpdate] = []
  public var recent: [EntryRecord] = []
  public init() {}
}
