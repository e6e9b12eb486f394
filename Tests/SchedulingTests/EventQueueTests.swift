import Testing

@testable import Scheduling

@Suite struct EventQueueTests {
  @Test func `the least key comes first, and equal keys in order of arrival, whatever came between`() {
    var queue = EventQueue<Int>()
    var waiting: [(key: Int64, value: Int)] = []
    var state: UInt64 = 42
    func chance(_ count: UInt64) -> UInt64 {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return (state >> 33) % count
    }
    for value in 0..<5000 {
      let key = Int64(chance(50)) - 25
      queue.insert(value, key: key)
      waiting.append((key, value))
      guard chance(3) > 0 else { continue }
      for _ in 0..<chance(4) {
        // The first of the least.
        let least = waiting.indices.min { (waiting[$0].key, $0) < (waiting[$1].key, $1) }
        let expected = least.map { waiting.remove(at: $0) }
        #expect(queue.first?.key == expected?.key)
        #expect(queue.removeFirst() == expected?.value)
        #expect(queue.count == waiting.count)
      }
    }
    waiting.sort { ($0.key, $0.value) < ($1.key, $1.value) }
    while let value = queue.removeFirst() { #expect(value == waiting.removeFirst().value) }
    #expect(waiting.isEmpty)
    #expect(queue.removeFirst() == nil && queue.first == nil)
  }
}
