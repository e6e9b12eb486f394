import FeedModel
import Fetching
import Logging
import Storing
import WebText

/// What the log is told of a document that was stored.
extension PollSource {
  func announce(_ stored: StoredFeed, _ response: FetchResponse, _ after: SourceState) {
    for line in stored.news {
      var metadata: Logger.Metadata = [
        "source": "\(source.name)", "id": "\(line.id)", "title": "\(LogText.safe(line.title))",
        "url": "\(LogText.safe(line.url, limit: 300))",
      ]
      if line.kind == .story {
        log.notice("story", metadata: metadata)
      } else {
        metadata["story"] = "\(line.story)"
        metadata["rule"] = "\(line.rule)"
        log.info("\(line.kind.rawValue)", metadata: metadata)
      }
    }
    var metadata: Logger.Metadata = [
      "source": "\(source.name)", "status": "\(response.status)", "entries": "\(stored.entries)",
      "stories": "\(stored.stories)", "sightings": "\(stored.sightings)", "revisions": "\(stored.revisions)",
      "bytes": "\(response.bytesReceived)", "ms": "\(response.timings.total.milliseconds)",
      "next": "\(after.nextPoll?.rfc3339 ?? "")", "because": "\(after.nextPollReason)",
    ]
    if stored.recorded > 0 {
      log.notice(
        "entries of before the log's beginning are taken for stored",
        metadata: ["source": "\(source.name)", "entries": "\(stored.recorded)"])
    }
    for event in stored.events {
      log.notice(
        "event",
        metadata: [
          "source": "\(source.name)", "event": "\(event.name)",
          "message": "\(LogText.safe(event.message, limit: 300))",
        ])
    }
    if stored.warnings > 0 { metadata["warnings"] = "\(stored.warnings)" }
    if stored.isBackfill {
      log.notice("first poll", metadata: metadata)
    } else {
      log.info("poll", metadata: metadata)
    }
  }
}
