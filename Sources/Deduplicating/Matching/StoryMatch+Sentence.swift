extension StoryMatch {
  /// What the rule found, and how far apart the two are.
  public var sentence: String {
    "\(rule.sentence), \(Comparison.hours(gapMinutes)) apart" + (note.map { " (\($0))" } ?? "")
  }
}
