extension SourceLearning {
  /// Bytes that `encoded` has at most.
  public static let longestEncoding = 2048
  private static let version: UInt8 = 1

  /// The counters as the index keeps them: version, then the fields in the order below, little-endian.
  public var encoded: [UInt8] {
    var writer = Writer()
    writer.put(Self.version)
    writer.put(names.titles)
    writer.put(UInt8(names.candidates.count))
    for candidate in names.candidates {
      writer.put(candidate.hash)
      writer.put(candidate.count)
      writer.put(UInt8(candidate.isSuffix ? 1 : 0) | (candidate.isLearned ? 2 : 0))
      writer.put(candidate.text, longest: NameEvidence.longestText)
    }
    writer.put(zone.offset ?? .max)
    writer.put(UInt8(zone.samples.count))
    for sample in zone.samples { writer.put(sample) }
    for verdict in [guids, dates] {
      writer.put(UInt8(verdict.holds ? 1 : 0))
      writer.put(verdict.score)
    }
    writer.put(UInt8(titles.count))
    for title in titles {
      writer.put(title.key)
      writer.put(title.day)
      writer.put(title.count)
    }
    writer.put(UInt8(leads.count))
    for lead in leads {
      writer.put(lead.hash)
      writer.put(lead.title)
      writer.put(lead.titles)
      writer.put(lead.day)
    }
    writer.put(UInt8(guidSamples.count))
    for sample in guidSamples {
      writer.put(sample.link)
      writer.put(sample.guid)
    }
    writer.put(UInt8(hosts.count))
    for host in hosts { writer.put(host, longest: Self.longestHost) }
    for number in [usualNews, documents, reissueDay, reportDay] { writer.put(number) }
    writer.put(reports)
    return writer.bytes
  }

  /// What `encoded` wrote; empty for anything else.
  public init(decoding bytes: [UInt8]) {
    self.init()
    guard bytes.count <= Self.longestEncoding, let read = bytes.withUnsafeBytes({ Self.read($0) }) else {
      return
    }
    self = read
  }

  private static func read(_ bytes: UnsafeRawBufferPointer) -> SourceLearning? {
    var reader = Reader(bytes: bytes)
    guard reader.next(UInt8.self) == version else { return nil }
    var learning = SourceLearning()
    let titleCount = reader.next(UInt16.self)
    let candidates = reader.list(most: NameEvidence.capacity) { reader in
      let (hash, count) = (reader.next(UInt64.self), reader.next(UInt16.self))
      let flags = reader.next(UInt8.self)
      return NameEvidence.Candidate(
        hash: hash, isSuffix: flags & 1 != 0, count: count, isLearned: flags & 2 != 0,
        text: reader.text(longest: NameEvidence.longestText))
    }
    learning.names = NameEvidence(candidates: candidates, titles: titleCount)
    let offset = reader.next(Int16.self)
    let samples = reader.list(most: ZoneEvidence.capacity) { $0.next(Int16.self) }
    learning.zone = ZoneEvidence(samples: samples, offset: abs(Int(offset)) > 15 * 60 ? nil : offset)
    learning.guids = Verdict(holds: reader.next(UInt8.self) == 1, score: reader.next(UInt8.self))
    learning.dates = Verdict(holds: reader.next(UInt8.self) == 1, score: reader.next(UInt8.self))
    learning.titles = reader.list(most: mostTitles) { reader in
      let (key, day) = (reader.next(UInt64.self), reader.next(UInt16.self))
      return RecurringTitle(key: key, day: day, count: reader.next(UInt8.self))
    }
    learning.leads = reader.list(most: mostLeads) { reader in
      let (hash, title) = (reader.next(UInt64.self), reader.next(UInt32.self))
      let titles = reader.next(UInt8.self)
      return Lead(hash: hash, title: title, titles: titles, day: reader.next(UInt16.self))
    }
    learning.guidSamples = reader.list(most: mostSamples) { reader in
      let link = reader.next(UInt32.self)
      return GuidSample(link: link, guid: reader.next(UInt32.self))
    }
    learning.hosts = reader.list(most: mostHosts) { $0.text(longest: longestHost) }
    learning.usualNews = reader.next(UInt16.self)
    learning.documents = reader.next(UInt16.self)
    learning.reissueDay = reader.next(UInt16.self)
    learning.reportDay = reader.next(UInt16.self)
    learning.reports = reader.next(UInt8.self)
    return reader.isAtEnd ? learning : nil
  }

  private struct Writer {
    var bytes: [UInt8] = []

    mutating func put(_ number: some FixedWidthInteger) {
      withUnsafeBytes(of: number.littleEndian) { bytes.append(contentsOf: $0) }
    }

    /// Cut at a character's boundary.
    mutating func put(_ text: String, longest: Int) {
      var length = min(text.utf8.count, longest)
      let utf8 = Array(text.utf8)
      while length > 0, length < utf8.count, utf8[length] & 0xC0 == 0x80 { length -= 1 }
      put(UInt8(clamping: length))
      bytes.append(contentsOf: utf8[..<length])
    }
  }

  /// Reads zeros behind the end, and then is not at its end.
  private struct Reader {
    let bytes: UnsafeRawBufferPointer
    private var place = 0
    private var isShort = false

    init(bytes: UnsafeRawBufferPointer) {
      self.bytes = bytes
    }

    var isAtEnd: Bool { place == bytes.count && !isShort }

    mutating func next<Number: FixedWidthInteger>(_ type: Number.Type) -> Number {
      let size = MemoryLayout<Number>.size
      guard bytes.count - place >= size else {
        isShort = true
        return 0
      }
      defer { place += size }
      return Number(littleEndian: bytes.loadUnaligned(fromByteOffset: place, as: Number.self))
    }

    mutating func text(longest: Int) -> String {
      let length = Int(next(UInt8.self))
      guard length <= longest, bytes.count - place >= length else {
        isShort = true
        return ""
      }
      defer { place += length }
      return String(decoding: bytes[place..<place + length], as: UTF8.self)
    }

    mutating func list<Element>(most: Int, _ element: (inout Self) -> Element) -> [Element] {
      let count = Int(next(UInt8.self))
      guard count <= most else {
        isShort = true
        return []
      }
      var elements: [Element] = []
      elements.reserveCapacity(count)
      for _ in 0..<count where !isShort { elements.append(element(&self)) }
      return elements
    }
  }
}
