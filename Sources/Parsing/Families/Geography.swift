import FeedModel

/// GeoRSS Simple, GeoRSS GML, and W3C Basic Geo, as GeoJSON geometry (RFC 7946): longitude first.
enum Geography {
  static func read(_ field: Field, _ subject: inout Subject, _ reading: ReadingContext) -> Bool {
    switch (field.family, field.name) {
    case (.geo, .lat), (.geo, .long), (.geo, .lon), (.geo, .latLong):
      readCoordinate(field, node: 0, &subject)
    // W3C Basic Geo: the two stand in a `geo:Point` as well as alone.
    case (.geo, .point) where field.hasChildren:
      for child in field.children() { readCoordinate(field, node: child, &subject) }
    default:
      guard let geometry = geometry(field, node: 0, dimension: 2) else {
        return isGeometry(field.name)
      }
      subject.common.geometry = geometry
      return true
    }
    if let latitude = subject.latitude, let longitude = subject.longitude, isPosition([latitude, longitude]) {
      subject.common.geometry = Geometry(type: "Point", coordinates: .position([longitude, latitude]))
    }
    return true
  }

  private static func readCoordinate(_ field: Field, node: Int, _ subject: inout Subject) {
    let text = field.text(of: node)
    switch field.nodes[node].name.name {
    case .lat: subject.latitude = text.double
    case .long, .lon: subject.longitude = text.double
    case .latLong:
      let pair = numbers(text)
      if pair.count == 2 { (subject.latitude, subject.longitude) = (pair[0], pair[1]) }
    default: break
    }
  }

  private static func isGeometry(_ name: Name) -> Bool {
    switch name {
    case .point, .line, .polygon, .box, .where: true
    default: false
    }
  }

  private static func geometry(_ field: Field, node: Int, dimension: Int) -> Geometry? {
    guard isWorldwide(field.attribute(.srsname, of: node)) else { return nil }
    let dimension =
      field.nodes[node].attributes
      .first { field.attributes[$0].name.written.lowercased() == "srsdimension" }
      .flatMap { field.value(field.attributes[$0]).integer }.map { $0 == 3 ? 3 : 2 } ?? dimension
    let children = field.children(of: node)
    func positions(_ names: Name...) -> [[Double]]? {
      if let child = children.first(where: { names.contains(field.nodes[$0].name.name) }) {
        return Geography.positions(field.text(of: child), dimension: dimension)
      }
      return children.isEmpty ? Geography.positions(field.text(of: node), dimension: dimension) : nil
    }
    switch field.nodes[node].name.name {
    case .where:
      return children.lazy.compactMap { geometry(field, node: $0, dimension: dimension) }.first
    case .point:
      let child = children.first { field.nodes[$0].name.name == .pos }
      let numbers = numbers(field.text(of: child ?? node))
      // liberal: a height behind the two in `georss:point` too.
      if child != nil || numbers.count == 3 {
        guard numbers.count == 2 || numbers.count == 3, isPosition(numbers) else { return nil }
        return Geometry(type: "Point", coordinates: .position(swapped(numbers)))
      }
      guard let position = positions(.pos, .coordinates)?.first else { return nil }
      return Geometry(type: "Point", coordinates: .position(position))
    case .line, .linestring:
      guard let line = positions(.poslist, .coordinates), line.count >= 2 else { return nil }
      return Geometry(type: "LineString", coordinates: .list(line.map { .position($0) }))
    case .polygon:
      var ring = children.isEmpty ? Geography.positions(field.text(of: node), dimension: dimension) : nil
      if let exterior = field.child(.exterior, of: node), let linear = field.child(.linearring, of: exterior),
        let list = field.child(.poslist, of: linear)
      {
        ring = Geography.positions(field.text(of: list), dimension: dimension)
      }
      guard let ring, ring.count >= 4 else { return nil }
      return Geometry(type: "Polygon", coordinates: .list([.list(ring.map { .position($0) })]))
    case .box, .envelope:
      return box(field, node, children)
    default: return nil
    }
  }

  private static func box(_ field: Field, _ node: Int, _ children: [Int]) -> Geometry? {
    var corners: [[Double]] = []
    if children.isEmpty {
      corners = positions(field.text(of: node), dimension: 2) ?? []
    } else {
      for name in [Name.lowercorner, .uppercorner] {
        guard let corner = field.child(name, of: node) else { return nil }
        corners += positions(field.text(of: corner), dimension: 2) ?? []
      }
    }
    guard corners.count == 2 else { return nil }
    let (low, high) = (corners[0], corners[1])
    let ring: [[Double]] = [low, [high[0], low[1]], high, [low[0], high[1]], low]
    return Geometry(
      type: "Polygon", coordinates: .list([.list(ring.map { .position($0) })]), bbox: low + high)
  }

  /// GeoJSON is WGS 84 only (RFC 7946 §4); other reference systems are left out.
  private static func isWorldwide(_ name: Bytes?) -> Bool {
    guard let name = name?.trimmed.string.lowercased(), !name.isEmpty else { return true }
    return name.hasSuffix("4326") || name.hasSuffix("crs84") || name.hasSuffix("4979")
      || name.contains("wgs84")
  }

  /// Latitude and longitude in turns, in pairs or triples; nil when there is none or one is impossible.
  private static func positions(_ text: Bytes, dimension: Int) -> [[Double]]? {
    let numbers = numbers(text)
    guard !numbers.isEmpty, numbers.count % dimension == 0 else { return nil }
    var positions: [[Double]] = []
    for start in stride(from: 0, to: numbers.count, by: dimension) {
      let position = Array(numbers[start..<start + dimension])
      guard isPosition(position) else { return nil }
      positions.append(swapped(position))
    }
    return positions
  }

  private static func swapped(_ numbers: [Double]) -> [Double] {
    [numbers[1], numbers[0]] + numbers.dropFirst(2)
  }

  private static func isPosition(_ numbers: [Double]) -> Bool {
    abs(numbers[0]) <= 90 && abs(numbers[1]) <= 360
  }

  /// Numbers between white space or commas; empty when something else is among them.
  private static func numbers(_ text: Bytes) -> [Double] {
    var numbers: [Double] = []
    var index = 0
    while index < text.count {
      if text[index].isSpace || text[index] == UInt8(ascii: ",") {
        index += 1
        continue
      }
      let start = index
      while index < text.count, !text[index].isSpace, text[index] != UInt8(ascii: ",") { index += 1 }
      guard numbers.count < 100_000, let number = text[from: start, to: index].double else { return [] }
      numbers.append(number)
    }
    return numbers
  }
}
