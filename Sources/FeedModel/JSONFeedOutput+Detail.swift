import WebText

extension Feed {
  /// The members of a feed's `_tidings` but `format`, `encoding` and `warnings`.
  func writeDetail(to json: inout JSONWriter) {
    json.member("ttl_minutes", ttlMinutes)
    json.array("skip_hours", skipHours) { $0.number($1) }
    json.strings("skip_days", skipDays)
    json.member("update_period", updatePeriod)
    json.member("update_frequency", updateFrequency)
    guard let detail else { return }
    json.member("base_url", detail.baseURL)
    json.member("id", detail.id)
    detail.common.write(to: &json, isFeed: true)
    json.member("subtitle", detail.subtitle)
    json.member("date_published", detail.published)
    json.member("date_modified", detail.modified)
    if let generator = detail.generator {
      json.object("generator") { json in
        json.member("name", generator.name)
        json.member("url", generator.url)
        json.member("version", generator.version)
      }
    }
    if let image = detail.image {
      json.object("image") { json in
        json.member("url", image.url)
        json.member("title", image.title)
        json.member("link", image.link)
        json.member("width", image.width)
        json.member("height", image.height)
        json.member("description", image.description)
      }
    }
    if let input = detail.textInput {
      json.object("text_input") { json in
        json.member("title", input.title)
        json.member("description", input.description)
        json.member("name", input.name)
        json.member("link", input.link)
      }
    }
    if let cloud = detail.cloud {
      json.object("cloud") { json in
        json.member("domain", cloud.domain)
        json.member("port", cloud.port)
        json.member("path", cloud.path)
        json.member("register_procedure", cloud.registerProcedure)
        json.member("protocol", cloud.protocolName)
      }
    }
    json.member("docs", detail.docs)
    json.member("rating", detail.rating)
    json.member("new_location", detail.newLocation)
    json.member("update_base", detail.updateBase)
  }
}

extension EntryDetail {
  func write(to json: inout JSONWriter) {
    common.write(to: &json, isFeed: false)
    json.member("summary", summary)
    json.array("content", content) { $1.write(to: &$0) }
    json.member("date_expired", expires)
    if let source {
      json.key("source")
      source.value.writeAsSource(to: &json)
    }
    json.member("comments_url", commentsURL)
    json.member("comments_post_url", commentsPostURL)
    json.member("comments_feed_url", commentsFeedURL)
    json.member("comments_count", commentsCount)
    if let chapters {
      json.object("chapters") { json in
        json.member("version", chapters.version)
        json.key("items")
        json.beginArray()
        for chapter in chapters.items {
          json.beginObject()
          json.member("start_in_seconds", chapter.startInSeconds)
          json.member("title", chapter.title)
          json.member("href", chapter.href)
          json.member("image", chapter.image)
          json.endObject()
        }
        json.endArray()
      }
    }
    json.member("markdown", markdown)
  }
}

extension CommonDetail {
  func write(to json: inout JSONWriter, isFeed: Bool) {
    json.member("title", title)
    json.member("rights", rights)
    json.array("links", links) { $1.write(to: &$0) }
    json.array("categories", categories) { json, category in
      json.beginObject()
      json.member("term", category.term)
      json.member("scheme", category.scheme)
      json.member("label", category.label)
      json.endObject()
    }
    json.array("contributors", contributors) { $1.write(to: &$0) }
    json.member("publisher", publisher)
    json.strings("license", licenses)
    json.member("date_created", created)
    if let geometry {
      json.key("geo")
      geometry.write(to: &json)
    }
    json.array("in_reply_to", inReplyTo) { json, reply in
      json.beginObject()
      json.member("ref", reply.ref)
      json.member("href", reply.href)
      json.member("type", reply.type)
      json.member("source", reply.source)
      json.endObject()
    }
    if let media {
      json.key("media")
      media.write(to: &json)
    }
    if let itunes {
      json.key("itunes")
      itunes.write(to: &json)
    }
    if let podcast {
      json.key("podcast")
      podcast.write(to: &json)
    }
    json.array("extensions", extensions) { $1.write(to: &$0) }
  }
}

extension Link {
  func write(to json: inout JSONWriter) {
    json.beginObject()
    json.member("rel", rel)
    json.member("href", href)
    json.member("type", type)
    json.member("hreflang", hreflang)
    json.member("title", title)
    json.member("length", length)
    json.endObject()
  }
}

extension ExtensionElement {
  func write(to json: inout JSONWriter) {
    json.beginObject()
    json.member("name", name)
    json.member("namespace", namespace)
    if let value {
      json.key("value")
      json.string(value)
    }
    if !attributes.isEmpty {
      json.key("attributes")
      json.beginObject()
      for attribute in attributes {
        json.key(attribute.name)
        json.string(attribute.value)
      }
      json.endObject()
    }
    json.array("children", children) { $1.write(to: &$0) }
    json.endObject()
  }
}

extension Geometry {
  func write(to json: inout JSONWriter) {
    json.beginObject()
    json.member("type", type)
    json.key("coordinates")
    coordinates.write(to: &json)
    if let bbox {
      json.array("bbox", bbox) { $0.number($1) }
    }
    json.endObject()
  }
}

extension Geometry.Coordinates {
  func write(to json: inout JSONWriter) {
    json.beginArray()
    switch self {
    case .position(let numbers):
      for number in numbers { json.number(number) }
    case .list(let members):
      for member in members { member.write(to: &json) }
    }
    json.endArray()
  }
}
