public import WebText

// The wire form of `tidings parse`: JSON Feed 1.1 with `_tidings` objects. Absent is absent: a member whose
// value is unknown or empty is left out.

extension Feed {
  /// Writes the whole document as one object.
  ///
  /// - Parameter drain: called after each entry; may take away what is written, so that a large feed's
  ///   output is never in memory as a whole.
  public func writeParseOutput(to json: inout JSONWriter, drain: (inout [UInt8]) -> Void = { _ in }) {
    json.beginObject()
    json.key("version")
    json.string("https://jsonfeed.org/version/1.1")
    json.key("title")
    json.string(title)
    writeStandardFields(to: &json)
    json.key("items")
    json.beginArray()
    for entry in entries {
      entry.writeParseOutput(to: &json)
      drain(&json.bytes)
    }
    json.endArray()
    json.key("_tidings")
    json.beginObject()
    json.member("format", format.rawValue)
    json.member("encoding", encoding)
    json.key("warnings")
    json.beginArray()
    for warning in warnings {
      json.beginObject()
      json.member("code", warning.code)
      json.member("message", warning.message)
      json.member("line", warning.line)
      json.member("column", warning.column)
      json.endObject()
    }
    json.endArray()
    writeDetail(to: &json)
    json.endObject()
    json.copied(detail?.common.copied)
    json.endObject()
  }

  /// The members of JSON Feed but `version`, `title` and `items`.
  func writeStandardFields(to json: inout JSONWriter) {
    json.member("home_page_url", homePageURL)
    json.member("feed_url", feedURL)
    json.member("description", description)
    json.member("user_comment", detail?.userComment)
    json.member("next_url", nextURL)
    json.member("icon", icon)
    json.member("favicon", favicon)
    json.member("language", language)
    json.member("expired", expired)
    json.array("authors", authors) { $1.write(to: &$0) }
    json.array("hubs", hubs) { json, hub in
      json.beginObject()
      json.member("type", hub.type)
      json.member("url", hub.url)
      json.endObject()
    }
  }

  /// A feed inside an entry, without entries: Atom and RSS `source`.
  func writeAsSource(to json: inout JSONWriter) {
    json.beginObject()
    json.member("title", title)
    writeStandardFields(to: &json)
    if detail != nil {
      json.key("_tidings")
      json.beginObject()
      writeDetail(to: &json)
      json.endObject()
    }
    json.endObject()
  }
}

extension Entry {
  /// Writes the entry as a JSON Feed item with its `_tidings` object.
  public func writeParseOutput(to json: inout JSONWriter) {
    json.beginObject()
    json.member("id", id)
    writeStandardFields(to: &json)
    json.member("banner_image", detail?.bannerImage)
    json.member("date_published", published)
    json.member("date_modified", modified)
    json.key("_tidings")
    json.beginObject()
    json.member("id_source", idSource.rawValue)
    json.member("guid_is_permalink", guidIsPermalink)
    detail?.write(to: &json)
    json.endObject()
    json.copied(detail?.common.copied)
    json.endObject()
  }

  /// The members of a JSON Feed 1.1 item but `id` and the dates.
  public func writeStandardFields(to json: inout JSONWriter) {
    json.member("url", url)
    json.member("external_url", externalURL)
    json.member("title", title)
    json.member("content_html", contentHTML)
    json.member("content_text", contentText)
    json.member("summary", summary)
    json.member("image", image)
    json.array("authors", authors) { $1.write(to: &$0) }
    json.strings("tags", tags)
    json.member("language", language)
    json.array("attachments", attachments) { $1.write(to: &$0) }
  }
}

extension Person {
  func write(to json: inout JSONWriter) {
    json.beginObject()
    json.member("name", name)
    json.member("url", url)
    json.member("email", email)
    json.member("avatar", avatar)
    json.copied(copied)
    json.endObject()
  }
}

extension Attachment {
  func write(to json: inout JSONWriter) {
    json.beginObject()
    json.member("url", url)
    json.member("mime_type", mimeType)
    json.member("title", title)
    json.member("size_in_bytes", size)
    json.member("duration_in_seconds", durationInSeconds)
    if origin != nil || isMIMETypeGuessed {
      json.object("_tidings") { json in
        json.member("origin", origin)
        if isMIMETypeGuessed { json.member("mime_type_guessed", true) }
      }
    }
    json.copied(copied)
    json.endObject()
  }
}
