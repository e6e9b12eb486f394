/// Memory in which one title is worked on: on the stack for all but long titles.
struct TitleWorkspace {
  /// The cleaned title.
  var text: ByteSink
  /// Its words, folded.
  var folded: ByteSink
  /// The folded words in house style.
  var output: ByteSink
  let tokens: UnsafeMutableBufferPointer<TitleToken>
  /// For the cleaner, in the memory that `tokens` take up later.
  let scalars: UnsafeMutableBufferPointer<UInt32>
  /// For one label or name.
  let phrase: FoldedWords.Memory
  let separators: SeparatorList
  let names: NameMemory

  var hasOverflowed: Bool { text.hasOverflowed || folded.hasOverflowed || output.hasOverflowed }

  private static let phraseSize = 320

  private init(
    _ first: UnsafeMutableRawPointer, _ second: UnsafeMutableRawPointer, _ third: UnsafeMutableRawPointer,
    _ size: Int
  ) {
    let bytes = first.assumingMemoryBound(to: UInt8.self)
    let rest = size - Self.phraseSize - FoldedWords.Memory.startsSize - SeparatorList.size - NameMemory.size
    text = ByteSink(bytes, capacity: rest)
    phrase = FoldedWords.Memory(
      bytes: bytes + rest, capacity: Self.phraseSize,
      starts: (first + rest + Self.phraseSize).assumingMemoryBound(to: UInt16.self))
    separators = SeparatorList(first + size - SeparatorList.size)
    names = NameMemory(first + size - SeparatorList.size - NameMemory.size)
    folded = ByteSink(second.assumingMemoryBound(to: UInt8.self), capacity: size / 2)
    output = ByteSink((second + size / 2).assumingMemoryBound(to: UInt8.self), capacity: size / 2)
    tokens = UnsafeMutableBufferPointer(
      start: third.assumingMemoryBound(to: TitleToken.self), count: size / MemoryLayout<TitleToken>.stride)
    scalars = UnsafeMutableBufferPointer(
      start: third.assumingMemoryBound(to: UInt32.self), count: size / MemoryLayout<UInt32>.stride)
  }

  /// Calls `body` with memory for a title; again with more of it as long as that returns nil.
  @inline(__always)
  static func use<Result>(_ body: (inout TitleWorkspace) -> Result?) -> Result? {
    // More than this the stack does not give without asking.
    let size = 1024
    let result = withUnsafeTemporaryAllocation(byteCount: size, alignment: 16) { first -> Result? in
      withUnsafeTemporaryAllocation(byteCount: size, alignment: 16) { second -> Result? in
        withUnsafeTemporaryAllocation(byteCount: size, alignment: 16) { third -> Result? in
          guard let first = first.baseAddress, let second = second.baseAddress, let third = third.baseAddress
          else { return nil }
          var workspace = TitleWorkspace(first, second, third, size)
          return body(&workspace)
        }
      }
    }
    if let result { return result }
    return useHeap(body)
  }

  /// A title of 2,048 bytes grows to 22 KiB at most when it is decomposed, and not much more after that.
  private static func useHeap<Result>(_ body: (inout TitleWorkspace) -> Result?) -> Result? {
    for size in [4 << 10, 32 << 10, 512 << 10] {
      let memory = UnsafeMutableRawPointer.allocate(byteCount: 3 * size, alignment: 16)
      defer { memory.deallocate() }
      var workspace = TitleWorkspace(memory, memory + size, memory + 2 * size, size)
      if let result = body(&workspace) { return result }
    }
    return nil
  }
}
