import Fetching

/// `ContentDecoder`: never more than the limit, always the same, and no beginning of a stream for the whole.
enum DecodingCheck {
  private static let limit = 256 * 1024
  /// What a step writes before it looks at the limit: `OutputChunk`.
  private static let chunk = 64 * 1024

  static func run(_ input: [UInt8]) throws(Violation) {
    let parts = input.split(separator: 0x0A, maxSplits: 1, omittingEmptySubsequences: false)
    let body = parts.count > 1 ? Array(parts[1]) : []
    let field = parts[0].isEmpty ? nil : String(decoding: parts[0], as: UTF8.self)

    let decoded = decode(body, field, limit)
    try require(decode(body, field, limit) == decoded, "decoding depends on the day")
    if let decoded {
      // What is not compressed is taken as it is: its size was judged on the wire.
      try require(decoded.count <= limit || decoded == body, "\(decoded.count) bytes are over the limit")
      try require(decode(body, field, 4 * limit) == decoded, "a larger limit gives something else")
      if decoded != body, !decoded.isEmpty {
        let less = decode(body, field, decoded.count - 1)
        try require(less == nil || less == body, "\(decoded.count) bytes get over a limit that is less")
      }
      try checkBeginnings(of: body, field, decoded, input.count)
    }
    let readable = ContentDecoder(limit: limit).readable(body, field)
    try require(readable.count <= max(body.count, limit + chunk), "\(readable.count) bytes are readable")
    try checkStored(body)
  }

  private static func decode(_ body: [UInt8], _ field: String?, _ limit: Int) -> [UInt8]? {
    try? ContentDecoder(limit: limit).decode(body, field)
  }

  private static func hasMagic(_ bytes: [UInt8]) -> Bool {
    bytes.starts(with: [0x1F, 0x8B, 8]) || bytes.starts(with: [0x28, 0xB5, 0x2F, 0xFD])
  }

  /// A beginning of a stream is an error, or it ends where one of several members does, and gives a beginning of
  /// the whole. Where no more than one coding is named: what one step makes of a beginning, another may read
  /// in its own way.
  private static func checkBeginnings(
    of body: [UInt8], _ field: String?, _ whole: [UInt8], _ choice: Int
  ) throws(Violation) {
    guard hasMagic(body), field?.utf8.contains(0x2C) != true else { return }
    let ends = [body.count - 1, body.count - 4, body.count / 2, choice % body.count]
    for end in ends where end > 3 {
      guard let beginning = decode(Array(body[..<end]), field, limit), beginning.count >= 4 else { continue }
      try require(whole.starts(with: beginning), "\(end) of \(body.count) bytes pass for something else")
    }
  }

  /// Stored in a gzip member, any bytes come back; cut anywhere, they don't; twice, they come twice.
  private static func checkStored(_ body: [UInt8]) throws(Violation) {
    guard !body.isEmpty, body.count <= 0xFFFF, !hasMagic(body) else { return }
    let member = stored(body)
    for field in [nil, "gzip", "br"] {
      try require(decode(member, field, limit) == body, "what was stored does not come back")
    }
    try require(decode(member + member, "gzip", limit) == body + body, "two members are not both read")
    try require(decode(member + [0, 0x0A], "gzip", limit) == body, "what follows a stream is not left out")
    for end in [member.count - 1, member.count - 8, member.count - 9, 10 + body.count % 5] {
      try require(decode(Array(member[..<end]), "gzip", limit) == nil, "a part passes for the whole")
    }
    try require(decode(member, "gzip", body.count - 1) == nil, "the limit does not hold")
    var deeper = member
    for depth in 2...6 where deeper.count <= 0xFFFF {
      deeper = stored(deeper)
      try require((decode(deeper, nil, limit) == body) == (depth <= 5), "\(depth) codings in one another")
    }
  }

  /// A gzip member (RFC 1952) with one stored block (RFC 1951 §3.2.4).
  private static func stored(_ bytes: [UInt8]) -> [UInt8] {
    var sum: UInt32 = ~0
    for byte in bytes {
      sum ^= UInt32(byte)
      for _ in 0..<8 { sum = sum & 1 == 1 ? sum >> 1 ^ 0xEDB8_8320 : sum >> 1 }
    }
    func little(_ value: UInt32, _ count: Int) -> [UInt8] {
      (0..<count).map { UInt8(truncatingIfNeeded: value >> UInt32($0 * 8)) }
    }
    let length = UInt32(bytes.count)
    return [0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 3, 1] + little(length, 2) + little(~length, 2) + bytes
      + little(~sum, 4) + little(length, 4)
  }
}
