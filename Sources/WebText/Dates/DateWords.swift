/// The words of dates: months, days of the week, halves of the day and zones.
struct DateWords: Sendable {
  enum Meaning: Hashable, Sendable {
    case month(Int)
    /// `mar`, which is March in many languages and Tuesday in some.
    case monthOrWeekday(Int)
    case weekday
    case am
    case pm
    /// Seconds east of UTC.
    case zone(Int, isAmbiguous: Bool)
    /// One of RFC 822's military letters: a zone only right after a time.
    case letter(Int)
    /// A word between numbers that separates hours from minutes: `h`.
    case hour
    /// What stands between the parts and says nothing: `of`, `de`, `at`, `st`, `uhr`.
    case filler
  }

  static let shared = DateWords()

  private var meanings: [UInt64: Meaning] = [:]

  func meaning(ofHash hash: UInt64) -> Meaning? {
    meanings[hash]
  }

  private init() {
    for (index, names) in Self.split(Self.months, at: "\n").enumerated() {
      add(names, .month(index + 1))
    }
    add(Self.weekdays, .weekday)
    add(Self.fillers, .filler)
    add("mar", .monthOrWeekday(3))
    add("am 上午 午前 오전 早上 凌晨 πμ", .am)
    add("pm 下午 午後 午后 오후 晚上 μμ", .pm)
    for line in Self.split(Self.zones, at: "\n") {
      let words = Self.split(line, at: " ")
      guard let first = words.first, let minutes = Int(first) else { continue }
      for word in words.dropFirst() { add(word, .zone(minutes * 60, isAmbiguous: false)) }
    }
    for (word, minutes) in [("ist", 330), ("bst", 60), ("cst", -360), ("ast", -240)] {
      add(word, .zone(minutes * 60, isAmbiguous: true))
    }
    // RFC 822 §5.1. The signs are the wrong way round there, and J is not used.
    for (index, letter) in "abcdefghiklm".enumerated() { add(String(letter), .letter(-(index + 1) * 3600)) }
    for (index, letter) in "nopqrstuvwxy".enumerated() { add(String(letter), .letter((index + 1) * 3600)) }
    add("h", .hour)
  }

  private mutating func add(_ words: String, _ meaning: Meaning) {
    for word in words.split(whereSeparator: { $0 == " " || $0 == "\n" }) {
      var hash = Self.emptyHash
      for scalar in word.unicodeScalars { hash = Self.hash(hash, Self.folded(scalar.value)) }
      meanings[hash] = meaning
    }
  }

  private static func split(_ text: String, at separator: Character) -> [String] {
    text.split(separator: separator).map(String.init)
  }

  static let emptyHash: UInt64 = 0xCBF2_9CE4_8422_2325

  /// FNV-1a over characters.
  @inline(__always)
  static func hash(_ hash: UInt64, _ character: UInt32) -> UInt64 {
    (hash ^ UInt64(character)) &* 0x100_0000_01B3
  }

  /// The letter in lower case and without accents, for Latin, Greek and Cyrillic; others stay.
  static func folded(_ character: UInt32) -> UInt32 {
    switch character {
    case 0x41...0x5A: return character | 0x20
    case 0xC0...0xFF: return UInt32(latin1[Int(character) - 0xC0])
    case 0x100...0x17F: return UInt32(latinExtended[Int(character) - 0x100])
    case 0x218, 0x219: return UInt32(UInt8(ascii: "s"))
    case 0x21A, 0x21B: return UInt32(UInt8(ascii: "t"))
    // Greek: capitals, then the letters with tonos or dialytika, then final sigma.
    case 0x386, 0x3AC: return 0x3B1
    case 0x388, 0x3AD: return 0x3B5
    case 0x389, 0x3AE: return 0x3B7
    case 0x38A, 0x3AA, 0x3AF, 0x3CA, 0x390: return 0x3B9
    case 0x38C, 0x3CC: return 0x3BF
    case 0x38E, 0x3AB, 0x3CD, 0x3CB, 0x3B0: return 0x3C5
    case 0x38F, 0x3CE: return 0x3C9
    case 0x391...0x3A9: return character + 0x20
    case 0x3C2: return 0x3C3
    // Cyrillic.
    case 0x410...0x42F: return character + 0x20
    case 0x400...0x40F: return character + 0x50
    default: return character
    }
  }

  /// U+00C0…U+00FF.
  private static let latin1 = Array(
    "aaaaaaaceeeeiiiidnooooo*ouuuuytsaaaaaaaceeeeiiiidnooooo*ouuuuyty".utf8)
  /// U+0100…U+017F.
  private static let latinExtended = Array(
    ("aaaaaaccccccccddddeeeeeeeeeegggggggghhhhiiiiiiiiiiiijjkkklllllll"
      + "lllnnnnnnnnnoooooooorrrrrrssssssssttttttuuuuuuuuuuuuwwyyyzzzzzzs").utf8)

