#!/usr/bin/env python3
"""Writes the seed corpora of the fuzz targets, Fuzz/corpus/<target>/. Run it again after changing it.

The fixtures of Tests/ParsingTests are seeds of the feed target too; `make fuzz` hands them over itself.
"""

import gzip
import pathlib
import zlib

ROOT = pathlib.Path(__file__).resolve().parent.parent / "Fuzz" / "corpus"


def write(target, seeds):
    folder = ROOT / target
    folder.mkdir(parents=True, exist_ok=True)
    for old in folder.iterdir():
        old.unlink()
    for name, content in seeds.items():
        data = content.encode() if isinstance(content, str) else content
        (folder / name).write_bytes(data)


RSS = (
    '<rss version="{version}"{root}><channel><title>Harbor Post</title><link>https://harbor.example/</link>'
    "<description>News of the harbor</description>{channel}{items}</channel></rss>\n"
)


def rss(items="", version="2.0", root="", channel=""):
    return RSS.format(version=version, root=root, channel=channel, items=items)


ITEM = (
    "<item><title>Ferry resumes &amp; sails</title><link>/news/1</link><guid isPermaLink='false'>n-1</guid>"
    "<pubDate>Mon, 23 Nov 2026 09:00:00 +0900</pubDate><description>&lt;p&gt;Wind&lt;/p&gt;</description></item>"
)

