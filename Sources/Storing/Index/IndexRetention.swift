/// How long the index remembers what is no longer in a feed, in seconds.
public struct IndexRetention: Sendable, Equatable {
  /// Founding records: the title window, unknown zones, late polls.
  public var recent: Int64 = 72 * 3600
  /// Entries that left their feed: since they were last seen in it.
  public var departed: Int64 = 90 * 86_400

  public init() {}
}
