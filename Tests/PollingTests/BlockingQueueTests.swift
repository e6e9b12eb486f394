import Testing

@testable import Polling

@Suite(.timeLimit(.minutes(5))) struct BlockingQueueTests {
  /// Long enough for any machine; what comes sooner ends it.
  private static let patience = 240

  @Test func `everything that waits is taken at once, in order, whether it is urgent or not`() {
    let queue = BlockingQueue<Int>()
    for number in 0..<5 { #expect(queue.put(number, isUrgent: number.isMultiple(of: 2))) }
    #expect(queue.takeAll(waiting: Self.patience) == [0, 1, 2, 3, 4])
    #expect(queue.takeAll(waiting: 0) == [])
  }

  @Test func `what is not urgent is taken without waiting for the end of the pause`() {
    let queue = BlockingQueue<Int>()
    #expect(queue.put(1, isUrgent: false))
    #expect(queue.put(2, isUrgent: false))
    #expect(queue.takeAll(waiting: Self.patience) == [1, 2])
    #expect(queue.put(3, isUrgent: false))
    #expect(queue.takeAll(waiting: Self.patience) == [3])
  }

  @Test func `a consumer that sleeps is woken by the first, urgent or not, and loses none`() {
    for isUrgent in [true, false] {
      let queue = BlockingQueue<Int>()
      DetachedThread {
        for number in 0..<3000 { _ = queue.put(number, isUrgent: isUrgent || number == 1500) }
        queue.close()
      }.start()
      var taken: [Int] = []
      while let some = queue.takeAll(waiting: Self.patience) { taken += some }
      #expect(taken == Array(0..<3000))
    }
  }

  @Test func `a closed queue gives what waits, then nil, and takes no more`() {
    let queue = BlockingQueue<Int>()
    #expect(queue.put(1, isUrgent: false))
    queue.close()
    #expect(!queue.put(2))
    #expect(queue.isClosedToMore)
    #expect(queue.takeAll(waiting: Self.patience) == [1])
    #expect(queue.takeAll(waiting: Self.patience) == nil)
  }
}
