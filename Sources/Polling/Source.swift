public import Deduplicating
public import Fetching
public import Scheduling
public import WebText

/// What the operator configured for one source, in the words of the stages.
public struct Source: Sendable {
  /// Unique: the source's identity, whatever its URL.
  public var name: String
  /// Sources with the same group may be matched with each other when that is the scope.
  public var group: String?
  /// What to fetch; `validators` are filled in for each poll.
  public var request: FetchRequest
  /// Host and port of the URL, for the host budget.
  public var host: String
  /// For dates that name no zone.
  public var zone: TimeZoneRules?
  public var limits: PollLimits
  public var dedup: SourceDedupSettings

  public init(name: String, request: FetchRequest) {
    self.name = name
    self.request = request
    host = Source.authority(of: request.url)
    limits = PollLimits()
    dedup = SourceDedupSettings()
  }

  /// Host and port as the URL has them, lower case, without userinfo; empty for what is no such URL.
  static func authority(of url: String) -> String {
    guard let start = url.firstRange(ofASCII: "://") else { return "" }
    let rest = url[start.upperBound...]
    let authority = rest.prefix { $0 != "/" && $0 != "?" && $0 != "#" }
    let host = authority.lastIndex(of: "@").map { authority[authority.index(after: $0)...] } ?? authority
    return host.lowercased()
  }
}

extension String {
  /// The first place where `text` stands.
  fileprivate func firstRange(ofASCII text: StaticString) -> Range<String.Index>? {
    let wanted = text.withUTF8Buffer { Array($0) }
    var start = utf8.startIndex
    while start != utf8.endIndex {
      if utf8[start...].starts(with: wanted),
        let end = utf8.index(start, offsetBy: wanted.count, limitedBy: utf8.endIndex)
      {
        return start..<end
      }
      start = utf8.index(after: start)
    }
    return nil
  }
}
