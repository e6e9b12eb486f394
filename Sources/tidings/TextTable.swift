/// Columns for people: each as wide as its widest cell, numbers to the right.
struct TextTable {
  var rows: [[String]]
  /// Places of the columns that are numbers.
  var numbers: Set<Int> = []

  var lines: [String] {
    guard let head = rows.first else { return [] }
    let widths = head.indices.map { column in rows.map { $0[column].count }.max() ?? 0 }
    return rows.map { row in
      row.enumerated().map { column, cell in
        let space = String(repeating: " ", count: widths[column] - cell.count)
        if numbers.contains(column) { return space + cell }
        return column == row.count - 1 ? cell : cell + space
      }.joined(separator: "  ")
    }
  }
}
