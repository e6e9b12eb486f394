import Glibc

/// How long tests wait for what must come. A limit only turns a hang into a failure: how soon it comes is for
/// benchmarks to say.
public enum Patience {
  /// From `TIDINGS_PATIENCE`: sanitizers make everything several times as slow.
  public static let factor: Int = getenv("TIDINGS_PATIENCE").flatMap { Int(String(cString: $0)) } ?? 1
}
