import SystemPackage
import WebText

/// Reads one stream from its first line to its last, and checks segments and lines on the way. One owner.
final class StreamCheck {
  /// A line whose seq is above all before it in its stream.
  struct Place {
    var seq: Int64
    var file: String
    var offset: Int64
  }

  let stream: LogStream
  private let verification: Verification
  private let segments: [SegmentForms]
  private var next = 0
  private var current: SegmentCheck?
  private var lastSeq: Int64 = 0
  /// The line that was read last; nil at the end.
  private(set) var place: Place?

  var names: [SegmentName] { segments.map(\.name) }
  /// Of `place`.
  var seq: Int64 { place?.seq ?? .max }

  init(_ stream: LogStream, _ verification: Verification) throws(StoreError) {
    self.stream = stream
    self.verification = verification
    segments = try verification.directory.segments(stream)
    try checkFolder()
  }

  /// Bytes of lines.
  func size() throws(StoreError) -> Int64 {
    var sum: Int64 = 0
    for segment in segments {
      if let row = verification.rows[segment.name.path], row.state != .open {
        sum &+= row.size
      } else if let file = try? openSegment(segment.name, in: verification.directory) {
        sum &+= (try? file.size()) ?? 0
      }
    }
    return sum
  }

  /// Moves to the next line that is one, has a seq, and stands behind the one before.
  func advance() throws(StoreError) {
    while true {
      if let current {
        if let (seq, offset) = try current.nextSeq() {
          let path = current.path
          guard seq > lastSeq else {
            verification.find("seq", path, offset, "seq \(seq) follows \(lastSeq)")
            continue
          }
          lastSeq = seq
          place = Place(seq: seq, file: path, offset: offset)
          return
        }
        try current.finish()
      }
      guard next < segments.count else {
        current = nil
        place = nil
        return
      }
      current = try SegmentCheck(segments[next], isNewest: next == segments.count - 1, verification)
      next += 1
    }
  }

  /// The live link names the newest segment.
  func checkLink() throws(StoreError) {
    let directory = verification.directory
    guard let newest = segments.last, newest.isRaw, !verification.isLive else { return }
    let isRight = try storing("stat", directory.path(stream.liveName)) { () throws(Errno) -> Bool in
      guard let link = try directory.root.status(of: stream.liveName),
        let segment = try directory.folder(stream).status(of: newest.name.file)
      else { return false }
      return link.isSameFile(as: segment)
    }
    guard !isRight else { return }
    let message = "it is not a hard link to \(newest.name.path)"
    if verification.isClean {
      verification.find("link", stream.liveName, nil, message)
    } else {
      verification.note("link", stream.liveName, nil, message)
    }
  }

  private func checkFolder() throws(StoreError) {
    for (before, after) in zip(segments, segments.dropFirst()) where before.name.counter == after.name.counter
    {
      verification.find(
        "segment", after.name.path, nil, "its number is that of \(before.name.path) too")
    }
    guard !verification.isLive else { return }
    let known = Set(segments.flatMap { [$0.name.file, $0.name.compressedFile] })
    let files = try storing("list", verification.directory.path(stream.name)) { () throws(Errno) in
      try verification.directory.folder(stream).names()
    }
    for file in files.sorted() where !known.contains(file) {
      verification.note("segment", stream.name + "/" + file, nil, "it is no segment")
    }
    for segment in segments where segment.isRaw && segment.isCompressed {
      verification.note(
        "segment", segment.name.compressedPath, nil,
        "a compression was interrupted; the raw segment stands, and the next start takes this one away")
    }
  }
}
