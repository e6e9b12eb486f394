// swift-format-ignore-file
// Written by Scripts/embed_tables.py from Tables/; do not edit.

/// The built-in tables, as their files in `Tables/` have them.
enum TableTexts {
  static let version: StaticString = """
    // Labels of a version of the same story. They come off the title and are recorded.
    // name: variant, variant …  The first line that has a variant names it.  {n} is a number; ~ after a variant: it may stand before the headline without punctuation
    // in capitals or in a script without case.

    // Agencies in English: Reuters, AP, AFP, Bloomberg, Dow Jones, Xinhua, Yonhap, Kyodo, TASS, PTI, ANI
    lead: lead, {n}nd lead, {n} lead, ld, {n}st ld, {n} ld, 1st ld-writethru, ld-writethru
    lead: {n} ld-writethru, writethru, {n} writethru, first lead, second lead, third lead, eds update
    lead: eds rpt, lead all, adds, recasts, recast, updates with, eds, add{n}
    update: update~, update {n}~, updated~, {n}st update, {n} update, updates, updates {n}, update-{n}
    update: latest update, newest, updated story, story updated, upd, upd {n}, updated {n}
    update: just updated, new update, updated at, updated version
    // Local stations stamp the hour: (Updated 3:45 p.m.)
    update: updated {n}:{n} am, updated {n}:{n} pm, updated at {n}:{n} am, updated at {n}:{n} pm, updated {n} am, updated {n} pm
    update: updated at {n} am, updated at {n} pm, updated at {n}:{n}, updated {n}:{n}
    urgent: urgent~, very urgent, most urgent, snap, snap {n}, {n} snap
    breaking: breaking~, breaking news~, breaking {n}, just in~, just-in, newsbreak, newsflash, news flash
    breaking: flash~, flash news, news alert, newsalert, alert, alert {n}, bulletin, news bulletin
    breaking: breaking alert, red alert, developing~, developing story, developing now, happening now
    breaking: breaking now, breakingnews, breaking story, this just in, hot, hot news, headline alert
    breaking: break, bn
    exclusive: exclusive~, excl, exclusive story, exclusive report, first on, scoop, only on
    exclusive: exclusive news, apnewsbreak, ap newsbreak
    corrected: corrected~, corrected {n}, correction, correct, corrects, corr, corrected official
    corrected: corrected repeat, clarification, clarified, amended, amends, refiled correction
    corrected: correction {n}, corrected story, fixed
    refile: refile~, refile {n}, refiled, refiling, resend, resending, resent
    repeat: rpt~, rpt {n}, repeat, repeats, rpts, repeating, repeated, reissue, reissued, repost, reposted
    repeat: republished, rerun, re-up, resubmit
    wrapup: wrapup, wrapup {n}, wrap up, roundup {n}, wrap, wrap {n}, combined, consolidated, newswrap
    brief: brief~, briefs, in brief, news brief, newsbrief, short
    advisory: eds note, embargoed, advance, adv, hold for release
    new: new, latest, the latest, the latest on, just now, first report, initial report, preliminary
    new: confirmed, official, trending, top story, top stories, must read, featured, editor's pick
    new: editors pick, most read, popular, big news, important, attention
    new: lead story, main story

    // German: dpa, dpa-AFX, APA, SDA
    eilmeldung: eilmeldung~, eil~, blitz, eil meldung, breaking news, liveblog-eilmeldung, eilt, soeben
    eilmeldung: gerade eben, vorab, jetzt, aktuell, aktuelle meldung, top-meldung, topmeldung
    aktualisierung: aktualisierung~, aktualisiert~, aktualisierung {n}, aktualisierte fassung, neufassung
    aktualisierung: zweite fassung, dritte fassung, erweitert, ergänzt, ausführliche fassung, ausführlich
    neu: neu
    zusammenfassung: zusammenfassung, zusammenfassung {n}, zf, zf {n}, gesamtzusammenfassung, kurzfassung
    zusammenfassung: tageszusammenfassung, roundup {n}
    korrektur: korrektur~, korrigiert, berichtigung, berichtigt, richtigstellung, korrigierte fassung
    korrektur: korrektur {n}
    wiederholung: wdh~, wdh {n}, wiederholung, wiederholt
    exklusiv: exklusiv

    // French: AFP
    urgent-fr: urgent~, urgence, très urgent, alerte~, alerte info~, alerte infos, flash info, flash infos
    urgent-fr: dernière minute~, derniere minute, info en direct, en bref, bref, à la une, à l'instant
    urgent-fr: vient de tomber, info
    actualisé: actualisé, actualise, actualisée, actualisation, mis à jour, mise à jour, màj, maj, actu
    actualisé: complété, lead général, papier général, synthèse, avancé
    rectificatif: rectificatif, rectifié, corrigé, correctif, précision, rectification
    exclusif: exclusif, exclusivité, info exclusive, exclu, révélations, scoop

    // Spanish: EFE, Europa Press
    última-hora: última hora~, ultima hora~, urgente~, último momento, ultimo momento, alerta~
    última-hora: alerta informativa, de última hora, lo último, último minuto, ultimo minuto, al momento
    última-hora: en desarrollo, ahora, avance, flash informativo, noticia de última hora, primicia
    ampliación: ampliación, ampliacion, amplía~, amplia~, amp, amp {n}, actualiza~, actualiza {n}
    ampliación: actualizado~, actualizada, actualización, actualizacion, actualizaciones
    ampliación: última actualización, resumen, resumen {n}
    corrección: corrección, correccion, corregido, corregida, corrige, fe de errores, rectificación
    corrección: fe de erratas
    exclusiva: exclusiva, exclusivo, en exclusiva
    repetición: repetición, repetida, repite

    // Portuguese: Lusa, Agência Brasil
    urgente-pt: urgente~, última hora, ultima hora, últimas, plantão, agora, alerta, de última hora
    urgente-pt: acaba de acontecer, em atualização, urgente agora
    atualiza: atualiza~, atualiza {n}~, atualização, atualizacao, atualizado, atualizada, actualização
    atualiza: actualizado, em actualização, nova versão, atualizado às
    correção: correção, correcao, corrigido, corrigida, corrige, retificação, errata
    exclusivo: exclusivo, exclusiva, em primeira mão, furo

    // Italian: ANSA
    urgente-it: urgente~, ultim'ora~, ultimora~, ultima ora, ultime notizie, flash, breaking
    urgente-it: in aggiornamento, notizia flash, allarme, ansa flash
    aggiornamento: aggiornamento, aggiornato, aggiornata, agg, agg {n}, rpt, riepilogo, punto, il punto
    aggiornamento: aggiornamenti, aggiorna
    correzione: correzione, corretto, corretta, errata corrige, rettifica, precisazione
    esclusiva: esclusiva, esclusivo, in esclusiva, anteprima

    // Dutch, Swedish, Danish, Norwegian, Finnish
    spoed: spoed, net binnen, laatste nieuws, zojuist, nieuws, breaking nieuws, kort
    bijgewerkt: bijgewerkt, geactualiseerd, geüpdatet, geüpdate, update nieuws
    gecorrigeerd: correctie, gecorrigeerd, rectificatie
    exclusief: exclusief, primeur
    herhaling: herhaling
    just-nu: just nu~, senaste nytt, senaste, extra, blixt, nyhet, larm, direkt nyhet
    uppdaterad: uppdaterad~, uppdaterat, uppdatering, uppdateras, ny version
    rättelse: rättelse, rättad, korrigerad, korrigering
    avslöjar: avslöjar, exklusivt
    seneste: seneste nyt, seneste, breaking, lige nu, siste nytt, siste, nettopp, hastemelding, haster, hasteinn
    seneste: juuri nyt, viimeisin, pikauutinen, kiireellinen, frétt
    opdateret: opdateret, opdatering, opdateres, oppdatert, oppdatering, päivitetty, päivittyy, päivitys, uppfært
    opdateret: uppfærð
    rettelse: rettelse, rettet, korrektion, rettet versjon, retting, oikaisu, korjattu, leiðrétt

    // Polish, Czech, Slovak, Hungarian, Romanian, Slovene, Croatian, Serbian, Baltic languages, Albanian
    pilne: pilne~, z ostatniej chwili, nowe, alert, ważne, teraz
    aktualizacja: aktualizacja~, aktualizacja {n}, zaktualizowane, zaktualizowano, uaktualnienie, nowe fakty, skrót
    aktualizacja: opis, dochodzi
    aktualizacja: aktl, aktl {n}, krótka, krótka {n}, uzupełnione, uzupełnienie
    sprostowanie: sprostowanie, korekta, poprawione
    tylko-u-nas: tylko u nas, nasz news
    powtórka: powtórka
    aktualizováno: aktualizováno~, aktualizace, aktualizované, aktualizácia, aktuálně, aktuálne, doplněno, doplnené
    mimořádné: právě teď, mimořádné, mimoriadne, mimořádná zpráva, práve teraz
    opraveno: oprava, opraveno, opravené, opravená verze
    exkluzivně: exkluzivně, exkluzívne
    souhrn: souhrn, zhrnutie
    frissítve: frissítve~, frissítés, frissül, frissített
    rendkívüli: rendkívüli, most jött, sürgős, gyorshír
    javítva: helyesbítés, javítva, javított
    exkluzív: exkluzív
    ultima-oră: ultima oră~, ultima ora~, ultimă oră, știre de ultimă oră, de ultimă oră, alertă, alerta, urgent
    ultima-oră: news alert, flash
    actualizare: actualizare, actualizat~, actualizată
    corectat: corectat, corectură, corecție, erată
    exclusiv: exclusiv, exclusivitate
    nujno: nujno, zadnja novica, izredno, hitno, najnovije, upravo sada, uživo vijest, udarno, vanredno, izvanredno
    nujno: novo, skubu, skubiai, steidzami, erakorraline, lajmi i fundit, urgjente
    posodobljeno: posodobljeno, dopolnjeno, ažurirano, azurirano, nadopunjeno, atnaujinta, papildyta, papildināts
    posodobljeno: atjaunots, uuendatud, täiendatud, përditësim, përditësuar
    popravek: popravek, popravljeno, ispravak, ispravka, ispravljeno, patikslinta, precizēts, parandatud
    ekskluzivno: ekskluzivno, ekskluzive

    // Russian, Ukrainian, Belarusian, Bulgarian, Macedonian: TASS, Interfax, Ukrinform, BTA
    срочно: срочно~, молния~, срочная новость, экстренно, только что, сейчас, важно, внимание, главное
    срочно: последние новости, новость, новое, первое сообщение, первые данные
    обновлено: обновлено~, обновление, обновляется, обновлен, обновлена, дополнено, дополнение, дополнен, дополнена
    обновлено: расширено, расширенная версия, подробности, новая версия
    повтор: повтор, повторно
    исправлено: исправлено, исправление, поправка, уточнение, уточнено, уточнена, уточненная версия
    сводка: сводка, обобщение, обзор дня
    эксклюзив: эксклюзив, эксклюзивно, впервые
    терміново: терміново~, блискавка, щойно, зараз, останні новини, важливо, екстрено, головне
    оновлено: оновлено~, оновлення, оновлюється, доповнено, доповнюється, доповнення
    виправлено: уточнено, уточнення, виправлено, виправлення
    ексклюзив: ексклюзив
    повторно: повторно
    спешно: спешно, извънредно, итно, најново, хитно, управо, последња вест, тэрмінова
    обновена: обновена, обновено, актуализирана, актуализация, допълнена, допълнение, ажурирано, абноўлена
    обновена: дапоўнена
    коригирана: поправка, коригирана
    ексклузивно: ексклузивно, ексклузивна

    // Greek, Turkish, Azerbaijani, Kazakh, Uzbek
    έκτακτο: έκτακτο~, εκτακτο, έκτακτη είδηση, έκτακτη επικαιρότητα, τώρα, τελευταία νέα, τελευταία ώρα, μόλις τώρα
    έκτακτο: επείγον
    ενημέρωση: ενημέρωση, ενημερώθηκε, ανανεώθηκε, ανανεωμένο, επικαιροποίηση, συνεχής ενημέρωση
    διόρθωση: διόρθωση, διορθωμένο
    αποκλειστικό: αποκλειστικό, αποκλειστικά
    son-dakika: son dakika~, son dakika haberi, son dakika haberleri, flaş~, flas, flaş haber, acil, acil haber
    son-dakika: sıcak gelişme, gelişme, son haber, yeni
    güncelleme: güncelleme~, güncelleme {n}, güncellendi~, güncel, yenilendi, yeniden, ek, son durum
    düzeltme: düzeltme, düzeltildi
    özel: özel haber, özel
    tekrar: tekrar
    təcili: təcili, son xəbər, шұғыл, жедел, шошилинч, tezkor, shoshilinch
    yeniləndi: yeniləndi, yenilənib, жаңартылды, yangilandi, yangilanmoqda
    düzəliş: düzəliş

    // Arabic, Persian, Urdu, Hebrew
    عاجل: عاجل~, عاجل جدا, خبر عاجل~, أخبار عاجلة, عاجل وحصري, نبأ عاجل, الآن, قبل قليل, آخر الأخبار, موجز, جديد
    عاجل: هام
    تحديث: تحديث, محدث, محدّث, تحديث {n}, تحديث مستمر, نشرة محدثة, آخر المستجدات, مستجدات, متابعة
    تصحيح: تصحيح, تصويب, تعديل, توضيح
    حصري: حصري, حصريا, خاص, انفراد
    إعادة: إعادة
    فوری: فوری~, خبر فوری, لحظاتی پیش, آخرین خبر, آخرین اخبار, جدید, مهم, تازه, بریکنگ نیوز, بریکنگ, فوری خبر
    فوری: تازہ ترین
    تکمیلی: به‌روزرسانی, بروزرسانی, به روز رسانی, به‌روز شد, به‌روز می‌شود, تکمیلی, خبر تکمیلی, اپ ڈیٹ, اپڈیٹ
    اصلاحیه: تصحیح, اصلاحیه, اصلاح شد
    اختصاصی: اختصاصی, انحصاری, خصوصی
    מבזק: מבזק~, דיווח ראשוני, דחוף, פלאש, חדשות עכשיו, עכשיו, ידיעה דחופה, חדש, מבזק חדשות, רק עכשיו
    עדכון: עדכון, עודכן, מתעדכן
    בלעדי: בלעדי, פרסום ראשון, מיוחד
    תיקון: תיקון, הבהרה

    // Hindi, Bengali, Tamil, Telugu, Marathi, Gujarati, Punjabi, Kannada, Malayalam, Nepali, Sinhala
    ब्रेकिंग: ब्रेकिंग~, ब्रेकिंग न्यूज~, ब्रेकिंग न्यूज़, ताज़ा खबर, ताजा खबर, ताज़ा ख़बर, बड़ी खबर, बड़ी ख़बर
    ब्रेकिंग: अभी अभी, अभी-अभी, लेटेस्ट, लेटेस्ट न्यूज, फ्लैश, ताज़ा, ताजा, बिग ब्रेकिंग, खबर, फटाफट, ताजी बातमी
    ब्रेकिंग: ताज्या बातम्या, मोठी बातमी, ब्रेकिंग समाचार, ताजा समाचार, भर्खरै
    अपडेट: ताज़ा अपडेट, अपडेट, अद्यतन, बड़ा अपडेट
    एक्सक्लूसिव: एक्सक्लूसिव, विशेष
    संशोधित: सुधार, संशोधित
    ব্রেকিং: ব্রেকিং~, ব্রেকিং নিউজ, সর্বশেষ, সর্বশেষ খবর, এইমাত্র, জরুরি, সদ্য পাওয়া, সদ্যপ্রাপ্ত, তাজা খবর
    আপডেট: হালনাগাদ, আপডেট
    সংশোধিত: সংশোধিত, সংশোধনী
    এক্সক্লুসিভ: এক্সক্লুসিভ, বিশেষ
    பிரேக்கிங்: பிரேக்கிங், பிரேக்கிங் நியூஸ், முக்கியச் செய்தி, முக்கிய செய்தி, அண்மைச் செய்தி, சற்றுமுன்
    பிரேக்கிங்: சற்று முன், அவசரம், அவசரச் செய்தி, உடனடி, கடைசி செய்தி, புதிய செய்தி
    புதுப்பிப்பு: புதுப்பிப்பு, புதுப்பிக்கப்பட்டது, அப்டேட்
    திருத்தம்: திருத்தம், திருத்தப்பட்டது
    பிரத்யேகம்: பிரத்யேகம், பிரத்தியேகம்
    బ్రేకింగ్: బ్రేకింగ్, బ్రేకింగ్ న్యూస్, తాజా వార్త, తాజా, అప్డేట్, అప్‌డేట్, ఎక్స్‌క్లూజివ్, ಬ್ರೇಕಿಂಗ್
    బ్రేకింగ్: ಬ್ರೇಕಿಂಗ್ ನ್ಯೂಸ್, ತಾಜಾ ಸುದ್ದಿ, ಅಪ್ಡೇಟ್, ബ്രേക്കിംഗ്, ബ്രേക്കിങ്, ബ്രേക്കിംഗ് ന്യൂസ്
    బ్రేకింగ్: അപ്‌ഡേറ്റ്, ബ્રેકિંગ, બ્રેકિંગ, બ્રેકિંગ ન્યૂઝ, તાજા સમાચાર, અપડેટ, ਬ੍ਰੇਕਿੰਗ, ਤਾਜ਼ਾ ਖ਼ਬਰ

    // Thai, Vietnamese, Indonesian, Malay, Filipino, Burmese, Khmer
    ด่วน: ด่วน~, ข่าวด่วน~, ด่วนที่สุด, ด่วนจี่, ล่าสุด, ข่าวล่าสุด, เบรกกิ้งนิวส์, รายงานด่วน, สรุปข่าว
    อัปเดต: อัปเดต, อัพเดต, อัพเดท, อัปเดท, อัปเดตล่าสุด, เพิ่มเติม, ปรับปรุง
    แก้ไข: แก้ไข, แก้ไขข่าว
    เอ็กซ์คลูซีฟ: เอ็กซ์คลูซีฟ, พิเศษ
    nóng: nóng, tin nóng~, tin khẩn, khẩn~, khẩn cấp, mới nhất, tin mới nhất, tin mới, nóng hổi, hot, vừa xong
    nóng: chùm tin, tin nhanh
    cập-nhật: cập nhật, cập nhật {n}, cập nhật mới nhất, đang cập nhật, tiếp tục cập nhật, bổ sung
    đính-chính: đính chính, sửa, đã sửa
    độc-quyền: độc quyền
    terkini: terkini, berita terkini, breaking news, terbaru, baru saja, sekilas, kilas, mendesak, penting, darurat
    terkini: tergempar, sedang berkembang, hot news, viral, just in
    diperbarui: update terkini, update terbaru, diperbarui, pembaruan, dikemas kini, kemas kini
    diperbarui: perkembangan terkini
    koreksi: koreksi, ralat, pembetulan
    eksklusif: eksklusif
    trending-fil: alamin, kakapasok lang, tampok, အရေးပေါ်, နောက်ဆုံးရ, នៅថ្មីៗ, បន្ទាន់

    // Korean: Yonhap, Newsis, News1
    속보: 속보~, 1보, {n}보, 긴급~, 긴급속보, 긴급 속보, 뉴스속보, 속보입니다, 속보 {n}보, 속보{n}보, 뉴스특보, 특보
    상보: 상보
    종합: 종합, 종합 {n}보, 종합{n}보, 종합{n}, 종합 {n}, 종합 상보, 종합속보, 재종합, 종합2보, 종합상보
    단독: 단독~, 특종, 단독보도, 단독취재, 독점, 단독 입수
    수정: 수정, 정정, 정정보도, 고침, 바로잡습니다, 대체, 수정본, 새소식, 이 시각, 방금, 주요뉴스
    추가: 업데이트, 업뎃, 보강, 추가, 최신
    재송: 재송, 재송고

    // Japanese: Kyodo, Jiji, NHK
    速報: 速報~, ニュース速報, 緊急速報, 至急, 至急報, 号外, 第{n}報, {n}報, 最新, 最新情報, 緊急, 一報, 速報中, 特報, 新着, 速報版
    続報: 詳報, 続報, 続報{n}, 追記, 追加, 確報, 詳細, 番外, 補足, まとめ
    更新: 更新, 随時更新, 最新版, 更新版, 更新あり, 差し替え, 差替, アップデート, {n}時更新, {n}日更新, 更新{n}
    再送: 再送
    訂正: 修正, 訂正, 訂正あり, 一部訂正, 訂正再送
    独自: 独自~, 独占, スクープ, 単独

    // Chinese: Xinhua, CNS, CNA
    快讯: 快讯~, 快訊~, 快报, 快報, 速报, 速報, 急电, 急電, 突发~, 突發~, 突发新闻, 突發新聞, 紧急, 緊急, 最新~, 最新消息, 最新进展, 最新進展, 刚刚~, 剛剛~
    快讯: 刚刚消息, 重磅~, 重磅消息, 即时, 即時, 即时新闻, 即時新聞, 实时更新中, 头条, 頭條, 要闻, 要聞, 简讯, 簡訊, 短讯, 新闻快讯, 消息, 滚动, 滾動, 滚动新闻, 热点
    快讯: 熱點
    更新: 更新, 更新中, 持续更新, 持續更新, 不断更新, 已更新, 第{n}次更新, 更新{n}, 综合, 綜合, 综述{n}
    续报: 续报, 續報, 追踪, 跟进, 详讯, 詳訊, 更多, 补充, 補充
    訂正: 更正, 订正, 訂正, 修正, 勘误
    重发: 重发, 重發
    独家: 独家~, 獨家~, 独家消息, 獨家消息, 独家报道, 獨家報道, 首发, 首發, 专讯, 專訊
    独家: 獨, 独, 獨家報導, 独家新闻
    """

