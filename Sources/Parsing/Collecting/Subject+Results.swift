import FeedModel
import WebText

extension Subject {
  /// The entry that was read. It always has an id. What it holds is moved out of the subject, which must be
  /// reset before it is used again.
  mutating func makeEntry(reading: ReadingContext) -> Entry {
    var entry: Entry
    if let source = idSource.value, let id = id.take() {
      entry = Entry(id: id, idSource: source)
    } else if let about {
      entry = Entry(id: about, idSource: .rdfAbout)
    } else if let link = link.value {
      entry = Entry(id: link, idSource: .link)
    } else {
      entry = Entry(id: hashID, idSource: .hash)
    }
    entry.guidIsPermalink = guidIsPermalink
    entry.url = link.take()
    if entry.url == nil, guidIsPermalink == true, let guid { entry.url = permalink(guid, reading) }
    entry.externalURL = externalURL.take()
    entry.title = Self.limited(title.value?.plainText, reading.limits.title, reading)
    setBody(of: &entry)
    entry.published = published.take()
    entry.modified = modified.take()
    if let date {
      let isReadable = date.reading != nil
      if entry.published == nil || isReadable && entry.published?.reading == nil {
        entry.published = date
      } else if entry.modified == nil || isReadable && entry.modified?.reading == nil {
        entry.modified = date
      }
    }
    swap(&entry.authors, &authors)
    swap(&entry.tags, &tags)
    entry.language = language.take() ?? reading.scopes[scope].language.flatMap { $0.isEmpty ? nil : $0 }
    setAttachments(of: &entry)
    entry.image = image.take()
    if entry.image == nil {
      entry.image =
        entry.attachments.first { $0.origin != "media:content" && MIMEGuess.isImage($0.mimeType) }?.url
    }
    entry.origin = origin.take()
    if reading.wantsDetail {
      if entry.idSource == .link || entry.idSource == .hash {
        reading.warn("item-without-id", "an item has no id", key: "id")
      }
      var detail = entryDetail
      detail.common = common
      entry.detail = detail
    }
    return entry
  }

  /// The address that a guid is; nil for one that is none, whatever it says.
  private func permalink(_ guid: String, _ reading: ReadingContext) -> String? {
    if URLReference.isAbsoluteHTTP(guid) { return guid }
    // liberal: a path alone, which is the site's.
    guard guid.utf8.first == UInt8(ascii: "/") else { return nil }
    var copy = guid
    return copy.withUTF8 { reading.url($0, scope: scope) }.flatMap {
      URLReference.isAbsoluteHTTP($0) ? $0 : nil
    }
  }

  /// The fullest body, and the short form when there is one besides it.
  private mutating func setBody(of entry: inout Entry) {
    var fullest: Int?
    for index in contents.indices where !contents[index].value.isEmpty {
      if case .other = contents[index].kind { continue }
      let size = contents[index].value.utf8.count
      if fullest.map({ size > contents[$0].value.utf8.count }) ?? true { fullest = index }
    }
    if let fullest {
      entry.summary = summary.value?.plainText ?? fallbackBody.value?.plainText
      entry.setBody(contents[fullest].isMarkup, &contents[fullest].value)
    } else if var body = summary.take(), !body.value.isEmpty {
      entry.setBody(body.isMarkup, &body.value)
    } else if var body = fallbackBody.take(), !body.value.isEmpty {
      entry.setBody(body.isMarkup, &body.value)
    }
  }

  private mutating func setAttachments(of entry: inout Entry) {
    swap(&entry.attachments, &attachments)
    for attachment in mediaAttachments where !entry.attachments.contains(where: { $0.url == attachment.url })
    {
      entry.attachments.append(attachment)
    }
    if let durationInSeconds, !entry.attachments.isEmpty, entry.attachments[0].durationInSeconds == nil {
      entry.attachments[0].durationInSeconds = durationInSeconds
    }
  }

