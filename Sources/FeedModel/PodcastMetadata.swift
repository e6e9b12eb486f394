/// Apple's podcast elements, of a feed or of an episode.
public struct ITunesMetadata: Sendable, Equatable {
  public var author: String?
  public var subtitle: String?
  public var summary: String?
  public var title: String?
  public var image: String?
  public var isExplicit: Bool?
  public var isBlocked: Bool?
  public var isComplete: Bool?
  public var type: String?
  public var newFeedURL: String?
  public var owner: Person?
  public var keywords: [String] = []
  public var durationInSeconds: Double?
  public var season: Int?
  public var episode: Int?
  public var episodeType: String?
  public var order: Int?
  public var isClosedCaptioned: Bool?

  public init() {}
}

/// Podcasting 2.0, of a feed or of an episode.
public struct PodcastMetadata: Sendable, Equatable {
  public var guid: String?
  public var isLocked: Bool?
  public var lockOwner: String?
  public var funding: [Funding] = []
  public var medium: String?
  public var persons: [Participant] = []
  public var location: Location?
  public var trailers: [Trailer] = []
  public var transcripts: [Transcript] = []
  public var chapters: File?
  public var soundbites: [Soundbite] = []
  public var seasonNumber: Int?
  public var seasonName: String?
  public var episodeNumber: Double?
  public var episodeDisplay: String?

  public struct Funding: Sendable, Equatable {
    public var url: String?
    public var text: String?

    public init() {}
  }

  public struct Participant: Sendable, Equatable {
    public var name: String?
    public var role: String?
    public var group: String?
    public var image: String?
    public var href: String?

    public init() {}
  }

  public struct Location: Sendable, Equatable {
    public var name: String?
    public var geo: String?
    public var osm: String?

    public init() {}
  }

  public struct Trailer: Sendable, Equatable {
    public var title: String?
    public var url: String?
    public var type: String?
    public var published: EntryDate?
    public var length: Int64?
    public var season: Int?

    public init() {}
  }

  public struct Transcript: Sendable, Equatable {
    public var url: String
    public var type: String?
    public var language: String?
    public var rel: String?

    public init(url: String) {
      self.url = url
    }
  }

  public struct File: Sendable, Equatable {
    public var url: String
    public var type: String?

    public init(url: String, type: String?) {
      self.url = url
      self.type = type
    }
  }

  public struct Soundbite: Sendable, Equatable {
    public var startInSeconds: Double?
    public var durationInSeconds: Double?
    public var title: String?

    public init() {}
  }

  public init() {}
}
