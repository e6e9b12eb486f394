/// Sizes as people write them: `64KiB`, `10MiB`, `2GiB`, `10MB`, `512B`.
public enum SizeText {
  private static let units: [(name: String, bytes: Int)] = [
    ("TiB", 1 << 40), ("GiB", 1 << 30), ("MiB", 1 << 20), ("KiB", 1 << 10),
    ("TB", 1_000_000_000_000), ("GB", 1_000_000_000), ("MB", 1_000_000), ("kB", 1000), ("KB", 1000), ("B", 1),
  ]

  /// Bytes; nil when the text is no whole number with a unit. `0` is one.
  public static func read(_ text: String) -> Int? {
    guard text != "0" else { return 0 }
    let digits = text.utf8.prefix { (0x30...0x39).contains($0) }
    let name = text.utf8.dropFirst(digits.count).drop { $0 == UInt8(ascii: " ") }
    guard let number = Int(Substring(digits)),
      let unit = units.first(where: { $0.name.utf8.elementsEqual(name) })
    else { return nil }
    let (bytes, overflow) = number.multipliedReportingOverflow(by: unit.bytes)
    return overflow ? nil : bytes
  }

  /// The largest binary unit that divides `bytes`: `64KiB`.
  public static func write(_ bytes: Int) -> String {
    for unit in units.prefix(4) where bytes >= unit.bytes && bytes % unit.bytes == 0 {
      return "\(bytes / unit.bytes)\(unit.name)"
    }
    return "\(bytes)B"
  }
}
