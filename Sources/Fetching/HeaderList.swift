import CCurl
import Glibc

/// A list of header lines for `CURLOPT_HTTPHEADER`, which is filled anew for each request.
///
/// The lines stand one behind the other in memory that stays, so that a request costs no allocation.
final class HeaderList {
  /// Each line with a NUL behind it.
  @exclusivity(unchecked) private var text: UnsafeMutablePointer<CChar>
  @exclusivity(unchecked) private var size = 0
  @exclusivity(unchecked) private var capacity = 1024
  /// Where the lines begin.
  @exclusivity(unchecked) private var starts: [Int] = []
  @exclusivity(unchecked) private var nodes: UnsafeMutablePointer<curl_slist>
  @exclusivity(unchecked) private var nodeCapacity = 16

  init() {
    text = .allocate(capacity: capacity)
    nodes = .allocate(capacity: nodeCapacity)
  }

  deinit {
    text.deallocate()
    nodes.deallocate()
  }

  func removeAll() {
    size = 0
    starts.removeAll(keepingCapacity: true)
  }

  var count: Int { starts.count }

  /// Removes the lines from that number on.
  func removeAll(from count: Int) {
    guard count < starts.count else { return }
    size = starts[count]
    starts.removeLast(starts.count - count)
  }

  /// Adds `Name: value`. A field that cannot stand on one line is left out: it would forge another.
  func append(_ name: String, _ value: String) {
    guard !value.isEmpty else { return }
    let start = size
    guard write(name), write(": "), write(value) else {
      size = start
      return
    }
    reserve(1)
    text[size] = 0
    size += 1
    starts.append(start)
  }

  /// The list as libcurl takes it; nil when it is empty. It stands until the list is changed.
  func linked() -> UnsafeMutablePointer<curl_slist>? {
    guard !starts.isEmpty else { return nil }
    if nodeCapacity < starts.count {
      nodes.deallocate()
      nodeCapacity = starts.count
      nodes = .allocate(capacity: nodeCapacity)
    }
    for (place, start) in starts.enumerated() {
      let isLast = place == starts.count - 1
      (nodes + place).initialize(to: curl_slist(data: text + start, next: isLast ? nil : nodes + place + 1))
    }
    return nodes
  }

  /// Adds the bytes that a text's scalars stand for; false when one has none, or would break the line.
  private func write(_ text: String) -> Bool {
    var text = text
    let isPlain = text.withUTF8 { bytes in
      guard bytes.allSatisfy({ $0 < 0x80 && $0 != 0x0D && $0 != 0x0A && $0 != 0 }) else { return false }
      write(bytes)
      return true
    }
    if isPlain { return true }
    guard let bytes = Latin1.bytes(text) else { return false }
    bytes.withUnsafeBufferPointer { write($0) }
    return true
  }

  private func write(_ bytes: UnsafeBufferPointer<UInt8>) {
    guard let first = bytes.baseAddress else { return }
    reserve(bytes.count)
    memcpy(text + size, first, bytes.count)
    size += bytes.count
  }

  private func reserve(_ count: Int) {
    guard capacity - size < count else { return }
    capacity = max(capacity * 2, size + count)
    let larger = UnsafeMutablePointer<CChar>.allocate(capacity: capacity)
    memcpy(larger, text, size)
    text.deallocate()
    text = larger
  }
}
