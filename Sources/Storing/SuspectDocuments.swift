import SystemPackage

/// `state/suspects/`: the documents that the process may die over, kept before they are read, for whoever is to
/// find out why it did.
///
/// Only suspects' documents, so that nobody else pays for it. Failing to keep one is passed over.
public struct SuspectDocuments: Sendable {
  private let directory: OutputDirectory

  private static let folder = "suspects"
  /// Bytes that are kept of a document.
  private static let limit = 16 << 20

  init(_ directory: OutputDirectory) {
    self.directory = directory
  }

  /// The document's path, whether it is there or not.
  ///
  /// - Parameter source: a configured name; those have no slash, and begin with a letter or a digit.
  public func path(_ source: String) -> String {
    directory.path("state/\(Self.folder)/\(Self.file(source))")
  }

  /// True when the source's last document is there.
  public func has(_ source: String) -> Bool {
    guard let folder = try? directory.state.open(Self.folder, .directory) else { return false }
    defer { folder.closeQuietly() }
    return (try? folder.status(of: Self.file(source)))??.isRegular ?? false
  }

  /// Keeps a document instead of the source's last one; only its owner can read it.
  public func keep(_ body: [UInt8], of source: String) {
    try? directory.state.makeDirectory(Self.folder)
    guard let folder = try? directory.state.open(Self.folder, .directory) else { return }
    defer { folder.closeQuietly() }
    let name = Self.file(source)
    try? folder.unlinkIfPresent(name)
    guard let file = try? folder.open(name, .creating) else { return }
    defer { file.closeQuietly() }
    do {
      try file.changeMode(0o600)
      try file.writeAll([body.count > Self.limit ? Array(body.prefix(Self.limit)) : body], at: 0)
    } catch {
      try? folder.unlinkIfPresent(name)
    }
  }

  public func discard(_ source: String) {
    guard let folder = try? directory.state.open(Self.folder, .directory) else { return }
    defer { folder.closeQuietly() }
    try? folder.unlinkIfPresent(Self.file(source))
  }

  private static func file(_ source: String) -> String { source.replacing("/", with: "_") + ".document" }
}
