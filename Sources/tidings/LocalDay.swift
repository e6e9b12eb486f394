import Glibc
import WebText

/// Days as the user's clock counts them.
enum LocalDay {
  /// When the day begins here; nil for what is no date like `2026-11-23`.
  static func start(of text: String) -> UnixTime? {
    let parts = text.utf8.split(separator: UInt8(ascii: "-"), omittingEmptySubsequences: false).map {
      Int32(String(decoding: Array($0), as: UTF8.self)) ?? -1
    }
    guard text.utf8.count == 10, parts.count == 3, (1970...9999).contains(parts[0]),
      (1...12).contains(parts[1]),
      (1...31).contains(parts[2])
    else { return nil }
    var fields = tm()
    fields.tm_year = parts[0] - 1900
    fields.tm_mon = parts[1] - 1
    fields.tm_mday = parts[2]
    fields.tm_isdst = -1
    let seconds = mktime(&fields)
    // mktime(3) makes 2 March of 30 February.
    guard seconds != -1, fields.tm_mday == parts[2] else { return nil }
    return UnixTime(seconds: Int64(seconds))
  }
}
