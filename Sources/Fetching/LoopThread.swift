import CCurl
import Glibc

/// The thread behind `CurlLoop`: takes tickets, drives the multi handle, answers.
///
/// `@unchecked Sendable` because it is handed to its thread once, and everything but the mailbox is used by
/// that thread only.
final class LoopThread: @unchecked Sendable {
  let mailbox: Mailbox
  let executor: LoopExecutor
  private let multi: UnsafeMutableRawPointer
  private let maxTransfers: Int
  private let idleLifetime: Int
  private var queue: [FetchTicket] = []
  /// Where the queue begins: what stands before was started.
  private var queueHead = 0
  private var transfers: [Transfer] = []
  private var idle: [Transfer] = []
  private var submitted: [FetchTicket] = []
  private var cancelled: [FetchTicket] = []
  /// Who has an answer, and is not resumed yet.
  private var answered: [UnsafeContinuation<Void, Never>] = []
  private var lookups = NameLookups()
  private var isEnding = false

  /// libcurl's own start, once in the process: https://curl.se/libcurl/c/curl_global_init.html.
  private static let globalCode = curl_global_init(Int(CURL_GLOBAL_DEFAULT))

  init(_ configuration: CurlLoop.Configuration) throws(FetchError) {
    guard Self.globalCode == CURLE_OK else { throw .library(code: Self.globalCode.rawValue) }
    guard let multi = curl_multi_init() else { throw .library(code: CURLE_FAILED_INIT.rawValue) }
    self.multi = multi
    maxTransfers = max(1, configuration.maxTransfers)
    idleLifetime = max(1, configuration.idleLifetime)
    mailbox = Mailbox(multi)
    executor = LoopExecutor(mailbox)
    tidings_multi_setopt_long(multi, CURLMOPT_MAX_TOTAL_CONNECTIONS, maxTransfers)
    tidings_multi_setopt_long(multi, CURLMOPT_MAXCONNECTS, max(1, configuration.keptConnections))
    tidings_multi_setopt_long(multi, CURLMOPT_MAX_HOST_CONNECTIONS, max(1, configuration.connectionsPerHost))
    tidings_multi_setopt_long(multi, CURLMOPT_PIPELINING, Int(CURLPIPE_MULTIPLEX))
  }

  deinit { curl_multi_cleanup(multi) }

  /// Starts the thread, which keeps `self` until it ends.
  func start() throws(FetchError) {
    // Signals are for the threads of the daemon. SIGPIPE would end the process when a peer goes away while
    // TLS writes to it; blocked, it stays pending on this thread and does nothing.
    var all = sigset_t()
    var before = sigset_t()
    sigfillset(&all)
    pthread_sigmask(SIG_SETMASK, &all, &before)
    defer { pthread_sigmask(SIG_SETMASK, &before, nil) }
    var thread = pthread_t()
    let context = Unmanaged.passRetained(self)
    let code = pthread_create(
      &thread, nil,
      { context in
        guard let context else { return nil }
        Unmanaged<LoopThread>.fromOpaque(context).takeRetainedValue().run()
        return nil
      }, context.toOpaque())
    guard code == 0 else {
      context.release()
      throw .library(code: CURLE_FAILED_INIT.rawValue)
    }
    pthread_detach(thread)
  }

  private func run() {
    // libcurl turns international host names into ASCII from the thread's character set; a daemon's locale is C.
    let locale = newlocale(1 << LC_CTYPE, "C.UTF-8", nil)
    let usual = locale.flatMap { uselocale($0) }
    while !isEnding {
      takeMail()
      startWaiting()
      let underWay = transfers.count - idle.count
      var running: Int32 = 0
      curl_multi_perform(multi, &running)
      let hasFinished = takeMessages()
      resumeAnswered()
      executor.runAll()
      putFirst(lookups.takeAnswered())
      // A hop that was just added makes curl_multi_poll return at once; what waits for a place does not.
      if hasWaiting && hasRoom || isEnding { continue }
      waitForEvents(after: underWay, hasFinished: hasFinished)
    }
    end()
    if let locale {
      uselocale(usual)
      freelocale(locale)
    }
  }

  /// Waits for a socket, a timer or the mailbox; a little longer when much is going on, so that one turn of the
  /// loop, which looks at every transfer, serves many events.
  ///
  /// - Parameters:
  ///   - underWay: transfers of the last turn.
  ///   - hasFinished: one of them has finished in that turn.
  private func waitForEvents(after underWay: Int, hasFinished: Bool) {
    let before = MonotonicTime.now
    let longest = hasFinished && transfers.count > idle.count ? Self.glance : 60_000
    if mailbox.goToSleep() { curl_multi_poll(multi, nil, 0, longest, nil) }
    if underWay >= Self.many, before.elapsed < .microseconds(Self.haste) { usleep(Self.haste) }
  }

  /// Transfers that make a turn of the loop dear.
  private static let many = 8
  /// Events that come faster than this, in microseconds, are served together.
  private static let haste: UInt32 = 500
  /// Milliseconds until the next turn after one in which a transfer finished. libcurl 7.88 then lets another
  /// begin that waits for a connection, and when the finished one was the last in libcurl's list, it neither
  /// looks at the other nor keeps the timer that would have it looked at.
  private static let glance: Int32 = 10

