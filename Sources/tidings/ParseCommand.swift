import ArgumentParser
import FeedModel
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

      With --summary, a line for each file: its name, the format, how many entries and warnings, the character
      encoding and the codes of the warnings; or its name and "error:" with the reason.

      Exit status: 0 a feed was read (perhaps repaired: see its warnings), 1 it is no feed, 2 wrong usage or a
      file that cannot be read. With --summary 1 if that befell any of the files.
      """)

  @Option(
    help: ArgumentHelp("Where the document came from: the base of relative references.", valueName: "url"))
  var url: String?

  @Option(help: ArgumentHelp("The value of the HTTP Content-Type header.", valueName: "value"))
  var contentType: String?

  @Flag(help: "Print one line for each file: name, format, entries, warnings.")
  var summary = false

  @Flag(help: "Print JSON; with --summary an object for each file, each on its own line.")
  var json = false

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
    var limits = ParseLimits()
    limits.detail = .full
    var document = DocumentFile(limit: limits.document)
    do throws(DocumentFile.Failure) {
      try document.read(file)
    } catch {
      StandardError.write("tidings: \(LogText.safe(file, limit: 1000)): \(error)")
      throw ExitCode(2)
    }
    do throws(ParseError) {
      let feed = try FeedParser(limits: limits).parse(document.bytes, url: url, contentType: contentType)
      var json = JSONWriter(isPretty: true)
      feed.writeParseOutput(to: &json) { bytes in
        guard bytes.count > 256 * 1024 else { return }
        _ = StandardOutput.write(bytes)
        bytes.removeAll(keepingCapacity: true)
      }
      json.bytes.append(UInt8(ascii: "\n"))
      _ = StandardOutput.write(json.bytes)
    } catch {
      StandardError.write("tidings: \(LogText.safe(file, limit: 1000)): \(error)")
      throw ExitCode(1)
    }
  }

  private func printSummaries() throws {
    let parser = FeedParser()
    var document = DocumentFile(limit: parser.limits.document)
    var lines = SummaryLines(files, isJSON: json)
    var progress = Progress(total: files.count)
    for (number, file) in files.enumerated() {
      do throws(DocumentFile.Failure) {
        try document.read(file)
        do throws(ParseError) {
          lines.append(file, try parser.parse(document.bytes, url: url, contentType: contentType))
        } catch {
          lines.append(file, error: "\(error)")
        }
      } catch {
        lines.append(file, error: "\(error)")
      }
      // Now and then, and not each line on its own: a write costs as much as a small document.
      let isTime = progress.isTime()
      if isTime || lines.isFull {
        guard lines.flush() else { break }
      }
      if isTime { progress.show(done: number + 1, failed: lines.failures) }
    }
    progress.erase()
    _ = lines.flush()
    if lines.failures > 0 { throw ExitCode(1) }
  }
}
