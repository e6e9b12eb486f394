import Logging
import SystemPackage

/// A file of `state/` without which a start can do, as after a power cut: what it would tell is known from the log,
/// or not worth waiting for.
enum StateFile {
  /// What `body` reads of it. When the disk does not give it back it is told, and moved aside, so that it is made anew
  /// in another place of the disk; then `otherwise` says what to go on with.
  static func reading<Result>(
    _ name: String, in directory: OutputDirectory, log: Logger,
    otherwise: () throws(StoreError) -> Result, _ body: () throws(StoreError) -> Result
  ) throws(StoreError) -> Result {
    do throws(StoreError) {
      return try body()
    } catch {
      guard error.isDamage else { throw error }
      let path = directory.path("state/" + name)
      log.error(
        "a file cannot be read: it is moved aside and made anew",
        metadata: [
          "stage": "store", "file": "\(path)", "error": "\(error)", "hint": "see the disk (dmesg, smartctl)",
        ])
      try storing("move", path) { () throws(Errno) in
        try directory.state.rename(name, to: name + ".broken")
        try directory.state.sync()
      }
      return try otherwise()
    }
  }
}
