import ArgumentParser
import Storing
import WebText

/// `tidings verify`: checks every promise of the output directory.
struct VerifyCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "verify", abstract: "Check every promise of the output directory.",
    discussion: """
      Whole lines, valid JSON, seqs, unique ids, live links, hashes of closed segments, also of compressed ones,
      content files, agreement with the index. Prints what is broken, with file and byte, and changes nothing; works
      beside a running daemon. Notes tell what breaks no promise, such as what a crash left for the next start.

      Exit status: 0 nothing is wrong, 1 something is, 2 wrong usage.
      """)

  @OptionGroup var places: Places

  @Flag(name: .long, help: "Print one JSON object.")
  var json = false

  func run() throws {
    let output = try places.outputDirectory()
    let verdict: Verifier.Report
    do throws(StoreError) {
      var progress: Progress?
      var verifier = Verifier(try OutputDirectory(path: output, for: .reading)) { done, total in
        if progress == nil { progress = Progress(total: Int(clamping: total >> 20), unit: " MiB") }
        if progress?.isTime() ?? false { progress?.show(done: Int(clamping: done >> 20), failed: 0) }
      }
      defer { progress?.erase() }
      verdict = try verifier.run()
    } catch {
      throw report(error)
    }
    if json { printJSON(verdict, output) } else { printText(verdict, output) }
    if !verdict.findings.isEmpty { throw ExitCode.failure }
  }

  private func printText(_ verdict: Verifier.Report, _ output: String) {
    for finding in verdict.findings { print("\(place(finding)): \(finding.kind): \(text(finding))") }
    for note in verdict.notes { print("\(place(note)): note: \(text(note))") }
    if verdict.omitted > 0 { print("and \(verdict.omitted) more") }
    let counts = LogStream.allCases.map { "\(verdict.lines[$0] ?? 0) \($0.name)" }.joined(separator: ", ")
    let found = verdict.findings.isEmpty ? "nothing wrong" : "\(verdict.findings.count) found wrong"
    print("\(output): \(verdict.segments) segments, \(counts), last seq \(verdict.lastSeq): \(found)")
  }

  private func place(_ finding: Verifier.Finding) -> String {
    let file = LogText.safe(finding.file)
    return finding.offset.map { "\(file):\($0)" } ?? file
  }

  private func text(_ finding: Verifier.Finding) -> String { LogText.safe(finding.message) }

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
    writer.key("content_files")
    writer.number(verdict.contentFiles)
    write(verdict.findings, "findings", to: &writer)
    write(verdict.notes, "notes", to: &writer)
    writer.key("omitted")
    writer.number(verdict.omitted)
    writer.endObject()
    print(String(decoding: writer.bytes, as: UTF8.self))
  }

  private func write(_ findings: [Verifier.Finding], _ key: StaticString, to writer: inout JSONWriter) {
    writer.key(key)
    writer.beginArray()
    for finding in findings {
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
  }
}
