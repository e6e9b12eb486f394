/// MIME types by the extension in a URL's path.
enum MIMEGuess {
  private static let types: [String: String] = [
    "mp3": "audio/mpeg", "m4a": "audio/mp4", "m4b": "audio/mp4", "aac": "audio/aac", "ogg": "audio/ogg",
    "oga": "audio/ogg", "opus": "audio/ogg", "wav": "audio/x-wav", "flac": "audio/flac", "mid": "audio/midi",
    "wma": "audio/x-ms-wma", "mp4": "video/mp4", "m4v": "video/x-m4v", "mov": "video/quicktime",
    "mpg": "video/mpeg", "mpeg": "video/mpeg", "webm": "video/webm", "avi": "video/x-msvideo",
    "ogv": "video/ogg", "mkv": "video/x-matroska", "wmv": "video/x-ms-wmv", "3gp": "video/3gpp",
    "jpg": "image/jpeg", "jpeg": "image/jpeg", "png": "image/png", "gif": "image/gif", "webp": "image/webp",
    "svg": "image/svg+xml", "avif": "image/avif", "bmp": "image/bmp", "ico": "image/vnd.microsoft.icon",
    "tif": "image/tiff", "tiff": "image/tiff", "heic": "image/heic", "pdf": "application/pdf",
    "epub": "application/epub+zip", "zip": "application/zip", "gz": "application/gzip",
    "torrent": "application/x-bittorrent", "json": "application/json", "xml": "application/xml",
    "txt": "text/plain", "html": "text/html", "htm": "text/html", "vtt": "text/vtt",
    "srt": "application/x-subrip", "m3u8": "application/vnd.apple.mpegurl", "doc": "application/msword",
  ]

  static let unknown = "application/octet-stream"

  static func isImage(_ type: String) -> Bool {
    type.utf8.count > 6 && type.utf8.prefix(6).elementsEqual("image/".utf8) { $0.lowercased == $1 }
  }

  static func type(ofURL url: String) -> String {
    let path = url.utf8.prefix { $0 != UInt8(ascii: "?") && $0 != UInt8(ascii: "#") }
    let ending = path.suffix(8)
    guard let dot = ending.lastIndex(of: UInt8(ascii: ".")) else { return unknown }
    let name = String(Substring(ending[ending.index(after: dot)...])).lowercased()
    return types[name] ?? unknown
  }
}
