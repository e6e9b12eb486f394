import WebText

extension MediaMetadata {
  func write(to json: inout JSONWriter) {
    json.beginObject()
    json.member("title", title)
    json.member("description", description)
    json.strings("keywords", keywords)
    json.array("thumbnails", thumbnails) { json, thumbnail in
      json.beginObject()
      json.member("url", thumbnail.url)
      json.member("width", thumbnail.width)
      json.member("height", thumbnail.height)
      json.member("time", thumbnail.time)
      json.endObject()
    }
    json.array("contents", contents) { $1.write(to: &$0) }
    json.array("credits", credits) { json, credit in
      json.beginObject()
      json.member("role", credit.role)
      json.member("scheme", credit.scheme)
      json.member("name", credit.name)
      json.endObject()
    }
    json.array("ratings", ratings) { json, rating in
      json.beginObject()
      json.member("scheme", rating.scheme)
      json.member("value", rating.value)
      json.endObject()
    }
    json.array("restrictions", restrictions) { json, restriction in
      json.beginObject()
      json.member("relationship", restriction.relationship)
      json.member("type", restriction.type)
      json.strings("values", restriction.values)
      json.endObject()
    }
    json.array("licenses", licenses) { json, license in
      json.beginObject()
      json.member("type", license.type)
      json.member("href", license.href)
      json.member("name", license.name)
      json.endObject()
    }
    if let player {
      json.object("player") { json in
        json.member("url", player.url)
        json.member("width", player.width)
        json.member("height", player.height)
      }
    }
    if let copyright {
      json.object("copyright") { json in
        json.member("url", copyright.url)
        json.member("text", copyright.text)
      }
    }
    if let community {
      json.object("community") { json in
        json.object("star_rating") { json in
          json.member("average", community.average)
          json.member("count", community.count)
          json.member("min", community.min)
          json.member("max", community.max)
        }
        json.member("views", community.views)
        json.member("favorites", community.favorites)
      }
    }
    json.endObject()
  }
}

extension MediaMetadata.Content {
  func write(to json: inout JSONWriter) {
    json.beginObject()
    json.member("url", url)
    json.member("type", type)
    json.member("medium", medium)
    json.member("file_size", fileSize)
    json.member("is_default", isDefault)
    json.member("expression", expression)
    json.member("bitrate", bitrate)
    json.member("framerate", framerate)
    json.member("samplingrate", samplingrate)
    json.member("channels", channels)
    json.member("duration_in_seconds", durationInSeconds)
    json.member("width", width)
    json.member("height", height)
    json.member("language", language)
    json.member("group", group)
    json.endObject()
  }
}

extension ITunesMetadata {
  func write(to json: inout JSONWriter) {
    json.beginObject()
    json.member("author", author)
    json.member("subtitle", subtitle)
    json.member("summary", summary)
    json.member("title", title)
    json.member("image", image)
    json.member("explicit", isExplicit)
    json.member("block", isBlocked)
    json.member("complete", isComplete)
    json.member("type", type)
    json.member("new_feed_url", newFeedURL)
    json.member("owner", owner)
    json.strings("keywords", keywords)
    json.member("duration_in_seconds", durationInSeconds)
    json.member("season", season)
    json.member("episode", episode)
    json.member("episode_type", episodeType)
    json.member("order", order)
    json.member("closed_captioned", isClosedCaptioned)
    json.endObject()
  }
}

extension PodcastMetadata {
  func write(to json: inout JSONWriter) {
    json.beginObject()
    json.member("guid", guid)
    if isLocked != nil || lockOwner != nil {
      json.object("locked") { json in
        json.member("value", isLocked)
        json.member("owner", lockOwner)
      }
    }
    json.array("funding", funding) { json, funding in
      json.beginObject()
      json.member("url", funding.url)
      json.member("text", funding.text)
      json.endObject()
    }
    json.member("medium", medium)
    json.array("persons", persons) { json, person in
      json.beginObject()
      json.member("name", person.name)
      json.member("role", person.role)
      json.member("group", person.group)
      json.member("img", person.image)
      json.member("href", person.href)
      json.endObject()
    }
    if let location {
      json.object("location") { json in
        json.member("name", location.name)
        json.member("geo", location.geo)
        json.member("osm", location.osm)
      }
    }
    json.array("trailers", trailers) { json, trailer in
      json.beginObject()
      json.member("title", trailer.title)
      json.member("url", trailer.url)
      json.member("type", trailer.type)
      json.member("date_published", trailer.published)
      json.member("length", trailer.length)
      json.member("season", trailer.season)
      json.endObject()
    }
    writeEpisode(to: &json)
    json.endObject()
  }

  private func writeEpisode(to json: inout JSONWriter) {
    json.array("transcripts", transcripts) { json, transcript in
      json.beginObject()
      json.member("url", transcript.url)
      json.member("type", transcript.type)
      json.member("language", transcript.language)
      json.member("rel", transcript.rel)
      json.endObject()
    }
    if let chapters {
      json.object("chapters") { json in
        json.member("url", chapters.url)
        json.member("type", chapters.type)
      }
    }
    json.array("soundbites", soundbites) { json, bite in
      json.beginObject()
      json.member("start_in_seconds", bite.startInSeconds)
      json.member("duration_in_seconds", bite.durationInSeconds)
      json.member("title", bite.title)
      json.endObject()
    }
    if seasonNumber != nil || seasonName != nil {
      json.object("season") { json in
        json.member("number", seasonNumber)
        json.member("name", seasonName)
      }
    }
    if episodeNumber != nil || episodeDisplay != nil {
      json.object("episode") { json in
        json.member("number", episodeNumber)
        json.member("display", episodeDisplay)
      }
    }
  }
}
