#!/usr/bin/env python3
"""Writes Demo/feeds anew. The feeds are made here because two of them are not UTF-8, which editors spoil."""
import pathlib

FEEDS = pathlib.Path(__file__).resolve().parent.parent / "Demo" / "feeds"


def rss2(title, home, items, encoding="utf-8", language="en"):
    body = "".join(
        f"  <item>\n    <title>{t}</title>\n    <link>{home}{path}</link>\n    <guid>{home}{path}</guid>\n"
        f"    <pubDate>{date}</pubDate>\n    <description>{text}</description>\n  </item>\n"
        for t, path, date, text in items)
    return (f'<?xml version="1.0" encoding="{encoding}"?>\n<rss version="2.0">\n<channel>\n  <title>{title}</title>\n'
            f"  <link>{home}</link>\n  <description>Sample feed</description>\n  <language>{language}</language>\n"
            f"{body}</channel>\n</rss>\n").encode(encoding)


write = {
    "yonhap.xml": rss2("Yonhap News Agency", "https://en.yna.example/", [
        ("N.K. leader urges 'ideological offensive' by propaganda officials", "view/101", "2022-04-01 08:12 +0900",
         "North Korea's leader has called on propaganda officials to do more, state media said Friday."),
        ("Ferry to the eastern islands sails again after a week of storms", "view/102", "2022-04-01 07:40 +0900",
         "The first ship left at dawn with mail and vegetables."),
    ]),
    # No zone in its dates: the demo's configuration says Asia/Seoul.
    "korea-herald.xml": rss2("The Korea Herald", "https://www.koreaherald.example/", [
        ("NK leader urges 'ideological offensive' by propaganda officials", "article/2022040100", "Apr 1, 2022 - 10:18",
         "North Korea's leader has called on propaganda officials to do more, state media said Friday."),
        ("Night market in the old harbor quarter opens two weeks early", "article/2022040101", "Apr 1, 2022 - 09:02",
         "Traders expect a busy spring."),
    ]),
    "harbor-gazette.xml": """<?xml version="1.0" encoding="utf-8"?>
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"
  xmlns:dc="http://purl.org/dc/elements/1.1/">
  <channel rdf:about="https://gazette.example/">
    <title>Harbor Gazette</title>
    <link>https://gazette.example/</link>
    <description>RSS 1.0</description>
    <items><rdf:Seq>
      <rdf:li rdf:resource="https://gazette.example/7001"/>
      <rdf:li rdf:resource="https://gazette.example/7002"/>
    </rdf:Seq></items>
  </channel>
  <item rdf:about="https://gazette.example/7001">
    <title>Swing bridge over the northern canal reopens to lorries after repairs</title>
    <link>https://gazette.example/7001</link>
    <dc:date>2022-04-01T06:30:00Z</dc:date>
    <description>Engineers replaced the bearings in nine nights.</description>
  </item>
  <item rdf:about="https://gazette.example/7002">
    <title>Lighthouse keeper's diary from 1887 found behind a false wall</title>
    <link>https://gazette.example/7002</link>
    <dc:date>2022-04-01T05:10:00Z</dc:date>
    <description>It records every ship for eleven years.</description>
  </item>
</rdf:RDF>
""".encode(),
    "canal-observer.xml": """<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en">
  <title>Canal Observer</title>
  <id>tag:observer.example,2022:feed</id>
  <updated>2022-04-01T08:00:00Z</updated>
  <link href="https://observer.example/"/>
  <entry>
    <title>Swing bridge over the northern canal reopens to lorries after repairs</title>
    <id>tag:observer.example,2022:bridge-reopens</id>
    <link href="https://observer.example/bridge"/>
    <published>2022-04-01T07:15:00Z</published>
    <updated>2022-04-01T07:20:00Z</updated>
    <summary>Lorries crossed the bridge this morning for the first time since winter.</summary>
  </entry>
  <entry>
    <title type="html">Barge crews &amp;amp; lock keepers agree on summer opening hours</title>
    <id>tag:observer.example,2022:lock-hours</id>
    <link href="https://observer.example/locks"/>
    <published>2022-03-31T16:00:00Z</published>
    <updated>2022-03-31T16:00:00Z</updated>
    <content type="html">&lt;p&gt;From May the locks open at &lt;b&gt;six&lt;/b&gt;.&lt;/p&gt;</content>
  </entry>
</feed>
""".encode(),
    # Wrong on purpose: a bare ampersand, an entity that XML does not know, no end tags.
    "hilltop-radio.xml": b"""<?xml version="1.0" encoding="utf-8"?>
<rss version="2.0">
<channel>
  <title>Hilltop Radio</title>
  <link>https://hilltop.example/</link>
  <description>A malformed feed</description>
  <item>
    <title>Sheep & goats hold up the morning train in the upper valley</title>
    <link>https://hilltop.example/a/5501</link>
    <pubDate>Fri, 01 Apr 2022 06:05:00 GMT</pubDate>
    <description>The driver&nbsp;waited for forty minutes.</description>
  </item>
  <item>
    <title>Village choir records its first album in a disused quarry</title>
    <link>https://hilltop.example/a/5502</link>
    <pubDate>Fri, 01 Apr 2022 05:45:00 GMT</pubDate>
    <description>The echo lasts four seconds.</description>
  </item>
""",
    "hangang-ilbo.xml": rss2("한강일보", "https://hangang.example/", [
        ("한강 자전거 도로 전 구간 새 포장 공사 다음 달 마무리", "news/30001", "Fri, 01 Apr 2022 09:00:00 +0900",
         "공사는 밤에만 진행된다."),
        ("동네 도서관 심야 개방 첫 주 이용자 두 배로 늘어", "news/30002", "Fri, 01 Apr 2022 08:30:00 +0900",
         "자정까지 문을 연다."),
    ], encoding="euc-kr", language="ko"),
    "rechnye-vesti.xml": rss2("Речные вести", "https://vesti.example/", [
        ("На реке открылась навигация после самой долгой зимы за десять лет", "n/9001",
         "Fri, 01 Apr 2022 10:00:00 +0300", "Первым вышел буксир."),
        ("Музей старых часов получил в подарок коллекцию из сорока будильников", "n/9002",
         "Fri, 01 Apr 2022 09:20:00 +0300", "Все они звонят."),
    ], encoding="windows-1251", language="ru"),
}

FEEDS.mkdir(parents=True, exist_ok=True)
for name, data in write.items():
    (FEEDS / name).write_bytes(data)
