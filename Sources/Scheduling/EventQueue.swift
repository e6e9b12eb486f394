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
    items.append(Item(key: key, order: arrivals, value: value))
    var child = items.count - 1
    while child > 0 {
      let parent = (child - 1) / 2
      guard items[child].isBefore(items[parent]) else { return }
      items.swapAt(child, parent)
      child = parent
    }
  }

  @discardableResult mutating func removeFirst() -> Value? {
    guard let last = items.popLast() else { return nil }
    guard let first = items.first else { return last.value }
    items[0] = last
    var parent = 0
    while true {
      var least = parent
      for child in [2 * parent + 1, 2 * parent + 2]
      where child < items.count && items[child].isBefore(items[least]) {
        least = child
      }
      guard least != parent else { return first.value }
      items.swapAt(parent, least)
      parent = least
    }
  }
}
