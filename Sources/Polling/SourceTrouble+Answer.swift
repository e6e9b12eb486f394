import FeedModel
import Fetching
import Parsing

extension SourceTrouble {
  /// What an answer that is no feed says of the source; nil for what passes by itself.
  ///
  /// - Parameter isRefusal: its body is a page that refuses programs (`ParseError.isRefusal`).
  init?(_ failure: StageFailure.Underlying, isRefusal: Bool) {
    switch failure {
    case .answer(.gone), .fetch, .store: return nil
    case .answer where isRefusal: self = .blocked
    case .answer(.httpError(401)), .answer(.httpError(407)): self = .unauthorized
    case .answer(.httpError(403)), .answer(.httpError(451)): self = .forbidden
    case .answer(.httpError(404)): self = .missing
    case .answer: return nil
    case .parse(let error) where error.isRefusal: self = .blocked
    case .parse(.notAFeed): self = .notAFeed
    case .parse: return nil
    }
  }

  /// One sentence for the event and the log.
  var message: String {
    switch self {
    case .unauthorized: "the server asks for credentials, or does not accept those that it got"
    case .forbidden: "the server refuses access"
    case .blocked: "the server wants proof of a human being, or refuses programs"
    case .missing: "there is nothing at the source's address (404)"
    case .notAFeed: "the source's address gives a document that is no feed"
    }
  }
}
