/// A data file: `name: variant, variant, …` or one variant a line; `//` begins a comment.
public struct TableText: Sendable {
  /// A line without a colon is its own name.
  public let entries: [(name: String, variants: [String])]

  public init(_ text: String) {
    entries = text.split(separator: "\n").compactMap { line in
      let line = line.prefix { $0 != "/" }.count == line.count ? line : Self.withoutComment(line)
      let parts = line.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
      guard let first = parts.first else { return nil }
      let variants = (parts.count > 1 ? parts[1] : first).split(separator: ",").map(Self.trimmed)
        .filter { !$0.isEmpty }
      return variants.isEmpty ? nil : (Self.trimmed(first), variants)
    }
  }

  private static func withoutComment(_ line: Substring) -> Substring {
    var end = line.startIndex
    while end < line.endIndex {
      let next = line.index(after: end)
      if line[end] == "/", next < line.endIndex, line[next] == "/" { return line[..<end] }
      end = next
    }
    return line
  }

  private static func trimmed(_ text: Substring) -> String {
    let start = text.firstIndex { $0 != " " && $0 != "\t" } ?? text.endIndex
    let rest = text[start...]
    let end = rest.lastIndex { $0 != " " && $0 != "\t" }
    return end.map { String(rest[...$0]) } ?? ""
  }

  /// All variants of all lines.
  var variants: [String] { entries.flatMap(\.variants) }
}
