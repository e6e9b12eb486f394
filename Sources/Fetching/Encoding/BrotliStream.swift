import CBrotli

/// Brotli: RFC 7932.
enum BrotliStream {
  /// One stream; what follows it is left out.
  static func decode(
    _ bytes: [UInt8], _ limit: Int, into output: inout [UInt8]
  ) throws(ContentDecoder.Failure) {
    guard let state = BrotliDecoderCreateInstance(nil, nil, nil) else { throw .malformed }
    defer { BrotliDecoderDestroyInstance(state) }
    let chunk = OutputChunk()
    let ended: Result<Void, ContentDecoder.Failure> = bytes.withUnsafeBufferPointer { buffer in
      var input = buffer.baseAddress
      var left = buffer.count
      while true {
        var code = BROTLI_DECODER_RESULT_ERROR
        chunk.append(to: &output) { chunk in
          var out = chunk.baseAddress
          var room = chunk.count
          code = BrotliDecoderDecompressStream(state, &left, &input, &room, &out, nil)
          return chunk.count - room
        }
        guard output.count <= limit else { return .failure(.tooLarge) }
        switch code {
        case BROTLI_DECODER_RESULT_SUCCESS: return .success(())
        case BROTLI_DECODER_RESULT_NEEDS_MORE_OUTPUT: continue
        case BROTLI_DECODER_RESULT_NEEDS_MORE_INPUT: return .failure(.truncated)
        default: return .failure(.malformed)
        }
      }
    }
    try ended.get()
  }
}
