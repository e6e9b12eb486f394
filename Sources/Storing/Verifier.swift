import SystemPackage
import WebText

/// Checks every promise of an output directory from its files. Changes nothing; works beside a daemon.
public struct Verifier {
  /// Something that is not as design.md, "What a reader may rely on", has it.
  public struct Finding: Sendable, Equatable {
    /// What kind: `torn`, `json`, `seq`, `id`, `link`, `segment`, `content`, `index`.
    public var kind: String
    /// File from the top of the directory.
    public var file: String
    /// Byte in the file; nil for what concerns all of it.
    public var offset: Int64?
    public var message: String
  }

  /// What was looked at.
  public struct Report: Sendable, Equatable {
    public var findings: [Finding] = []
    public var segments = 0
    public var lines: [LogStream: Int64] = [:]
    public var lastSeq: Int64 = 0
  }

  private let directory: OutputDirectory
  /// Called now and then with how many bytes were read.
  private let progress: (Int64) -> Void
  private var report = Report()
  private var rows: [String: SegmentRow] = [:]
  private var storyIDs: Set<String> = []
  private var readBytes: Int64 = 0
  private var isLive = false

  public init(_ directory: OutputDirectory, progress: @escaping (Int64) -> Void = { _ in }) {
    self.directory = directory
    self.progress = progress
  }

  public mutating func run() throws(StoreError) -> Report {
    report = Report()
    isLive = DirectoryLock.holder(of: directory) != nil
    checkIndex()
    var cursors: [[Int64]] = []
    for stream in LogStream.allCases {
      let names = try directory.segmentNames(stream)
      var seqs: [Int64] = []
      for name in names { try check(name, isNewest: name == names.last, seqs: &seqs) }
      try checkLink(stream, newest: names.last)
      cursors.append(seqs)
    }
    checkSeqs(cursors)
    report.lastSeq = cursors.compactMap(\.last).max() ?? 0
    checkPositions()
    return report
  }

  private mutating func find(_ kind: String, _ file: String, _ offset: Int64? = nil, _ message: String) {
    report.findings.append(Finding(kind: kind, file: file, offset: offset, message: message))
  }

  private mutating func checkIndex() {
    let file = "state/" + SQLiteIndex.fileName
    do throws(StoreError) {
      let reader = try IndexReader(directory)
      if let damage = try reader.damage() { find("index", file, nil, damage) }
      for row in try reader.segments() { rows[row.name] = row }
    } catch {
      find("index", file, nil, "it cannot be read: \(error)")
    }
  }

  private mutating func check(_ name: SegmentName, isNewest: Bool, seqs: inout [Int64]) throws(StoreError) {
    let file = try openSegment(name, in: directory)
    let status = try storing("stat", directory.path(name.path)) { () throws(Errno) in try file.status() }
    report.segments += 1
    let row = rows[name.path]
    let isSuspect = row?.state == .suspect
    // What a disk error left behind the committed size stands again in the next segment.
    let end = isSuspect ? min(status.size, row?.size ?? 0) : status.size
    let scanner = LineScanner(file: file, from: 0, to: end)
    var digest = SHA256()
    var lines: Int64 = 0
    var positionIsBoundary = row?.size ?? 0 == 0
    while try storing("read", directory.path(name.path), { () throws(Errno) in try scanner.next() }) {
      lines += 1
      if scanner.nextOffset == row?.size { positionIsBoundary = true }
      let offset = scanner.lineOffset
      let bytes = scanner.lineBytes
      if row?.sha256 != nil { digest.update(bytes) }
      if bytes.count > StoryLine.byteLimit {
        find("json", name.path, offset, "the line has \(bytes.count) bytes, more than \(StoryLine.byteLimit)")
      }
      do throws(LogLine.Problem) {
        let line = try bytes.parsedLine()
        check(line, in: name, at: offset)
        seqs.append(line.seq)
      } catch {
        find("json", name.path, offset, "the line is not one of ours: \(error)")
      }
      readBytes += Int64(bytes.count)
      if lines % 8192 == 0 { progress(readBytes) }
    }
    report.lines[name.stream, default: 0] += lines
    // A batch may be on its way just now.
    if scanner.nextOffset < end, !(isLive && isNewest) {
      find("torn", name.path, scanner.nextOffset, "\(end - scanner.nextOffset) bytes without a newline")
    }
    guard let row else { return }
    if !positionIsBoundary, row.size <= status.size {
      find("index", name.path, row.size, "the index's position is not the end of a line")
    }
    if row.size > status.size, !isLive {
      find(
        "segment", name.path, status.size, "the index knows \(row.size) bytes, the file has \(status.size)")
    }
    if row.state == .closed { checkClosed(name, row, status, lines: lines, digest: digest) }
    if row.state == .open, row.size == scanner.nextOffset, row.lines != lines {
      find("index", name.path, nil, "the index counts \(row.lines) lines, the file has \(lines)")
    }
    if !isNewest, row.state == .open, !isLive {
      find("segment", name.path, nil, "a newer segment follows, and this one is not closed")
    }
  }

