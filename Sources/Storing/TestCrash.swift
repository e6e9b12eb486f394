#if DEBUG
  import Glibc

  /// Kills the process as a bug in the parser would, for the end-to-end tests. Not in a release build.
  ///
  /// `TIDINGS_TEST_CRASH_TITLE=words` crashes on an entry whose title has these words;
  /// `TIDINGS_TEST_CRASH_STAGE` says where: `parse`, `deduplicate` or `append`.
  public enum TestCrash {
    private static let words = variable("TIDINGS_TEST_CRASH_TITLE")
    private static let stage = variable("TIDINGS_TEST_CRASH_STAGE") ?? "parse"

    public static func at(_ stage: String, _ title: String?) {
      guard let words, let title, stage == self.stage, title.contains(words) else { return }
      signal(SIGSEGV, SIG_DFL)
      raise(SIGSEGV)
    }

    private static func variable(_ name: String) -> String? {
      getenv(name).map { String(cString: $0) }
    }
  }
#endif