  static let media: StaticString = """
    // Labels that say that pictures, sound or a document come with the story. They come off the title.
    // ~ after a variant: in capitals it may stand before or behind the headline without punctuation.
    video: video~, videos, watch, watch now, watch this, see, see it, see video, with video, video included
    video: video report, video story, w/ video, watch video, video watch, caught on camera
    video: caught on video, on camera, footage, clip, news video, full video, raw video, photo & video
    video: videos & photos, video & photos, must watch, must see, vid, reel, reels, shorts, live video
    video: caught on cam, see the photos, see the video, watch the video, see pictures, in video
    photo: photo, photos~, pic, pics, picture, pictures, with photos, with photo, photo included, images
    photo: image, see photos, see pics, photo news, photo story now, w/ photos, photos included
    photo: photos & video, photo report now
    audio: audio, listen, listen now, podcast audio, radio, sound, with audio
    graphic: graphic, graphics, infographic, infographics, map, maps, chart, with map, with graphic
    graphic: interactive map, data chart
    document: pdf, doc, full text, text, document, documents, full document, transcript attached, slides
    document: ppt
    gallery-de: video, videos, im video, mit video, mit bildern, bilder, bild, foto~, fotos~, mit fotos
    gallery-de: grafik, karte, mit karte, audio, zum hören, zum nachhören, plus video, mit audio
    vidéo: vidéo~, vidéos, video, en vidéo, images, en images vidéo, photo, photos, audio, infographie
    vidéo: carte, la vidéo, avec vidéo, document, son, voir
    vídeo: vídeo~, vídeos, video, videos, con vídeo, en vídeo, fotos, foto, imágenes, imagen, audio
    vídeo: gráfico, infografía, mapa, mira, ver, vea, mire, escucha, com vídeo, em vídeo, imagens, áudio
    vídeo: infográfico, veja, veja vídeo, assista, assista ao vídeo, veja o vídeo, ouça, veja fotos
    vídeo: c/áudio, c/vídeo, c/foto, c/fotos, con fotos, vídeo y fotos, fotos y vídeo, con imágenes, em fotos e vídeo
    video-it: video, il video, foto, le foto, foto e video, immagini, audio, guarda, guarda il video
    video-it: ascolta, infografica, mappa, con video, fotogallery
    beeld: video, foto, foto's, beeld, beelden, met video, kijk, kijk hier, bekijk, luister, filmpje
    beeld: grafiek, kaart
    bild: video, bild, bilder, foto, se, se video, se här, lyssna, karta, grafik, tv, billeder, billede
    bild: se billeder, bilde, video og bilder, katso, katso video, kuva, kuvat, videot
    wideo: wideo~, zdjęcia, zdjęcie, foto, mapa, film, nagranie, posłuchaj, video, galeria zdjęć
    wideo: infografika, zobacz, zobacz wideo, foto video~
    video-cs: video, foto, fotky, obrazem, videa, záběry, grafika, mapa, fotó~, fotók, videó~, videóval
    video-cs: képek, térkép, foto video~, video foto~, foto și video, video și foto, fotografii~, imagini, galerie foto, hartă
    видео: видео~, с видео, фото~, фоторепортаж кратко, фото и видео, видео и фото, аудио, карта
    видео: инфографика, смотрите, смотреть, кадры, відео~, світлини, дивіться, снимки, слушайте
    видео: фото видео, видео фото, фото и видео с места, відео та фото, фото та відео, фото відео, фотофакт
    βίντεο: βίντεο~, βιντεο, vid, φωτογραφίες, φωτογραφία, φωτο~, pics, εικόνες, δείτε, δείτε βίντεο, χάρτης
    βίντεο: ηχητικό
    video-tr: video, videolu, görüntülü, foto, fotoğraf, fotoğraflar, fotoğraflı, izle, izleyin, harita
    video-tr: infografik, görüntüler, video haber, haber videosu
    فيديو: فيديو, بالفيديو, شاهد, شاهد بالفيديو, صور, بالصور, صورة, فيديو وصور, بالصوت والصورة, إنفوغراف
    فيديو: إنفوغرافيك, انفوجراف, خريطة, استمع, صوت, مقطع, ویدئو, ویدیو, فیلم, عکس, تصاویر, ببینید
    فيديو: اینفوگرافی, اینفوگرافیک, صوتی, ویڈیو, تصویر
    צפו: צפו, וידאו, וידיאו, סרטון, תמונות, תמונה, תיעוד, צילום, האזינו, גלריית תמונות, מפה, צפייה
    वीडियो: वीडियो, विडियो, देखें, देखें वीडियो, तस्वीरें, फोटो, फ़ोटो, तस्वीर, ऑडियो, देखिए, इन्फोग्राफिक
    वीडियो: व्हिडिओ, फोटो वीडियो, ভিডিও, ভিডিওসহ, ছবি, ছবিতে, দেখুন, অডিও, வீடியோ, காணொளி, காணொலி
    वीडियो: புகைப்படம், புகைப்படங்கள், படங்கள், பாருங்கள், ஆடியோ, వీడియో, ఫోటోలు, ವಿಡಿಯೋ, വീഡിയോ, વીડિયો
    वीडियो: ਵੀਡੀਓ
    वीडियो: देखें तस्वीरें, वीडियो देखें, देखें फोटो, तस्वीरें देखें, देखिए वीडियो
    วิดีโอ: วิดีโอ, คลิป, มีคลิป, ชมคลิป, ภาพ, ภาพข่าว, ชมภาพ, อินโฟกราฟิก, คลิปข่าว, ประมวลภาพ
    video-vi: video, clip, ảnh, hình ảnh, xem video, infographic, audio, bản đồ, xem, foto, foto-foto
    video-vi: tonton, lihat, gambar, peta, simak, infografis, rekaman, larawan
    영상: 영상, 동영상, 비디오, 포토, 사진, 화보컷, 현장영상, 영상뉴스, 포토뉴스, 사진뉴스, 그래픽, 그래픽뉴스, 인포그래픽, 오디오, 지도, 카드뉴스, 움짤, 뉴스영상
    영상: 사진 영상, 제보영상, 영상구성, 현장포토, 포토엔, 사진있음, 사진종합, 포착
    動画: 動画, 動画あり, 動画付き, 映像, 写真, 写真あり, 写真付き, 写真特集あり, フォト, 画像, 画像あり, 図解, 図, 地図, 音声, 動画ニュース, 図表, 表, グラフ, 動画で
    视频: 视频, 視頻, 影片, 影音, 有片, 有图, 有圖, 图, 圖, 组图, 組圖, 多图, 多圖, 图文, 圖文, 附图, 附圖, 附视频, 现场视频, 现场图, 照片, 图片, 圖片, 音频
    视频: 音頻, 图表, 圖表, 地图, 短视频, 小视频, 视频新闻, 影像, 直擊影片, 動圖, 动图
    视频: 影, 有影, 影音新聞, 視訊, 图片新闻, 有影片, 组图视频, 視頻新聞, 片, 附片
    """

