/// Name of an element or an attribute. The pointers are the dictionary's: good while the parser lives.
struct XMLName {
  var name: Name
  var family: Family
  var local: UnsafePointer<UInt8>
  var prefix: UnsafePointer<UInt8>?
  var uri: UnsafePointer<UInt8>?

  /// As written in the document.
  var written: String {
    let local = String(cString: local)
    guard let prefix else { return local }
    return String(cString: prefix) + ":" + local
  }
}
