/// A position in a file, for mistakes.
struct Place: Hashable {
  var file: String
  var line: Int
  var column: Int

  /// The beginning of a file, for what is wrong with the whole of it.
  static func start(of file: String) -> Place {
    Place(file: file, line: 1, column: 1)
  }

  /// The position of a byte: columns count characters, as editors do.
  init(file: String, bytes: [UInt8], offset: Int) {
    let end = min(max(0, offset), bytes.count)
    self.file = file
    line = 1
    column = 1
    for byte in bytes[..<end] {
      if byte == UInt8(ascii: "\n") {
        line += 1
        column = 1
      } else if byte & 0xC0 != 0x80 {
        column += 1
      }
    }
  }

  init(file: String, line: Int, column: Int) {
    self.file = file
    self.line = line
    self.column = column
  }
}

extension Place: CustomStringConvertible {
  var description: String { "\(file):\(line):\(column)" }
}
