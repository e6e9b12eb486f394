import Glibc

typealias Bytes = UnsafeBufferPointer<UInt8>

extension UInt8 {
  /// White space as XML has it, and form feed.
  @inline(__always)
  var isSpace: Bool { self == 0x20 || self &- 9 < 5 }

  @inline(__always)
  var isDigit: Bool { self &- 0x30 < 10 }

  @inline(__always)
  var isLetter: Bool { (self | 0x20) &- 0x61 < 26 }

  @inline(__always)
  var lowercased: UInt8 { self &- 0x41 < 26 ? self | 0x20 : self }
}

extension UnsafeBufferPointer<UInt8> {
  /// Without white space (and no-break space) at both ends.
  var trimmed: UnsafeBufferPointer<UInt8> {
    var start = 0
    var end = count
    while start < end {
      if self[start].isSpace {
        start += 1
      } else if start + 1 < end, self[start] == 0xC2, self[start + 1] == 0xA0 {
        start += 2
      } else {
        break
      }
    }
    while end > start {
      if self[end - 1].isSpace {
        end -= 1
      } else if end - 1 > start, self[end - 2] == 0xC2, self[end - 1] == 0xA0 {
        end -= 2
      } else {
        break
      }
    }
    return self[from: start, to: end]
  }

  @inline(__always)
  subscript(from start: Int, to end: Int) -> UnsafeBufferPointer<UInt8> {
    UnsafeBufferPointer(start: baseAddress.map { $0 + start }, count: end - start)
  }

  var string: String { String(decoding: self, as: UTF8.self) }

  /// The trimmed text, or nil when nothing is left.
  var nonEmptyString: String? {
    let text = trimmed
    return text.isEmpty ? nil : text.string
  }

  @inline(__always)
  func contains(byte: UInt8) -> Bool {
    guard let baseAddress, count > 0 else { return false }
    return memchr(baseAddress, Int32(byte), count) != nil
  }

  /// Index of the first `byte` at or after `start`.
  @inline(__always)
  func firstIndex(of byte: UInt8, from start: Int) -> Int? {
    guard let baseAddress, start < count else { return nil }
    guard let found = memchr(baseAddress + start, Int32(byte), count - start) else { return nil }
    return UnsafeRawPointer(found) - UnsafeRawPointer(baseAddress)
  }

  /// Index of the first occurrence of `text` at or after `start`.
  func firstIndex(of text: StaticString, from start: Int) -> Int? {
    let length = text.utf8CodeUnitCount
    var index = start
    while let found = firstIndex(of: text.utf8Start[0], from: index), found + length <= count {
      var matched = 1
      while matched < length, self[found + matched] == text.utf8Start[matched] { matched += 1 }
      if matched == length { return found }
      index = found + 1
    }
    return nil
  }

  /// True when `text`, in lower case, stands at `index` in any case.
  func hasPrefix(_ text: StaticString, at index: Int = 0) -> Bool {
    let length = text.utf8CodeUnitCount
    guard index >= 0, count - index >= length else { return false }
    for offset in 0..<length where self[index + offset].lowercased != text.utf8Start[offset] {
      return false
    }
    return true
  }

  /// True when `text`, in lower case, stands anywhere in any case. For short bytes.
  func mentions(_ text: StaticString) -> Bool {
    indices.contains { hasPrefix(text, at: $0) }
  }

  /// Equal to `text`, which is in lower case, in any case.
  func equals(_ text: StaticString) -> Bool {
    count == text.utf8CodeUnitCount && hasPrefix(text)
  }

  /// A decimal integer in the trimmed text, with an optional sign; saturates. nil when it is none.
  var integer: Int64? {
    let text = trimmed
    var index = 0
    var isNegative = false
    if let first = text.first, first == UInt8(ascii: "-") || first == UInt8(ascii: "+") {
      isNegative = first == UInt8(ascii: "-")
      index = 1
    }
    guard index < text.count, text[index].isDigit else { return nil }
    var value: Int64 = 0
    while index < text.count {
      guard text[index].isDigit else {
        if text.isThousandsSeparator(at: index) {
          index += 1
          continue
        }
        // liberal: "1234.0", "640px" and "12 bytes" are read up to there.
        break
      }
      let (product, overflow) = value.multipliedReportingOverflow(by: 10)
      let (sum, carried) = product.addingReportingOverflow(Int64(text[index] &- 0x30))
      value = overflow || carried ? .max : sum
      index += 1
    }
    return isNegative ? -value : value
  }

  /// liberal: "1,234,567". True for a comma behind a digit and before exactly three.
  private func isThousandsSeparator(at index: Int) -> Bool {
    guard self[index] == UInt8(ascii: ","), index + 3 < count,
      self[index + 1].isDigit, self[index + 2].isDigit, self[index + 3].isDigit
    else { return false }
    return index + 4 == count || !self[index + 4].isDigit
  }

  /// A decimal number in the trimmed text; nil when it is none, infinite or over 64 bytes.
  var double: Double? {
    let text = trimmed
    guard !text.isEmpty, text.count <= 64, let value = Double(text.string), value.isFinite else { return nil }
    return value
  }
}

extension [UInt8] {
  @inline(__always)
  mutating func append(_ text: StaticString) {
    append(contentsOf: UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount))
  }
}
