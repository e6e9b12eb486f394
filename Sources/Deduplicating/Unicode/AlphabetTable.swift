/// What becomes of the code points of most alphabets, ready to be copied: the same as `CharacterTable` says, in one look.
///
/// Two bytes in UTF-8, and Latin and Greek letters with marks (U+1E00 to U+1FFF), among them those of Vietnamese.
struct AlphabetTable: Sendable {
  // One for the process and never freed; written before anyone has it.
  private nonisolated(unsafe) let decompositions: UnsafeMutablePointer<SIMD4<UInt32>>
  private nonisolated(unsafe) let foldings: UnsafeMutablePointer<Folding>

  private static let twoBytes: UInt32 = 0x800
  private static let withMarks: UInt32 = 0x1E00
  private static let count = 0xA00

  /// A code point as it is folded, for one that is a letter or a mark and at most two bytes afterwards.
  struct Folding {
    /// In UTF-8, the first byte lowest.
    var bytes: UInt16 = 0
    /// 0 for what is to be looked up in `CharacterTable`.
    var count: UInt8 = 0
    var kind = CharacterClass.other
  }

  init() {
    decompositions = .allocate(capacity: Self.count)
    decompositions.initialize(repeating: .zero, count: Self.count)
    foldings = .allocate(capacity: Int(Self.twoBytes))
    foldings.initialize(repeating: Folding(), count: Int(Self.twoBytes))
  }

  /// The units of `ClassifiedScalars` that a code point below U+0800 becomes, and how many they are: 0 where one of
  /// them is a mark that has to find its place, or there are more than three.
  @inline(__always)
  func decomposition(twoBytes scalar: UInt32) -> SIMD4<UInt32> { decompositions[Int(scalar)] }

  /// The same for one from U+1E00 to U+1FFF.
  @inline(__always)
  func decomposition(withMarks scalar: UInt32) -> SIMD4<UInt32> {
    decompositions[Int(scalar &- Self.withMarks &+ Self.twoBytes)]
  }

  /// - Parameter scalar: below U+0800.
  @inline(__always)
  func folding(twoBytes scalar: UInt32) -> Folding { foldings[Int(scalar)] }

  /// - Parameter table: finished but for this.
  func fill(from table: CharacterTable) {
    for scalar in 0xC0..<Self.twoBytes {
      decompositions[Int(scalar)] = Self.decomposition(scalar, table)
      foldings[Int(scalar)] = Self.folding(scalar, table)
    }
    for scalar in Self.withMarks..<Self.withMarks + 0x200 {
      decompositions[Int(scalar - Self.withMarks + Self.twoBytes)] = Self.decomposition(scalar, table)
    }
  }

  private static func decomposition(_ scalar: UInt32, _ table: CharacterTable) -> SIMD4<UInt32> {
    var scalars: [UInt32] = []
    if !table.decompose(scalar, { scalars.append($0) }) { scalars = [scalar] }
    guard scalars.count <= 3, let first = scalars.first, table.properties(first).rank == 0 else {
      return .zero
    }
    var units = SIMD4<UInt32>.zero
    var last: UInt8 = 0
    for (place, scalar) in scalars.enumerated() {
      let (kind, rank) = table.properties(scalar)
      // Marks out of order have to be sorted; none are, but who knows the next version.
      guard rank == 0 || rank >= last else { return .zero }
      last = rank
      units[place] = ClassifiedScalars.unit(scalar, kind, rank)
    }
    units[3] = UInt32(scalars.count)
    return units
  }

  private static func folding(_ scalar: UInt32, _ table: CharacterTable) -> Folding {
    let kind = table.properties(scalar).kind
    switch kind {
    case .letter, .upper, .plain, .diacritic, .mark: break
    default: return Folding()
    }
    var bytes: [UInt8] = []
    func append(_ scalar: UInt32) {
      if let scalar = Unicode.Scalar(scalar) { bytes += scalar.utf8 }
    }
    let isMark = kind == .diacritic || kind == .mark
    if isMark || !table.fold(scalar, append) { append(scalar) }
    guard bytes.count == 1 || bytes.count == 2 else { return Folding() }
    let packed = UInt16(bytes[0]) | UInt16(bytes.count == 2 ? bytes[1] : 0) << 8
    return Folding(bytes: packed, count: UInt8(bytes.count), kind: kind)
  }
}
