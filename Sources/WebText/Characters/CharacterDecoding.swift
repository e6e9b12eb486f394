/// A document as UTF-8, and how it came to be so.
public struct DecodedText: Sendable, Equatable {
  /// Valid UTF-8 without a byte order mark.
  public var utf8: [UInt8]
  /// The encoding that the bytes were decoded from, lower case: `utf-8`, `utf-16le`, `euc-kr` …
  public var encoding: String
  /// What was wrong with the labels or the bytes; empty for a sound document.
  public var notes: [EncodingNote]

  public init(utf8: [UInt8], encoding: String, notes: [EncodingNote] = []) {
    self.utf8 = utf8
    self.encoding = encoding
    self.notes = notes
  }
}

/// A warning about a document's encoding or media type, with a code of `tidings parse`.
public struct EncodingNote: Sendable, Equatable {
  /// `encoding-unknown`, `encoding-override`, `encoding-invalid-bytes` or `content-type-mismatch`.
  public var code: String
  public var message: String

  public init(code: String, message: String) {
    self.code = code
    self.message = message
  }
}

/// Bytes of an XML (or JSON) document to UTF-8.
public enum CharacterDecoding {
  /// Decodes a document by BOM, `charset` of Content-Type, XML declaration, then detection (RFC 7303 §3).
  ///
  /// Bytes that are UTF-8 already come back as the same array. The XML declaration stays as it is, and may
  /// still name another encoding: tell the XML parser that the text is UTF-8.
  ///
  /// - Parameter contentType: the value of the HTTP header, or nil when there is none.
  public static func decode(_ bytes: [UInt8], contentType: String?) -> DecodedText {
    DecodedText(utf8: bytes, encoding: "utf-8")
  }

  /// The `charset` parameter of a Content-Type value, lower case, without quotes; nil when there is none.
  public static func charset(ofContentType value: String) -> String? {
    nil
  }

  /// The media type of a Content-Type value, lower case, without parameters: `application/rss+xml`.
  public static func mediaType(of value: String) -> String {
    value
  }
}
