/// Values without references, in memory that is kept when they are removed: an array whose `removeAll` costs
/// nothing and whose elements need no reference count.
struct Pile<Element>: ~Copyable {
  private var base: UnsafeMutablePointer<Element>
  private var capacity: Int
  private(set) var count = 0

  init(capacity: Int = 64) {
    // Not BitwiseCopyable, because Range isn't.
    assert(_isPOD(Element.self), "elements are dropped without being destroyed")
    self.capacity = capacity
    base = .allocate(capacity: capacity)
  }

  deinit { base.deallocate() }

  subscript(index: Int) -> Element {
    @inline(__always) get {
      precondition(index >= 0 && index < count)
      return base[index]
    }
    @inline(__always) _modify {
      precondition(index >= 0 && index < count)
      yield &base[index]
    }
  }

  @inline(__always)
  mutating func append(_ element: Element) {
    if count == capacity { grow() }
    (base + count).initialize(to: element)
    count &+= 1
  }

  @inline(__always)
  mutating func removeAll() { count = 0 }

  /// Takes out what was appended after the first `remaining`.
  @inline(__always)
  mutating func truncate(to remaining: Int) {
    if remaining < count { count = max(remaining, 0) }
  }

  private mutating func grow() {
    let larger = UnsafeMutablePointer<Element>.allocate(capacity: capacity &* 2)
    larger.update(from: base, count: count)
    base.deallocate()
    base = larger
    capacity &*= 2
  }
}
