#!/usr/bin/env python3
"""Write a month of captured feeds, and what each entry in them is.

    simulate-month.py OUT [--seed N] [--days N] [--sources N]

OUT/captures.ndjson and OUT/bodies/ are for `tidings replay OUT --config OUT/tidings.yaml`; OUT/truth.ndjson says of
each version of each entry what it is: a story, a sighting of which story, a revision, or nothing new. score-month.py
compares. The same arguments give the same bytes.

An entry's version carries a tag of its own (`m12.3`), by which its line is found again: deduplication looks at no
tags. What is true follows from how the world was made, not from any rule: a copy was copied from a story, a
correction corrects one.
"""

import argparse
import html
import json
import os
import random
import sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "month"))
from words import LANGUAGES, SHORT, VERSIONS, Writer  # noqa: E402

START = 1_772_323_200  # 2026-03-01T00:00:00Z, a Sunday
HOUR = 3600
DAY = 24 * HOUR
DAYS = ["Thu", "Fri", "Sat", "Sun", "Mon", "Tue", "Wed"]
MONTHS = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split()


# --- What happens ---------------------------------------------------------------------------------------------

class Entry:
    """One post of one source, with all its versions."""

    count = 0

    def __init__(self, source, time, group, kind, title, text, **more):
        Entry.count += 1
        self.number = Entry.count
        self.source = source
        self.time = time
        self.group = group
        self.kind = kind
        self.guid = more.get("guid") or source.guid(self.number)
        self.link = more.get("link") or source.link(self.number)
        self.date = more.get("date", time)
        # A later version of an entry of the same source, under a guid of its own.
        self.is_version = more.get("is_version", False)
        self.is_backfill = more.get("is_backfill", False)
        self.outlet = more.get("outlet")
        # The group that it resembles: for `similar_to`.
        self.alike = more.get("alike")
        # (time, title, text, link, kind, is it visible)
        self.versions = [(time, title, text, self.link, kind, True)]
        self.absent = []
        source.entries.append(self)

    def change(self, time, kind, title=None, text=None, link=None, is_visible=True):
        last = self.versions[-1]
        self.versions.append(
            (max(time, last[0] + 1), title or last[1], text or last[2], link or last[3], kind, is_visible))

    def at(self, time):
        """The place of the version that is shown at a time; None when it is not in the feed."""
        if time < self.time or any(start <= time < end for start, end in self.absent):
            return None
        place = 0
        while place + 1 < len(self.versions) and self.versions[place + 1][0] <= time:
            place += 1
        return place


class Source:
    def __init__(self, name, language, role, **habits):
        self.name = name
        self.language = language
        self.role = role
        self.habits = habits
        self.title = habits.get("title", name.replace("-", " ").title())
        self.host = name + ".example"
        self.entries = []
        self.format = habits.get("format", "rss")
        self.limit = habits.get("limit", 25)

    @property
    def peculiarity(self):
        """What makes its copies hard to recognize, for the score."""
        words = {"zoneless": ", no zone", "ahead": ", dates ahead", "none": ", undated", "volatile": ", dates move", "day": ", date only"}
        if self.habits.get("cut"):
            return ", cut off"
        if self.habits.get("boilerplate"):
            return ", boilerplate"
        return words.get(self.habits.get("dates"), "")

    def guid(self, number):
        if self.role == "same-guid":
            return "item"
        return f"{self.name}-{100000 + number}" if self.habits.get("opaque", True) else self.link(number)

    def link(self, number):
        return f"https://www.{self.host}/{number % 89}/article-{100000 + number}"


