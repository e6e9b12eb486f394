/// Windows-1252's quotes and dashes where C1 controls stand.
///
/// liberal: text that was windows-1252, labelled ISO 8859-1 and converted by the label. No text means a C1
/// control; HTML reads references to them alike (WHATWG HTML §13.2.5.84).
enum WindowsQuotes {
  /// Code points for U+0080…U+009F; 0 where windows-1252 has none.
  private static let scalars: [UInt32] = [
    0x20AC, 0, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160, 0x2039, 0x0152, 0,
    0x017D, 0, 0, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A,
    0x0153, 0, 0x017E, 0x0178,
  ]

  /// nil when there is nothing to repair.
  static func repaired(_ text: Bytes) -> [UInt8]? {
    guard var control = nextControl(text, from: 0) else { return nil }
    var output: [UInt8] = []
    output.reserveCapacity(text.count + 16)
    var plain = 0
    while true {
      output.append(contentsOf: text[from: plain, to: control])
      output.append(scalar: scalars[Int(text[control + 1] & 0x1F)])
      plain = control + 2
      guard let next = nextControl(text, from: plain) else { break }
      control = next
    }
    output.append(contentsOf: text[from: plain, to: text.count])
    return output
  }

  private static func nextControl(_ text: Bytes, from start: Int) -> Int? {
    var index = start
    while let lead = text.firstIndex(of: 0xC2, from: index), lead + 1 < text.count {
      if text[lead + 1] < 0xA0 { return lead }
      index = lead + 2
    }
    return nil
  }
}
