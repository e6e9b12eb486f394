/// What another reader's subscription list (OPML 2.0, "Subscription lists") adds to a configuration.
public struct SubscriptionList: Sendable, Equatable {
  /// Sources that are not configured yet, with names that none has; a folder is the group of its sources.
  public private(set) var sources: [SourceConfiguration] = []
  /// Addresses of the list that are configured already, or stood in it before.
  public private(set) var known = 0
  /// What can't be used, with its place. The rest of the list can.
  public private(set) var mistakes: [Mistake] = []

  /// Reads an OPML file.
  ///
  /// - Parameter configured: the sources that are there.
  public init(opml file: String, besides configured: [SourceConfiguration]) {
    let reader = ConfigurationReader(file: file)
    do {
      reader.readOPML(try TextFile.read(file), file: file)
    } catch {
      mistakes = [
        Mistake(file: file, line: 1, column: 1, message: "the file cannot be read: \(error.reason)")
      ]
      return
    }
    let start = Place(file: file, line: 1, column: 1)
    let present = configured.compactMap { source in
      (try? SourceURL(source.url)).map {
        (ConfigurationReader.PendingSource(url: $0, urlPlace: start, namePlace: start), source)
      }
    }
    var addresses = Set(present.map(\.0.url.canonical))
    let listed = zip(reader.pending, reader.configuration.sources)
    let new = listed.filter { addresses.insert($0.0.url.canonical).inserted }
    known = reader.pending.count - new.count
    reader.pending = present.map(\.0) + new.map(\.0)
    reader.configuration.sources = present.map(\.1) + new.map(\.1)
    reader.settleSources()
    sources = Array(reader.configuration.sources.dropFirst(present.count))
    mistakes = reader.mistakes
  }
}