  /// A line a month: English, then the languages in which feeds write their dates.
  private static let months = """
    january jan januar januari janvier janv enero ene janeiro gennaio gen styczeń stycznia sty январь \
    января янв ιανουάριος ιανουαρίου ιαν január ocak oca tammikuu tammikuuta tammi leden ledna led \
    ianuarie ian gener січень січня січ януари jänner jän
    february feb februar februari février févr fév febrero fevereiro fev febbraio febb luty lutego lut \
    февраль февраля фев февр φεβρουάριος φεβρουαρίου φεβ február febr şubat şub helmikuu helmikuuta helmi \
    únor února úno februarie febrer лютий лютого лют февруари peb pebruari
    march märz mär mrz maerz mars marts marzo março marco maart mrt marzec marca март марта мар μάρτιος \
    μαρτίου μάρ március márc mart maaliskuu maaliskuuta maalis březen března bře martie març березень \
    березня бер maret
    april apr avril avr abril abr aprile kwiecień kwietnia kwi апрель апреля апр απρίλιος απριλίου απρ \
    április ápr nisan nis huhtikuu huhtikuuta huhti duben dubna dub aprilie квітень квітня квіт април
    may mai mayo maio maggio mag mei maj maja май мая μάιος μαΐου μάι május máj mayıs toukokuu toukokuuta \
    touko květen května kvě maig травень травня трав
    june jun juni juin junio junho giugno giu czerwiec czerwca cze июнь июня июн ιούνιος ιουνίου ιούν \
    június jún haziran haz kesäkuu kesäkuuta kesä červen června čvn iunie iun juny червень червня черв юни
    july jul juli juillet juil julio julho luglio lug lipiec lipca lip июль июля июл ιούλιος ιουλίου ιούλ \
    július júl temmuz tem heinäkuu heinäkuuta heinä červenec července čvc iulie iul juliol липень липня \
    лип юли
    august aug août aou agosto ago augustus sierpień sierpnia sie август августа авг αύγουστος αυγούστου \
    αύγ augusztus ağustos ağu elokuu elokuuta elo srpen srpna srp agost серпень серпня серп augusti \
    agustus agu agt
    september sep sept septembre septiembre setembro set settembre sett wrzesień września wrz сентябрь \
    сентября сен сент σεπτέμβριος σεπτεμβρίου σεπ σεπτ szeptember szept eylül eyl syyskuu syyskuuta syys \
    září zář septembrie setembre вересень вересня вер септември
    october oct oktober okt octobre octubre outubro out ottobre ott październik października paź октябрь \
    октября окт οκτώβριος οκτωβρίου οκτ október ekim eki lokakuu lokakuuta loka říjen října říj octombrie \
    жовтень жовтня жовт октомври
    november nov novembre noviembre novembro novembre listopad listopada lis ноябрь ноября ноя νοέμβριος \
    νοεμβρίου νοέ kasım kas marraskuu marraskuuta marras listopadu noiembrie noi листопад листопада лист \
    ноември
    december dec dezember dez décembre déc diciembre dic dezembro dicembre grudzień grudnia gru декабрь \
    декабря дек δεκέμβριος δεκεμβρίου δεκ aralık ara joulukuu joulukuuta joulu prosinec prosince pro \
    decembrie desembre desember des грудень грудня груд декември
    """

  private static let weekdays = """
    monday mon tuesday tue tues wednesday wed weds thursday thu thur thurs friday fri saturday sat sunday sun
    montag mo dienstag di mittwoch mi donnerstag do freitag fr samstag sonnabend sa sonntag so
    lundi lun mardi mercredi mer jeudi jeu vendredi ven samedi sam dimanche dim
    lunes martes miércoles mié jueves jue viernes vie sábado sáb domingo dom
    segunda feira terça quarta quinta sexta seg ter qua qui sex
    lunedì martedì mercoledì giovedì gio venerdì sabato sab domenica
    maandag ma dinsdag woensdag wo donderdag vrijdag vr zaterdag za zondag zo
    poniedziałek pon wtorek wt środa śr czwartek czw piątek pt sobota sob niedziela niedz
    понедельник пн вторник вт среда ср четверг чт пятница пт суббота сб воскресенье вс
    δευτέρα δευ τρίτη τρι τετάρτη τετ πέμπτη πεμ παρασκευή παρ σάββατο σαβ κυριακή κυρ
    hétfő kedd szerda csütörtök péntek szombat vasárnap pazartesi salı çarşamba perşembe cuma cumartesi pazar
    måndag tisdag onsdag torsdag fredag lördag söndag mandag tirsdag lørdag søndag
    maanantai ma tiistai ti keskiviikko ke torstai to perjantai pe lauantai la sunnuntai su
    pondělí po úterý út středa st čtvrtek čt pátek pá neděle ne luni marți miercuri joi vineri sâmbătă duminică
    senin selasa rabu kamis jumat sabtu minggu
    """

  private static let fillers = """
    st nd rd th er ère of the at on de del di da um uhr alle ore om kl klo kell den le el à las às och
    year г года р року pukul pkl jam etc в о published updated posted date
    """

  /// Minutes east of UTC, and the names for it. Names that several zones share are not here.
  private static let zones = """
    0 gmt utc ut z wet
    60 cet met mez wat west
    120 cest mest mesz eet sast cat
    180 eest msk eat trt idt
    210 irst
    240 msd gst samt
    270 aft irdt
    300 pkt yekt uzt mvt
    345 npt
    360 omst almt bdt
    390 mmt
    420 wib ict krat novt
    480 hkt sgt pht awst wita irkt myt
    540 jst kst wit yakt
    570 acst
    600 aest chst vlat
    630 acdt
    660 aedt magt sbt
    720 nzst fjt
    780 nzdt
    -60 azot cvt
    -120 brst
    -150 ndt
    -180 brt art adt uyt clst
    -210 nst
    -240 edt at clt bot vet
    -300 est et cdt cot pet ect
    -360 ct mdt
    -420 mst mt pdt
    -480 pst pt akdt
    -540 akst hdt
    -600 hst
    -660 sst
    """
}
