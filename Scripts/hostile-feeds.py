#!/usr/bin/env python3
"""Write feeds that are made to hurt a parser: hostile-feeds.py FOLDER [SIZE].

SIZE is that of each document in bytes, 16 MiB by default. With --run PROGRAM [--cpu SECONDS] [--memory MIB] each is
given to `PROGRAM parse` as well: a line for each, and exit status 1 when one went over a limit.
"""

import argparse
import os
import sys

HEAD = b'<?xml version="1.0" encoding="utf-8"?>\n<rss version="2.0"><channel><title>Quay Gazette</title>\n'
TAIL = b"</channel></rss>\n"
OPEN = HEAD + b"<item><title>First</title><guid>1</guid></item><item><title>Second</title><description>"
CLOSE = b"</description></item><item><title>Third</title></item>" + TAIL


def filled(before, unit, after, size):
    """`unit`, repeated until the document has its size; a function gets the number of the repetition."""
    room = size - len(before) - len(after)
    if callable(unit):
        parts, length, number = [], 0, 0
        while True:
            part = unit(number)
            if length + len(part) > room:
                break
            parts.append(part)
            length += len(part)
            number += 1
        return before + b"".join(parts) + after
    return before + unit * (room // len(unit)) + after


def item(number):
    body = b"The ferry of pier %d left at noon &amp; came back at night. " % number * 12
    return (
        b"<item><title>Ferry number %d leaves</title><link>https://quay.example/f/%d</link>"
        b"<guid isPermaLink=\"false\">ferry-%d</guid><pubDate>Mon, 02 Jan 2023 10:%02d:00 GMT</pubDate>"
        b"<category>Harbor</category><description>&lt;p&gt;%s&lt;/p&gt;</description></item>\n"
        % (number, number, number, number % 60, body)
    )


def long_item(number):
    """So long that a document of 16 MiB has fewer entries than the limit."""
    return item(number).replace(b"<description>", b"<description>" + b"Tide tables, and what they mean. " * 120)


def documents(size):
    cyrillic = "Паром ушёл в полдень, вернулся к ночи. ".encode("cp1251")
    wide = "<rss version='2.0'><channel><title>Quay</title>"
    rows = {
        "feed-many-items": (HEAD, item, TAIL),
        "feed-long-items": (HEAD, long_item, TAIL),
        "text": (OPEN, b"x", CLOSE),
        "text-lines": (OPEN, b"word and word\n", CLOSE),
        "text-html": (OPEN, b"&lt;p&gt;word", CLOSE),
        "text-markup": (OPEN, b"<p>word</p>", CLOSE),
        "title": (OPEN[: -len(b"<description>")] + b"<title>", b"x", b"</title></item>" + TAIL),
        "guid": (OPEN[: -len(b"<description>")] + b"<guid>", b"x", b"</guid></item>" + TAIL),
        "cdata": (OPEN + b"<![CDATA[", b"<p>word</p>", b"]]>" + CLOSE),
        "cdata-unclosed": (OPEN + b"<![CDATA[", b"<p>word</p>", b""),
        "cdata-many": (OPEN, b"<![CDATA[x]]>", CLOSE),
        "cdata-openings": (OPEN, b"<![CDATA[", CLOSE),
        "comment": (HEAD + b"<!--", b"word ", b"-->" + TAIL),
        "comment-in-item": (OPEN + b"<!--", b"word ", b"-->" + CLOSE),
        "comment-unclosed": (OPEN + b"<!--", b"word ", b""),
        "comments": (OPEN, b"<!-- -->", CLOSE),
        "comment-openings": (OPEN, b"<!--", CLOSE),
        "instruction": (OPEN + b"<?x ", b"word ", b"?>" + CLOSE),
        "instructions": (OPEN, b"<?x ?>", CLOSE),
        "instruction-openings": (OPEN, b"<?x ", CLOSE),
        "attribute": (OPEN + b'<a b="', b"x", b'"/>' + CLOSE),
        "attribute-unclosed": (OPEN + b'<a b="', b"x", b""),
        "attributes": (OPEN + b"<a", lambda n: b' b%d=""' % n, b"/>" + CLOSE),
        "attributes-below-limit": (OPEN, b"<a" + b"".join(b' b%d=""' % n for n in range(250)) + b"/>", CLOSE),
        "attributes-quoted-ends": (OPEN + b'<a c=">"', lambda n: b" b%d='>'" % n, b"/>" + CLOSE),
        "attributes-equal": (OPEN, b'<a b="" b="" b="">x</a>', CLOSE),
        "tag-unclosed": (OPEN + b"<", b"a ", b""),
        "items": (HEAD, b"<item></item>", TAIL),
        "items-titled": (HEAD, lambda n: b"<item><title>%d</title></item>" % n, TAIL),
        "items-unclosed": (HEAD, b"<item>", b""),
        "items-in-items": (HEAD, b"<item><title>t</title>", TAIL),
        "guids-equal-prefix": (HEAD, lambda n: b"<item><guid>%s%d</guid></item>" % (b"p" * 150, n), TAIL),
        "guids-equal": (HEAD, b"<item><guid>same</guid></item>", TAIL),
        "names": (OPEN, lambda n: b"<n%d/>" % n, CLOSE),
        "names-of-items": (HEAD + b"<item>", lambda n: b"<n%d>x</n%d>" % (n, n), b"</item>" + TAIL),
        "names-of-attributes": (OPEN, lambda n: b'<a n%d=""/>' % n, CLOSE),
        "long-names": (OPEN, lambda n: b"<%s%d/>" % (b"n" * 40000, n), CLOSE),
        "namespaces": (OPEN, lambda n: b'<a:a xmlns:a="u%d"/>' % n, CLOSE),
        "namespaces-nested": (HEAD, lambda n: b'<a:a xmlns:a="u%d">' % n, b""),
        "prefixes-undeclared": (OPEN, lambda n: b"<p%d:a/>" % n, CLOSE),
        "deep": (OPEN, b"<a>", b""),
        "deep-closed": (OPEN, b"<a>", b"</a>" * 90 + CLOSE),
        "deep-items": (HEAD, b"<item><a>" + b"<b>" * 120 + b"</b>" * 120 + b"</a></item>", TAIL),
        "end-tags": (OPEN, b"</a>", CLOSE),
        "end-tags-misplaced": (OPEN, b"<a><b></a>", CLOSE),
        "entities": (OPEN, b"&amp;", CLOSE),
        "entities-html": (OPEN, b"&eacute;", CLOSE),
        "entities-unknown": (OPEN, lambda n: b"&e%d;" % n, CLOSE),
        "entities-in-attributes": (OPEN, b'<a b="&eacute;"/>', CLOSE),
        "references": (OPEN, b"&#65;", CLOSE),
        "ampersands": (OPEN, b"&", CLOSE),
        "ampersands-text": (OPEN, b"AT&T and so on; ", CLOSE),
        "less-than": (b"", b"<", b""),
        "less-than-in-item": (OPEN, b"<", CLOSE),
        "greater-than": (OPEN, b"]]>", CLOSE),
        "quotes": (OPEN, b'<a b="', CLOSE),
        "declarations": (OPEN, b"<!x>", CLOSE),
        "doctypes": (b"", b"<!DOCTYPE rss>", HEAD[39:] + TAIL),
        "subset": (b"<!DOCTYPE rss [", b'<!ENTITY a "b">', b"]>" + HEAD[39:] + TAIL),
        "junk": (b"", b"junk < 1 ", HEAD + TAIL),
        "spaces": (b"", b" ", HEAD[39:] + TAIL),
        "nul": (b"", b"\0", b""),
        "nul-in-item": (OPEN, b"\0", CLOSE),
        "control-characters": (OPEN, b"a\x01b", CLOSE),
        "invalid-utf8": (OPEN, b"\xff", CLOSE),
        "invalid-utf8-mixed": (OPEN, "wörd ".encode() + b"\xe4 ", CLOSE),
        "nonsense": (OPEN, b"<a\xc3\xa4 &#xD800; <![CDATA[ \xef\xbf\xbf ]]> </b> \"", CLOSE),
        "windows-1251": (OPEN.replace(b"utf-8", b"windows-1251"), cyrillic, CLOSE),
        "html": (b"<!DOCTYPE html><html><head><title>x</title></head><body>", b"<p>word", b""),
        "dates": (HEAD, b"<item><pubDate>" + b"1" * 900 + b"</pubDate></item>", TAIL),
        "categories": (HEAD + b"<item>", lambda n: b"<category>%d</category>" % n, b"</item>" + TAIL),
        "authors": (HEAD + b"<item>", lambda n: b"<author>%d</author>" % n, b"</item>" + TAIL),
        "enclosures": (HEAD + b"<item>", lambda n: b'<enclosure url="http://a.example/%d"/>' % n, b"</item>" + TAIL),
        "links": (HEAD + b"<item>", lambda n: b"<link>http://a.example/%d</link>" % n, b"</item>" + TAIL),
        "bases": (OPEN, lambda n: b'<a xml:base="b%d/">x</a>' % n, CLOSE),
    }
    for name, (before, unit, after) in rows.items():
        yield name, lambda row=(before, unit, after): filled(*row, size)
    middle = "<item><title>Ferry</title></item>"
    count = (size // 2 - len(wide) - 40) // len(middle)
    yield "utf-16", lambda: b"\xff\xfe" + (wide + middle * count + "</channel></rss>").encode("utf-16-le")
    body = "<item><description>" + "Ferry " * (size // 12 - 20) + "</description></item></channel></rss>"
    yield "utf-16-text", lambda: b"\xff\xfe" + (wide + body).encode("utf-16-le")
    json = b'{"version":"https://jsonfeed.org/version/1.1","title":"Quay","items":['
    row = b'{"id":"%d","content_text":"word"},'
    yield "json-arrays", lambda: filled(json, b"[", b"", size)
    yield "json-objects", lambda: filled(json, b'{"a":', b"", size)
    yield "json-items", lambda: filled(json, lambda n: row % n, b'{"id":"z"}]}', size)


def in_child(work):
    """Its exit status and what it used. This process stays small: a child's memory begins with its parent's."""
    child = os.fork()
    if child == 0:
        work()
        os._exit(0)
    _, status, usage = os.wait4(child, 0)
    return os.waitstatus_to_exitcode(status), usage


def write(path, document):
    with open(path, "wb") as file:
        file.write(document())


def parse(program, path):
    null = os.open(os.devnull, os.O_WRONLY)
    os.dup2(null, 1)
    os.dup2(null, 2)
    os.execv(program, [program, "parse", path])


def run(program, path, cpu, memory):
    """True when the program stayed within the limits."""
    code, usage = in_child(lambda: parse(program, path))
    seconds = usage.ru_utime + usage.ru_stime
    mib = usage.ru_maxrss / 1024
    is_fine = code in (0, 1) and seconds <= cpu and mib <= memory
    print(f"{os.path.basename(path):28} exit {code:3} {seconds:7.2f} s {mib:8.1f} MiB{'' if is_fine else '   OVER'}")
    return is_fine


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder")
    parser.add_argument("size", nargs="?", type=int, default=16 << 20)
    parser.add_argument("--run", metavar="PROGRAM")
    parser.add_argument("--cpu", type=float, default=2.0, metavar="SECONDS")
    parser.add_argument("--memory", type=float, default=256.0, metavar="MIB")
    arguments = parser.parse_args()
    os.makedirs(arguments.folder, exist_ok=True)
    all_fine = True
    for name, document in documents(arguments.size):
        path = os.path.join(arguments.folder, name + ".xml")
        in_child(lambda: write(path, document))
        if arguments.run:
            all_fine &= run(os.path.abspath(arguments.run), path, arguments.cpu, arguments.memory)
            os.remove(path)
    sys.exit(0 if all_fine else 1)


if __name__ == "__main__":
    main()
