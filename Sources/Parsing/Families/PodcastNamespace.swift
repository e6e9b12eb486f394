import FeedModel

/// Podcasting 2.0 (podcast-namespace 1.0).
enum PodcastNamespace {
  static func read(_ field: Field, _ subject: inout Subject, _ reading: ReadingContext) -> Bool {
    var podcast = subject.common.podcast ?? PodcastMetadata()
    let before = podcast
    let text = field.text.view
    let scope = field.nodes[0].scope
    switch field.name {
    case .guid: podcast.guid = text.nonEmptyString
    case .locked:
      podcast.isLocked = ITunes.flag(text)
      podcast.lockOwner = field.string(.owner)
    case .funding:
      var funding = PodcastMetadata.Funding()
      funding.url = reading.url(field.attribute(.url), scope: scope)
      funding.text = text.nonEmptyString
      if funding != .init() { podcast.funding.append(funding) }
    case .medium: podcast.medium = text.nonEmptyString
    case .person:
      var person = PodcastMetadata.Participant()
      person.name = text.nonEmptyString
      person.role = field.string(.role)
      person.group = field.string(.group)
      person.image = reading.url(field.attribute(.img), scope: scope)
      person.href = reading.url(field.attribute(.href), scope: scope)
      if person != .init() { podcast.persons.append(person) }
    case .location:
      var location = PodcastMetadata.Location()
      location.name = text.nonEmptyString
      location.geo = field.string(.geo)
      location.osm = field.string(.osm)
      if location != .init() { podcast.location = location }
    case .license:
      CreativeCommons.add(field, &subject, reading)
    default:
      guard readEpisode(field, &podcast, reading) else { return false }
    }
    if podcast != before { subject.common.podcast = podcast }
    return true
  }

  private static func readEpisode(
    _ field: Field, _ podcast: inout PodcastMetadata, _ reading: ReadingContext
  ) -> Bool {
    let text = field.text.view
    let scope = field.nodes[0].scope
    switch field.name {
    case .trailer:
      var trailer = PodcastMetadata.Trailer()
      trailer.title = text.nonEmptyString
      trailer.url = reading.url(field.attribute(.url), scope: scope)
      trailer.type = field.string(.type)
      trailer.published = field.attribute(.pubdate).flatMap { reading.date($0) }
      trailer.length = CoreElements.length(field.attribute(.length))
      trailer.season = field.attribute(.season)?.integer.map { Int(clamping: $0) }
      if trailer != .init() { podcast.trailers.append(trailer) }
    case .transcript:
      guard let url = reading.url(field.attribute(.url), scope: scope) else { break }
      var transcript = PodcastMetadata.Transcript(url: url)
      transcript.type = field.string(.type)
      transcript.language = field.string(.language)
      transcript.rel = field.string(.rel)
      podcast.transcripts.append(transcript)
    case .chapters:
      guard let url = reading.url(field.attribute(.url), scope: scope) else { break }
      podcast.chapters = .init(url: url, type: field.string(.type))
    case .soundbite:
      var bite = PodcastMetadata.Soundbite()
      bite.startInSeconds = field.attribute(.starttime)?.double
      bite.durationInSeconds = field.attribute(.duration)?.double
      bite.title = text.nonEmptyString
      if bite != .init() { podcast.soundbites.append(bite) }
    case .season:
      podcast.seasonNumber = text.integer.map { Int(clamping: $0) }
      podcast.seasonName = field.string(.name)
    case .episode:
      podcast.episodeNumber = text.double
      podcast.episodeDisplay = field.string(.display)
    default: return false
    }
    return true
  }
}
