import FeedModel
import SystemPackage
import WebText

/// What one run of `Verifier` knows and has found. One owner.
final class Verification {
  let directory: OutputDirectory
  var report = Verifier.Report()
  /// The index's segments by name; empty when it cannot be read.
  private(set) var rows: [String: SegmentRow] = [:]
  /// A daemon has the directory: what it is about to do may be done halfway.
  let isLive: Bool
  /// Nobody has the directory, and who had it last closed it: nothing may be halfway.
  let isClean: Bool
  private var nextSeq: Int64?
  private let progress: (Int64, Int64) -> Void
  private var readBytes: Int64 = 0
  private var allBytes: Int64 = 0
  private var reported: Int64 = 0
  /// Hashes of story ids. That two of a million are equal by chance has a probability of 1 to 4 × 10⁷.
  private var ids: Set<UInt64> = []
  /// Hashes of the paths of bodies that lines name.
  private var bodies: Set<UInt64> = []

  init(directory: OutputDirectory, progress: @escaping (Int64, Int64) -> Void) {
    self.directory = directory
    self.progress = progress
    isLive = DirectoryLock.holder(of: directory) != nil
    isClean = !isLive && CleanMark.isSet(in: directory)
  }

  func find(_ kind: String, _ file: String, _ offset: Int64?, _ message: String) {
    guard report.findings.count < Verifier.mostFindings else {
      report.omitted += 1
      return
    }
    report.findings.append(.init(kind: kind, file: file, offset: offset, message: message))
  }

  func note(_ kind: String, _ file: String, _ offset: Int64?, _ message: String) {
    guard report.notes.count < Verifier.mostFindings else {
      report.omitted += 1
      return
    }
    report.notes.append(.init(kind: kind, file: file, offset: offset, message: message))
  }

  // MARK: - Progress

  func measure(_ streams: [StreamCheck]) throws(StoreError) {
    for stream in streams { allBytes += try stream.size() }
  }

  func count(read bytes: Int) {
    readBytes += Int64(bytes)
    guard readBytes - reported >= 1 << 20 else { return }
    reported = readBytes
    progress(readBytes, max(allBytes, readBytes))
  }

  // MARK: - Lines

  func checkID(_ id: String, in file: String, at offset: Int64) {
    if !ids.insert(StableHash.hash64(id)).inserted {
      find("id", file, offset, "the story \(id) was stored before")
    }
  }

  /// A body that is not in its line: it is there, and begins as the line does.
  func checkBody(of line: LogLine, in segment: SegmentName, _ file: String, at offset: Int64) {
    guard let path = line.contentFile else { return }
    bodies.insert(StableHash.hash64(path))
    guard let status = ContentFile.status(path, in: directory), status.isRegular else {
      // Retention takes the segment away first, and then its bodies.
      if !(isLive && isGone(segment)) { find("content", file, offset, "\(path) is not there") }
      return
    }
    let start = line.line.entry?.contentHTML ?? line.line.entry?.contentText ?? ""
    guard status.size > 0, ContentFile.hasPrefix(start, path, in: directory) else {
      find("content", file, offset, "\(path) does not begin as its line does")
      return
    }
  }

  private func isGone(_ segment: SegmentName) -> Bool {
    let folder = directory.folder(segment.stream)
    return [segment.file, segment.compressedFile].allSatisfy { (try? folder.status(of: $0)) == nil }
  }

  /// Files that no line names: a crash left them, between a body and its line, or in the middle of a body.
  func checkContent() throws(StoreError) {
    for day in try names(in: directory.content, "content").sorted() {
      guard let folder = try? directory.content.open(day, .directory) else {
        note("content", "content/\(day)", nil, "it is not a folder of bodies")
        continue
      }
      defer { folder.closeQuietly() }
      for file in try names(in: folder, "content/\(day)").sorted() {
        let path = "content/\(day)/\(file)"
        report.contentFiles += 1
        if !isLive, !bodies.contains(StableHash.hash64(path)) {
          note("content", path, nil, "no line names it")
        }
      }
    }
  }

  private func names(in folder: FileDescriptor, _ path: String) throws(StoreError) -> [String] {
    try storing("list", directory.path(path)) { () throws(Errno) in try folder.names() }
  }

  // MARK: - The index

  private static let indexFile = "state/" + SQLiteIndex.fileName

  func readIndex() {
    do throws(StoreError) {
      let reader = try IndexReader(directory)
      if let damage = try reader.damage() { find("index", Self.indexFile, nil, damage) }
      for row in try reader.segments() { rows[row.name] = row }
      nextSeq = try reader.nextSeq()
    } catch {
      find("index", Self.indexFile, nil, "it cannot be read: \(error)")
    }
    if !isLive, !isClean {
      note("index", "state", nil, "the last run did not close it; the next start recovers what is halfway")
    }
  }

  /// What the index says beyond single segments.
  func checkIndex(_ streams: [StreamCheck]) {
    guard !isLive else { return }
    let present = Set(streams.flatMap(\.names).map(\.path))
    for row in rows.values.sorted(by: { $0.name < $1.name }) {
      if row.state == .removed, present.contains(row.name) {
        find("index", row.name, nil, "the index says that it was removed")
      } else if row.state != .removed, !present.contains(row.name) {
        find("segment", row.name, nil, "the index knows it, and it is not there")
      }
    }
    if isClean, let nextSeq, nextSeq <= report.lastSeq {
      find("index", Self.indexFile, nil, "its next seq is \(nextSeq), and \(report.lastSeq) is in the log")
    }
  }
}
