/// A hash of a sequence of numbers (words, letters) by which two sequences are seen to differ at one place only, with
/// just one of them at hand.
///
/// The numbers are the coefficients of a polynomial, the hash is its value at one point modulo the prime 2^61 - 1. Where
/// one number was put in another's place, the difference of two hashes is the difference of the two numbers times a
/// power of the point: divided by the power of the right place it is small, by that of another it is anything below
/// 2^61. So the place and the other number come out of it. The highest three bits hold the length modulo 8.
struct SequenceHash: Equatable {
  /// 0 for a sequence that has no hash.
  let rawValue: UInt64

  init(rawValue: UInt64) { self.rawValue = rawValue }

  /// - Parameter numbers: above 0 and below 2^32; more than `longest` have no hash.
  init(_ numbers: [UInt32]) {
    var sum = Sum()
    for number in numbers { sum.append(number) }
    self = sum.hash
  }

  /// The hash of numbers that come one after the other, without an array of them.
  struct Sum {
    private(set) var count = 0
    // The sum of at most 250 products below 2^93 fits in 101 bits.
    private var low: UInt64 = 0
    private var high: UInt64 = 0
    private let powers = SequenceHash.powers

    @inline(__always)
    mutating func append(_ number: UInt32) {
      if count < SequenceHash.longest {
        // The number of a place has the place's power of the point: no product waits for another.
        let product = UInt64(number).multipliedFullWidth(by: powers.direct[count])
        let (sum, carry) = low.addingReportingOverflow(product.low)
        low = sum
        high &+= product.high &+ (carry ? 1 : 0)
      }
      count &+= 1
    }

    /// That of all numbers so far; none for no numbers, and for too many.
    var hash: SequenceHash {
      guard count > 0, count <= SequenceHash.longest else { return SequenceHash(rawValue: 0) }
      // 2^61 is 1, and 2^64 is 8.
      let sum = SequenceHash.add(low & prime, SequenceHash.add(low &>> 61, high &<< 3))
      return SequenceHash(rawValue: UInt64(count & 7) << 61 | sum)
    }
  }

  /// What made another sequence of a known one.
  enum Edit: Equatable {
    /// The number at a place was replaced.
    case replaced(Int, by: UInt32)
    /// Before the number at a place, or at the end, the other has one more.
    case inserted(Int, UInt32)
    /// The other lacks the number at a place.
    case removed(Int)
  }

  /// The one place at which `numbers` must be changed to become the sequence with this hash; nil when there is no such
  /// place, or nothing to change.
  ///
  /// - Parameters:
  ///   - own: the hash of `numbers`.
  ///   - limit: numbers of the other sequence are below it. The smaller, the surer: of a limit of 2^32 and fifty
  ///     numbers, one in ten million unlike sequences is taken for like.
  func edit(of numbers: [UInt32], hash own: SequenceHash, limit: UInt64) -> Edit? {
    guard rawValue != 0, !numbers.isEmpty, numbers.count <= Self.longest else { return nil }
    let other = rawValue & Self.prime
    let sum = own.rawValue & Self.prime
    switch (Int(rawValue >> 61) - numbers.count) & 7 {
    case 0: return replacement(in: numbers, sum, other, limit)
    case 1: return insertion(into: numbers, sum, other, limit)
    case 7: return removal(from: numbers, sum, other)
    default: return nil
    }
  }

  private func replacement(
    in numbers: [UInt32], _ sum: UInt64, _ other: UInt64, _ limit: UInt64
  ) -> Edit? {
    let difference = Self.subtract(other, sum)
    guard difference != 0 else { return nil }
    for (place, number) in numbers.enumerated() {
      let value = Self.add(Self.multiply(difference, Self.powers.inverse[place]), UInt64(number))
      if value > 0, value < limit { return .replaced(place, by: UInt32(value)) }
    }
    return nil
  }

  private func insertion(
    into numbers: [UInt32], _ sum: UInt64, _ other: UInt64, _ limit: UInt64
  ) -> Edit? {
    // What stands behind the place has moved up by one.
    var before: UInt64 = 0
    var behind = Self.multiply(sum, Self.point)
    for place in 0...numbers.count {
      let rest = Self.subtract(other, Self.add(before, behind))
      let value = Self.multiply(rest, Self.powers.inverse[place])
      if value > 0, value < limit { return .inserted(place, UInt32(value)) }
      guard place < numbers.count else { break }
      let number = UInt64(numbers[place])
      before = Self.add(before, Self.multiply(number, Self.powers.direct[place]))
      behind = Self.subtract(behind, Self.multiply(number, Self.powers.direct[place + 1]))
    }
    return nil
  }

  private func removal(from numbers: [UInt32], _ sum: UInt64, _ other: UInt64) -> Edit? {
    var before: UInt64 = 0
    var behind = Self.multiply(sum, Self.powers.inverse[1])
    for (place, number) in numbers.enumerated() {
      // `behind` without this number, all that follows moved down by one.
      let own = Self.multiply(UInt64(number), Self.powers.inverse[1])
      let term = Self.multiply(own, Self.powers.direct[place])
      behind = Self.subtract(behind, term)
      if Self.add(before, behind) == other { return .removed(place) }
      before = Self.add(before, Self.multiply(UInt64(number), Self.powers.direct[place]))
    }
    return nil
  }

  // MARK: Arithmetic modulo 2^61 - 1

  /// Numbers that have a hash, at most.
  static let longest = 250
  private static let prime: UInt64 = 1 << 61 - 1
  private static let point: UInt64 = 0x0A3B_195D_51C8_4E27

  private static let powers = Powers()

  /// The powers of the point, and what undoes a multiplication with them.
  private final class Powers: Sendable {
    // Written in `init` alone, so that all threads may read.
    nonisolated(unsafe) let direct: UnsafePointer<UInt64>
    nonisolated(unsafe) let inverse: UnsafePointer<UInt64>

    init() {
      // By Fermat, the (p - 2)th power is the inverse.
      var inverse: UInt64 = 1
      var square = point
      var exponent = prime - 2
      while exponent > 0 {
        if exponent & 1 == 1 { inverse = multiply(inverse, square) }
        square = multiply(square, square)
        exponent >>= 1
      }
      direct = Self.row(point)
      self.inverse = Self.row(inverse)
    }

    /// One more than there are places: a number may be put in behind the last.
    private static func row(_ factor: UInt64) -> UnsafePointer<UInt64> {
      let row = UnsafeMutablePointer<UInt64>.allocate(capacity: longest + 2)
      row.initialize(repeating: 1, count: longest + 2)
      for place in 0...longest { row[place + 1] = multiply(row[place], factor) }
      return UnsafePointer(row)
    }

    deinit {
      direct.deallocate()
      inverse.deallocate()
    }
  }

  private static func multiply(_ first: UInt64, _ second: UInt64) -> UInt64 {
    let product = first.multipliedFullWidth(by: second)
    let high = product.high << 3 | product.low >> 61
    return add(product.low & prime, high)
  }

  /// Both below the prime, or the prime itself.
  private static func add(_ first: UInt64, _ second: UInt64) -> UInt64 {
    let sum = first &+ second
    return sum >= prime ? sum &- prime : sum
  }

  private static func subtract(_ first: UInt64, _ second: UInt64) -> UInt64 {
    add(first, prime &- second)
  }
}