  static let genre: StaticString = """
    // Labels of another piece about a story. They become part of the key: Analysis: X = X | Analysis, and is not X.
    analysis: analysis, news analysis, analyses, analysis piece, market analysis, political analysis
    analysis: expert analysis, data analysis, breakingviews, insight, insights, in depth, in-depth
    analysis: deep dive, big picture, the big read, longread, long read, long reads, the long read
    analysis: perspective, perspectives, context, background, backgrounder, news focus, focus, in focus
    analysis: spotlight, special report, special, the big story, analyse, analysen, hintergrund
    analysis: einordnung, schwerpunkt, im fokus, fokus, décryptage, éclairage, enquête, grand format
    analysis: dossier, récit, análisis, análise, reportaje, en profundidad, contexto, claves
    analysis: análise política, analisi, approfondimento, retroscena, inchiesta, achtergrond, duiding
    analysis: bakgrund, baggrund, bakgrunn, analyysi, analiza, analýza, komentář analýza, elemzés, háttér
    analysis: analize, анализ, аналитика, разбор, аналіз, аналітика, анализи, ανάλυση, ρεπορτάζ, analiz
    analysis: dosya, inceleme, تحليل, تحليل إخباري, تحلیل, گزارش تحلیلی, گزارش, تقرير, ניתוח, פרשנות
    analysis: विश्लेषण, एनालिसिस, বিশ্লেষণ, பகுப்பாய்வு, ஆய்வு, บทวิเคราะห์, วิเคราะห์, phân tích
    analysis: bình luận phân tích, analisis, kupas tuntas, 분석, 뉴스분석, 심층분석, 심층, 심층취재, 기획, 기획취재, 집중취재, 뉴스포커스
    analysis: 포커스, 이슈분석, 이슈, 초점, 쟁점, 진단, 르포, 탐사, 특집, 해설, 뉴스해설, 뉴스+, 한눈에 보는, 解説, 分析, 深掘り, 特集, 焦点, 検証, 背景
    analysis: 深層, 詳しく, ニュース解説, アングル, クローズアップ, 深度, 深度分析, 深度报道, 解读, 解讀, 聚焦, 专题, 專題, 特写分析, 綜述, 综述, 观察分析, 焦点访谈
    analysis: i dybden, fördjupning, bakgrund och analys, tausta, achtergrondverhaal, de analyse, verdieping, das steckt dahinter
    analysis: le décryptage, l'analyse, lo que hay detrás, el análisis, a análise, entenda o caso, il retroscena, kulisy
    analysis: rozbor, mélyfúrás, analiză, η ανάλυση, перспектива, контекст, تحلیل خبری, پرونده, قراءة, خلفيات
    opinion: opinion, opinions, op-ed, oped, op ed, comment, commentary, viewpoint, view, views, column
    opinion: columnist, columns, column one, letters, letter, letter to the editor, letters to the editor
    opinion: guest essay, guest column, essay, our view, my view, my turn, voices, blog post, blog, debate
    opinion: your view, first person, contributor, guest post, perspective piece, meinung, kommentar
    opinion: kolumne, leitartikel, gastbeitrag, pro und contra, glosse, leserbrief, leserbriefe
    opinion: standpunkt, opinion fr, tribune, point de vue, chronique, billet, édito, éditorial
    opinion: libre opinion, humeur, idées, carte blanche, opinión, columna, editorial, tribuna, carta
    opinion: carta al director, cartas al director, punto de vista, firma, opinião, coluna, artigo
    opinion: artigo de opinião, crônica, crónica, opinione, opinioni, commento, editoriale, lettera
    opinion: lettere, il commento, l'analisi, l'editoriale, corsivo, opinie, commentaar, column nl
    opinion: essay nl, åsikt, åsikter, ledare, krönika, debatt, kommentarer, leder, kronik, kronikk
    opinion: meninger, mielipide, pääkirjoitus, kolumni, kommentti, opinia, opinie pl, komentarz, felieton
    opinion: list, názor, komentář, glosa, komentár, vélemény, jegyzet, publicisztika, opinie ro
    opinion: comentariu, mišljenje, komentar, kolumna, mnenje, мнение, колонка, комментарий
    opinion: редакционная статья, точка зрения, думка, коментар, погляд, точка зору, колонка редактора
    opinion: позиция, γνώμη, άποψη, αρθρογραφία, σχόλιο, άρθρο, görüş, yorum, köşe yazısı, makale, başyazı
    opinion: رأي, الرأي, مقال, مقالة, افتتاحية, وجهة نظر, عمود, یادداشت, سرمقاله, نظر, دیدگاه, مقاله, דעה
    opinion: דעות, טור, טור דעה, מאמר, מאמר מערכת, राय, विचार, संपादकीय, सम्पादकीय, नज़रिया, लेख, ब्लॉग
    opinion: अग्रलेख, মতামত, সম্পাদকীয়, কলাম, অভিমত, கருத்து, தலையங்கம், கட்டுரை, ความเห็น, ความคิดเห็น
    opinion: บทความ, บทบรรณาธิการ, คอลัมน์, ทัศนะ, ý kiến, góc nhìn, bình luận, quan điểm, xã luận
    opinion: blog vi, opini, kolom, tajuk, tajuk rencana, pendapat, editorial id, esai, 사설, 칼럼, 오피니언, 기고
    opinion: 시론, 기자수첩, 논설, 논평, 데스크칼럼, 데스크시각, 시시각각, 독자투고, 취재수첩, 시평, 특별기고, 기자의눈, 여적, 광화문에서, 社説, 主張, 論説
    opinion: 論点, コラム, 寄稿, 投書, オピニオン, 声, 私見, 記者の目, 余録, 春秋, 評論, 评论, 评论员文章, 社论, 社評, 社论文章, 社評文章, 社论评论, 时评, 時評
    opinion: 社评, 观点, 觀點, 专栏, 專欄, 观察, 觀察, 述评, 述評, 短评, 快评, 锐评, 投书, 讀者投書, 名家, 社論
    opinion: debat, kronikken, klumme, synspunkt, læserbrev, debattinnlegg, leserinnlegg, gjestekommentar, insändare
    opinion: debattartikel, signerat, gästkrönika, näkökulma, puheenvuoro, vieraskynä, lukijan mielipide, ingezonden brief
    opinion: lezersbrief, ingezonden, opiniestuk, hoofdredactioneel, gastkolumne, kommentar der anderen, gastkommentar
    opinion: pro und kontra, zwischenruf, streitgespräch, der standpunkt, le billet, la chronique, parti pris, le point de vue
    opinion: carta abierta, tribuna abierta, opinión editorial, carta aberta, crônica da semana, palavra do leitor
    opinion: lettera aperta, la lettera, il corsivo, blogi, felietony, list otwarty, blog redakcyjny, sloupek, úvodník
    opinion: komentář dne, nyílt levél, olvasói levél, editorialul, părerea, scrisoare deschisă, otvoreno pismo, pismo
    opinion: открытое письмо, реплика, авторская колонка, репліка, блог, відкритий лист, авторська колонка, коментари
    opinion: ανάλυση γνώμης, παρέμβαση, επιστολή, açık mektup, köşe, gözlem, بأقلامهم, رسالة مفتوحة, نامه سرگشاده
    opinion: मत, दृष्टिकोण, নিবন্ধ, চিঠি, உங்கள் கருத்து, จดหมายเปิดผนึก, thư ngỏ, surat pembaca, surat terbuka
    editorial: the editorial board, editorial board, editorials, from the editor, from the editors
    explainer: explainer, explained, explain, what to know, what we know, what you need to know
    explainer: key takeaways, takeaways, five things, why it matters, here's what to know, guide, a guide
    explainer: how to, howto, q&a, q and a, faq, faqs, primer, timeline, at a glance, erklärt, erklärung
    explainer: so funktioniert, fragen und antworten, was wir wissen, überblick, chronik, chronologie
    explainer: explications, on vous explique, comprendre, mode d'emploi, questions-réponses
    explainer: ce que l'on sait, claves de, preguntas y respuestas, qué se sabe, guía, explicativo
    explainer: entenda, perguntas e respostas, o que se sabe, guia, saiba mais, cosa sappiamo
    explainer: domande e risposte, la scheda, scheda, spiegato, uitleg, vraag en antwoord, uitgelegd
    explainer: förklaring, frågor och svar, därför, tidslinje, forklaret, forklart, näin, wyjaśniamy
    explainer: pytania i odpowiedzi, co wiemy, vysvětlení, otázky a odpovědi, magyarázat
    explainer: kérdések és válaszok, объясняем, вопросы и ответы, что известно, хронология, карточки
    explainer: пояснення, пояснюємо, запитання і відповіді, що відомо, εξηγούμε, ερωτήσεις και απαντήσεις
    explainer: açıklayıcı, soru cevap, soruda, شرح, أسئلة وأجوبة, ماذا نعرف, توضیح بده, پرسش و پاسخ, הסבר
    explainer: שאלות ותשובות, מדריך, एक्सप्लेनर, समझिए, जानिए, व्याख्या, ব্যাখ্যা, விளக்கம், เปิดปม
    explainer: สรุปให้, ทำความเข้าใจ, ถามตอบ, hỏi đáp, giải thích, lý giải, penjelasan, tanya jawab
    explainer: panduan, q&a문답, 문답, 일문일답, 알기쉬운, 설명, q&a 정리, 총정리, 팩트정리, 타임라인, q&a解説, 一問一答, まるわかり, 経緯, 早わかり
    explainer: 问答, 問答, 答问, 科普, 一文读懂, 一文看懂, 梳理, 盘点, 盤點, 懶人包, 时间线, 時間線
    explainer: forstå, spørsmål og svar, spørgsmål og svar, faktaa, kysymys ja vastaus, dit weten we, zo zit het, das wissen wir
    explainer: was bekannt ist, was man wissen muss, ce qu'il faut savoir, lo que se sabe, lo que sabemos, o que sabemos
    explainer: cosa sapere, co víme, amit tudunk, ce știm, τι γνωρίζουμε, главное о, ne biliyoruz, ما نعرفه
    factbox: factbox, fact box, fact sheet, factsheet, facts, key facts, table, timeline factbox, data
    factbox: by the numbers, numbers, stats, statistics, faktenbox, zahlen und fakten, fakten, repères
    factbox: chiffres clés, en chiffres, datos, ficha, cifras, dados, ficha técnica, números, i numeri
    factbox: i dati, feiten, fakta, fakty, dane, fakta cs, adatok, date, справка, досье, цифры, довідка
    factbox: факты, στοιχεία, veriler, معلومات, حقائق, بيانات, עובדות, आंकड़े, तथ्य, তথ্য, ข้อมูล, số liệu
    factbox: fakta id, data id, 표, 일지, 그래프로 보는, 숫자로 보는, 프로필, 약력, メモ, ファクトボックス, データ, 年表, 数字, 资料, 資料, 背景资料
    factbox: 背景資料, 数据, 數據
    factcheck: fact check, fact-check, factcheck, fact checked, fact-checking, reality check, verify
    factcheck: verified, debunked, false claim, fact check team, faktencheck, fakt oder fake, vrai ou faux
    factcheck: vrai ou fake, fact-checking fr, désintox, verificación, verificado, bulo, chequeo, checamos
    factcheck: fato ou fake, verificamos, é falso, checagem, bufala, factcheck nl, faktakoll, faktatjek
    factcheck: faktisk, faktantarkistus, weryfikacja, fact-checking pl, demagog, ověřovna, tényellenőrzés
    factcheck: verificarea faptelor, фактчек, проверка фактов, фейк, перевірка фактів, έλεγχος γεγονότων
    factcheck: doğruluk kontrolü, teyit, تدقيق, تحقق, فحص الحقائق, راستی آزمایی, בדיקת עובדות, फैक्ट चेक
    factcheck: फ़ैक्ट चेक, ফ্যাক্ট চেক, ফ্যাক্টচেক, உண்மை சரிபார்ப்பு, ตรวจสอบข้อเท็จจริง, ชัวร์ก่อนแชร์
    factcheck: kiểm chứng, cek fakta, hoaks, semakan fakta, 팩트체크, 사실확인, ファクトチェック, 事实核查, 查证, 查證, 事實查核, 辟谣
    live: live, live updates, live update, live blog, liveblog, live-blog, as it happened, live coverage
    live: live news, live stream, livestream, live now, watch live, live score, live scores, live text
    live: minute by minute, live report, live thread, live ticker, liveticker, live-ticker, newsblog
    live: ticker, live-blog de, im livestream, jetzt live, direct, en direct, le direct, direct vidéo
    live: suivez en direct, en continu, le live, en vivo, en directo, directo, minuto a minuto
    live: última hora en directo, ao vivo, acompanhe ao vivo, ao minuto, em direto, direto, tempo real
    live: in diretta, diretta, la diretta, live it, in tempo reale, liveblog nl, direkt, liverapport
    live: senaste om, direkte, live no, suora, suora lähetys, seuraa, na żywo, relacja na żywo
    live: relacja live, relacja, živě, online přenos, naživo, élő, élőben, percről percre, live text ro
    live: în direct, uživo, v živo, онлайн, прямой эфир, прямая трансляция, в прямом эфире, трансляция
    live: хроника, текстовая трансляция, наживо, онлайн трансляція, пряма трансляція, хроніка, на живо
    live: ζωντανά, live ενημέρωση, λεπτό προς λεπτό, canlı, canlı yayın, canlı anlatım, canlı blog
    live: dakika dakika, مباشر, بث مباشر, تغطية مباشرة, لحظة بلحظة, على الهواء, تغطية مستمرة, زنده
    live: پخش زنده, لحظه به لحظه, שידור חי, לייב, עדכונים שוטפים, דיווח חי, लाइव, लाइव अपडेट, लाइव अपडेट्स
    live: लाइव ब्लॉग, लाइव्ह, সরাসরি, লাইভ, নেরলাই, நேரலை, லைவ், ถ่ายทอดสด, สด, เกาะติด, ไลฟ์, trực tiếp
    live: tường thuật, tường thuật trực tiếp, siaran langsung, langsung, live report id, 실시간, 생중계, 라이브
    live: 현장중계, 중계, 생방송, ライブ, 生中継, 中継, 実況, リアルタイム, ライブ配信, 生配信, 直播, 實況, 实况, 现场直播, 即時更新, 滚动直播, 文字直播, 网络直播
    live: 直播中
    live: liverapportage, følg live, følg direkte, direktesending, lähetys, live-update, liveverslag, live volgen
    interview: interview, interviews, the interview, exclusive interview, conversation, in conversation
    interview: talk, profile, newsmaker, portrait, people, face to face, 5 questions, gespräch
    interview: im gespräch, im interview, porträt, entretien, rencontre, l'invité, grand entretien
    interview: entrevista, perfil, entrevista exclusiva, intervista, l'intervista, ritratto, interview nl
    interview: intervju, samtal, portræt, haastattelu, henkilö, wywiad, rozmowa, sylwetka, rozhovor
    interview: portrét, interjú, interviu, intervju hr, интервью, беседа, профиль, персона, інтерв'ю
    interview: розмова, интервю, συνέντευξη, röportaj, söyleşi, مقابلة, حوار, حوار خاص, لقاء, بروفايل
    interview: گفتگو, گفت‌وگو, مصاحبه, ראיון, ראיון בלעדי, פרופיל, इंटरव्यू, साक्षात्कार, बातचीत
    interview: সাক্ষাৎকার, பேட்டி, நேர்காணல், สัมภาษณ์, phỏng vấn, trò chuyện, chân dung, wawancara
    interview: wawancara khusus, profil, 인터뷰, 단독인터뷰, 대담, 인물, 초대석, 인터뷰+, インタビュー, 対談, 聞く, ひと, 人物, 専访, 专访, 專訪
    interview: 访谈, 訪談, 对话, 對話, 人物特写
    review: review, reviews, book review, film review, movie review, tv review, theatre review
    review: theater review, music review, concert review, album review, restaurant review, game review
    review: product review, tested, hands on, hands-on, recap, match report, match review, rezension
    review: kritik, filmkritik, buchkritik, test, im test, konzertkritik, critique, la critique, on a vu
    review: on a lu, on a testé, crítica, reseña, resenha, crítica de cine, prueba, recensione
    review: la recensione, recensie, recensies, boekrecensie, recension, anmeldelse, anmelderi, arvio
    review: arvostelu, recenzja, recenze, recenzia, kritika, рецензия, обзор, отзыв, рецензія, огляд, ревю
    review: κριτική, inceleme yazısı, eleştiri, film incelemesi, مراجعة, نقد, مراجعة فيلم, نقد فیلم, بررسی
    review: ביקורת, ביקורת סרט, रिव्यू, समीक्षा, মুভি রিভিউ, রিভিউ, விமர்சனம், திரை விமர்சனம், รีวิว
    review: đánh giá, điểm phim, ulasan, resensi, 리뷰, 서평, 영화리뷰, 관전평, レビュー, 書評, 映画評, 劇評, 评测, 評測, 影评, 影評, 书评
    review: 测评, 開箱
    review: filmkritikk, bokanmeldelse, teateranmeldelse, plateanmeldelse, elokuva-arvio, kirja-arvio, filmrecensie, theaterrecensie
    preview: preview, previews, match preview, look ahead, looking ahead, outlook, week ahead, ahead of
    preview: forecast, curtain raiser, what to expect, prognose, vorschau, ausblick, vorbericht
    preview: avant-match, présentation, avant-première, previa, la previa, perspectiva, prévia, antevisão
    preview: expectativa, anteprima it, presentazione, voorbeschouwing, inför, förhandstips, optakt
    preview: forhåndsomtale, ennakko, zapowiedź, przed meczem, předzápasové, beharangozó, avancronică
    preview: анонс, прогноз, превью, перед матчем, прев'ю, прогноз матчу, πρόβλεψη, ön izleme, maç önü
    preview: مقدمة, توقعات, پیش‌بینی, תחזית, प्रीव्यू, পূর্বরূপ, พรีวิว, nhận định, trước trận, prediksi
    preview: jelang laga, 프리뷰, 전망, 예고, 미리보기, プレビュー, 展望, 見通し, 前瞻, 展望前瞻, 赛前, 賽前, 预告, 預告
    preview: forhåndsanmeldelse, optakten, spiltips, speltips, ennakkoon, spieltagsvorschau, die vorschau
    feature: feature, features, roundup, round-up, round up, the roundup, diary, notebook, sketch
    feature: reportage, dispatch, letter from, postcard, journal, snapshot, magazine, weekend read
    feature: story of the day, reportage de, reportage fr, reportaje es, reportagem, reportage it
    feature: reportage nl, reportage sv, reportaż, reportáž, riport, reportaj, репортаж, очерк
    feature: спецрепортаж, лонгрид, репортаж uk, ρεπορτάζ ειδικό, haber analizi, röportaj dizisi, تحقيق
    feature: ريبورتاج, گزارش میدانی, כתבה, תחקיר, מגזין, फीचर, रिपोर्ट, विशेष रिपोर्ट, ফিচার, பார்வை
    feature: สกู๊ป, รายงานพิเศษ, สกู๊ปพิเศษ, phóng sự, ký sự, feature id, liputan khusus, reportase, 스케치
    feature: 현장, 현장르포, 화제, 토픽, 기획시리즈, 기획특집, 뉴스룸, ルポ, 現場から, 連載, 特集記事, 企画, 記者手帳, 特写, 特寫, 通讯, 侧记, 側記, 纪实, 紀實
    feature: 手记, 记者手记, 调查, 調查, 专题报道
    gallery: gallery, galleries, photo gallery, in pictures, in photos, pictures of the day
    gallery: photos of the day, photo essay, photo story, slideshow, slide show, photo feature
    gallery: bildergalerie, fotogalerie, fotostrecke, bilder des tages, galerie, en images, diaporama
    gallery: portfolio, galería, en imágenes, fotogalería, fotonoticia, galeria, em imagens, em fotos
    gallery: galeria de fotos, galleria, fotogallery it, fotoserie, in beeld, bildspel, bildextra
    gallery: billedserie, bildeserie, kuvagalleria, galeria pl, fotogaléria, fotogalerie cs, képgaléria
    gallery: галерея, фотогалерея, фоторепортаж, в фотографиях, фоторепортаж uk, φωτογραφικό, foto galeri
    gallery: foto haber, معرض صور, ألبوم صور, جولة مصورة, گزارش تصویری, גלריה, फोटो गैलरी, ছবিঘর
    gallery: புகைப்படத் தொகுப்பு, อัลบั้มภาพ, chùm ảnh, bộ ảnh, phóng sự ảnh, galeri, galeri foto
    gallery: foto cerita, 화보, 포토에세이, 사진으로 보는, 갤러리, 포토슬라이드, フォトギャラリー, 写真特集, ギャラリー, 写真で見る, 图集, 圖集, 图片故事, 画廊
    gallery: 摄影
    podcast: podcast, podcasts, the podcast, newsletter, newsletters, briefing, morning briefing
    podcast: daily briefing, the briefing, radio show, webinar, episode, balado, boletín, episodio
    podcast: episódio, podcast de, podcast fr, pódcast, podcast it, nyhedsbrev, nyhetsbrev, odcinek
    podcast: podkast, подкаст, рассылка, подкаст uk, ποντκάστ, bülten, بودكاست, نشرة, پادکست, פודקאסט
    podcast: पॉडकास्ट, পডকাস্ট, பாட்காஸ்ட், พอดแคสต์, bản tin, siniar, 팟캐스트, 뉴스레터, ポッドキャスト, 播客, 電子報
    podcast: podcasten, poddavsnitt, podcastit, der podcast, il podcast, o podcast, el podcast, le podcast, podcastul
    sponsored: sponsored, sponsored content, sponsored post, partner content, paid post, paid content
    sponsored: advertorial, advertisement, ad, promoted, promotion, brand post, brandvoice, in partnership
    sponsored: partner, press release, pr, announcement, anzeige, werbung, gesponsert, pressemitteilung
    sponsored: publi-reportage, publireportage, contenu partenaire, communiqué, sponsorisé, patrocinado
    sponsored: contenido patrocinado, publicidad, publirreportaje, nota de prensa, comunicado
    sponsored: conteúdo patrocinado, publieditorial, publicidade, sponsorizzato, contenuto sponsorizzato
    sponsored: comunicato, advertentie, gesponsord, branded content, annons, sponsrat, annonce
    sponsored: annonsørinnhold, mainos, kaupallinen yhteistyö, materiał sponsorowany, artykuł sponsorowany
    sponsored: reklama, komerční sdělení, pr článek, hirdetés, támogatott, advertorial ro, publicitate
    sponsored: реклама, на правах рекламы, партнерский материал, пресс-релиз, партнерський матеріал
    sponsored: на правах реклами, διαφήμιση, χορηγούμενο, δελτίο τύπου, advertorial tr, sponsorlu, tanıtım
    sponsored: reklam, إعلان, محتوى مدعوم, بيان صحفي, رپورتاژ آگهی, تبلیغات, תוכן ממומן, תוכן שיווקי
    sponsored: ממומן, विज्ञापन, प्रायोजित, বিজ্ঞাপন, விளம்பரம், โฆษณา, advertorial th, ประชาสัมพันธ์
    sponsored: quảng cáo, tài trợ, thông cáo, iklan, pariwara, advertorial id, siaran pers, 광고, 협찬, 보도자료
    sponsored: 기획광고, 홍보, pr記事, 広告, 提供, 提供記事, プレスリリース, 广告, 廣告, 推广, 推廣, 赞助, 软文, 通稿
    obituary: obituary, obituaries, obit, in memoriam, remembering, appreciation, nachruf, nachrufe
    obituary: disparition, nécrologie, obituario, obituário, necrologio, in memoriam nl, dödsruna
    obituary: mindeord, minneord, muistokirjoitus, nekrolog, wspomnienie, некролог, некролог uk
    obituary: νεκρολογία, ölüm ilanı, نعي, وفيات, درگذشت, הספד, निधन, শোক, இரங்கல், ข่าวมรณกรรม, cáo phó
    obituary: obituari, 부고, 訃報, 悼む, 追悼, 讣告, 訃聞, 悼念
    obituary: dødsfald, dødsfall, overlijdensbericht, familieberichten, gedenken an, in memoria, décès, kuolleet
    quiz: quiz, poll, survey, crossword, puzzle, sudoku, horoscope, cartoon, comic, contest, umfrage
    quiz: rätsel, karikatur, sondage, dessin, encuesta, viñeta, enquete, charge, sondaggio, vignetta
    quiz: poll nl, omröstning, afstemning, kysely, sonda, ankieta, anketa, опрос, викторина, тест
    quiz: опитування, вікторина, δημοσκόπηση, anket, karikatür, استطلاع, كاريكاتير, نظرسنجی, کاریکاتور
    quiz: סקר, חידון, क्विज, पोल, কুইজ, கருத்துக்கணிப்பு, โพล, khảo sát, jajak pendapat, 퀴즈, 설문, 여론조사, クイズ
    quiz: 만평, 네컷만화, 4컷만화, アンケート, 4コマ, 投票, 调查问卷, 测验
    satire: satire, humor, humour, glosse satire, parodia, sátira, satira, satyra, сатира, сатира uk
    satire: σάτιρα, hiciv, ساخرة, طنز, סאטירה, व्यंग्य, ব্যঙ্গ, 풍자, 風刺, 讽刺
    archive: from the archive, from the archives, archive, throwback, on this day, flashback
    archive: aus dem archiv, archives, del archivo, do arquivo, dall'archivio, uit het archief, ur arkivet
    archive: z archiwum, z archivu, из архива, з архіву, αρχείο, arşivden, من الأرشيف, آرشیو, מהארכיון
    archive: アーカイブ, 档案, 舊聞
    // What reviews the press, and what somebody said word for word
    press: press review, media review, newspaper review, what the papers say, the papers, pressestimmen, presseschau, medienschau
    press: revue de presse, vu de l'étranger, revista de prensa, revista de imprensa, rassegna stampa, persoverzicht, przegląd prasy
    press: přehled tisku, prehľad tlače, revista presei, lapszemle, sajtószemle, pregled tiska, pregled štampe, преглед на печата, обзор прессы, обзор сми
    press: огляд преси, огляд змі, basın özeti, επισκόπηση τύπου, عرض الصحف, جولة الصحافة, مرور مطبوعات, مرور روزنامه‌ها, סקירת עיתונות
    press: điểm báo, 외신, 신문읽기, 新聞各紙, 社説読み比べ, 媒体评论, 外媒评论, 外媒評論
    transcript: transcript, full transcript, verbatim, excerpt, excerpts, extract, book excerpt, im wortlaut, wortlaut, protokoll
    transcript: transcripción, texto íntegro, transcrição, íntegra, leia a íntegra, trascrizione, testo integrale, stenogram, přepis, prepis
    transcript: stenogramă, átirat, стенограмма, стенограма, النص الكامل, متن کامل, תמלול, 전문, 담화문, 연설문, 기자회견 전문, 발언록
    transcript: 全文掲載, 発言全文, 会見全文, 会見詳報, 演説全文, 全文, 实录, 實錄, 文字实录
    // Words of the lines above in other languages, forms and houses
    analysis: analys, analyser, analyyse, analyysit, analüüs, analīze, analizė, analizy, analýzy, elemzések, анализы, analizler
    analysis: haber analiz, uzman görüşü, αναλύσεις, تحليلات, تحلیل خبر, تفسیر, ניתוח אסטרטגי, வல்லுநர் பார்வை, அலசல், วิเคราะห์ข่าว
    analysis: เจาะลึก, เจาะประเด็น, ย้อนรอย, giải mã, sorotan, 深读, 长文, 特稿, 解析, 論考, 視点, 視標, 詳細解説, 特派員解説, 集中, 집중
    analysis: inside story, expert view, the long view, long view, market wrap, hot take, behind the headlines, behind the story, postmortem
    analysis: investigation, special investigation, exposé, investigativ, grand reportage, long format, longform, informe especial
    analysis: investigación, radiografía, grande reportagem, bastidores, l'inchiesta, il dossier, dietro le quinte, onderzoeksverhaal, granskning
    analysis: tutkiva, śledztwo, investigace, investigatíva, anchetă, investigație, oknyomozás, istraživanje, istraga, разследване
    analysis: расследование, розслідування, araştırma, αφιέρωμα, تحقيق استقصائي, ملف خاص, گزارش ویژه, پرونده ویژه, واکاوی, כתבת תחקיר
    analysis: पड़ताल, অনুসন্ধান, অনুসন্ধানী প্রতিবেদন, điều tra, chuyên đề, hồ sơ, investigasi, 탐사보도, 추적, 調査報道, 记者调查
    analysis: kontekst, kontext, kontextus, kontekstas, pozadí, pozadie, pozadina, tło, предыстория, передісторія, πλαίσιο, arka plan, سياق, خلفية, پیشینه
    analysis: पृष्ठभूमि, প্রেক্ষাপট, பின்னணி, เบื้องหลัง, bối cảnh, hậu trường, latar belakang, konteks, perspektiv, perspektiva
    analysis: perspektive, perspectief, perspektywa, perspectivă, perspektif, منظور, چشم‌انداز, نظرگاه, blickwinkel, nahaufnahme
    opinion: essays, weekend essay, guest view, reader letters, readers' letters, your letters, reflections, rant, mailbag, roundtable, kommentare
    opinion: mein standpunkt, ansichtssache, zur sache, debatte, l'édito, édito politique, le débat, débats, courrier des lecteurs, courrier
    opinion: lettre, lettre ouverte, lettres, idée, le regard, regard, regards, contrepoint, humeurs, le grand débat
    opinion: cartas, cartas de los lectores, el editorial, la columna, firmas, contrapunto, la mirada, mirada, reflexión, artículo
    opinion: artículo de opinión, ensayo, cartas dos leitores, a coluna, ponto de vista, comentário, ensaio, tendências/debates
    opinion: punto di vista, dibattito, la rubrica, rubrica, fondo, lettere al direttore, la posta, riflessione, saggio, articolo di fondo
    opinion: brieven, lezersbrieven, gastcolumn, redactioneel, redactioneel commentaar, hoofdredactioneel commentaar, stelling
    opinion: krönikor, ledaren, ledarkrönika, replik, slutreplik, essä, insändaren, kulturkrönika, gästledare, signerad ledare, expertkommentar
    opinion: lederen, kommentaren, debatindlæg, gæsteindlæg, læserbreve, ytring, hovedleder, leserbrev, gjesteinnlegg, innlegg, tilsvar, signert, replikk
    opinion: essee, kommentit, lukijalta, mielipiteet, vierailija, vieraskolumni, pakina, vastine, arvamus, kolumn, juhtkiri, viedoklis
    opinion: komentārs, nuomonė, komentaras, komentarze, esej, polemika, listy, list do redakcji, punkt widzenia, okiem eksperta, wstępniak
    opinion: názory, komentáře, komentáre, fejeton, fejtón, stĺpček, pohled, pohľad, úhel pohledu, dopisy, debata, poznámka
    opinion: opinii, opinie publică, comentarii, pamflet, polemică, punct de vedere, scrisoare, scrisori, eseu, dezbatere
    opinion: vezércikk, tárca, glossza, esszé, nézőpont, vitairat, olvasói levelek, publicisztikák, osvrt, stav, polemike, uvodnik, mišljenja
    opinion: гледна точка, есе, мишљење, колумна, став, осврт, мнения, эссе, письма читателей, дебаты, взгляд со стороны
    opinion: передовица, редакционная, от редакции, экспертное мнение, реплика эксперта, фельетон, думки, есей, листи, дебати, від редакції
    opinion: точка зору експерта, позиція, фейлетон, δοκίμιο, απόψεις, γνώμες, στήλη, επιστολές, κύριο άρθρο, χρονογράφημα, οπτική
    opinion: görüşler, yorumlar, okur mektubu, değerlendirme, deneme, bakış, tartışma, آراء, مقالات, تعليق, كلمة العدد, رسائل القراء, نقاش, مقال رأي
    opinion: دیدگاه‌ها, یادداشت روز, یادداشت مهمان, سرمقاله روز, ستون, نامه‌ها, اداریہ, کالم, דעה אישית, נקודת מבט, טור אורח, טור אישי
    opinion: מכתבים למערכת, מכתבים, ओपिनियन, नजरिया, आलेख, निबंध, बहस, डिबेट, মন্তব্য, উপসম্পাদকীয়, প্রবন্ধ, চিঠিপত্র, বিতর্ক, দৃষ্টিভঙ্গি
    opinion: கடிதங்கள், கடிதம், விவாதம், கருத்துகள், மதிப்புரை, సంపాదకీయం, అభిప్రాయం, മുഖപ്രസംഗം, ಸಂಪಾದಕೀಯ, તંત્રીલેખ, ਸੰਪਾਦਕੀ
    opinion: ทรรศนะ, มุมมอง, บทวิจารณ์, ชวนคิด, จดหมาย, bạn đọc, thư bạn đọc, tranh luận, diễn đàn, tạp bút, tản văn, mimbar, gagasan, pojok
    opinion: 독자기고, 독자의견, 독자편지, 데스크, 데스크의 눈, 논단, 시사평론, 세상읽기, 여론마당, 발언대, 에세이, 수필, 평론, 비평, 토론
    opinion: 時論, 時論公論, 論壇, 正論, 天声人語, 編集手帳, 記者コラム, 私の視点, 読者の声, 読者投稿, 投稿, 声欄, エッセー, エッセイ, 随筆
    opinion: 热评, 網評, 网评, 微评, 点评, 點評, 杂谈, 随笔, 短評, 快評, 銳評, 名家专论, 名家專論, 读者来信, 讀者來信, 来信, 理论, 论坛, 辩论, 辯論
    explainer: glossary, checklist, how it works, key points, q+a, ask the expert, ask an expert
    explainer: zeitleiste, erklärstück, fragen & antworten, ratgeber, mise au point, explication, l'explication, cronología
    explainer: explicador, las claves, preguntas frecuentes, cronologia, linha do tempo, explica, spiegone, pytania & odpowiedzi, vraag & antwoord
    explainer: tijdlijn, toelichting, förklarar, så funkar det, detta vet vi, frågor & svar, spørgsmål & svar, spørsmål & svar, overblik, oversikt
    explainer: aikajana, kysymykset ja vastaukset, kalendarium, vysvětlujeme, vysvetľujeme, otázky a odpovede, časová osa, časová os
    explainer: întrebări și răspunsuri, explicativ, cronologie, kérdés-válasz, magyarázó, idővonal, kronológia, kronologija, pitanja i odgovori
    explainer: въпроси и отговори, хронология событий, объяснение, запитання та відповіді, хронологія, хроніка подій, хроника событий
    explainer: χρονολόγιο, τι ξέρουμε, οδηγός, kronoloji, zaman çizelgesi, sorularla, nedir, rehber, تسلسل زمني, خط زمني, سؤال وجواب, شرح مبسط
    explainer: بالأرقام, گاه‌شمار, خط زمانی, سوال و جواب, راهنما, ציר זמן, מסבירים, टाइमलाइन, सवाल-जवाब, समझें, जानें, एक्सप्लेन, गाइड
    explainer: টাইমলাইন, প্রশ্নোত্তর, এক্সপ্লেইনার, கேள்வி பதில், காலவரிசை, வழிகாட்டி, ไทม์ไลน์, ลำดับเหตุการณ์, อธิบาย, สรุปประเด็น, คู่มือ
    explainer: dòng thời gian, giải đáp, linimasa, kronologi, 질의응답, 연표, 용어설명, 쉬운 뉴스, 用語解説, 時系列, タイムライン, 一图看懂, 图解, 圖解
    explainer: 時間軸, 大事记, 大事記, 答记者问, 答記者問, 指南, 攻略, 知识, 链接
    factbox: faktaruta, faktaboks, faktat, tények, fapte, факти, stichwort, steckbrief, zahlen, carte d'identité, faktlar
    factcheck: fact focus, myth vs fact, vérification, désinfox, bulos, verificação, é fato ou fake, bufale, faktasjekk, sprawdzamy, overujeme
    factcheck: verificare, faktograf, provjera činjenica, проверка на факти, doğrulama, تدقيق الحقائق, تحقق من صحة, பொய்ச்செய்தி, உண்மை கண்டறிதல்
    factcheck: ஃபேக்ட் செக், তথ্য যাচাই, เช็กข่าว, เช็คข่าว, ตรวจสอบข่าว, kiểm chứng thông tin, periksa fakta, fakta atau hoaks, hoaks atau fakta
    factcheck: 사실은, 求证, 打假, 闢謠, 闢謠澄清
    live: as it happens, rolling coverage, running updates, live feed, newsticker, suivi, suivez, minute par minute, sigue en vivo, transmisión en vivo
    live: así fue, minuto per minuto, direktrapport, följ live, livebloggen, liveblogg, følg med, livelähetys, seuranta, hetki hetkeltä
    live: otseülekanne, tiešraide, tiesiogiai, relacja tekstowa, minuta po minucie, online, on-line, online reportáž, minutu po minutě
    live: minútu po minúte, minut cu minut, élő közvetítés, minuta po minuta, minuta po minutu, уживо, текстовый онлайн, текстова трансляція
    live: بث حي, تغطية حية, تغطية خاصة, متابعة حية, لحظه‌به‌لحظه, लाइव टीवी, লাইভ আপডেট, லைவ் அப்டேட்ஸ், ไลฟ์สด, live streaming, 문자중계
    live: 実況中継, 速報中継, 现场直击, 現場直擊, 图文直播, 圖文直播
    interview: l'interview, la entrevista, a entrevista, interviewet, intervjuet, sommerinterview, nachgefragt, das porträt, das interview
    interview: rencontre avec, portraits, retrato, semblanza, profilo, chi è, profiel, porträtt, henkilökuva, profiili, haastattelut, portree
    interview: sylwetki, wywiad tygodnia, portré, interjúk, beszélgetés, portret, interviul, интервју, разговор, портрет, профил, профіль
    interview: интервью недели, συνεντεύξεις, προφίλ, πορτρέτο, röportajı, özel röportaj, sohbet, portre, biyografi, حوارات, بورتريه, سيرة
    interview: گفت‌وگوی اختصاصی, زندگینامه, میزگرد, שיחה, דיוקן, खास बातचीत, प्रोफाइल, আলাপচারিতা, আলাপ, প্রোফাইল, உரையாடல், บทสัมภาษณ์, คุยกับ
    interview: โปรไฟล์, เปิดประวัติ, đối thoại, tiểu sử, bincang, obrolan, sosok, 인물탐구, 좌담, 좌담회, 独占インタビュー, 単独インタビュー, プロフィル
    interview: プロフィール, 座談会, 鼎談, 評伝, 素顔, 独家专访, 獨家專訪, 圆桌, 人物专访
    review: player ratings, highlights, first look, first impressions, unboxing, comparison, teardown, spielbericht, einzelkritik
    review: noten, compte rendu, compte-rendu, les notes, reseñas, comparativa, comparativo, recensioni, pagelle, le pagelle, rapportcijfers
    review: nabeschouwing, spelarbetyg, matchrapport, recensioner, spillerbørs, terningkast, karakterer, testi, recenzje, oceny, známky, recenzie
    review: könyvkritika, osztályzatok, recenzija, рецензија, оценки, оцінки, βιβλιοκριτική, kitap eleştirisi, مراجعة كتاب, نقد کتاب, معرفی کتاب
    review: ביקורת ספרים, ביקורת סרטים, ציונים, फिल्म समीक्षा, পর্যালোচনা, điểm sách, 영화평, 별점, 평점, 試乗記, 選手採点, 採点, 音楽評, 乐评, 樂評, 剧评
    preview: predicted lineup, predicted lineups, lineups, line-ups, team news, predictions, prediction, betting tips, odds, power rankings
    preview: pronóstico, palpite, prognóstico, pronostico, pronostici, vooruitblik, inför matchen, spiltip, prognoza, pronostic, najava, најава
    preview: προεπισκόπηση, پیش‌نمایش, भविष्यवाणी, পূর্বাভাস, dự đoán, pratinjau, 관전포인트, 예상, 予想, 見どころ, 予告, 预测, 預測
    feature: reporter's notebook, field notes, testimony, eyewitness, dispatches, documentary, ortstermin, vor ort, korrespondentenbericht, doku
    feature: témoignage, témoignages, le reportage, carnet, feuilleton, récits, testimonio, testimonios, la crónica, depoimento, testemunho
    feature: testimonianza, testimonianze, il reportage, il racconto, dagboek, dokumentär, dokumentar, reportasje, reportaasi, fotorelacja
    feature: zápisník, příběh, príbeh, poveste, tudósítás, helyszíni riport, reportaža, репортажа, нарис, личный опыт, особистий досвід
    feature: спецпроект, спецпроєкт, документальный фильм, документальний фільм, οδοιπορικό, ντοκιμαντέρ, izlenim, dizi yazı, belgesel
    feature: تقرير إخباري, قصة خبرية, وثائقي, روایت, مستند, כתבת מגזין, יומן, ग्राउंड रिपोर्ट, स्पेशल रिपोर्ट, आपबीती, বিশেষ প্রতিবেদন
    feature: প্রামাণ্যচিত্র, ধারাবাহিক, சிறப்புக் கட்டுரை, சிறப்பு கட்டுரை, கள ஆய்வு, தொடர், ஆவணப்படம், สกู๊ปข่าว, สารคดี, บันทึก, เรื่องเล่า
    feature: nhật ký, loạt bài, phim tài liệu, catatan, kisah, laporan khusus, dokumenter, 연재, 기획연재, 특별기획, 현장취재, 현장에서, 연재소설
    feature: ドキュメント, ドキュメンタリー, ルポルタージュ, 現地ルポ, 現場ルポ, 連載小説, シリーズ, 企画特集, 密着, 连载, 夜读, 記者觀察, 记者观察, 日记, 日記
    gallery: cartoon of the day, en fotos, φωτογκάλερι, γκάλερι, fotogalerija, galerija, галерија, معرض الصور, گالری, গ্যালারি, गैलरी, แกลเลอรี, thư viện ảnh
    podcast: webcast, uutiskirje, podd, poddsändning, nieuwsbrief, hírlevél, buletin, خبرنامه, النشرة, ניוזלטר, न्यूजलेटर, নিউজলেটার
    podcast: จดหมายข่าว, พอดคาสต์, розсилка, メルマガ, ニュースレター, 音声配信, 早报, 晚报, 早報, 晚報, 周报, 週報, 音频节目
    sponsored: publi-rédactionnel, publicité, 業配, 贊助, 贊助內容
    obituary: tribute, tributes, retrospective, hommage, homenaje, homenagem, ricordo, minnesord, nekrologi, nekroloogs, spomienka, vzpomínka
    obituary: necrolog, gyászhír, vefat, श्रद्धांजलि, স্মরণ, அஞ்சலி, ไว้อาลัย, tưởng nhớ, לזכרו, 추모, 부음, 회고, お悔やみ, 追忆, 追憶, 逝者
    quiz: trivia, caption contest, comic strip, caricature, caricatura, cartum, kvíz, tietovisa, enkät, avstemning, szavazás, kviz, квиз
    quiz: карикатура, σκίτσο, γελοιογραφία, κουίζ, bulmaca, آزمون, קריקטורה, कार्टून, সর্বেক্ষণ, কার্টুন, கார்ட்டூன், வினாடி வினா, การ์ตูน, ควิซ
    quiz: trắc nghiệm, thăm dò, biếm họa, tranh biếm họa, kuis, kartun, 카툰, 웹툰, 그림판, 운세, 占い, 漫画, 漫畫, 漫评, 風刺画, 民调, 民調, 測驗
    satire: satir, satiiri, szatíra, mizah, رسوم ساخرة, סטירה, রম্য
    archive: looking back, remember when, from our archives, rückblick, rückschau, rétrospective, hemeroteca, terugblik, visszatekintő, מבט לאחור
    archive: 오늘의 역사, 아카이브, 回顾, 回顧, 振り返り, 旧闻, 往事
    """

