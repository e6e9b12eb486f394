/// The names of the system's zone database, for suggestions.
enum TimeZoneNames {
  /// From the third column of zone1970.tab or zone.tab; empty when neither is installed.
  static func all() -> [String] {
    for table in ["zone1970.tab", "zone.tab"] {
      guard let bytes = try? TextFile.read("/usr/share/zoneinfo/\(table)") else { continue }
      return String(decoding: bytes, as: UTF8.self).split(separator: "\n").compactMap { line in
        guard !line.hasPrefix("#") else { return nil }
        let columns = line.split(separator: "\t")
        return columns.count >= 3 ? String(columns[2]) : nil
      }
    }
    return []
  }
}
