import Logging
import SystemPackage

/// What upkeep leaves behind when the process dies over it.
enum SegmentLeftovers {
  /// The name of a compressed segment until it is whole.
  static func temporary(_ name: SegmentName) -> String { ".\(name.compressedFile).tmp" }

  /// Takes it away, and finishes a removal that was under way. For the start, before the log is read.
  static func clear(in directory: OutputDirectory, log: Logger) throws(StoreError) {
    if let removal = try SegmentRemoval.recorded(in: directory) {
      try removal.run(in: directory)
      log.notice(
        "finished removing a segment", metadata: ["segment": "\(removal.segment.path)"])
    }
    for stream in LogStream.allCases {
      let folder = directory.folder(stream)
      let segments = try directory.segments(stream)
      try storing("clear", directory.path(stream.name)) { () throws(Errno) in
        for file in try folder.names() where file.hasPrefix(".") && file.hasSuffix(".tmp") {
          try folder.unlinkIfPresent(file)
        }
        for segment in segments where segment.isRaw && segment.isCompressed {
          // The raw one is the segment as it was written; it is compressed again.
          try folder.unlinkIfPresent(segment.name.compressedFile)
          try folder.sync()
        }
      }
    }
  }
}
