import CZstd

/// zstd: https://facebook.github.io/zstd/zstd_manual.html, "Streaming decompression".
enum ZstdStream {
  /// RFC 9659 §3: a content coding's window is at most 8 MiB.
  private static let windowLog: Int32 = 23

  /// One or more frames (RFC 8878 §3.1). What follows the last one and is no frame is left out.
  static func decode(
    _ bytes: [UInt8], _ limit: Int, into output: inout [UInt8]
  ) throws(ContentDecoder.Failure) {
    guard let context = ZSTD_createDCtx() else { throw .malformed }
    defer { ZSTD_freeDCtx(context) }
    ZSTD_DCtx_setParameter(context, ZSTD_d_windowLogMax, windowLog)
    let chunk = OutputChunk()
    let ended: Result<Void, ContentDecoder.Failure> = bytes.withUnsafeBufferPointer { buffer in
      var input = ZSTD_inBuffer(src: buffer.baseAddress, size: buffer.count, pos: 0)
      while true {
        var code = 0
        var isFull = false
        chunk.append(to: &output) { chunk in
          var out = ZSTD_outBuffer(dst: chunk.baseAddress, size: chunk.count, pos: 0)
          code = ZSTD_decompressStream(context, &out, &input)
          isFull = out.pos == out.size
          return out.pos
        }
        if ZSTD_isError(code) != 0 { return .failure(.malformed) }
        guard output.count <= limit else { return .failure(.tooLarge) }
        if code == 0 {
          // A frame has ended.
          guard input.pos < input.size, isFrame(buffer[input.pos...]) else { return .success(()) }
        } else if input.pos == input.size, !isFull {
          return .failure(.truncated)
        }
      }
    }
    try ended.get()
  }

  /// A frame, or one to be skipped (RFC 8878 §3.1.2).
  private static func isFrame(_ bytes: Slice<UnsafeBufferPointer<UInt8>>) -> Bool {
    if ContentCoding(magicOf: bytes) == .zstd { return true }
    guard let first = bytes.first else { return false }
    return first & 0xF0 == 0x50 && bytes.dropFirst().starts(with: [0x2A, 0x4D, 0x18])
  }
}
