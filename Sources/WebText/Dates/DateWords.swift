/// The words of dates: months, days of the week, halves of the day and zones.
struct DateWords: Sendable {
  enum Meaning: Hashable, Sendable {
    case month(Int)
    /// A name that two languages give to two months: `listopad` is November in Polish, October in Croatian.
    case monthOr(Int, Int)
    /// `mar`, which is March in many languages and Tuesday in some. The month gives way to another.
    case monthOrWeekday(Int, Int)
    /// 1 for Monday … 7 for Sunday; 0 for a name that languages give to different days.
    case weekday(Int)
    case am
    case pm
    /// Seconds east of UTC.
    case zone(Int, isAmbiguous: Bool)
    /// A word of a zone's full name, `Eastern`: seconds east of UTC.
    case region(Int)
    /// A word that moves the region before it, or behind it, to another continent.
    case european
    case australian
    /// `Daylight`, `Summer`: an hour more.
    case summer
    /// One of RFC 822's military letters: a zone only right after a time.
    case letter(Int)
    /// A word between numbers that separates hours from minutes: `h`.
    case hour
    /// Vietnamese numbers its months: `tháng 4`.
    case monthPrefix
    /// Arabic's second of two months of a name: الثاني.
    case second
    /// A Japanese era, or Taiwan's: the year before its first.
    case era(Int)
    /// An era with its first year in one word: 令和元年.
    case eraYear(Int)
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
    for (index, names) in Self.split(Self.weekdays, at: "\n").enumerated() {
      for name in Self.split(names, at: " ") { addWeekday(name, index + 1) }
    }
    add(Self.fillers, .filler)
    add("mar", .monthOrWeekday(3, 2))
    // The usual meaning first: Polish and Czech, then Croatian.
    add("listopad listopada lis", .monthOr(11, 10))
    add("lip", .monthOr(7, 6))
    add("srp", .monthOr(8, 7))
    add("am 上午 午前 오전 早上 凌晨 清晨 πμ ص صباحا öö fm", .am)
    add("pm 下午 午後 午后 오후 晚上 中午 傍晚 μμ م مساء ös du ch", .pm)
    add("tháng thg", .monthPrefix)
    add("الثاني", .second)
    for (name, year) in [("令和", 2018), ("平成", 1988), ("昭和", 1925), ("民國", 1911), ("中華民國", 1911)] {
      add(name, .era(year))
      add(name + "元年", .eraYear(year + 1))
    }
    for line in Self.split(Self.zones, at: "\n") {
      let words = Self.split(line, at: " ")
      guard let first = words.first, let minutes = Int(first) else { continue }
      for word in words.dropFirst() { add(word, .zone(minutes * 60, isAmbiguous: false)) }
    }
    for line in Self.split(Self.regions, at: "\n") {
      let words = Self.split(line, at: " ")
      guard let first = words.first, let minutes = Int(first) else { continue }
      for word in words.dropFirst() { add(word, .region(minutes * 60)) }
    }
    add("european", .european)
    add("australian", .australian)
    add("summer daylight", .summer)
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

  /// A day's name; one that names another day too, in another language, names none.
  private mutating func addWeekday(_ name: String, _ day: Int) {
    var hash = Self.emptyHash
    for scalar in name.unicodeScalars { hash = Self.hash(hash, Self.folded(scalar.value)) }
    switch meanings[hash] {
    case .weekday(let other) where other != day: meanings[hash] = .weekday(0)
    // `paź` is October in Polish, `Paz` Sunday in Turkish.
    case .month(let month): meanings[hash] = .monthOrWeekday(month, day)
    default: meanings[hash] = .weekday(day)
    }
  }

  private static func split(_ text: String, at separator: Character) -> [String] {
    text.split(separator: separator).map(String.init)
  }

  static let emptyHash: UInt64 = 0xCBF2_9CE4_8422_2325

  /// FNV-1a over folded characters.
  @inline(__always)
  static func hash(_ hash: UInt64, _ character: UInt32) -> UInt64 {
    // A mark on the letter before, which `folded` leaves out.
    character == 0 ? hash : (hash ^ UInt64(character)) &* 0x100_0000_01B3
  }

