import ArgumentParser
import FeedModel
import Glibc
import Parsing
import WebText

/// `tidings parse`: one document as JSON, or a line for each of many.
struct ParseCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "parse",
    abstract: "Read a feed document and print it as JSON.",
    discussion: """
      Fetches nothing. Prints one JSON Feed 1.1 document, with a _tidings object for what JSON Feed has no name for.
      FILE can be - for standard input.

      Exit status: 0 a feed was read (perhaps repaired: see its warnings), 1 it is no feed, 2 wrong usage or a
      file that cannot be read.
      """)

  @Option(
    help: ArgumentHelp("Where the document came from: the base of relative references.", valueName: "url"))
  var url: String?

  @Option(help: ArgumentHelp("The value of the HTTP Content-Type header.", valueName: "value"))
  var contentType: String?

  @Flag(help: "Print one line for each file: name, format, entries, warnings.")
  var summary = false

  @Argument(help: ArgumentHelp("Feed documents; more than one with --summary.", valueName: "file"))
  var files: [String]

  func validate() throws {
    if !summary, files.count != 1 {
      throw ValidationError("More than one file needs --summary.")
    }
  }

  func run() throws {
    if summary { try printSummaries() } else { try printDocument(files[0]) }
  }

  private func printDocument(_ file: String) throws {
    let body = try Self.read(file)
    var limits = ParseLimits()
    limits.detail = .full
    do throws(ParseError) {
      let feed = try FeedParser(limits: limits).parse(body, url: url, contentType: contentType)
      var json = JSONWriter(isPretty: true)
      feed.writeParseOutput(to: &json)
      json.bytes.append(UInt8(ascii: "\n"))
      Self.write(json.bytes)
    } catch {
      StandardError.write("tidings: \(file): \(error)")
      throw ExitCode(1)
    }
  }

  private func printSummaries() throws {
    let parser = FeedParser()
    var hasFailed = false
    let showsProgress = files.count > 50 && isatty(2) == 1 && isatty(1) == 0
    for (number, file) in files.enumerated() {
      if showsProgress, number % 100 == 0 { StandardError.write("\(number) of \(files.count)") }
      let body = try Self.read(file)
      var line: String
      do throws(ParseError) {
        let feed = try parser.parse(body, url: url, contentType: contentType)
        line = "\(file)\t\(feed.format.rawValue)\t\(feed.entries.count)\t\(feed.warnings.count)"
        // What was wrong, each code once, in the order of the document.
        var codes: [String] = []
        for warning in feed.warnings where !codes.contains(warning.code) { codes.append(warning.code) }
        if !codes.isEmpty { line += "\t" + codes.joined(separator: " ") }
      } catch {
        hasFailed = true
        line = "\(file)\t-\t0\t0\t\(error)"
      }
      line += "\n"
      Self.write(Array(line.utf8))
    }
    if hasFailed { throw ExitCode(1) }
  }

  /// The bytes of a file, or of standard input.
  private static func read(_ file: String) throws -> [UInt8] {
    let descriptor = file == "-" ? 0 : open(file, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw unreadable(file) }
    defer { if descriptor > 0 { close(descriptor) } }
    var status = stat()
    let size = fstat(descriptor, &status) == 0 ? Int(status.st_size) : 0
    var bytes = [UInt8](repeating: 0, count: max(size + 1, 64 * 1024))
    var count = 0
    while true {
      if count == bytes.count { bytes.append(contentsOf: repeatElement(0, count: bytes.count)) }
      let room = bytes.count - count
      let length = bytes.withUnsafeMutableBytes {
        Glibc.read(descriptor, $0.baseAddress.map { $0 + count }, room)
      }
      if length < 0 {
        if errno == EINTR { continue }
        throw unreadable(file)
      }
      if length == 0 { break }
      count += length
    }
    bytes.removeLast(bytes.count - count)
    return bytes
  }

  private static func unreadable(_ file: String) -> ExitCode {
    StandardError.write("tidings: \(file): \(String(cString: strerror(errno)))")
    return ExitCode(2)
  }

  private static func write(_ bytes: [UInt8]) {
    bytes.withUnsafeBytes { bytes in
      var rest = bytes
      while !rest.isEmpty {
        let count = Glibc.write(1, rest.baseAddress, rest.count)
        if count < 0, errno == EINTR { continue }
        // Nobody reads on: a pipe that was closed.
        guard count > 0 else { return }
        rest = UnsafeRawBufferPointer(rebasing: rest[count...])
      }
    }
  }
}
