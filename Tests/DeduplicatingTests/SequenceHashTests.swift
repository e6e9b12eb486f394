import Testing

@testable import Deduplicating

@Suite struct SequenceHashTests {
  private static let limit: UInt64 = 1 << 32
  private let numbers: [UInt32] = [7, 0xFFFF_FFFF, 19, 3, 3, 1 << 31, 88, 101, 5, 64, 9, 2]

  private func edit(to other: [UInt32]) -> SequenceHash.Edit? {
    SequenceHash(other).edit(of: numbers, hash: SequenceHash(numbers), limit: Self.limit)
  }

  @Test func `a replaced number is found, with its place and what stands there`() {
    for place in numbers.indices {
      var other = numbers
      other[place] = 4711
      #expect(edit(to: other) == .replaced(place, by: 4711))
    }
  }

  @Test func `a further number is found at any place`() {
    for place in 0...numbers.count {
      var other = numbers
      other.insert(4711, at: place)
      #expect(edit(to: other) == .inserted(place, 4711))
    }
  }

  @Test func `a missing number is found, in a run of equal ones the first`() {
    for place in numbers.indices {
      var other = numbers
      other.remove(at: place)
      #expect(edit(to: other) == .removed(place == 4 ? 3 : place))
    }
  }

  @Test func `two places, another order, other lengths and nothing at all are no edit`() {
    #expect(edit(to: numbers) == nil)
    var two = numbers
    two[1] = 4711
    two[8] = 4712
    #expect(edit(to: two) == nil)
    #expect(edit(to: numbers.reversed()) == nil)
    var swapped = numbers
    swapped.swapAt(2, 3)
    #expect(edit(to: swapped) == nil)
    #expect(edit(to: numbers + [1, 2]) == nil)
    #expect(edit(to: Array(numbers.dropLast(2))) == nil)
    // As long modulo 8.
    #expect(edit(to: numbers + [1, 2, 3, 4, 5, 6, 7, 8]) == nil)
    #expect(
      SequenceHash(rawValue: 0).edit(of: numbers, hash: SequenceHash(numbers), limit: Self.limit) == nil)
    #expect(SequenceHash(numbers).edit(of: [], hash: SequenceHash([]), limit: Self.limit) == nil)
  }

  @Test func `sequences that are too long have no hash`() {
    let longest = [UInt32](repeating: 3, count: SequenceHash.longest)
    var other = longest
    other[SequenceHash.longest - 1] = 4
    #expect(
      SequenceHash(other).edit(of: longest, hash: SequenceHash(longest), limit: Self.limit)
        == .replaced(SequenceHash.longest - 1, by: 4))
    #expect(
      SequenceHash(longest).edit(
        of: Array(longest.dropLast()), hash: SequenceHash(longest.dropLast()), limit: Self.limit)
        == .inserted(0, 3))
    #expect(SequenceHash(longest + [3]).rawValue == 0)
    #expect(
      SequenceHash(longest + [3]).edit(of: longest, hash: SequenceHash(longest), limit: Self.limit) == nil)
  }

  @Test func `the sum is that of Horner's rule modulo 2^61 - 1`() {
    let prime: UInt64 = 1 << 61 - 1
    let numbers = (0..<SequenceHash.longest).map { UInt32(truncatingIfNeeded: $0 &* 0x9E37_79B9 &- 1) | 1 }
    for count in [1, 2, 9, 60, SequenceHash.longest] {
      let expected = numbers[..<count].reversed().reduce(0) { (sum: UInt64, number) in
        let product = sum.multipliedFullWidth(by: 0x0A3B_195D_51C8_4E27)
        let (_, rest) = prime.dividingFullWidth((product.high, product.low))
        return (rest + UInt64(number)) % prime
      }
      #expect(SequenceHash(Array(numbers[..<count])).rawValue == UInt64(count & 7) << 61 | expected)
    }
  }
}
