import Fetching
import TestSupport
import Testing

@testable import struct Fetching.ContentDecoder

/// Codings by themselves; `EncodingTests` has them on the wire.
@Suite struct ContentDecoderTests {
  static let decoder = ContentDecoder(limit: 1 << 20)
  static let gzip = fixture("small.gz")
  static let plain =
    "<rss version=\"2.0\"><channel><title>Harbour notes</title><item><title>Ferry timetable changes in March"
    + "</title></item></channel></rss>\n"

  /// The deflated part of a gzip member without optional fields (RFC 1952 §2.3).
  static let raw = Array(gzip.dropFirst(gzip[3] & 8 == 0 ? 10 : nameEnd).dropLast(8))
  private static let nameEnd = (gzip[10...].firstIndex(of: 0) ?? 0) + 1

  static let zlib: [UInt8] = {
    // RFC 1950 §8.
    var (a, b): (UInt32, UInt32) = (1, 0)
    for byte in plain.utf8 {
      a = (a + UInt32(byte)) % 65521
      b = (b + a) % 65521
    }
    let sum = b << 16 | a
    return [0x78, 0x9C] + raw + [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: sum >> $0) }
  }()

  static let streams: [(String, [UInt8])] = [
    ("gzip", gzip), ("GZip", gzip), ("x-gzip", gzip), ("deflate", zlib), ("deflate", raw),
    ("br", fixture("small.br")), ("zstd", fixture("small.zst")), (" identity , gzip ", gzip),
    ("gzip,", gzip), ("\"gzip\"", gzip),
  ]

  private func text(_ body: [UInt8], _ field: String?) throws -> String {
    String(decoding: try Self.decoder.decode(body, field), as: UTF8.self)
  }

  @Test(arguments: streams) func `each coding is taken off`(_ field: String, _ body: [UInt8]) throws {
    #expect(try text(body, field) == Self.plain)
  }

  @Test(arguments: streams.dropLast(4)) func `no beginning of a stream passes for the whole`(
    _ field: String, _ body: [UInt8]
  ) throws {
    for end in 1..<body.count {
      let decoded = try? Self.decoder.decode(Array(body[..<end]), field)
      #expect(decoded == nil, "\(field), \(end) of \(body.count) bytes")
    }
  }

  @Test func `a gzip stream whose checksum or length is wrong is refused`() {
    for offset in [8, 4] {
      var broken = Self.gzip
      broken[broken.count - offset] ^= 1
      #expect(throws: ContentDecoder.Failure.malformed) { try Self.decoder.decode(broken, "gzip") }
    }
  }

  @Test func `members of gzip and frames of zstd follow one another`() throws {
    #expect(try text(Self.gzip + Self.gzip, "gzip") == Self.plain + Self.plain)
    let frame = fixture("small.zst")
    #expect(try text(frame + frame, "zstd") == Self.plain + Self.plain)
    let skipped: [UInt8] = [0x50, 0x2A, 0x4D, 0x18, 2, 0, 0, 0, 9, 9]
    #expect(try text(frame + skipped + frame, "zstd") == Self.plain + Self.plain)
    #expect(throws: ContentDecoder.Failure.truncated) {
      try Self.decoder.decode(Self.gzip + Self.gzip.dropLast(9), "gzip")
    }
    #expect(throws: ContentDecoder.Failure.truncated) {
      try Self.decoder.decode(frame + frame.dropLast(3), "zstd")
    }
  }

  @Test(arguments: ["\n", "\0\0\0\0\0\0\0\0", "<html>appended</html>", "\r\n<!-- 0.01s -->"])
  func `what follows a stream is left out`(_ rest: String) throws {
    for (field, body) in Self.streams { #expect(try text(body + Array(rest.utf8), field) == Self.plain) }
  }

  @Test(arguments: ["gzip", "deflate", "br", "zstd", "utf-8", "none", "gzip, br", "aws-chunked", "compress"])
  func `a text that is not compressed is taken as it is, whatever its label`(_ field: String) throws {
    for body in [
      Self.plain, "\u{FEFF}  <feed/>", "{\"version\": \"https://jsonfeed.org/version/1.1\"}", "[]",
    ] {
      #expect(try text(Array(body.utf8), field) == body)
    }
    let wide = [UInt8]([0xFF, 0xFE]) + "<rss/>".utf8.flatMap { [$0, 0] }
    #expect(try Self.decoder.decode(wide, field) == wide)
  }

  @Test(arguments: ["deflate", "br", "zstd", "gzip, gzip", "utf-8", "", "identity"])
  func `a stream that says what it is outranks a wrong label`(_ field: String) throws {
    #expect(try text(Self.gzip, field == "gzip, gzip" ? "gzip" : field) == Self.plain)
    #expect(try text(fixture("small.zst"), "gzip") == Self.plain)
    #expect(try text(Self.gzip, nil) == Self.plain)
  }

  @Test func `up to five codings in one another are taken off, six are refused`() throws {
    var body = Self.gzip
    for depth in 2...6 {
      body = Self.stored(body)
      let field = Array(repeating: "gzip", count: depth).joined(separator: ", ")
      let decoded = try? Self.decoder.decode(body, field)
      #expect((decoded == Array(Self.plain.utf8)) == (depth <= 5))
      // Without a label for each.
      let inferred = try? Self.decoder.decode(body, "gzip")
      #expect((inferred == Array(Self.plain.utf8)) == (depth <= 5))
    }
  }

  @Test(arguments: ["gzip", "br", "zstd", "deflate", "unknown"])
  func `bytes that are no stream and no text are refused`(_ field: String) {
    for body in [[UInt8](repeating: 0xFF, count: 100), [0], [0x1F, 0x8B], Array("plain words".utf8)] {
      #expect(throws: ContentDecoder.Failure.self) { try Self.decoder.decode(body, field) }
    }
  }

  @Test func `an empty body is empty in any coding`() throws {
    for field in ["gzip", "br", "zstd", "deflate", "unknown", nil] {
      #expect(try Self.decoder.decode([], field).isEmpty)
    }
  }

  @Test func `the limit holds for each step`() throws {
    let fits = ContentDecoder(limit: Self.plain.utf8.count)
    let over = ContentDecoder(limit: Self.plain.utf8.count - 1)
    for (field, body) in Self.streams {
      #expect(try fits.decode(body, field).count == Self.plain.utf8.count)
      #expect(throws: ContentDecoder.Failure.tooLarge) { try over.decode(body, field) }
    }
  }

  @Test func `of an error page that was cut, what can be read is kept`() {
    let cut = Array(Self.gzip.dropLast(12))
    let readable = Self.decoder.readable(cut, "gzip")
    #expect(readable.count > 20)
    #expect(Self.plain.utf8.starts(with: readable))
    #expect(Self.decoder.readable(Array("<html>no".utf8), "gzip") == Array("<html>no".utf8))
    #expect(Self.decoder.readable([0xFF, 0xFF], "gzip").isEmpty)
  }

  @Test(arguments: 0..<streams.count) func `no damage does more than fail, and none gets over the limit`(
    _ number: Int
  ) {
    let (field, body) = Self.streams[number]
    var random = UInt64(number) &* 0x9E37_79B9_7F4A_7C15 | 1
    func next(_ below: Int) -> Int {
      random ^= random << 13
      random ^= random >> 7
      random ^= random << 17
      return Int(random % UInt64(below))
    }
    for _ in 0..<1000 {
      var damaged = body
      for _ in 0...next(4) {
        switch next(3) {
        case 0: damaged[next(damaged.count)] = UInt8(next(256))
        case 1: damaged.insert(UInt8(next(256)), at: next(damaged.count))
        default: damaged.replaceSubrange(0..<next(3), with: body.suffix(next(20)))
        }
      }
      let decoded = try? ContentDecoder(limit: 4096).decode(damaged, field)
      #expect((decoded?.count ?? 0) <= 4096)
      _ = Self.decoder.readable(damaged, field)
    }
  }

  /// A gzip member that stores `body` as it is (RFC 1951 §3.2.4).
  static func stored(_ body: [UInt8]) -> [UInt8] {
    var sum: UInt32 = ~0
    for byte in body {
      sum ^= UInt32(byte)
      for _ in 0..<8 { sum = sum & 1 == 1 ? sum >> 1 ^ 0xEDB8_8320 : sum >> 1 }
    }
    func little(_ value: UInt32, _ count: Int) -> [UInt8] {
      (0..<count).map { UInt8(truncatingIfNeeded: value >> UInt32($0 * 8)) }
    }
    let length = UInt32(body.count)
    return [0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 3, 1] + little(length, 2) + little(~length, 2) + body
      + little(~sum, 4) + little(length, 4)
  }
}
