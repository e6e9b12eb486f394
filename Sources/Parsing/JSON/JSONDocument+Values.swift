import FeedModel
import WebText

/// Values of members. One of another type costs that member only, with a `value-invalid`; `null` is no value.
extension JSONDocument {
  /// Members that begin with `_` and are copied through, of one object.
  private static var mostCopied: Int { 256 }

  func warn(_ member: StaticString, _ problem: String) {
    reading.warn("value-invalid", "\(member) \(problem)", key: "\(member)")
  }

  /// The trimmed text of a string, or what is not null and not a string skipped.
  private mutating func string(_ member: StaticString) throws(JSONStop) -> Bytes? {
    switch try json.kind() {
    case .string:
      let text = try json.string().trimmed
      return text.isEmpty ? nil : text
    case .null: try json.skip()
    default:
      warn(member, "is no string")
      try json.skip()
    }
    return nil
  }

  private func made(_ text: Bytes) -> String {
    WindowsQuotes.repaired(text).map { String(decoding: $0, as: UTF8.self) } ?? text.string
  }

  mutating func text(_ member: StaticString) throws(JSONStop) -> String? {
    // liberal: a generator that takes `title: 1984` for a number means the text.
    if try json.kind() == .number {
      warn(member, "is a number")
      return try json.number().string
    }
    return try string(member).map { made($0) }
  }

  /// Markup with absolute references.
  mutating func html(_ member: StaticString) throws(JSONStop) -> String? {
    guard let text = try string(member) else { return nil }
    return TextElement.resolved(text, true, scope: 0, reading)
  }

  mutating func url(_ member: StaticString) throws(JSONStop) -> String? {
    reading.url(try string(member), scope: 0)
  }

  mutating func date(_ member: StaticString) throws(JSONStop) -> EntryDate? {
    try string(member).flatMap { reading.date($0) }
  }

  mutating func language() throws(JSONStop) -> String? {
    try string("language").flatMap { Scopes.languageTag($0) }
  }

  mutating func flag(_ member: StaticString) throws(JSONStop) -> Bool? {
    switch try json.kind() {
    case .bool: return try json.bool()
    case .null: break
    default: warn(member, "is neither true nor false")
    }
    try json.skip()
    return nil
  }

  /// JSON Feed: an `id` that is a number or something else is taken for the string it looks like.
  mutating func identifier() throws(JSONStop) -> String? {
    switch try json.kind() {
    case .number: return CoreElements.identifier(try json.number(), reading)
    case .bool: return try json.bool().map { $0 ? "true" : "false" }
    default: return try string("id").flatMap { CoreElements.identifier($0, reading) }
    }
  }

  /// A number that is more than 0 and finite; nil when it is unknown.
  private mutating func quantity(_ member: StaticString) throws(JSONStop) -> Double? {
    var value: Double?
    switch try json.kind() {
    case .number: value = try json.number().double
    case .string:
      // liberal: `"12345"` and `"1:02:03"`.
      warn(member, "is a string")
      guard let text = try string(member) else { return nil }
      value = text.double ?? ClockText.seconds(text)
    case .null:
      try json.skip()
      return nil
    default: try json.skip()
    }
    // Beyond 2^53 readers of JSON disagree about a number.
    guard let value, abs(value) < 9_007_199_254_740_992 else {
      warn(member, "is no sensible number")
      return nil
    }
    return value > 0 ? value : nil
  }

  // MARK: Arrays and objects

  /// Calls `body` for each element of an array, with the reader at it; a value alone is taken for one element.
  private mutating func forEach(
    _ member: StaticString, _ body: (inout JSONDocument) throws(JSONStop) -> Void
  ) throws(JSONStop) {
    switch try json.kind() {
    case .array:
      json.enter()
      while try json.nextElement() {
        if allowance > 0 {
          allowance -= 1
          try body(&self)
        } else {
          reading.warn("limit-exceeded", "\(member) holds too many; the rest are left out", key: "\(member)")
          try json.skip()
        }
      }
    case .null: try json.skip()
    default:
      warn(member, "is no array")
      try body(&self)
    }
  }

  mutating func tags() throws(JSONStop) -> [String] {
    var tags: [String] = []
    var seen: Set<String> = []
    try forEach("tags") { document throws(JSONStop) in
      guard let tag = try document.text("tags"), seen.insert(tag).inserted else { return }
      tags.append(tag)
    }
    return tags
  }

  /// `author` and `authors`: objects. Each person once.
  mutating func people(_ member: StaticString) throws(JSONStop) -> [Person] {
    if try json.kind() == .object {
      let isOne = member.utf8CodeUnitCount == 6
      if !isOne { warn(member, "is no array") }
      return try person().map { [$0] } ?? []
    }
    var people: [Person] = []
    try forEach(member) { document throws(JSONStop) in
      let person = try document.personOrLine(member)
      if let person, people.count < 256, !people.contains(person) { people.append(person) }
    }
    return people
  }

  private mutating func personOrLine(_ member: StaticString) throws(JSONStop) -> Person? {
    if try json.kind() == .object { return try person() }
    // liberal: `"author": "Ann"`.
    guard try json.kind() == .string else {
      _ = try string(member)
      return nil
    }
    warn(member, "holds a string")
    return try string(member).flatMap { PersonElement.line($0) }
  }

