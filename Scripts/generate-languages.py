#!/usr/bin/env python3
"""Writes Sources/WebText/Characters/LanguageTables.swift: letters and pairs of letters of languages.

The pairs are counted in the sentences below, which were written for this. To add a language, add a few sentences
in the style of news and run the script; Tests/WebTextTests/Characters has others to test it with.
"""
import collections
import pathlib

# name, the letters beyond ASCII in lower case, sentences
languages = [
    ("french", "àâæçéèêëîïôœùûüÿ", """Le président a été réélu à la tête de l'Assemblée après une journée très agitée.
    Les élèves français rentrent à l'école où les maîtres préparent déjà la fête de Noël. La météo prévoit de fortes
    gelées dès dimanche, même près des côtes. L'équipe a gagné grâce à une défense très solide; le entraîneur a félicité
    ses joueurs. Le procès du député accusé de détournement s'est achevé; la décision sera connue à la mi-février.
    Ça sera décidé là-bas: août, île, forêt, hôpital, théâtre, reçu, leçon, œuvre, cœur, naïf, où, dû."""),
    ("german", "äöüß", """Die Bundesregierung möchte die Förderung für Wärmepumpen verlängern. Für viele Bürger wäre das
    eine große Erleichterung, erklärte der Minister am späten Abend in Köln. Die Züge fahren künftig häufiger über
    München nach Österreich. Öffentliche Gebäude müssen größer geplant werden, heißt es in dem Gutachten. Ärzte warnen vor
    überfüllten Krankenhäusern; schließlich würden die Plätze überall fehlen. Straße, Spaß, Schüler, Läden, schön, Höhe,
    Präsident, während, natürlich, Gespräch, Maßnahmen, außerdem, Frühjahr, Grüne, Rückgang, hätte, könnte."""),
    ("spanish", "áéíñóúü", """El Gobierno anunció ayer que la economía española creció más de lo esperado en el último
    año. La policía detuvo también a dos jóvenes en la región de Aragón, según informó la institución. El próximo
    sábado habrá manifestación en el país. Mañana se reunirá la comisión con el ministro de educación; después viajará a
    París. El niño ganó el campeonato; la selección jugará aquí en junio. Información, política, público, artículo,
    situación, pequeño, compañía, señor, está, será, así, allí, dólares, crédito, además, música, lingüística."""),
    ("portuguese", "áâãàçéêíóôõú", """A eleição em São Paulo não terá alterações, disse o ministro da Educação. A
    população já começa a sentir os efeitos da inflação, que não parou de subir desde março. As informações serão
    divulgadas após a reunião da comissão. Polícia prende três suspeitos de corrupção em operação. Também há previsão de
    chuva à tarde. Três milhões de pessoas, situação, governo português, seleção, você, país, saúde, próximo, até, década,
    econômico, câmara, através, últimos, índice, órgãos, orçamento, avião, mãe, irmãos, decisões, açúcar."""),
    ("italian", "àèéìòù", """Il governo è pronto: la città avrà più fondi perché la crisi è finita. Il ministro arriverà
    lunedì, così ha detto. Sarà una novità per l'università e per la società. È già partita la corsa alle elezioni;
    però non c'è ancora un'intesa. La libertà di stampa è in pericolo, cioè più di ieri. Attività, qualità, verità,
    pubblicità, può, potrà, dovrà, martedì, giù, caffè, né, poiché, perciò, comunità, metà, età."""),
    ("nordic", "åäöæøéð", """Regeringen föreslår höjda skatter för företag som säljer bensin; många är emot förslaget.
    Två män har gripits för mord i Malmö. Även på tåget märks det att resenärerna är färre än före sommaren. Det är första
    gången på åtta år. Regjeringen går på et nederlag når både Høyre og Venstre sier nei. Statsministeren får støtte til å
    gjøre økonomien grønnere. For første gang på mange år må danskerne betale højere priser på køb af brød, og flere børn
    får også færre penge. Hallitus päätti eilen, että työttömyysturvaa leikataan ensi vuonna. Pääministerin mukaan
    säästöt eivät kohdistu eläkeläisiin, vaan työssä käyviin. Tämä päivä on myös hyvä pelaajille."""),
    ("polish", "ąćęłńóśźż", """Prezydent podpisał wczoraj ustawę o podatkach; będzie ona obowiązywać już od stycznia.
    Władze Łodzi zamknęły część dróg z powodu śniegu. Według policji kierowca był pijany, a śledztwo wciąż trwa.
    Największe spółki giełdowe odnotowały spadki. Polacy wygrali mecz, choć grali słabo. Wśród rannych są dzieci;
    żołnierze pomagają mieszkańcom. Źródła mówią, że możliwe są kolejne zmiany. Również świat, ludność, więcej, przeszłość,
    który, został, może, także, między, książka, ćwiczenia, środę, później, gdzieś, łączy, koń."""),
    ("czech", "áčďéěíňóřšťúůýž", """Vláda dnes schválila návrh zákona, který má snížit daně. Podle ministra půjde o
    největší změnu za poslední čtyři roky. Policie zadržela muže, jenž střílel na náměstí v Praze. Počasí bude příští týden
    chladnější a může i sněžit. Čeští hokejisté zvítězili nad Švédskem. Žáci se vrátí do škol až v pondělí, řekl ředitel.
    Přestože prezident veto nepodepsal, úřad začne platit víc. Také ještě důležité události, město, růst, děti,
    společnost, skončí, více, během, při, není, být, své, ať, loď, něco, tento měsíc."""),
    ("slovak", "áäčďéíľĺňóôŕšťúýž", """Vláda schválila nový zákon o daniach, ktorý má podporiť rodiny s deťmi. Podľa
    ministra pôjde o najväčšiu zmenu za posledné štyri roky. Polícia zadržala muža, ktorý strieľal na námestí v Košiciach.
    Počasie bude budúci týždeň chladnejšie a môže aj snežiť. Slovenskí hokejisti zvíťazili nad Švédskom. Žiaci sa vrátia
    do škôl až v pondelok, povedal riaditeľ. Prezidentka vyzvala, aby ľudia zostali doma, keďže počet chorých rastie."""),
    ("hungarian", "áéíóöőúüű", """A kormány bejelentette, hogy jövőre emelkedik a minimálbér és a családi pótlék is. A
    rendőrség őrizetbe vette a férfit, aki tűzet gyújtott a fővárosban. Az időjárás hűvösebbre fordul, több helyen eső
    várható. A magyar válogatott legyőzte ellenfelét, így továbbjutott. Az Európai Bizottság döntése szerint később
    kezdődik a tárgyalás. Újabb részletek derültek ki a szerződésről. Következő, először, között, nélkül, művész,
    külföldi, többség, időszak, térség, számára, lehetőség, miatt, önkormányzat."""),
    ("romanian", "âăîşţșț", """Guvernul a hotărât să mărească salariile şi pensiile începând cu luna viitoare. Preşedintele
    a declarat că ţara noastră rămâne un partener de încredere. Poliţiştii au reţinut doi bărbaţi după o urmărire în
    centrul oraşului Braşov. Vremea se răceşte în toată ţara, iar în munţi va ninge. Câţiva elevi au câştigat premii
    internaţionale. Situaţia rămâne dificilă în spitale, însă există şi veşti bune. Astăzi, între, fără, către, când."""),
    ("croatian", "čćđšž", """Vlada je danas odlučila da će se povećati plaće učiteljima. Predsjednik je rekao kako još nije
    riješeno pitanje granice. Policija je uhitila muškarca koji je prijetio oružjem u središtu grada. Očekuje se kiša i
    snažan vjetar, a temperature će biti niže. Hrvatski rukometaši pobijedili su Španjolsku. Građani traže više informacija
    o tome što slijedi. Državni proračun, članovi, životni, također, već, među, šest, žene, Šibenik, tržište, mreža."""),
    ("russian", "абвгдеёжзийклмнопрстуфхцчшщъыьэюя", """Президент России подписал указ о создании нового министерства.
    В Москве завтра ожидается снег и сильный ветер, сообщили синоптики. Полиция задержала подозреваемого в ограблении банка.
    Сборная выиграла матч со счётом три один и вышла в финал. По словам представителя компании, цены на нефть вырастут уже
    в этом году. Депутаты Государственной думы приняли закон в первом чтении. Что делать жителям, которые остались без
    электричества, пока неизвестно. Также эксперты считают, что рубль будет укрепляться."""),
    ("ukrainian", "абвгґдеєжзиіїйклмнопрстуфхцчшщьюя", """Президент України підписав указ про створення нового
    міністерства. У Києві завтра очікується сніг і сильний вітер, повідомили синоптики. Поліція затримала підозрюваного у
    пограбуванні банку. Збірна виграла матч і вийшла до фіналу. За словами речника компанії, ціни на нафту зростуть уже
    цього року. Депутати Верховної Ради ухвалили закон у першому читанні. Що робити мешканцям, які залишилися без світла,
    поки невідомо. Також експерти вважають, що гривня буде зміцнюватися. Її, їх, є, більше, після, між."""),
    ("bulgarian", "абвгдежзийклмнопрстуфхцчшщъьюя", """Правителството обяви, че от януари ще бъдат увеличени пенсиите.
    Полицията в София задържа двама мъже за грабеж. Утре времето ще бъде студено, а на места ще вали сняг. Българският
    отбор победи с два на нула и се класира на финал. Според министъра цените на тока няма да се променят. Депутатите
    приеха закона на първо четене. Президентът заяви, че страната ни трябва да бъде по активна. Къде, също, първият."""),
    ("serbian", "абвгдђежзијклљмнњопрстћуфхцчџш", """Председник Србије изјавио је да ће нова влада бити изабрана до краја
    недеље. Полиција је у Београду ухапсила двојицу мушкараца због пљачке. Сутра се очекује хладније време са снегом и
    јаким ветром. Наша репрезентација победила је у првом мечу. Према његовим речима, цене струје неће расти ове године.
    Скупштина усвојила буџет; грађани траже објашњење. Између, већ, међутим, људи, живот, џак, ђак."""),
    ("greek", "αβγδεζηθικλμνξοπρσςτυφχψωάέήίόύώϊϋΐΰ", """Ο πρωθυπουργός ανακοίνωσε νέα μέτρα για την οικονομία και τις
    επιχειρήσεις. Η αστυνομία συνέλαβε δύο άτομα στην Αθήνα για ληστεία. Ο καιρός αύριο θα είναι άστατος με βροχές και
    ισχυρούς ανέμους στο Αιγαίο. Η εθνική ομάδα κέρδισε τον αγώνα με δύο μηδέν. Σύμφωνα με την κυβέρνηση, οι τιμές του
    ρεύματος δεν θα αυξηθούν φέτος. Οι βουλευτές ψήφισαν το νομοσχέδιο. Τι πρέπει να ξέρουν οι πολίτες; Έργα, ύστερα."""),
    ("turkish", "âçğıîöşüûi̇", """Cumhurbaşkanı dün akşam yaptığı açıklamada yeni ekonomi paketini duyurdu. İstanbul'da
    yarın kar yağışı bekleniyor; okullar tatil edildi. Polis, bankayı soyan iki şüpheliyi gözaltına aldı. Türkiye Milli
    Takımı maçı kazandı ve gruptan çıktı. Şirketin sözcüsü, fiyatların bu yıl artmayacağını söyledi. Öğrenciler için büyük
    bir gün; sınav sonuçları açıklandı. Dışişleri Bakanlığı, görüşmelerin sürdüğünü bildirdi. Çok, değil, için, şimdi,
    olduğunu, kişi, güvenlik, başladı, içinde, ülke, yönetim, ağır, hızlı, çağrı, doğru, ışık."""),
    ("hebrew", "אבגדהוזחטיךכלםמןנסעףפץצקרשת", """ראש הממשלה הודיע הערב כי הממשלה תאשר את התקציב החדש בשבוע הבא.
    המשטרה עצרה שני חשודים בשוד של בנק בתל אביב. מחר צפוי גשם בצפון הארץ ורוחות חזקות. הנבחרת ניצחה במשחק ועלתה לגמר. לדברי
    דובר החברה מחירי הדלק לא יעלו השנה. חברי הכנסת אישרו את החוק בקריאה ראשונה. מה צריכים לעשות התושבים שנשארו בלי חשמל."""),
    ("arabic", "ءآأؤإئابةتثجحخدذرزسشصضطظعغفقكلمنهوىي", """أعلن رئيس الوزراء اليوم عن إجراءات جديدة لدعم الاقتصاد في
    البلاد. وقالت الشرطة إنها اعتقلت شخصين في العاصمة بعد عملية سرقة. ومن المتوقع أن تهطل الأمطار غدا على المناطق الشمالية.
    وفاز المنتخب الوطني في المباراة الأولى على ضيفه. وأكد المتحدث باسم الشركة أن أسعار النفط لن ترتفع هذا العام. ووافق مجلس
    النواب على القانون الجديد. وأضاف أن الحكومة تعمل على حل المشكلة التي تواجه المواطنين خلال الفترة القادمة، بين مؤسسات."""),
    ("persian", "ءآأؤئابپتثجچحخدذرزژسشصضطظعغفقکگلمنهویيك", """رئيس جمهور امروز اعلام كرد كه دولت براي بهبود وضع اقتصادي كشور
    برنامه تازه اي دارد. پليس تهران دو نفر را به اتهام سرقت دستگير كرد. فردا در شمال كشور باران مي بارد و هوا سرد مي شود.
    تيم ملي در اين بازي پيروز شد. به گفته سخنگوي شركت قيمت نفت افزايش نمي يابد. نمايندگان مجلس اين قانون را تصويب كردند.
    گزارش چهار گروه از مردم درباره ژاپن پس از آن منتشر شده است."""),
    ("baltic", "āčēģīķļņšūžąęėįųäöüõ", """Valdība šodien apstiprināja jauno budžetu, kas paredz lielākas algas skolotājiem.
    Policija Rīgā aizturējusi divus vīriešus par bankas aplaupīšanu. Rīt gaidāms sniegs un stiprs vējš. Mūsu komanda
    uzvarēja spēlē. Vyriausybė šiandien patvirtino naują biudžetą, kuriame numatytos didesnės algos mokytojams. Policija
    Vilniuje sulaikė du vyrus dėl banko apiplėšimo. Rytoj laukiama sniego ir stipraus vėjo; žmonės raginami būti atsargūs.
    Mūsų rinktinė laimėjo rungtynes. Valitsus kinnitas täna uue eelarve, mis näeb õpetajatele ette kõrgema palga. Politsei
    pidas Tallinnas kinni kaks meest. Homme sajab lund ja puhub tugev tuul; öösel võib tänavatel olla väga libe."""),
    ("thai", "กขฃคฅฆงจฉชซฌญฎฏฐฑฒณดตถทธนบปผฝพฟภมยรฤลวศษสหฬอฮฯะัาำิีึืฺุูเแโใไๅๆ็่้๊๋์ํ", """นายกรัฐมนตรีประกาศวันนี้ว่ารัฐบาลจะมีมาตรการใหม่เพื่อ
    ช่วยเหลือเศรษฐกิจของประเทศ ตำรวจจับกุมผู้ต้องสงสัยสองคนในกรุงเทพมหานคร พรุ่งนี้คาดว่าจะมีฝนตกหนักในภาคเหนือ ทีมชาติชนะการแข่งขันและเข้าสู่รอบชิงชนะเลิศ
    โฆษกบริษัทกล่าวว่าราคาน้ำมันจะไม่เพิ่มขึ้นในปีนี้ ประชาชนควรติดตามข่าวสารอย่างใกล้ชิด
    เจ้าหน้าที่ระบุว่าสถานการณ์น้ำท่วมเริ่มดีขึ้นแล้ว แต่ยังต้องเฝ้าระวังต่อไปอีกหลายวัน โรงเรียนทุกแห่งจะเปิดเรียนตามปกติในสัปดาห์หน้า
    ผู้เชี่ยวชาญเตือนว่าหนี้ครัวเรือนสูงเกินไป สภาผู้แทนราษฎรผ่านร่างกฎหมายแล้ว ศาลสั่งจำคุกอดีตรัฐมนตรี ชาวนาขอความช่วยเหลือเรื่องราคาข้าว"""),
]