  static let outlets: StaticString = """
    // Outlets and agencies whose name at the end of a title, or in brackets at either end, is no part of the headline.
    // word: words that outlets are named with.   ending: endings of such names in scripts without spaces.
    // aggregator: hosts whose titles end in ` - Outlet`.
    aggregator: news.google.com, Google News, msn.com, news.yahoo.com, Yahoo News, smartnews.com, newsnow.co.uk, flipboard.com
    aggregator: Google ニュース, Google 뉴스, Google Nachrichten, Google Actualités, Google Noticias, Google Haberler
    aggregator: Google Новости, Google Berita, Google Nieuws, bing.com, Bing News, ground.news, feedly.com
    agencies: AP, Associated Press, The Associated Press, AP News, Reuters, AFP, Agence France-Presse, UPI, Bloomberg
    agencies: Bloomberg News, Dow Jones, Dow Jones Newswires, dpa, dpa-AFX, AFX, EFE, Agencia EFE, Europa Press, ANSA
    agencies: Adnkronos, AGI, LaPresse, Lusa, Agência Brasil, Agência Lusa, ANP, Belga, TT, NTB, Ritzau, STT, PAP, ČTK
    agencies: CTK, MTI, Agerpres, Mediafax, BTA, APA, SDA, Keystone-SDA, Keystone, KNA, epd, SID, Tanjug, Hina, STA, BNS
    agencies: LETA, ELTA, TASS, ТАСС, Interfax, Интерфакс, RIA Novosti, РИА Новости, Ukrinform, Укрінформ, УНІАН, UNIAN
    agencies: Interfax-Ukraine, Інтерфакс-Україна, BelTA, БелТА, Kazinform, Anadolu, Anadolu Agency, Anadolu Ajansı, AA, DHA
    agencies: İHA, IRNA, ایرنا, ISNA, ایسنا, Fars, فارس, Mehr, مهر, Tasnim, تسنیم, WAM, وام, SPA, واس, QNA, قنا, KUNA, كونا
    agencies: MENA, أ ش أ, أ ف ب, رويترز, سانا, واع, وفا, بترا, MAP, وكالة الأنباء, PTI, ANI, IANS, UNI, एएनआई, पीटीआई, भाषा
    agencies: APP, BSS, UNB, Xinhua, Xinhua News Agency, 新华社, 新華社, 新华网, 中新社, 中国新闻网, 中新网, CNA, 中央社, Central News Agency
    agencies: Yonhap, Yonhap News, Yonhap News Agency, 연합뉴스, 연합, 뉴시스, Newsis, 뉴스1, News1, Kyodo, Kyodo News, 共同通信, 共同
    agencies: 共同社, Jiji, Jiji Press, 時事通信, 時事, KCNA, 조선중앙통신, Antara, ANTARA, Bernama, VNA, TTXVN, VietnamPlus, TNA
    agencies: PNA, Philippine News Agency, AAP, NZPA, CP, The Canadian Press, Canadian Press, La Presse canadienne, PA
    agencies: PA Media, Press Association, Notimex, Télam, Telam, NA, Prensa Latina, IPS, SANA, NAN, PANA, SAnews, PR Newswire
    agencies: Business Wire, GlobeNewswire, ACN Newswire, Accesswire, News Agency, wire
    english: BBC, BBC News, BBC Sport, CNN, CNN International, CNN Business, CNN Politics, CNN World, CNN Health, CNN Travel, CNN Style, CNN Entertainment, CNN Weather, CNN Climate, CNN Sports, CNN Underscored, Fox News, Fox Business, NBC News, CBS News
    english: ABC News, ABC News (Australia), MSNBC, CNBC, NPR, PBS, PBS NewsHour, The New York Times, NYT, NYTimes
    english: The Washington Post, WaPo, The Wall Street Journal, WSJ, USA Today, Los Angeles Times, LA Times, Chicago Tribune
    english: The Boston Globe, New York Post, Newsday, Politico, POLITICO Europe, The Hill, Axios, Vox, Slate, Salon, HuffPost
    english: The Atlantic, The New Yorker, Time, TIME, Newsweek, Forbes, Fortune, Business Insider, Insider, Quartz
    english: Bloomberg Law, MarketWatch, Barron's, Investopedia, Yahoo News, Yahoo Finance, Yahoo Sports, MSN, The Verge
    english: Wired, WIRED, Ars Technica, TechCrunch, Engadget, CNET, ZDNET, ZDNet, Gizmodo, The Register, Mashable, VentureBeat
    english: 9to5Mac, MacRumors, Tom's Hardware, PCMag, ESPN, Sky Sports, Bleacher Report, The Athletic, Goal.com, GOAL
    english: The Guardian, Guardian, The Times, The Sunday Times, The Telegraph, The Daily Telegraph, Telegraph, The Independent
    english: Independent, Financial Times, FT, The Economist, Daily Mail, Daily Mail Online, Mail Online, MailOnline, The Sun
    english: Daily Mirror, The Mirror, Mirror Online, Daily Express, Express.co.uk, Evening Standard, Metro, Metro.co.uk, i News
    english: Sky News, ITV News, Channel 4 News, The Scotsman, The Herald, Irish Times, The Irish Times, Irish Independent
    english: Independent.ie, RTÉ, RTE News, TheJournal.ie, Irish Examiner, Belfast Telegraph, CBC, CBC News, CTV News, Global News
    english: The Globe and Mail, Toronto Star, National Post, ABC, SBS News, The Sydney Morning Herald, The Age, The Australian
    english: news.com.au, 9News, 7NEWS, RNZ, RNZ News, NZ Herald, Stuff, Stuff.co.nz, Newshub, 1News, The Straits Times
    english: Channel NewsAsia, CNA, South China Morning Post, SCMP, The Japan Times, Japan Times, The Mainichi, The Asahi Shimbun
    english: Nikkei, Nikkei Asia, NHK, NHK World, NHK WORLD-JAPAN, The Yomiuri Shimbun, The Japan News, The Korea Herald, Korea Herald
    english: The Korea Times, Korea Times, Korea JoongAng Daily, JoongAng Daily, The Chosun Ilbo, Chosun Ilbo, The Dong-A Ilbo, Hankyoreh
    english: KBS World, Arirang, China Daily, Global Times, CGTN, People's Daily, Taipei Times, Focus Taiwan, Bangkok Post, The Nation
    english: The Jakarta Post, Jakarta Post, Tempo, VnExpress, VnExpress International, Rappler, Inquirer.net, Philippine Daily Inquirer
    english: Philstar, GMA News, ABS-CBN News, Manila Bulletin, The Star, Malay Mail, New Straits Times, The Times of India
    english: Times of India, Hindustan Times, The Hindu, Indian Express, The Indian Express, NDTV, India Today, Economic Times
    english: The Economic Times, Mint, Livemint, Business Standard, Moneycontrol, Firstpost, The Wire, Scroll.in, ThePrint, News18
    english: Deccan Herald, Dawn, DAWN.COM, Geo News, The Express Tribune, The News International, The Daily Star, Dhaka Tribune
    english: bdnews24.com, Al Jazeera, Al Jazeera English, Al Arabiya, Arab News, Gulf News, Khaleej Times, The National
    english: Haaretz, The Jerusalem Post, Jerusalem Post, The Times of Israel, Times of Israel, Ynetnews, Middle East Eye, Tehran Times
    english: Press TV, Iran International, Daily Sabah, Hurriyet Daily News, Hürriyet Daily News, TRT World, The Moscow Times, RT
    english: Meduza, Kyiv Post, The Kyiv Independent, Kyiv Independent, Euronews, DW, Deutsche Welle, France 24, FRANCE 24, RFI
    english: EUobserver, The Local, Swissinfo, SWI swissinfo.ch, Voice of America, VOA, VOA News, Radio Free Europe, RFE/RL
    english: AllAfrica, allAfrica.com, Daily Nation, The East African, Mail & Guardian, News24, Daily Maverick, BusinessDay, Punch
    english: The Punch, Vanguard, Premium Times, The Guardian Nigeria, Al-Ahram, Ahram Online, Egypt Independent, MercoPress
    english: Buenos Aires Times, Hacker News, Reddit, Medium, Substack, YouTube, Nature, Science, Phys.org, ScienceDaily, Space.com
    english: Live Science, New Scientist, Scientific American, STAT, STAT News, Eurogamer, IGN, Polygon, Variety, Deadline
    english: The Hollywood Reporter, Rolling Stone, Billboard, Pitchfork, Seeking Alpha, Benzinga, CoinDesk, Cointelegraph
    german: Der Spiegel, DER SPIEGEL, SPIEGEL, Spiegel Online, Die Zeit, ZEIT ONLINE, DIE ZEIT, FAZ, FAZ.NET, Frankfurter Allgemeine
    german: Süddeutsche Zeitung, Süddeutsche, SZ.de, SZ, Die Welt, WELT, Bild, BILD, BILD.de, taz, taz.de, Handelsblatt, n-tv, ntv
    german: n-tv.de, Focus, FOCUS online, Stern, stern.de, Tagesspiegel, Der Tagesspiegel, tagesschau, tagesschau.de, ARD, ZDF
    german: ZDFheute, Deutschlandfunk, heise online, heise, Golem.de, t-online, RND, Der Standard, DER STANDARD, derStandard.at
    german: Die Presse, Kurier, Kronen Zeitung, krone.at, ORF, ORF.at, Kleine Zeitung, NZZ, Neue Zürcher Zeitung, Tages-Anzeiger
    german: Blick, 20 Minuten, SRF, watson, Der Bund, Frankfurter Rundschau, Berliner Zeitung, Merkur, WAZ, Rheinische Post, BR24, NDR, WDR, MDR, SWR
    french: Le Monde, LeMonde.fr, Le Figaro, Libération, Le Parisien, Les Echos, L'Express, Le Point, L'Obs, Marianne, La Croix
    french: L'Humanité, Mediapart, Ouest-France, Sud Ouest, La Dépêche, Le Progrès, La Voix du Nord, 20 Minutes, BFM, BFMTV, BFM TV
    french: CNews, LCI, TF1 Info, TF1, Franceinfo, France Info, franceinfo, France Inter, France Bleu, RTL, Europe 1, RMC, L'Équipe, L'Equipe
    french: HuffPost France, Courrier international, Le Soir, La Libre, RTBF, Le Temps, RTS, RTS.ch, Radio-Canada, La Presse, Le Devoir
    french: Le Journal de Montréal, TVA Nouvelles, Jeune Afrique, TV5MONDE, Numerama, Slate.fr, Actu.fr, Boursorama, Capital
    spanish: El País, EL PAÍS, El Mundo, ABC.es, La Vanguardia, El Periódico, El Confidencial, elDiario.es, 20minutos, La Razón
    spanish: Público, RTVE, RTVE.es, Marca, AS, Diario AS, Mundo Deportivo, Sport, Cadena SER, COPE, Onda Cero, Antena 3, laSexta
    spanish: Telecinco, OKDIARIO, Libertad Digital, El Español, Expansión, Cinco Días, Clarín, La Nación, LA NACION, Infobae
    spanish: Página 12, Página/12, Ámbito, El Universal, Reforma, Milenio, Excélsior, La Jornada, El Financiero, Proceso, El Tiempo
    spanish: El Espectador, Semana, Caracol Radio, La Tercera, El Mercurio, Emol, BioBioChile, El Comercio, La República, RPP
    spanish: El Nacional, El Universo, El Deber, Granma, Telesur, BBC Mundo, BBC News Mundo, CNN en Español, Univision, Telemundo, DW Español
    portuguese: Folha de S.Paulo, Folha, Folha de São Paulo, O Globo, G1, g1, GloboNews, Estadão, O Estado de S. Paulo, UOL
    portuguese: UOL Notícias, R7, Veja, VEJA, IstoÉ, Exame, Valor Econômico, CNN Brasil, Terra, Metrópoles, Correio Braziliense, Zero Hora, GZH
    portuguese: Gazeta do Povo, BBC News Brasil, Público, Expresso, Observador, Diário de Notícias, Jornal de Notícias, Correio da Manhã
    portuguese: RTP, RTP Notícias, SIC Notícias, TSF, Renascença, CNN Portugal, ECO, Jornal de Negócios, A Bola, Record, O Jogo
    italian: Corriere della Sera, Corriere.it, la Repubblica, La Repubblica, Repubblica.it, La Stampa, Il Sole 24 Ore, Il Sole 24 ORE
    italian: Il Messaggero, Il Giornale, Il Fatto Quotidiano, Il Foglio, Libero, Libero Quotidiano, Avvenire, Il Mattino, Il Post
    italian: Rai News, RaiNews, Sky TG24, TGCOM24, Tgcom24, Fanpage, Fanpage.it, Open, HuffPost Italia, La Gazzetta dello Sport, Gazzetta.it
    italian: Corriere dello Sport, Tuttosport, Il Resto del Carlino, La Nazione, Quotidiano Nazionale, QN, Today.it, Wired Italia
    italian: ANSA.it, LaStampa.it, Rainews.it, Il Messaggero.it, AGI.it
    nordic: NU.nl, De Telegraaf, AD, AD.nl, de Volkskrant, NRC, Trouw, Het Parool, NOS, RTL Nieuws, De Standaard, Het Laatste Nieuws
    nordic: HLN, VRT NWS, Nieuwsblad, Het Nieuwsblad, De Tijd, De Morgen, Dagens Nyheter, DN, DN.se, Svenska Dagbladet, SvD, Aftonbladet
    nordic: Expressen, SVT Nyheter, SVT, Sveriges Radio, Göteborgs-Posten, Sydsvenskan, Politiken, Berlingske, Jyllands-Posten, DR
    nordic: Ekstra Bladet, B.T., TV 2, TV2, Børsen, Aftenposten, VG, Dagbladet, NRK, E24, Helsingin Sanomat, HS.fi, Yle, Ilta-Sanomat
    nordic: Iltalehti, MTV Uutiset, RÚV, Morgunblaðið, mbl.is, Vísir
    central: Gazeta Wyborcza, Gazeta.pl, Wyborcza.pl, Rzeczpospolita, rp.pl, Onet, Onet.pl, WP, Wirtualna Polska, Interia, TVN24, TVP Info
    central: Polsat News, RMF24, RMF FM, Fakt, Super Express, Dziennik, Money.pl, Polityka, iDNES.cz, iDNES, Novinky.cz, Novinky
    central: Aktuálně.cz, Seznam Zprávy, ČT24, iROZHLAS, Deník, Hospodářské noviny, Lidovky.cz, Blesk, SME, sme.sk, Denník N, Pravda, aktuality.sk
    central: Index, Index.hu, Telex, Telex.hu, 444, HVG, hvg.hu, 24.hu, Magyar Nemzet, Népszava, Portfolio, Origo, HotNews, HotNews.ro
    central: Digi24, ProTV, Știrile ProTV, Adevărul, Libertatea, G4Media, Ziarul Financiar, Antena 3 CNN, Realitatea, Gândul, Evenimentul Zilei
    central: Jutarnji list, Večernji list, Index.hr, 24sata, Dnevnik, Delo, RTV Slovenija, N1, Blic, Politika, B92, Danas, Kurir, Večer
    slavic: Коммерсантъ, Ведомости, РБК, RBC, Известия, Российская газета, Газета.Ru, Лента.ру, Lenta.ru, Медуза, Новая газета
    slavic: Комсомольская правда, Московский комсомолец, МК, Фонтанка, Фонтанка.ру, НТВ, Вести, Вести.Ru, Первый канал, Forbes.ru, Русская служба Би-би-си
    slavic: Радио Свобода, Радіо Свобода, Эхо Москвы, Дождь, Взгляд, Регнум, REGNUM, Росбалт, URA.RU, АиФ, Спорт-Экспресс, Чемпионат
    slavic: Українська правда, Цензор.НЕТ, ЛІГА.net, Суспільне, Суспільне Новини, НВ, Гордон, ТСН, ТСН.ua, 24 Канал, Обозреватель, Главком, BBC News Україна
    slavic: Дневник, Капитал, Днес, 24 часа, Труд, БНТ, bTV, Нова, Mediapool, Вечер, ZERKALO.IO, Зеркало
    southeast: Η Καθημερινή, Καθημερινή, Το Βήμα, Τα Νέα, in.gr, Πρώτο Θέμα, Ναυτεμπορική, ΕΡΤ, ERTNews, SKAI, ΣΚΑΪ, CNN.gr, Newsbeast, iefimerida
    southeast: iefimerida.gr, Έθνος, Documento, ΑΠΕ-ΜΠΕ, Hürriyet, Milliyet, Sabah, Cumhuriyet, Sözcü, Habertürk, NTV, CNN Türk, CNN TÜRK, TRT Haber
    southeast: Yeni Şafak, BirGün, Evrensel, Diken, T24, Gazete Duvar, BBC News Türkçe, DW Türkçe, Ensonhaber, Haberler.com, Mynet, Star, Takvim, Akşam
    mideast: الجزيرة, الجزيرة نت, العربية, سكاي نيوز عربية, بي بي سي عربي, BBC News عربي, العربية نت, الشرق الأوسط, الحياة, الأهرام, اليوم السابع
    mideast: المصري اليوم, الشروق, الوطن, أخبار اليوم, القدس العربي, العربي الجديد, الخليج, البيان, الاتحاد, الإمارات اليوم, الرياض, عكاظ, سبق
    mideast: الوئام, الشرق, روسيا اليوم, RT Arabic, RT عربي, فرانس 24, DW عربية, CNN بالعربية, النهار, الأخبار, المنار, الميادين, هسبريس, الغد, الرأي
    mideast: بی‌بی‌سی فارسی, BBC News فارسی, صدای آمریکا, ایران اینترنشنال, رادیو فردا, همشهری, همشهری آنلاین, ایلنا, خبرآنلاین, تابناک, عصر ایران
    mideast: شرق, اعتماد, انتخاب, دنیای اقتصاد, باشگاه خبرنگاران جوان, خبرگزاری مهر, خبرگزاری فارس, خبرگزاری تسنیم, ایسنا, بی بی سی اردو, BBC News اردو, جنگ, جیو نیوز, ڈان نیوز
    mideast: ynet, וואלה, וואלה חדשות, mako, מאקו, N12, הארץ, גלובס, כלכליסט, TheMarker, דה מרקר, ישראל היום, מעריב, כאן, כאן חדשות, ערוץ 7, חדשות 13, סרוגים, כיכר השבת
    india: दैनिक भास्कर, Dainik Bhaskar, दैनिक जागरण, Jagran, Dainik Jagran, अमर उजाला, Amar Ujala, हिन्दुस्तान, हिंदुस्तान, Live Hindustan, आज तक, AajTak, Aaj Tak, एबीपी न्यूज़, ABP News, ABP Live
    india: एनडीटीवी इंडिया, NDTV India, नवभारत टाइम्स, Navbharat Times, जनसत्ता, पत्रिका, Zee News, ज़ी न्यूज़, BBC News हिंदी, BBC Hindi, बीबीसी हिंदी, News18 हिंदी, TV9 Bharatvarsh, India TV, Webdunia, लोकसत्ता, Loksatta
    india: লোকমত, लोकमत, Lokmat, सकाळ, Maharashtra Times, প্রথম আলো, Prothom Alo, আনন্দবাজার পত্রিকা, Anandabazar Patrika, কালের কণ্ঠ, যুগান্তর, সমকাল, ইত্তেফাক, বিডিনিউজ, BBC News বাংলা, বাংলা ট্রিবিউন
    india: তিনতন্তি, தினத்தந்தி, தினமலர், Dinamalar, தினமணி, தினகரன், இந்து தமிழ் திசை, விகடன், BBC News தமிழ், Oneindia Tamil, புதிய தலைமுறை, ఈనాడు, సాక్షి, ఆంధ్రజ్యోతి, മനോരമ, മാതൃഭൂമി, ಪ್ರಜಾವಾಣಿ, ವಿಜಯ ಕರ್ನಾಟಕ
    seasia: ไทยรัฐ, ไทยรัฐออนไลน์, Thairath, เดลินิวส์, มติชน, มติชนออนไลน์, ข่าวสด, คมชัดลึก, ผู้จัดการ, ผู้จัดการออนไลน์, กรุงเทพธุรกิจ, ประชาชาติธุรกิจ, โพสต์ทูเดย์, ไทยโพสต์, แนวหน้า, สยามรัฐ, Thai PBS, ไทยพีบีเอส, Sanook, สนุก, Kapook, ฐานเศรษฐกิจ, The Standard, ประชาไท, BBC News ไทย, Workpoint News, PPTV, Amarin TV
    seasia: Tuổi Trẻ, Tuổi Trẻ Online, Thanh Niên, Báo Thanh Niên, VietNamNet, Vietnamnet, Dân trí, Báo Dân trí, Zing, Znews, Lao Động, Người Lao Động, Tiền Phong, VTV, VTV News, VTC News, VOV, Nhân Dân, CafeF, Kenh14, Soha, BBC News Tiếng Việt, Pháp Luật
    seasia: Kompas, Kompas.com, KOMPAS.com, detikcom, detikNews, detik, Tribunnews, Tribunnews.com, Liputan6, Liputan6.com, CNN Indonesia, CNBC Indonesia, Tempo.co, Republika, Republika Online, Okezone, Sindonews, SINDOnews, Media Indonesia, Suara.com, Merdeka, Merdeka.com, JPNN, Kumparan, Antara News, ANTARA News, Harian Metro, Berita Harian, Sinar Harian, Utusan, Astro Awani, mStar, Bisnis.com, Viva, IDN Times
    korea: 조선일보, 중앙일보, 동아일보, 한겨레, 경향신문, 한국일보, 국민일보, 서울신문, 세계일보, 문화일보, 매일경제, 한국경제, 머니투데이, 이데일리, 아시아경제, 헤럴드경제, 파이낸셜뉴스, 서울경제, 전자신문, 디지털타임스, 아이뉴스24, 지디넷코리아, ZDNet Korea, 오마이뉴스, 프레시안, 노컷뉴스, 미디어오늘, 시사저널, 시사IN, 주간조선, 신동아, KBS, KBS 뉴스, MBC, MBC 뉴스, SBS, SBS 뉴스, JTBC, JTBC 뉴스, YTN, TV조선, 채널A, MBN, 연합뉴스TV, OSEN, 스포츠조선, 스포츠서울, 일간스포츠, 스타뉴스, 매일신문, 부산일보, 국제신문, 네이버뉴스, 다음뉴스, 블로터, 더팩트, 쿠키뉴스, 조선비즈, 뉴데일리, 데일리안, 위키트리, 인사이트, BBC News 코리아
    japan: 朝日新聞, 朝日新聞デジタル, 読売新聞, 読売新聞オンライン, 毎日新聞, 日本経済新聞, 日経, 日経電子版, 産経新聞, 産経ニュース, 東京新聞, 北海道新聞, 中日新聞, 西日本新聞, 河北新報, 中国新聞, 神戸新聞, 京都新聞, 沖縄タイムス, 琉球新報, NHKニュース, NHK NEWS WEB, TBS NEWS DIG, 日テレNEWS, FNNプライムオンライン, テレ朝NEWS, テレ朝news, ABEMA TIMES, Yahoo!ニュース, livedoor ニュース, ライブドアニュース, ITmedia, ITmedia NEWS, CNET Japan, 時事ドットコム, 47NEWS, ロイター, ブルームバーグ, AFPBB News, CNN.co.jp, BBCニュース, 東洋経済オンライン, ダイヤモンド・オンライン, 現代ビジネス, 文春オンライン, デイリー新潮, 日刊スポーツ, スポニチ, スポーツ報知, サンスポ, デイリースポーツ, オリコン, ORICON NEWS, nippon.com, 共同通信社, 時事通信社, 毎日新聞社, ハフポスト, ギズモード・ジャパン, Impress Watch
    japan: 朝日新聞社, 読売新聞社, Yahoo!ニュース オリジナル, NHK, 共同通信, 時事通信, 読売, 朝日, 毎日, 産経, テレビ朝日, 日本テレビ, フジテレビ, TBS, 中日スポーツ, 東京スポーツ, 信濃毎日新聞, 静岡新聞, 中国新聞デジタル, 南日本新聞, 福井新聞, 新潟日報, 山陽新聞, 熊本日日新聞
    china: 人民网, 人民日报, 人民日報, 央视, 央视网, 央视新闻, CCTV, 新浪, 新浪网, 新浪新闻, 新浪财经, 搜狐, 搜狐网, 网易, 网易新闻, 腾讯, 腾讯网, 腾讯新闻, 凤凰网, 凤凰新闻, 澎湃新闻, 澎湃, 界面新闻, 财新, 财新网, 第一财经, 21世纪经济报道, 经济观察报, 经济参考报, 证券时报, 上海证券报, 中国证券报, 每日经济新闻, 环球时报, 环球网, 光明日报, 光明网, 中国青年报, 中国日报, 北京日报, 北京青年报, 新京报, 解放日报, 文汇报, 新民晚报, 南方周末, 南方日报, 南方都市报, 羊城晚报, 广州日报, 深圳特区报, 钱江晚报, 浙江日报, 新华日报, 观察者网, 参考消息, 观察网, 东方财富网, 和讯网, 中国网, 中国经济网, 国际在线, 央广网, 36氪, 虎嗅, 虎嗅网, IT之家, 今日头条, 联合早报, 聯合早報, 早报, BBC News 中文, BBC中文, 美国之音, VOA Chinese, 自由亚洲电台, 德国之声, 法广, 法国国际广播电台, 纽约时报中文网, 华尔街日报, 路透, 路透社, 彭博, 彭博社, 法新社, 美联社, 多维新闻
    china: 聯合新聞網, 聯合報, 自由時報, 自由時報電子報, 中國時報, 中時新聞網, 中時電子報, 蘋果日報, ETtoday, ETtoday新聞雲, TVBS, TVBS新聞網, 三立新聞網, 民視新聞網, 東森新聞, 風傳媒, 中央通訊社, 中央社, 公視新聞網, 鏡週刊, 今日新聞, 經濟日報, 工商時報, 香港01, 明報, 明報新聞網, 東方日報, 星島日報, 信報, 大公報, 文匯報, 香港經濟日報, 頭條日報, on.cc東網, 東網, 香港電台, RTHK, NOW新聞, 有線新聞, 立場新聞, 眾新聞, 澳門日報, 星洲日报, 南洋商报, 中国报
    china: 中央社 CNA, 中央通訊社 CNA, 聯合新聞網 udn, 三立新聞網 SETN, 自由財經, 自由娛樂, 鏡新聞, 上報, 關鍵評論網, 太報, Yahoo奇摩新聞, Yahoo新聞, 新浪香港, 新浪科技, 新浪体育, 搜狐新闻, 中国日报网, 央视新闻客户端, 人民日报客户端, 新华社客户端, 北京商报, 时代周报, 红星新闻, 封面新闻, 极目新闻, 上观新闻, 大河网, 红网, 南方网
    word: Times, Post, Herald, News, Daily, Tribune, Gazette, Journal, Press, Chronicle, Observer, Telegraph, Guardian, Mirror
    word: Standard, Examiner, Courier, Star, Sentinel, Independent, Register, Dispatch, Bulletin, Record, Reporter, Inquirer, Globe
    word: Monitor, Review, Weekly, Today, Radio, TV, FM, Television, Broadcasting, Online, Media, Network, Newspaper, Newswire, Wire
    word: Advertiser, Argus, Echo, Enquirer, Banner, Beacon, Leader, Ledger, Messenger, Mercury, Patriot, Pioneer, Republic, Express
    word: Zeitung, Anzeiger, Rundschau, Nachrichten, Kurier, Bote, Tageblatt, Allgemeine, Presse, Rundfunk, Blatt, Morgenpost, Abendblatt
    word: Journal, Gazette, Dépêche, Courrier, Écho, Échos, Nouvelles, Matin, Soir, Quotidien, Radio, Télé, Hebdo, Presse, Tribune, Infos
    word: Diario, Periódico, Gaceta, Noticias, Prensa, Correo, Heraldo, Crónica, Voz, Mundo, Jornal, Diário, Folha, Gazeta, Notícias, Correio
    word: Estado, Giornale, Corriere, Gazzetta, Messaggero, Mattino, Quotidiano, Notizie, Nazione, Krant, Dagblad, Nieuwsblad, Courant, Bode
    word: Nieuws, Omroep, Tidning, Tidningen, Posten, Bladet, Nyheter, Allehanda, Tidende, Avis, Avisen, Folkeblad, Sanomat, Lehti, Uutiset
    word: Gazeta, Kurier, Dziennik, Głos, Wiadomości, Echo, Noviny, Deník, Listy, Zprávy, Hírlap, Napló, Ziarul, Gazeta, Jurnalul, Monitorul, Știri, Presa
    word: RTV, RTS, BBC, CNN, TVN, MTV, ITV, NRK, SVT, Blog, Wochenblatt, Agency, Агентство, Вести, Новости, Газета, Правда, Известия, Курьер, Вестник, Время
    word: Новини, Газета, Вісті, Пост, Кур'єр, Голос, Тиждень, Вестник, Телеграф, Труд, Νέα, Εφημερίδα, Ημερησία, Βήμα, Τύπος, Ελευθεροτυπία
    word: Gazetesi, Haber, Postası, Ajansı, Gündem, Ekspres, صحيفة, جريدة, أخبار, اليوم, الأخبار, وكالة, قناة, راديو, تلفزيون, نيوز, خبرگزاری, روزنامه, خبر, نیوز, עיתון, חדשות, רדיו, ידיעות, פוסט
    word: समाचार, न्यूज़, न्यूज, टाइम्स, दर्पण, पत्रिका, टीवी, वार्ता, পত্রিকা, বার্তা, সংবাদ, নিউজ, টাইমস, நாளிதழ், செய்தி, செய்திகள், நியூஸ், Báo, Tin, Đài, Harian, Kabar, Warta, Berita, Koran, Suara, Pos, Pikiran
    word: 신문, 일보, 뉴스, 방송, 통신
    ending: 일보, 신문, 뉴스, 방송, 통신, 타임스, 경제, 저널, 투데이, 新聞, 日報, 通信, 新報, ニュース, タイムス, タイムズ, テレビ, 放送, オンライン, 日报, 晚报, 晨报, 早报, 时报, 周刊, 周报, 商报, 都市报
    ending: 新闻网, 新闻, 通讯社, 卫视, 电视台, 广播, 网, 網, 快报, 晚報, 時報, 週刊, 通訊社, 電視, นิวส์, ออนไลน์, โพสต์, ไทม์ส
    """