feeds = {
    "rss-0.90.xml": '<?xml version="1.0"?><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" '
    'xmlns="http://my.netscape.com/rdf/simple/0.9/"><channel><title>Pier</title><link>http://pier.example/</link>'
    "<description>x</description></channel><item><title>One</title><link>http://pier.example/1</link></item></rdf:RDF>\n",
    "rss-0.91.xml": '<!DOCTYPE rss PUBLIC "-//Netscape Communications//DTD RSS 0.91//EN" '
    '"http://my.netscape.com/publish/formats/rss-0.91.dtd" [<!ENTITY nbsp "&#160;">]>\n'
    + rss("<item><title>A&nbsp;B</title><link>http://pier.example/2</link></item>", "0.91",
          channel="<language>en-us</language><image><url>/i.png</url><title>i</title><link>/</link><width>9</width></image>"
          "<textinput><title>t</title><description>d</description><name>q</name><link>/s</link></textinput>"
          "<skipHours><hour>3</hour><hour>24</hour></skipHours><skipDays><day>Sunday</day></skipDays>"),
    "rss-0.92.xml": rss("<item><description>no title</description><enclosure url='/a.mp3' length='12' type='audio/mpeg'/>"
                        "<source url='http://s.example/f.xml'>S</source><category domain='d'>c</category></item>", "0.92",
                        channel="<cloud domain='r.example' port='80' path='/r' registerProcedure='p' protocol='xml-rpc'/>"),
    "rss-1.0.xml": '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/" '
    'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:sy="http://purl.org/rss/1.0/modules/syndication/">'
    '<channel rdf:about="http://pier.example/rdf"><title>Pier</title><link>http://pier.example/</link><sy:updatePeriod>hourly'
    '</sy:updatePeriod><sy:updateFrequency>2</sy:updateFrequency><items><rdf:Seq><rdf:li resource="http://pier.example/3"/>'
    '</rdf:Seq></items></channel><item rdf:about="http://pier.example/3"><title>Three</title><dc:creator>A. Pilot</dc:creator>'
    "<dc:date>2026-11-23T09:00+09:00</dc:date><dc:subject>tide</dc:subject></item></rdf:RDF>\n",
    "rss-1.1.xml": '<Channel xmlns="http://purl.org/net/rss1.1#" rdf:about="http://pier.example/r" '
    'xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><title>P</title><link>http://pier.example/</link>'
    '<items rdf:parseType="Collection"><item rdf:about="http://pier.example/4"><title>Four</title></item></items></Channel>\n',
    "rss-2.0.xml": rss(ITEM, channel="<ttl>60</ttl><lastBuildDate>Mon, 23 Nov 2026 00:00:00 GMT</lastBuildDate>"
                       "<managingEditor>ed@harbor.example (E. D.)</managingEditor><generator>g</generator>"),
    "rss-content.xml": rss("<item><title><![CDATA[A <b>bold</b> one]]></title><content:encoded><![CDATA[<p><a href='x'>y</a>"
                           "<img src=\"/p.png\"></p>]]></content:encoded><dc:creator>B</dc:creator></item>",
                           root=' xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/"'),
    "rss-media.xml": rss("<item><title>m</title><media:group><media:content url='/v.mp4' type='video/mp4' fileSize='7' duration='61' "
                         "isDefault='true'/><media:thumbnail url='/t.jpg' width='120' height='90' time='12:05:01.1'/>"
                         "<media:credit role='author'>c</media:credit><media:rating scheme='urn:simple'>adult</media:rating>"
                         "<media:community><media:starRating average='3.5' count='2' min='1' max='5'/></media:community></media:group>"
                         "</item>", root=' xmlns:media="http://search.yahoo.com/mrss/"'),
    "rss-podcast.xml": rss("<item><title>e</title><enclosure url='e.mp3' type='audio/mpeg' length='99'/><itunes:duration>1:02:03"
                           "</itunes:duration><itunes:image href='i.jpg'/><itunes:explicit>yes</itunes:explicit><podcast:chapters "
                           "url='c.json' type='application/json+chapters'/><podcast:soundbite startTime='73.0' duration='60.0'>s"
                           "</podcast:soundbite><psc:chapters version='1.2'><psc:chapter start='00:01:02.5' title='t'/></psc:chapters>"
                           "</item>", root=' xmlns:itunes="http://www.itunes.com/dtds/podcast-1.0.dtd" xmlns:podcast='
                           '"https://podcastindex.org/namespace/1.0" xmlns:psc="http://podlove.org/simple-chapters"',
                           channel="<itunes:category text='News'/><itunes:owner><itunes:name>n</itunes:name></itunes:owner>"
                           "<podcast:locked owner='o@x.example'>yes</podcast:locked>"),
    "rss-geo.xml": rss("<item><title>g</title><georss:point>45.256 -71.92</georss:point><geo:lat>1</geo:lat><geo:long>2</geo:long>"
                       "<georss:where><gml:Polygon><gml:exterior><gml:LinearRing><gml:posList>1 2 3 4 5 6 1 2</gml:posList>"
                       "</gml:LinearRing></gml:exterior></gml:Polygon></georss:where><georss:box>1 2 3 4</georss:box></item>",
                       root=' xmlns:georss="http://www.georss.org/georss" xmlns:gml="http://www.opengis.net/gml" '
                       'xmlns:geo="http://www.w3.org/2003/01/geo/wgs84_pos#"'),
    "rss-modules.xml": rss("<item><title>s</title><slash:comments>4</slash:comments><wfw:commentRss>/c</wfw:commentRss><thr:total>3"
                           "</thr:total><creativeCommons:license>http://l.example/</creativeCommons:license><x:y a='b'>z<x:w/></x:y>"
                           "<source:markdown>*m*</source:markdown></item>",
                           root=' xmlns:slash="http://purl.org/rss/1.0/modules/slash/" xmlns:wfw="http://wellformedweb.org/CommentAPI/"'
                           ' xmlns:thr="http://purl.org/syndication/thread/1.0" xmlns:x="urn:x" xmlns:source="http://source.scripting.com/"'
                           ' xmlns:creativeCommons="http://backend.userland.com/creativeCommonsRssModule"'),
    "atom-0.3.xml": '<feed version="0.3" xmlns="http://purl.org/atom/ns#" xml:lang="de"><title mode="escaped" type="text/html">'
    "A &amp;lt; B</title><tagline>t</tagline><link rel='alternate' type='text/html' href='http://pier.example/'/><modified>"
    "2026-11-23T00:00:00Z</modified><entry><title>Fünf</title><id>tag:pier.example,2026:5</id><issued>2026-11-23T09:00:00+09:00"
    "</issued><content type='application/xhtml+xml' mode='xml'><div xmlns='http://www.w3.org/1999/xhtml'>x<br/></div></content>"
    "<content mode='base64' type='text/plain'>aGFyYm9y</content></entry></feed>\n",
    "atom-1.0.xml": '<?xml version="1.0" encoding="utf-8"?><feed xmlns="http://www.w3.org/2005/Atom" xml:base="http://pier.example/a/">'
    "<title type='html'>P &amp;amp; Q</title><id>urn:uuid:60a76c80-d399-11d9-b93C-0003939e0af6</id><updated>2026-11-23T00:00:00Z"
    "</updated><link rel='self' href='self.atom'/><link rel='hub' href='https://hub.example/'/><author><name>N</name><uri>u</uri>"
    "<email>n@x.example</email></author><entry xml:base='b/'><title type='xhtml'><div xmlns='http://www.w3.org/1999/xhtml'>a <b>c</b>"
    "</div></title><id>x:1</id><link href='1'/><link rel='enclosure' href='1.ogg' length='3'/><published>2026-11-22T00:00:00.5Z"
    "</published><updated>2026-11-23T00:00:00Z</updated><category term='t' scheme='s' label='l'/><content type='html' xml:lang='fr'>"
    "&lt;p>&lt;img src='i.png'>&lt;/p></content><source><title>o</title><id>o:1</id></source></entry></feed>\n",
    "atom-entry.xml": '<entry xmlns="http://www.w3.org/2005/Atom"><title>alone</title><id>e:1</id><summary>s</summary></entry>\n',
    "json-feed-1.0.json": '{"version":"https://jsonfeed.org/version/1","title":"Pier","home_page_url":"https://pier.example/",'
    '"feed_url":"https://pier.example/f.json","author":{"name":"N","avatar":"/a.png"},"items":[{"id":6,"url":"/6","title":"S\\u00e9t",'
    '"content_html":"<p>x</p>","date_published":"2026-11-23T09:00:00+09:00","tags":["a","b"]}]}\n',
    "json-feed-1.1.json": '{"version":"https://jsonfeed.org/version/1.1","title":"Pier","language":"ko","icon":"i.png","hubs":[{"type":'
    '"WebSub","url":"https://hub.example/"}],"authors":[{"name":"N"}],"items":[{"id":"7","content_text":"t","external_url":'
    '"https://o.example/","summary":"s","image":"7.jpg","attachments":[{"url":"7.mp3","mime_type":"audio/mpeg","size_in_bytes":8,'
    '"duration_in_seconds":9.5}]}]}\n',
    "rss-in-json.json": '{"rss":{"version":"2.0","channel":{"title":"Pier","item":[{"title":"8","guid":{"#value":"g8"},"pubDate":'
    '"Mon, 23 Nov 2026 09:00:00 GMT","enclosure":{"url":"8.mp3","length":"1","type":"audio/mpeg"}}]}}}\n',
    "damaged.xml": "\n junk <rss><channel><title>A & B<b></title><item><title>x &nbsp; &bogus; </item><item><title>y</title>"
    "<link>/y<description><p>z<br></description></item>\x01<item><title><![CDATA[open\n",
    "prefix.xml": "<rss version='2.0'><channel><item><nope:title>t</nope:title><dc:date>2026-11-23</dc:date><a:b c:d='e'/></item>\n",
    "page.html": "<!DOCTYPE html><html><head><title>Just a moment...</title></head><body><form id='challenge-form'></form></body></html>\n",
    "opml.xml": "<opml version='2.0'><body><outline text='x' xmlUrl='http://x.example/f'/></body></opml>\n",
    "bomb.xml": '<!DOCTYPE r [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>' + rss("<item><title>&b;&b;</title></item>"),
    "utf-16.xml": rss(ITEM).encode("utf-16"),
    "cp1251.xml": ('<?xml version="1.0" encoding="windows-1251"?>' + rss("<item><title>Причал открыт</title></item>")).encode("cp1251"),
    "item-outside.xml": "<rss version='2.0'><channel><title>c</title></channel><item><title>o</title></item></rss>\n",
    "unbound-base.xml": "<rss xml:base='urn:x:y'><channel><link>rel</link><item xml:base='../z'><link>#f</link></item></channel></rss>\n",
    "odd-namespace.xml": "<rss version='2.0' xmlns='http://backend.example/rss2'><channel><title>t</title>" + ITEM + "</channel></rss>\n",
}
write("feed", feeds)

