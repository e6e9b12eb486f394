"""Headlines and texts for the simulated month, combined from word lists of our own.

Each language has subjects, predicates and tails, and syllables for invented names: enough combinations that two
stories are never alike by accident. `Writer.headline` checks that too: it never gives the same letters twice, nor
the same first forty.
"""


def names(first, second):
    return [a + b for a in first for b in second]


LANGUAGES = {
    "en": {
        "names": names(
            "Har Dun Tav Bel Mor Kes Lin Osk Pel Ruv Sal Thor Ul Ver Wes Yar Zel Bran Cor Fen".split(),
            "vel more esh ford wick holm ava ston mere dale grad nes ria by mouth".split()),
        "subjects": ["{n} council", "{n} police", "Fishermen of {n}", "{n} airport", "Teachers in {n}",
                     "The mayor of {n}", "{n} Steel", "Museum in {n}", "{n} hospital", "Farmers near {n}",
                     "Students from {n}", "{n} railway", "Port of {n}", "Judges in {n}", "{n} theater",
                     "Dockworkers at {n}", "{n} fire brigade", "Divers off {n}", "North Korea's {n} works",
                     "South Korea's {n} group"],
        "predicates": ["approves tram line to {m}", "rejects plan for second bridge at {m}",
                       "finds Roman coins under {m} market", "cuts night shifts by 12 percent at {m}",
                       "opens three shelters and a kitchen in {m}", "loses appeal over {m} harbor fees",
                       "asks government for help with {m} flood wall", "sells 5 million shares in {m} brewery",
                       "calls 'reckless' the dredging of {m} bay", "returns stolen altar to {m} chapel",
                       "moves its color archive to {m}", "bans scooters from {m} center",
                       "warns of thin ice on {m} lake", "elects first woman as head of {m} guild",
                       "stops work on {m} tunnel", "buys two ferries from {m} yard",
                       "counts fewer swallows along {m} canal", "tests new sirens and lamps in {m}",
                       "drops charges against {m} baker", "extends lease of {m} observatory"],
        "tails": ["after third vote", "despite heavy rain", "as costs rise 8 percent", "before spring festival",
                  "for the first time since the war", "following six weeks of talks", "to save the last orchard",
                  "while residents wait for answers", "ahead of regional ballot", "in a surprise decision",
                  "over missing paperwork", "with help from volunteers", "under pressure from lenders",
                  "at the end of a long trial", "once the snow has melted", "because of cracks in the pillars"],
        "sentences": ["{n} had been waiting for the decision since last autumn, a spokesman said",
                      "Work at {m} will begin as soon as the papers are signed by both sides",
                      "Nobody in {n} was hurt, but the road to {m} stayed closed until the evening",
                      "The report names {k} failings and asks {n} for an answer within a month",
                      "About {k} people came to the square of {m} to hear the result",
                      "{n} and {m} have shared the costs of the building for {k} years"],
        "dateline": "{N}, March {d} ({a}) -- ",
    },
    "ko": {
        "names": names("가 나 다 라 마 바 사 아 자 차 하 고 노 도 모 보 소 오".split(), "람 루 온 림 솔 름 원 천 평 주 산 진".split()),
        "subjects": ["{n}시의회", "{n}경찰서", "{n}공항", "{n}대학교 학생들", "{n}항만공사", "{n}군청", "{n}시립병원", "{n}어민회",
                     "{n}소방본부", "{n}철도노조"],
        "predicates": ["{m} 도심 전차 노선 건설안 승인", "{m} 다리 보수 공사 전면 중단", "{m} 시장 지하에서 옛 동전 무더기 발견",
                       "{m} 야간 근무 12% 축소하기로", "{m} 홍수 방벽 예산 정부에 요청", "{m} 조선소에서 여객선 두 척 구입",
                       "{m} 호수 얼음 두께 경고", "'무모한' {m} 준설 계획 비판", "{m} 과수원 마지막 나무 살리기 나서",
                       "{m} 천문대 임대 계약 연장"],
        "tails": ["세 번째 표결 끝에", "폭우에도 불구하고", "봄 축제 앞두고", "주민들 답변 기다려", "지역 선거 앞두고", "긴 재판 끝에", "비용 8% 올라"],
        "sentences": ["{n} 관계자는 지난가을부터 결정을 기다려 왔다고 말했다", "{m} 공사는 서류에 서명하는 대로 곧 시작될 예정이다",
                      "{n}에서 다친 사람은 없으나 {m} 가는 길은 저녁까지 막혔다", "보고서는 {k}가지 문제를 지적하고 {n}의 답을 요구했다"],
        "dateline": "({n}={a}) 한가람 기자 = ",
    },
    "ja": {
        "names": names("朝 霧 松 浜 白 黒 青 神 若 高 北 南 東".split(), "沢 原 浦 島 崎 田 川 山 里 森 橋".split()),
        "subjects": ["{n}市議会", "{n}警察署", "{n}空港", "{n}大学の学生ら", "{n}港湾公社", "{n}町役場", "{n}市立病院", "{n}漁協"],
        "predicates": ["{m}の路面電車計画を承認", "{m}橋の補修工事を中止", "{m}市場の地下で古銭を大量に発見", "{m}の夜勤を12%削減へ",
                       "{m}の防潮堤予算を国に要請", "{m}造船所からフェリー2隻を購入", "{m}湖の薄い氷に注意呼びかけ", "「無謀」な{m}湾の浚渫を批判",
                       "{m}天文台の賃貸契約を延長"],
        "tails": ["3度目の採決で", "大雨の中でも", "春祭りを前に", "住民は回答待ち", "長い裁判の末に", "費用が8%上昇"],
        "sentences": ["{n}の広報担当者は昨年の秋から決定を待っていたと話した", "{m}での工事は双方が書類に署名し次第すぐに始まる見通しだ",
                      "{n}でけが人はなかったが{m}への道路は夕方まで通行止めとなった", "報告書は{k}件の問題を挙げ{n}に回答を求めている"],
        "dateline": "【{n}】",
    },
    "zh": {
        "names": names("青 白 云 江 海 龙 凤 金 银 石 玉 长".split(), "州 山 河 湾 港 城 岭 泉 溪 台 安 宁".split()),
        "subjects": ["{n}市议会", "{n}警方", "{n}机场", "{n}大学学生", "{n}港务局", "{n}县政府", "{n}医院", "{n}渔民协会"],
        "predicates": ["批准通往{m}的电车线路", "停止{m}大桥维修工程", "在{m}市场地下发现大量古钱", "将{m}夜班削减12%", "请求政府拨款修建{m}防洪墙",
                       "从{m}船厂购买两艘渡轮", "提醒{m}湖面冰层太薄", "批评{m}湾疏浚“鲁莽”", "延长{m}天文台租约"],
        "tails": ["经过第三次表决", "不顾连日大雨", "赶在春节庙会之前", "居民仍在等待答复", "漫长审判终于结束", "成本上升8%"],
        "sentences": ["{n}发言人表示自去年秋天以来一直在等待这一决定", "双方签署文件之后{m}的工程将立即开始施工建设",
                      "{n}无人受伤但通往{m}的道路一直封闭到傍晚时分", "报告列出{k}项问题并要求{n}在一个月之内作出答复"],
        "dateline": "（{a}{n}）",
    },
    "de": {
        "names": names("Alt Birken Dorn Eichen Falken Gold Hirsch Linden Moor Stein Weiden Buchen".split(),
                       "berg bach dorf feld hausen heim kirchen stadt tal wald".split()),
        "subjects": ["Stadtrat von {n}", "Polizei in {n}", "Flughafen {n}", "Lehrer aus {n}", "Der Hafen {n}",
                     "Klinikum {n}", "Bauern bei {n}", "Museum in {n}", "Feuerwehr {n}", "Gericht in {n}"],
        "predicates": ["genehmigt Straßenbahn nach {m}", "stoppt Arbeiten am Tunnel bei {m}",
                       "findet römische Münzen unter dem Markt von {m}", "kürzt Nachtschichten in {m} um 12 Prozent",
                       "bittet Bund um Hilfe für den Deich bei {m}", "kauft zwei Fähren von der Werft {m}",
                       "warnt vor dünnem Eis auf dem See von {m}", "nennt Baggerarbeiten bei {m} „leichtsinnig“",
                       "verlängert Pacht der Sternwarte {m}", "gibt gestohlenen Altar nach {m} zurück"],
        "tails": ["nach dritter Abstimmung", "trotz starken Regens", "vor dem Frühlingsfest",
                  "zum ersten Mal seit dem Krieg", "nach sechs Wochen Verhandlung", "wegen Rissen in den Pfeilern"],
        "sentences": ["{n} hatte seit dem vergangenen Herbst auf die Entscheidung gewartet, sagte ein Sprecher",
                      "Die Arbeiten in {m} beginnen, sobald beide Seiten die Papiere unterschrieben haben",
                      "In {n} wurde niemand verletzt, doch die Straße nach {m} blieb bis zum Abend gesperrt",
                      "Der Bericht nennt {k} Mängel und verlangt von {n} eine Antwort binnen eines Monats"],
        "dateline": "{n} ({a}) - ",
    },
    "fr": {
        "names": names("Beau Clair Fonte Haute Mont Neuve Roche Saint Val Ville Pont Grand".split(),
                       "bourg castel combe court lieu mare vigne ville sel nay".split()),
        "subjects": ["Le conseil de {n}", "La police de {n}", "L'aéroport de {n}", "Des enseignants de {n}",
                     "Le port de {n}", "L'hôpital de {n}", "Les éleveurs de {n}", "Le musée de {n}"],
        "predicates": ["approuve le tramway vers {m}", "arrête les travaux du tunnel de {m}",
                       "découvre des pièces romaines sous le marché de {m}", "réduit de 12 % les équipes de nuit à {m}",
                       "demande l'aide de l'État pour la digue de {m}", "achète deux bacs au chantier de {m}",
                       "met en garde contre la glace du lac de {m}", "juge « imprudent » le dragage de {m}",
                       "prolonge le bail de l'observatoire de {m}"],
        "tails": ["après un troisième vote", "malgré de fortes pluies", "avant la fête du printemps",
                  "pour la première fois depuis la guerre", "après six semaines de négociations",
                  "à cause de fissures dans les piliers"],
        "sentences": ["{n} attendait cette décision depuis l'automne dernier, a indiqué un porte-parole",
                      "Les travaux à {m} commenceront dès que les deux parties auront signé les papiers",
                      "Personne n'a été blessé à {n}, mais la route de {m} est restée fermée jusqu'au soir",
                      "Le rapport relève {k} manquements et demande à {n} une réponse dans le mois"],
        "dateline": "{n} ({a}) - ",
    },
    "es": {
        "names": names("Alta Buena Campo Fuente Monte Piedra Rio Santa Torre Valle Villa Puerto".split(),
                       "blanca clara dorada fria hermosa larga nueva seca verde viva".split()),
        "subjects": ["El ayuntamiento de {n}", "La policía de {n}", "El aeropuerto de {n}", "Maestros de {n}",
                     "El puerto de {n}", "El hospital de {n}", "Agricultores de {n}", "El museo de {n}"],
        "predicates": ["aprueba el tranvía hacia {m}", "detiene las obras del túnel de {m}",
                       "halla monedas romanas bajo el mercado de {m}", "reduce un 12 por ciento los turnos en {m}",
                       "pide ayuda al gobierno para el muro de {m}", "compra dos barcos al astillero de {m}",
                       "advierte del hielo fino en el lago de {m}", "llama «imprudente» al dragado de {m}",
                       "amplía el contrato del observatorio de {m}"],
        "tails": ["tras una tercera votación", "pese a la fuerte lluvia", "antes de la fiesta de primavera",
                  "por primera vez desde la guerra", "después de seis semanas de diálogo",
                  "por grietas en los pilares"],
        "sentences": ["{n} esperaba la decisión desde el otoño pasado, según dijo un portavoz",
                      "Las obras en {m} comenzarán en cuanto ambas partes hayan firmado los papeles",
                      "Nadie resultó herido en {n}, pero la carretera a {m} quedó cerrada hasta la noche",
                      "El informe señala {k} fallos y pide a {n} una respuesta en el plazo de un mes"],
        "dateline": "{n}, {d} mar ({a}).- ",
    },
    "ru": {
        "names": names("Белов Верхо Горно Дуб Зелен Камен Лесо Озер Реч Сосно Тих Ясно".split(),
                       "бург град горск ино ка морск полье реченск вск ярск".split()),
        "subjects": ["Городской совет {n}", "Полиция города {n}", "Аэропорт {n}", "Учителя из {n}", "Порт {n}",
                     "Больница города {n}", "Музей в {n}", "Пожарные {n}"],
        "predicates": ["одобрил трамвайную линию до {m}", "остановил работы в тоннеле у {m}",
                       "нашел римские монеты под рынком {m}", "сократит ночные смены в {m} на 12 процентов",
                       "просит помощи для дамбы у {m}", "купил два парома на верфи {m}",
                       "предупредил о тонком льде на озере {m}", "назвал «безрассудным» углубление дна у {m}",
                       "продлил аренду обсерватории {m}"],
        "tails": ["после третьего голосования", "несмотря на сильный дождь", "перед весенним праздником",
                  "впервые после войны", "после шести недель переговоров", "из-за трещин в опорах"],
        "sentences": ["{n} ждал этого решения с прошлой осени, сообщил представитель администрации",
                      "Работы в {m} начнутся, как только обе стороны подпишут все бумаги",
                      "В {n} никто не пострадал, но дорога на {m} была закрыта до самого вечера",
                      "В отчете названы {k} недостатков, и {n} должен ответить в течение месяца"],
        "dateline": "{n}, {d} марта. /{a}/. ",
    },
    "ar": {
        "names": names("عين رأس تل وادي جبل كفر دير برج".split(), " النخيل, الورد, القمر, السلام, النور, الحجر, الزيتون, البحر, الريح".split(",")),
        "subjects": ["مجلس مدينة {n}", "شرطة {n}", "مطار {n}", "معلمو مدينة {n}", "ميناء {n}", "مستشفى {n}", "متحف {n}"],
        "predicates": ["يوافق على خط الترام إلى {m}", "يوقف أعمال النفق قرب {m}", "يعثر على عملات رومانية تحت سوق {m}",
                       "يخفض نوبات الليل في {m} بنسبة 12%", "يطلب مساعدة الحكومة لسد {m}", "يشتري عبارتين من حوض {m}",
                       "يحذر من رقة الجليد في بحيرة {m}", "يصف تعميق خليج {m} بأنه «متهور»"],
        "tails": ["بعد تصويت ثالث", "رغم الأمطار الغزيرة", "قبل عيد الربيع", "لأول مرة منذ الحرب", "بعد ستة أسابيع من المفاوضات"],
        "sentences": ["وقال متحدث إن {n} كانت تنتظر القرار منذ الخريف الماضي", "وتبدأ الأعمال في {m} فور توقيع الأوراق من الجانبين",
                      "ولم يصب أحد في {n} لكن الطريق إلى {m} ظل مغلقا حتى المساء", "ويذكر التقرير {k} من أوجه القصور ويطلب ردا من {n} خلال شهر"],
        "dateline": "{n} ({a}) - ",
    },
}

