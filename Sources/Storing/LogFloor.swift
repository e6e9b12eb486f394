public import FeedModel
public import WebText

/// Up to when the log of a rebuilt index has been removed: what a source published before that, its lines may
/// have said, and nobody can tell any more.
///
/// Retention takes old segments away, and an index that is built from the rest does not know their entries. Those
/// that are still in their feed would be stored a second time. docs/decisions/0008 has the rule.
public struct LogFloor: Sendable, Equatable {
  /// The first line that is left, of the streams that begin with a later segment than their first.
  public var time: UnixTime
  /// Sources with a number up to this have lines in what is left of the log; the others came later.
  public var lastSource: UInt32

  public init(time: UnixTime, lastSource: UInt32) {
    self.time = time
    self.lastSource = lastSource
  }

  /// Entries that say that they were published before this were stored once, in seconds; nil when all that is not
  /// known is new.
  ///
  /// Only in the first poll that reads a document after the rebuild. Never later than the source's last line that
  /// is left: what was published after it, nobody need have seen.
  public func seconds(for state: SourceState) -> Int64? {
    guard state.number > 0, state.number <= lastSource, state.lastSuccess == nil,
      let seen = state.lastNewEntry
    else { return nil }
    return min(time, seen).seconds
  }
}