dates = """
Mon, 23 Nov 2026 09:00:00 +0900
Mon, 23 Nov 2026 09:00:00 GMT
23 Nov 26 9:00 EST
Monday, 23-Nov-26 09:00:00 UTC
Mon Nov 23 09:00:00 2026
Mon Nov 23 09:00:00 KST 2026
2026-11-23T09:00:00Z
2026-11-23T09:00:00.123456+09:00
2026-11-23 09:00
2026-11-23t24:00:00z
2026-11
2026
20261123T090000Z
2026-327
2026-W48-1
2026W481T09
Tue, 31 Dec 2016 23:59:60 GMT
11/23/2026 9:00:00 PM
23.11.2026 21:00
2026/11/23 21:00:00 -08:00
lundi 23 novembre 2026 09:00
lun., 23 nov. 2026 09:00:00 +0100
Mo, 23 Nov 2026 09:00:00 MEZ
23. M\u00e4rz 2026
lunes, 23 de noviembre de 2026 9:00
segunda-feira, 23 de novembro de 2026
luned\u00ec 23 gennaio 2026
poniedzia\u0142ek, 23 listopada 2026 09:00
\u043f\u043d, 23 \u043d\u043e\u044f\u0431\u0440\u044f 2026 \u0433. 09:00
\u0394\u03b5\u03c5, 23 \u039d\u03bf\u03ad 2026 09:00:00
2026. november 23., h\u00e9tf\u0151 9:00
23 Kas\u0131m 2026 Pazartesi
2026\ub144 11\uc6d4 23\uc77c \uc624\ud6c4 9:05
2026-11-23 (\uc6d4) \uc624\uc804 12:30
2026\u5e7411\u670823\u65e5 \u5348\u5f8c 9:05
\u4e8c\u3007\u4e8c\u516d\u5e7411\u670823\u65e5
\u4ee4\u548c8\u5e7411\u670823\u65e5
0000-01-01T00:00:00+23:59
9999-12-31T23:59:59-23:59
0001-01-01
Thu, 01 Jan 1970 00:00:00 +0000
1795392000
1795392000123
-1
99999999999999999999
Mon, 32 Foo 20026 99:99:99 +9999
Sun, 29 Feb 2027 12:00:00 GMT
Mon, 23 Nov 2026 09:00:00 (comment (nested)) +0000
Nov 23, 2026 at 9:05pm PDT
2026-11-23T09:00:00+9
P1Y2M3DT4H5M6S
""".strip("\n").split("\n")
write("dates", {f"{number:02}.txt": date + "\n" for number, date in enumerate(dates, 1)})