  /// The letter in lower case and without accents, for Latin, Greek, Cyrillic and Arabic; others stay.
  /// 0 for a mark that is a character of its own.
  static func folded(_ character: UInt32) -> UInt32 {
    switch character {
    case 0x41...0x5A: return character | 0x20
    case 0xC0...0xFF: return UInt32(latin1[Int(character) - 0xC0])
    case 0x100...0x17F: return UInt32(latinExtended[Int(character) - 0x100])
    case 0x1A0, 0x1A1: return UInt32(UInt8(ascii: "o"))
    case 0x1AF, 0x1B0: return UInt32(UInt8(ascii: "u"))
    case 0x1EA0...0x1EF9: return UInt32(vietnamese[Int(character) - 0x1EA0])
    case 0x300...0x36F, 0x64B...0x652: return 0
    // Arabic: alef with signs, ya without dots or Persian, ta marbuta, Persian kaf.
    case 0x622, 0x623, 0x625: return 0x627
    case 0x649, 0x6CC: return 0x64A
    case 0x629: return 0x647
    case 0x6A9: return 0x643
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
    // Devanagari and Bengali: the dot below, and letters that have it.
    case 0x93C, 0x9BC: return 0
    case 0x95E: return 0x92B
    case 0x9DF: return 0x9AF
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

  /// U+1EA0…U+1EF9.
  private static let vietnamese = Array(
    ("aaaaaaaaaaaaaaaaaaaaaaaaeeeeeeeeeeeeeeeeiiiioooooooooooooooooooooooo" + "uuuuuuuuuuuuuuyyyyyyyy").utf8)

  /// A line a month: English, then the languages in which feeds write their dates.
  private static let months = """
    january jan januar januari janvier janv enero ene janeiro gennaio gen styczeń stycznia sty январь \
    января янв ιανουάριος ιανουαρίου ιαν január ocak oca tammikuu tammikuuta tammi leden ledna led \
    ianuarie ian gener січень січня січ януари jänner jän januarja januára siječanj siječnja sij јануар \
    јануара јан яну ян jaanuar jaan janvāris janvārī janvāra sausis sausio saus студзень студзеня janúar \
    januarie xaneiro xan januaris يناير كانون جانفي ژانویه ינואר בינואר มกราคม มค 一月 \
    जनवरी जानेवारी জানুয়ারি জানুয়ারী ஜனவரி
    february feb februar februari février févr fév febrero fevereiro fev febbraio febb luty lutego lut \
    февраль февраля фев февр φεβρουάριος φεβρουαρίου φεβ február febr şubat şub helmikuu helmikuuta helmi \
    únor února úno februarie febrer лютий лютого лют февруари peb pebruari februarja februára veljača \
    veljače velj фебруар фебруара феб veebruar veebr februāris februārī februāra vasaris vasario vas люты \
    лютага febrúar febreiro febreru فبراير شباط فيفري فوریه פברואר בפברואר กุมภาพันธ์ กพ 二月 \
    फरवरी फ़रवरी फेब्रुवारी ফেব্রুয়ারি ফেব্রুয়ারী பிப்ரவரி
    march märz mär mrz maerz mars marts marzo março marco maart mrt marzec marca март марта мар μάρτιος \
    μαρτίου μάρ március márc mart maaliskuu maaliskuuta maalis březen března bře martie març березень \
    березня бер maret marec ožujak ožujka ožu martā märts kovas kovo kov сакавік сакавіка мартa mac μαρτ \
    مارس آذار מרץ מרס במרץ במרס มีนาคม มีค 三月 marso \
    मार्च মার্চ மார்ச்
    april apr avril avr abril abr aprile kwiecień kwietnia kwi апрель апреля апр απρίλιος απριλίου απρ \
    április ápr nisan nis huhtikuu huhtikuuta huhti duben dubna dub aprilie квітень квітня квіт април \
    aprila apríl apríla travanj travnja tra априла aprill aprīlis aprīlī aprīļa balandis balandžio bal \
    красавік красавіка кві أبريل إبريل نيسان أفريل آوریل אפריל באפריל เมษายน เมย 四月 \
    अप्रैल एप्रिल এপ্রিল ஏப்ரல்
    may mai mayo maio maggio mag mei maj maja май мая μάιος μαΐου μάι május máj mayıs toukokuu toukokuuta \
    touko květen května kvě maig травень травня трав mája svibanj svibnja svi мај маја maijs maijā maija \
    gegužė gegužės geg maí مايو أيار ماي مه מאי במאי พฤษภาคม พค 五月 тра \
    मई मे মে மே
    june jun juni juin junio junho giugno giu czerwiec czerwca cze июнь июня июн ιούνιος ιουνίου ιούν \
    június jún haziran haz kesäkuu kesäkuuta kesä červen června čvn iunie iun juny червень червня черв \
    юни junij junija júna lipanj lipnja јун јуна јуни juuni jūnijs jūnijā jūnija jūn birželis birželio \
    birž чэрвень чэрвеня чер čer júní junie xuño يونيو حزيران جوان ژوئن יוני ביוני มิถุนายน มิย 六月 \
    जून জুন ஜூன்
    july jul juli juillet juil julio julho luglio lug lipiec lipca июль июля июл ιούλιος ιουλίου ιούλ \
    július júl temmuz tem heinäkuu heinäkuuta heinä červenec července čvc iulie iul juliol липень липня \
    лип юли julij julija júla srpanj srpnja јул јула јули juuli jūlijs jūlijā jūlija jūl liepa liepos \
    liep ліпень ліпеня júlí julie xullo julai يوليو تموز يوليوز جويلية ژوئیه ژوئيه יולי ביולי กรกฎาคม กค 七月 \
    जुलाई जुलै জুলাই ஜூலை
    august aug août aou agosto ago augustus sierpień sierpnia sie август августа авг αύγουστος αυγούστου \
    αύγ augusztus ağustos ağu elokuu elokuuta elo srpen srpna agost серпень серпня серп augusti agustus \
    agu agt avgust avgusta augusta kolovoz kolovoza kol augusts augustā rugpjūtis rugpjūčio rugp жнівень \
    жніўня сер ágúst ogos ağustosta ag أغسطس غشت آب أوت اوت אוגוסט באוגוסט สิงหาคม สค 八月 \
    अगस्त ऑगस्ट আগস্ট ஆகஸ்ட்
    september sep sept septembre septiembre setembro set settembre sett wrzesień września wrz сентябрь \
    сентября сен сент σεπτέμβριος σεπτεμβρίου σεπ σεπτ szeptember szept eylül eyl syyskuu syyskuuta syys \
    září zář septembrie setembre вересень вересня вер септември septembra rujan rujna ruj септембар \
    септембра сеп септ septembris septembrī rugsėjis rugsėjo rugs верасень верасня setiembre سبتمبر أيلول \
    شتنبر سپتامبر ספטמבר בספטמבר กันยายน กย 九月 \
    सितंबर सितम्बर सप्टेंबर সেপ্টেম্বর செப்டம்பர்
    october oct oktober okt octobre octubre outubro out ottobre ott październik października paź октябрь \
    октября окт οκτώβριος οκτωβρίου οκτ október ekim eki lokakuu lokakuuta loka říjen října říj octombrie \
    жовтень жовтня жовт октомври oktobra októbra октобар октобра oktoober oktobris oktobrī spalis spalio \
    spal кастрычнік кастрычніка жов أكتوبر تشرين اکتبر אוקטובר באוקטובר ตุลาคม ตค 十月 \
    अक्टूबर अक्तूबर ऑक्टोबर অক্টোবর அக்டோபர்
    november nov novembre noviembre novembro ноябрь ноября ноя νοέμβριος νοεμβρίου νοέ kasım kas \
    marraskuu marraskuuta marras listopadu noiembrie noi листопад листопада лист ноември novembra studeni \
    studenoga studenog stu новембар новембра нов нояб novembris novembrī lapkritis lapkričio lapkr \
    лістапад лістапада лис ное ноем nóvember νοεμ نوفمبر نونبر نوامبر נובמבר בנובמבר พฤศจิกายน พย 十一月 \
    नवंबर नवम्बर नोव्हेंबर নভেম্বর நவம்பர்
    december dec dezember dez décembre déc diciembre dic dezembro dicembre grudzień grudnia gru декабрь \
    декабря дек δεκέμβριος δεκεμβρίου δεκ aralık ara joulukuu joulukuuta joulu prosinec prosince pro \
    decembrie desembre desember des грудень грудня груд декември decembra prosinac prosinca децембар \
    децембра дец detsember dets decembris decembrī gruodis gruodžio gruod снежань снежня гру disember \
    ديسمبر كانون دجنبر دسامبر דצמבר בדצמבר ธันวาคม ธค 十二月 \
    दिसंबर दिसम्बर डिसेंबर ডিসেম্বর டிசம்பர்
    """

  /// A line a day, Monday to Sunday, in the same languages.
  private static let weekdays = """
    monday mon montag mo lundi lun lunes segunda seg lunedì maandag ma poniedziałek pon понедельник пн \
    δευτέρα δευ hétfő pazartesi pzt måndag mån mandag man maanantai pondělí po pondelok luni понеділок \
    понеделник понедељак ponedjeljak ponedeljak ponedeljek esmaspäev pirmdiena pirmadienis senin isnin \
    dilluns dl الاثنين hai จันทร์ שני
    tuesday tue tues dienstag mardi martes terça ter martedì dinsdag wtorek wt вторник вт τρίτη τρι kedd \
    salı tisdag tis tirsdag tir tysdag tiistai ti úterý út utorok marți вівторок уторак utorak torek \
    teisipäev otrdiena antradienis selasa dimarts dt الثلاثاء ba อังคาร שלישי
    wednesday wed weds mittwoch mi mercredi mer miércoles mié quarta qua mercoledì woensdag wo środa śr \
    среда ср τετάρτη τετ szerda çarşamba çar onsdag ons keskiviikko ke středa streda miercuri середа \
    сряда srijeda sreda kolmapäev trešdiena trečiadienis rabu dimecres dc الأربعاء tư พุธ רביעי
    thursday thu thur thurs donnerstag do jeudi jeu jueves jue quinta qui giovedì gio donderdag czwartek \
    czw четверг чт πέμπτη πεμ csütörtök perşembe per torsdag tors tor torstai to čtvrtek čt štvrtok joi \
    четвер четвъртък четвртак četvrtak četrtek neljapäev ceturtdiena ketvirtadienis kamis khamis dijous \
    dj الخميس năm พฤหัสบดี חמישי
    friday fri freitag fr vendredi ven viernes vie sexta sex venerdì vrijdag vr piątek пятница пт \
    παρασκευή παρ péntek cuma cum fredag fre perjantai pe pátek pá piatok vineri ятниця петък петак petak \
    petek reede piektdiena penktadienis jumat jumaat divendres dv الجمعة sáu ศุกร์ שישי
    saturday sat samstag sonnabend sa samedi sam sábado sáb sabato sab zaterdag za sobota sob суббота сб \
    σάββατο σαβ szombat cumartesi cmt lördag lör lørdag lør laurdag lauantai la sâmbătă субота събота \
    subota laupäev sestdiena šeštadienis sabtu dissabte ds السبت bảy เสาร์ שבת
    sunday sun sonntag so dimanche dim domingo dom do domenica zondag zo niedziela niedz воскресенье вс \
    κυριακή κυρ vasárnap pazar paz söndag sön søndag søn sunnuntai su neděle ne nedeľa duminică неділя \
    неделя недеља nedjelja nedelja pühapäev svētdiena sekmadienis minggu ahad diumenge dg الأحد อาทิตย์ \
    ראשון
    """

  private static let fillers = """
    st nd rd th er ère of the at on de del di da um uhr alle ore om kl klo kell den le el à las às och
    day gada gads godine god dan az em på ngày lúc thứ chủ nhật vào feira tlid พศ คศ วัน ที่ เวลา น \
    يوم في الساعة יום בשעה ב time standard mean coordinated saving savings local ο στις
    year г года р року pukul pkl jam etc в о published updated posted date
    """

  /// Minutes east of UTC, and the words that name the region in a zone's full name.
  private static let regions = """
    0 greenwich universal british western
    60 paris berlin
    120 israel
    180 moscow
    330 india indian
    480 china beijing singapore
    540 japan tokyo korea korean seoul
    -210 newfoundland
    -240 atlantic
    -300 eastern
    -360 central
    -420 mountain
    -480 pacific
    -540 alaska alaskan
    -600 hawaii hawaiian
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
