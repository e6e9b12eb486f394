import SystemPackage
import WebText

/// Reads one segment, and checks its lines, its hash and its row in the index. One owner.
final class SegmentCheck {
  private let name: SegmentName
  /// Of the form that is read.
  let path: String
  private let isNewest: Bool
  private let verification: Verification
  private let row: SegmentRow?
  /// nil when it cannot be opened.
  private var scanner: LineScanner?
  private var status: FileStatus?
  private var isCompressed = false
  private var end: Int64 = 0
  private var digest = SHA256()
  private var lines: Int64 = 0
  private var firstSeq: Int64 = 0
  private var lastSeq: Int64 = 0
  /// True when what was read is all that should be there: else its hash says nothing new.
  private var isWhole = true
  private var isPositionBoundary: Bool

  init(_ forms: SegmentForms, isNewest: Bool, _ verification: Verification) throws(StoreError) {
    name = forms.name
    path = forms.isRaw ? name.path : name.compressedPath
    self.isNewest = isNewest
    self.verification = verification
    row = verification.rows[forms.name.path]
    isPositionBoundary = row?.size ?? 0 == 0
    do throws(StoreError) {
      let file = try openSegment(forms.name, in: verification.directory)
      let (size, status) = try storing("stat", verification.directory.path(path)) {
        () throws(Errno) -> (Int64, FileStatus) in
        (try file.size(), try file.status())
      }
      self.status = status
      isCompressed = file.isCompressed
      // What a disk error left behind the committed size stands again in the next segment.
      end = row?.state == .suspect ? min(size, row?.size ?? 0) : size
      scanner = LineScanner(file: file, from: 0, to: end)
      verification.report.segments += 1
    } catch {
      // A daemon compressed or removed it just now.
      if error.isMissingFile, verification.isLive { return }
      guard error.isDamage else { throw error }
      verification.report.segments += 1
      verification.find("segment", path, nil, "it is damaged, and cannot be opened: \(error)")
    }
  }

  /// The seq of the next line that is one of ours, and where it stands; nil at the end.
  func nextSeq() throws(StoreError) -> (seq: Int64, offset: Int64)? {
    while try advance() {
      guard let scanner else { return nil }
      lines += 1
      verification.report.lines[name.stream, default: 0] += 1
      if scanner.nextOffset == row?.size { isPositionBoundary = true }
      let offset = scanner.lineOffset
      let seq = scanner.withLine { line -> Int64? in
        // With the newline that stands behind it in the buffer.
        if row?.sha256 != nil {
          digest.update(UnsafeRawBufferPointer(start: line.baseAddress, count: line.count + 1))
        }
        verification.count(read: line.count + 1)
        return check(line, at: offset)
      }
      guard let seq else { continue }
      if firstSeq == 0 { firstSeq = seq }
      lastSeq = seq
      return (seq, offset)
    }
    return nil
  }

  /// To the next line, over frames that are damaged.
  private func advance() throws(StoreError) -> Bool {
    while let current = scanner {
      do throws(StoreError) {
        return try storing("read", verification.directory.path(path)) { () throws(Errno) in try current.next()
        }
      } catch {
        guard error.isDamage else { throw error }
        let damage = current.readOffset
        verification.find(
          "segment", path, damage,
          isCompressed
            ? "the frame that holds this byte is damaged" : "it cannot be read from this byte on: \(error)")
        isWhole = false
        let next = current.file.nextFrame(after: damage)
        scanner = next.map { LineScanner(file: current.file, from: $0, to: end) }
      }
    }
    return false
  }

  private func check(_ bytes: UnsafeBufferPointer<UInt8>, at offset: Int64) -> Int64? {
    if bytes.count + 1 > StoryLine.byteLimit {
      verification.find(
        "json", path, offset, "the line has \(bytes.count + 1) bytes, more than \(StoryLine.byteLimit)")
    }
    let line: LogLine
    do throws(LogLine.Problem) {
      line = try LogLine(json: bytes)
    } catch {
      verification.find("json", path, offset, "the line is not one of ours: \(error)")
      return nil
    }
    if LogLine.seq(of: bytes) != line.seq {
      verification.find("json", path, offset, "seq is not the line's first field")
    }
    if line.line.type.stream != name.stream {
      verification.find(
        "json", path, offset, "a \(line.line.type.rawValue) does not belong into \(name.stream.name)")
    }
    if line.line.type == .story { verification.checkID(line.line.id, in: path, at: offset) }
    verification.checkBody(of: line, in: name, path, at: offset)
    return line.seq
  }

  // MARK: - At its end

  func finish() throws(StoreError) {
    guard let status else { return }
    let readTo = scanner?.nextOffset ?? end
    checkEnd(readTo: readTo)
    guard let row else {
      if verification.isClean { verification.find("index", path, nil, "the index does not know it") }
      return
    }
    if row.state == .closed {
      checkClosed(row, status)
    } else {
      checkPosition(row, readTo: readTo)
    }
    if lines == row.lines, isWhole, firstSeq != row.firstSeq || lastSeq != row.lastSeq {
      verification.find(
        "index", path, nil,
        "the index knows seqs \(row.firstSeq) to \(row.lastSeq), the file has \(firstSeq) to \(lastSeq)")
    }
  }

  private func checkEnd(readTo: Int64) {
    guard isWhole, readTo < end else { return }
    let message = "\(end - readTo) bytes without a newline"
    if isNewest, verification.isLive {
      // A batch may be on its way just now.
    } else if isNewest, !verification.isClean {
      verification.note("torn", path, readTo, message)
    } else {
      verification.find("torn", path, readTo, message)
    }
  }

  private func checkPosition(_ row: SegmentRow, readTo: Int64) {
    if row.size > end {
      verification.find("segment", path, end, "the index knows \(row.size) bytes, the file has \(end)")
    } else if !isPositionBoundary {
      verification.find("index", path, row.size, "the index's position is not the end of a line")
    } else if row.size == readTo, row.lines != lines {
      verification.find("index", path, nil, "the index counts \(row.lines) lines, the file has \(lines)")
    } else if row.size < readTo, verification.isClean {
      verification.find("index", path, row.size, "the index does not know the lines from here on")
    }
    if !isNewest, row.state == .open, verification.isClean {
      verification.find("segment", path, nil, "a newer segment follows, and this one is not closed")
    }
  }

  private func checkClosed(_ row: SegmentRow, _ status: FileStatus) {
    if status.mode & 0o222 != 0 {
      verification.find("segment", path, nil, "it is closed, and can be written to")
    }
    if isCompressed, let size = row.compressedSize, size != status.size {
      verification.find(
        "segment", path, nil, "it was compressed to \(size) bytes, and has \(status.size)")
    }
    guard isWhole else { return }
    if end != row.size || lines != row.lines {
      verification.find(
        "segment", path, nil,
        "it was closed with \(row.size) bytes and \(row.lines) lines, and has \(end) and \(lines)")
    } else if let sum = row.sha256 {
      let found = Hexadecimal.encode(digest.finalize())
      if found != sum {
        verification.find("segment", path, nil, "its SHA-256 is \(found), and was \(sum) when it was closed")
      }
    }
  }
}