# The first twelve show most of what can happen; `--sources` takes that many.
ROSTER = [
    ("harbor-wire", "en", "agency", dict(rate=40, poll=20)),
    ("dunmore-post", "en", "carrier", dict(suffix=" - Dunmore Post", quotes="curly", own=6, columns=True)),
    ("hanul-herald", "en", "carrier", dict(dates="zoneless", house=1, own=4)),
    ("hanul-agency", "ko", "agency", dict(rate=25, poll=20, dates="kst")),
    ("narae-ilbo", "ko", "carrier", dict(own=6, quotes="curly", dates="zoneless", share=.4)),
    ("osk-courier", "en", "columns", dict(own=5)),
    ("belford-live", "en", "live", dict(own=4, poll=15)),
    ("pel-gazette", "en", "guid-change", dict(own=8)),
    ("altdorf-bote", "de", "domain-change", dict(own=8, opaque=False, format="atom")),
    ("clairbourg-info", "fr", "same-guid", dict(own=8)),
    ("tavesh-today", "en", "carrier", dict(dates="volatile", own=3, case="upper")),
    ("fuenteclara", "es", "carrier", dict(dates="none", own=5, share=.5)),
    ("meridian-news", "en", "agency", dict(rate=30, poll=20, versions="update")),
    ("all-headlines", "en", "aggregator", dict(poll=20, limit=40)),
    ("moresh-archive", "en", "archive", dict(limit=90)),
    ("ruvia-weekly", "en", "carrier", dict(boilerplate=True, own=3)),
    ("ulwick-notes", "en", "carrier", dict(dates="day", own=3, format="atom")),
    ("market-desk", "en", "markets", dict(own=2)),
    ("bourse-bulletin", "en", "markets", dict(own=2)),
    ("touchline", "en", "scores", dict(own=3)),
    ("pitchside", "en", "scores", dict(own=3)),
    ("corner-paper", "en", "short", dict(own=4)),
    ("village-echo", "en", "short", dict(own=4)),
    ("quake-watch", "en", "twins", dict(own=2)),
    ("tremor-report", "en", "twins", dict(own=2)),
    ("asagiri", "ja", "agency", dict(rate=12)),
    ("hamasaki-shimbun", "ja", "carrier", dict(own=4, share=.5, quotes="curly")),
    ("bund-dienst", "de", "agency", dict(rate=12)),
    ("lindental-zeitung", "de", "carrier", dict(own=4, share=.5, suffix=" | Lindental Zeitung")),
    ("presse-nord", "fr", "agency", dict(rate=12)),
    ("montcastel", "fr", "carrier", dict(own=4, share=.5, case="upper", title="Montcastel")),
    ("costa-wire", "es", "agency", dict(rate=12)),
    ("yasno-agency", "ru", "agency", dict(rate=10)),
    ("ozerny-vestnik", "ru", "carrier", dict(own=3, share=.5, quotes="straight")),
    ("wadi-agency", "ar", "agency", dict(rate=10)),
    ("ayn-times", "ar", "carrier", dict(own=3, share=.5, quotes="straight")),
    ("qinghai-wire", "zh", "agency", dict(rate=10)),
    ("yunwan-daily", "zh", "carrier", dict(own=3, share=.5)),
    ("verria-record", "en", "returning", dict(own=6)),
    ("short-reader", "en", "carrier", dict(cut=70, own=2)),
    ("thorholm-times", "en", "carrier", dict(suffix=" | TT Online", title="Thorholm Times and Star", own=3, dates="ahead")),
    ("yarnes-feed", "en", "carrier", dict(format="atom", tracking=True, own=4, house=2)),
    ("json-dispatch", "en", "carrier", dict(format="json", own=4, case="title")),
    ("zelton-star", "en", "carrier", dict(same_link=True, own=3)),
    ("dareun-news", "ko", "carrier", dict(own=5, share=.4, format="atom", dates="kst")),
    ("kesford-local", "en", "local", dict(own=9, guids="position")),
    ("linmere-local", "en", "local", dict(own=9, format="json", guids="churn")),
    ("salgrad-local", "en", "local", dict(own=8, opaque=False)),
    ("wesria-local", "en", "local", dict(own=8, format="atom", opaque=False)),
    ("moorheim-blatt", "de", "local", dict(own=7, guids="bare")),
]


