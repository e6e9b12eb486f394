/// Small numbers by pointer: what a name in libxml2's dictionary was found to mean.
///
/// The dictionary interns names, so that a pointer is the name for as long as the parser lives. Open
/// addressing; grows to `maximum` entries, further ones are not kept (a document with a million names).
struct PointerTable: ~Copyable {
  private var keys: UnsafeMutablePointer<UInt>
  private var values: UnsafeMutablePointer<UInt16>
  private var mask: Int
  private(set) var count = 0
  private let maximum = 4_096

  init() {
    mask = 1023
    keys = .allocate(capacity: mask + 1)
    values = .allocate(capacity: mask + 1)
    keys.initialize(repeating: 0, count: mask + 1)
    values.initialize(repeating: 0, count: mask + 1)
  }

  deinit {
    keys.deallocate()
    values.deallocate()
  }

  @inline(__always)
  private func slot(of key: UInt) -> Int {
    // Interned strings stand close together: the low bits differ, multiplication spreads them.
    Int(truncatingIfNeeded: (key &* 0x9E37_79B9_7F4A_7C15) >> 40) & mask
  }

  @inline(__always)
  subscript(pointer: UnsafePointer<UInt8>) -> UInt16? {
    let key = UInt(bitPattern: pointer)
    var index = slot(of: key)
    while keys[index] != 0 {
      if keys[index] == key { return values[index] }
      index = (index &+ 1) & mask
    }
    return nil
  }

  mutating func insert(_ value: UInt16, for pointer: UnsafePointer<UInt8>) {
    guard count < maximum else { return }
    if count &* 2 > mask { grow() }
    place(value, UInt(bitPattern: pointer))
    count += 1
  }

  private mutating func place(_ value: UInt16, _ key: UInt) {
    var index = slot(of: key)
    while keys[index] != 0 { index = (index &+ 1) & mask }
    keys[index] = key
    values[index] = value
  }

  private mutating func grow() {
    let (oldKeys, oldValues, oldMask) = (keys, values, mask)
    mask = mask &* 2 &+ 1
    keys = .allocate(capacity: mask + 1)
    values = .allocate(capacity: mask + 1)
    keys.initialize(repeating: 0, count: mask + 1)
    values.initialize(repeating: 0, count: mask + 1)
    for index in 0...oldMask where oldKeys[index] != 0 {
      place(oldValues[index], oldKeys[index])
    }
    oldKeys.deallocate()
    oldValues.deallocate()
  }
}