KOREAN = "<?xml version='1.0' encoding='{}'?><rss><channel><title>항구 소식 똠방각하</title></channel></rss>"
charsets = {
    "utf-8": b"\n<rss/>",
    "utf-8-bom": b"\n\xef\xbb\xbf<rss/>",
    "two-boms": b"\n\xef\xbb\xbf\xef\xbb\xbf<rss/>",
    "invalid-utf-8": b"application/xml; charset=utf-8\n<t>\xed\xa0\x80\xf4\x90\x80\x80\xc0\x80\xe2\x82</t>",
    "utf-16-bom": b"\n" + "<rss>항구</rss>".encode("utf-16"),
    "utf-16be": b"text/xml; charset=utf-16\n" + "<rss>x</rss>".encode("utf-16-be"),
    "utf-16-odd": b"text/xml; charset=utf-16le\n" + "<r/>".encode("utf-16-le") + b"\xd8",
    "utf-16-lone": b"\n\xff\xfe<\x00\x00\xd8>\x00",
    "utf-32": b"\n" + "<rss/>".encode("utf-32"),
    "utf-32-large": b"\n\xff\xfe\x00\x00\xff\xff\xff\x7f<\x00\x00\x00",
    "euc-kr": b"text/xml; charset=euc-kr\n" + KOREAN.format("euc-kr").encode("cp949"),
    "euc-kr-declared": b"\n" + KOREAN.format("ks_c_5601-1987").encode("cp949"),
    "shift_jis": b"text/xml;charset=\"Shift_JIS\"\n" + "<t>港のニュース①～</t>".encode("cp932"),
    "euc-jp": b"text/xml; charset=euc-jp\n" + "<t>港のニュース</t>".encode("euc-jp"),
    "iso-2022-jp": b"text/xml; charset=iso-2022-jp\n" + "<t>港のニュース</t>".encode("iso-2022-jp"),
    "iso-2022-jp-open": b"text/xml; charset=iso-2022-jp\n\x1b$B",
    "gb18030": b"text/xml; charset=gb2312\n" + "<t>港口新闻\U0001f6a2</t>".encode("gb18030"),
    "big5": b"text/xml; charset=big5\n" + "<t>港口新聞</t>".encode("big5") + b"\x88\x62\x88\x64",
    "koi8-r": b"text/xml; charset=koi8-r\n" + "<t>Причал</t>".encode("koi8-r"),
    "windows-1251": "\n<?xml version='1.0' encoding='windows-1251'?><t>Причал</t>".encode("cp1251"),
    "latin-1": b"text/xml; charset=iso-8859-1\n<t>caf\xe9 \x93q\x94 \x81\x8d</t>",
    "unlabeled-latin-1": b"\n<t>caf\xe9</t>",
    "windows-1258": b"text/xml; charset=windows-1258\n<t>e\xec\xcc\xd2</t>",
    "tis-620": b"text/xml; charset=tis-620\n<t>\xa1\xa2\xdf\xff</t>",
    "hz": b"text/xml; charset=hz-gb-2312\n~{VPND~}~\n",
    "utf-7": b"text/xml; charset=utf-7\n+ADw-script+AD4-",
    "unknown": b"text/xml; charset=klingon\n<?xml encoding='also not'?><t>\xff</t>",
    "contradiction": b"text/xml; charset=utf-8\n<?xml version='1.0' encoding='utf-16'?><t>\xe9\x9d\x92</t>",
    "odd-type": b"text/html ; charset = 'UTF8' ; charset=x\n<html/>",
    "type-only": b"application/json\n{}",
    "ebcdic": b"\n\x4c\x6f\xa7\x94\x93",
}
write("charset", charsets)

