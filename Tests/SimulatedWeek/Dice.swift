import Glibc

/// Random numbers that are the same for the same seed, wherever it runs: SplitMix64.
struct Dice {
  private var state: UInt64

  init(seed: UInt64) { state = seed &* 0x9E37_79B9_7F4A_7C15 }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ mixed >> 30) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ mixed >> 27) &* 0x94D0_49BB_1331_11EB
    return mixed ^ mixed >> 31
  }

  /// In 0..<1.
  mutating func fraction() -> Double { Double(next() >> 11) / Double(UInt64(1) << 53) }

  mutating func between(_ low: Double, _ high: Double) -> Double { low + (high - low) * fraction() }

  mutating func whole(_ low: Int, _ high: Int) -> Int { low + Int(fraction() * Double(high - low + 1)) }

  /// Between the two, each order of magnitude as likely as the other.
  mutating func scaled(_ low: Double, _ high: Double) -> Double { exp(between(log(low), log(high))) }

  mutating func chance(_ probability: Double) -> Bool { fraction() < probability }

  /// Seconds until the next event of a rate a second.
  mutating func pause(_ rate: Double) -> Double { -log(1 - fraction()) / rate }

  /// Around 1: a day that is busier or quieter than another.
  mutating func mood(_ spread: Double) -> Double {
    let angle = 2 * Double.pi * fraction()
    return exp(spread * (-2 * log(1 - fraction())).squareRoot() * cos(angle))
  }
}
