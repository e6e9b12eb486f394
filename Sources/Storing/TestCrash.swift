#if DEBUG
  import Glibc

  /// Kills the process as a bug in the parser would, for the end-to-end tests. Not in a release build.
  ///
  /// `TIDINGS_TEST_CRASH_TITLE=words` crashes on an entry whose title has these words;
  /// `TIDINGS_TEST_CRASH_STAGE` says where: `parse`, `deduplicate` or `append`; `TIDINGS_TEST_CRASH_SIGNAL` by
  /// which signal, 0 for an overflow of the stack.
  public enum TestCrash {
    private static let words = variable("TIDINGS_TEST_CRASH_TITLE")
    private static let stage = variable("TIDINGS_TEST_CRASH_STAGE") ?? "parse"
    private static let signal = variable("TIDINGS_TEST_CRASH_SIGNAL").flatMap { Int32($0) } ?? SIGSEGV

    public static func at(_ stage: String, _ title: String?) {
      guard let words, let title, stage == self.stage, title.contains(words) else { return }
      if signal == 0 { _ = overflow(1) }
      // To the process: the default of a fatal signal ends all of it.
      kill(getpid(), signal)
      while true { pause() }
    }

    private static func overflow(_ depth: Int) -> Int {
      withUnsafeTemporaryAllocation(byteCount: 4096, alignment: 16) { bytes in
        bytes[0] = UInt8(truncatingIfNeeded: depth)
        return overflow(depth &+ 1) &+ Int(bytes[0])
      }
    }

    private static func variable(_ name: String) -> String? {
      getenv(name).map { String(cString: $0) }
    }
  }
#endif
