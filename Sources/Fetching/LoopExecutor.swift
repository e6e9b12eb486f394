/// Runs tasks on the loop's own thread, between two of its turns.
///
/// A task that mostly waits for fetches is not handed from thread to thread with each answer. The network waits
/// while one runs: what takes long belongs elsewhere. After the loop's end, such tasks run where others do.
final class LoopExecutor: TaskExecutor {
  private let mailbox: Mailbox

  init(_ mailbox: Mailbox) {
    self.mailbox = mailbox
  }

  func enqueue(_ job: consuming ExecutorJob) {
    let job = UnownedJob(job)
    if !mailbox.submit(job) { globalConcurrentExecutor.enqueue(job) }
  }

  /// Called on the loop's thread: runs what has come in, and what comes in meanwhile.
  func runAll() {
    var jobs: [UnownedJob] = []
    while mailbox.collect(jobs: &jobs) {
      for job in jobs { job.runSynchronously(on: asUnownedTaskExecutor()) }
      jobs.removeAll(keepingCapacity: true)
    }
  }
}
