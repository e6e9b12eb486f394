import Configuration
import Logging
import Storing
import Systemd

/// Reads the configuration again, for SIGHUP and `tidings reload`; one at a time.
///
/// A wrong configuration changes nothing: the old one stays in force, and each mistake is told.
actor Reload {
  private let file: String
  private let outputOverride: String?
  private var current: Configuration
  private let engine: Engine
  private let notify: NotifySocket
  private let log: Logger

  init(
    file: String, outputOverride: String?, current: Configuration, engine: Engine, notify: NotifySocket,
    log: Logger
  ) {
    self.file = file
    self.outputOverride = outputOverride
    self.current = current
    self.engine = engine
    self.notify = notify
    self.log = log
  }

  func run() async -> ControlReply {
    notify.reloading(status: "reading \(file)")
    defer { notify.ready(status: "\(current.sources.count) sources") }
    do throws(ConfigurationError) {
      var new = try Configuration.load(file: file, secrets: .required)
      if let outputOverride { new.output = outputOverride }
      return await apply(new)
    } catch {
      for mistake in error.mistakes {
        log.error("the configuration is wrong: the old one stays in force", metadata: ["at": "\(mistake)"])
      }
      return ControlReply(
        errors: error.mistakes.map(\.description) + ["tidings: the old configuration stays in force"],
        exitStatus: 1)
    }
  }

  private func apply(_ new: Configuration) async -> ControlReply {
    let difference = ConfigurationDifference(from: current, to: new)
    // What is opened once stays as it is until the next start.
    let fixed = difference.settings.filter { Self.needsRestart.contains($0) }
    do throws(StoreError) {
      try await engine.configure(new.pollSources)
    } catch {
      log.error("the configuration cannot be put in force", metadata: ["error": "\(error)"])
      return ControlReply(
        errors: ["tidings: the configuration cannot be put in force: \(error)"], exitStatus: 1)
    }
    current = new
    for warning in new.warnings { log.warning("configuration", metadata: ["at": "\(warning)"]) }
    let lines = difference.isEmpty ? ["nothing changed"] : difference.lines
    for line in lines { log.notice("reloaded", metadata: ["change": "\(line)"]) }
    let notes = fixed.map { "tidings: \($0) takes effect at the next start" }
    for note in notes { log.warning("\(note)") }
    return ControlReply(lines: lines, errors: new.warnings.map { "\($0)" } + notes)
  }

  private static let needsRestart: Set<String> = [
    "output", "network.max_transfers", "hosts.connections", "hosts.spacing", "log.segment", "log.max_line",
    "log.compress_after", "log.retain.age", "log.retain.size",
    "dedup.window", "dedup.same_source_window", "dedup.revision_window", "dedup.lead", "dedup.near_titles",
    "dedup.suffix",
    "dedup.strip_tags", "dedup.house_style", "dedup.alternate_keys", "dedup.truncated", "dedup.sightings",
    "dedup.scope", "dedup.labels", "dedup.outlets", "dedup.learn", "dedup.live_slack",
    "dedup.weak_weight", "dedup.index_retention", "dedup.identity_retention",
  ]
}