# What an agency puts before the title of a later version of a story, the first version first.
VERSIONS = {
    "en": ["(LEAD) ", "(2nd LD) ", "(3rd LD) "],
    "update": ["UPDATE 1-", "UPDATE 2-", "UPDATE 3-"],
    "ko": ["(종합) ", "(종합2보) ", "(종합3보) "],
    "ja": ["【速報】", "【更新】"],
    "zh": ["快讯：", "（更新）"],
    "de": ["EILMELDUNG: ", "AKTUALISIERUNG: "],
    "fr": ["URGENT - "],
    "es": ["ÚLTIMA HORA: "],
    "ru": ["СРОЧНО: "],
    "ar": ["عاجل: "],
}

SHORT = ["Road closed", "Police appeal", "Court report", "Fire downtown", "Letters to the editor", "Obituaries",
         "Weather warning", "Traffic update", "Today in history", "Photo of the day"]


class Writer:
    """Writes headlines and texts in one language, no two alike."""

    # Shared over all languages and writers of a month.
    def __init__(self, language, random, used):
        self.language = language
        self.words = LANGUAGES[language]
        self.random = random
        self.used = used

    def fill(self, pattern):
        n, m = self.random.sample(self.words["names"], 2)
        return pattern.format(n=n, m=m, k=self.random.randint(13, 97))

    def headline(self):
        while True:
            parts = [self.random.choice(self.words[part]) for part in ("subjects", "predicates", "tails")]
            space = "" if self.language in ("ja", "zh") else " "
            if self.language in ("ko", "ja", "zh") and self.random.random() < 0.5:
                # "After a third vote, the council of …": these languages put it first as well.
                comma = {"ko": ", ", "ja": "、", "zh": "，"}[self.language]
                text = parts[2] + comma + parts[0] + space + parts[1]
            else:
                text = space.join(parts)
            text = self.fill(text)
            letters = "".join(c for c in text.lower() if c.isalnum())
            if letters not in self.used and letters[:40] not in self.used:
                self.used.update((letters, letters[:40]))
                return text

    def sentences(self, count):
        """A first paragraph; its beginning is not that of any other."""
        while True:
            chosen = [self.fill(self.random.choice(self.words["sentences"])) for _ in range(count)]
            if self.random.random() < 0.5:
                chosen[0] = self.random.choice(self.words["names"]) + ": " + chosen[0]
            first = "".join(c for c in chosen[0].lower() if c.isalnum()).encode()[:64]
            if first not in self.used:
                self.used.add(first)
                stop = "。" if self.language in ("ja", "zh") else ". "
                return stop.join(chosen) + stop.strip()

    def dateline(self, agency, day):
        name = self.random.choice(self.words["names"])
        return self.words["dateline"].format(n=name, N=name.upper(), a=agency, d=day)
