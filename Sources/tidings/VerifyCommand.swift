import ArgumentParser
import Storing
import WebText

/// `tidings verify`: checks every promise of the output directory.
struct VerifyCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "verify", abstract: "Check every promise of the output directory.",
    discussion: """
      Whole lines, valid JSON, seqs, unique ids, live links, closed segments, content files, agreement with the
      index. Changes nothing, and works beside a running daemon.

      Exit status: 0 nothing is wrong, 1 something is, 2 wrong usage.
      """)

  @OptionGroup var places: Places

  @Flag(name: .long, help: "Print one JSON object.")
  var json = false

  func run() throws {
    let output = try places.outputDirectory()
    let verdict: Verifier.Report
    do throws(StoreError) {
      var verifier = Verifier(try OutputDirectory(path: output, for: .reading))
      verdict = try verifier.run()
    } catch {
      throw report(error)
    }
    if json { printJSON(verdict, output) } else { printText(verdict, output) }
    if !verdict.findings.isEmpty { throw ExitCode.failure }
  }

  private func printText(_ verdict: Verifier.Report, _ output: String) {
    for finding in verdict.findings {
      let place = finding.offset.map { "\(finding.file):\($0)" } ?? finding.file
      print("\(place): \(finding.kind): \(LogText.safe(finding.message))")
    }
    let counts = LogStream.allCases.map { "\(verdict.lines[$0] ?? 0) \($0.name)" }.joined(separator: ", ")
    let found = verdict.findings.isEmpty ? "nothing wrong" : "\(verdict.findings.count) found wrong"
    print("\(output): \(verdict.segments) segments, \(counts), last seq \(verdict.lastSeq): \(found)")
  }

  private func printJSON(_ verdict: Verifier.Report, _ output: String) {
    var writer = JSONWriter(isPretty: true)
    writer.beginObject()
    writer.key("output")
    writer.string(output)
    writer.key("ok")
    writer.bool(verdict.findings.isEmpty)
    writer.key("segments")
    writer.number(verdict.segments)
    writer.key("lines")
    writer.beginObject()
    for stream in LogStream.allCases {
      writer.key(stream.name)
      writer.number(verdict.lines[stream] ?? 0)
    }
    writer.endObject()
    writer.key("last_seq")
    writer.number(verdict.lastSeq)
    writer.key("findings")
    writer.beginArray()
    for finding in verdict.findings {
      writer.beginObject()
      writer.key("kind")
      writer.string(finding.kind)
      writer.key("file")
      writer.string(finding.file)
      if let offset = finding.offset {
        writer.key("offset")
        writer.number(offset)
      }
      writer.key("message")
      writer.string(finding.message)
      writer.endObject()
    }
    writer.endArray()
    writer.endObject()
    print(String(decoding: writer.bytes, as: UTF8.self))
  }
}
