/// A document as libxml2 reads it: without the insides of its CDATA sections, in which there is nothing to parse
/// but their ends.
///
/// libxml2 would pass over them three times and copy them, to hand them back as they are; in many feeds they are
/// the larger part. What stays of a section is `<![CDATA[]]>`, and the event for that, in document order, is
/// where its inside is put in again.
struct Skeleton: ~Copyable {
  /// False when nothing is cut out: then `bytes` is empty, and the pieces themselves are read.
  private(set) var isCopied = false
  private var buffer = ByteBuffer()
  private var text = Bytes(start: nil, count: 0)
  private var cuts: [Cut] = []
  private var nextCut = 0
  private var countedCuts = 0
  private var countedLines = 0

  /// Bytes of the document that libxml2 doesn't see.
  private struct Cut {
    /// Where they are missing in what libxml2 reads.
    var offset: Int
    var range: Range<Int>
    var isCharacterData: Bool
  }

  /// Sections of fewer bytes are left in.
  static let shortestSection = 24

  var bytes: Bytes { buffer.view }

  /// - Parameter text: must stay where it is until `finish`.
  mutating func build(_ text: Bytes, _ pieces: [DocumentScan.Piece]) {
    self.text = text
    isCopied = pieces.contains { $0.isCharacterData }
    var end = 0
    var offset = 0
    for piece in pieces {
      if piece.range.lowerBound > end {
        cuts.append(Cut(offset: offset, range: end..<piece.range.lowerBound, isCharacterData: false))
      }
      end = piece.range.upperBound
      let inside = text[from: piece.range.lowerBound, to: end]
      if piece.isCharacterData, CharacterData.isSound(inside) {
        cuts.append(Cut(offset: offset, range: piece.range, isCharacterData: true))
        continue
      }
      if isCopied { buffer.append(inside) }
      offset += inside.count
    }
  }

  /// The inside of the CDATA section whose start libxml2 has read up to `offset`; nil when it was left in.
  mutating func section(at offset: Int) -> Bytes? {
    while nextCut < cuts.count, cuts[nextCut].offset < offset || !cuts[nextCut].isCharacterData {
      nextCut += 1
    }
    guard nextCut < cuts.count, cuts[nextCut].offset == offset else { return nil }
    let range = cuts[nextCut].range
    nextCut += 1
    return text[from: range.lowerBound, to: range.upperBound]
  }

  /// Lines of the document that are missing before `offset`, which never decreases in one document.
  mutating func linesLeftOut(before offset: Int) -> Int {
    while countedCuts < cuts.count, cuts[countedCuts].offset <= offset {
      let range = cuts[countedCuts].range
      var index = range.lowerBound
      while let newline = text.firstIndex(of: UInt8(ascii: "\n"), from: index), newline < range.upperBound {
        countedLines += 1
        index = newline + 1
      }
      countedCuts += 1
    }
    return countedLines
  }

  /// Forgets the document.
  mutating func finish() {
    text = Bytes(start: nil, count: 0)
    cuts.removeAll(keepingCapacity: cuts.count < 4_096)
    nextCut = 0
    countedCuts = 0
    countedLines = 0
    buffer.empty(keeping: 1 << 20)
  }
}
