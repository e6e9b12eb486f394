/// Bytes of an XML (or JSON) document to UTF-8.
public enum CharacterDecoding {
  typealias Bytes = UnsafeBufferPointer<UInt8>

  /// Decodes a document by BOM, `charset` of Content-Type, XML declaration, then detection (RFC 7303 §3).
  ///
  /// A label that the bytes contradict gives way, with a note: see docs/decisions/0005. Bytes that are UTF-8
  /// already come back as the same array. The XML declaration stays as it is, and may still name another
  /// encoding: tell the XML parser that the text is UTF-8.
  ///
  /// - Parameter contentType: the value of the HTTP header, or nil when there is none.
  public static func decode(_ bytes: [UInt8], contentType: String?) -> DecodedText {
    bytes.withUnsafeBufferPointer { buffer in
      var decoding = Decoding(array: bytes, bytes: buffer)
      decoding.readContentType(contentType)
      return decoding.run()
    }
  }

  /// One document on its way to UTF-8.
  private struct Decoding {
    let array: [UInt8]
    let bytes: Bytes
    private var notes: [EncodingNote] = []
    /// The labels that name an encoding, the most authoritative first.
    private var labels: [(text: String, encoding: EncodingLabel)] = []

    init(array: [UInt8], bytes: Bytes) {
      self.array = array
      self.bytes = bytes
    }

    mutating func readContentType(_ value: String?) {
      guard let value else { return }
      let type = CharacterDecoding.mediaType(of: value)
      if !type.isEmpty, !CharacterDecoding.isFeedType(type) {
        notes.append(
          EncodingNote(
            code: "content-type-mismatch", message: "\(LogText.safe(type)) is no media type of feeds"))
      }
      if let charset = CharacterDecoding.charset(ofContentType: value) { add(charset) }
    }

    private mutating func add(_ label: String) {
      guard let encoding = EncodingLabel(label) else {
        notes.append(.unknown(label))
        return
      }
      labels.append((label, encoding))
    }

    mutating func run() -> DecodedText {
      // RFC 7303 §3.3: a byte order mark goes before all labels.
      if let (encoding, length) = DeclaredEncoding.byteOrderMark(bytes) {
        return decoded(as: encoding, skipping: length)
      }
      let wide = DeclaredEncoding.wideEncoding(bytes)
      let charset = labels.first
      if let declared = DeclaredEncoding.label(in: bytes, isWide: wide != nil) {
        if charset == nil || charset?.text != declared { add(declared) }
      }
      if let charset, labels.count > 1, !charset.encoding.decodes(as: labels[1].encoding) {
        notes.append(
          EncodingNote(
            code: "charset-mismatch",
            message: "the header says \(LogText.safe(charset.text, limit: 40)), "
              + "the document \(LogText.safe(labels[1].text, limit: 40))"))
      }
      if let wide { return decoded(asWide: wide) }
      guard let invalid = UTF8Validation.firstInvalid(bytes) else { return decodedOfValidUTF8() }
      return decodedOfOtherBytes(firstInvalid: invalid)
    }

    /// The bytes say how wide the units are, and in which order; a label without an order means that too.
    private mutating func decoded(asWide wide: EncodingLabel) -> DecodedText {
      if let first = labels.first {
        if first.encoding.isWide, first.encoding.name.prefix(6) != wide.name.prefix(6) {
          return decoded(as: first.encoding)
        }
        if !first.encoding.isWide { notes.append(.override(first.text, by: wide.name)) }
      }
      return decoded(as: wide)
    }

    /// Decides for bytes that could be UTF-8: most documents are, whatever they are labeled.
    private mutating func decodedOfValidUTF8() -> DecodedText {
      guard let (text, encoding) = labels.first else {
        if UTF8Validation.firstNonASCII(bytes) == bytes.count, EncodingDetection.looksLikeISO2022JP(bytes) {
          notes.append(.override("utf-8", by: "iso-2022-jp"))
          return decoded(as: EncodingLabel(name: "iso-2022-jp", decoder: .iso2022JP))
        }
        return whole(.utf8)
      }
      if encoding.decoder == .utf8 { return whole(encoding) }
      if encoding.isWide {
        // What can be read as ASCII is not in UTF-16: re-encoded, with the label left behind.
        notes.append(.override(text, by: "utf-8"))
        return whole(.utf8)
      }
      if UTF8Validation.firstNonASCII(bytes) == bytes.count {
        return encoding.decoder == .iso2022JP ? decoded(as: encoding) : whole(encoding)
      }
      // Chance makes a character or two of UTF-8 in text of another encoding, but not three, and nothing else.
      let isUTF8: Bool
      if encoding.name == "us-ascii" || encoding.decoder == .iso2022JP {
        isUTF8 = true
      } else if encoding.isSingleByte {
        isUTF8 = UTF8Repair.tally(bytes, limit: 3).characters >= 3
      } else {
        guard let (utf8, replacements) = Self.convert(bytes, encoding) else { return unavailable(encoding) }
        if replacements == 0 { return result(utf8, encoding) }
        isUTF8 = true
      }
      if isUTF8 {
        notes.append(.override(text, by: "utf-8"))
        return whole(.utf8)
      }
      return decoded(as: encoding)
    }

