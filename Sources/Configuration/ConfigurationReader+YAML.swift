import Yams

/// A YAML value and the file that it stands in.
struct Setting {
  var name: String
  var node: Node
  var place: Place

  /// The text of a scalar; nil for lists and mappings.
  var text: String? { node.scalar?.string }

  /// True for a value that is not there: `key:` or `key: ~`.
  var isNull: Bool {
    guard let scalar = node.scalar, scalar.style == .plain || scalar.style == .any else { return false }
    return scalar.string.isEmpty || scalar.string == "~" || scalar.string == "null"
  }

  /// What the value is, for `must be …, not …`.
  var kind: String {
    switch node {
    case .mapping: "a mapping"
    case .sequence: "a list"
    default: quoted(text ?? "")
    }
  }
}

extension Place {
  init(_ node: Node, file: String) {
    self.init(file: file, line: max(1, node.mark?.line ?? 1), column: max(1, node.mark?.column ?? 1))
  }
}

extension ConfigurationReader {
  /// The file's one YAML document; nil when it is empty or was reported as wrong.
  func document(_ bytes: [UInt8], file: String) -> Node? {
    guard let text = decoded(bytes, file: file) else { return nil }
    do {
      // No resolver rules: what a scalar means depends on its key, and `off` or `09:00` are no riddles.
      return try Parser(yaml: text, resolver: .basic, encoding: .utf8).singleRoot()
    } catch let error as YamlError {
      report(error, text: text, file: file)
    } catch {
      report(.start(of: file), "the file cannot be read as YAML: \(error)")
    }
    return nil
  }

  /// The text of a file without its byte order mark; nil and a mistake when it is not UTF-8.
  func decoded(_ bytes: [UInt8], file: String) -> String? {
    let start = Place.start(of: file)
    if bytes.starts(with: [0xFF, 0xFE]) || bytes.starts(with: [0xFE, 0xFF]) {
      report(start, "the file is UTF-16 and must be UTF-8")
      return nil
    }
    let body = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? Array(bytes.dropFirst(3)) : bytes
    if let text = String(validating: body, as: UTF8.self) { return text }
    let offset = validPrefix(of: body)
    report(
      Place(file: file, bytes: body, offset: offset), "the file is not UTF-8: byte \(offset + 1) is invalid")
    return nil
  }

  private func validPrefix(of bytes: [UInt8]) -> Int {
    var decoder = UTF8()
    var iterator = bytes.makeIterator()
    var offset = 0
    while case .scalarValue(let scalar) = decoder.decode(&iterator) { offset += UTF8.width(scalar) }
    return offset
  }

  private func report(_ error: YamlError, text: String, file: String) {
    func place(_ mark: Mark) -> Place {
      Place(file: file, line: max(1, mark.line), column: max(1, mark.column))
    }
    switch error {
    case .scanner(let context, let problem, let mark, _), .parser(let context, let problem, let mark, _),
      .composer(let context, let problem, let mark, _):
      let around = context.map { " (\($0.text) in line \($0.mark.line))" } ?? ""
      report(place(mark), "YAML syntax: \(problem)\(around)")
    case .reader(let problem, let offset, _, _):
      report(Place(file: file, bytes: Array(text.utf8), offset: offset ?? 0), "YAML syntax: \(problem)")
    case .duplicatedKeysInMapping(let keys, let context):
      let names = keys.sorted().map(quoted).joined(separator: ", ")
      report(place(context.mark), "the key \(names) stands twice in one mapping")
    default:
      report(.start(of: file), "the file cannot be read as YAML: \(error)")
    }
  }

  /// Calls `use` for each key of a mapping that has a value; reports keys that `use` does not know.
  ///
  /// - Parameters:
  ///   - section: what the mapping is, for messages: `dedup`, `a source`.
  ///   - known: the keys that `use` handles, for suggestions.
  func eachSetting(of node: Node, in section: String, file: String, known: [String], use: (Setting) -> Bool) {
    guard let mapping = node.mapping else {
      let setting = Setting(name: section, node: node, place: Place(node, file: file))
      if !setting.isNull { report(setting.place, "\(section) must be a mapping, not \(setting.kind)") }
      return
    }
    // By index: the mapping's iterator would copy all of it first.
    for index in mapping.indices {
      let (key, value) = mapping[index]
      var keyPlace: Place { Place(key, file: file) }
      guard let name = key.scalar?.string else {
        report(keyPlace, "a key of \(section) must be a word")
        continue
      }
      let setting = Setting(name: name, node: value, place: Place(value, file: file))
      if setting.isNull && known.contains(name) { continue }
      if use(setting) { continue }
      if let guess = suggestion(for: name, among: known) {
        report(keyPlace, "unknown key \(quoted(name)) in \(section)", suggestion: guess)
      } else if section == topLevel, sourceKeys.contains(name) {
        report(keyPlace, "\(quoted(name)) is a key of a source: it belongs in defaults or in a source")
      } else {
        report(
          keyPlace, "unknown key \(quoted(name)) in \(section); known are \(known.joined(separator: ", "))")
      }
    }
  }
}
