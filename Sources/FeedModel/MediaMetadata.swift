/// Media RSS, flattened: groups are numbered, not nested.
public struct MediaMetadata: Sendable, Equatable {
  public var title: TextConstruct?
  public var description: TextConstruct?
  public var keywords: [String] = []
  public var thumbnails: [Thumbnail] = []
  public var contents: [Content] = []
  public var credits: [Credit] = []
  public var ratings: [Rating] = []
  public var restrictions: [Restriction] = []
  public var licenses: [License] = []
  public var player: Player?
  public var copyright: Copyright?
  public var community: Community?

  public struct Thumbnail: Sendable, Equatable {
    public var url: String
    public var width: Int?
    public var height: Int?
    public var time: String?

    public init(url: String) {
      self.url = url
    }
  }

  public struct Content: Sendable, Equatable {
    public var url: String?
    public var type: String?
    public var medium: String?
    public var fileSize: Int64?
    public var isDefault: Bool?
    public var expression: String?
    public var bitrate: Double?
    public var framerate: Double?
    public var samplingrate: Double?
    public var channels: Int?
    public var durationInSeconds: Double?
    public var width: Int?
    public var height: Int?
    public var language: String?
    /// Number of the `media:group` that it stands in, from 1.
    public var group: Int?

    public init() {}
  }

  public struct Credit: Sendable, Equatable {
    public var role: String?
    public var scheme: String?
    public var name: String?

    public init() {}
  }

  public struct Rating: Sendable, Equatable {
    public var scheme: String?
    public var value: String?

    public init() {}
  }

  public struct Restriction: Sendable, Equatable {
    public var relationship: String?
    public var type: String?
    public var values: [String] = []

    public init() {}
  }

  public struct License: Sendable, Equatable {
    public var type: String?
    public var href: String?
    public var name: String?

    public init() {}
  }

  public struct Player: Sendable, Equatable {
    public var url: String?
    public var width: Int?
    public var height: Int?

    public init() {}
  }

  public struct Copyright: Sendable, Equatable {
    public var url: String?
    public var text: String?

    public init() {}
  }

  public struct Community: Sendable, Equatable {
    public var average: Double?
    public var count: Int?
    public var min: Double?
    public var max: Double?
    public var views: Int?
    public var favorites: Int?

    public init() {}
  }

  public init() {}
}
