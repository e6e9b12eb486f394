/// A set of element or attribute names, compared by a 64-bit hash of their lower-case bytes.
///
/// Two names with one hash would have to be looked for, and then only cost a space too many or too few.
struct HTMLNames: Sendable {
  /// Open addressing; 0 is an empty place.
  private var slots: [UInt64]

  /// - Parameter names: lower case, separated by spaces or newlines; at most 300.
  private init(_ names: StaticString) {
    slots = [UInt64](repeating: 0, count: 1024)
    let text = UnsafeBufferPointer(start: names.utf8Start, count: names.utf8CodeUnitCount)
    for name in text.split(whereSeparator: { $0 <= 0x20 }) {
      let hash = Self.hash(text, name.startIndex..<name.endIndex)
      var slot = Int(truncatingIfNeeded: hash >> 32) & 1023
      while slots[slot] != 0 { slot = (slot + 1) & 1023 }
      slots[slot] = hash
    }
  }

  func contains(_ hash: UInt64) -> Bool {
    var slot = Int(truncatingIfNeeded: hash >> 32) & 1023
    while slots[slot] != 0 {
      if slots[slot] == hash { return true }
      slot = (slot + 1) & 1023
    }
    return false
  }

  /// FNV-1a of the name's bytes, letters in lower case.
  static func hash(_ bytes: UnsafeBufferPointer<UInt8>, _ range: Range<Int>) -> UInt64 {
    var hash: UInt64 = 0xCBF2_9CE4_8422_2325
    for index in range {
      let byte = bytes[index]
      let lower = byte &- UInt8(ascii: "A") < 26 ? byte | 0x20 : byte
      hash = (hash ^ UInt64(lower)) &* 0x100_0000_01B3
    }
    return hash
  }

  static func hash(_ name: StaticString) -> UInt64 {
    let count = name.utf8CodeUnitCount
    return hash(UnsafeBufferPointer(start: name.utf8Start, count: count), 0..<count)
  }

  /// Elements whose content is no text.
  static let rawText = HTMLNames("script style")

  /// Elements that stand apart from the text around them: a space, in plain text.
  static let block = HTMLNames(
    """
    address article aside blockquote body br caption center dd details dialog dir div dl dt fieldset figcaption
    figure footer form frameset h1 h2 h3 h4 h5 h6 head header hgroup hr html isindex legend li main menu nav
    noframes ol optgroup option p plaintext pre search section summary table tbody td tfoot th thead title tr
    ul xmp
    """)

  /// The elements of HTML, obsolete ones too (WHATWG HTML §4 and §16.2), and the roots of SVG and MathML.
  static let elements = HTMLNames(
    """
    a abbr acronym address applet area article aside audio b base basefont bdi bdo bgsound big blink blockquote
    body br button canvas caption center cite code col colgroup command content data datalist dd del details
    dfn dialog dir div dl dt em embed fieldset figcaption figure font footer form frame frameset h1 h2 h3 h4 h5
    h6 head header hgroup hr html i iframe image img input ins isindex kbd keygen label legend li link listing
    main map mark marquee math menu menuitem meta meter multicol nav nobr noembed noframes noscript object ol
    optgroup option output p param picture plaintext pre progress q rb rp rt rtc ruby s samp script search
    section select slot small source spacer span strike strong style sub summary sup svg table tbody td
    template textarea tfoot th thead time title tr track tt u ul var video wbr xmp
    """)

  /// Attributes whose value is one URL reference (WHATWG HTML, index of attributes; HTML 4.01 §B.2.1).
  static let urlAttributes = HTMLNames(
    """
    action background cite classid codebase data formaction href icon longdesc lowsrc dynsrc manifest poster
    profile src usemap xlink:href
    """)

  /// Attributes whose value is a list of image candidates.
  static let candidateAttributes = HTMLNames("srcset imagesrcset")

  static let data = hash("data")
  static let object = hash("object")
}
