import Glibc
package import Storing
package import SystemPackage

/// A file system in memory that can stop at any call, and then forget what was never synced.
///
/// A file is what processes see (`bytes`) and what is on the disk (`synced`), with the 4 KiB pages that
/// differ; a folder likewise, with the changes to its names in order. `die` ends the process, with the page
/// cache kept; `cutPower` ends the machine, and keeps of what was not synced any part: pages whole, torn or not
/// at all, sizes before or after, names in part.
///
/// `@unchecked Sendable` because a model is used by one task only.
package final class ModelFiles: FileCalls, @unchecked Sendable {
  final class Node {
    let number: UInt64
    let isDirectory: Bool
    var mode: mode_t
    var syncedMode: mode_t
    var links = 1

    var bytes: [UInt8] = []
    var synced: [UInt8] = []
    var dirtyPages: Set<Int> = []
    /// Sizes that the file has had since it was synced.
    var sizes: [Int] = []

    var names: [String: Node] = [:]
    var syncedNames: [String: Node] = [:]
    /// What became of names since the folder was synced; nil where a name was taken away. A rename within a
    /// folder is one change, as journals have it.
    var changes: [[(name: String, node: Node?)]] = []

    init(number: UInt64, isDirectory: Bool, mode: mode_t) {
      self.number = number
      self.isDirectory = isDirectory
      self.mode = mode
      syncedMode = mode
    }
  }

  static let pageSize = 4096
  /// No descriptor of the kernel's is as high, so that a call that goes astray fails.
  private static let firstDescriptor: CInt = 1 << 30
  private static let stopped = Errno(rawValue: EOWNERDEAD)

  private(set) var root = Node(number: 1, isDirectory: true, mode: 0o750)
  private var lastNumber: UInt64 = 1
  private var open: [CInt: (node: Node, isAppending: Bool)] = [:]
  private var nextDescriptor = ModelFiles.firstDescriptor
  var random: RandomNumbers

  /// Calls that change something, since the process began.
  package private(set) var calls = 0
  /// The process ends at this call, which is made in part or not at all.
  package var lastCall = Int.max
  package internal(set) var isStopped = false
  /// Calls that fail, by number.
  package var errors: [Int: Errno] = [:]
  /// Kinds of the calls so far, for tests that want to fail some.
  package private(set) var log: [CallKind] = []
  /// Every line that was ever handed to an append, by seq.
  var appended: [Int64: [UInt8]] = [:]

  package enum CallKind: Sendable {
    case write
    case append
    case sync
    case name
    case mode
    case other
  }

  package init(seed: UInt64) {
    random = RandomNumbers(seed: seed)
  }

  // MARK: - Faults

  /// True when the call may be made; throws when it fails, or when the process is over.
  private func begin(_ kind: CallKind) throws(Errno) {
    guard !isStopped else { throw Self.stopped }
    calls += 1
    log.append(kind)
    if calls >= lastCall { isStopped = true }
    // A sync that finds no space is a disk error like any other: the pages are lost. A mode takes no space.
    if let code = errors[calls], code != .noSpace || (kind != .sync && kind != .mode) { throw code }
    if isStopped, kind != .write, kind != .append { throw Self.stopped }
  }

  /// A call of something that is no file, the index's commit.
  func beginOther() throws(Errno) { try begin(.other) }

  /// A new process: nothing is open.
  package func start(lastCall: Int = .max) {
    isStopped = false
    calls = 0
    log = []
    errors = [:]
    open = [:]
    self.lastCall = lastCall
  }

  /// The machine ends: of what was not synced, anything may be there.
  package func cutPower() {
    var seen: Set<UInt64> = []
    forget(root, &seen)
    countLinks()
  }

  private func forget(_ node: Node, _ seen: inout Set<UInt64>) {
    guard seen.insert(node.number).inserted else { return }
    if random.isOne(in: 2) { node.mode = node.syncedMode }
    node.syncedMode = node.mode
    guard node.isDirectory else { return forgetPages(node) }
    forgetNames(node)
    for name in node.names.keys.sorted() { node.names[name].map { forget($0, &seen) } }
  }

  private func forgetNames(_ folder: Node) {
    folder.names = folder.syncedNames
    // In order, as a journal has them; now and then any of them, as POSIX allows.
    let kept = random.below(folder.changes.count + 1)
    let isOrdered = !random.isOne(in: 4)
    for (place, change) in folder.changes.enumerated()
    where isOrdered ? place < kept : random.isOne(in: 2) {
      for (name, node) in change { folder.names[name] = node }
    }
    folder.syncedNames = folder.names
    folder.changes = []
  }

  private func forgetPages(_ node: Node) {
    guard !node.dirtyPages.isEmpty || !node.sizes.isEmpty else { return }
    let sizes = [node.synced.count] + node.sizes
    var size = sizes[random.below(sizes.count)]
    if random.isOne(in: 4), let least = sizes.min(), let most = sizes.max() {
      size = least + random.below(most - least + 1)
    }
    var result = [UInt8](repeating: 0, count: size)
    copy(node.synced, 0..<min(size, node.synced.count), to: &result)
    // Blocks of deleted files, where data and size are not ordered (data=writeback).
    if random.isOne(in: 8), size > node.synced.count {
      for place in node.synced.count..<size { result[place] = UInt8(truncatingIfNeeded: place &* 151 | 1) }
    }
    for page in node.dirtyPages.sorted() {
      let start = page * Self.pageSize
      let end = min(start + Self.pageSize, size, node.bytes.count)
      guard start < end else { continue }
      switch random.below(4) {
      case 0: continue
      case 1: copy(node.bytes, start..<(start + random.below(end - start + 1)), to: &result)
      case 2 where random.isOne(in: 2):
        copy(node.bytes, (start + random.below(end - start + 1))..<end, to: &result)
      default: copy(node.bytes, start..<end, to: &result)
      }
    }
    node.bytes = result
    node.synced = result
    node.dirtyPages = []
    node.sizes = []
  }

  private func copy(_ source: [UInt8], _ range: Range<Int>, to target: inout [UInt8]) {
    guard !range.isEmpty else { return }
    source.withUnsafeBytes {
      copy(UnsafeRawBufferPointer(rebasing: $0[range]), to: &target, at: range.lowerBound)
    }
  }

  private func copy(_ source: UnsafeRawBufferPointer, to target: inout [UInt8], at offset: Int) {
    target.withUnsafeMutableBytes { target in
      UnsafeMutableRawBufferPointer(rebasing: target[offset...]).copyMemory(from: source)
    }
  }

  private func countLinks() {
    var counts: [UInt64: Int] = [:]
    var nodes: [Node] = []
    func visit(_ folder: Node) {
      for node in folder.names.values {
        counts[node.number, default: 0] += 1
        nodes.append(node)
        if node.isDirectory { visit(node) }
      }
    }
    visit(root)
    for node in nodes { node.links = counts[node.number] ?? 0 }
  }

  // MARK: - Looking at it from outside

  /// The node at a path from the top.
  func node(_ path: String) -> Node? {
    path.split(separator: "/").reduce(root as Node?) { $0?.names[String($1)] }
  }

  // MARK: - Calls that change nothing

  private func node(_ file: CInt) throws(Errno) -> Node {
    guard !isStopped else { throw Self.stopped }
    guard let node = open[file]?.node else { throw .badFileDescriptor }
    return node
  }

  private func give(_ node: Node, isAppending: Bool = false) -> CInt {
    let descriptor = nextDescriptor
    nextDescriptor += 1
    open[descriptor] = (node, isAppending)
    return descriptor
  }

  package func openDirectory(path: String) throws(Errno) -> CInt {
    guard !isStopped else { throw Self.stopped }
    return give(root)
  }

  package func status(_ file: CInt) throws(Errno) -> FileStatus { status(try node(file)) }

  package func status(of name: String, in directory: CInt) throws(Errno) -> FileStatus {
    guard let node = try node(directory).names[name] else { throw .noSuchFileOrDirectory }
    return status(node)
  }

  private func status(_ node: Node) -> FileStatus {
    FileStatus(
      isRegular: !node.isDirectory, isDirectory: node.isDirectory, size: Int64(node.bytes.count),
      mode: node.mode, owner: geteuid(), links: node.links, device: 1, inode: node.number)
  }

  package func names(in directory: CInt) throws(Errno) -> [String] {
    try node(directory).names.keys.sorted()
  }

  package func read(
    _ file: CInt, into bytes: UnsafeMutableRawBufferPointer, at offset: Int64
  ) throws(Errno) -> Int {
    let node = try node(file)
    let start = min(Int(offset), node.bytes.count)
    let count = min(bytes.count, node.bytes.count - start)
    node.bytes.withUnsafeBytes { source in
      if count > 0 { bytes.copyMemory(from: .init(rebasing: source[start..<(start + count)])) }
    }
    return count
  }

  /// None, so that nothing is set aside: a reserve would be most of what a schedule does.
  package func freeSpace(_ file: CInt) throws(Errno) -> Int64 { 0 }
  package func lock(_ file: CInt) throws(Errno) {}
  package func close(_ file: CInt) { open[file] = nil }

  // MARK: - Calls that change something

  package func makeDirectory(path: String) throws(Errno) {}

  package func makeDirectory(_ name: String, in directory: CInt) throws(Errno) {
    let folder = try node(directory)
    if folder.names[name] != nil { throw .fileExists }
    try begin(.name)
    lastNumber += 1
    put(Node(number: lastNumber, isDirectory: true, mode: 0o750), name, in: folder)
  }

  package func open(_ name: String, in directory: CInt, flags: CInt) throws(Errno) -> CInt {
    let folder = try node(directory)
    if let node = folder.names[name] {
      if flags & O_EXCL != 0 { throw .fileExists }
      if flags & O_DIRECTORY != 0, !node.isDirectory { throw .notDirectory }
      return give(node, isAppending: flags & O_APPEND != 0)
    }
    guard flags & O_CREAT != 0 else { throw .noSuchFileOrDirectory }
    try begin(.name)
    lastNumber += 1
    let node = Node(number: lastNumber, isDirectory: false, mode: 0o640)
    put(node, name, in: folder)
    return give(node, isAppending: flags & O_APPEND != 0)
  }

  private func put(_ node: Node?, _ name: String, in folder: Node) {
    change([(name, node)], in: folder)
  }

  private func change(_ names: [(name: String, node: Node?)], in folder: Node) {
    for (name, node) in names {
      folder.names[name]?.links -= 1
      folder.names[name] = node
    }
    folder.changes.append(names)
  }

  package func unlink(_ name: String, in directory: CInt) throws(Errno) {
    let folder = try node(directory)
    guard folder.names[name] != nil else { throw .noSuchFileOrDirectory }
    try begin(.name)
    put(nil, name, in: folder)
  }

  package func rename(
    _ name: String, in directory: CInt, to newName: String, in newDirectory: CInt
  ) throws(Errno) {
    let (folder, target) = (try node(directory), try node(newDirectory))
    guard let moved = folder.names[name] else { throw .noSuchFileOrDirectory }
    // rename(2): two names of one file, and nothing happens.
    if target.names[newName] === moved { return }
    try begin(.name)
    moved.links += 1
    if folder === target { return change([(newName, moved), (name, nil)], in: folder) }
    put(moved, newName, in: target)
    put(nil, name, in: folder)
  }

  package func link(
    _ name: String, in directory: CInt, to newName: String, in newDirectory: CInt
  ) throws(Errno) {
    let (folder, target) = (try node(directory), try node(newDirectory))
    guard let linked = folder.names[name] else { throw .noSuchFileOrDirectory }
    if target.names[newName] != nil { throw .fileExists }
    try begin(.name)
    linked.links += 1
    put(linked, newName, in: target)
  }

  package func changeMode(_ file: CInt, _ mode: UInt32) throws(Errno) {
    let node = try node(file)
    try begin(.mode)
    node.mode = mode
  }

  package func truncate(_ file: CInt, to size: Int64) throws(Errno) {
    let node = try node(file)
    try begin(.other)
    if size < node.bytes.count {
      node.bytes.removeLast(node.bytes.count - Int(size))
      node.dirtyPages = node.dirtyPages.filter { $0 * Self.pageSize < Int(size) }
    } else {
      node.bytes += [UInt8](repeating: 0, count: Int(size) - node.bytes.count)
    }
    node.sizes.append(node.bytes.count)
  }

  package func allocate(_ file: CInt, _ size: Int64) throws(Errno) { throw .noSpace }
  package func syncData(_ file: CInt) throws(Errno) { try sync(file) }

  package func sync(_ file: CInt) throws(Errno) {
    let node = try node(file)
    do throws(Errno) {
      try begin(.sync)
    } catch {
      // Linux takes the pages for clean; what is on the disk nobody knows.
      if error == .ioError {
        node.dirtyPages = []
        node.sizes = []
      }
      throw error
    }
    node.syncedMode = node.mode
    if node.isDirectory {
      node.syncedNames = node.names
      node.changes = []
      return
    }
    if node.synced.count > node.bytes.count {
      node.synced.removeLast(node.synced.count - node.bytes.count)
    } else if node.synced.count < node.bytes.count {
      node.synced += [UInt8](repeating: 0, count: node.bytes.count - node.synced.count)
    }
    for page in node.dirtyPages {
      let start = page * Self.pageSize
      if start < node.bytes.count {
        copy(node.bytes, start..<min(start + Self.pageSize, node.bytes.count), to: &node.synced)
      }
    }
    node.dirtyPages = []
    node.sizes = []
  }

  package func write(_ file: CInt, _ bytes: UnsafeRawBufferPointer) throws(Errno) -> Int {
    let node = try node(file)
    remember(bytes)
    return try write(bytes, at: node.bytes.count, of: node, .append)
  }

  package func write(
    _ file: CInt, _ bytes: UnsafeRawBufferPointer, at offset: Int64
  ) throws(Errno) -> Int {
    try write(bytes, at: Int(offset), of: try node(file), .write)
  }

  private func write(
    _ bytes: UnsafeRawBufferPointer, at offset: Int, of node: Node, _ kind: CallKind
  ) throws(Errno) -> Int {
    var count = bytes.count
    do throws(Errno) {
      try begin(kind)
    } catch {
      // A disk that is full takes what fits, and says so at the next call.
      guard error == .noSpace, count > 1, random.isOne(in: 2) else { throw error }
      count = 1 + random.below(count - 1)
    }
    // A process that is killed in a write leaves any beginning of it.
    if isStopped { count = random.below(bytes.count + 1) }
    let end = offset + count
    if node.bytes.count < end {
      node.bytes += [UInt8](repeating: 0, count: end - node.bytes.count)
      node.sizes.append(end)
    }
    if count > 0 {
      copy(UnsafeRawBufferPointer(rebasing: bytes[..<count]), to: &node.bytes, at: offset)
      for page in (offset / Self.pageSize)...((end - 1) / Self.pageSize) { node.dirtyPages.insert(page) }
    }
    if isStopped { throw Self.stopped }
    return count
  }

  /// Keeps the whole lines of an append. One that goes on with a line begins in its middle.
  private func remember(_ bytes: UnsafeRawBufferPointer) {
    for line in bytes.split(separator: 0x0A) {
      guard let seq = LogCheck.seq(of: UnsafeRawBufferPointer(rebasing: line)) else { continue }
      appended[seq] = Array(line)
    }
  }
}