  static let sections: StaticString = """
    // Names of sections: they go with an outlet's name, and say nothing of whose a feed is.
    world, national, nation, local, politics, business, economy, finance, money, markets, tech, technology, science, health
    sports, sport, football, soccer, entertainment, culture, arts, lifestyle, life, style, travel, food, environment, climate
    education, society, opinion, international, uk, us, usa, us & canada, europe, asia, africa, americas, middle east, china
    india, australia, news, latest, latest news, top stories, top news, headlines, home, home page, front page, all, all news, rss, feed
    feeds, breaking news, general, updates, stories, blog, english, en, international edition, weather, video, photos, region, regional, crime
    Politik, Wirtschaft, Sport, Kultur, Wissen, Wissenschaft, Panorama, Ausland, Inland, Gesellschaft, Reise, Digital, Netzwelt, Finanzen
    Regional, Lokales, Nachrichten, Startseite, Aktuell, Aktuelles, Schlagzeilen, Feuilleton, Auto, Gesundheit, Welt, Deutschland
    Politique, Économie, Société, Monde, Culture, Sciences, Santé, International, Faits divers, Actualités, Actualité, À la une, France
    Planète, Environnement, Régions, Sports, Tech, Accueil, Infos, Info
    Política, Economía, Sociedad, Mundo, Cultura, Deportes, Ciencia, Salud, Tecnología, Internacional, Nacional, España, Portada, Noticias
    Últimas noticias, Sucesos, Economia, Sociedade, Esportes, Desporto, Ciência, Saúde, Tecnologia, Brasil, Portugal, País, Notícias, Últimas
    Politica, Economia, Cronaca, Esteri, Interni, Mondo, Cultura, Spettacoli, Scienza, Salute, Tecnologia, Italia, Notizie, Ultime notizie
    Politiek, Economie, Binnenland, Buitenland, Cultuur, Wetenschap, Gezondheid, Nieuws, Algemeen, Voorpagina, Inrikes, Utrikes, Ekonomi
    Nöje, Kultur, Vetenskap, Nyheter, Indland, Udland, Innenriks, Utenriks, Økonomi, Politikk, Kotimaa, Ulkomaat, Talous, Urheilu, Kulttuuri, Uutiset
    Polityka, Gospodarka, Biznes, Kraj, Świat, Kultura, Nauka, Zdrowie, Wiadomości, Polska, Politika, Ekonomika, Domácí, Zahraniční, Svět, Zprávy
    Belföld, Külföld, Gazdaság, Kultúra, Tudomány, Politică, Economie, Social, Externe, Sănătate, Știri, Actualitate, Svijet, Hrvatska, Vijesti
    Политика, Экономика, Общество, В мире, Мир, Россия, Культура, Наука, Происшествия, Бизнес, Спорт, Технологии, Главное, Новости, Все новости
    Політика, Економіка, Суспільство, Світ, Україна, Культура, Наука, Події, Бізнес, Технології, Новини, Усі новини, Свят, България, Общество
    Πολιτική, Οικονομία, Κοινωνία, Κόσμος, Διεθνή, Ελλάδα, Αθλητικά, Πολιτισμός, Υγεία, Τεχνολογία, Ειδήσεις, Siyaset, Ekonomi, Dünya, Gündem, Spor
    Kültür, Sağlık, Teknoloji, Yaşam, Magazin, Eğitim, Türkiye, سياسة, اقتصاد, رياضة, عالم, العالم, ثقافة, صحة, تكنولوجيا, محليات, منوعات, أخبار, مجتمع, فن
    سیاسی, اقتصادی, ورزشی, اجتماعی, بین‌الملل, جهان, فرهنگی, ایران, אקטואליה, פוליטיקה, כלכלה, ספורט, בעולם, תרבות, בריאות, טכנולוגיה, חדשות, בארץ
    राजनीति, देश, दुनिया, विदेश, व्यापार, कारोबार, खेल, मनोरंजन, शिक्षा, स्वास्थ्य, राज्य, भारत, समाचार, রাজনীতি, অর্থনীতি, খেলা, বিনোদন, বিশ্ব, বাংলাদেশ, জাতীয়, আন্তর্জাতিক
    அரசியல், இந்தியா, உலகம், விளையாட்டு, தமிழகம், தமிழ்நாடு, வணிகம், การเมือง, เศรษฐกิจ, สังคม, กีฬา, บันเทิง, ต่างประเทศ, ข่าว, ทั่วไทย, อาชญากรรม, เทคโนโลยี
    Chính trị, Kinh tế, Xã hội, Thế giới, Thể thao, Giải trí, Giáo dục, Sức khỏe, Pháp luật, Công nghệ, Thời sự, Kinh doanh, Nasional, Internasional, Ekonomi, Bisnis, Olahraga, Hiburan, Politik, Dunia, Sukan
    정치, 경제, 사회, 국제, 문화, 스포츠, 연예, 산업, 금융, 증권, 부동산, 과학, IT, 생활, 북한, 세계, 전국, 지역, 오피니언, 전체, 최신기사, 헤드라인
    政治, 経済, 社会, 国際, 文化, スポーツ, 科学, 地域, 国内, 海外, エンタメ, 芸能, 暮らし, 医療, 教育, トップ, 主要, 新着, 総合, 経済総合, 话题, 国内新闻, 国际新闻, 时政, 要闻, 财经, 经济, 国际, 国内, 社会, 体育, 娱乐, 科技, 文化, 军事, 教育, 健康, 房产, 汽车, 首页, 滚动
    政治, 國際, 社會, 財經, 產經, 體育, 娛樂, 兩岸, 港聞, 中國, 生活, 地方, 即時, 焦點, 首頁
    """

