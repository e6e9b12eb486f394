import SystemPackage

/// Bodies that are too long for their line: `content/2026-11-23/<seq>.html`.
enum ContentFile {
  /// Writes bodies so that each is whole and durable under its name before the function returns.
  static func write(_ bodies: [SpilledContent], in directory: OutputDirectory) throws(StoreError) {
    for (day, bodies) in Dictionary(grouping: bodies, by: \.day).sorted(by: { $0.key < $1.key }) {
      let path = directory.path("content/\(day)")
      try storing("write", path) { () throws(Errno) in
        do throws(Errno) {
          try write(bodies, day, in: directory.content)
        } catch {
          guard error == .noSuchFileOrDirectory else { throw error }
          // Retention has just removed the empty folder: it cannot again, now that nothing else is in it.
          try write(bodies, day, in: directory.content)
        }
      }
    }
  }

  private static func write(
    _ bodies: [SpilledContent], _ day: String, in content: FileDescriptor
  ) throws(Errno) {
    let folder = try openFolder(day, in: content)
    defer { folder.closeQuietly() }
    for body in bodies { try write(body, in: folder) }
    try folder.sync()
  }

  /// The body that a line's `content_file` names; nil when it is not there or the name is not one of ours.
  static func read(_ path: String, in directory: OutputDirectory) -> String? {
    guard let (day, file) = split(path), let folder = try? directory.content.open(day, .directory) else {
      return nil
    }
    defer { folder.closeQuietly() }
    guard let content = try? folder.open(file, .reading) else { return nil }
    defer { content.closeQuietly() }
    guard let size = try? content.status().size, let bytes = try? content.bytes(at: 0, count: Int(size))
    else {
      return nil
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  /// Removes bodies, and the folders of days that are empty then.
  static func remove(_ paths: [String], in directory: OutputDirectory) throws(StoreError) {
    let files = paths.compactMap { split($0) }
    for (day, files) in Dictionary(grouping: files, by: \.day).sorted(by: { $0.key < $1.key }) {
      try storing("remove", directory.path("content/\(day)")) { () throws(Errno) in
        guard try directory.content.status(of: day) != nil else { return }
        let folder = try directory.content.open(day, .directory)
        defer { folder.closeQuietly() }
        for file in files { try folder.unlinkIfPresent(file.file) }
        try folder.sync()
        // Others may be in it still.
        try? directory.content.removeDirectory(day)
      }
    }
  }

  /// True when the body begins with `text`.
  static func hasPrefix(_ text: String, _ path: String, in directory: OutputDirectory) -> Bool {
    guard let (day, file) = split(path), let folder = try? directory.content.open(day, .directory) else {
      return false
    }
    defer { folder.closeQuietly() }
    guard let content = try? folder.open(file, .reading) else { return false }
    defer { content.closeQuietly() }
    return (try? content.bytes(at: 0, count: text.utf8.count))?.elementsEqual(text.utf8) ?? false
  }

  static func status(_ path: String, in directory: OutputDirectory) -> FileStatus? {
    guard let (day, file) = split(path), let folder = try? directory.content.open(day, .directory) else {
      return nil
    }
    defer { folder.closeQuietly() }
    return try? folder.status(of: file)
  }

  /// Day and file of `content/<day>/<seq>.html`: the line is data, and may not lead anywhere else.
  private static func split(_ path: String) -> (day: String, file: String)? {
    let parts = path.split(separator: "/", omittingEmptySubsequences: false)
    guard parts.count == 3, parts[0] == "content" else { return nil }
    for part in parts[1...] {
      let isPlain = part.utf8.allSatisfy { byte in
        (0x30...0x39).contains(byte) || (0x61...0x7A).contains(byte) || byte == 0x2D || byte == 0x2E
      }
      guard isPlain, let first = part.utf8.first, first != UInt8(ascii: ".") else { return nil }
    }
    return (String(parts[1]), String(parts[2]))
  }

  private static func openFolder(_ day: String, in content: FileDescriptor) throws(Errno) -> FileDescriptor {
    do throws(Errno) {
      try content.makeDirectory(day)
      try content.sync()
    } catch {
      if error != .fileExists { throw error }
    }
    return try content.open(day, .directory)
  }

  private static func write(_ body: SpilledContent, in folder: FileDescriptor) throws(Errno) {
    let temporary = ".\(body.file).tmp"
    try folder.unlinkIfPresent(temporary)
    let file = try folder.open(temporary, .creating)
    do throws(Errno) {
      defer { file.closeQuietly() }
      try file.writeAll([Array(body.text.utf8)], at: 0)
      try file.sync()
      try folder.rename(temporary, to: body.file)
    } catch {
      try? folder.unlinkIfPresent(temporary)
      throw error
    }
  }
}