  private func takeMail() {
    isEnding = mailbox.collect(submitted: &submitted, cancelled: &cancelled)
    for ticket in cancelled { cancel(ticket) }
    cancelled.removeAll(keepingCapacity: true)
    for ticket in submitted {
      ticket.isQueued = true
      // Cancelled before it arrived: it is not to wait for a place.
      if ticket.isCancelled { ticket.answer(.failure(.cancelled)) }
    }
    queue.append(contentsOf: submitted)
    submitted.removeAll(keepingCapacity: true)
  }

  private func cancel(_ ticket: FetchTicket) {
    ticket.isCancelled = true
    if let transfer = ticket.transfer {
      curl_multi_remove_handle(multi, transfer.easy.handle)
      release(transfer, .failure(.cancelled))
    } else if ticket.isQueued {
      // It waits in the queue, from which it is taken as answered; or it was answered before.
      ticket.answer(.failure(.cancelled))
    }
  }

  private func startWaiting() {
    while hasWaiting, hasRoom {
      let ticket = queue[queueHead]
      queueHead += 1
      if !ticket.isAnswered, !lookups.keeps(ticket) { start(ticket) }
    }
    if queueHead == queue.count {
      queue.removeAll(keepingCapacity: queue.count <= 4096)
      queueHead = 0
    } else if queueHead > 4096 {
      queue.removeFirst(queueHead)
      queueHead = 0
    }
  }

  private func putFirst(_ tickets: [FetchTicket]) {
    if !tickets.isEmpty { queue.insert(contentsOf: tickets, at: queueHead) }
  }

  private func start(_ ticket: FetchTicket) {
    do throws(FetchError) {
      let transfer: Transfer
      if let free = idle.popLast() {
        transfer = free
      } else {
        transfer = try Transfer(idleLifetime: idleLifetime)
        transfers.append(transfer)
      }
      ticket.transfer = transfer
      do throws(FetchError) {
        try transfer.begin(ticket)
        try add(transfer)
        lookups.begin(transfer, ticket.request)
      } catch {
        release(transfer, .failure(error))
      }
    } catch {
      ticket.answer(.failure(error))
    }
  }

  private func add(_ transfer: Transfer) throws(FetchError) {
    guard curl_multi_add_handle(multi, transfer.easy.handle) == CURLM_OK else {
      throw .library(code: CURLE_FAILED_INIT.rawValue)
    }
  }

  private var hasWaiting: Bool { queueHead < queue.count }
  private var hasRoom: Bool { transfers.count - idle.count < maxTransfers }

  /// Takes what is finished. True when something was.
  private func takeMessages() -> Bool {
    var left: Int32 = 0
    var hasFinished = false
    while let message = curl_multi_info_read(multi, &left) {
      guard message.pointee.msg == CURLMSG_DONE, let easy = message.pointee.easy_handle else { continue }
      let code = tidings_message_result(message)
      var context: UnsafeMutableRawPointer?
      guard tidings_getinfo_pointer(easy, CURLINFO_PRIVATE, &context) == CURLE_OK, let context else {
        continue
      }
      let transfer = Unmanaged<Transfer>.fromOpaque(context).takeUnretainedValue()
      curl_multi_remove_handle(multi, easy)
      advance(transfer, code)
      hasFinished = true
    }
    return hasFinished
  }

  private func advance(_ transfer: Transfer, _ code: CURLcode) {
    switch transfer.advance(code) {
    case .finished(let result): release(transfer, result)
    case .nextHop:
      do throws(FetchError) {
        try add(transfer)
      } catch {
        release(transfer, .failure(error))
      }
    }
  }

  private func release(_ transfer: Transfer, _ result: consuming Result<FetchResponse, FetchError>) {
    let ticket = transfer.ticket
    let waiting = lookups.end(transfer)
    if !waiting.isEmpty {
      // A name that has no address has none for the others either; a resolver that does not answer would keep
      // them waiting one after the other.
      if case .failure(let error) = result, error.isOfLookup {
        for ticket in waiting { ticket.answer(.failure(error)) }
      } else {
        putFirst(waiting)
      }
    }
    ticket?.transfer = nil
    transfer.end()
    idle.append(transfer)
    if let continuation = ticket?.settle(result) { answered.append(continuation) }
  }

  /// All of one turn together: the first wakes a thread that takes the others along.
  private func resumeAnswered() {
    for continuation in answered { continuation.resume() }
    answered.removeAll(keepingCapacity: true)
  }

  /// Answers whoever still waits.
  private func end() {
    for ticket in lookups.end() { ticket.answer(.failure(.shutDown)) }
    for transfer in transfers where transfer.ticket != nil {
      curl_multi_remove_handle(multi, transfer.easy.handle)
      release(transfer, .failure(.shutDown))
    }
    resumeAnswered()
    for ticket in queue[queueHead...] { ticket.answer(.failure(.shutDown)) }
    queue = []
    executor.runAll()
    let left = mailbox.end()
    for ticket in left.submitted { ticket.answer(.failure(.shutDown)) }
    for job in left.jobs { globalConcurrentExecutor.enqueue(job) }
    for continuation in left.waiting { continuation.resume() }
  }
}
