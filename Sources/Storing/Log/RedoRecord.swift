import SystemPackage
import WebText

/// The batch that is being appended, byte for byte, so that a process that dies halfway can be completed.
///
/// It has to outlive the process, not the machine: it is written, never synced, and its checksum tells
/// after a power cut whether it is whole. storage.md calls it the redo record.
struct RedoRecord: Equatable {
  struct Part: Equatable {
    var segment: SegmentName
    /// Where in the segment the bytes begin.
    var offset: Int64
    var bytes: [UInt8]
  }

  var parts: [Part]
  /// The batch's highest seq.
  var lastSeq: Int64

  private static let magic = Array("TIDREDO1".utf8)
  /// Magic, checksum, length of the rest of the header.
  private static let prefixSize = 24
  /// Space that the file gets at once: a full batch and its header.
  static let preallocation: Int64 = Int64(Batch.byteLimit) * 2

  /// Writes the record over the one before it.
  func write(to file: FileDescriptor) throws(Errno) {
    var header: [UInt8] = []
    header.append(littleEndian: lastSeq)
    header.append(littleEndian: Int64(parts.count))
    for part in parts {
      header.append(littleEndian: Int64(part.segment.stream.rawValue))
      header.append(littleEndian: part.segment.counter)
      header.append(contentsOf: Array(part.segment.day.utf8).prefix(10))
      header.append(littleEndian: part.offset)
      header.append(littleEndian: Int64(part.bytes.count))
    }
    var prefix = Self.magic
    prefix.append(littleEndian: Int64(bitPattern: Self.checksum(header, parts.map(\.bytes))))
    prefix.append(littleEndian: Int64(header.count))
    try file.writeAll([prefix + header] + parts.map(\.bytes), at: 0)
  }

  /// Makes whatever is recorded invalid, durably.
  static func clear(_ file: FileDescriptor) throws(Errno) {
    try file.writeAll([[UInt8](repeating: 0, count: prefixSize)], at: 0)
    try file.syncData()
  }

  /// nil when there is no record, or not a whole one.
  static func read(from file: FileDescriptor) throws(Errno) -> RedoRecord? {
    let prefix = try file.bytes(at: 0, count: prefixSize)
    guard prefix.count == prefixSize, prefix.starts(with: magic) else { return nil }
    let checksum = UInt64(bitPattern: prefix.littleEndian(at: 8))
    let headerSize = prefix.littleEndian(at: 16)
    guard (16...4096).contains(headerSize) else { return nil }
    let header = try file.bytes(at: Int64(prefixSize), count: Int(headerSize))
    guard header.count == Int(headerSize) else { return nil }
    let size = try file.status().size
    var position = Int64(prefixSize) + headerSize
    var record = RedoRecord(parts: [], lastSeq: header.littleEndian(at: 0))
    let count = header.littleEndian(at: 8)
    guard (0...3).contains(count), header.count == 16 + Int(count) * 42 else { return nil }
    for index in 0..<Int(count) {
      let start = 16 + index * 42
      let length = header.littleEndian(at: start + 34)
      guard let stream = LogStream(rawValue: Int(truncatingIfNeeded: header.littleEndian(at: start))),
        length >= 0, length <= size - position
      else { return nil }
      let bytes = try file.bytes(at: position, count: Int(length))
      guard bytes.count == Int(length) else { return nil }
      position += length
      let segment = SegmentName(
        stream: stream, day: String(decoding: header[(start + 16)..<(start + 26)], as: UTF8.self),
        counter: header.littleEndian(at: start + 8))
      record.parts.append(
        Part(segment: segment, offset: header.littleEndian(at: start + 26), bytes: bytes))
    }
    guard Self.checksum(header, record.parts.map(\.bytes)) == checksum else { return nil }
    return record
  }

  private static func checksum(_ header: [UInt8], _ buffers: [[UInt8]]) -> UInt64 {
    var sum = StableHash.hash64(header, seed: 0x7469_6469_6e67_7331)
    for buffer in buffers { sum = StableHash.hash64(buffer, seed: sum) }
    return sum
  }
}

extension [UInt8] {
  mutating func append(littleEndian value: Int64) {
    for shift in stride(from: 0, to: 64, by: 8) { append(UInt8(truncatingIfNeeded: value >> Int64(shift))) }
  }

  func littleEndian(at offset: Int) -> Int64 {
    var value: UInt64 = 0
    for place in 0..<8 { value |= UInt64(self[offset + place]) << UInt64(place * 8) }
    return Int64(bitPattern: value)
  }
}
