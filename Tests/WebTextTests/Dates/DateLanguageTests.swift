import Testing
import WebText

@Suite struct DateLanguageTests {
  /// A language, its months as they stand in dates (genitive, where it has one), and its days from Monday.
  static let languages: [(name: String, months: String, days: String)] = [
    (
      "English", "January February March April May June July August September October November December",
      "Monday Tuesday Wednesday Thursday Friday Saturday Sunday"
    ),
    (
      "French", "janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
      "lundi mardi mercredi jeudi vendredi samedi dimanche"
    ),
    (
      "French, short", "janv. févr. mars avr. mai juin juil. août sept. oct. nov. déc.",
      "lun. mar. mer. jeu. ven. sam. dim."
    ),
    (
      "German", "Januar Februar März April Mai Juni Juli August September Oktober November Dezember",
      "Montag Dienstag Mittwoch Donnerstag Freitag Samstag Sonntag"
    ),
    (
      "German, short", "Jan. Feb. Mrz. Apr. Mai Jun. Jul. Aug. Sep. Okt. Nov. Dez.",
      "Mo. Di. Mi. Do. Fr. Sa. So."
    ),
    (
      "Spanish", "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre",
      "lunes martes miércoles jueves viernes sábado domingo"
    ),
    ("Spanish, short", "ene feb mar abr may jun jul ago sept oct nov dic", "lun mar mié jue vie sáb dom"),
    (
      "Portuguese",
      "janeiro fevereiro março abril maio junho julho agosto setembro outubro novembro dezembro",
      "segunda-feira terça-feira quarta-feira quinta-feira sexta-feira sábado domingo"
    ),
    ("Portuguese, short", "jan fev mar abr mai jun jul ago set out nov dez", "seg ter qua qui sex sáb dom"),
    (
      "Italian",
      "gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre dicembre",
      "lunedì martedì mercoledì giovedì venerdì sabato domenica"
    ),
    ("Italian, short", "gen feb mar apr mag giu lug ago set ott nov dic", "lun mar mer gio ven sab dom"),
    (
      "Dutch", "januari februari maart april mei juni juli augustus september oktober november december",
      "maandag dinsdag woensdag donderdag vrijdag zaterdag zondag"
    ),
    ("Dutch, short", "jan feb mrt apr mei jun jul aug sep okt nov dec", "ma di wo do vr za zo"),
    (
      "Polish",
      "stycznia lutego marca kwietnia maja czerwca lipca sierpnia września października listopada grudnia",
      "poniedziałek wtorek środa czwartek piątek sobota niedziela"
    ),
    ("Polish, short", "sty lut mar kwi maj cze lip sie wrz paź lis gru", "pon wt śr czw pt sob niedz"),
    (
      "Russian", "января февраля марта апреля мая июня июля августа сентября октября ноября декабря",
      "понедельник вторник среда четверг пятница суббота воскресенье"
    ),
    ("Russian, short", "янв фев мар апр май июн июл авг сен окт ноя дек", "Пн Вт Ср Чт Пт Сб Вс"),
    (
      "Ukrainian", "січня лютого березня квітня травня червня липня серпня вересня жовтня листопада грудня",
      "понеділок вівторок середа четвер п'ятниця субота неділя"
    ),
    (
      "Greek",
      "Ιανουαρίου Φεβρουαρίου Μαρτίου Απριλίου Μαΐου Ιουνίου Ιουλίου Αυγούστου Σεπτεμβρίου Οκτωβρίου "
        + "Νοεμβρίου Δεκεμβρίου", "Δευτέρα Τρίτη Τετάρτη Πέμπτη Παρασκευή Σάββατο Κυριακή"
    ),
    (
      "Hungarian",
      "január február március április május június július augusztus szeptember október november december",
      "hétfő kedd szerda csütörtök péntek szombat vasárnap"
    ),
    (
      "Turkish", "Ocak Şubat Mart Nisan Mayıs Haziran Temmuz Ağustos Eylül Ekim Kasım Aralık",
      "Pazartesi Salı Çarşamba Perşembe Cuma Cumartesi Pazar"
    ),
    (
      "Czech", "ledna února března dubna května června července srpna září října listopadu prosince",
      "pondělí úterý středa čtvrtek pátek sobota neděle"
    ),
    (
      "Slovak", "januára februára marca apríla mája júna júla augusta septembra októbra novembra decembra",
      "pondelok utorok streda štvrtok piatok sobota nedeľa"
    ),
    (
      "Romanian",
      "ianuarie februarie martie aprilie mai iunie iulie august septembrie octombrie noiembrie decembrie",
      "luni marți miercuri joi vineri sâmbătă duminică"
    ),
    (
      "Bulgarian", "януари февруари март април май юни юли август септември октомври ноември декември",
      "понеделник вторник сряда четвъртък петък събота неделя"
    ),
    (
      "Croatian",
      "siječnja veljače ožujka travnja svibnja lipnja srpnja kolovoza rujna listopada studenoga prosinca",
      "ponedjeljak utorak srijeda četvrtak petak subota nedjelja"
    ),
    (
      "Serbian", "јануар фебруар март април мај јун јул август септембар октобар новембар децембар",
      "понедељак уторак среда четвртак петак субота недеља"
    ),
    (
      "Slovene",
      "januarja februarja marca aprila maja junija julija avgusta septembra oktobra novembra decembra",
      "ponedeljek torek sreda četrtek petek sobota nedelja"
    ),
    (
      "Swedish", "januari februari mars april maj juni juli augusti september oktober november december",
      "måndag tisdag onsdag torsdag fredag lördag söndag"
    ),
    (
      "Danish", "januar februar marts april maj juni juli august september oktober november december",
      "mandag tirsdag onsdag torsdag fredag lørdag søndag"
    ),
    (
      "Norwegian", "januar februar mars april mai juni juli august september oktober november desember",
      "mandag tirsdag onsdag torsdag fredag lørdag søndag"
    ),
    (
      "Finnish",
      "tammikuuta helmikuuta maaliskuuta huhtikuuta toukokuuta kesäkuuta heinäkuuta elokuuta syyskuuta lokakuuta "
        + "marraskuuta joulukuuta", "maanantai tiistai keskiviikko torstai perjantai lauantai sunnuntai"
    ),
    (
      "Estonian",
      "jaanuar veebruar märts aprill mai juuni juuli august september oktoober november detsember",
      "esmaspäev teisipäev kolmapäev neljapäev reede laupäev pühapäev"
    ),
    (
      "Latvian",
      "janvāris februāris marts aprīlis maijs jūnijs jūlijs augusts septembris oktobris novembris decembris",
      "pirmdiena otrdiena trešdiena ceturtdiena piektdiena sestdiena svētdiena"
    ),
    (
      "Lithuanian",
      "sausio vasario kovo balandžio gegužės birželio liepos rugpjūčio rugsėjo spalio lapkričio gruodžio",
      "pirmadienis antradienis trečiadienis ketvirtadienis penktadienis šeštadienis sekmadienis"
    ),
    (
      "Indonesian", "Januari Februari Maret April Mei Juni Juli Agustus September Oktober November Desember",
      "Senin Selasa Rabu Kamis Jumat Sabtu Minggu"
    ),
    (
      "Catalan", "gener febrer març abril maig juny juliol agost setembre octubre novembre desembre",
      "dilluns dimarts dimecres dijous divendres dissabte diumenge"
    ),
    (
      "Arabic", "يناير فبراير مارس أبريل مايو يونيو يوليو أغسطس سبتمبر أكتوبر نوفمبر ديسمبر",
      "الاثنين الثلاثاء الأربعاء الخميس الجمعة السبت الأحد"
    ),
    (
      "Hebrew", "ינואר פברואר מרץ אפריל מאי יוני יולי אוגוסט ספטמבר אוקטובר נובמבר דצמבר",
      "שני שלישי רביעי חמישי שישי שבת ראשון"
    ),
    (
      "Hindi", "जनवरी फ़रवरी मार्च अप्रैल मई जून जुलाई अगस्त सितंबर अक्टूबर नवंबर दिसंबर",
      "सोमवार मंगलवार बुधवार गुरुवार शुक्रवार शनिवार रविवार"
    ),
    (
      "Marathi", "जानेवारी फेब्रुवारी मार्च एप्रिल मे जून जुलै ऑगस्ट सप्टेंबर ऑक्टोबर नोव्हेंबर डिसेंबर",
      "सोमवार मंगळवार बुधवार गुरुवार शुक्रवार शनिवार रविवार"
    ),
    (
      "Bengali", "জানুয়ারি ফেব্রুয়ারি মার্চ এপ্রিল মে জুন জুলাই আগস্ট সেপ্টেম্বর অক্টোবর নভেম্বর ডিসেম্বর",
      "সোমবার মঙ্গলবার বুধবার বৃহস্পতিবার শুক্রবার শনিবার রবিবার"
    ),
    (
      "Tamil", "ஜனவரி பிப்ரவரி மார்ச் ஏப்ரல் மே ஜூன் ஜூலை ஆகஸ்ட் செப்டம்பர் அக்டோபர் நவம்பர் டிசம்பர்",
      "திங்கள் செவ்வாய் புதன் வியாழன் வெள்ளி சனி ஞாயிறு"
    ),
  ]

  @Test(arguments: languages)
  func readsEachMonthAndDay(name: String, months: String, days: String) {
    let months = months.split(separator: " ").map(String.init)
    let days = days.split(separator: " ").map(String.init)
    #expect(months.count == 12)
    #expect(days.count == 7)
    for (index, month) in months.enumerated() {
      for day in 1...28 {
        let expected = UnixTime(year: 2023, month: Int64(index) + 1, day: Int64(day), hour: 10, minute: 18)
        // 2023-01-02 was a Monday.
        let weekday = days[Int(expected.seconds / 86_400 + 3) % 7]
        for text in [
          "\(weekday), \(day) \(month) 2023 10:18", "\(weekday), \(day). \(month) 2023, 10:18".uppercased(),
          "\(day) \(month) 2023 10:18:00",
        ] {
          let reading = DateText.read(text)
          #expect(reading?.time == expected || (isDisputed(month) && !text.contains(weekday)), "\(text)")
        }
      }
    }
  }

  /// Croatia's October is Poland's November: without a day of the week nobody knows.
  private func isDisputed(_ month: String) -> Bool { month == "listopada" }
}
