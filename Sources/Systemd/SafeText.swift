/// Text from a feed, a server or an error, made safe for a terminal, the journal and `STATUS=`.
///
/// C0, DEL, C1, line separators and bidi controls are written as escapes: a title must neither forge a second
/// log line nor move the cursor (newsboat CVE-2017-12904 and its kin). Cut at `limit` scalars.
public func singleLine(_ text: String, limit: Int = 200) -> String {
  if text.utf8.count <= limit, text.utf8.allSatisfy({ $0 >= 0x20 && $0 < 0x7F }) { return text }
  var result = ""
  result.reserveCapacity(text.utf8.count)
  var left = limit
  for scalar in text.unicodeScalars {
    guard left > 0 else {
      result += "…"
      break
    }
    left -= 1
    switch scalar.value {
    case 0x0A: result += "\\n"
    case 0x0D: result += "\\r"
    case 0x09: result += "\\t"
    case 0x00...0x1F, 0x7F...0x9F, 0x061C, 0x200E, 0x200F, 0x2028...0x202E, 0x2066...0x2069, 0xFEFF:
      let hex = String(scalar.value, radix: 16)
      result += "\\u" + String(repeating: "0", count: max(0, 4 - hex.count)) + hex
    default: result.unicodeScalars.append(scalar)
    }
  }
  return result
}
