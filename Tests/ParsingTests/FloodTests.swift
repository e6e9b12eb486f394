import FeedModel
import Parsing
import TestSupport
import Testing

/// Very many of something: attributes, names, guids, items. None of these looks at a clock: quadratic work over
/// these numbers would take minutes or hours.
@Suite(.timeLimit(.minutes(5 * Patience.factor))) struct FloodTests {
  /// A number as a short attribute name: `aA`, `aB`, …
  private static func name(_ number: Int, _ output: inout [UInt8]) {
    output.append(UInt8(ascii: "a"))
    var rest = number
    repeat {
      output.append(UInt8(ascii: "a") + UInt8(rest % 26))
      rest /= 26
    } while rest > 0
  }

  /// An item whose tag has this many attributes, and one after it.
  private static func attributeFlood(_ count: Int, value: StaticString, isWide: Bool) -> [UInt8] {
    var text = Array("<rss version='2.0'><channel><title>Quay</title><item".utf8)
    let value = Array("='\(value)' ".utf8)
    text.append(UInt8(ascii: " "))
    for number in 0..<count {
      name(number, &text)
      text += value
    }
    text += Array("><title>t</title></item><item><title>u</title></item></channel></rss>".utf8)
    guard isWide else { return text }
    var wide: [UInt8] = [0xFF, 0xFE]
    wide.reserveCapacity(text.count * 2 + 2)
    for byte in text {
      wide.append(byte)
      wide.append(0)
    }
    return wide
  }

  /// Without a limit on time: debug builds are slow, and it is not what these tests are about.
  private static var patient: ParseLimits {
    var limits = ParseLimits()
    limits.detail = .full
    limits.time = .seconds(600)
    limits.document = 64 << 20
    return limits
  }

  @Test(
    arguments: [
      (100_000, "", false), (100_000, ">", true), (800_000, "\">\"", false),
    ] as [(Int, StaticString, Bool)])
  func aFloodOfAttributesCostsThoseBeyondTheLimit(count: Int, value: StaticString, isWide: Bool) throws {
    let document = Self.attributeFlood(count, value: value, isWide: isWide)
    let feed = try FeedParser(limits: Self.patient).parse(document, url: nil, contentType: nil)
    #expect(feed.entries.map(\.title) == ["t", "u"])
    #expect(feed.encoding == (isWide ? "utf-16le" : "utf-8"))
    #expect(feed.warnings.contains { $0.message.contains("parsing.max_attributes") })
  }

  @Test func guidsThatBeginAlikeAreAllDifferent() throws {
    let prefix = String(repeating: "p", count: 120)
    let items = (0..<100_000).map { "<item><guid>\(prefix)\($0)</guid></item>" }.joined()
    let feed = try read(rss(items)) {
      $0 = Self.patient
      $0.entries = 100_000
    }
    #expect(feed.entries.count == 100_000)
    #expect(Set(feed.entries.map(\.id)).count == 100_000)
    #expect(!codes(feed).contains("item-duplicate-id"))
  }

  @Test func equalGuidsAreNotedOnce() throws {
    let items = String(repeating: "<item><guid>same</guid></item>", count: 100_000)
    let feed = try read(rss(items)) {
      $0 = Self.patient
      $0.entries = 100_000
    }
    #expect(feed.entries.count == 100_000)
    #expect(codes(feed) == ["item-duplicate-id"])
  }

  @Test func idsThatBeginAlikeOrAreEqualInJSON() throws {
    let prefix = String(repeating: "p", count: 120)
    let items = (0..<5_000).map { "{\"id\":\"\(prefix)\($0)\"},{\"id\":\"same\"}" }.joined(separator: ",")
    let feed = try read(
      "{\"version\":\"https://jsonfeed.org/version/1.1\",\"title\":\"T\",\"items\":[\(items)]}"
    ) {
      $0 = Self.patient
      $0.entries = 100_000
    }
    #expect(feed.entries.count == 10_000)
    #expect(Set(feed.entries.map(\.id)).count == 5_001)
    #expect(codes(feed).filter { $0 == "item-duplicate-id" }.count == 1)
  }

  @Test func anEntryOfManyFieldsCostsItsLastOnes() throws {
    let fields = (0..<20_000).map { "<n\($0)>x</n\($0)>" }.joined()
    let feed = try read(
      rss("<item><guid>1</guid></item><item><guid>2</guid>\(fields)</item><item><guid>3</guid></item>")
    ) { $0 = Self.patient }
    #expect(feed.entries.map(\.id) == ["1", "2", "3"])
    #expect(codes(feed) == ["limit-exceeded"])
  }
}
