import Testing
import WebText

/// The validator through `decode`, compared with the standard library's.
@Suite struct UTF8ValidationTests {
  /// Lengths and places around the blocks of 64 bytes.
  @Test func agreesWithTheStandardLibraryOnAnyBytes() {
    var random = SplitMix(seed: 5)
    let pieces: [[UInt8]] = [
      Array("é".utf8), Array("한".utf8), Array("𝄞".utf8), Array("a".utf8), Array("0123456789abcdef".utf8),
      [0xC0, 0x80], [0xC1], [0xE0, 0x9F, 0x80], [0xED, 0xA0, 0x80], [0xF0, 0x8F, 0xBF, 0xBF],
      [0xF4, 0x90, 0x80, 0x80], [0xF5], [0xFF], [0x80], [0xE1, 0x80], [0xF1, 0x80, 0x80], [0xC3],
    ]
    for round in 0..<6000 {
      var bytes: [UInt8] = Array("<a>".utf8)
      let good = round % 3 != 0
      for _ in 0..<random.below(80) {
        // Rarely a bad one, so that it stands alone in a long text.
        let isBad = !good && random.below(30) == 0
        bytes += pieces[isBad ? 5 + random.below(pieces.count - 5) : random.below(5)]
      }
      let text = CharacterDecoding.decode(bytes, contentType: "text/xml; charset=utf-8")
      let expected = String(validating: bytes, as: UTF8.self)
      #expect((expected != nil) == (text.utf8 == bytes && text.notes.isEmpty), "\(bytes)")
      if text.encoding == "utf-8" {
        #expect(String(decoding: text.utf8, as: UTF8.self) == String(decoding: bytes, as: UTF8.self))
      }
    }
  }

  @Test func findsOneBadByteAtEachPlace() {
    let good = Array("<t>뉴스 é 𝄞 plain ASCII that fills more than one block of sixty-four bytes, é</t> 끝".utf8)
    #expect(CharacterDecoding.decode(good, contentType: nil).notes.isEmpty)
    for index in good.indices {
      for byte in [0x80, 0xC0, 0xE0, 0xED, 0xF0, 0xF4, 0xFF] as [UInt8] {
        var bytes = good
        bytes[index] = byte
        let isValid = String(validating: bytes, as: UTF8.self) != nil
        let text = CharacterDecoding.decode(bytes, contentType: nil)
        #expect(text.notes.isEmpty == isValid, "\(index) \(byte)")
      }
    }
  }
}
