import SystemPackage

/// The name of a segment: `2026-11-23-000042.ndjson` in its stream's folder, with `.zst` behind it when it is
/// compressed.
///
/// The counter orders segments and is never used twice in a stream; the UTC date only informs.
struct SegmentName: Hashable, Comparable {
  var stream: LogStream
  /// `2026-11-23`
  var day: String
  var counter: Int64

  /// Name in the stream's folder.
  var file: String {
    let digits = String(counter)
    return day + "-" + String(repeating: "0", count: max(0, 6 - digits.utf8.count)) + digits + ".ndjson"
  }

  /// Name of its compressed form.
  var compressedFile: String { file + Self.compressedSuffix }

  /// Name from the top of the output directory.
  var path: String { stream.name + "/" + file }
  var compressedPath: String { path + Self.compressedSuffix }

  static let compressedSuffix = ".zst"

  init(stream: LogStream, day: String, counter: Int64) {
    self.stream = stream
    self.day = day
    self.counter = counter
  }

  /// nil for a file that is no segment.
  init?(file: String, stream: LogStream) {
    let bytes = Array(file.utf8)
    let suffix = Array(".ndjson".utf8)
    guard bytes.count >= 11 + 6 + suffix.count, bytes.count <= 11 + 18 + suffix.count,
      bytes.suffix(suffix.count).elementsEqual(suffix)
    else { return nil }
    for (place, byte) in bytes.prefix(11).enumerated() {
      let isDash = place == 4 || place == 7 || place == 10
      guard isDash ? byte == UInt8(ascii: "-") : isDigit(byte) else { return nil }
    }
    var counter: Int64 = 0
    for byte in bytes[11..<(bytes.count - suffix.count)] {
      guard isDigit(byte) else { return nil }
      counter = counter * 10 + Int64(byte - 0x30)
    }
    self.init(stream: stream, day: String(decoding: bytes.prefix(10), as: UTF8.self), counter: counter)
    // One spelling a number: `0000042` is nobody's segment.
    guard self.file == file else { return nil }
  }

  /// From `SegmentRow.name`.
  init?(path: String, stream: LogStream) {
    let prefix = stream.name + "/"
    guard path.hasPrefix(prefix) else { return nil }
    self.init(file: String(path.dropFirst(prefix.count)), stream: stream)
  }

  static func < (left: SegmentName, right: SegmentName) -> Bool {
    (left.stream.rawValue, left.counter, left.day) < (right.stream.rawValue, right.counter, right.day)
  }
}

private func isDigit(_ byte: UInt8) -> Bool { byte >= 0x30 && byte <= 0x39 }

/// A segment, and in which forms it is there. Both for a moment, while it is being compressed.
struct SegmentForms: Comparable {
  var name: SegmentName
  var isRaw = false
  var isCompressed = false

  static func < (left: SegmentForms, right: SegmentForms) -> Bool { left.name < right.name }
}

extension OutputDirectory {
  /// The stream's segments on disk, oldest first.
  func segmentNames(_ stream: LogStream) throws(StoreError) -> [SegmentName] {
    try segments(stream).map(\.name)
  }

  func segments(_ stream: LogStream) throws(StoreError) -> [SegmentForms] {
    let files = try storing("list", path(stream.name)) { () throws(Errno) in
      try folder(stream).names()
    }
    var segments: [SegmentForms] = []
    for file in files {
      let isCompressed = file.hasSuffix(SegmentName.compressedSuffix)
      let raw = isCompressed ? String(file.dropLast(SegmentName.compressedSuffix.count)) : file
      guard let name = SegmentName(file: raw, stream: stream) else { continue }
      segments.append(SegmentForms(name: name, isRaw: !isCompressed, isCompressed: isCompressed))
    }
    segments.sort()
    var merged: [SegmentForms] = []
    for segment in segments {
      if let last = merged.indices.last, merged[last].name == segment.name {
        merged[last].isRaw = merged[last].isRaw || segment.isRaw
        merged[last].isCompressed = merged[last].isCompressed || segment.isCompressed
      } else {
        merged.append(segment)
      }
    }
    return merged
  }
}
