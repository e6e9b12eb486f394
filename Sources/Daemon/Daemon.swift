public import Configuration
import FeedModel
import Glibc
public import Logging
import Polling
import ServiceLifecycle
import Storing
import Synchronization
import Systemd
import WebText

/// The daemon: the engine, and the services around it, from READY to the last line written.
public struct Daemon: Sendable {
  private let file: String
  private let outputOverride: String?
  private let configuration: Configuration
  private let log: Logger

  /// - Parameters:
  ///   - configuration: what `Configuration.load(file:)` gave for `file`.
  ///   - outputOverride: `--output`, which stands above the configuration, also after a reload.
  public init(configuration: Configuration, outputOverride: String?, log: Logger) {
    file = configuration.file
    self.outputOverride = outputOverride
    self.configuration = configuration
    self.log = log
  }

  /// Runs until SIGTERM or SIGINT, or until the store fails.
  ///
  /// - Throws: `StoreError` when the output directory cannot be used, at the start or later.
  public func run() async throws {
    let stop = StopRequest()
    let notify = NotifySocket(logger: log)
    notify.extendTimeout(Self.patience)
    notify.status("recovering the log")
    let (changes, storeChanged) = AsyncStream<Void>.makeStream(bufferingPolicy: .bufferingNewest(1))
    guard let engine = try await openEngine(notify, stop, onStoreChange: { storeChanged.yield() }) else {
      notify.stopping(status: "stopped before it had started")
      log.notice("stopped")
      return
    }
    let control: ControlSocket
    do {
      control = try ControlSocket(stateDirectory: engine.output + "/state")
    } catch {
      await engine.writer.close()
      throw error
    }
    let reload = Reload(
      file: file, outputOverride: outputOverride, current: configuration, engine: engine, notify: notify,
      log: log)

    var services: [ServiceGroupConfiguration.ServiceConfiguration] = [
      .init(service: ReloadService(reload: reload, requests: stop.reloads)),
      .init(service: ControlService(socket: control, reload: reload, engine: engine)),
      .init(service: StatusService(engine: engine, notify: notify, log: log)),
      .init(service: StoreWatchService(engine: engine, changes: changes)),
    ]
    if let watchdog = Watchdog(socket: notify, logger: log) {
      services.append(.init(service: WatchdogService(watchdog: watchdog, heartbeats: engine.heartbeats)))
    }
    services.append(.init(service: PollerService(poller: engine.poller, notify: notify, log: log)))
    log.notice(
      "started",
      metadata: [
        "version": "\(Program.version)", "sources": "\(configuration.sources.count)",
        "output": "\(engine.output)",
        "config": "\(file)",
      ])
    notify.ready(status: "\(configuration.sources.count) sources")

    var settings = ServiceGroupConfiguration(
      services: services, logger: Logger(label: "lifecycle") { _ in SwiftLogNoOpLogHandler() })
    settings.maximumGracefulShutdownDuration = .seconds(10)
    let group = ServiceGroup(configuration: settings)
    // Also a request that was made before the group runs.
    let stopping = Task { for await _ in stop.requests { await group.triggerGracefulShutdown() } }
    defer { stopping.cancel() }
    // The poller's end is the store's turn: the writer closes after everything was handed to it.
    let outcome = await Result { try await group.run() }
    notify.stopping(status: "writing what was read")
    await engine.writer.close()
    if let failure = engine.writer.failure { throw failure }
    if case .failure(let error) = outcome { throw error }
    log.notice("stopped")
  }

  /// What the service manager is asked to wait until the next message.
  private static let patience = Duration.seconds(120)

  /// Opens the store and what belongs to it, and waits as long as there is no space for that; nil when a stop was
  /// asked for meanwhile.
  private func openEngine(
    _ notify: NotifySocket, _ stop: StopRequest, onStoreChange: @escaping @Sendable () -> Void
  ) async throws -> Engine? {
    var delay = 1
    while true {
      do {
        let engine = try await Engine(
          configuration, log: log,
          onRecovery: { lines in
            // As long as it moves; systemd counts from the last message.
            notify.extendTimeout(Self.patience)
            notify.status("recovering the log: \(lines) lines")
          },
          isInterrupted: { stop.isMade }, onStoreChange: onStoreChange)
        if delay > 1 { log.notice("space on the disk again: starting", metadata: ["stage": "store"]) }
        return engine
      } catch StoreError.interrupted {
        return nil
      } catch let error as StoreError where error.isTransient {
        if delay == 1 {
          log.error(
            "no space on the disk: the daemon starts when there is; nothing is lost",
            metadata: [
              "stage": "store", "error": "\(error)", "hint": "free space on the output directory's disk",
            ])
        }
        notify.status("no space on the disk: waiting to start")
        notify.extendTimeout(Self.patience)
        for _ in 0..<delay {
          if stop.isMade { return nil }
          try await Task.sleep(for: .seconds(1))
        }
        delay = min(delay * 2, 60)
      }
    }
  }
}

extension Result where Failure == any Error {
  /// The outcome of an async body.
  fileprivate init(_ body: () async throws -> Success) async {
    do { self = .success(try await body()) } catch { self = .failure(error) }
  }
}

/// Polls until the group shuts down.
struct PollerService: Service {
  let poller: Poller
  let notify: NotifySocket
  let log: Logger

  func run() async throws {
    await withGracefulShutdownHandler {
      await poller.run()
    } onGracefulShutdown: {
      log.notice("stopping: no new polls")
      notify.stopping(status: "waiting for polls under way")
      Task { await poller.stop() }
    }
  }
}

/// Reads the configuration again at SIGHUP.
struct ReloadService: Service {
  let reload: Reload
  let requests: AsyncStream<Void>

  func run() async throws {
    for await _ in requests.cancelOnGracefulShutdown() {
      _ = await reload.run()
    }
  }
}

/// Answers the commands.
struct ControlService: Service {
  let socket: ControlSocket
  let reload: Reload
  let engine: Engine

  func run() async throws {
    await withGracefulShutdownHandler {
      await socket.run { request in
        switch request {
        case .reload: return await reload.run()
        case .poll(let names): return await poll(names)
        case .rotate: return await rotate()
        }
      }
    } onGracefulShutdown: {
      socket.stop()
    }
  }

  private func poll(_ names: [String]) async -> ControlReply {
    let unknown = await engine.poller.unknown(names)
    guard unknown.isEmpty else {
      return ControlReply(
        errors: unknown.map { "tidings: no source is named \($0); see tidings status" }, exitStatus: 2)
    }
    return ControlReply(await engine.poller.pollOnce(names))
  }

  private func rotate() async -> ControlReply {
    do throws(StoreError) {
      try await engine.writer.rotate()
      return ControlReply(lines: ["new segments"])
    } catch {
      return ControlReply(errors: ["tidings: the segments cannot be rotated: \(error)"], exitStatus: 1)
    }
  }
}

/// Tells the watchdog that poller and writer move.
struct WatchdogService: Service {
  let watchdog: Watchdog
  let heartbeats: Heartbeats

  func run() async throws {
    await cancelWhenGracefulShutdown {
      await watchdog.run(isStuck: { heartbeats.stuck() })
    }
  }
}

/// Wakes the poller when the disk has space again, and ends the daemon when the store failed.
struct StoreWatchService: Service {
  let engine: Engine
  let changes: AsyncStream<Void>

  func run() async throws {
    for await _ in changes.cancelOnGracefulShutdown() {
      if let failure = engine.writer.failure {
        await engine.poller.stop()
        throw failure
      }
      await engine.poller.resume()
    }
  }
}