    /// Decides for bytes that are not all UTF-8: the first label under which all have a meaning; else the
    /// first label, unless the bytes say clearly that they are something else.
    private mutating func decodedOfOtherBytes(firstInvalid: Int) -> DecodedText {
      var best: (utf8: [UInt8], replacements: Int, label: (text: String, encoding: EncodingLabel))?
      for label in labels where label.encoding.decoder != .utf8 && label.encoding.name != "us-ascii" {
        // What is in UTF-16 has zeros: the tags' ASCII. Text in other encodings has none.
        if label.encoding.isWide, !bytes.contains(0) { continue }
        guard let converted = Self.convert(bytes, label.encoding) else { continue }
        if converted.replacements == 0 {
          if label.text != labels[0].text { notes.append(.override(labels[0].text, by: label.encoding.name)) }
          return result(converted.utf8, label.encoding)
        }
        if best == nil { best = (converted.utf8, converted.replacements, label) }
      }
      let tally = UTF8Repair.tally(bytes)
      let isLabeledUTF8 = labels.first.map { $0.encoding.decoder == .utf8 } ?? true
      if best == nil || isLabeledUTF8 ? tally.isDamagedUTF8 : tally.isSurelyUTF8 {
        if let label = labels.first, !isLabeledUTF8 { notes.append(.override(label.text, by: "utf-8")) }
        return repaired(from: firstInvalid)
      }
      if let best {
        // Where one in fifty is wrong, the label is right and the text is damaged.
        let characters = bytes.count - UTF8Validation.firstNonASCII(bytes)
        let isClose = best.replacements <= 2 || best.replacements * 50 <= characters
        if isClose || !labels[0].encoding.decodes(as: best.label.encoding) {
          if best.label.text != labels[0].text {
            notes.append(.override(labels[0].text, by: best.label.encoding.name))
          }
          return result(best.utf8, best.label.encoding, replacements: best.replacements)
        }
        guard let found = EncodingDetection.encoding(of: bytes), !found.decodes(as: best.label.encoding),
          let converted = Self.convert(bytes, found), converted.replacements < best.replacements
        else { return result(best.utf8, best.label.encoding, replacements: best.replacements) }
        notes.append(.override(best.label.text, by: found.name))
        return result(converted.utf8, found, replacements: converted.replacements)
      }
      let found = EncodingDetection.encoding(of: bytes) ?? .windows1252
      notes.append(.override(labels.first?.text ?? "utf-8", by: found.name))
      return decoded(as: found)
    }

    // MARK: results

    private func whole(_ encoding: EncodingLabel) -> DecodedText {
      DecodedText(utf8: array, encoding: encoding.name, notes: notes)
    }

    private func result(
      _ utf8: [UInt8], _ encoding: EncodingLabel, replacements: Int = 0
    ) -> DecodedText {
      let invalid = replacements > 0 ? [EncodingNote.invalid(replacements, in: encoding.name)] : []
      return DecodedText(utf8: utf8, encoding: encoding.name, notes: notes + invalid)
    }

    private mutating func decoded(as encoding: EncodingLabel, skipping length: Int = 0) -> DecodedText {
      let rest = Bytes(rebasing: bytes[length...])
      if encoding.decoder == .utf8 {
        if let invalid = UTF8Validation.firstInvalid(rest) {
          return repaired(from: invalid + length, skipping: length)
        }
        return length == 0
          ? whole(encoding) : DecodedText(utf8: Array(rest), encoding: encoding.name, notes: notes)
      }
      guard let (utf8, replacements) = Self.convert(rest, encoding) else { return unavailable(encoding) }
      return result(utf8, encoding, replacements: replacements)
    }

    private mutating func repaired(from invalid: Int, skipping length: Int = 0) -> DecodedText {
      let rest = Bytes(rebasing: bytes[length...])
      let (utf8, replacements) = UTF8Repair.repaired(rest, from: invalid - length)
      notes.append(.invalid(replacements, in: "utf-8", at: invalid))
      return DecodedText(utf8: utf8, encoding: "utf-8", notes: notes)
    }

    private mutating func unavailable(_ encoding: EncodingLabel) -> DecodedText {
      notes.append(
        EncodingNote(code: "encoding-unknown", message: "this system cannot decode \(encoding.name)"))
      if UTF8Validation.firstInvalid(bytes) == nil { return whole(.utf8) }
      return decoded(as: .windows1252)
    }

    private static func convert(
      _ bytes: Bytes, _ encoding: EncodingLabel
    ) -> (utf8: [UInt8], replacements: Int)? {
      switch encoding.decoder {
      case .utf8: nil
      case .table(let name): SingleByteDecoding.decode(bytes, table: name)
      case .iconv(let name): IconvDecoding.decode(bytes, from: name)
      case .iso2022JP:
        ISO2022JPDecoding.eucJP(bytes).withUnsafeBufferPointer {
          IconvDecoding.decode($0, from: "EUC-JP-MS")
        }
      }
    }
  }
}
