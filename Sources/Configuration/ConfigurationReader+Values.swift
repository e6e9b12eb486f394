import WebText
import Yams

/// One function for each type of value. Each reports what is wrong and then returns nil.
extension ConfigurationReader {
  func string(_ setting: Setting) -> String? {
    guard let text = setting.text else {
      report(setting.place, "\(setting.name) must be text, not \(setting.kind)")
      return nil
    }
    guard !text.isEmpty, !text.unicodeScalars.contains(where: { $0.value < 0x20 || $0.value == 0x7F }) else {
      report(setting.place, "\(setting.name) must not be empty or contain control characters")
      return nil
    }
    return text
  }

  func boolean(_ setting: Setting) -> Bool? {
    switch setting.text?.lowercased() {
    case "true", "yes", "on": return true
    case "false", "no", "off": return false
    default:
      report(setting.place, "\(setting.name) must be true or false, not \(setting.kind)")
      return nil
    }
  }

  func integer(_ setting: Setting, in range: ClosedRange<Int>) -> Int? {
    guard let text = setting.text, let number = Int(text) else {
      report(setting.place, "\(setting.name) must be a whole number, not \(setting.kind)")
      return nil
    }
    return checked(number, setting, in: range)
  }

  func number(_ setting: Setting, in range: ClosedRange<Double>) -> Double? {
    guard let text = setting.text, let number = Double(text), !number.isNaN else {
      report(setting.place, "\(setting.name) must be a number, not \(setting.kind)")
      return nil
    }
    return checked(number, setting, in: range)
  }

  private func checked<Number: Comparable>(
    _ number: Number, _ setting: Setting, in range: ClosedRange<Number>
  ) -> Number? {
    guard range.contains(number) else {
      report(
        setting.place,
        "\(setting.name) must be from \(range.lowerBound) to \(range.upperBound), not \(number)")
      return nil
    }
    return number
  }

  func duration(_ setting: Setting, in range: ClosedRange<Duration>) -> Duration? {
    guard let text = setting.text, let value = DurationText.read(text) else {
      let guess = setting.text.flatMap(durationGuess)
      report(
        setting.place, "\(setting.name) must be a duration such as 90s, 15m or 1h30m, not \(setting.kind)",
        suggestion: guess)
      return nil
    }
    guard range.contains(value) else {
      let low = DurationText.write(range.lowerBound)
      let high = DurationText.write(range.upperBound)
      report(
        setting.place, "\(setting.name) must be from \(low) to \(high), not \(DurationText.write(value))")
      return nil
    }
    return value
  }

  func size(_ setting: Setting, in range: ClosedRange<Int>) -> Int? {
    guard let text = setting.text, let value = SizeText.read(text) else {
      let guess = setting.text.flatMap(sizeGuess)
      report(
        setting.place, "\(setting.name) must be a size such as 64KiB or 10MiB, not \(setting.kind)",
        suggestion: guess
      )
      return nil
    }
    guard range.contains(value) else {
      let low = SizeText.write(range.lowerBound)
      let high = SizeText.write(range.upperBound)
      report(setting.place, "\(setting.name) must be from \(low) to \(high), not \(SizeText.write(value))")
      return nil
    }
    return value
  }

  func choice<Value>(_ setting: Setting, of type: Value.Type) -> Value?
  where Value: RawRepresentable<String> & CaseIterable {
    if let text = setting.text, let value = Value(rawValue: text) { return value }
    let names = Value.allCases.map(\.rawValue)
    report(
      setting.place, "\(setting.name) must be \(names.joined(separator: " or ")), not \(setting.kind)",
      suggestion: suggestion(for: setting.text ?? "", among: names))
    return nil
  }

  /// The values of a list; a single value stands for a list of one.
  func list(_ setting: Setting) -> [Setting]? {
    if let items = setting.node.sequence {
      return items.map { Setting(name: setting.name, node: $0, place: Place($0, file: setting.place.file)) }
    }
    guard setting.text != nil else {
      report(setting.place, "\(setting.name) must be a list, not \(setting.kind)")
      return nil
    }
    return [setting]
  }

  func strings(_ setting: Setting) -> [String]? {
    list(setting)?.compactMap(string)
  }

  func networks(_ setting: Setting) -> [Network]? {
    list(setting)?.compactMap { item in
      if let text = item.text, let network = Network(text) { return network }
      report(
        item.place, "\(item.name) must be an address range such as 10.0.0.0/8 or fd00::/8, not \(item.kind)",
        suggestion: item.text.flatMap(networkGuess))
      return nil
    }
  }

  func labels(_ setting: Setting) -> TitleLabels? {
    var labels = TitleLabels()
    let file = setting.place.file
    eachSetting(of: setting.node, in: setting.name, file: file, known: ["version", "media", "genre"]) {
      item in
      switch item.name {
      case "version": labels.version = strings(item) ?? []
      case "media": labels.media = strings(item) ?? []
      case "genre": labels.genre = strings(item) ?? []
      default: return false
      }
      return true
    }
    return labels
  }

  private func durationGuess(_ text: String) -> String? {
    let squeezed = String(text.lowercased().filter { $0 != " " })
    if Int(squeezed) != nil { return "\(squeezed)s or \(squeezed)m" }
    for (long, short) in [
      ("milliseconds", "ms"), ("seconds", "s"), ("second", "s"), ("sec", "s"), ("minutes", "m"),
      ("minute", "m"),
      ("min", "m"), ("hours", "h"), ("hour", "h"), ("days", "d"), ("day", "d"), ("weeks", "w"), ("week", "w"),
      ("", ""),
    ] where squeezed.hasSuffix(long) {
      let candidate = squeezed.dropLast(long.count) + short
      if DurationText.read(String(candidate)) != nil { return String(candidate) }
    }
    return nil
  }

  private func sizeGuess(_ text: String) -> String? {
    let squeezed = text.lowercased().filter { $0 != " " }
    let digits = squeezed.prefix { $0.isASCII && $0.isNumber }
    guard let number = Int(digits) else { return nil }
    switch squeezed.dropFirst(digits.count) {
    case "": return number < 1024 ? "\(number)MiB" : "\(number)B"
    case "k", "kb", "kib": return "\(number)KiB"
    case "m", "mb", "mib": return "\(number)MiB"
    case "g", "gb", "gib": return "\(number)GiB"
    default: return nil
    }
  }

  /// `10.1.2.3/8` with the bits after the prefix cleared.
  private func networkGuess(_ text: String) -> String? {
    let parts = text.split(separator: "/")
    guard parts.count == 2, let address = IPAddress(String(parts[0])), let prefix = Int(parts[1]),
      (0...(address.isIPv4 ? 32 : 128)).contains(prefix)
    else { return nil }
    return Network(address, prefix).description
  }
}
