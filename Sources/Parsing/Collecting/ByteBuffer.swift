/// Growing bytes whose contents can be looked at without a closure. Kept and reused: never shrinks below
/// what the limits allow.
struct ByteBuffer: ~Copyable {
  private var base: UnsafeMutablePointer<UInt8>
  /// Somebody else's bytes that are the contents until something is appended.
  private var borrowed: UnsafePointer<UInt8>?
  private var capacity: Int
  private(set) var count = 0

  init(capacity: Int = 4096) {
    self.capacity = capacity
    base = .allocate(capacity: capacity)
  }

  deinit { base.deallocate() }

  /// The contents: good until the next change.
  var view: Bytes { Bytes(start: start, count: count) }

  func view(_ range: Range<Int>) -> Bytes {
    Bytes(start: start + range.lowerBound, count: range.count)
  }

  private var start: UnsafePointer<UInt8> { borrowed ?? UnsafePointer(base) }

  /// Appends bytes that stay where they are until `removeAll`: not copied while they are all there is.
  @inline(__always)
  mutating func append(lasting bytes: Bytes) {
    guard count == 0, let source = bytes.baseAddress else {
      append(bytes)
      return
    }
    borrowed = source
    count = bytes.count
  }

  @inline(__always)
  mutating func append(_ bytes: Bytes) {
    guard let source = bytes.baseAddress, bytes.count > 0 else { return }
    reserve(bytes.count)
    (base + count).update(from: source, count: bytes.count)
    count &+= bytes.count
  }

  @inline(__always)
  mutating func append(_ byte: UInt8) {
    reserve(1)
    base[count] = byte
    count &+= 1
  }

  mutating func append(_ text: StaticString) {
    append(Bytes(start: text.utf8Start, count: text.utf8CodeUnitCount))
  }

  /// Appends a part of itself.
  mutating func append(own range: Range<Int>) {
    reserve(range.count)
    (base + count).update(from: base + range.lowerBound, count: range.count)
    count += range.count
  }

  /// Markup characters as references, so that the text reads as text in HTML.
  mutating func append(escaping bytes: Bytes, inAttribute: Bool = false) {
    var plain = 0
    for index in 0..<bytes.count {
      let reference: StaticString
      switch bytes[index] {
      case UInt8(ascii: "&"): reference = "&amp;"
      case UInt8(ascii: "<"): reference = "&lt;"
      case UInt8(ascii: ">"): reference = "&gt;"
      case UInt8(ascii: "\"") where inAttribute: reference = "&quot;"
      default: continue
      }
      append(bytes[from: plain, to: index])
      append(reference)
      plain = index + 1
    }
    append(bytes[from: plain, to: bytes.count])
  }

  mutating func replace(with bytes: [UInt8]) {
    removeAll()
    bytes.withUnsafeBufferPointer { append($0) }
  }

  @inline(__always)
  mutating func removeAll() {
    count = 0
    borrowed = nil
  }

  /// Removes the contents, and the memory if it is more than so many bytes.
  mutating func empty(keeping limit: Int) {
    removeAll()
    guard capacity > limit else { return }
    base.deallocate()
    capacity = 4096
    base = .allocate(capacity: capacity)
  }

  @inline(__always)
  private mutating func reserve(_ more: Int) {
    if count &+ more > capacity || borrowed != nil { grow(more) }
  }

  private mutating func grow(_ more: Int) {
    let old = base
    let isLarger = count &+ more > capacity
    if isLarger {
      capacity = max(capacity &* 2, count &+ more)
      base = .allocate(capacity: capacity)
    }
    if isLarger || borrowed != nil { base.update(from: borrowed ?? UnsafePointer(old), count: count) }
    if isLarger { old.deallocate() }
    borrowed = nil
  }
}
