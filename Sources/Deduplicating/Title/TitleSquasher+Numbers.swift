extension TitleSquasher {
  /// A number with its thousands joined and its decimal point a dot: `1,000` = `1 000`, `3,2` = `3.2`.
  mutating func number(_ text: UnsafeBufferPointer<UInt8>, _ place: inout Int, isGlued: Bool) {
    let start = folded.count
    let first = digits(text, &place)
    var groups = 0
    while place + 1 < text.count {
      let separator = text[place]
      guard separator == 0x2C || separator == 0x2E || separator == 0x20 || separator == 0x27 else { break }
      var next = place + 1
      let mark = folded.count
      let length = digits(text, &next)
      let isThousands = length == 3 && first <= 3 && (folded[start] != 0x30)
      if isThousands {
        groups += 1
        place = next
        continue
      }
      folded.cut(to: mark)
      let isDecimal = (separator == 0x2C || separator == 0x2E) && length > 0
      // 12.05.2024 is a date.
      let goesOn =
        next + 1 < text.count && (text[next] == separator) && text[next + 1] >= 0x30 && text[next + 1] <= 0x39
      guard isDecimal, !goesOn else { break }
      folded.append(0x2E)
      next = place + 1
      _ = digits(text, &next)
      place = next
      break
    }
    let isLong = first + groups * 3 >= 4
    let isYear =
      groups == 0 && first == 4
      && (folded[start] == 0x31 && folded[start + 1] == 0x39
        || folded[start] == 0x32 && folded[start + 1] == 0x30)
    weight += isLong && !isYear ? 2 : 1
    // A unit may follow a sign and a number, and two numbers must not touch.
    if let last, last.kind != .word { firstChange = min(firstChange, count) }
    add(.number, hash: hash(from: start), from: start, isGlued: isGlued)
  }

  /// Appends a run of digits as ASCII; how many there were.
  mutating func digits(_ text: UnsafeBufferPointer<UInt8>, _ place: inout Int) -> Int {
    var count = 0
    while place < text.count {
      let byte = text[place]
      if byte >= 0x30, byte <= 0x39 {
        folded.append(byte)
        place += 1
      } else if byte >= 0x80 {
        var next = place
        let scalar = UTF8Scalars.next(text, &next)
        guard table.properties(scalar).kind == .digit else { break }
        WordFolding.fold(scalar, table, into: &folded)
        place = next
      } else {
        break
      }
      count += 1
    }
    return count
  }
}
