import Fetching
import Testing
import WebText

@Suite struct FreshnessTests {
  let now = UnixTime(seconds: 1_648_775_880)

  func freshness(_ change: (inout ResponseHeaders) -> Void) -> Int64? {
    var headers = ResponseHeaders()
    change(&headers)
    return Freshness(headers, now: now)?.remainingSeconds
  }

  @Test(arguments: [
    ("max-age=600", 600), ("public, MAX-AGE=600", 600), ("max-age=\"600\"", 600), (" max-age = 600 ", 600),
    ("max-age=99999999999999999999", Int64.max), ("max-age=0", nil), ("max-age=-1", nil), ("max-age=", nil),
    ("max-age=ten", nil), ("no-cache, max-age=600", nil), ("max-age=600, no-store", nil),
    ("s-maxage=600", nil),
    ("must-revalidate", nil), ("", nil), ("max-age=1.5", nil), (",,max-age=60,,", 60),
  ]) func `max-age is a number of seconds, unless reuse is forbidden`(_ control: String, _ seconds: Int64?) {
    #expect(freshness { $0.cacheControl = control } == seconds)
  }

  @Test func `Age is what of it has passed`() {
    #expect(
      freshness {
        $0.cacheControl = "max-age=600"
        $0.age = "500"
      } == 100)
    #expect(
      freshness {
        $0.cacheControl = "max-age=600"
        $0.age = "99999999999999999999999"
      } == nil)
    #expect(
      freshness {
        $0.cacheControl = "max-age=600"
        $0.age = "-7"
      } == 600)
  }

  @Test func `Expires counts from Date, else from now, and max-age outranks it`() {
    #expect(freshness { $0.expires = "Fri, 01 Apr 2022 01:28:00 GMT" } == 600)
    #expect(
      freshness {
        $0.expires = "Fri, 01 Apr 2022 01:28:00 GMT"
        $0.date = "Fri, 01 Apr 2022 01:27:00 GMT"
      } == 60)
    #expect(
      freshness {
        $0.expires = "Fri, 01 Apr 2022 01:28:00 GMT"
        $0.cacheControl = "max-age=5"
      } == 5)
    for expires in ["0", "-1", "Thu, 01 Jan 1970 00:00:00 GMT", "never"] {
      #expect(freshness { $0.expires = expires } == nil)
    }
    #expect(freshness { _ in } == nil)
  }
}