  /// For entries without guid and link: the same text gives the same id at each poll.
  private var hashID: String {
    var bytes: [UInt8] = []
    bytes.append(contentsOf: (title.value?.value ?? "").utf8)
    bytes.append(0)
    bytes.append(contentsOf: (published.value ?? date ?? modified.value)?.raw.utf8 ?? "".utf8)
    if title.value == nil {
      bytes.append(0)
      bytes.append(contentsOf: (contents.first ?? summary.value ?? fallbackBody.value)?.value.utf8 ?? "".utf8)
    }
    let digits = String(StableHash.hash64(bytes), radix: 16)
    return "hash:" + String(repeating: "0", count: max(0, 16 - digits.utf8.count)) + digits
  }

  /// A title in one line, of at most `limit` bytes.
  static func limited(_ text: String?, _ limit: Int, _ reading: ReadingContext) -> String? {
    let text = text.map(oneLine)
    guard let text, text.utf8.count > limit else { return text }
    reading.warn("limit-exceeded", "a title of \(text.utf8.count) bytes is cut to \(limit)", key: "title")
    var copy = text
    return copy.withUTF8 { bytes in
      var end = limit
      while end > 0, bytes[end] & 0xC0 == 0x80 { end -= 1 }
      return bytes[from: 0, to: end].string
    }
  }

  /// Line breaks and indents inside a title are the document's layout, in plain text as in HTML.
  private static func oneLine(_ text: String) -> String {
    var copy = text
    return copy.withUTF8 { bytes in
      guard bytes.contains(where: { $0 < 0x20 && $0.isSpace }) else { return text }
      var output: [UInt8] = []
      output.reserveCapacity(bytes.count)
      for byte in bytes {
        if !byte.isSpace {
          output.append(byte)
        } else if output.last != 0x20 {
          output.append(0x20)
        }
      }
      return String(decoding: output, as: UTF8.self)
    }
  }

  /// The feed that was read, without entries.
  func makeFeed(format: FeedFormat, encoding: String, reading: ReadingContext) -> Feed {
    var feed = Feed(format: format, encoding: encoding)
    feed.title = Self.limited(title.value?.plainText, reading.limits.title, reading) ?? ""
    feed.description = summary.value?.plainText
    feed.homePageURL = link.value
    feed.feedURL = selfURL
    feed.nextURL = nextURL
    feed.icon = icon.value
    feed.favicon = favicon
    feed.language = language.value ?? (kind == .feed ? reading.scopes[scope].language : nil)
    if feed.language?.isEmpty == true { feed.language = nil }
    feed.authors = authors
    feed.hubs = hubs
    feed.ttlMinutes = ttlMinutes
    feed.skipHours = skipHours
    feed.skipDays = skipDays
    feed.updatePeriod = updatePeriod
    feed.updateFrequency = updateFrequency
    if reading.wantsDetail {
      var detail = feedDetail
      detail.common = common
      detail.id = id.value ?? about
      detail.published = published.value
      detail.modified = modified.value?.reading == nil ? date ?? modified.value : modified.value
      feed.detail = detail
    }
    return feed
  }
}

extension Entry {
  /// - Parameter text: is taken, and empty afterwards.
  fileprivate mutating func setBody(_ isMarkup: Bool, _ text: inout String) {
    var taken = ""
    swap(&taken, &text)
    if isMarkup { contentHTML = taken } else { contentText = taken }
  }
}

extension Feed {
  /// A text without `xml:lang` is in the feed's language; an entry's own is given only where it differs.
  mutating func inheritLanguage() {
    for index in entries.indices where entries[index].language == language {
      entries[index].language = nil
    }
    guard let language else { return }
    if var detail {
      detail.common.title?.inherit(language)
      detail.common.rights?.inherit(language)
      detail.subtitle?.inherit(language)
      self.detail = detail
    }
    for index in entries.indices {
      guard var detail = entries[index].detail else { continue }
      detail.common.title?.inherit(language)
      detail.common.rights?.inherit(language)
      detail.summary?.inherit(language)
      for content in detail.content.indices { detail.content[content].inherit(language) }
      detail.common.media?.title?.inherit(language)
      detail.common.media?.description?.inherit(language)
      entries[index].detail = detail
    }
  }
}

extension TextConstruct {
  fileprivate mutating func inherit(_ feedLanguage: String) {
    if language == nil { language = feedLanguage }
  }
}
