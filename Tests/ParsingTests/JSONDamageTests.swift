import FeedModel
import Parsing
import Testing

private func feed(_ items: String) -> String {
  "{\"version\":\"https://jsonfeed.org/version/1.1\",\"title\":\"T\",\n\"items\":[\n\(items)"
}

@Suite struct JSONDamageTests {
  private func note(_ feed: Feed) -> [String] {
    feed.warnings.filter { $0.code == "json-invalid" }.map { "\($0.line ?? 0):\($0.column ?? 0)" }
  }

  @Test(arguments: [
    (#"{"id":1},{"id":2},]}"#, "3:19"), (#"{"id":1},{"id":2,}]}"#, "3:18"),
    (#"{"id":1},,{"id":2}]}"#, "3:10"),
    (#"{"id":1} {"id":2}]}"#, "3:10"), (#"{"id":1},{"id":2}]} <!-- 5 ms -->"#, "3:21"),
    (#"{"id":1},{"id":2}]}}"#, "3:20"), (#"{"id":1,"x":NaN},{"id":2}]}"#, "3:13"),
    (#"{"id":1,"x":+1},{"id":2}]}"#, "3:13"), (#"{"id":1,"x":None},{"id":2}]}"#, "3:13"),
    (#"{"id":1,"x":007},{"id":2}]}"#, "3:13"), (#"{"id":1,"x":"a\qb"},{"id":2}]}"#, "3:15"),
    ("{\"id\":1,\"title\":\"a\u{1}b\"},{\"id\":2}]}", "3:19"),
  ])
  func smallDamageIsNotedWhereItIsAndCostsNothing(items: String, place: String) throws {
    let feed = try read(feed(items))
    #expect(feed.entries.map(\.id) == ["1", "2"])
    #expect(note(feed).first == place, "\(feed.warnings)")
  }

  @Test func columnsCountCharacters() throws {
    #expect(try note(read(feed(#"{"id":"漢字é",}]}"#))) == ["3:13"])
  }

  @Test func rawLineBreaksInStringsAreText() throws {
    let feed = try read(feed("{\"id\":1,\"content_text\":\"one\n\ttwo\"}]}"))
    #expect(feed.entries[0].contentText == "one\n\ttwo")
    #expect(note(feed) == ["3:28"])
  }

  @Test func quotesThatWereNotEscapedAreText() throws {
    let feed = try read(feed(#"{"id":1,"title":"the "old" pier","url":"http://h.example/"},{"id":2}]}"#))
    #expect(feed.entries[0].title == #"the "old" pier"#)
    #expect(feed.entries[0].url == "http://h.example/")
    #expect(feed.entries.count == 2)
    #expect(note(feed) == ["3:22"])
  }

  @Test(arguments: [
    #"{"id":2,"title":"x": "y"}"#, #"{"id":2,"title" "x"}"#, #"{"id":2,"title":?}"#, #"{"id":2]"#,
    #"{"id":2,"attachments":[{"url":9 x},{"url":8}]}"#, #"{"id":2,"title:"x","url":"y"}"#,
    #"{"id":2,"title":"x}"#,
  ])
  func aBrokenItemCostsThatItem(item: String) throws {
    let feed = try read(feed(#"{"id":1},"# + item + #",{"id":3},{"id":4}]}"#))
    #expect(feed.entries.map(\.id).filter { $0 != "2" } == ["1", "3", "4"])
    #expect(codes(feed).contains("json-invalid"))
  }

  @Test func whatIsInABrokenItemIsNoItem() throws {
    let parts = #"[{"url":"http://h.example/a"},{"url":"http://h.example/b"}"#
    let feed = try read(
      feed(#"{"url":"u","id":1},{"url":"u","id":2,"attachments":\#(parts) "x"},{"url":"u","id":3}]}"#))
    #expect(feed.entries.map(\.id) == ["1", "3"])
  }

  @Test func aBrokenItemOfRSSInJSONCostsThatItem() throws {
    let feed = try read(
      #"{"rss":{"channel":{"title":"T","item":[{"guid":"1"},{"guid":"2","title":"x},{"guid":"3"},{"guid":"4"}]}}}"#
    )
    #expect(feed.format == .rssInJSON)
    #expect(feed.entries.map(\.id) == ["1", "3", "4"])
    #expect(codes(feed).contains("json-invalid"))
  }

  @Test func brokenItemsCostNoQuadraticTime() throws {
    // Each opens a string that runs to the end of the document.
    let item = #"{"id":1,"title":"x "#
    let feed = try read(feed(#"{"id":0},"# + Array(repeating: item, count: 4_000).joined(separator: ",")))
    #expect(feed.entries.map(\.id) == ["0"])
  }

  @Test func aFeedThatIsCutOffAnywhereKeepsItsWholeItems() throws {
    let items = (1...4).map { #"{"id":"\#($0)","title":"Pier \#($0)","tags":["a",{"b":[1]}],"x":"é\u00e9"}"# }
    let whole = feed(items.joined(separator: ",") + #"],"description":"d"}"#)
    let bytes = Array(whole.utf8)
    let head = Array(feed("").utf8).count
    let ends = items.indices.map { index in
      head + Array(items[0...index].joined(separator: ",").utf8).count
    }
    for length in head..<bytes.count {
      let feed = try FeedParser().parse(Array(bytes[0..<length]), url: nil, contentType: nil)
      #expect(feed.entries.count == ends.count { $0 <= length }, "cut at \(length)")
      #expect(codes(feed).contains("json-invalid"))
    }
    #expect(try read(whole).warnings.filter { $0.code == "json-invalid" }.isEmpty)
  }

  @Test func damageInFrontOfTheItemsCostsNoItem() throws {
    let feed = try read(
      #"{"version":"https://jsonfeed.org/version/1.1","title":: "a","items":[{"id":1},{"id":2}],"description":"d"}"#
    )
    #expect(feed.entries.count == 2)
    #expect(feed.description == "d")
    #expect(codes(feed).contains("json-invalid"))
  }

  @Test func aByteOrderMarkIsNoDamage() throws {
    #expect(try read("\u{FEFF}" + feed(#"{"id":1}]}"#)).warnings.isEmpty)
  }

  @Test func utf16IsReadByItsPattern() throws {
    let bytes = feed(#"{"id":1,"title":"Pier é"}]}"#).utf16.flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] }
    let feed = try FeedParser().parse(bytes, url: nil, contentType: "application/json")
    #expect(feed.encoding == "utf-16le")
    #expect(feed.entries[0].title == "Pier é")
  }

  @Test func escapesAreDecodedAndLoneSurrogatesReplaced() throws {
    let title = #"\u0041\/\"\\ \ud83d\ude00 \ud83d \udc00x \u00e9\u0000\u0008\b"#
    let feed = try read(feed(#"{"id":1,"title":"\#(title)"}]}"#))
    #expect(feed.entries[0].title == "A/\"\\ 😀 \u{FFFD} \u{FFFD}x é")
    #expect(feed.warnings.isEmpty)
  }

  // MARK: Limits

  @Test(arguments: ["[", #"{"a":"#, #"[{"a":"#])
  func depthCostsNothing(piece: String) throws {
    let nest = String(repeating: piece, count: 200_000)
    let feed = try read(feed(#"{"id":1},{"id":2,"_x":\#(nest)"#))
    #expect(feed.entries.map(\.id) == ["1"])
  }

  @Test func aCopiedMemberThatIsTooDeepIsLeftOut() throws {
    let nest = String(repeating: "[", count: 200) + String(repeating: "]", count: 200)
    let feed = try read(feed(#"{"id":1,"_x":\#(nest),"title":"a"}]}"#))
    #expect(feed.entries[0].detail?.common.copied.isEmpty == true)
    #expect(feed.entries[0].title == "a")
    #expect(codes(feed) == ["limit-exceeded"])
  }

  @Test func limitsHoldAsForXML() throws {
    let items = (1...5).map { #"{"id":\#($0),"title":"abcdefghij"}"# }.joined(separator: ",")
    let feed = try read(feed(items + "]}")) {
      $0.entries = 3
      $0.title = 4
    }
    #expect(feed.entries.map(\.title) == ["abcd", "abcd", "abcd"])
    #expect(codes(feed) == ["limit-exceeded", "limit-exceeded"])
    let long = String(repeating: "x", count: 9_000)
    let entry = try read(feedOf(long)).entries[0]
    #expect(entry.id.utf8.count < 300)
    #expect(entry.url == nil)
  }

  private func feedOf(_ long: String) -> String {
    feed(#"{"id":"\#(long)","url":"http://h.example/\#(long)"}]}"#)
  }

  @Test func whatIsKeptOfAFloodIsBounded() throws {
    let tags = (0..<5_000).map { "\"\($0)\"" }.joined(separator: ",")
    let feed = try read(
      feed((0..<5).map { #"{"id":\#($0),"tags":[\#(tags)]}"# }.joined(separator: ",") + "]}")
    ) {
      $0.entries = 100
    }
    #expect(feed.entries.count == 5)
    #expect(feed.entries.map(\.tags.count).reduce(0, +) == 2_000)
    #expect(codes(feed).contains("limit-exceeded"))
  }

  @Test func everyByteInAnyPlaceIsSurvived() throws {
    let whole = Array(feed(#"{"id":"1","title":"a\n","n":-1.5e3,"_x":[true,null]},{"id":2}]}"#).utf8)
    for place in whole.indices {
      for byte in [0x00, 0x0A, 0x22, 0x2C, 0x3A, 0x5B, 0x5C, 0x5D, 0x7B, 0x7D, 0x30, 0x65, 0xFF] as [UInt8] {
        var bytes = whole
        bytes[place] = byte
        do throws(ParseError) {
          _ = try FeedParser().parse(bytes, url: nil, contentType: nil)
        } catch {
          guard case .notAFeed = error else { throw error }
        }
      }
    }
  }
}