  static let fillers: StaticString = """
    // Words at the end of an outlet's name that it is often written without.
    news, online, com, net, org, co, uk, us, website, site, digital, newspaper, tv, web, rss, feed, feeds, international
    nachrichten, actualités, actu, info, noticias, notícias, notizie, nieuws, nyheter, nyheder, uutiset, wiadomości
    zprávy, știri, haber, haberleri, новости, новини, νέα, أخبار, خبر, خبریں, חדשות, समाचार, न्यूज़, ข่าว, berita
    뉴스, 인터넷, 닷컴, ニュース, オンライン, デジタル, 新闻, 新聞網, 网, 網, 在线, 客户端, agency, newswire, wire
    """

  static let houseStyle: StaticString = """
    // Spellings of one thing. What stands before the colon replaces each variant; a variant may be a phrase.
    nkorea: n korea, n korean, north korea, north korean, nk, nkorea, nkorean, dprk
    nkoreas: n koreas, n koreans, north koreas, north koreans, nks, nkoreas, nkoreans
    skorea: s korea, s korean, south korea, south korean, sk, skorea, skorean, rok
    skoreas: s koreas, s koreans, south koreas, south koreans, sks, skoreas, skoreans
    us: united states, usa, u s, u s a, états unis, stati uniti, vereinigte staaten
    uk: united kingdom, u k
    eu: european union, e u, europäische union
    un: united nations, u n
    eeuu: estados unidos, eua
    onu: naciones unidas, nações unidas, nazioni unite, nations unies
    ue: unión europea, união europeia, unione europea, union européenne
    uae: united arab emirates
    dc: d c
    pm: prime minister
    vp: vice president
    govt: government, gov't
    intl: international, int'l
    natl: national, nat'l
    dept: department, dep't
    assn: association, assoc, ass'n
    univ: university
    secgen: secretary general, sec gen, sec'y gen
    adm: administration, admin
    approx: approximately
    vs: versus, v
    former: ex
    %: pct, pc, percent, per cent, percentage, p c
    %: prozent, procent, procenten, prosent, prosenttia, prosentti, prozente
    %: por ciento, por cento, per cento, pour cent, pourcent, percento, percentuale, por cien
    %: процент, процента, процентов, процентам, процентами, відсоток, відсотка, відсотків, процентные, процента, проценти
    %: procent, procenta, procentu, procenty, proc, százalék, la sută, posto, odstotek, odstotkov, odstotka, protsenti, procentus, procentų
    %: yüzde, faiz, τοις εκατό, في المئة, في المائة, بالمئة, بالمائة, درصد, فیصد, אחוז, אחוזים
    %: प्रतिशत, फीसदी, फ़ीसदी, परसेंट, टक्के, শতাংশ, சதவீதம், சதவிகிதம், శాతం, ശതമാനം, ಶೇಕಡಾ, ટકા, ਫੀਸਦੀ
    %: persen, peratus, phần trăm, porsyento, 퍼센트, 프로센트, パーセント, เปอร์เซ็นต์, ร้อยละ, 百分之
    %ra: százalékra
    %rol: százalékról
    %ot: százalékot
    %os: százalékos
    %kal: százalékkal
    %ban: százalékban
    %on: százalékon
    %a: százaléka
    p: 포인트
    million: mln, mn, mio, millones, millón, millions, millionen, milhões, milhão, milioni, milione, miljoen, miljoner, miljon, millioner, miljoonaa, miljoona
    million: milion, miliony, milionów, milionu, milionů, milión, milióny, miliónov, millió, milioane, milijun, milijuna, milijon, milijona, milijonov, milyon, juta
    million: млн, миллион, миллиона, миллионов, мільйон, мільйона, мільйони, мільйонів, милион, милиона, εκατ, εκατομμύρια, εκατομμύριο
    million: مليون, ملايين, میلیون, מיליון
    billion: bn, bln, billions
    trillion: tn, trn, trln, trillions, трлн, триллион, триллиона, триллионов, трильйон, трильйона, трильйонів
    milliard: mrd, mld, md, mds, milliarden, milliarde, milliards, miljard, miljarder, milliarder, miljardi, miljardia, miliardi, miliardo, miliard, miliardy
    milliard: miliardů, miliárd, miliarde, milliárd, milijarda, milijarde, milijardi, milijardu, milyar, miliar, mil millones
    milliard: млрд, миллиард, миллиарда, миллиардов, мільярд, мільярда, мільярди, мільярдів, милиард, милиарда, δισ, δισεκατομμύρια, δισεκατομμύριο
    milliard: مليار, مليارات, میلیارد, מיליארד
    thousand: тыс, тысяч, тысячи, тысяча, тис, тисяч, тисячі, тисяча, хил, хиляди, χιλ, χιλιάδες, tys, tysiąc, tysiące, tysięcy, tisíc, tisíce, tsd, tausend
    crore: cr, crores
    lakh: lac, lakhs, lacs
    km: kilometer, kilometers, kilometre, kilometres, kms
    kg: kilogram, kilograms, kilo, kilos, kgs
    kph: kmh, km h
    mph: miles per hour
    hr: hour, hours, hrs
    // Numbers in words, in all forms that stand before what they count. Left out is what is another word elsewhere, without
    // marks: fire, hat, het, lima, on, once, pet (pět), sex, to, uc (üç), dort (dört), ni, নয়, نه, שני.
    2: two, zwei, deux, dos, dois, duas, due, twee, två, dva, dvě, dvou, dve, dvaja, dvije, dvoje, dwa, dwie, dwoje, dwóch, kaksi, két, kettő, doi, două, iki, dua
    2: два, две, двое, двух, двама, двоје, дві, двоє, двох, δύο, δυο
    2: دو, שתי, दो, দুই, இரண்டு
    3: three, drei, trois, tres, três, tre, drie, tři, tří, tri, traja, trzy, trzech, kolme, három, trei, tiga
    3: три, трое, трёх, трима, троє, трьох, τρεις, τρία
    3: ثلاثة, ثلاث, سه, שלושה, שלוש, तीन, তিন, மூன்று
    4: four, vier, quatre, cuatro, quatro, quattro, fyra, čtyři, čtyř, štyri, štyria, četiri, štiri, cztery, czterech, neljä, négy, patru, empat
    4: четыре, четверо, четырёх, четири, чотири, чотирьох, τέσσερις, τέσσερα
    4: أربعة, أربع, چهار, ארבעה, ארבע, चार, চার, நான்கு
    5: five, fünf, cinq, cinco, cinque, vijf, fem, pěti, päť, pięć, pięciu, viisi, öt, cinci, beş
    5: пять, пятеро, пяти, пет, п'ять, п'ятеро, п'яти, πέντε
    5: خمسة, خمس, پنج, חמישה, חמש, पांच, पाँच, পাঁচ, ஐந்து
    6: six, sechs, seis, sei, zes, seks, šest, šesti, šesť, sześć, sześciu, kuusi, șase, altı, enam
    6: шесть, шестеро, шести, шест, шість, έξι
    6: ستة, ست, شش, שישה, שש, छह, ছয়
    7: seven, sieben, sept, siete, sete, sette, zeven, sju, syv, sedm, sedmi, sedem, sedam, siedem, siedmiu, seitsemän, șapte, yedi, tujuh
    7: семь, семеро, семи, седем, седам, сім, επτά, εφτά
    7: سبعة, سبع, هفت, שבעה, שבע, सात, সাত, ஏழு
    8: eight, acht, huit, ocho, oito, otto, åtta, åtte, otte, osm, osmi, osem, osam, osiem, ośmiu, kahdeksan, nyolc, opt, sekiz, delapan
    8: восемь, восьмеро, восьми, осем, осам, вісім, οκτώ, οχτώ
    8: ثمانية, ثماني, هشت, שמונה, आठ, আট, எட்டு
    9: nine, neun, neuf, nueve, nove, negen, nio, devět, devíti, deväť, devet, dziewięć, dziewięciu, yhdeksän, kilenc, nouă, dokuz, sembilan
    9: девять, девяти, девет, дев'ять, дев'яти, εννέα, εννιά
    9: تسعة, تسع, תשעה, תשע, नौ, ஒன்பது
    10: ten, zehn, dix, diez, dez, dieci, tien, tio, ti, deset, deseti, desať, dziesięć, dziesięciu, kymmenen, tíz, zece, sepuluh
    10: десять, десяти, десет, δέκα
    10: عشرة, עשרה, עשר, दस, দশ, பத்து
    11: eleven, elf, onze, undici, elva, elleve, jedenáct, jedenásť, jedanaest, enajst, jedenaście, jedenastu, tizenegy, sebelas
    11: одиннадцать, одинадцять, единадесет, έντεκα
    11: یازده, ग्यारह
    12: twelve, zwölf, douze, doce, doze, dodici, twaalf, tolv, dvanáct, dvanásť, dvanaest, dvanajst, dwanaście, dwunastu, tizenkét, tizenkettő
    12: двенадцать, дванадцять, дванадесет, δώδεκα
    12: دوازده, बारह
    1st: first
    2nd: second
    3rd: third
    4th: fourth
    5th: fifth
    6th: sixth
    7th: seventh
    8th: eighth
    9th: ninth
    10th: tenth
    2e: deuxième, tweede
    3e: troisième, derde
    4e: quatrième, vierde
    5e: cinquième, vijfde
    6e: sixième, zesde
    7e: septième, zevende
    8e: huitième, achtste
    9e: neuvième, negende
    10e: dixième, tiende
    jan: january
    feb: february
    mar: march
    apr: april
    jun: june
    jul: july
    aug: august
    sep: september, sept.
    oct: october
    nov: november
    dec: december
    mon: monday
    tue: tuesday, tues
    wed: wednesday, weds
    thu: thursday, thurs, thur
    fri: friday
    sat: saturday
    sun: sunday
    dr: doctor
    prof: professor
    sen: senator
    pres: president
    rep: representative
    rev: reverend
    maj: major
    col: colonel
    cpl: corporal
    cmdr: commander
    gov: governor
    gen: general
    lt: lieutenant
    capt: captain
    sgt: sergeant
    st: saint
    mt: mount
    ft: fort
    okay: ok
    protester: protestor
    protesters: protestors
    color: colour
    colors: colours
    labor: labour
    honor: honour
    tumor: tumour
    center: centre
    centers: centres
    theater: theatre
    theaters: theatres
    meter: metre
    meters: metres
    liter: litre
    liters: litres
    fiber: fibre
    defense: defence
    offense: offence
    license: licence
    pretense: pretence
    practice: practise
    gray: grey
    tire: tyre
    tires: tyres
    plow: plough
    check: cheque
    checks: cheques
    aluminum: aluminium
    program: programme
    programs: programmes
    curb: kerb
    airplane: aeroplane
    skeptic: sceptic
    skeptics: sceptics
    skeptical: sceptical
    mold: mould
    pajamas: pyjamas
    enroll: enrol
    fulfill: fulfil
    installment: instalment
    installments: instalments
    judgment: judgement
    aging: ageing
    pediatric: paediatric
    orthopedic: orthopaedic
    fetus: foetus
    anemia: anaemia
    leukemia: leukaemia
    hemorrhage: haemorrhage
    maneuver: manoeuvre
    maneuvers: manoeuvres
    catalog: catalogue
    dialog: dialogue
    dialogs: dialogues
    analog: analogue
    canceled: cancelled
    canceling: cancelling
    signaled: signalled
    signaling: signalling
    totaled: totalled
    dialed: dialled
    marvelous: marvellous
    jewelry: jewellery
    traveler: traveller
    travelers: travellers
    counselor: counsellor
    sulfur: sulphur
    whiskey: whisky
    ax: axe
    donut: doughnut
    yogurt: yoghurt
    omelet: omelette
    artifact: artefact
    artifacts: artefacts
    mom: mum
    toward: towards
    afterward: afterwards
    among: amongst
    while: whilst
    kyiv: kiev
    zelensky: zelenskyy, zelenskiy
    hezbollah: hizbollah, hizbullah, hezbullah
    houthi: huthi
    houthis: huthis
    alqaeda: al qaida, al qaeda, alqaida
    chernobyl: chornobyl
    quran: koran
    ramadan: ramadhan
    odesa: odessa
    kharkiv: kharkov
    lviv: lvov
    turkiye: turkey
    czechia: czech republic
    mideast: middle east
    website: web site
    nonprofit: non profit
    policymaker: policy maker
    lawmaker: law maker
    healthcare: health care
    childcare: child care
    smartphone: smart phone
    ecommerce: e commerce
    adviser: advisor
    bps: basis points, basis point
    ₹: rs, inr, rupees, रुपये, रुपए, रु
    €: euro, euros, eur, evro, евро, євро, ευρώ, יורו, يورو, یورو
    ₽: руб, рубль, рубля, рублей
    ₴: грн, гривня, гривні, гривень
    zl: złoty, złote, złotych, pln
    kc: koruna, koruny, korun, czk
    kr: krona, kronor, krone, kroner
    ₺: tl, lira
    """

