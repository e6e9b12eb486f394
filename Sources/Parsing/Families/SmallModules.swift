import FeedModel

/// RSS 1.0 Syndication module.
enum SyndicationModule {
  static func read(_ field: Field, _ subject: inout Subject, _ reading: ReadingContext) -> Bool {
    switch field.name {
    case .updateperiod:
      let period = field.text.view.trimmed.string.lowercased()
      if ["hourly", "daily", "weekly", "monthly", "yearly"].contains(period) {
        subject.updatePeriod = period
      }
    case .updatefrequency:
      if let times = field.text.view.integer, times > 0 { subject.updateFrequency = Int(clamping: times) }
    case .updatebase:
      if reading.wantsDetail { subject.feedDetail.updateBase = reading.date(field) }
    default: return false
    }
    return true
  }
}

/// RSS 1.0 admin module.
enum AdminModule {
  static func read(_ field: Field, _ subject: inout Subject, _ reading: ReadingContext) -> Bool {
    guard field.name == .generatorAgent else { return false }
    let url = reading.url(field.attribute(.resource) ?? field.text.view, scope: field.nodes[0].scope)
    if let url, subject.feedDetail.generator == nil { subject.feedDetail.generator = Generator(url: url) }
    return true
  }
}

/// How many comments and where: slash, Well-Formed Web, Atom Threading (RFC 4685).
enum CommentModules {
  static func read(_ field: Field, _ subject: inout Subject, _ reading: ReadingContext) -> Bool {
    let scope = field.nodes[0].scope
    switch (field.family, field.name) {
    case (.slash, .comments), (.thr, .total):
      subject.entryDetail.commentsCount = field.text.view.integer.map { Int(clamping: $0) }
    case (.wfw, .comment):
      subject.entryDetail.commentsPostURL = reading.url(field.text.view, scope: scope)
    case (.wfw, .commentrss), (.wfw, .commentRSSMisspelt):
      subject.entryDetail.commentsFeedURL = reading.url(field.text.view, scope: scope)
    case (.thr, .inReplyTo):
      var reply = ReplyTarget()
      reply.ref = field.attribute(.ref)?.nonEmptyString
      reply.href = reading.url(field.attribute(.href), scope: scope)
      reply.type = field.string(.type)
      reply.source = reading.url(field.attribute(.source), scope: scope)
      if reply != ReplyTarget() { subject.common.inReplyTo.append(reply) }
    default: return false
    }
    return true
  }
}

/// Creative Commons licenses, in either of the two RSS modules.
enum CreativeCommons {
  static func read(_ field: Field, _ subject: inout Subject, _ reading: ReadingContext) -> Bool {
    guard field.name == .license else { return false }
    add(field, &subject, reading)
    return true
  }

  static func add(_ field: Field, _ subject: inout Subject, _ reading: ReadingContext) {
    let text =
      field.attribute(.resource) ?? field.attribute(.url) ?? field.attribute(.href) ?? field.text.view
    guard reading.wantsDetail, let url = reading.url(text, scope: field.nodes[0].scope) else { return }
    if !subject.common.licenses.contains(url) { subject.common.licenses.append(url) }
  }
}

/// Dave Winer's source namespace.
enum SourceNamespace {
  static func read(_ field: Field, _ subject: inout Subject, _ reading: ReadingContext) -> Bool {
    guard field.name == .markdown, subject.kind == .entry else { return false }
    subject.entryDetail.markdown = field.text.view.nonEmptyString
    return true
  }
}

/// Podlove Simple Chapters 1.2.
enum PodloveChapters {
  static func read(_ field: Field, _ subject: inout Subject, _ reading: ReadingContext) -> Bool {
    guard field.name == .chapters, subject.kind == .entry else { return false }
    // Only the first counts.
    guard subject.entryDetail.chapters == nil else { return true }
    var chapters = Chapters()
    chapters.version = field.string(.version)
    for node in field.children() where field.nodes[node].name.name == .chapter {
      guard let start = field.attribute(.start, of: node).flatMap({ ClockText.seconds($0) }) else { continue }
      var chapter = Chapters.Chapter(startInSeconds: start)
      chapter.title = field.string(.title, of: node)
      chapter.href = reading.url(field.attribute(.href, of: node), scope: field.nodes[node].scope)
      chapter.image = reading.url(field.attribute(.image, of: node), scope: field.nodes[node].scope)
      chapters.items.append(chapter)
    }
    subject.entryDetail.chapters = chapters
    return true
  }
}