class Month:
    def __init__(self, seed, days, count):
        self.random = random.Random(f"tidings-month-{seed}")
        self.days = days
        self.end = START + days * DAY
        self.sources = []
        for name, language, role, habits in ROSTER[:count]:
            self.sources.append(Source(name, language, role, **habits))
        for number in range(count - len(ROSTER)):
            self.sources.append(Source(f"local-{number}", "en", "local", own=8))
        used = set()
        self.writers = {language: Writer(language, self.random, used) for language in LANGUAGES}
        self.groups = 0
        # For what came later, so that the rest of a month stays as it was.
        self.side = random.Random(f"tidings-month-side-{seed}")
        # Stories that others copy: (source, entry, title, text, versions of the title)
        self.wire = []
        self.columns_to_carry = []

    def group(self):
        self.groups += 1
        return f"g{self.groups}"

    def times(self, rate):
        """So many instants a day, from ten hours before the first poll on, more by day than by night."""
        count = round(rate * (self.days + 10 / 24))
        times = []
        while len(times) < count:
            time = START - 10 * HOUR + self.random.random() * (self.end - START + 10 * HOUR)
            if self.random.random() < (1 if 6 <= time % DAY // HOUR < 20 else .35):
                times.append(int(time))
        return sorted(times)

    def happen(self):
        for source in self.sources:
            getattr(self, source.role.replace("-", "_"), self.local)(source)
        for source in self.sources:
            if source.role == "carrier":
                self.carry(source)
            if source.role == "aggregator":
                self.aggregate(source)
            if source.habits.get("columns"):
                self.carry_columns(source)
        self.translate()
        for source in self.sources:
            for entry in source.entries:
                self.edit(entry)

    # --- Sources ---

    def story(self, source, time, kind="own", **more):
        writer = self.writers[source.language]
        text = writer.sentences(self.random.choice([1, 2, 2, 3]))
        return Entry(source, time, self.group(), kind, more.pop("title", None) or writer.headline(), text, **more)

    def local(self, source):
        for time in self.times(source.habits.get("own", 4)):
            entry = self.story(source, time)
            self.wire.append((source, entry, entry.versions[0][1], entry.versions[0][2], []))
            if self.random.random() < .01 and not source.habits.get("boilerplate"):
                self.repost(source, entry)

    carrier = guid_change = domain_change = same_guid = local

    def aggregator(self, source):
        """It has nothing of its own."""

    def repost(self, source, entry):
        """The publisher makes a new entry of an edit."""
        writer = self.writers[source.language]
        Entry(source, entry.time + self.random.randint(20, 150) * 60, entry.group, "repost", entry.versions[0][1],
              entry.versions[0][2] + " " + writer.sentences(1), is_version=True)

    def agency(self, source):
        writer = self.writers[source.language]
        for time in self.times(source.habits["rate"]):
            text = writer.dateline(source.title.split()[0], (time - START) // DAY % 28 + 1) + writer.sentences(2)
            entry = Entry(source, time, self.group(), "wire", writer.headline(), text)
            title = entry.versions[0][1]
            labels = VERSIONS[source.habits.get("versions", source.language)]
            versions = []
            if self.random.random() < .18:
                later = time
                for label in labels[: self.random.choice([1, 1, 2, 3])]:
                    later += self.random.randint(15, 200) * 60
                    text += " " + writer.sentences(1)
                    versions.append((later, label + title, text))
                    Entry(source, later, entry.group, "wire version", label + title, text, is_version=True)
            self.wire.append((source, entry, title, text, versions))

    def columns(self, source):
        self.local(source)
        name = self.random.choice(LANGUAGES["en"]["names"])
        daily = [(6, f"Five things to know in {name} before you start the day"), (17, f"{name} Evening News Summary"),
                 (12, f"What the {name} readers wrote to us about the weather and the trains")]
        for day in range(-1, self.days):
            for hour, title in daily:
                time = START + day * DAY + hour * HOUR + self.random.randint(-HOUR // 2, HOUR // 2)
                if time > START - 10 * HOUR:
                    entry = self.story(source, time, "daily column", title=title)
                    self.columns_to_carry.append((source, entry, title, entry.versions[0][2], []))
            if day % 7 == 2:
                time = START + day * DAY + 9 * HOUR + self.random.randint(-HOUR, HOUR)
                self.story(source, time, "weekly column", title=f"The week in {name}: pictures and letters from our readers")

    def live(self, source):
        self.local(source)
        writer = self.writers[source.language]
        for day in range(0, self.days, 3):
            time = START + day * DAY + self.random.randint(6, 9) * HOUR
            entry = self.story(source, time, "live page", title="Live: " + writer.headline())
            text = entry.versions[0][2]
            for number in range(60):
                text = writer.sentences(1) + " " + text
                entry.change(time + (number + 1) * 16 * 60, "live update", text=text[:3000])

    def archive(self, source):
        for time in range(4):
            self.story(source, START - 3 * DAY + time * 5 * HOUR)
        dump = START + int(self.days * .6) * DAY + 11 * HOUR + 240
        if dump - START > 8 * DAY:
            for number in range(60):
                self.story(source, dump, "archive", is_backfill=True,
                           date=START - 200 * DAY - number * 11 * DAY - self.random.randint(0, DAY))

    def markets(self, source):
        self.local(source)
        # Two desks report on one market with their own numbers, which differ from day to day as well.
        for day in range(self.days):
            for hour, word in ((1, "open"), (7, "close")):
                number = self.random.randint(4, 180)
                direction = self.random.choice(["higher", "lower"])
                title = f"Belton shares {word} {number / 100:.2f} percent {direction} on hopes for shipping"
                key = "".join(c for c in title.lower() if c.isalnum())
                if key in self.writers["en"].used:
                    continue
                self.writers["en"].used.add(key)
                self.story(source, START + day * DAY + hour * HOUR + self.random.randint(0, 1800), "market report",
                           title=title)

    def scores(self, source):
        self.local(source)
        if source.name != ROSTER[19][0]:
            return
        other = next((s for s in self.sources if s.name == ROSTER[20][0]), source)
        for day in range(self.days):
            a, b = self.random.sample(LANGUAGES["en"]["names"], 2)
            time = START + day * DAY + 19 * HOUR + self.random.randint(0, 2400)
            first, second = self.random.choice([
                (f"{a} 2-1 {b}: late goal decides the northern derby", f"{a} 21 {b}: late goal decides the northern derby"),
                (f"{a} beat {b} 3-2 in front of a full house", f"{a} beat {b} 2-3 in front of a full house"),
                (f"3 hurt as bus overturns between {a} and {b}", f"4 hurt as bus overturns between {a} and {b}"),
                (f"{a} wins 10.5 points against {b} in the opening round", f"{a} wins 105 points against {b} in the opening round"),
            ])
            self.story(source, time, "score", title=first)
            self.story(other, time + self.random.randint(5, 90) * 60, "score", title=second)

    def short(self, source):
        self.local(source)
        for day in range(self.days):
            for title in self.random.sample(SHORT, 3):
                self.story(source, START + day * DAY + self.random.randint(7, 19) * HOUR + self.random.randint(0, 3000),
                           "short headline", title=title)

    def twins(self, source):
        self.local(source)
        if source.name != ROSTER[23][0]:
            return
        other = next((s for s in self.sources if s.name == ROSTER[24][0]), source)
        for day in range(0, self.days - 1, 2):
            a, b = self.random.sample(LANGUAGES["en"]["names"], 2)
            title = f"Magnitude {self.random.randint(3, 6)} quake shakes the coast between {a} and {b}"
            time = START + day * DAY + self.random.randint(1, 12) * HOUR
            self.story(source, time, "twin", title=title)
            self.story(self.random.choice([other, source]), time + int(self.random.uniform(28, 32) * HOUR), "twin",
                       title=title)

    def returning(self, source):
        self.local(source)
        for entry in source.entries:
            if self.random.random() < .1:
                left = entry.time + self.random.randint(6, 20) * HOUR
                back = left + self.random.randint(20, 70) * HOUR
                entry.absent = [(left, back), (back + 5 * HOUR, self.end + DAY)]
                entry.change(back, "returned", is_visible=False)
                entry.stays_until = back + 5 * HOUR

    # --- Copies ---

    def delay(self):
        return int(60 * self.random.choice([
            self.random.uniform(4, 60), self.random.uniform(4, 60), self.random.uniform(60, 360),
            self.random.uniform(60, 900)]))

    def carry(self, source):
        share = source.habits.get("share", .2)
        for origin, entry, title, text, versions in self.wire:
            if origin.language != source.language or origin.role != "agency" or self.random.random() > share:
                continue
            time = entry.time + self.delay()
            label = ""
            for later, with_label, long in versions:
                if later < time and self.random.random() < .5:
                    label, text = with_label[: -len(title)], long
            more = {}
            kind = "copy" + source.peculiarity
            if self.random.random() < (.8 if source.habits.get("same_link") else .04):
                more["link"] = entry.link + "?utm_source=" + source.name
                kind = "copy with link"
            elif self.random.random() < .02:
                # Another headline over the same first paragraph: annotated, never merged.
                Entry(source, time, self.group(), "rewritten", self.writers[source.language].headline(), text,
                      alike=entry.group)
                continue
            reworded = self.reword(title)
            if reworded and self.side.random() < .03:
                # Another word in the headline, and a first paragraph of its own: annotated, never merged.
                Entry(source, time, self.group(), "reworded", reworded, self.writers[source.language].sentences(2),
                      alike=entry.group)
                continue
            if self.random.random() < .4:
                text = self.writers[source.language].sentences(2)
            Entry(source, time, entry.group, kind, self.restyle(title, source, label), text, **more)

    def carry_columns(self, source):
        """One carrier takes a column over every day, text and all."""
        for origin, entry, title, text, _ in self.columns_to_carry:
            if self.random.random() < .6:
                Entry(source, entry.time + self.random.randint(10, 90) * 60, entry.group, "column copy", title, text)

    def aggregate(self, source):
        for origin, entry, title, text, versions in self.wire:
            if origin.language != source.language or self.random.random() > .3:
                continue
            Entry(source, entry.time + self.random.randint(8, 120) * 60, entry.group, "aggregated",
                  f"{title} - {origin.title}", text, outlet=origin)

    def translate(self):
        others = [s for s in self.sources if s.role == "agency" and s.language not in ("en",)]
        for origin, entry, title, text, versions in list(self.wire):
            if others and origin.role == "agency" and origin.language == "en" and self.random.random() < .05:
                self.story(self.random.choice(others), entry.time + self.random.randint(10, 120) * 60, "translation")

    def reword(self, title):
        """The headline with one word put in another's place, or with a plural of it; None for one without words."""
        words = title.split(" ")
        # At the beginning: behind the place where some sources cut, a copy could be of either.
        places = [place for place, word in enumerate(words[1:5], 1)
                  if len(word) >= 4 and word.islower() and word.isalpha()]
        if len(words) < 6 or not places:
            return None
        place = self.side.choice(places)
        words[place] = words[place] + "s" if self.side.random() < .5 else words[place][::-1]
        return " ".join(words)

    def restyle(self, title, source, label=""):
        """A headline in a carrier's own house style, behind the agency's label."""
        habits = source.habits
        style = habits.get("house", self.random.randint(0, 2))
        if source.language == "en":
            for words in HOUSE:
                for word in words:
                    if word in title:
                        title = title.replace(word, words[(words.index(word) + style) % len(words)])
                        break
        elif style:
            for word, other in FOREIGN_HOUSE.get(source.language, []):
                title = title.replace(word, other)
        quotes = QUOTES.get(habits.get("quotes"), {}).get(source.language)
        if quotes:
            for mark, other in quotes:
                title = title.replace(mark, other)
        if habits.get("case") == "upper":
            label, title = label.upper(), title.upper()
        elif habits.get("case") == "title":
            title = " ".join(word[:1].upper() + word[1:] for word in title.split(" "))
        if habits.get("cut") and len(title) > habits["cut"]:
            title = title[: habits["cut"]].rsplit(" ", 1)[0] + "…"
        if self.random.random() < .1:
            title = title.replace(" ", "\u00a0", 1)
        return label + title + habits.get("suffix", "")

    # --- Edits ---

    def edit(self, entry):
        """Corrections, and changes that no reader sees."""
        source = entry.source
        if entry.kind in ("live page", "archive") or entry.absent or entry.outlet or source.habits.get("boilerplate"):
            return
        writer = self.writers[source.language]
        chance = self.random.random()
        time = entry.time + self.random.randint(10, 300) * 60
        _, title, text, link, _, _ = entry.versions[-1]
        if chance < .03:
            entry.change(time, "correction of text", text=text + " " + writer.sentences(1))
        elif chance < .04 and entry.kind in ("own", "wire"):
            # Not before a poll has seen the first one.
            time += 45 * 60
            entry.change(time, "correction of title", title=title + " " + self.random.choice(
                {"en": ["with delay", "at last"]}.get(source.language, [self.random.choice(writer.words["names"])])))
        elif chance < .06:
            entry.change(time, "markup", text=f'<p class="x{self.random.randint(1, 99)}">{text}</p>'
                         f'<img src="https://{source.host}/pixel/{time}" width="1" height="1"/>', is_visible=False)
        elif chance < (.3 if source.habits.get("tracking") else .08):
            entry.change(time, "tracking", link=link + "?utm_medium=rss&utm_campaign=" + str(time % 97), is_visible=False)


HOUSE = [
    ["North Korea", "N. Korea", "N.K."], ["South Korea", "S. Korea", "South Korea"], ["percent", "pct", "per cent"],
    ["million", "mln", "million"], ["three", "3", "three"], [" two ", " 2 ", " two "], [" and ", " & ", " and "],
    ["government", "gov't", "government"], ["color", "colour", "color"], ["center", "centre", "center"],
    ["harbor", "harbour", "harbor"], ["theater", "theatre", "theater"],
]
FOREIGN_HOUSE = {
    "de": [(" Prozent", " %")], "fr": [(" %", " pour cent")], "es": [(" por ciento", "%")], "ru": [(" процентов", "%")],
    "ko": [(", ", "…"), ("12%", "12 %")], "ja": [("12%", "１２％"), ("2隻", "２隻")], "zh": [("12%", "１２％"), ("，", " ")],
    "ar": [("إلى", "الى"), ("أ", "ا")],
}
QUOTES = {
    "curly": {"en": [("'", "\u2019")], "ko": [("'", "\u2019")], "ja": [("「", "『"), ("」", "』")]},
    "straight": {"ru": [("«", '"'), ("»", '"')], "ar": [("«", '"'), ("»", '"')]},
}


# --- What the sources serve -----------------------------------------------------------------------------------

def civil(time):
    day = time // DAY
    z = day + 719468
    era = z // 146097
    doe = z - era * 146097
    yoe = (doe - doe // 1460 + doe // 36524 - doe // 146096) // 365
    doy = doe - (365 * yoe + yoe // 4 - yoe // 100)
    mp = (5 * doy + 2) // 153
    d = doy - (153 * mp + 2) // 5 + 1
    m = mp + 3 if mp < 10 else mp - 9
    y = yoe + era * 400 + (1 if m <= 2 else 0)
    seconds = time - day * DAY
    return y, m, d, seconds // HOUR, seconds // 60 % 60, seconds % 60, DAYS[day % 7]


def rfc3339(time):
    y, m, d, hour, minute, second, _ = civil(time)
    return f"{y:04}-{m:02}-{d:02}T{hour:02}:{minute:02}:{second:02}Z"


def date(source, time, now):
    """The date as the source writes it; None when it writes none."""
    kind = source.habits.get("dates")
    if kind == "none":
        return None
    if kind == "volatile":
        time = now - 60
    # "ahead" shows the local time and calls it GMT.
    shift, zone = {"kst": (9 * HOUR, "+09:00"), "zoneless": (9 * HOUR, ""), "ahead": (2 * HOUR, "+00:00")}.get(
        kind, (0, "+00:00"))
    y, m, d, hour, minute, second, weekday = civil(time + shift)
    if kind == "day":
        return f"{y:04}-{m:02}-{d:02}"
    if kind == "zoneless":
        return f"{y:04}-{m:02}-{d:02} {hour:02}:{minute:02}:{second:02}"
    if source.format == "rss":
        return f"{weekday}, {d:02} {MONTHS[m - 1]} {y:04} {hour:02}:{minute:02}:{second:02} {zone.replace(':', '')}"
    return f"{y:04}-{m:02}-{d:02}T{hour:02}:{minute:02}:{second:02}{zone}"


BOILERPLATE = "Read the whole story on our site, where you also find pictures, letters and the crossword of the day."


def item(source, entry, place, marker, now, guid, link):
    _, title, text, _, _, _ = entry.versions[place]
    if source.habits.get("boilerplate"):
        text = BOILERPLATE
    when = date(source, entry.date, now)
    escape = html.escape
    if source.format == "json":
        fields = {"id": guid, "url": link, "title": title, "content_html": text, "tags": [marker]}
        if when:
            fields["date_published"] = when
        return json.dumps(fields, ensure_ascii=False)
    if source.format == "atom":
        dated = f"<published>{when}</published><updated>{when}</updated>" if when else ""
        name = guid if "://" in guid else f"tag:{source.host},2026:{guid}"
        return (f"<entry><id>{escape(name)}</id><title>{escape(title)}</title><link href=\"{escape(link)}\"/>{dated}"
                f"<summary type=\"html\">{escape(text)}</summary><category term=\"{marker}\"/></entry>")
    dated = f"<pubDate>{when}</pubDate>" if when else ""
    permalink = "" if guid == link else ' isPermaLink="false"'
    named = f"<guid{permalink}>{escape(guid)}</guid>" if guid else ""
    shown = escape(escape(title, quote=False)) if entry.number % 17 == 0 else escape(title)
    origin = ""
    if entry.outlet:
        origin = f'<source url="https://{entry.outlet.host}/feed">{escape(entry.outlet.title)}</source>'
    return (f"<item><title>{shown}</title><link>{escape(link)}</link>{named}{dated}"
            f"<description>{escape(text)}</description><category>{marker}</category>{origin}</item>")


def document(source, items):
    if source.format == "json":
        return ('{"version":"https://jsonfeed.org/version/1.1","title":' + json.dumps(source.title)
                + f',"home_page_url":"https://{source.host}/","items":[' + ",\n".join(items) + "]}\n")
    if source.format == "atom":
        return (f'<?xml version="1.0" encoding="utf-8"?>\n<feed xmlns="http://www.w3.org/2005/Atom">'
                f"<title>{source.title}</title><id>tag:{source.host},2026:feed</id>\n" + "\n".join(items) + "\n</feed>\n")
    return (f'<?xml version="1.0" encoding="UTF-8"?>\n<rss version="2.0"><channel><title>{source.title}</title>'
            f"<link>https://{source.host}/</link><description>news</description>\n" + "\n".join(items)
            + "\n</channel></rss>\n")


TYPES = {"rss": "application/rss+xml", "atom": "application/atom+xml", "json": "application/feed+json"}


class Server:
    """One source as the polls see it."""

    def __init__(self, source, month):
        self.source = source
        self.entries = sorted(source.entries, key=lambda entry: (entry.time, entry.number))
        change = START + int(month.days * (.4 if source.role == "guid-change" else .7)) * DAY + 10 * HOUR
        self.change = change if source.role in ("guid-change", "domain-change") else None
        self.next = 0
        self.recent = []
        self.last = None
        self.cache = {}
        # What was seen of an entry: its version's place, whether after the change.
        self.seen = {}

    def identity(self, entry, place, has_changed, position, now):
        """Guid and link as the source shows them; a guid of None is left out."""
        link = entry.versions[place][3]
        guids = self.source.habits.get("guids")
        if guids == "position":
            return f"item-{position + 1}", link
        if guids == "churn":
            return f"{entry.number}-{now}", link
        if guids == "bare":
            return None, f"https://{self.source.host}/"
        if not has_changed:
            return entry.guid, link
        if self.source.role == "guid-change":
            return f"https://{self.source.host}/?p={7_000_000 + entry.number}", link
        return tuple(text.replace(".example/", ".news.example/") for text in (entry.guid, link))

    def poll(self, now):
        """The document, and (entry, place, has changed) for what is in it, the newest first; None when unchanged."""
        while self.next < len(self.entries) and self.entries[self.next].time <= now:
            self.recent.append(self.entries[self.next])
            self.next += 1
        places = {entry.number: entry.at(now) for entry in self.recent}
        shown = [entry for entry in self.recent if places[entry.number] is not None]
        current = [e for e in shown if not e.absent or now < e.absent[0][0]][-self.source.limit:]
        back = [e for e in shown if e.absent and now >= e.absent[0][0]]
        if len(self.recent) > 400:
            self.recent = [e for e in self.recent[:-self.source.limit * 2] if e.absent and now < e.absent[1][0]] \
                + self.recent[-self.source.limit * 2:]
        has_changed = self.change is not None and now >= self.change
        visible = sorted(current + back, key=lambda e: (e.time, e.number), reverse=True)
        items, contents = [], []
        is_volatile = self.source.habits.get("dates") == "volatile"
        is_volatile = is_volatile or self.source.habits.get("guids") in ("position", "churn")
        for position, entry in enumerate(visible):
            place = places[entry.number]
            key = (entry.number, place, has_changed)
            # After the change an entry that had been shown before is a version of its own.
            marker = f"m{entry.number}.{place}" + ("c" if has_changed else "")
            if is_volatile or key not in self.cache:
                guid, link = self.identity(entry, place, has_changed, position, now)
                self.cache[key] = item(self.source, entry, place, marker, now, guid, link)
            items.append(self.cache[key])
            contents.append((entry, place, has_changed, marker))
        text = document(self.source, items)
        if text == self.last:
            return None
        self.last = text
        return text, contents


class Judge:
    """Says what is true of what the polls saw, in the order in which they saw it."""

    def __init__(self):
        self.founders = {}
        self.members = set()
        self.revisions = {}
        self.last = {}

    MOST_REVISIONS = 24

    def verdicts(self, source, contents):
        for entry, place, has_changed, marker in reversed(contents):
            before = self.last.get(entry.number)
            now = (place, has_changed)
            if before == now:
                continue
            self.last[entry.number] = now
            _, title, _, _, kind, _ = entry.versions[place]
            truth = {"marker": marker, "source": source.name, "kind": kind, "title": title, "group": entry.group}
            if before is None:
                if entry.alike:
                    truth["alike"] = entry.alike
                truth["verdict"] = self.first(entry)
                if place > 0:
                    truth["kind"] = entry.kind
                if entry.is_backfill:
                    truth["backfill"] = True
            else:
                is_visible = any(version[5] for version in entry.versions[before[0] + 1:place + 1])
                if before[1] != has_changed and not is_visible:
                    truth["kind"] = source.role
                truth["verdict"] = "nothing"
                if is_visible:
                    done = self.revisions[entry.number] = self.revisions.get(entry.number, 0) + 1
                    if done <= self.MOST_REVISIONS:
                        truth["verdict"] = "revision"
                    else:
                        truth["kind"] += " beyond the cap"
            yield truth

    def first(self, entry):
        is_known = (entry.group, entry.source.name) in self.members
        self.members.add((entry.group, entry.source.name))
        if entry.group not in self.founders:
            self.founders[entry.group] = entry
            return "story"
        return "revision" if is_known and entry.is_version else "sighting"


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("out")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--days", type=int, default=30)
    parser.add_argument("--sources", type=int, default=50)
    options = parser.parse_args()
    month = Month(options.seed, options.days, options.sources)
    month.happen()
    polls = []
    for number, source in enumerate(month.sources):
        pause = source.habits.get("poll", 30) * 60
        time = START + number * 7
        while time < month.end:
            polls.append((time, number))
            time += pause + month.random.randint(-90, 90)
    polls.sort()
    servers = [Server(source, month) for source in month.sources]
    judge = Judge()
    kinds = {}
    os.makedirs(os.path.join(options.out, "bodies"), exist_ok=True)
    captures = 0
    with open(os.path.join(options.out, "captures.ndjson"), "w", encoding="utf-8") as lines, \
            open(os.path.join(options.out, "truth.ndjson"), "w", encoding="utf-8") as truths:
        for time, number in polls:
            source = month.sources[number]
            answer = servers[number].poll(time)
            if answer is None:
                continue
            text, contents = answer
            captures += 1
            file = f"bodies/{source.name}/{captures:06}"
            path = os.path.join(options.out, file)
            if not os.path.isdir(os.path.dirname(path)):
                os.makedirs(os.path.dirname(path))
            with open(path, "w", encoding="utf-8") as body:
                body.write(text)
            lines.write(json.dumps({
                "time": rfc3339(time), "source": source.name, "url": f"https://www.{source.host}/feed",
                "content_type": TYPES[source.format], "status": 200, "file": file}) + "\n")
            for truth in judge.verdicts(source, contents):
                kinds[truth["kind"]] = kinds.get(truth["kind"], 0) + 1
                truths.write(json.dumps(truth, ensure_ascii=False) + "\n")
    with open(os.path.join(options.out, "tidings.yaml"), "w", encoding="utf-8") as configuration:
        configuration.write("# What an operator would write: names and addresses.\nsources:\n")
        for source in month.sources:
            configuration.write(f"  - {{name: {source.name}, url: 'https://www.{source.host}/feed'}}\n")
    print(f"{captures} captures of {len(month.sources)} sources in {options.days} days, {sum(kinds.values())} verdicts:")
    for kind in sorted(kinds, key=kinds.get, reverse=True):
        print(f"  {kinds[kind]:6} {kind}")


if __name__ == "__main__":
    main()