FIXTURES = ROOT.parent.parent / "Tests" / "FetchingTests" / "Fixtures"
PLAIN = b"<rss version='2.0'><channel><title>Harbor Post</title></channel></rss>\n"


def deflated(data, window, level=9):
    coder = zlib.compressobj(level, zlib.DEFLATED, window)
    return coder.compress(data) + coder.flush()


member, brotli, zstd = gzip.compress(PLAIN, mtime=0), (FIXTURES / "small.br").read_bytes(), (FIXTURES / "small.zst").read_bytes()
named = member[:3] + b"\x1e" + member[4:10] + b"\x03\x00abcfeed.xml\x00by hand\x00"
named += zlib.crc32(named).to_bytes(4, "little")[:2] + member[10:]
decodings = {
    "gzip": b"gzip\n" + member,
    "gzip-all-fields": b"gzip\n" + named,
    "gzip-two-members": b"x-gzip\n" + member + member,
    "gzip-in-gzip": b"gzip, gzip\n" + gzip.compress(member, mtime=0),
    "gzip-then-page": b"gzip\n" + member + b"<html>0.01 s</html>",
    "gzip-cut": b"gzip\n" + member[:-5],
    "gzip-unlabelled": b"\n" + member,
    "gzip-stored": b"gzip\n" + deflated(PLAIN, 31, 0),
    "gzip-of-zeros": b"gzip\n" + gzip.compress(bytes(300_000), mtime=0),
    "zlib": b"deflate\n" + deflated(PLAIN, 15),
    "deflate-raw": b"deflate\n" + deflated(PLAIN, -15),
    "zlib-small-window": b"deflate\n" + deflated(PLAIN * 20, 9),
    "brotli": b"br\n" + brotli,
    "brotli-cut": b"br\n" + brotli[:-3],
    "brotli-empty": b"br\n\x06",
    "zstd": b"zstd\n" + zstd,
    "zstd-two-frames": b"zstd\n" + zstd + b"\x50\x2a\x4d\x18\x02\0\0\0\x09\x09" + zstd,
    "zstd-as-gzip": b"gzip\n" + zstd,
    "zstd-raw-block": b"zstd\n\x28\xb5\x2f\xfd\x20\x05\x29\0\0<rss>",
    "zstd-in-gzip": b"zstd, gzip\n" + gzip.compress(zstd, mtime=0),
    "text-as-gzip": b"gzip\n" + PLAIN,
    "text-in-utf-16": b"br\n" + b"\xff\xfe" + "<rss/>".encode("utf-16-le"),
    "many-names": b'"identity" , none,gzip ,,\n' + member,
    "unknown": b"aws-chunked\n" + PLAIN,
}
write("decoding", decodings)