  private mutating func person() throws(JSONStop) -> Person? {
    var person = Person()
    json.enter()
    while let name = try json.nextName() {
      switch name {
      case "name": person.name = try text("name")
      case "url": person.url = try url("url")
      case "avatar": person.avatar = try url("avatar")
      case "email": person.email = try text("email")
      default: try readUnknown(named: name, into: &person.copied)
      }
    }
    PersonElement.takeApart(&person)
    return person == Person() ? nil : person
  }

  mutating func hubs() throws(JSONStop) -> [Hub] {
    var hubs: [Hub] = []
    try forEach("hubs") { document throws(JSONStop) in
      guard let members = try document.members("hubs", ["type", "url"]) else { return }
      let url = members[1].flatMap { text in
        var copy = text
        return copy.withUTF8 { document.reading.url($0, scope: 0) }
      }
      guard let type = members[0], let url else {
        return document.warn("hubs", "has one without type or url")
      }
      hubs.append(Hub(type: type, url: url))
    }
    return hubs
  }

  /// The texts of an object's members; nil for another type.
  private mutating func members(
    _ member: StaticString, _ names: [String]
  ) throws(JSONStop) -> [String?]? {
    guard try json.kind() == .object else {
      _ = try string(member)
      return nil
    }
    var values = [String?](repeating: nil, count: names.count)
    json.enter()
    while let key = try json.nextKey() {
      if let place = names.firstIndex(where: { key.elementsEqual($0.utf8) }) {
        values[place] = try text(member)
      } else {
        try json.skip()
      }
    }
    return values
  }

  mutating func attachments() throws(JSONStop) -> [Attachment] {
    var attachments: [Attachment] = []
    var seen: Set<String> = []
    try forEach("attachments") { document throws(JSONStop) in
      guard try document.json.kind() == .object else {
        document.warn("attachments", "holds something that is no object")
        return try document.json.skip()
      }
      guard let attachment = try document.attachment(), seen.insert(attachment.url).inserted else { return }
      attachments.append(attachment)
    }
    return attachments
  }

  private mutating func attachment() throws(JSONStop) -> Attachment? {
    var attachment = Attachment(url: "", mimeType: "", isMIMETypeGuessed: false, origin: nil)
    json.enter()
    while let name = try json.nextName() {
      switch name {
      case "url": attachment.url = try url("url") ?? ""
      case "mime_type": attachment.mimeType = try text("mime_type") ?? ""
      case "title": attachment.title = try text("title")
      case "size_in_bytes": attachment.size = try quantity("size_in_bytes").map { Int64($0.rounded(.up)) }
      case "duration_in_seconds": attachment.durationInSeconds = try quantity("duration_in_seconds")
      default: try readUnknown(named: name, into: &attachment.copied)
      }
    }
    guard !attachment.url.isEmpty else {
      warn("attachments", "has one without a url")
      return nil
    }
    if attachment.mimeType.isEmpty {
      attachment.mimeType = MIMEGuess.type(ofURL: attachment.url)
      attachment.isMIMETypeGuessed = true
    }
    return attachment
  }

  // MARK: Members that are copied through

  /// Skips a member that JSON Feed doesn't define; one whose name begins with `_` is kept, but `_tidings`,
  /// which `tidings parse` writes itself.
  mutating func readUnknown(named name: String, into copied: inout [CopiedMember]) throws(JSONStop) {
    guard reading.wantsDetail, name.utf8.first == UInt8(ascii: "_"), name != "_tidings" else {
      return try json.skip()
    }
    guard copied.count < Self.mostCopied, allowance > 0 else {
      reading.warn("limit-exceeded", "too many members begin with _; the rest are left out", key: "_")
      return try json.skip()
    }
    var writer = JSONWriter()
    guard try copy(to: &writer, depth: 1) else {
      reading.warn("limit-exceeded", "\(LogText.safe(name)) is nested too deep: left out", key: "_depth")
      return
    }
    allowance -= 1
    // Of two members of a name the last counts.
    copied.removeAll { $0.name == name }
    copied.append(CopiedMember(name: name, json: writer.bytes))
  }

  /// False when the value is nested too deep; it is read to its end all the same.
  private mutating func copy(to writer: inout JSONWriter, depth: Int) throws(JSONStop) -> Bool {
    guard depth <= min(reading.limits.depth, 100) else {
      try json.skip()
      return false
    }
    var isWhole = true
    switch try json.kind() {
    case .string: writer.string(try json.string())
    case .number:
      let text = try json.number()
      if JSONReader.isNumber(text) { writer.raw(text) } else { writer.null() }
    case .bool: if let flag = try json.bool() { writer.bool(flag) } else { writer.null() }
    case .null, .other:
      try json.skip()
      writer.null()
    case .array:
      json.enter()
      writer.beginArray()
      while try json.nextElement() {
        isWhole = try copy(to: &writer, depth: depth + 1) && isWhole
      }
      writer.endArray()
    case .object:
      json.enter()
      writer.beginObject()
      while let key = try json.nextKey() {
        writer.key(key.string)
        isWhole = try copy(to: &writer, depth: depth + 1) && isWhole
      }
      writer.endObject()
    }
    return isWhole
  }
}