  static let columns: StaticString = """
    // The vocabulary of columns that recur under one name. A title of (almost) nothing else needs more than an equal title.
    // function words
    the, a, an, of, for, to, in, on, and, at, from, by, this, your, our, with, is, as, it, what, who, how, s
    der, die, das, des, den, dem, am, im, vom, zum, zur, für, und, in, von, was, wie, diese, dieser
    le, la, les, l, du, de, des, d, et, en, au, aux, à, ce, cette, pour, sur
    el, los, las, del, y, e, un, una, para, hoy, este, esta, o, os, as, do, da, dos, das, no, na, hoje
    il, lo, gli, di, della, del, dei, delle, oggi, i, het, een, van, voor, dit, deze, och, för, av, i, og, til
    ja, na, z, w, dnia, dnes, ma, mai, și, στο, του, της, σήμερα, ο, η, το, в, на, и, за, к, по, о, у, та, до, сьогодні, сегодня, bugün, günün, ve
    // time
    today, todays, tonight, tomorrow, yesterday, daily, weekly, monthly, quarterly, yearly, annual, hourly, nightly, morning, midday, noon, afternoon
    evening, night, weekend, week, month, year, day, days, hour, hours, now, date, monday, tuesday, wednesday, thursday, friday, saturday, sunday
    january, february, march, april, may, june, july, august, september, october, november, december, jan, feb, mar, apr, jun, jul, aug, sep, sept
    oct, nov, dec, mon, tue, wed, thu, fri, sat, sun, spring, summer, autumn, fall, winter, am, pm, quarter
    heute, morgen, gestern, tag, tages, woche, wochenende, monat, jahr, morgens, mittag, abend, nacht, täglich, wöchentlich, aktuell, montag, dienstag
    mittwoch, donnerstag, freitag, samstag, sonntag, aujourd'hui, demain, hier, jour, jours, semaine, mois, année, matin, midi, soir, nuit, lundi, mardi
    mercredi, jeudi, vendredi, samedi, dimanche, mañana, ayer, día, días, semana, mes, año, tarde, noche, lunes, martes, miércoles, jueves, viernes
    sábado, domingo, amanhã, ontem, dia, mês, ano, manhã, noite, segunda, terça, quarta, quinta, sexta, domani, ieri, giorno, settimana, mese, anno
    mattina, sera, vandaag, morgen, dag, week, maand, ochtend, avond, idag, imorgon, vecka, dagens, dziś, dzisiaj, jutro, dzień, tydzień, день, дня, неделя
    недели, месяц, утро, вечер, сутки, тиждень, тижня, ранок, вечір, اليوم, غدا, أمس, أسبوع, الأسبوع, صباح, مساء, امروز, فردا, هفته, היום, מחר, השבוע, शुक्रवार
    आज, आज का, कल, सप्ताह, দিন, আজ, আজকের, আজকে, இன்று, இன்றைய, நாளை, วันนี้, พรุ่งนี้, hôm, nay, ngày, mai, hari, ini, besok, pekan, minggu, 오늘의, 오늘, 내일, 이번, 주간, 아침, 저녁, 출근길, 퇴근길
    // subjects
    news, summary, summaries, editorial, editorials, briefing, brief, briefs, roundup, recap, digest, review, bulletin, headlines, headline, update, updates
    report, reports, edition, index, newsletter, podcast, episode, links, reading, reads, read, picks, list, notes, diary, log, journal, calendar, agenda, schedule
    events, listings, guide, program, programme, lineup, line, weather, forecast, forecasts, outlook, temperature, temperatures, rain, radar, conditions, pollen, tide, tides, surf, sunrise
    sunset, moon, uv, air, quality, aqi, traffic, commute, road, roads, closures, transit, trains, delays, service, status, incident, incidents, maintenance, scheduled, outage, outages, degraded, performance
    power, map, elevated, error, errors, rates, rate, api, latency, crossword, sudoku, puzzle, puzzles, quiz, wordle, hints, hint, answer, answers, solution, chess, horoscope, horoscopes, tarot, cartoon, comic, comics, joke
    lottery, lotto, powerball, mega, millions, numbers, winning, results, drawing, drawn, draw, jackpot, obituaries, obituary, deaths, births, marriages, marriage, licenses, licences, funeral, notices, notice, public, legal, classifieds, auction, auctions
    police, blotter, arrests, crime, court, docket, jail, fire, calls, dispatch, restaurant, inspections, inspection, property, transfers, real, estate, permits, menu, menus, recipe, recipes, cooking, song, word, quote, photo, photos, picture, video, videos
    letters, letter, editor, opinion, column, open, thread, discussion, ask, anything, comments, community, corrections, clarifications, correction, watch, tv, television, radio, listen, streaming, movies, film, films, books, bestsellers, music, concert
    scores, scoreboard, standings, fixtures, results, box, score, matches, games, sports, sport, football, basketball, baseball, hockey, soccer, cricket, injury, transfer, rumours, rumors, gossip, odds, predictions, picks
    markets, market, stocks, stock, shares, share, prices, price, exchange, currency, currencies, mortgage, gold, silver, oil, gas, gasoline, fuel, crude, bitcoin, crypto, commodities, bonds, yields, opening, closing, close, opens, closes, index, indices
    transaction, transactions, own, holding, holdings, holder, director, directors, pdmr, dealing, dealings, agm, result, total, voting, rights, net, asset, value, nav, form, disclosure, block, listing, application, notification, major, statement, trading, buyback, repurchase, dividend, appointment
    press, conference, spokesperson, spokesman, foreign, ministry, regular, remarks, readout, call, phone, transcript, minister, president, meeting, minutes, council, board, statement, deals, deal, discount, coupons, sale, jobs, hiring, vacancies, job, trailer, season, happy, new, year, merry, christmas, easter, history, local
    covid, cases, coronavirus, vaccination, data, statistics, figures, kids, family, pets, garden, gardener, questions, answered, stories, story, top, most, popular, best, things, know, need, big, quick, hits, links, five, ten, 10, 5, minutes, live, blog, special, free, members, subscribers
    wetter, vorhersage, wetterbericht, nachrichten, überblick, schlagzeilen, verkehr, verkehrsmeldungen, stau, blitzer, lottozahlen, lotto, horoskop, kreuzworträtsel, rätsel, todesanzeigen, traueranzeigen, leserbriefe, termine, veranstaltungen, börse, aktien, kurse, dax, tv-programm, tipps, polizeibericht, polizeimeldungen, spieltag, ergebnisse, tabelle, rezept
    météo, prévisions, horoscope, journal, actualité, actualités, infos, info, titres, essentiel, carnet, agenda, programme, télé, recette, mots, croisés, loto, résultats, tirage, trafic, circulation, bourse, marchés, revue, presse, culturel, citation, avis, décès, heures, nécrologie, retenir, faut
    tiempo, pronóstico, previsión, noticias, boletín, titulares, horóscopo, farmacias, guardia, lotería, resultados, sorteo, bolsa, dólar, cotización, precio, luz, gasolina, agenda, cartelera, esquelas, efemérides, santoral, crucigrama, receta, tráfico, portadas, prensa, resumen, conocer, debes, programación
    previsão, tempo, notícias, boletim, manchetes, horóscopo, loteria, sorteio, trânsito, cotação, receita, obituário, jogos, meteo, previsioni, oroscopo, notizie, rassegna, stampa, estrazioni, lotto, superenalotto, necrologi, farmacie, turno, borsa, ricetta, traffico, programmi, almanacco, santo, weer, weerbericht, weersverwachting, files, moment, nieuws, overzicht, puzzel, beurs, familieberichten, uitslagen
    väder, vädret, trafikläget, trafik, nyheter, nyhetssvep, dödsannonser, korsord, resultat, børsen, vejret, været, sää, uutiset, pogoda, prognoza, pogody, wiadomości, horoskop, kalendarium, lotto, wyniki, losowania, kursy, walut, giełda, program, nekrologi, utrudnienia, počasí, předpověď, horoskop, svátek, időjárás, hírek, horoszkóp, árfolyam, vremea, știri, horoscop, curs, valutar, cursul, știrile, zilei
    καιρός, πρόγνωση, εορτολόγιο, ζώδια, ειδήσεις, πρωτοσέλιδα, φαρμακεία, εφημερεύοντα, κλήρωση, τζόκερ, погода, прогноз, погоды, погоди, новости, новини, главные, головні, коротко, итоги, підсумки, гороскоп, анекдот, курс, доллара, евро, гривны, гривні, рубля, валют, валюты, валюти, пробки, календарь, праздники, афиша, дайджест, обзор, события, событиях, часу, этому, сводка
    hava, durumu, burç, yorumları, nöbetçi, eczaneler, döviz, kurları, altın, fiyatları, haberler, gazete, manşetleri, çekiliş, sonuçları, namaz, vakitleri, الطقس, حالة, طقس, توقعات, أسعار, سعر, الذهب, الدولار, العملات, صرف, حظك, الأبراج, برجك, نشرة, أخبار, الأخبار, موجز, مواقيت, الصلاة, مواعيد, مباريات, وفيات, آب, هوا, وضعیت, قیمت, دلار, طلا, سکه, ارز, نرخ, اخبار, فال, اوقات, شرعی, فہرست
    מזג, האוויר, תחזית, הורוסקופ, חדשות, כותרות, לוטו, תוצאות, שער, מוסף, תשבץ, मौसम, का, हाल, राशिफल, पंचांग, सोने, चांदी, भाव, पेट्रोल, डीजल, के, दाम, समाचार, ख़बरें, खबरें, सुर्खियां, मुख्य, की, আবহাওয়া, রাশিফল, খবর, সংবাদ, শিরোনাম, সময়সূচি, நிலவரம், வானிலை, ராசிபலன், ராசி, பலன், தங்கம், விலை, செய்திகள், தலைப்புச்
    thời, tiết, dự, báo, giá, vàng, xăng, tỷ, tử, vi, xổ, số, kết, quả, lịch, thi, đấu, tin, tức, bản, điểm, prakiraan, cuaca, berita, jadwal, sholat, salat, imsakiyah, harga, emas, kurs, rupiah, zodiak, ramalan, sim, keliling, acara, tv, lokasi, buka, puasa
    날씨, 운세, 오늘의운세, 뉴스, 헤드라인, 주요뉴스, 주요, 부고, 인사, 동정, 일정, 신문, 사설, 요약, 교통정보, 미세먼지, 예보, 환율, 시세, 증시, 코스피, 편성표, 단신, 브리핑, 표, 포토, 만평, 바둑, 로또, 당첨번호, 순매수, 상위, 외국인, 마감
    พยากรณ์อากาศวันนี้, ผลสลากกินแบ่ง, ดวงวันนี้, ราคาทองวันนี้
    clue, clues, edition, editions, clues, solutions, minicrossword, connections, strands, spelling, bee, kenken, kakuro, bridge
    por, horas, hora, luz, hoje, hora a hora, kWh, gasóleo, gasolineras, barata, baratas, cuándo, dónde, juega, partidos, televisados
    ne, kadar, oldu, nasıl, olacak, kaç, tl, lira, gram, çeyrek, yarın, bugünkü, akaryakıt, benzin, motorin, maç, maçlar, kanalda, saat, kaçta
    hôm nay, ngày mai, dự báo, thời tiết, cung hoàng đạo, con giáp, tuổi, trực tiếp bóng đá, tỷ giá, ngoại tệ, đô la, usd, tuần này
    // months and days of the week, as dates have them
    januar, jänner, februar, märz, mai, juni, juli, oktober, dezember, sonnabend, janvier, février, mars, avril, juin, juillet, août, septembre, octobre, novembre, décembre
    enero, febrero, marzo, abril, mayo, junio, julio, agosto, septiembre, octubre, noviembre, diciembre, janeiro, fevereiro, março, maio, junho, julho, setembro, outubro, novembro, dezembro
    gennaio, febbraio, aprile, maggio, giugno, luglio, settembre, ottobre, dicembre, lunedì, martedì, mercoledì, giovedì, venerdì, sabato, domenica, feira
    januari, februari, maart, mei, augustus, maandag, dinsdag, woensdag, donderdag, vrijdag, zaterdag, zondag, augusti, måndag, tisdag, onsdag, torsdag, fredag, lördag, söndag, lørdag, søndag, mandag, tirsdag
    tammikuuta, helmikuuta, maaliskuuta, huhtikuuta, toukokuuta, kesäkuuta, heinäkuuta, elokuuta, syyskuuta, lokakuuta, marraskuuta, joulukuuta, maanantai, tiistai, keskiviikko, torstai, perjantai, lauantai, sunnuntai
    stycznia, lutego, marca, kwietnia, maja, czerwca, lipca, sierpnia, września, października, listopada, grudnia, poniedziałek, wtorek, środa, środę, czwartek, piątek, sobota, sobotę, niedziela, niedzielę
    ledna, února, března, dubna, května, června, července, srpna, září, října, listopadu, prosince, pondělí, úterý, středa, středu, čtvrtek, pátek, sobotu, neděle, neděli, januára, februára, apríla, mája, júna, júla, augusta, októbra
    január, február, március, április, május, június, július, augusztus, szeptember, október, hétfő, kedd, szerda, csütörtök, péntek, szombat, vasárnap, ianuarie, februarie, martie, aprilie, iunie, iulie, septembrie, octombrie, noiembrie, decembrie, luni, marți, miercuri, joi, vineri, sâmbătă, duminică
    января, февраля, марта, апреля, мая, июня, июля, августа, сентября, октября, ноября, декабря, понедельник, вторник, среда, среду, четверг, пятница, пятницу, суббота, субботу, воскресенье, года
    січня, лютого, березня, квітня, травня, червня, липня, серпня, вересня, жовтня, листопада, грудня, понеділок, вівторок, середа, середу, четвер, п'ятниця, п'ятницю, субота, суботу, неділя, неділю, року
    януари, февруари, март, април, май, юни, юли, август, септември, октомври, ноември, декември, понеделник, сряда, четвъртък, петък, събота, днес, утре
    ιανουαρίου, φεβρουαρίου, μαρτίου, απριλίου, μαΐου, ιουνίου, ιουλίου, αυγούστου, σεπτεμβρίου, οκτωβρίου, νοεμβρίου, δεκεμβρίου, δευτέρα, τρίτη, τετάρτη, πέμπτη, παρασκευή, σάββατο, κυριακή, αύριο
    ocak, şubat, mart, nisan, mayıs, haziran, temmuz, ağustos, eylül, ekim, kasım, aralık, pazartesi, salı, çarşamba, perşembe, cuma, cumartesi, pazar
    يناير, فبراير, مارس, أبريل, مايو, يونيو, يوليو, أغسطس, سبتمبر, أكتوبر, نوفمبر, ديسمبر, الاثنين, الثلاثاء, الأربعاء, الخميس, الجمعة, السبت, الأحد, فروردین, اردیبهشت, خرداد, تیر, مرداد, شهریور, مهر, آبان, آذر, دی, بهمن, اسفند
    ינואר, פברואר, מרץ, אפריל, מאי, יוני, יולי, אוגוסט, ספטמבר, אוקטובר, נובמבר, דצמבר, जनवरी, फरवरी, मार्च, अप्रैल, मई, जून, जुलाई, अगस्त, सितंबर, अक्टूबर, नवंबर, दिसंबर, सोमवार, मंगलवार, बुधवार, गुरुवार, शनिवार, रविवार
    januari, maret, agustus, desember, senin, selasa, rabu, kamis, jumat, sabtu, siječnja, veljače, ožujka, travnja, svibnja, lipnja, srpnja, kolovoza, rujna, listopada, studenoga, prosinca, danas, sutra
    // stars, days to remember, roads and shores
    zodiac, sign, signs, star, stars, aries, taurus, gemini, leo, virgo, libra, scorpio, sagittarius, capricorn, aquarius, pisces, holiday, holidays, tide, tidal, times, surf, snapshot, expect, moving, happened, history, birthdays, trivia, saint, prayer, gospel, verse
    sternzeichen, kalenderblatt, geschah, feiertage, blitzer, geblitzt, wird, hier, tipp, tageshoroskop, signe, signes, astro, éphéméride, saint, fête, fêtes, férié, signo, signos, efeméride, santo, feriado, todos, os, previsões, predicciones, segno, segni, per, almanacco, onomastico, santi
    zodiaku, znak, znaki, imieniny, święto, znamení, jmeniny, csillagjegy, névnap, ünnep, zodia, zodii, sfânt, sărbătoare, знак, знаков, зодиака, знаки, праздник, праздники, какой, какая, именины, знаків, зодіаку, свято, яке, іменини, прикмети, приметы, празник
    ζώδιο, ζωδίων, γιορτάζει, γιορτή, burcu, burçlar, bayram, günlük, برج, الأبراج, عيد, فال, مناسبت, מזלות, מזל, חג, राशि, व्रत, त्योहार, horoskop, zodiak, bintang, znaka, blagdan, imendan
    """

