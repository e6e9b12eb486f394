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
  /// `encoding-unknown`, `encoding-override`, `encoding-invalid-bytes`, `charset-mismatch` or
  /// `content-type-mismatch`.
  public var code: String
  public var message: String

  public init(code: String, message: String) {
    self.code = code
    self.message = message
  }

  static func unknown(_ label: String) -> EncodingNote {
    EncodingNote(
      code: "encoding-unknown", message: "there is no encoding \(LogText.safe(label, limit: 40))")
  }

  static func override(_ label: String, by name: String) -> EncodingNote {
    EncodingNote(
      code: "encoding-override", message: "labeled \(LogText.safe(label, limit: 40)), read as \(name)")
  }

  static func invalid(_ count: Int, in name: String, at offset: Int? = nil) -> EncodingNote {
    let place = offset.map { ", the first at byte \($0)" } ?? ""
    let message =
      count == 1
      ? "1 place is not \(name)\(place): replaced by U+FFFD"
      : "\(count) places are not \(name)\(place): replaced by U+FFFD"
    return EncodingNote(code: "encoding-invalid-bytes", message: message)
  }
}
