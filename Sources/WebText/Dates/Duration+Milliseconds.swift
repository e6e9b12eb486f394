extension Duration {
  /// Whole milliseconds, at most those of 100 years either way.
  public var milliseconds: Int64 {
    let century: Int64 = 3_155_760_000
    return min(max(components.seconds, -century), century) * 1000
      + components.attoseconds / 1_000_000_000_000_000
  }
}
