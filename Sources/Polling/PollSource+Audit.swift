import FeedModel
import Fetching
import Logging
import Storing
import WebText

/// Whether what the server says is true: its 304s, its redirects.
extension PollSource {
  /// After a poll for the whole document that found news: sees whether the server would have told.
  /// - Returns: the state, and the answer to the second request if one was made.
  func audited(
    _ stored: StoredSubmission, _ response: FetchResponse
  ) async -> (SourceState, FetchResponse?) {
    var audit: FetchResponse?
    guard isAudit, stored.feed.newEntries + stored.feed.revisions > 0, let old = state.validators,
      !state.fetching.distrustsValidators(now: clock())
    else { return (stored.state, nil) }
    if !old.areReused(in: response) {
      do throws(FetchError) {
        let answer = try await fetcher.fetch(request(isWhole: false))
        audit = answer
        guard answer.outcome == .notModified else {
          // It tells the truth, perhaps since lately.
          var after = stored.state
          if after.fetching.unreliableUntil != nil {
            after.fetching.unreliableUntil = nil
            writer.note(after)
          }
          return (after, audit)
        }
      } catch {
        return (stored.state, nil)
      }
    }
    let message =
      "the server says 304 (not modified) although the feed has changed: it is asked without conditions for "
      + "four weeks"
    return (
      distrusting(stored.state, message, .init(key: "answers", value: String(state.fetching.unconfirmed))),
      audit
    )
  }

  /// Has the source asked without conditions from now on, and says why.
  private func distrusting(
    _ state: SourceState, _ message: String, _ detail: StoryLine.Event.Detail
  ) -> SourceState {
    let now = clock()
    var after = state
    after.fetching.unreliableUntil = now.adding(seconds: FetchMemory.distrust)
    log.warning("\(message)", metadata: ["source": "\(source.name)", "\(detail.key)": "\(detail.value)"])
    writer.note(after, events: [event("validators-unreliable", message, [detail], now)])
    return after
  }

  /// True when this poll asks for the whole document, because asking whether it has changed fails.
  var isRetriedWhole: Bool { state.conditionsMayFail && state.validators != nil }

  /// After such a poll brought a feed: sees whether it was the conditions that failed.
  /// - Returns: the state, and the answer to the second request if one was made.
  func triedWithConditions(_ state: SourceState) async -> (SourceState, FetchResponse?) {
    guard let validators = state.validators, !state.fetching.distrustsValidators(now: clock()) else {
      return (state, nil)
    }
    var request = request(isWhole: true)
    request.validators = validators
    let answer: FetchResponse
    do throws(FetchError) {
      answer = try await fetcher.fetch(request)
    } catch {
      return (state, nil)
    }
    guard case .httpError(let status) = answer.outcome else { return (state, answer) }
    let message =
      "the server gives the feed, and an error when it is asked whether it has changed: it is asked without "
      + "conditions for four weeks"
    return (distrusting(state, message, .init(key: "status", value: String(status))), answer)
  }

  /// The event that the source has moved, when this answer is the one that makes it so.
  func moves(_ response: FetchResponse, _ now: UnixTime) -> [StoryLine] {
    guard response.isMovedPermanently else { return [] }
    var memory = state.fetching
    guard memory.noteMove(response, for: source.request, now: now) else { return [] }
    let (from, to) = (RedactedURL(source.request.url).description, RedactedURL(response.url).description)
    let message =
      "the feed has moved for good: it is polled at its new address; the configuration stays as it is"
    log.notice("\(message)", metadata: ["source": "\(source.name)", "from": "\(from)", "to": "\(to)"])
    return [event("moved", message, [.init(key: "from", value: from), .init(key: "to", value: to)], now)]
  }

  func movedBack(_ now: UnixTime) -> StoryLine {
    let message = "the feed's new address fails: it is polled at the configured one again"
    log.warning("\(message)", metadata: ["source": "\(source.name)"])
    return event("moved-back", message, [], now)
  }
}
