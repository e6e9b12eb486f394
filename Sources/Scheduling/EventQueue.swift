/// A binary heap of what comes next: least key first, equal keys in order of arrival.
struct EventQueue<Value: Sendable>: Sendable {
  private struct Item {
    var key: Int64
    var order: UInt64
    var value: Value

    func isBefore(_ other: Item) -> Bool { key != other.key ? key < other.key : order < other.order }
  }

  private var items: [Item] = []
  private var arrivals: UInt64 = 0

  var count: Int { items.count }
  var first: (key: Int64, value: Value)? { items.first.map { ($0.key, $0.value) } }

  mutating func insert(_ value: Value, key: Int64) {
    arrivals += 1
    let item = Item(key: key, order: arrivals, value: value)
    items.append(item)
    var place = items.count - 1
    while place > 0, case let parent = (place - 1) / 2, item.isBefore(items[parent]) {
      items[place] = items[parent]
      place = parent
    }
    items[place] = item
  }

  @discardableResult mutating func removeFirst() -> Value? {
    guard let last = items.popLast() else { return nil }
    guard let first = items.first else { return last.value }
    var place = 0
    while case var child = 2 * place + 1, child < items.count {
      if child + 1 < items.count, items[child + 1].isBefore(items[child]) { child += 1 }
      guard items[child].isBefore(last) else { break }
      items[place] = items[child]
      place = child
    }
    items[place] = last
    return first.value
  }
}
