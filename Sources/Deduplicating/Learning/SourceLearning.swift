/// What a source's documents have shown so far: small counters, of a size that does not depend on how many there were.
///
/// Observed once for each document that is stored (`FeedStudy`), kept with the source's entries, and read by
/// `facts`. Nothing of it is needed to read what is stored: lost counters are gathered again.
public struct SourceLearning: Sendable, Equatable {
  var names = NameEvidence()
  var zone = ZoneEvidence()
  var guids = Verdict()
  var dates = Verdict()
  /// Titles that recurred, the latest last.
  var titles: [RecurringTitle] = []
  /// First paragraphs of the last entries, and what stands under several titles.
  var leads: [Lead] = []
  /// Links and guids of some entries, for seeing whether an entry keeps its guid.
  var guidSamples: [GuidSample] = []
  /// Hosts of the last links, without `www.`; the newest last.
  public internal(set) var hosts: [String] = []
  /// New entries of a changed document, smoothed, in sixteenths.
  var usualNews: UInt16 = 0
  /// Changed documents, saturating.
  var documents: UInt16 = 0
  /// Day since the epoch of the last re-issue.
  var reissueDay: UInt16 = 0
  /// How many titles and leads were reported on a day: a source may have hundreds.
  var reportDay: UInt16 = 0
  var reports: UInt8 = 0

  /// A title key under which one thing after the other is published.
  struct RecurringTitle: Sendable, Equatable {
    var key: UInt64
    /// Day since the epoch on which it was last seen.
    var day: UInt16
    var count: UInt8
  }

  struct Lead: Sendable, Equatable {
    var hash: UInt64
    /// A part of the last title key.
    var title: UInt32
    var titles: UInt8
    var day: UInt16
  }

  /// One entry's link and guid, a part of their hashes.
  struct GuidSample: Sendable, Equatable {
    var link: UInt32
    var guid: UInt32
  }

  static let mostTitles = 32
  static let mostLeads = 24
  static let mostSamples = 8
  static let mostHosts = 2
  static let longestHost = 64
  /// Days after which a title or first paragraph that did not come again is forgotten.
  static let memoryDays: UInt16 = 40
  private static let reportsADay: UInt8 = 5

  public init() {}

  /// A yes or no that several documents have to agree on, and more of them to take back.
  struct Verdict: Sendable, Equatable {
    private(set) var holds = false
    /// Documents for it, less those against it; of a verdict that holds, documents against it in a row.
    private(set) var score: UInt8 = 0

    init() {}

    init(holds: Bool, score: UInt8) {
      self.holds = holds
      self.score = min(score, 100)
    }

    /// Takes a document's vote; true when the verdict changed.
    mutating func take(_ isFor: Bool, learnedAt: UInt8, droppedAt: UInt8 = 10) -> Bool {
      if holds {
        score = isFor ? 0 : score + 1
        guard score >= droppedAt else { return false }
      } else {
        score = isFor ? score + 1 : score - min(score, 1)
        guard score >= learnedAt else { return false }
      }
      holds.toggle()
      score = 0
      return true
    }
  }

  /// What identification and matching use.
  public var facts: SourceFacts {
    var facts = SourceFacts()
    facts.names = names.learned
    facts.distrustsGuids = guids.holds
    facts.hasVolatileDates = dates.holds
    facts.zoneOffset = zone.offset.map { Int64($0) * 60 }
    facts.recurringTitles = titles.map(\.key)
    facts.boilerplateLeads = leads.lazy.filter { $0.titles > 1 }.map(\.hash)
    return facts
  }

  /// What holds now, for people.
  public var standing: [LearnedFact] {
    var facts = names.facts + zone.facts
    if guids.holds { facts.append(guidFact(evidence: "\(guids.score) good documents since")) }
    if dates.holds { facts.append(dateFact(evidence: "\(dates.score) good documents since")) }
    if !titles.isEmpty {
      let evidence = "seen \(titles.reduce(0) { $0 + Int($1.count) }) times"
      facts.append(LearnedFact(kind: .recurringTitle, value: "\(titles.count)", evidence: evidence))
    }
    let boilerplate = leads.filter { $0.titles > 1 }
    if !boilerplate.isEmpty {
      let evidence = "under \(boilerplate.reduce(0) { $0 + Int($1.titles) }) titles"
      facts.append(LearnedFact(kind: .boilerplateLead, value: "\(boilerplate.count)", evidence: evidence))
    }
    return facts
  }

  func guidFact(evidence: String) -> LearnedFact {
    LearnedFact(kind: .guids, value: "", evidence: evidence, holds: guids.holds)
  }

  func dateFact(evidence: String) -> LearnedFact {
    LearnedFact(kind: .dates, value: "", evidence: evidence, holds: dates.holds)
  }

  // MARK: Titles and first paragraphs

  /// Notes that a title came again; true when that is news.
  mutating func noteRecurring(_ key: UInt64, day: UInt16) -> Bool {
    if let place = titles.firstIndex(where: { $0.key == key }) {
      var title = titles.remove(at: place)
      title.day = day
      title.count = title.count == .max ? .max : title.count + 1
      titles.append(title)
      return false
    }
    if titles.count >= Self.mostTitles { titles.removeFirst() }
    titles.append(RecurringTitle(key: key, day: day, count: 2))
    return true
  }

  /// True when the lead stands under another title, or is known to do so.
  func isBoilerplate(_ lead: UInt64, title: UInt64) -> Bool {
    guard lead != 0, let known = leads.first(where: { $0.hash == lead }) else { return false }
    return known.titles > 1 || known.title != UInt32(truncatingIfNeeded: title)
  }

  /// Notes a new entry's lead; true when it is found to be boilerplate now.
  mutating func noteLead(_ lead: UInt64, title: UInt64, day: UInt16) -> Bool {
    guard lead != 0 else { return false }
    let title = UInt32(truncatingIfNeeded: title)
    if let place = leads.firstIndex(where: { $0.hash == lead }) {
      leads[place].day = day
      guard leads[place].title != title else { return false }
      leads[place].title = title
      leads[place].titles = leads[place].titles == .max ? .max : leads[place].titles + 1
      return leads[place].titles == 2
    }
    if leads.count >= Self.mostLeads {
      // Those under one title only go first, the oldest of them.
      leads.remove(at: leads.firstIndex { $0.titles == 1 } ?? 0)
    }
    leads.append(Lead(hash: lead, title: title, titles: 1, day: day))
    return false
  }

  /// Forgets what did not come again; returns how many titles and leads that were learned.
  mutating func forget(before day: UInt16) -> (titles: Int, leads: Int) {
    let counts = (titles.count, leads.count { $0.titles > 1 })
    if titles.contains(where: { $0.day < day }) { titles.removeAll { $0.day < day } }
    if leads.contains(where: { $0.day < day }) { leads.removeAll { $0.day < day } }
    return (counts.0 - titles.count, counts.1 - leads.count { $0.titles > 1 })
  }

  /// True while a day's reports of titles and leads are few.
  mutating func mayReport(day: UInt16) -> Bool {
    if reportDay != day {
      reportDay = day
      reports = 0
    }
    guard reports < Self.reportsADay else { return false }
    reports += 1
    return true
  }

  mutating func note(host: Substring) {
    guard !host.isEmpty, host.utf8.count <= Self.longestHost else { return }
    if let last = hosts.last, last == host { return }
    hosts.removeAll { $0 == host }
    hosts.append(String(host))
    if hosts.count > Self.mostHosts { hosts.removeFirst() }
  }
}
