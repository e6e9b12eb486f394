/// The full name of a zone, word by word: `Central European Summer Time`, `Australian Eastern Standard Time`.
struct ZoneRegion {
  /// Seconds east of UTC by the name of a region alone: America's, where continents share it.
  private var seconds: Int?
  private var isEuropean = false
  private var isAustralian = false
  private var isSummer = false

  mutating func add(_ meaning: DateWords.Meaning) {
    switch meaning {
    case .region(let value): seconds = seconds ?? value
    case .european: isEuropean = true
    case .australian: isAustralian = true
    case .summer: isSummer = true
    default: break
    }
  }

  /// Seconds east of UTC; nil when no region was named.
  var offset: Int? {
    guard let seconds else { return nil }
    let standard: Int
    switch (seconds, isEuropean, isAustralian) {
    case (-18_000, true, _): standard = 7200
    case (-21_600, true, _): standard = 3600
    case (-18_000, _, true): standard = 36_000
    case (-21_600, _, true): standard = 34_200
    case (0, _, true): standard = 28_800
    default: standard = seconds
    }
    return isSummer ? standard + 3600 : standard
  }
}
