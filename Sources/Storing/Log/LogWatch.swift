import Glibc

/// Tells when lines may have arrived in an output directory: inotify(7) on the folders of its streams.
///
/// A hint and no promise: whoever waits looks again after a second at the latest. One owner.
public final class LogWatch {
  /// Readable when something happened, for poll(2). nil when the kernel has no more instances or watches to give:
  /// look again and again then.
  public let descriptor: CInt?

  public init(_ directory: OutputDirectory, streams: [LogStream] = LogStream.allCases) {
    let instance = inotify_init1(CInt(IN_CLOEXEC) | CInt(IN_NONBLOCK))
    guard instance >= 0 else {
      descriptor = nil
      return
    }
    let events = UInt32(IN_MODIFY) | UInt32(IN_CREATE) | UInt32(IN_MOVED_TO)
    for stream in streams {
      guard inotify_add_watch(instance, directory.path(stream.name), events) >= 0 else {
        close(instance)
        descriptor = nil
        return
      }
    }
    descriptor = instance
  }

  deinit {
    if let descriptor { close(descriptor) }
  }

  /// Takes note of what happened until now: call it, and then read.
  public func clear() {
    guard let descriptor else { return }
    withUnsafeTemporaryAllocation(byteCount: 1 << 14, alignment: 8) { buffer in
      while read(descriptor, buffer.baseAddress, buffer.count) > 0 {}
    }
  }
}
