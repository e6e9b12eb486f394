import Glibc
import WebText
import Yams

/// Where secrets come from. No message names a value, not even a wrong one: messages go into logs.
extension ConfigurationReader {
  /// A text, or where it is: `{file: PATH}`, `{credential: NAME}` (systemd's LoadCredential=), `{env: NAME}`.
  ///
  /// - Parameter isSecret: false for a value that may well be plain text, such as most headers.
  func secret(_ setting: Setting, isSecret: Bool = true) -> Secret? {
    guard setting.node.mapping != nil else {
      guard let text = setting.text else {
        report(setting.place, "\(setting.name) must be text, or {file: …}, {credential: …} or {env: …}")
        return nil
      }
      guard let secret = checked(Array(text.utf8), setting) else { return nil }
      if isSecret { warnOfPlainText(setting.place, what: setting.name) }
      return secret
    }
    var found: [Secret] = []
    var count = 0
    let file = setting.place.file
    eachSetting(of: setting.node, in: setting.name, file: file, known: ["file", "credential", "env"]) {
      item in
      count += 1
      switch item.name {
      case "file": if let secret = secretInFile(item, setting) { found.append(secret) }
      case "credential": if let secret = credential(item, setting) { found.append(secret) }
      case "env": if let secret = variable(item, setting) { found.append(secret) }
      default: return false
      }
      return true
    }
    guard count == 1 else {
      report(setting.place, "\(setting.name) must have one of file, credential and env")
      return nil
    }
    return found.first
  }

  private func secretInFile(_ item: Setting, _ setting: Setting) -> Secret? {
    guard let path = path(item) else { return nil }
    if isPublic(path) { warn(item.place, "\(quoted(path)) can be read by everybody on this machine") }
    return contents(of: path, item, setting)
  }

  /// systemd.exec(5): one file a credential, in a folder that only the unit sees.
  private func credential(_ item: Setting, _ setting: Setting) -> Secret? {
    guard let name = string(item) else { return nil }
    guard !name.contains("/"), name != ".", name != ".." else {
      report(item.place, "\(setting.name): a credential's name has no slash")
      return nil
    }
    guard let folder = getenv("CREDENTIALS_DIRECTORY").map({ String(cString: $0) }), !folder.isEmpty else {
      return absent(item, "\(setting.name): there are no credentials: $CREDENTIALS_DIRECTORY is not set")
    }
    return contents(of: folder + "/" + name, item, setting)
  }

  private func variable(_ item: Setting, _ setting: Setting) -> Secret? {
    guard let name = string(item) else { return nil }
    guard let value = getenv(name) else {
      return absent(item, "\(setting.name): the variable \(quoted(name)) is not set")
    }
    return checked(Array(String(cString: value).utf8), setting)
  }

  private func contents(of path: String, _ item: Setting, _ setting: Setting) -> Secret? {
    do {
      var bytes = try TextFile.read(path)
      // The line break that editors and echo(1) put there.
      while let last = bytes.last, last == 0x0A || last == 0x0D { bytes.removeLast() }
      return checked(bytes, setting)
    } catch {
      return absent(item, "\(setting.name): \(quoted(path)) cannot be read: \(error.reason)")
    }
  }

  /// One line of at most 64 KiB, which fits into a header field.
  private func checked(_ bytes: [UInt8], _ setting: Setting) -> Secret? {
    guard let text = String(validating: bytes, as: UTF8.self), !bytes.isEmpty, bytes.count <= 64 << 10,
      bytes.allSatisfy({ $0 >= 0x20 && $0 != 0x7F })
    else {
      report(
        setting.place,
        "\(setting.name) must not be empty or contain control characters: one line of UTF-8, at most 64KiB")
      return nil
    }
    return Secret(text)
  }

  private func absent(_ item: Setting, _ message: String) -> Secret? {
    switch secrets {
    case .required: report(item.place, message)
    case .optional: warn(item.place, message)
    }
    return Secret("")
  }

  /// Warns of a secret that stands in a file that everybody can read.
  func warnOfPlainText(_ place: Place, what: String) {
    guard isPublic(place.file) else { return }
    warn(
      place,
      "\(what) stands in a file that everybody on this machine can read: chmod it to 640, "
        + "or give {file: …}, {credential: …} or {env: …}")
  }

  private func isPublic(_ path: String) -> Bool {
    if let known = publicFiles[path] { return known }
    var status = stat()
    let isPublic = stat(path, &status) == 0 && status.st_mode & S_IROTH != 0
    publicFiles[path] = isPublic
    return isPublic
  }

  /// A path, relative to the file that names it.
  private func path(_ setting: Setting) -> String? {
    guard let text = string(setting) else { return nil }
    return text.hasPrefix("/") ? text : TextFile.directory(of: setting.place.file) + text
  }

  /// The path of a file that can be read now.
  func readableFile(_ setting: Setting) -> String? {
    guard let path = path(setting) else { return nil }
    if access(path, R_OK) != 0 {
      let message = "\(setting.name): \(quoted(path)) cannot be read: \(TextFile.reason(errno))"
      if secrets == .required { report(setting.place, message) } else { warn(setting.place, message) }
    }
    // libcurl reads it later, perhaps from elsewhere.
    return TextFile.canonicalPath(path) ?? path
  }
}
