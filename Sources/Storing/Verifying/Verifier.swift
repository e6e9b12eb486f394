import SystemPackage
import WebText

/// Checks every promise of an output directory from its files. Changes nothing; works beside a daemon.
///
/// The three streams are read once, merged by `seq`. What is kept is a 64-bit hash for each story's id and each
/// body: 16 to 32 MiB for a million stories.
public struct Verifier {
  /// Something that is not as design.md, "What a reader may rely on", has it.
  public struct Finding: Sendable, Equatable {
    /// What kind: `torn`, `json`, `seq`, `id`, `link`, `segment`, `content`, `index`.
    public var kind: String
    /// File from the top of the directory.
    public var file: String
    /// Byte in the file, of a compressed segment in what it decompresses to; nil for what concerns all of it.
    public var offset: Int64?
    public var message: String
  }

  /// What was looked at.
  public struct Report: Sendable, Equatable {
    /// Promises that are broken; `mostFindings` at most.
    public var findings: [Finding] = []
    /// What breaks no promise and is worth knowing, such as leftovers of a crash; `mostFindings` at most.
    public var notes: [Finding] = []
    /// Findings and notes beyond the most.
    public var omitted = 0
    public var segments = 0
    public var lines: [LogStream: Int64] = [:]
    public var contentFiles = 0
    public var lastSeq: Int64 = 0
  }

  /// More than anybody reads; what is wrong with a million lines is wrong with their disk.
  public static let mostFindings = 10_000

  private let directory: OutputDirectory
  private let progress: (Int64, Int64) -> Void

  /// - Parameter progress: called now and then with how many bytes of lines were read, and how many there are.
  public init(_ directory: OutputDirectory, progress: @escaping (Int64, Int64) -> Void = { _, _ in }) {
    self.directory = directory
    self.progress = progress
  }

  public mutating func run() throws(StoreError) -> Report {
    // The index first: what it knows then is in the files that are read after it, also while a daemon writes.
    let verification = Verification(directory: directory, progress: progress)
    verification.readIndex()
    var streams: [StreamCheck] = []
    for stream in LogStream.allCases { streams.append(try StreamCheck(stream, verification)) }
    try verification.measure(streams)
    try Self.merge(streams, verification)
    for stream in streams { try stream.checkLink() }
    verification.checkIndex(streams)
    try verification.checkContent()
    return verification.report
  }

  /// Reads all lines in the order of `seq`: one that two streams have comes twice in a row.
  private static func merge(_ streams: [StreamCheck], _ verification: Verification) throws(StoreError) {
    for stream in streams { try stream.advance() }
    var last: StreamCheck.Place?
    while let next = streams.filter({ $0.place != nil }).min(by: { $0.seq < $1.seq }) {
      guard let place = next.place else { break }
      if let last, last.seq == place.seq {
        verification.find(
          "seq", place.file, place.offset,
          "seq \(place.seq) stands in \(last.file) at byte \(last.offset) too")
      }
      last = place
      verification.report.lastSeq = place.seq
      try next.advance()
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
