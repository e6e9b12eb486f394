import Glibc
import Logging
import Synchronization

/// Does the work on closed segments on a thread of its own, of low priority: beside the writer, which never
/// waits for it. One list of tasks at a time.
///
/// `start`, `takeFinished` and `stop` are for one owner.
final class UpkeepThread {
  /// What both threads see.
  private final class Shared: Sendable {
    struct State {
      var isCancelled = false
      var isRunning = false
      var finished: [SegmentRow] = []
      /// Segments that something is wrong with, by name: they are left alone until the next start.
      var failed: Set<String> = []
      /// Those that a full disk holds up, which is said once.
      var waiting: Set<String> = []
    }
    let state = Mutex(State())
    let directory: OutputDirectory
    let frameSize: Int
    let log: Logger

    init(_ directory: OutputDirectory, _ frameSize: Int, _ log: Logger) {
      self.directory = directory
      self.frameSize = frameSize
      self.log = log
    }

    func run(_ tasks: [SegmentTask]) {
      var work = SegmentWork(directory: directory, frameSize: frameSize)
      work.isCancelled = { self.state.withLock { $0.isCancelled } }
      for task in tasks {
        let name = task.row.name
        if state.withLock({ $0.isCancelled || $0.failed.contains(name) }) { continue }
        do throws(StoreError) {
          guard let row = try work.perform(task) else { continue }
          state.withLock {
            $0.finished.append(row)
            $0.waiting.remove(name)
          }
          announce(task, row)
        } catch {
          // A disk that is full may have room another time.
          let isNews = state.withLock { state in
            error.isTransient ? state.waiting.insert(name).inserted : state.failed.insert(name).inserted
          }
          guard isNews else { continue }
          log.error(
            "a closed segment could not be worked on; it stays as it is",
            metadata: [
              "stage": "store", "segment": "\(name)", "work": "\(task.word)", "error": "\(error)",
              "hint": "\(error.isDamage ? "see tidings verify, and the disk" : "see the disk")",
            ])
        }
      }
    }

    private func announce(_ task: SegmentTask, _ row: SegmentRow) {
      switch task {
      case .hash: log.debug("hashed a closed segment", metadata: ["segment": "\(row.name)"])
      case .compress:
        log.info(
          "compressed a segment",
          metadata: [
            "segment": "\(row.name)", "bytes": "\(row.size)", "compressed": "\(row.compressedSize ?? 0)",
          ])
      case .remove:
        log.notice(
          "removed a segment, as log.retain has it",
          metadata: ["segment": "\(row.name)", "lines": "\(row.lines)", "last_seq": "\(row.lastSeq)"])
      }
    }
  }

  private let shared: Shared
  private var thread: pthread_t?

  init(directory: OutputDirectory, frameSize: Int, log: Logger) {
    shared = Shared(directory, frameSize, log)
  }

  deinit { stop() }

  /// Does the tasks before it returns, on the caller's thread.
  func perform(_ tasks: [SegmentTask]) {
    shared.run(tasks)
  }

  /// Begins with the tasks, unless those before are not done yet.
  func start(_ tasks: [SegmentTask]) {
    guard !tasks.isEmpty, !shared.state.withLock({ $0.isRunning }) else { return }
    join()
    shared.state.withLock { $0.isRunning = true }
    let order = Unmanaged.passRetained(Order(shared: shared, tasks: tasks))
    var thread = pthread_t()
    let result = pthread_create(
      &thread, nil,
      { argument in
        guard let argument else { return nil }
        Unmanaged<Order>.fromOpaque(argument).takeRetainedValue().run()
        return nil
      }, order.toOpaque())
    if result == 0 {
      self.thread = thread
    } else {
      // No thread to be had: another time.
      order.release()
      shared.state.withLock { $0.isRunning = false }
    }
  }

  private final class Order {
    let shared: Shared
    let tasks: [SegmentTask]

    init(shared: Shared, tasks: [SegmentTask]) {
      self.shared = shared
      self.tasks = tasks
    }

    func run() {
      // On Linux a thread has a priority of its own: setpriority(2), "C library/kernel differences".
      _ = setpriority(__priority_which_t(PRIO_PROCESS.rawValue), 0, 10)
      shared.run(tasks)
      shared.state.withLock { $0.isRunning = false }
    }
  }

  /// New rows of segments that were worked on since the last call.
  func takeFinished() -> [SegmentRow] {
    shared.state.withLock { state in
      defer { state.finished = [] }
      return state.finished
    }
  }

  /// Interrupts what is under way and returns when it has stopped: within one block of a segment.
  func stop() {
    shared.state.withLock { $0.isCancelled = true }
    join()
  }

  private func join() {
    if let thread { pthread_join(thread, nil) }
    thread = nil
  }
}

extension SegmentTask {
  fileprivate var word: String {
    switch self {
    case .remove: "remove"
    case .hash: "hash"
    case .compress: "compress"
    }
  }
}
