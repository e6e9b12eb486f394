public import FeedModel
public import WebText

/// What hosts were asked for and answered, for tools and for people.
public struct HostReport: Sendable {
  /// The one with the most requests in seven days first.
  public let hosts: [HostLedger]
  public let now: UnixTime

  /// In `status.json`: a file that is written every ten seconds stays small.
  static let mostInStatus = 100
  /// With a label of their own in `metrics.prom`.
  static let mostInMetrics = 20

  public init(_ hosts: [HostLedger], now: UnixTime) {
    let requests = hosts.map { ($0, $0.week(now).requests) }
    self.hosts =
      requests.sorted { left, right in
        if left.1 != right.1 { return left.1 > right.1 }
        let totals = (left.0.total.requests, right.0.total.requests)
        return totals.0 != totals.1 ? totals.0 > totals.1 : left.0.host < right.0.host
      }.map(\.0)
    self.now = now
  }

  /// Of all hosts together.
  public func sum(_ counts: (HostLedger) -> HostLedger.Counts) -> HostLedger.Counts {
    var sum = HostLedger.Counts()
    for host in hosts { sum += counts(host) }
    return sum
  }

  // MARK: - JSON

  /// One object for `tidings status --hosts --json`.
  public var json: [UInt8] {
    var writer = JSONWriter()
    write(to: &writer, most: hosts.count)
    return writer.bytes + [0x0A]
  }

  /// An object with the sums, and `hosts`: those with the most requests.
  func write(to writer: inout JSONWriter, most: Int) {
    writer.beginObject()
    writer.key("count")
    writer.number(Int64(hosts.count))
    writePeriods(to: &writer, today: sum { $0.today(now) }, week: sum { $0.week(now) }, total: sum(\.total))
    writer.key("hosts")
    writer.beginArray()
    for host in hosts.prefix(most) {
      writer.beginObject()
      writer.key("host")
      writer.string(host.host)
      writer.key("first_request")
      writer.string(host.first.rfc3339)
      writer.key("last_request")
      writer.string(host.last.rfc3339)
      writer.key("next_poll_reason")
      writer.string(host.rule)
      writePeriods(to: &writer, today: host.today(now), week: host.week(now), total: host.total)
      writer.endObject()
    }
    writer.endArray()
    writer.endObject()
  }

  private func writePeriods(
    to writer: inout JSONWriter, today: HostLedger.Counts, week: HostLedger.Counts, total: HostLedger.Counts
  ) {
    func put(_ key: StaticString, _ number: Int64) {
      writer.key(key)
      writer.number(number)
    }
    func put(_ key: StaticString, _ counts: HostLedger.Counts) {
      writer.key(key)
      writer.beginObject()
      put("requests", counts.requests)
      put("bytes", counts.bytes)
      put("documents", counts.documents)
      put("not_modified", counts.unchanged)
      put("asked_to_wait", counts.waits)
      put("failures", counts.failures)
      writer.endObject()
    }
    put("today", today)
    put("week", week)
    put("total", total)
  }

  // MARK: - Metrics

  /// Sums, and the hosts with the most requests in seven days: a label for each host would have no bound.
  var metrics: String {
    var text = ""
    func metric(_ name: String, _ help: String, _ value: (HostLedger.Counts) -> Int64) {
      text += "# HELP tidings_\(name) \(help)\n# TYPE tidings_\(name) counter\n"
      text += "tidings_\(name) \(value(sum(\.total)))\n"
    }
    metric("http_requests_total", "Requests made.") { $0.requests }
    metric("http_received_bytes_total", "Bytes received.") { $0.bytes }
    metric("http_not_modified_total", "Answers 304.") { $0.unchanged }
    metric("http_asked_to_wait_total", "Answers 429, and 503 with Retry-After.") { $0.waits }
    metric("http_failures_total", "Requests without a feed.") { $0.failures }
    text += "# HELP tidings_host_requests_total Requests by host, of the \(Self.mostInMetrics) asked most.\n"
    text += "# TYPE tidings_host_requests_total counter\n"
    for host in hosts.prefix(Self.mostInMetrics) {
      text += "tidings_host_requests_total{host=\"\(Self.label(host.host))\"} \(host.total.requests)\n"
    }
    return text
  }

  /// A host comes from a URL, and may hold whatever a redirect's server wrote.
  private static func label(_ host: String) -> String {
    String(
      String.UnicodeScalarView(host.unicodeScalars.filter { $0 != "\"" && $0 != "\\" && $0.value >= 0x20 }))
  }
}
