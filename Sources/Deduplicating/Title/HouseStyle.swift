/// Spellings that differ from house to house and mean the same.
struct HouseStyle: Sendable {
  struct Rule: Sendable {
    /// What stands for the word; empty when it only begins a phrase.
    var replacement: [UInt8]
    /// The number of words in the longest phrase that begins with this word.
    var reach: Int
  }

  private var slots: [(hash: UInt64, rule: Int32)] = []
  private var rules: [Rule] = []

  init(_ table: TableText) {
    var entries: [UInt64: Rule] = [:]
    for (name, variants) in table.entries {
      let replacement = Array(name.utf8)
      for variant in variants {
        let words = WordFolding.words(variant, numbersAsOne: false)
        guard words.count > 0 else { continue }
        let hashes = (0..<words.count).map { words.hash($0, $0) }
        entries[Self.phrase(hashes), default: Rule(replacement: [], reach: 1)].replacement = replacement
        if words.count > 1 {
          let old = entries[hashes[0], default: Rule(replacement: [], reach: 1)]
          entries[hashes[0]] = Rule(replacement: old.replacement, reach: max(old.reach, words.count))
        }
      }
    }
    var size = 16
    while size < entries.count * 3 { size *= 2 }
    slots = Array(repeating: (0, -1), count: size)
    for (hash, rule) in entries {
      var slot = Int(truncatingIfNeeded: hash) & (size - 1)
      while slots[slot].rule >= 0 { slot = (slot + 1) & (size - 1) }
      slots[slot] = (hash, Int32(rules.count))
      rules.append(rule)
    }
  }

  /// The hash of a phrase, from its words' hashes; of one word it is the word's.
  static func phrase(_ hashes: some Collection<UInt64>) -> UInt64 {
    var hash = hashes.first ?? 0
    for next in hashes.dropFirst() { hash = (hash ^ next &* 0x9E37_79B9_7F4A_7C15) &* 0x100_0000_01B3 }
    return hash
  }

  @inline(__always)
  func rule(_ hash: UInt64) -> Rule? {
    let mask = slots.count - 1
    var slot = Int(truncatingIfNeeded: hash) & mask
    while slots[slot].rule >= 0 {
      if slots[slot].hash == hash { return rules[Int(slots[slot].rule)] }
      slot = (slot + 1) & mask
    }
    return nil
  }

  /// Appends the American spelling of a word in lower-case ASCII; false when it has no other spelling.
  ///
  /// By ending, not by list. A word that is respelled without need is respelled in both titles alike.
  static func appendAmerican(_ word: UnsafeBufferPointer<UInt8>, to output: inout [UInt8]) -> Bool {
    guard word.count >= 6, mayDiffer(word) else { return false }
    if let place = ise(word) {
      output.append(contentsOf: UnsafeBufferPointer(rebasing: word[..<place]))
      output.append(UInt8(ascii: "z"))
      output.append(contentsOf: UnsafeBufferPointer(rebasing: word[(place + 1)...]))
      return true
    }
    if let place = dropped(word) {
      output.append(contentsOf: UnsafeBufferPointer(rebasing: word[..<place]))
      output.append(contentsOf: UnsafeBufferPointer(rebasing: word[(place + 1)...]))
      return true
    }
    return false
  }

  /// Every ending below has `ou`, `el`, `is` or `ys` among the word's last nine letters.
  private static func mayDiffer(_ word: UnsafeBufferPointer<UInt8>) -> Bool {
    var before: UInt8 = 0
    for byte in word[max(0, word.count - 9)...] {
      switch (before, byte) {
      case (0x6F, 0x75), (0x65, 0x6C), (0x69, 0x73), (0x79, 0x73): return true
      default: before = byte
      }
    }
    return false
  }

  private static func ends(_ word: UnsafeBufferPointer<UInt8>, _ ending: StaticString) -> Bool {
    let length = ending.utf8CodeUnitCount
    guard word.count > length else { return false }
    for place in 0..<length where word[word.count - length + place] != ending.utf8Start[place] {
      return false
    }
    return true
  }

  /// The `s` of -ise, -ised, -ising, -isation, -yse …
  private static func ise(_ word: UnsafeBufferPointer<UInt8>) -> Int? {
    for ending: StaticString in [
      "ise", "ised", "ises", "iser", "isers", "ising", "isation", "isations", "yse", "ysed", "ysing",
    ]
    where ends(word, ending) {
      return word.count - ending.utf8CodeUnitCount + 1
    }
    return nil
  }

  /// The `u` of -our, or one `l` of -elled, -elling, -eller.
  private static func dropped(_ word: UnsafeBufferPointer<UInt8>) -> Int? {
    for ending: StaticString in [
      "our", "ours", "oured", "ouring", "ourite", "ourites", "ourable", "ourhood", "ourhoods", "ourer",
      "ourers",
      "ourful", "oural",
    ] where ends(word, ending) && word.count - ending.utf8CodeUnitCount >= 2 {
      return word.count - ending.utf8CodeUnitCount + 1
    }
    for ending: StaticString in ["elled", "elling", "eller", "ellers", "ellery", "ellor", "ellors"]
    where ends(word, ending) {
      return word.count - ending.utf8CodeUnitCount + 1
    }
    return nil
  }
}
