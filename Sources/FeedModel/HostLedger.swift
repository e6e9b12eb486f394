public import WebText

/// What one host was asked for, and what it answered: today, in the last seven days and in all.
///
/// For whoever has to answer a publisher who asks what this poller does. Days are UTC.
public struct HostLedger: Sendable, Hashable {
  /// Host and port, as in the URL.
  public let host: String
  public private(set) var first: UnixTime
  public private(set) var last: UnixTime
  public private(set) var total = Counts()
  /// What set the next poll of the source that was polled last.
  public var rule = ""
  /// The last seven days, today's first: its number since the epoch is `day`.
  private var days = InlineArray<7, Counts>(repeating: Counts())
  private var day: Int64

  public struct Counts: Sendable, Hashable {
    /// Each hop of a redirect counts for the host that it went to.
    public var requests: Int64 = 0
    /// Bytes received.
    public var bytes: Int64 = 0
    /// Whole documents (200).
    public var documents: Int64 = 0
    /// 304.
    public var unchanged: Int64 = 0
    /// 429, and 503 with `Retry-After`.
    public var waits: Int64 = 0
    /// No answer, or one without a feed; waits are among them.
    public var failures: Int64 = 0

    public init() {}

    /// 304s in a hundred requests.
    public var unchangedShare: Int64 {
      requests > 0 ? (Double(unchanged) * 100 / Double(requests)).rounded().clamped : 0
    }

    public static func += (left: inout Counts, right: Counts) {
      left.requests.add(right.requests)
      left.bytes.add(right.bytes)
      left.documents.add(right.documents)
      left.unchanged.add(right.unchanged)
      left.waits.add(right.waits)
      left.failures.add(right.failures)
    }
  }

  public init(host: String, at time: UnixTime) {
    self.host = host
    first = time
    last = time
    day = Self.day(of: time)
  }

  /// Notes what was asked and answered at `time`.
  public mutating func note(_ counts: Counts, at time: UnixTime) {
    turn(to: Self.day(of: time))
    days[0] += counts
    total += counts
    last = max(last, time)
  }

  public func today(_ now: UnixTime) -> Counts {
    Self.day(of: now) == day ? days[0] : Counts()
  }

  /// Today and the six days before.
  public func week(_ now: UnixTime) -> Counts {
    var sum = Counts()
    let age = Self.day(of: now) - day
    for place in days.indices where Int64(place) + age < 7 { sum += days[place] }
    return sum
  }

  private static func day(of time: UnixTime) -> Int64 { max(0, time.seconds) / 86_400 }

  /// A clock that was set back counts for the day that was.
  private mutating func turn(to today: Int64) {
    let passed = today - day
    guard passed > 0 else { return }
    for place in days.indices.reversed() {
      days[place] = Int64(place) >= passed ? days[place - Int(passed)] : Counts()
    }
    day = today
  }

  public static func == (left: HostLedger, right: HostLedger) -> Bool { left.encoded == right.encoded }
  public func hash(into hasher: inout Hasher) { hasher.combine(host) }
}

/// As the index keeps it.
extension HostLedger {
  private static let version: UInt8 = 1

  public var encoded: [UInt8] {
    var bytes: [UInt8] = [Self.version]
    bytes.append(varint: first.seconds)
    bytes.append(varint: last.milliseconds)
    bytes.append(varint: day)
    Self.encode(total, into: &bytes)
    for place in days.indices { Self.encode(days[place], into: &bytes) }
    bytes.append(varint: UInt64(rule.utf8.count))
    bytes.append(contentsOf: rule.utf8)
    return bytes
  }

  /// nil for what cannot be read: the host's counts begin anew.
  public init?(host: String, decoding bytes: UnsafeRawBufferPointer) {
    guard bytes.first == Self.version else { return nil }
    var reader = VarintReader(UnsafeRawBufferPointer(rebasing: bytes.dropFirst()))
    guard let first = reader.nextNumber(), let last = reader.nextNumber(), let day = reader.nextNumber(),
      let total = Self.counts(&reader)
    else { return nil }
    self.init(host: host, at: UnixTime(milliseconds: last))
    self.first = UnixTime(seconds: first)
    self.day = day
    self.total = total
    for place in days.indices {
      guard let counts = Self.counts(&reader) else { return nil }
      days[place] = counts
    }
    rule = reader.nextText() ?? ""
  }

  private static func encode(_ counts: Counts, into bytes: inout [UInt8]) {
    bytes.append(varint: counts.requests)
    bytes.append(varint: counts.bytes)
    bytes.append(varint: counts.documents)
    bytes.append(varint: counts.unchanged)
    bytes.append(varint: counts.waits)
    bytes.append(varint: counts.failures)
  }

  private static func counts(_ reader: inout VarintReader) -> Counts? {
    var counts = Counts()
    guard let requests = reader.nextNumber(), let bytes = reader.nextNumber(),
      let documents = reader.nextNumber(), let unchanged = reader.nextNumber(),
      let waits = reader.nextNumber(), let failures = reader.nextNumber()
    else { return nil }
    counts.requests = requests
    counts.bytes = bytes
    counts.documents = documents
    counts.unchanged = unchanged
    counts.waits = waits
    counts.failures = failures
    return counts
  }
}

extension Int64 {
  fileprivate mutating func add(_ other: Int64) {
    let (sum, overflow) = addingReportingOverflow(other)
    self = overflow ? .max : sum
  }
}

extension Double {
  fileprivate var clamped: Int64 { Int64(exactly: self) ?? 0 }
}
