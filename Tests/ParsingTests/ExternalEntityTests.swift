import FeedModel
import Glibc
import Parsing
import Testing

/// Whatever a document asks for, nothing outside of it is opened (threats: XXE and its family).
@Suite struct ExternalEntityTests {
  private static let canary = "canary-7f3a-in-a-file"

  /// A file whose content must never turn up.
  private final class CanaryFile {
    let path: String

    init() throws {
      var template = Array("/tmp/tidings-canary.XXXXXX".utf8CString)
      let descriptor = mkstemp(&template)
      try #require(descriptor >= 0)
      path = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
      let bytes = Array(canary.utf8)
      try #require(write(descriptor, bytes, bytes.count) == bytes.count)
      close(descriptor)
    }

    deinit { unlink(path) }
  }

  /// A listener on the loopback interface that nobody may connect to.
  private final class Listener {
    let descriptor: Int32
    let port: UInt16

    init() throws {
      descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_NONBLOCK.rawValue), 0)
      var address = sockaddr_in()
      address.sin_family = sa_family_t(AF_INET)
      address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
      var length = socklen_t(MemoryLayout<sockaddr_in>.size)
      let descriptor = descriptor
      let isBound = withUnsafeMutablePointer(to: &address) {
        $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
          bind(descriptor, $0, length) == 0 && listen(descriptor, 4) == 0
            && getsockname(descriptor, $0, &length) == 0
        }
      }
      port = UInt16(bigEndian: address.sin_port)
      try #require(isBound)
    }

    deinit { close(descriptor) }

    var wasContacted: Bool { accept(descriptor, nil, nil) >= 0 }
  }

  private static let prologs = [
    "<!DOCTYPE rss [<!ENTITY x SYSTEM \"FILE\">]>",
    "<!DOCTYPE rss [<!ENTITY x PUBLIC \"-//a//b\" \"FILE\">]>",
    "<!DOCTYPE rss [<!ENTITY % p SYSTEM \"FILE\"> %p;]>",
    "<!DOCTYPE rss [<!ENTITY % p SYSTEM \"HTTP\"> <!ENTITY % q \"<!ENTITY x '%p;'>\"> %q;]>",
    "<!DOCTYPE rss SYSTEM \"FILE\">", "<!DOCTYPE rss SYSTEM \"HTTP\">",
    "<!DOCTYPE rss PUBLIC \"-//a//b\" \"HTTP\" [<!ENTITY y \"z\">]>",
    "<!DOCTYPE rss [<!ENTITY x SYSTEM \"HTTP\">]>",
    "<!DOCTYPE rss [<!NOTATION n SYSTEM \"FILE\"><!ENTITY x SYSTEM \"FILE\" NDATA n>]>",
    "<?xml-stylesheet type=\"text/xsl\" href=\"HTTP\"?>",
    "<?xml-model href=\"HTTP\"?>", "",
  ]

  private static let bodies = [
    "&x;", "<xi:include xmlns:xi=\"http://www.w3.org/2001/XInclude\" href=\"FILE\" parse=\"text\"/>",
    "<svg xmlns=\"http://www.w3.org/2000/svg\" xmlns:xlink=\"http://www.w3.org/1999/xlink\"><image xlink:href=\"HTTP\"/></svg>",
    "<x xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\" xsi:schemaLocation=\"u HTTP\"/>",
  ]

  @Test func noFileIsReadAndNoConnectionMade() throws {
    let file = try CanaryFile()
    let listener = try Listener()
    for prolog in Self.prologs {
      for body in Self.bodies {
        for damage in ["", "<b>", "&"] {
          var text = prolog + rss("<item><title>T</title><description>\(body)\(damage)</description></item>")
          for (word, address) in [
            ("FILE", "file://" + file.path), ("HTTP", "http://127.0.0.1:\(listener.port)/x"),
          ] {
            text = text.split(separator: word, omittingEmptySubsequences: false).joined(separator: address)
          }
          let feed = try read(text)
          #expect(feed.entries.map(\.title) == ["T"], "\(text)")
          #expect(!"\(feed)".contains(Self.canary), "\(text)")
        }
      }
    }
    #expect(!listener.wasContacted)
  }

  @Test(arguments: [
    "<!DOCTYPE rss PUBLIC \"-//Netscape Communications//DTD RSS 0.91//EN\" \"http://my.netscape.com/publish/formats/rss-0.91.dtd\">",
    "<!DOCTYPE rss [<!ATTLIST item x CDATA \"1\">]>", "<!DOCTYPE rss [<!ENTITY x SYSTEM \"f\">]>",
  ])
  func whatADoctypeAsksForInVainIsNoted(doctype: String) throws {
    let feed = try read("<?xml version=\"1.0\"?>\n" + doctype + rss("<item><guid>1</guid></item>"))
    #expect(codes(feed) == ["doctype-ignored"])
    #expect(feed.warnings[0].line == 2)
  }

  @Test func aPlainDoctypeIsNoMatter() throws {
    let feed = try read("<!DOCTYPE rss [<!ENTITY nbsp \"&#160;\">]>" + rss("<item><guid>1</guid></item>"))
    #expect(codes(feed).isEmpty)
  }

  @Test func defaultsOfAttributesAreNotAdded() throws {
    let defaults = (0..<60).map { "<!ATTLIST item a\($0) CDATA \"x\">" }.joined()
    let feed = try read("<!DOCTYPE rss [\(defaults)]>" + rss("<item><guid>1</guid></item>"))
    #expect(feed.entries.count == 1)
    #expect(!"\(feed)".contains("a59"))
  }
}
