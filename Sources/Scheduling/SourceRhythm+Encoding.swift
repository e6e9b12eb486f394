import WebText

extension SourceRhythm {
  /// Layout of `encoded`; another number is not understood, and learning begins anew.
  private static let version: UInt8 = 1
  private static let size = 1 + 8 + 8 + 31 * 4 + 3 * 4 + 4

  /// Reads what `encoded` gave; a rhythm without evidence for anything else.
  init(decoding bytes: [UInt8]) {
    self.init()
    guard bytes.count == Self.size, bytes[0] == Self.version else { return }
    var offset = 1
    func next<Word: FixedWidthInteger>(_ type: Word.Type) -> Word {
      defer { offset += MemoryLayout<Word>.size }
      return bytes.withUnsafeBytes {
        Word(littleEndian: $0.loadUnaligned(fromByteOffset: offset, as: Word.self))
      }
    }
    let until = UnixTime(milliseconds: next(Int64.self))
    let since = UnixTime(milliseconds: next(Int64.self))
    var isSound = true
    func number() -> Float {
      let number = Float(bitPattern: next(UInt32.self))
      // A flipped bit must not become an interval of no number.
      if !(number >= 0 && number < 1e9) { isSound = false }
      return number
    }
    let hours = InlineArray<24, Float> { _ in number() }
    let days = InlineArray<7, Float> { _ in number() }
    let rest = (number(), number(), number())
    guard isSound else { return }
    self = SourceRhythm(
      until: until, since: min(since, until), hours: hours, days: days, recent: rest.0, usual: rest.1,
      shown: next(UInt32.self), trust: min(1, max(1 / 16, rest.2)))
  }

  /// For `SourceState.rhythm`; empty before there is evidence.
  var encoded: [UInt8] {
    guard let until else { return [] }
    return [UInt8](unsafeUninitializedCapacity: Self.size) { bytes, count in
      let memory = UnsafeMutableRawBufferPointer(bytes)
      memory[0] = Self.version
      count = 1
      func append<Word: FixedWidthInteger>(_ word: Word) {
        memory.storeBytes(of: word.littleEndian, toByteOffset: count, as: Word.self)
        count += MemoryLayout<Word>.size
      }
      append(until.milliseconds)
      append(since.milliseconds)
      for place in hours.indices { append(hours[place].bitPattern) }
      for place in days.indices { append(days[place].bitPattern) }
      append(recent.bitPattern)
      append(usual.bitPattern)
      append(trust.bitPattern)
      append(shown)
    }
  }
}
