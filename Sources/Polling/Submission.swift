import Deduplicating
import FeedModel
import Storing
import WebText

/// A feed that was read, on its way to the writer.
struct Submission: Sendable {
  let source: ItemSource
  /// The source's state before this poll; what a batch keeps that holds only a part of the feed.
  let stateBefore: SourceState
  let feedTitle: String
  /// In the order of the feed, newest first as a rule.
  let entries: [Entry]
  /// The entries as deduplication sees them, in the same order.
  let items: [Item]
  /// What is made of them, for a source's first poll, in which nothing is known; else they are identified when
  /// they turn out not to be known.
  let identified: [IdentifiedEntry]?
  let warnings: Int
  /// The document holds new entries only: those that it lacks have not left the feed (RFC 3229).
  let isDelta: Bool
  /// What happened to the source, for the events stream.
  let events: [StoryLine]
  let now: UnixTime
  /// The source's state once everything is stored; validators are in it, so it is saved with the last entry.
  let stateAfter: @Sendable (StoredFeed) -> SourceState
  /// Resumed once the last entry is durable and indexed, or the store gave up.
  let completion: CheckedContinuation<Result<StoredSubmission, StoreError>, Never>

  var isFirstPoll: Bool { stateBefore.finalURL == nil }
}

/// What became of a submission.
struct StoredSubmission: Sendable {
  var feed: StoredFeed
  var state: SourceState
}

/// What the writer's mailbox holds.
enum WriterMessage: Sendable {
  /// Indirect, because most messages are small.
  indirect case feed(Submission)
  /// A state to remember, and events to log: nobody waits for it.
  case note(Boxed<SourceState>, [StoryLine])
  /// What to remember of polls and of the hosts that they went to: nobody waits for it.
  case history([PollRecord], [HostLedger])
  /// The configured sources; answered with their numbers in the index.
  case configure([StoryWriter.SourceGroup], CheckedContinuation<Result<[UInt32], StoreError>, Never>)
  /// Close the segments that have lines, and begin others.
  case rotate(CheckedContinuation<Result<Void, StoreError>, Never>)
}
