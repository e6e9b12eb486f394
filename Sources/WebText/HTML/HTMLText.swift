/// HTML as text, and the references in it.
public enum HTMLText {
  /// The text of a fragment of HTML: no markup, no character references, white space collapsed and trimmed.
  ///
  /// Block elements and `br` become a space; comments, `script` and `style` are left out.
  public static func plainText(ofHTML html: String) -> String {
    html
  }

  /// As `plainText(ofHTML:)` for UTF-8.
  public static func plainText(ofHTML utf8: UnsafeBufferPointer<UInt8>) -> String {
    String(decoding: utf8, as: UTF8.self)
  }

  /// True when the text holds an element or a character reference of HTML.
  public static func looksLikeHTML(_ text: String) -> Bool {
    var copy = text
    return copy.withUTF8 { looksLikeHTML($0) }
  }

  /// As `looksLikeHTML(_:)` for UTF-8.
  public static func looksLikeHTML(_ utf8: UnsafeBufferPointer<UInt8>) -> Bool {
    utf8.contains(UInt8(ascii: "<")) || utf8.contains(UInt8(ascii: "&"))
  }

  /// The markup with the relative references in its attributes made absolute; all else byte for byte.
  public static func resolvingReferences(inHTML html: String, base: String) -> String {
    html
  }

  /// As `resolvingReferences(inHTML:base:)` for UTF-8; nil when nothing changes.
  public static func resolvingReferences(
    inHTML utf8: UnsafeBufferPointer<UInt8>, base: String
  ) -> [UInt8]? {
    nil
  }
}