  private mutating func check(_ line: LogLine, in name: SegmentName, at offset: Int64) {
    if line.line.type.stream != name.stream {
      find("json", name.path, offset, "a \(line.line.type.rawValue) does not belong into \(name.stream.name)")
    }
    if line.line.type == .story, !storyIDs.insert(line.line.id).inserted {
      find("id", name.path, offset, "the story \(line.line.id) was stored before")
    }
    if let content = line.contentFile, ContentFile.status(content, in: directory)?.isRegular != true {
      find("content", name.path, offset, "\(content) is not there")
    }
  }

  private mutating func checkClosed(
    _ name: SegmentName, _ row: SegmentRow, _ status: FileStatus, lines: Int64, digest: SHA256
  ) {
    if status.mode & 0o222 != 0 {
      find("segment", name.path, nil, "it is closed, and can be written to")
    }
    if status.size != row.size || lines != row.lines {
      find(
        "segment", name.path, nil,
        "it was closed with \(row.size) bytes and \(row.lines) lines, and has \(status.size) and \(lines)")
    } else if let sum = row.sha256, Hexadecimal.encode(digest.finalize()) != sum {
      find("segment", name.path, nil, "its SHA-256 is not the one that it was closed with")
    }
  }

  private mutating func checkLink(_ stream: LogStream, newest: SegmentName?) throws(StoreError) {
    guard let newest else { return }
    let isRight = try storing("stat", directory.path(stream.liveName)) { () throws(Errno) -> Bool in
      guard let link = try directory.root.status(of: stream.liveName),
        let segment = try directory.folder(stream).status(of: newest.file)
      else { return false }
      return link.isSameFile(as: segment)
    }
    if !isRight, !isLive {
      find("link", stream.liveName, nil, "it is not a hard link to \(newest.path)")
    }
  }

  /// Each seq once, over all streams, and growing within each.
  private mutating func checkSeqs(_ streams: [[Int64]]) {
    for (stream, seqs) in zip(LogStream.allCases, streams) {
      for (before, after) in zip(seqs, seqs.dropFirst()) where after <= before {
        find("seq", stream.name, nil, "seq \(after) follows \(before)")
      }
    }
    let all = streams.joined().sorted()
    for (before, after) in zip(all, all.dropFirst()) where before == after {
      find("seq", ".", nil, "seq \(after) was used twice")
    }
  }

  private mutating func checkPositions() {
    guard !isLive else { return }
    for row in rows.values.sorted(by: { $0.name < $1.name }) where row.state != .removed {
      let stream = directory.folder(row.stream)
      guard let name = SegmentName(path: row.name, stream: row.stream) else { continue }
      if (try? stream.status(of: name.file)) ?? nil == nil {
        find("segment", row.name, nil, "the index knows it, and it is not there")
      }
    }
  }
}

enum Hexadecimal {
  static func encode(_ bytes: [UInt8]) -> String {
    let digits = Array("0123456789abcdef".utf8)
    var text: [UInt8] = []
    for byte in bytes {
      text.append(digits[Int(byte >> 4)])
      text.append(digits[Int(byte & 15)])
    }
    return String(decoding: text, as: UTF8.self)
  }
}
