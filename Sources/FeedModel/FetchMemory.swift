public import WebText

/// What is remembered of how a source is fetched: whether its 304s are to be believed, and where it has moved.
///
/// URLs are `StoredURL`s or without secrets: this is written to the index.
public struct FetchMemory: Hashable, Sendable {
  /// 304s and deltas since the last answer with the whole document.
  public var unconfirmed = 0
  /// When the whole document last came.
  public var lastWhole: UnixTime?
  /// Until when no validators are sent, because 304s were untrue.
  public var unreliableUntil: UnixTime?
  /// Where permanent redirects lead, on trial.
  public var candidate: Move? {
    get { boxedCandidate?.value }
    set { boxedCandidate = newValue.map(Boxed.init) }
  }
  /// Where the source is asked now instead of at its configured URL.
  public var adopted: Move? {
    get { boxedAdopted?.value }
    set { boxedAdopted = newValue.map(Boxed.init) }
  }
  /// Boxed, since hardly a source has them, and states are many and often copied.
  private var boxedCandidate: Boxed<Move>?
  private var boxedAdopted: Boxed<Move>?

  /// A new address of a source.
  public struct Move: Hashable, Sendable {
    /// `?…` at its end stands for the configured URL's query.
    public var url: String
    /// The configured URL that it stands for, as a `StoredURL`: another one makes it void.
    public var configured: String
    /// When it was first seen; once adopted, when that was.
    public var since: UnixTime
    /// Polls that found it.
    public var count = 1
    /// Polls in a row that failed there, and since when.
    public var failures = 0
    public var failingSince: UnixTime?

    public init(url: String, configured: String, since: UnixTime) {
      self.url = url
      self.configured = configured
      self.since = since
    }
  }

  public init() {}
}

/// As the index keeps it, but for `unconfirmed` and `lastWhole`, which nearly every poll changes: a JSON object,
/// empty where there is nothing to say.
extension FetchMemory {
  public var text: String {
    guard unreliableUntil != nil || boxedCandidate != nil || boxedAdopted != nil else { return "" }
    var json = JSONWriter()
    json.beginObject()
    func put(_ key: StaticString, _ number: Int64?) {
      guard let number, number != 0 else { return }
      json.key(key)
      json.number(number)
    }
    func put(_ key: StaticString, _ move: Move?) {
      guard let move else { return }
      json.key(key)
      json.beginObject()
      json.key("url")
      json.string(move.url)
      json.key("configured")
      json.string(move.configured)
      put("since", move.since.milliseconds)
      put("count", Int64(move.count))
      put("failures", Int64(move.failures))
      put("failing_since", move.failingSince?.milliseconds)
      json.endObject()
    }
    put("unreliable_until", unreliableUntil?.milliseconds)
    put("candidate", candidate)
    put("adopted", adopted)
    json.endObject()
    return String(decoding: json.bytes, as: UTF8.self)
  }

  /// What cannot be read is forgotten: it is learned again. Earlier versions kept everything here.
  public init(text: String) {
    guard !text.isEmpty, let value = try? JSONValue.parse(Array(text.utf8)) else { return }
    func time(_ value: JSONValue?, _ key: String) -> UnixTime? {
      (value?[key]?.integer).map { UnixTime(milliseconds: $0) }
    }
    func move(_ key: String) -> Move? {
      guard let object = value[key], let url = object["url"]?.string,
        let configured = object["configured"]?.string
      else { return nil }
      var move = Move(
        url: url, configured: configured, since: time(object, "since") ?? UnixTime(milliseconds: 0))
      move.count = Int(clamping: object["count"]?.integer ?? 1)
      move.failures = Int(clamping: object["failures"]?.integer ?? 0)
      move.failingSince = time(object, "failing_since")
      return move
    }
    unconfirmed = Int(clamping: value["unconfirmed"]?.integer ?? 0)
    lastWhole = time(value, "last_whole")
    unreliableUntil = time(value, "unreliable_until")
    candidate = move("candidate")
    adopted = move("adopted")
  }
}
