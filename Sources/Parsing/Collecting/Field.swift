/// One element of a feed or an entry with all that is in it, in buffers that are used again for the next.
///
/// Node 0 is the element; the others stand in document order. A text construct has only node 0: elements in
/// it are markup, and part of its text.
final class Field {
  struct Node {
    var name: XMLName
    var parent: Int
    /// Index after the last node inside this one.
    var end = 0
    var attributes: Range<Int>
    /// Of `bytes`; node 0 has its text in a buffer of its own.
    var text: Range<Int> = 0..<0
    var scope: Int
  }

  struct Attribute {
    var name: XMLName
    var value: Range<Int>
  }

  @exclusivity(unchecked) private(set) var nodes = Pile<Node>()
  @exclusivity(unchecked) private(set) var attributes = Pile<Attribute>()
  @exclusivity(unchecked) private var bytes = ByteBuffer()
  /// Text of node 0.
  @exclusivity(unchecked) var text = ByteBuffer(capacity: 64 * 1024)
  /// True when elements stand in the text, written as markup.
  @exclusivity(unchecked) var hasMarkup = false
  /// Nodes that were left out because there are too many.
  @exclusivity(unchecked) private(set) var omitted = 0
  /// The node that text and attributes belong to.
  @exclusivity(unchecked) private(set) var current = -1

  var name: Name { nodes[0].name.name }
  var family: Family { nodes[0].name.family }
  var hasChildren: Bool { nodes.count > 1 }

  @inline(__always)
  func reset() {
    nodes.removeAll()
    attributes.removeAll()
    bytes.removeAll()
    text.removeAll()
    current = -1
    omitted = 0
    hasMarkup = false
  }

  @inline(__always)
  func open(_ name: XMLName, scope: Int) {
    let node = Node(
      name: name, parent: current, attributes: attributes.count..<attributes.count, scope: scope)
    current = nodes.count
    nodes.append(node)
  }

  func setScope(_ scope: Int) {
    nodes[current].scope = scope
  }

  @inline(__always)
  func addAttribute(_ name: XMLName, _ value: Bytes) {
    let start = bytes.count
    bytes.append(value)
    attributes.append(Attribute(name: name, value: start..<bytes.count))
    nodes[current].attributes = nodes[current].attributes.lowerBound..<attributes.count
  }

  /// Takes the attributes of a nested element out again, which were kept to be written as markup.
  func removeAttributes(from first: Int) {
    guard first < attributes.count else { return }
    attributes.truncate(to: first)
    if current >= 0 { nodes[current].attributes = nodes[current].attributes.clamped(to: 0..<first) }
  }

  /// - Parameter isLasting: the bytes stay where they are until the field is reset.
  @inline(__always)
  func addText(_ more: Bytes, isLasting: Bool) {
    if current == 0 {
      if isLasting { text.append(lasting: more) } else { text.append(more) }
      return
    }
    var range = nodes[current].text
    if range.isEmpty {
      range = bytes.count..<bytes.count
    } else if range.upperBound != bytes.count {
      // Something stands between: white space there is layout, other text moves to the end.
      if more.trimmed.isEmpty { return }
      let moved = bytes.count
      bytes.append(own: range)
      range = moved..<bytes.count
    }
    bytes.append(more)
    nodes[current].text = range.lowerBound..<bytes.count
  }

  /// False when the element that ended was the field itself.
  @inline(__always)
  func close() -> Bool {
    nodes[current].end = nodes.count
    current = nodes[current].parent
    return current >= 0
  }

  /// Bytes of text and attributes.
  @inline(__always)
  var size: Int { text.count &+ bytes.count }

  func omit() { omitted += 1 }

  // MARK: Reading

  func text(of node: Int) -> Bytes {
    node == 0 ? text.view : bytes.view(nodes[node].text)
  }

  func value(_ attribute: Attribute) -> Bytes { bytes.view(attribute.value) }

  /// The value of an attribute, whatever its prefix; nil when there is none.
  @inline(__always)
  func attribute(_ name: Name, of node: Int = 0) -> Bytes? {
    for index in nodes[node].attributes where attributes[index].name.name == name {
      if attributes[index].name.family != .xml { return bytes.view(attributes[index].value) }
    }
    return nil
  }

  func string(_ name: Name, of node: Int = 0) -> String? {
    attribute(name, of: node)?.nonEmptyString
  }

  /// Indices of the elements directly inside a node.
  func children(of node: Int = 0) -> [Int] {
    var children: [Int] = []
    var index = node + 1
    while index < nodes[node].end {
      children.append(index)
      index = max(nodes[index].end, index + 1)
    }
    return children
  }

  /// The last element of a name directly inside a node.
  func child(_ name: Name, of node: Int = 0) -> Int? {
    children(of: node).last { nodes[$0].name.name == name }
  }

  /// The trimmed text of a child, if there is any.
  func childText(_ name: Name, of node: Int = 0) -> String? {
    child(name, of: node).flatMap { text(of: $0).nonEmptyString }
  }
}
