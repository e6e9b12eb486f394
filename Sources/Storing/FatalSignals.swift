import Glibc

/// Notes that the process died of a fault of its own: a trap, a bad access, an abort, an overflow of the stack.
///
/// Without a note it was killed from outside: by `kill -9`, by an impatient service manager, or because memory
/// ran out, which cannot be told from the other two.
enum FatalSignals {
  private static let numbers = [SIGSEGV, SIGBUS, SIGILL, SIGTRAP, SIGABRT, SIGFPE, SIGSYS]

  /// What the handler needs. Behind a pointer, so that it finds it without the runtime's help.
  private struct Note {
    var file: Int32 = -1
    var offset: off_t = 0
  }

  // `nonisolated(unsafe)` because signal handlers know no isolation: written by `install` and `remove` only.
  private nonisolated(unsafe) static let note: UnsafeMutablePointer<Note> = {
    let note = UnsafeMutablePointer<Note>.allocate(capacity: 1)
    note.initialize(to: Note())
    return note
  }()
  /// What was there before us, by number: the runtime's backtraces, or the default.
  private nonisolated(unsafe) static let earlier: UnsafeMutablePointer<sigaction> = {
    let earlier = UnsafeMutablePointer<sigaction>.allocate(capacity: 65)
    earlier.initialize(repeating: sigaction(), count: 65)
    return earlier
  }()
  /// Threads' own stacks for handlers.
  private static let stackKey: pthread_key_t = {
    var key = pthread_key_t()
    pthread_key_create(&key) { memory in
      var none = stack_t()
      none.ss_flags = Int32(SS_DISABLE)
      sigaltstack(&none, nil)
      free(memory)
    }
    return key
  }()
  private static let stackSize = 64 * 1024

  /// Has the number of a fatal signal written at `offset` of `file`, 8 bytes, before the process dies of it.
  static func install(file: Int32, offset: Int64) {
    note.pointee = Note(file: file, offset: off_t(offset))
    _ = earlier
    var action = sigaction()
    action.sa_flags = SA_ONSTACK
    action.__sigaction_handler.sa_handler = { number in FatalSignals.handle(number) }
    for number in numbers {
      var before = sigaction()
      if sigaction(number, &action, &before) == 0 { earlier[Int(number)] = before }
    }
    giveThreadStack()
  }

  /// Forgets the file, before it is closed.
  static func remove(file: Int32) {
    if note.pointee.file == file { note.pointee.file = -1 }
  }

  /// Async-signal-safe: two system calls, and the signal again for whoever handled it before.
  private static func handle(_ number: Int32) {
    var word = UInt64(truncatingIfNeeded: number).littleEndian
    _ = pwrite(note.pointee.file, &word, 8, note.pointee.offset)
    sigaction(number, earlier + Int(number), nil)
    raise(number)
  }

  /// Gives the calling thread a stack for handlers, once: when its own overflows, there is no room on it.
  static func giveThreadStack() {
    guard note.pointee.file >= 0, pthread_getspecific(stackKey) == nil else { return }
    guard let memory = malloc(stackSize) else { return }
    var stack = stack_t()
    stack.ss_sp = memory
    stack.ss_size = stackSize
    guard sigaltstack(&stack, nil) == 0 else { return free(memory) }
    pthread_setspecific(stackKey, memory)
  }
}
