import CZlib

/// gzip and deflate through zlib: https://zlib.net/manual.html.
enum Inflation {
  /// One or more members (RFC 1952 §2.2). What follows the last one and is no member is left out, as gzip(1)
  /// does: servers append line breaks, or a page of their own.
  static func gzip(
    _ bytes: [UInt8], _ limit: Int, into output: inout [UInt8]
  ) throws(ContentDecoder.Failure) {
    // 16 + 15: a gzip wrapper, with its checksum and length, and nothing else.
    var rest = bytes[...]
    repeat {
      rest = try inflate(rest, windowBits: 31, limit, into: &output)
    } while ContentCoding(magicOf: rest) == .gzip
  }

  /// RFC 1950, or RFC 1951 where there is no such wrapper.
  static func deflate(
    _ bytes: [UInt8], _ limit: Int, into output: inout [UInt8]
  ) throws(ContentDecoder.Failure) {
    if hasZlibHeader(bytes) {
      do throws(ContentDecoder.Failure) {
        _ = try inflate(bytes[...], windowBits: 15, limit, into: &output)
        return
      } catch {
        guard error == .malformed else { throw error }
        output.removeAll(keepingCapacity: true)
      }
    }
    _ = try inflate(bytes[...], windowBits: -15, limit, into: &output)
  }

  /// RFC 1950 §2.2: the method is 8, and the first two bytes are a multiple of 31.
  private static func hasZlibHeader(_ bytes: [UInt8]) -> Bool {
    bytes.count >= 2 && bytes[0] & 0x0F == 8 && (Int(bytes[0]) << 8 | Int(bytes[1])) % 31 == 0
  }

  /// Decodes one stream, and returns what follows it.
  private static func inflate(
    _ bytes: ArraySlice<UInt8>, windowBits: Int32, _ limit: Int, into output: inout [UInt8]
  ) throws(ContentDecoder.Failure) -> ArraySlice<UInt8> {
    var stream = z_stream()
    guard tidings_inflate_init(&stream, windowBits) == Z_OK else { throw .malformed }
    defer { inflateEnd(&stream) }
    let chunk = OutputChunk()
    let ended: Result<Int, ContentDecoder.Failure> = bytes.withUnsafeBufferPointer { input in
      // zlib does not write to its input; its type is from before const.
      stream.next_in = UnsafeMutablePointer(mutating: input.baseAddress)
      // A body has at most 1 GiB: the limit of max_body.
      stream.avail_in = UInt32(clamping: input.count)
      while true {
        var code = Z_OK
        chunk.append(to: &output) { chunk in
          stream.next_out = chunk.baseAddress
          stream.avail_out = UInt32(clamping: chunk.count)
          code = CZlib.inflate(&stream, Z_NO_FLUSH)
          return chunk.count - Int(stream.avail_out)
        }
        guard output.count <= limit else { return .failure(.tooLarge) }
        switch code {
        case Z_STREAM_END: return .success(input.count - Int(stream.avail_in))
        case Z_OK where stream.avail_in > 0 || stream.avail_out == 0: continue
        // The input is used up, and the stream wants more.
        case Z_OK, Z_BUF_ERROR: return .failure(.truncated)
        default: return .failure(.malformed)
        }
      }
    }
    return bytes.dropFirst(try ended.get())
  }
}
