import Yams

extension ConfigurationReader {
  /// `quiet_hours: "23:00-06:00"`, or `never`.
  func readQuietHours(_ setting: Setting, into hours: inout QuietSetting?) {
    guard let text = string(setting) else { return }
    if text == "never" {
      hours = nil
      return
    }
    guard let quiet = QuietSetting(text) else {
      report(
        setting.place,
        "quiet_hours must be two times of day such as \"23:00-06:00\", or never, not \(quoted(text))",
        suggestion: QuietSetting.guess(text))
      return
    }
    hours = quiet
  }
}

/// A part of each day, in minutes after midnight; over midnight when it ends before it begins.
public struct QuietSetting: Sendable, Equatable {
  public var from: Int
  public var to: Int

  /// Reads `HH:MM-HH:MM`; nil for anything else, and when both are the same.
  init?(_ text: String) {
    let parts = text.split(separator: "-", omittingEmptySubsequences: false)
    guard parts.count == 2, let from = Self.minute(parts[0]), let to = Self.minute(parts[1]), from != to
    else {
      return nil
    }
    (self.from, self.to) = (from, to)
  }

  /// What `23-6` or `23:00 – 6:00` was meant to be.
  static func guess(_ text: String) -> String? {
    let parts = text.filter { $0 != " " }.split { "-–—".contains($0) }
    guard parts.count == 2 else { return nil }
    let times = parts.compactMap { part -> String? in
      let digits = part.split(separator: ":").map(String.init)
      guard let hour = digits.first.flatMap({ Int($0) }), (0...24).contains(hour), digits.count <= 2 else {
        return nil
      }
      let minute = digits.count == 2 ? digits[1] : "00"
      return (hour % 24 < 10 ? "0" : "") + "\(hour % 24):" + minute
    }
    guard times.count == 2 else { return nil }
    let guess = times.joined(separator: "-")
    return QuietSetting(guess) == nil ? nil : "\"\(guess)\""
  }

  /// `HH:MM`, 00:00 to 23:59.
  private static func minute(_ text: Substring) -> Int? {
    let bytes = Array(text.utf8)
    guard bytes.count == 5, bytes[2] == UInt8(ascii: ":") else { return nil }
    let digits = [bytes[0], bytes[1], bytes[3], bytes[4]].map { Int($0) - 48 }
    guard digits.allSatisfy((0...9).contains) else { return nil }
    let (hour, minute) = (digits[0] * 10 + digits[1], digits[2] * 10 + digits[3])
    return hour < 24 && minute < 60 ? hour * 60 + minute : nil
  }
}
