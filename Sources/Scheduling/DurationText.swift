/// Durations for people.
enum DurationText {
  /// `45s`, `15m`, `3h`, `2d`: the largest unit that keeps two digits' worth of meaning.
  static func short(_ seconds: Int64) -> String {
    switch seconds {
    case ..<120: "\(seconds)s"
    case ..<7200: "\(seconds / 60)m"
    case ..<172_800: "\(seconds / 3600)h"
    default: "\(seconds / 86_400)d"
    }
  }
}
