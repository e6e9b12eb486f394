import SystemPackage
import WebText

// storage.md, "Rotation, compression, retention"; docs/decisions/0006 tells the form of the file.
extension SegmentWork {
  /// Replaces a segment by its compressed form.
  ///
  /// The compressed file gets its name when it is whole, on disk, and was read back; the raw file goes when
  /// that name is on disk. So a reader by name always finds one of the two, and whatever is interrupted leaves
  /// the raw file: `SegmentLeftovers` takes the rest away.
  func compress(_ name: SegmentName, _ row: SegmentRow) throws(StoreError) -> SegmentRow? {
    let folder = directory.folder(name.stream)
    let path = directory.path(name.compressedPath)
    let raw = SegmentFile(
      raw: try openRegular(name.file, .reading, in: folder, path: directory.path(name.path), links: 3))
    let temporary = SegmentLeftovers.temporary(name)
    return try storing("compress", path) { () throws(Errno) -> SegmentRow? in
      try folder.unlinkIfPresent(temporary)
      let file = try folder.open(temporary, .creating)
      var isNamed = false
      defer {
        file.closeQuietly()
        if !isNamed { try? folder.unlinkIfPresent(temporary) }
      }
      guard let written = try write(raw, to: file) else { return nil }
      guard written.size == row.size, row.sha256.map({ $0 == written.sha256 }) ?? true else {
        throw .badMessage
      }
      try file.changeMode(0o440)
      try file.sync()
      let copy = try SegmentFile(compressed: try folder.open(temporary, .reading))
      guard let digest = try Self.digest(of: copy, size: row.size, isCancelled) else { return nil }
      guard digest == written.sha256 else { throw .badMessage }
      try folder.rename(temporary, to: name.compressedFile)
      isNamed = true
      try folder.sync()
      try folder.unlink(name.file)
      try folder.sync()
      var row = row
      row.sha256 = digest
      row.compressedSize = try file.status().size
      return row
    }
  }

  /// Frame by frame, each of whole lines; nil when it was interrupted.
  private func write(
    _ raw: SegmentFile, to file: FileDescriptor
  ) throws(Errno) -> (size: Int64, sha256: String)? {
    let encoder = try FrameEncoder()
    var table = SeekTable()
    var digest = SHA256()
    while true {
      if isCancelled() { return nil }
      let block = try raw.bytes(at: table.size, count: frameSize)
      guard !block.isEmpty else { break }
      // A line is shorter than a block; only what is none of ours has no end in it.
      let newline = block.lastIndex(of: UInt8(ascii: "\n"))
      let lines = block.count < frameSize ? block[...] : newline.map { block[...$0] } ?? block[...]
      let frame = try encoder.encode(lines)
      lines.withUnsafeBytes { digest.update($0) }
      try file.writeAll([frame], at: table.fileSize)
      table.append(compressed: frame.count, size: lines.count)
    }
    try file.writeAll([table.encoded], at: table.fileSize)
    return (table.size, Hexadecimal.encode(digest.finalize()))
  }
}
