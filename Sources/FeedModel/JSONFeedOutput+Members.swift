import WebText

/// Members that are left out when their value is absent or empty.
extension JSONWriter {
  mutating func member(_ name: StaticString, _ value: String?) {
    guard let value, !value.isEmpty else { return }
    key(name)
    string(value)
  }

  mutating func member(_ name: StaticString, _ value: Bool?) {
    guard let value else { return }
    key(name)
    bool(value)
  }

  mutating func member(_ name: StaticString, _ value: Int?) {
    guard let value else { return }
    key(name)
    number(value)
  }

  mutating func member(_ name: StaticString, _ value: Int64?) {
    guard let value else { return }
    key(name)
    number(value)
  }

  mutating func member(_ name: StaticString, _ value: Double?) {
    guard let value, value.isFinite else { return }
    key(name)
    number(value)
  }

  /// RFC 3339; a date that could not be read is left out.
  mutating func member(_ name: StaticString, _ value: EntryDate?) {
    guard let reading = value?.reading else { return }
    key(name)
    string(reading.time.rfc3339)
  }

  mutating func member(_ name: StaticString, _ value: Person?) {
    guard let value else { return }
    key(name)
    value.write(to: &self)
  }

  mutating func member(_ name: StaticString, _ value: TextConstruct?) {
    guard let value else { return }
    key(name)
    value.write(to: &self)
  }

  mutating func strings(_ name: StaticString, _ values: [String]) {
    array(name, values.filter { !$0.isEmpty }) { $0.string($1) }
  }

  mutating func array<Element>(
    _ name: StaticString, _ values: [Element], _ write: (inout JSONWriter, Element) -> Void
  ) {
    guard !values.isEmpty else { return }
    key(name)
    beginArray()
    for value in values {
      write(&self, value)
    }
    endArray()
  }

  /// Members that are JSON already.
  mutating func copied(_ members: [CopiedMember]?) {
    for member in members ?? [] {
      key(member.name)
      raw(member.json)
    }
  }

  /// An object whose members `write` writes.
  mutating func object(_ name: StaticString, _ write: (inout JSONWriter) -> Void) {
    key(name)
    beginObject()
    write(&self)
    endObject()
  }
}

extension TextConstruct {
  func write(to json: inout JSONWriter) {
    json.beginObject()
    json.member("type", type)
    json.key("value")
    json.string(value)
    json.member("language", language)
    json.member("base", base)
    json.member("src", src)
    json.endObject()
  }
}
