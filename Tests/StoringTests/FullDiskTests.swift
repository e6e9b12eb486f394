import Glibc
import Testing

@testable import Storing

@Suite(.serialized) struct FullDiskTests {
  /// A file system of 12 MiB; needs root and a kernel that lets us.
  @Test(.enabled(if: geteuid() == 0))
  func `a disk that fills up in a batch and is freed loses and doubles nothing`() throws {
    let mount = try Workbench()
    guard system("mount -t tmpfs -o size=12m tmpfs '\(mount.path)' 2>/dev/null") == 0 else { return }
    defer { _ = system("umount -l '\(mount.path)'") }
    let bench = try Workbench(in: mount.path)
    let store = try bench.open()
    let body = String(repeating: "wind and rain ", count: 700)
    var count = 0
    var stopped = false
    while !stopped, count < 2000 {
      do {
        let lines = (0..<10).map { story("s\(count + $0)", body: body, at: bench.clock.now) }
        count += 10
        _ = try store.commit(try Batch(lines, in: store))
        if count == 20 {
          // What is freed later.
          bench.write([UInt8](repeating: 1, count: 4 << 20), to: "ballast")
        }
      } catch let error as StoreError {
        #expect(error.isTransient)
        stopped = true
      }
    }
    #expect(stopped && store.hasPendingBatch)
    #expect(throws: StoreError.self) { _ = try store.retry() }
    let torn = bench.read(bench.newest(.stories))
    unlink(bench.path + "/ballast")
    // As the daemon does it: tmpfs counts its pages for each CPU, and may take a moment to know what is free.
    var committed: Committed?
    for _ in 0..<100 where committed == nil { committed = try? store.retry() }
    #expect(committed?.lineCount == 10)
    #expect(bench.read(bench.newest(.stories)).starts(with: torn))
    #expect(try bench.lines(.stories).map(\.line.id) == (0..<count).map { "s\($0)" })
    var verifier = Verifier(store.directory)
    #expect(try verifier.run().findings == [])
  }

  @Test(.enabled(if: geteuid() == 0))
  func `a file with a spare can still be replaced when the disk is full, and again when it is not`() throws {
    let mount = try Workbench()
    guard system("mount -t tmpfs -o size=1m tmpfs '\(mount.path)' 2>/dev/null") == 0 else { return }
    defer { _ = system("umount -l '\(mount.path)'") }
    let bench = try Workbench(in: mount.path)
    let directory = try OutputDirectory(path: bench.path, for: .writing)
    let long = [UInt8](repeating: 0x20, count: 6000)
    func replace(_ text: String, hasSpare: Bool = true) throws {
      try AtomicFile.replace("status.json", with: Array(text.utf8) + long, in: directory, hasSpare: hasSpare)
    }
    try replace("running")
    bench.write([UInt8](repeating: 1, count: 2 << 20), to: "ballast")
    #expect(throws: StoreError.self) { try replace("no spare", hasSpare: false) }
    #expect(bench.text("status.json").hasPrefix("running "))
    try replace("no space")
    #expect(bench.text("status.json").hasPrefix("no space "))
    #expect(bench.status("status.json").map { $0.st_size } == 6008)
    unlink(bench.path + "/ballast")
    try replace("running again")
    #expect(bench.text("status.json").hasPrefix("running again "))
  }
}