def pairs(text):
    folded = "".join(c if c.isalpha() or "\u0e00" <= c < "\u0e5b" else " " for c in text.lower())
    folded = " ".join(folded.split())
    counts = collections.Counter(a + b for a, b in zip(folded, folded[1:]) if ord(a) >= 0x80 or ord(b) >= 0x80)
    return [pair for pair, _ in sorted(counts.items(), key=lambda item: (-item[1], item[0]))[:500]]


swift = '''// swift-format-ignore-file
// Written by Scripts/generate-languages.py from its sample sentences; do not edit.

/// What tells languages apart: their letters beyond ASCII, and the pairs in which these often stand.
enum LanguageTables {
  /// A line a language: its name, its letters, then pairs without separators, `_` for the edge of a word.
  static let text: StaticString = """
'''
for name, letters, text in languages:
    text = text.replace("i̇", "i")
    letters = "".join(sorted({c for c in letters if ord(c) >= 0x80 and c != "\u0307"}))
    assert set(c for c in text.lower() if c.isalpha() and ord(c) >= 0x80) <= set(letters), (
        name, set(c for c in text.lower() if c.isalpha() and ord(c) >= 0x80) - set(letters))
    swift += f"    {name} {letters} {''.join(pairs(text)).replace(' ', '_')}\n"
swift += '    """\n}\n'
path = pathlib.Path(__file__).resolve().parent.parent / "Sources/WebText/Characters/LanguageTables.swift"
path.write_text(swift, encoding="utf-8")
