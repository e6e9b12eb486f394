import Testing
import WebText

@Suite struct NetworkTests {
  @Test(arguments: [
    "", "a", "localhost", "10/8", "10.0.0/8", "256.0.0.0/8", "0x7f.1", "[::1]", "fe80::1%lo", "10.0.0.0/",
    "10.0.0.0/33", "10.0.0.0/-1", "10.0.0.0/+8", "10.0.0.0/ 8", "10.0.0.0/8/8", "1.2.3.4/8/9", "::/129",
    "10.0.0.0/999999999999999999999",
  ]) func `what is no network is not read as one`(_ text: String) {
    #expect(Network(text) == nil)
  }

  @Test(arguments: ["10.1.0.0/8", "10.1.2.3/8", "0.0.0.1/0", "fd00::7/8", "2001:db8:ffff::/33"])
  func `bits after the prefix are a slip`(_ text: String) {
    #expect(Network(text) == nil)
  }

  @Test(arguments: [
    ("::1", "::1/128"), ("1.2.3.4", "1.2.3.4/32"), ("0.0.0.0/0", "0.0.0.0/0"), ("::/0", "::/0"),
    ("10.0.0.0/08", "10.0.0.0/8"), ("2001:db8:8000:0::/33", "2001:db8:8000::/33"),
  ]) func `a network is written in its shortest form`(_ text: String, _ canonical: String) {
    #expect(Network(text)?.description == canonical)
  }

  @Test(arguments: [
    ("10.0.0.0/8", "10.255.0.1", true), ("10.0.0.0/8", "11.0.0.0", false),
    ("192.168.4.0/22", "192.168.7.255", true), ("192.168.4.0/22", "192.168.8.0", false),
    ("127.0.0.1", "127.0.0.1", true), ("127.0.0.1", "127.0.0.2", false), ("0.0.0.0/0", "203.0.113.9", true),
    ("fd00::/8", "fdff::1", true), ("fd00::/8", "fe00::", false), ("fd00::/8", "10.0.0.1", false),
    ("::1", "::1", true), ("::/0", "2001:db8::1", true), ("::/0", "10.0.0.1", false),
    ("::ffff:0:0/96", "10.0.0.1", false), ("0.0.0.0/0", "::ffff:10.0.0.1", false),
  ]) func `a network holds the addresses of its family and prefix`(
    _ text: String, _ address: String, _ isInside: Bool
  ) throws {
    #expect(try #require(Network(text)).contains(try #require(IPAddress(address))) == isInside)
  }
}
