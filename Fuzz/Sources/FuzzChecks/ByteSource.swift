/// Makes values of an input, one after the other; when it is used up, all are zero or empty.
struct ByteSource {
  private let bytes: [UInt8]
  private var index = 0

  init(_ bytes: [UInt8]) {
    self.bytes = bytes
  }

  var isEmpty: Bool { index >= bytes.count }

  mutating func byte() -> UInt8 {
    guard index < bytes.count else { return 0 }
    defer { index += 1 }
    return bytes[index]
  }

  mutating func number(below limit: Int) -> Int { Int(byte()) % limit }

  mutating func bool() -> Bool { byte() & 1 == 1 }

  mutating func integer() -> Int64 {
    var value: UInt64 = 0
    for _ in 0..<number(below: 9) { value = value << 8 | UInt64(byte()) }
    return bool() ? Int64(bitPattern: value) : Int64(bitPattern: 0 &- value)
  }

  mutating func double() -> Double { Double(bitPattern: UInt64(bitPattern: integer())) }

  /// Any text, mostly a short one; what is not UTF-8 is replaced.
  mutating func text() -> String {
    let length = byte()
    // 0xF0 and more: long, so that limits are reached from short inputs too.
    let count = length < 0xF0 ? Int(length) : Int(length & 0x0F) * 64
    let end = min(index + count, bytes.count)
    defer { index = end }
    let text = String(decoding: bytes[index..<end], as: UTF8.self)
    guard length >= 0xF0, !text.isEmpty else { return text }
    return String(repeating: text, count: 1 + 1024 / text.utf8.count * Int(1 + length & 0x0F))
  }

  mutating func optionalText() -> String? { bool() ? text() : nil }

  mutating func texts() -> [String] {
    var texts: [String] = []
    for _ in 0..<number(below: 5) { texts.append(text()) }
    return texts
  }
}
