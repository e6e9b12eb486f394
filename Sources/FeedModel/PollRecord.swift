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

  /// Calls `body` with each of the records that were encoded one after the other. What cannot be read ends it:
  /// a history is no loss.
  public static func decode(_ bytes: UnsafeRawBufferPointer, _ body: (PollRecord) -> Void) {
    var reader = VarintReader(bytes)
    while !reader.isAtEnd {
      guard let source = reader.next(), let time = reader.nextNumber(), let outcome = reader.next(),
        let outcome = Outcome(rawValue: UInt8(clamping: outcome)), let status = reader.nextNumber(),
        let received = reader.nextNumber(), let milliseconds = reader.nextNumber(),
        let newEntries = reader.nextNumber(), let rule = reader.nextText()
      else { return }
      var record = PollRecord(
        source: UInt32(clamping: source), time: UnixTime(milliseconds: time), outcome: outcome)
      record.status = Int(clamping: status)
      record.bytes = received
      record.milliseconds = milliseconds
      record.newEntries = Int(clamping: newEntries)
      record.rule = rule
      body(record)
    }
  }
}