urls = """
https://a.example/b/c/d;p?q#f|../../../g?y#s
https://a.example/b/c/d;p?q|g;x=1/../y
https://a.example|g
https://a.example?x|?y
https://a.example/b/|//other.example/../x
http://a.example/|https:g
http://a.example/|http:///x
http://user:pass@a.example:80/p?token=secret#frag|?
https://[2001:db8::1]:443/x|//[::1]:/y
https://a.example/|javascript:alert(1)
https://a.example/|mailto:x@y.example
urn:isbn:1|#a
urn:isbn:1|rel
mailto:a|//b/c
/only/a/path|../x
|
//|..
a:|./b:c
a:/|//..//x
a:b|/.//c
file:///a/b|..
https://a.example/%2e%2e/|%2e%2e/./.
https://a.example/\u00fc/|\u9752?\ud55c#\u00e9
https://a.example/ |  \tx\ty \r
http://1.2.3.4/|http://0x7f.1/
https://a@b@c.example/|//x@y@z:1:2/
https://a.example\\b|\\\\c
https://a.example/b|?#
https://a.example/b|#?/..
1a:b|+a:b
""".strip("\n").split("\n")
extra = {
    "address-mapped": "::ffff:127.0.0.1\n2002:7f00:1::",
    "address-nat64": "64:ff9b::10.0.0.1\n",
    "address-metadata": bytes([169, 254, 169, 254]) + b"\n",
    "address-ula": bytes([0xFC, 0] + [0] * 13 + [1]) + b"\n",
    "newline-in-reference": "https://a.example/\nja\nva\tscript:x",
}
seeds = {f"{number:02}": line.replace("|", "\n", 1) for number, line in enumerate(urls, 1)}
write("urls", {**seeds, **extra})

lines = {
    "object.json": '{"a":[1,-0,0.1,1e400,-1.5E-3,true,false,null,"\\u00e9\\ud83d\\udea2\\b\\f\\n\\r\\t\\/\\\\\\""],"a":{}}',
    "deep.json": "[" * 100 + "]" * 100,
    "numbers.json": "[9223372036854775807,-9223372036854775808,9223372036854775808,0.30000000000000004,5e-324,1E+2]",
    "lone-surrogate.json": '["\\ud800","\\udc00\\ud800"]',
    "story.ndjson": '{"seq":1,"type":"story","id":"i","source":"gazette","first_seen":"2026-11-23T00:00:00Z","guid":"g","title":"t",'
    '"published_basis":"given","backfill":false,"url":"https://x.example/","content_html":"<p>x</p>"}',
    "event.ndjson": '{"seq":2,"type":"event","source":"gazette","first_seen":"2026-11-23T00:00:00Z","event":"moved","message":"m",'
    '"details":{"to":"y"}}',
    "sighting.ndjson": '{"seq":3,"type":"sighting","id":"i","story":"s","source":"gazette","first_seen":"2026-11-23T00:00:00Z",'
    '"match":{"rule":"title","gap_minutes":5,"note":"n"},"fingerprint":"f"}',
    "controls": bytes(range(256)),
    "separators": "\x01\x00\x10\u2028\u2029\u0085\u009b\x7f\ufeff\u202e end of the text, which goes on for a while".encode(),
    "long-texts": b"\x01\x00\x07" + b"\x05seven\xf3abc\xff" * 40 + "항구 소식 ".encode() * 20,
    "ascii": b"The harbor reopens after the storm; the ferry sails at nine. " * 8,
    "escapes": b"\x06\x05\"\\\"\\\"\x05\x08\x0c\n\r\t\x04\xe2\x80\xa8\xa9\xf0\xff\xfe",
}
write("lines", lines)

recovery = {"whole": b"\x00\xff\xff", "nothing-written": b"\x00\x00\x00", "index-lost": b"\x02\x01\x80", "redo-torn": b"\x04\x02\x13",
            "redo-missing": b"\x08\x03\x01", "indexed": b"\x01\x00\x00", "zeros-behind": b"\x08\x00\x00" + b"\0" * 64,
            "torn-line": b'\x04\x00\x00{"seq":9,"type":"st', "not-json": b"\x01\x00\x00not json\n",
            "foreign-line": b'\x0a\x00\x00{"seq":9,"type":"story","id":"z","source":"s","first_seen":"2026-11-23T00:00:00Z"}\n',
            "blank-lines": b"\x00\x00\x09\n\n\n"}
write("recovery", recovery)
