import WebText

/// What `xml:base` and `xml:lang` say for an element and all that is in it (XML Base §3; XML 1.0 §2.12).
struct Scope {
  var base: String? {
    didSet { referenceBase = nil }
  }
  var language: String?
  /// `base`, looked at, once it was needed.
  fileprivate var referenceBase: ReferenceBase?
}

/// The scopes that the elements of the current field, entry and feed refer to, by index.
struct Scopes {
  private(set) var all: [Scope] = [Scope()]

  mutating func begin(url: String?) {
    all = [Scope(base: url)]
  }

  /// There is always one. A scope that was dropped too early is the last there is: better than a trap, which is
  /// a crash that a document could ask for.
  subscript(index: Int) -> Scope {
    @inline(__always) get { all[min(index, all.count - 1)] }
  }

  var count: Int { all.count }

  /// The base of the references in a text; nil when none is known.
  mutating func referenceBase(of index: Int) -> ReferenceBase? {
    let index = min(index, all.count - 1)
    if let known = all[index].referenceBase { return known }
    guard let base = all[index].base else { return nil }
    let fresh = ReferenceBase(base)
    all[index].referenceBase = fresh
    return fresh
  }

  mutating func truncate(to count: Int) {
    if all.count > count { all.removeSubrange(count...) }
  }

  mutating func add(base: Bytes?, language: Bytes?, in parent: Int) -> Int {
    var scope = self[parent]
    if let base, !ReadingContext.isScript(base.trimmed) {
      // liberal: `http:///example.com/` has one slash too many.
      var reference = base.trimmed.string
      for scheme in ["http:///", "https:///"] where reference.hasPrefix(scheme) {
        reference = String(scheme.dropLast()) + String(reference.dropFirst(scheme.count))
      }
      if let outer = scope.base {
        reference = URLReference.resolve(reference, base: outer)
      }
      // Nothing can be resolved against `urn:` or `mailto:`: links stay with the base around.
      if !reference.isEmpty, Self.isHierarchical(reference) { scope.base = reference }
    }
    if let language {
      // XML 1.0 §2.12: an empty xml:lang takes the language away. Empty is not nil: nil inherits the feed's.
      scope.language = Self.languageTag(language) ?? ""
    }
    all.append(scope)
    return all.count - 1
  }

  /// False for an absolute URI whose path is opaque (RFC 3986 §1.2.3).
  private static func isHierarchical(_ base: String) -> Bool {
    var copy = base
    return copy.withUTF8 { bytes in
      let parts = URLReference(bytes)
      return parts.scheme == nil || parts.authority != nil || bytes[parts.path].first == UInt8(ascii: "/")
    }
  }

  /// A language tag with `-` for `_`; nil for an empty one.
  static func languageTag(_ text: Bytes) -> String? {
    guard let tag = text.nonEmptyString else { return nil }
    guard tag.utf8.contains(UInt8(ascii: "_")) else { return tag }
    return String(decoding: tag.utf8.map { $0 == UInt8(ascii: "_") ? UInt8(ascii: "-") : $0 }, as: UTF8.self)
  }
}
