import Yams

extension ConfigurationReader {
  /// `include:` paths and shell patterns, relative to the file that names them.
  ///
  /// - Parameter chain: the canonical paths from the main file to this one, to find loops.
  func readIncludes(_ setting: Setting, chain: [String]) {
    for item in list(setting) ?? [] {
      guard let pattern = string(item) else { continue }
      let path = pattern.hasPrefix("/") ? pattern : TextFile.directory(of: item.place.file) + pattern
      let isPattern = pattern.utf8.contains { $0 == 0x2A || $0 == 0x3F || $0 == 0x5B }
      // A pattern may match nothing: sources.d is there before the first file is.
      for file in isPattern ? TextFile.matches(path) : [path] { readInclude(file, named: item, chain: chain) }
    }
  }

  private func readInclude(_ file: String, named item: Setting, chain: [String]) {
    let bytes: [UInt8]
    do {
      bytes = try TextFile.read(file)
    } catch {
      report(item.place, "the included file \(quoted(file)) cannot be read: \(error.reason)")
      return
    }
    let canonical = TextFile.canonicalPath(file) ?? file
    if chain.contains(canonical) {
      report(
        item.place, "include loop: \(quoted(file)) is being read already, it includes this file or is it")
      return
    }
    if let first = firstNamed[canonical] {
      warn(item.place, "\(quoted(file)) is included a second time and ignored, first at \(first)")
      return
    }
    firstNamed[canonical] = item.place
    configuration.includedFiles.append(file)
    switch ending(of: file) {
    case "yaml", "yml": readFragment(bytes, file: file, chain: chain + [canonical])
    case "opml", "xml": readOPML(bytes, file: file)
    default: readAddressList(bytes, file: file)
    }
  }

  /// A YAML file with `sources:` and perhaps `include:`, or with just the list of sources.
  private func readFragment(_ bytes: [UInt8], file: String, chain: [String]) {
    guard let root = document(bytes, file: file) else { return }
    if root.sequence != nil {
      readSources(Setting(name: "sources", node: root, place: Place(root, file: file)))
      return
    }
    var include: Setting?
    eachSetting(of: root, in: "an included file", file: file, known: ["sources", "include"]) { setting in
      switch setting.name {
      case "sources": readSources(setting)
      case "include": include = setting
      default: return false
      }
      return true
    }
    if let include { readIncludes(include, chain: chain) }
  }

  func readOPML(_ bytes: [UInt8], file: String) {
    guard let text = decoded(opmlTextAsUTF8(bytes), file: file) else { return }
    var scanner = OPMLScanner(bytes: Array(text.utf8), file: file)
    do {
      for outline in try scanner.outlines() {
        var settings = template
        if let group = outline.folder.flatMap({ SourceName.slug(of: $0.prefix(64)) }) {
          settings.group = group
        }
        addSource(url: outline.url, at: outline.place, settings: settings, title: outline.title)
      }
    } catch {
      report(error.place, error.message)
    }
  }

  /// An address a line, perhaps with a name after it; `#` begins a comment.
  private func readAddressList(_ bytes: [UInt8], file: String) {
    guard let text = decoded(bytes, file: file) else { return }
    for (index, line) in text.utf8.split(separator: 0x0A, omittingEmptySubsequences: false).enumerated() {
      let words = line.split { $0 == 0x20 || $0 == 0x09 || $0 == 0x0D }
      guard let url = words.first, url.first != UInt8(ascii: "#") else { continue }
      func place(_ word: Substring.UTF8View) -> Place {
        let before = text[line.startIndex..<word.startIndex].unicodeScalars.count
        return Place(file: file, line: index + 1, column: before + 1)
      }
      var settings = template
      var namePlace: Place?
      if words.count > 1, words[1].first != UInt8(ascii: "#") {
        settings.name = String(Substring(words[1]))
        namePlace = place(words[1])
        if words.count > 2, words[2].first != UInt8(ascii: "#") {
          report(
            place(words[2]),
            "a line is an address and a name; \(quoted(String(Substring(words[2])))) is too much")
        }
      }
      addSource(url: String(Substring(url)), at: place(url), settings: settings, namePlace: namePlace)
    }
  }

  private func ending(of path: String) -> String {
    let name = path.split(separator: "/").last ?? ""
    guard let dot = name.lastIndex(of: ".") else { return "" }
    return name[name.index(after: dot)...].lowercased()
  }
}
