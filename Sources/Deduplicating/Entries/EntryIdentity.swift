import WebText

/// What says which entry an entry is, and how well.
public struct EntryIdentity: Sendable, Equatable {
  public enum Source: Sendable, Equatable {
    case guid
    case link
    /// Neither guid nor link says which entry it is: its title key and minute do.
    case title
  }

  public let source: Source
  /// Part of the item's id.
  public let text: String
  /// False for a guid such as `1` or `latest`: two entries that share it need words in common.
  public let isStrong: Bool
  /// True for a URL or a tag URI: the same in another source means the same entry.
  public let isGlobal: Bool
  /// Never 0.
  public let hash: UInt64

  private init(_ source: Source, text: String, isStrong: Bool, isGlobal: Bool) {
    self.source = source
    self.text = text
    self.isStrong = isStrong
    self.isGlobal = isGlobal
    hash = max(1, StableHash.hash64(text, seed: source == .link ? 0 : 1))
  }

  /// The identity that guid or link give; nil when only the title can.
  init?(of item: Item, link: CanonicalLink?, in source: ItemSource) {
    if source.usesGuids, let guid = item.guid, !guid.isEmpty {
      let strength = GuidStrength(guid, link: guid == item.link ? link : nil, feedURLs: source.feedURLs)
      let identity = Self(
        .guid, text: guid, isStrong: strength != .weak, isGlobal: strength == .global)
      let isShared = source.sharedIdentities.contains(identity.hash)
      // A weak guid is the last resort before the title.
      if !isShared, strength != .weak || link == nil {
        self = identity
        return
      }
    }
    guard let link, !source.feedURLs.contains(link.hash) else { return nil }
    let identity = Self(.link, text: link.text, isStrong: true, isGlobal: false)
    guard !source.sharedIdentities.contains(identity.hash) else { return nil }
    self = identity
  }

  /// The identity of an entry that only its title and date tell from others.
  init(titleKey: [UInt8], minute: Int64) {
    let text = String(decoding: titleKey, as: UTF8.self) + "@\(minute)"
    self.init(.title, text: text, isStrong: true, isGlobal: false)
  }

  static func hash(ofGuid guid: String) -> UInt64 { max(1, StableHash.hash64(guid, seed: 1)) }

  /// The hashes of an item's guid and link, whatever they are worth; 0 for one that it has not.
  static func candidates(of item: Item) -> (guid: UInt64, link: UInt64) {
    var guid: UInt64 = 0
    if let text = item.guid, !text.isEmpty { guid = hash(ofGuid: text) }
    return (guid, item.canonicalLink?.hash ?? 0)
  }

  /// The 16 bytes of the item's id, as two big-endian halves.
  func itemID(source: String) -> ItemID {
    var (source, text) = (source, text)
    return source.withUTF8 { source in
      text.withUTF8 { text in
        let prefix: StaticString = "tidings-item-1\0"
        let length = prefix.utf8CodeUnitCount
        let count = length + source.count + 1 + text.count
        return withUnsafeTemporaryAllocation(byteCount: count, alignment: 1) { bytes in
          bytes.copyMemory(from: UnsafeRawBufferPointer(start: prefix.utf8Start, count: length))
          UnsafeMutableRawBufferPointer(rebasing: bytes[length...])
            .copyMemory(from: UnsafeRawBufferPointer(source))
          bytes[length + source.count] = 0
          UnsafeMutableRawBufferPointer(rebasing: bytes[(length + source.count + 1)...])
            .copyMemory(from: UnsafeRawBufferPointer(text))
          return ItemID(SHA256.words(of: UnsafeRawBufferPointer(bytes)))
        }
      }
    }
  }
}

/// 16 bytes that name an item for ever: the same for the same source and identity, in whatever order entries come.
public struct ItemID: Sendable, Hashable, CustomStringConvertible {
  public let high: UInt64
  public let low: UInt64

  public init(high: UInt64, low: UInt64) {
    self.high = high
    self.low = low
  }

  /// The first half of a SHA-256 digest.
  init(_ digest: SIMD8<UInt32>) {
    high = UInt64(digest[0]) << 32 | UInt64(digest[1])
    low = UInt64(digest[2]) << 32 | UInt64(digest[3])
  }

  /// Base 32 in lower case, 26 letters: the `id` of the output.
  public var description: String {
    let alphabet: StaticString = "abcdefghijklmnopqrstuvwxyz234567"
    return String(unsafeUninitializedCapacity: 26) { text in
      // 128 bits are 25 letters and three bits more, which RFC 4648 §6 fills up with zeros.
      for place in 0..<26 {
        let digit: UInt64
        switch place {
        case 0..<12: digit = high >> UInt64(59 - 5 * place)
        case 12: digit = high << 1 | low >> 63
        case 25: digit = low << 2
        default: digit = low >> UInt64(123 - 5 * place)
        }
        text[place] = alphabet.utf8Start[Int(digit & 31)]
      }
      return 26
    }
  }
}

/// How well a guid says which entry it is.
enum GuidStrength: Equatable {
  case weak
  case strong
  case global

  /// - Parameter link: the guid as a link, when that was made already.
  init(_ guid: String, link: CanonicalLink? = nil, feedURLs: [UInt64]) {
    // What has a canonical link and begins with this letter begins with a scheme.
    if let link, let first = guid.utf8.first, CanonicalLink.lowered(first) == UInt8(ascii: "h") {
      self = feedURLs.contains(link.hash) ? .weak : .global
      return
    }
    var guid = guid
    self = guid.withUTF8 { bytes in
      if bytes.starts(with: "tag:".utf8) {
        // RFC 4151: tag:authority,date:specific
        let specific = bytes.split(separator: 0x3A, maxSplits: 2).dropFirst(2).first
        return (specific?.count ?? 0) >= 1 ? .global : .weak
      }
      if bytes.starts(with: "urn:uuid:".utf8) { return .global }
      if Self.isUUID(bytes) || Self.hasLongNumber(bytes) || Self.isHash(bytes) { return .strong }
      return .weak
    }
    guard Self.isHTTP(guid.utf8) else { return }
    if let link = CanonicalLink(guid) {
      self = feedURLs.contains(link.hash) ? .weak : .global
    } else if guid.contains("://") {
      self = .weak
    }
  }

  private static func isHTTP(_ bytes: String.UTF8View) -> Bool {
    bytes.count >= 4 && bytes.prefix(4).elementsEqual("http".utf8) { CanonicalLink.lowered($0) == $1 }
  }

  /// At least five digits in a row.
  private static func hasLongNumber(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    var run = 0
    for byte in bytes {
      run = byte >= 0x30 && byte <= 0x39 ? run + 1 : 0
      if run == 5 { return true }
    }
    return false
  }

  private static func isUUID(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    bytes.count >= 32 && bytes.count { Self.isHex($0) } >= 32
  }

  /// Sixteen or more letters and digits in one piece, some of each.
  private static func isHash(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    guard bytes.count >= 16 else { return false }
    let digits = bytes.count { $0 >= 0x30 && $0 <= 0x39 }
    return digits >= 2 && !bytes.contains(0x20)
  }

  private static func isHex(_ byte: UInt8) -> Bool {
    (byte >= 0x30 && byte <= 0x39) || (byte | 0x20 >= 0x61 && byte | 0x20 <= 0x66)
  }
}
