import Synchronization

/// How far a fetch has come, for whoever wonders whether it is worth a place.
public final class FetchProgress: Sendable {
  private let bytes = Atomic(0)
  private let done = Atomic(false)

  public init() {}

  /// Bytes of the body that have arrived, over all hops.
  public var received: Int { bytes.load(ordering: .relaxed) }
  /// The fetch has ended: what takes time now is our own.
  public var isDone: Bool { done.load(ordering: .relaxed) }

  func add(_ count: Int) { bytes.wrappingAdd(count, ordering: .relaxed) }
  public func finish() { done.store(true, ordering: .relaxed) }
}
