public import Deduplicating
import FeedModel
public import Fetching
public import Parsing
public import Scheduling
public import WebText

/// What the operator configured for one source, in the words of the stages.
public struct Source: Sendable {
  /// Unique: the source's identity, whatever its URL.
  public var name: String
  /// Sources with the same group may be matched with each other when that is the scope.
  public var group: String?
  /// What to fetch; `validators` are filled in for each poll.
  @CopyOnWrite public var request: FetchRequest
  /// Host and port of the URL, for the host budget.
  public var host: String
  /// For dates that name no zone.
  public var zone: TimeZoneRules?
  public var limits: PollLimits
  /// A server that asks to wait (429, `Retry-After`) holds all sources of its host; false: this one only.
  public var holdsHost = true
  /// What its documents may cost.
  @CopyOnWrite public var parsing: ParseLimits
  @CopyOnWrite public var dedup: SourceDedupSettings

  public init(name: String, request: FetchRequest) {
    self.name = name
    var request = request
    request.source = name
    _request = CopyOnWrite(wrappedValue: request)
    host = HostAuthority.text(request.url)
    limits = PollLimits()
    _parsing = CopyOnWrite(wrappedValue: ParseLimits())
    _dedup = CopyOnWrite(wrappedValue: SourceDedupSettings())
  }

  /// A source of the same settings with another name and address; with cookies of its own.
  public func renamed(_ name: String, url: String) -> Source {
    var source = self
    source.name = name
    source.request.url = url
    source.request.source = name
    if request.cookies != nil { source.request.cookies = CookieJar() }
    source.host = HostAuthority.text(url)
    return source
  }

  /// Host and port of the URL that is asked, given where the source has moved.
  func host(_ state: SourceState) -> String {
    guard state.fetching.adopted != nil else { return host }
    let url = state.fetching.url(for: request.url)
    return url == request.url ? host : HostAuthority.text(url)
  }
}
