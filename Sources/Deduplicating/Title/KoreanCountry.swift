/// Countries that Korean headlines write with their first syllable, or with the Han character that is read so:
/// 북한, 북, 北.
///
/// Not 한국: 한 is a word of its own, *one*.
enum KoreanCountry {
  /// Where the word goes on behind the name, whose first syllable has three bytes; nil for other words.
  @inline(__always)
  static func end(_ word: UnsafeBufferPointer<UInt8>) -> Int? {
    guard word.count >= 6 else { return nil }
    let rest: StaticString
    switch UInt32(word[0]) &<< 16 | UInt32(word[1]) &<< 8 | UInt32(word[2]) {
    case 0xEBB681: rest = "한"  // 북
    case 0xEBAFB8, 0xECA491: rest = "국"  // 미, 중
    case 0xEC9881: rest = "국"  // 영
    case 0xEC9DBC: rest = "본"  // 일
    case 0xEB9FAC: rest = "시아"  // 러
    case 0xEC9AB0: rest = "크라이나"  // 우
    default: return nil
    }
    let count = rest.utf8CodeUnitCount
    guard word.count >= 3 + count else { return nil }
    for place in 0..<count where word[3 + place] != rest.utf8Start[place] { return nil }
    return 3 + count
  }
}
