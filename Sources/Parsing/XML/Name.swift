/// Local names of elements and attributes that some format or extension gives a meaning, in lower case.
///
/// Names are matched without regard to case, because RSS feeds write them every way (`pubdate`, `TTL`).
enum Name: String, CaseIterable {
  case unknown = ""
  // Structure.
  case rss, rdf, feed, channel, item, items, entry, source, html, opml, xml, div
  // What entries and feeds say of themselves.
  case title, link, links, description, summary, content, encoded, body, fullitem, guid, id, identifier
  case about, category, subject, comments, comment, rights, copyright, info, subtitle, tagline
  case commentrss, commentRSSMisspelt = "commentsrss", total, inReplyTo = "in-reply-to", expirationdate
  case language, generator, generatorAgent = "generatoragent", docs, rating, newlocation, cloud, ttl
  case skiphours, skipdays, hour, day, logo, icon, image, textinput, enclosure, width, height, markdown
  case updateperiod, updatefrequency, updatebase, license, lang, base, hub, li
  // Dates.
  case pubdate, published, issued, updated, modified, created, date, lastbuilddate, available
  // People.
  case author, creator, contributor, managingeditor, managingEditorTypo = "managineditor", webmaster,
    publisher, owner
  case name, url, uri, email, homepage, person, avatar
  // Attributes.
  case href, rel, type, mode, src, term, scheme, label, length, ispermalink, domain, version, hreflang
  case port, path, registerprocedure, `protocol`, resource, ref, text, role, group, img, display, number
  case start, rev, value, datetime, filesize, time, medium, isdefault, expression, bitrate, framerate,
    samplingrate
  case channels, relationship, average, count, min, max, views, favorites, starttime, geo, osm, duration
  case feedurl, redirect, starttimeAttribute = "start-time", srsname
  // Apple, Media RSS, Podcasting 2.0, Podlove.
  case explicit, block, complete, newFeedURL = "new-feed-url", keywords, season, episode, episodetype, order
  case isclosedcaptioned, thumbnail, credit, restriction, player, community, starrating, statistics
  case peerlink, tags, locked, funding, location, trailer, transcript, chapters, chapter, soundbite
  // Geography.
  case point, line, polygon, box, `where`, lat, long, lon, pos, poslist, linestring, exterior, linearring
  case envelope, lowercorner, uppercorner, latLong = "lat_long", coordinates

  /// The names by their spelling in lower case.
  static let table: [String: Name] = {
    var table: [String: Name] = [:]
    for name in allCases where name != .unknown { table[name.rawValue] = name }
    return table
  }()
}
