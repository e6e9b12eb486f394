import Testing

@testable import WebText

@Suite struct Base32Tests {
  @Test(arguments: [
    ("", ""), ("f", "my"), ("fo", "mzxq"), ("foo", "mzxw6"), ("foob", "mzxw6yq"), ("fooba", "mzxw6ytb"),
    ("foobar", "mzxw6ytboi"),
  ])
  func encodesTheExamplesOfTheStandardInLowerCaseWithoutPadding(text: String, expected: String) {
    #expect(Base32.encode(Array(text.utf8)) == expected)
  }
}
