import WebText

/// `DateText`: no trap, only instants that RFC 3339 can write, and no more than 128 bytes looked at.
enum DateCheck {
  private static let zones: [TimeZoneRules?] = [
    nil, TimeZoneRules(named: "UTC"), TimeZoneRules(named: "Asia/Seoul"),
    TimeZoneRules(named: "America/New_York"),
    TimeZoneRules(named: "-03:30"),
  ]

  static func run(_ input: [UInt8]) throws(Violation) {
    // A newline, which ends a text file, chooses none.
    let zone = zones[Int(input.last ?? 10) % zones.count]
    let reading = read(input, zone)
    try require(reading == read(Array(input.prefix(128)), zone), "bytes beyond 128 change a date")
    try checkRFC3339(input)
    guard let reading else { return }

    let text = reading.time.rfc3339
    try require(
      UnixTime(rfc3339: text) == reading.time, "\(reading.time.milliseconds) is written as \(text)")
    let again = DateText.read(text)
    try require(again?.time == reading.time && again?.zone == .given, "\(text) is read as another date")
    try require(zone != nil || reading.zone != .configured, "a zone that nobody configured")
    try require(zone == nil || reading.zone != .absent, "the configured zone is left out")

    // Only what a configured zone applies to depends on it, and by less than two days.
    // (The last hour of 9999 may be in 9999 in Seoul and not in UTC.)
    if let bare = read(input, nil) {
      let difference = bare.time.milliseconds - reading.time.milliseconds
      try require(
        difference == 0 || (reading.zone == .configured && abs(difference) < 172_800_000),
        "the configured zone moves a date by \(difference) ms")
    }

    let padded = [0x20, 0x0A] + input.prefix(126)
    if input.count <= 126 {
      try require(read(padded, zone) == reading, "space in front changes a date")
    }
  }

  private static func read(_ bytes: [UInt8], _ zone: TimeZoneRules?) -> DateReading? {
    bytes.withUnsafeBufferPointer { DateText.read($0, zone: zone) }
  }

  /// The strict reader takes nothing that the lenient one would read otherwise.
  private static func checkRFC3339(_ input: [UInt8]) throws(Violation) {
    guard let strict = input.withUnsafeBufferPointer({ UnixTime(rfc3339: $0) }), input.count <= 128 else {
      return
    }
    let lenient = read(input, nil)
    try require(
      lenient?.time == strict && lenient?.zone == .given,
      "RFC 3339 says \(strict.milliseconds), DateText \(lenient?.time.milliseconds ?? 0)")
  }
}