  static let decisive: StaticString = """
    // Words that decide what a headline says: two that differ in one of them are not alike (similar_to).
    // contraries
    not, no, never, none, nobody, nothing, nor, without, cannot, cant, wont, dont, doesnt, didnt, isnt, arent, wasnt, werent, hasnt, havent, hadnt
    wouldnt, shouldnt, couldnt, fails, failed, denies, denied
    nicht, kein, keine, keinen, keiner, keinem, keines, nie, niemals, niemand, nichts, ohne, weder
    pas, ne, n, non, jamais, aucun, aucune, rien, personne, sans, ni
    nunca, jamás, nadie, nada, sin, ningún, ninguna, não, nem, sem, nenhum, nenhuma, mai, nessuno, nessuna, senza, né
    niet, geen, nooit, zonder, inte, ingen, inga, utan, ikke, uden, uten, aldrig, aldri, ei, eivät
    nie, bez, nikt, žádný, bez, nu, fără, değil, yok, tidak, bukan, tanpa, không, chưa, chẳng, δεν, όχι, μη, χωρίς
    не, нет, ни, без, никогда, ні, немає
    لا, لم, لن, ليس, ليست, بدون, دون, غير, نه, نیست, بدون, לא, אין, ללא, בלי, אינו
    नहीं, न, बिना, না, নয়, இல்லை, ไม่, 不, 未, 非, 无, 無, 没, 沒, 勿, 否, 안, 못, 않, 없
    // numbers
    zero, first, second, third, fourth, fifth, sixth, seventh, eighth, ninth, tenth, thirteen, fourteen, fifteen, sixteen, seventeen, eighteen, nineteen
    one, two, three, four, five, six, seven, eight, nine, ten, eleven, twelve
    twenty, thirty, forty, fifty, sixty, seventy, eighty, ninety, hundred, hundreds, thousand, thousands, million, millions, billion, billions, trillion
    trillions, dozen, dozens, half, quarter, double, triple, once, twice, both, mln, bn, tn, m, k
    null, eins, ein, zwei, drei, vier, fünf, sechs, sieben, acht, neun, zehn, elf, zwölf, dreizehn, zwanzig, dreißig, vierzig, fünfzig, hundert
    tausend, tausende, millionen, milliarde, milliarden, erste, ersten, erster, zweite, zweiten, zweiter, dritte, dritten, dritter, vierte, fünfte, halbe
    un, une, deux, trois, quatre, cinq, sept, huit, neuf, dix, onze, douze, vingt, trente, quarante, cinquante, cent, cents, mille, milliers
    milliard, milliards, premier, première, deuxième, troisième, quatrième, moitié
    dos, tres, cuatro, cinco, seis, siete, ocho, nueve, diez, veinte, treinta, cien, ciento, cientos, mil, miles, millón, millones, primer, primera
    primero, segundo, segunda, tercero, tercera, tercer, cuarto, mitad
    dois, duas, três, quatro, sete, oito, nove, dez, vinte, cem, milhão, milhões, bilhão, bilhões, primeiro, primeira, terceiro, terceira, metade
    due, tre, quattro, cinque, sei, sette, otto, dieci, venti, cento, mila, milione, milioni, miliardo, miliardi, primo, prima, secondo, terzo, terza
    twee, drie, vijf, zes, zeven, acht, negen, tien, miljoen, miljard, två, fyra, fem, sju, åtta, nio, tio, miljoner, miljarder, millioner, milliarder
    один, одна, два, две, три, четыре, пять, шесть, семь, восемь, девять, десять, сто, тысяча, тысячи, тысяч, миллион, миллиона, миллионов, миллиард
    миллиарда, миллиардов, первый, первая, второй, вторая, третий, третья, дві, чотири, п'ять, тисяч, тисячі, мільйон, мільйонів, мільярд, мільярдів
    tysiąc, tysięcy, milion, miliony, milionów, miliard, miliardów, dwa, dwie, trzy, cztery, bin, milyon, milyar, iki, üç, dört, beş, dua, tiga, empat
    lima, ribu, juta, miliar, triliun, hai, ba, bốn, năm, sáu, bảy, tám, chín, mười, trăm, nghìn, ngàn, triệu, tỷ
    واحد, اثنين, ثلاثة, ثلاث, أربعة, أربع, خمسة, خمس, ستة, سبعة, ثمانية, تسعة, عشرة, مئة, مائة, ألف, آلاف, مليون, ملايين, مليار, الأول, الأولى, الثاني, الثانية, الثالث
    دو, سه, چهار, پنج, شش, هفت, هشت, نه, ده, صد, هزار, میلیون, میلیارد, אחד, אחת, שני, שתי, שלושה, שלוש, ארבעה, חמישה, מאה, אלף, אלפי, מיליון, מיליארד
    एक, दो, तीन, चार, पांच, छह, सात, आठ, नौ, दस, सौ, हजार, लाख, करोड़, দুই, তিন, চার, পাঁচ, হাজার, লাখ, কোটি, இரண்டு, மூன்று
    〇, 零, 一, 二, 三, 四, 五, 六, 七, 八, 九, 十, 百, 千, 万, 萬, 亿, 億, 兆, 两, 兩, 半, 几, 数, 첫, 두, 세, 네, 한, 하나, 둘, 셋, 넷, 다섯, 만, 천, 백, 억, 조
    // days and months, also as house style writes them
    mon, tue, wed, thu, fri, sat, sun, monday, tuesday, wednesday, thursday, friday, saturday, sunday, today, tomorrow, yesterday, tonight
    jan, feb, mar, apr, may, jun, jul, aug, sep, oct, nov, dec, january, february, march, april, june, july, august, september, october, november, december
    montag, dienstag, mittwoch, donnerstag, freitag, samstag, sonnabend, sonntag, heute, morgen, gestern, januar, februar, märz, mai, juni, juli, oktober
    dezember, lundi, mardi, mercredi, jeudi, vendredi, samedi, dimanche, janvier, février, mars, avril, juin, juillet, août, septembre, octobre, novembre
    décembre, lunes, martes, miércoles, jueves, viernes, sábado, domingo, enero, febrero, marzo, abril, mayo, junio, julio, agosto, septiembre, octubre
    noviembre, diciembre, janeiro, fevereiro, março, maio, junho, julho, setembro, outubro, novembro, dezembro, terça, quarta, quinta, sexta
    lunedì, martedì, mercoledì, giovedì, venerdì, sabato, domenica, gennaio, febbraio, aprile, maggio, giugno, luglio, settembre, ottobre, dicembre
    понедельник, вторник, среду, среда, четверг, пятницу, пятница, субботу, суббота, воскресенье, января, февраля, марта, апреля, мая, июня, июля, августа
    сентября, октября, ноября, декабря, понеділок, вівторок, середу, п'ятницю, суботу, неділю
    """
}
