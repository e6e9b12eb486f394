public import WebText

/// One poll of a source, as its history remembers it: `tidings status SOURCE`.
public struct PollRecord: Sendable, Hashable {
  /// How it ended.
  public enum Outcome: UInt8, Sendable {
    /// A feed was read and stored.
    case feed
    /// 304, or the body that was stored last.
    case unchanged
    /// No whole answer.
    case fetchFailed
    /// An answer with a status that gives no feed.
    case refused
    /// A body that is no feed.
    case parseFailed

    /// The stage that failed, as the log names it; nil when none did.
    public var failedStage: String? {
      switch self {
      case .feed, .unchanged: nil
      case .fetchFailed, .refused: "fetch"
      case .parseFailed: "parse"
      }
    }
  }

  /// The source's number in the index.
  public var source: UInt32
  public var time: UnixTime
  public var outcome: Outcome
  /// HTTP status; 0 when there was no answer.
  public var status = 0
  /// Bytes received; of a fetch that failed, those of the body.
  public var bytes: Int64 = 0
  public var milliseconds: Int64 = 0
  /// Entries that the source had not shown before.
  public var newEntries = 0
  /// The rule that set the next poll: `SourceState.nextPollReason`.
  public var rule = ""

  /// How many polls of a source are remembered.
  public static let kept = 20
  /// Bytes of a rule: longer ones are cut.
  private static let longestRule = 120

  public init(source: UInt32, time: UnixTime, outcome: Outcome) {
    self.source = source
    self.time = time
    self.outcome = outcome
  }

  /// Appends the record as the index keeps it.
  public func encode(into bytes: inout [UInt8]) {
    bytes.append(varint: UInt64(source))
    bytes.append(varint: time.milliseconds)
    bytes.append(outcome.rawValue)
    bytes.append(varint: Int64(status))
    bytes.append(varint: self.bytes)
    bytes.append(varint: milliseconds)
    bytes.append(varint: Int64(newEntries))
    let text = rule.utf8.prefix(Self.longestRule)
    bytes.append(varint: UInt64(text.count))
    bytes.append(contentsOf: text)
  }

  /// Calls `body` with each of the records that were encoded one after the other, and its source. What cannot be
  /// read ends it: a history is no loss.
  public static func forEach(
    in bytes: UnsafeRawBufferPointer, _ body: (_ source: UInt32, _ record: UnsafeRawBufferPointer) -> Void
  ) {
    var reader = VarintReader(bytes)
    while !reader.isAtEnd {
      let start = reader.place
      guard let source = reader.next() else { return }
      // Time, outcome, status, bytes, milliseconds, new entries; rule.
      guard reader.skip(6), reader.skipText() != nil else { return }
      body(UInt32(clamping: source), UnsafeRawBufferPointer(rebasing: bytes[start..<reader.place]))
    }
  }

  /// Reads one record; nil when it is none.
  public init?(decoding bytes: UnsafeRawBufferPointer) {
    var reader = VarintReader(bytes)
    guard let source = reader.next(), let time = reader.nextNumber(), let outcome = reader.next(),
      let outcome = Outcome(rawValue: UInt8(clamping: outcome)), let status = reader.nextNumber(),
      let received = reader.nextNumber(), let milliseconds = reader.nextNumber(),
      let newEntries = reader.nextNumber(), let rule = reader.nextText()
    else { return nil }
    self.init(source: UInt32(clamping: source), time: UnixTime(milliseconds: time), outcome: outcome)
    self.status = Int(clamping: status)
    self.bytes = received
    self.milliseconds = milliseconds
    self.newEntries = Int(clamping: newEntries)
    self.rule = rule
  }
}
