/// The program that made a feed: Atom and RSS `generator`, `admin:generatorAgent`.
public struct Generator: Sendable, Equatable {
  public var name: String?
  public var url: String?
  public var version: String?

  public init(name: String? = nil, url: String? = nil, version: String? = nil) {
    self.name = name
    self.url = url
    self.version = version
  }
}

/// RSS 2.0 `<image>`.
public struct FeedImage: Sendable, Equatable {
  public var url: String?
  public var title: String?
  public var link: String?
  public var width: Int?
  public var height: Int?
  public var description: String?

  public init() {}
}

/// RSS 2.0 `<textInput>`.
public struct TextInput: Sendable, Equatable {
  public var title: String?
  public var description: String?
  public var name: String?
  public var link: String?

  public init() {}
}

/// RSS 2.0 `<cloud>`: where to register for rssCloud notifications.
public struct Cloud: Sendable, Equatable {
  public var domain: String?
  public var port: Int?
  public var path: String?
  public var registerProcedure: String?
  public var protocolName: String?

  public init() {}
}

/// Atom Threading Extensions (RFC 4685 §3).
public struct ReplyTarget: Sendable, Equatable {
  public var ref: String?
  public var href: String?
  public var type: String?
  public var source: String?

  public init() {}
}

/// A GeoJSON geometry (RFC 7946 §3.1): longitude first.
public struct Geometry: Sendable, Equatable {
  /// `Point`, `LineString` or `Polygon`.
  public var type: String
  public var coordinates: Coordinates
  public var bbox: [Double]?

  public indirect enum Coordinates: Sendable, Equatable {
    case position([Double])
    case list([Coordinates])
  }

  public init(type: String, coordinates: Coordinates, bbox: [Double]? = nil) {
    self.type = type
    self.coordinates = coordinates
    self.bbox = bbox
  }
}

/// Podlove Simple Chapters.
public struct Chapters: Sendable, Equatable {
  public var version: String?
  public var items: [Chapter] = []

  public struct Chapter: Sendable, Equatable {
    public var startInSeconds: Double
    public var title: String?
    public var href: String?
    public var image: String?

    public init(startInSeconds: Double) {
      self.startInSeconds = startInSeconds
    }
  }

  public init() {}
}
