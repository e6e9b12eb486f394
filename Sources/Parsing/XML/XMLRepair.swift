import FeedModel

/// A document that was made well-formed, and what that took.
struct RepairedDocument {
  var text: [UInt8]
  var warnings: [ParseWarning] = []
  var isTruncated = false
}

extension UnsafeBufferPointer<UInt8> {
  func withUnsafeRepair(limits: ParseLimits) -> RepairedDocument {
    RepairedDocument(text: Array(self))
  }
}

extension [UInt8] {
  func withUnsafeBufferPointerThrowing(_ body: (Bytes) throws(ParseError) -> Void) throws(ParseError) {
    var result: Result<Void, ParseError> = .success(())
    withUnsafeBufferPointer { bytes in
      result = Result { () throws(ParseError) in try body(bytes) }
    }
    try result.get()
  }
}
