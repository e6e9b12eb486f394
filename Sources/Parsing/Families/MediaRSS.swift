import FeedModel

enum MediaRSS {
  static func read(_ field: Field, _ subject: inout Subject, _ reading: ReadingContext) -> Bool {
    false
  }
}
