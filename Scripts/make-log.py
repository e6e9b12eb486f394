#!/usr/bin/env python3
"""Makes an output directory with many stories, for measuring: tail --after, reindex, verify, a start.

    make-log.py DIR [--stories 1000000] [--sources 2000] [--bytes 1500] [--days 100] [--seed 1]

Serves feeds on loopback and has `tidings poll` store them, so that the log, the ids and the index are the
program's own. Then the log is spread over so many days (first_seen and the segments' names), and the index is
for `tidings reindex` to build again. DIR/tidings.yaml is the configuration, DIR/out the output directory.
"""

import argparse
import datetime
import http.server
import os
import pathlib
import random
import subprocess
import sys
import threading

WORDS = """harbor council ferry bridge valley winter market orchard railway theater library museum parliament
budget hospital teacher fisher storm river glacier festival choir stadium airport tunnel reactor vineyard
forest drought harvest treaty embassy verdict strike union bakery lighthouse station archive garden mayor
opens closes delays reviews rejects approves visits rebuilds inspects extends restores questions honors
after before without during against under beyond second third northern southern eastern western small large
new old public private local regional national annual early late""".split()


class Feeds(http.server.BaseHTTPRequestHandler):
    """/N is source N; its entries follow from the seed, so that nothing is kept."""

    protocol_version = "HTTP/1.1"
    per_source = 500
    size = 1500
    seed = 1

    def do_GET(self):
        body = self.feed(int(self.path.strip("/"))).encode()
        self.send_response(200)
        self.send_header("Content-Type", "application/rss+xml")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def feed(self, source):
        chance = random.Random(self.seed * 1_000_003 + source)
        text = " ".join(chance.choice(WORDS) for _ in range(2000))
        items = []
        for number in range(self.per_source):
            title = " ".join(chance.choice(WORDS) for _ in range(8)).capitalize()
            link = f"https://source-{source}.example/stories/{number}"
            start = chance.randrange(0, 6000)
            room = max(100, self.size - 470)
            when = datetime.datetime(2026, 3, 1) + datetime.timedelta(minutes=11 * number + source)
            items.append(
                f"<item><title>{title}</title><link>{link}</link><guid>{link}</guid>"
                f"<pubDate>{when:%a, %d %b %Y %H:%M:%S} GMT</pubDate>"
                f"<description>&lt;p&gt;{text[start:start + room]}&lt;/p&gt;</description></item>"
            )
        return (
            "<?xml version='1.0'?><rss version='2.0'><channel>"
            f"<title>Source {source}</title><link>https://source-{source}.example/</link>"
            f"<description>d</description>{''.join(items)}</channel></rss>"
        )

    def log_message(self, *_):
        pass


class Server(http.server.ThreadingHTTPServer):
    request_queue_size = 256
    daemon_threads = True


def segments(folder):
    return sorted(folder.glob("*.ndjson"), key=lambda path: int(path.name[11:-7]))


def spread(output, days):
    """Writes the log anew, as if its lines had come over so many days, each source's one by one."""
    folder = output / "stories"
    places = {}
    old = [path.rename(path.with_suffix(".old")) for path in segments(folder)]
    files = [open(path, "rb") for path in old]
    for number, file in enumerate(files):
        offset = 0
        for line in file:
            start = line.index(b'"source":"') + 10
            places.setdefault(line[start:line.index(b'"', start)], []).append((number, offset, len(line)))
            offset += len(line)
    stories = sum(map(len, places.values()))
    end = datetime.datetime.now(datetime.timezone.utc).replace(microsecond=0) - datetime.timedelta(minutes=5)
    start = end - datetime.timedelta(days=days)
    seq = 0
    counter = 0
    out = None
    day = ""
    mark = b'"first_seen":"'
    for turn in range(max(map(len, places.values()))):
        for source in places.values():
            if turn >= len(source):
                continue
            number, offset, size = source[turn]
            files[number].seek(offset)
            line = files[number].read(size)
            time = start + (end - start) * seq / stories
            seq += 1
            if out is None or f"{time:%Y-%m-%d}" != day or out.tell() >= 128 << 20:
                if out:
                    out.close()
                    os.chmod(out.name, 0o440)
                counter += 1
                day = f"{time:%Y-%m-%d}"
                out = open(folder / f"{day}-{counter:06}.ndjson", "wb")
                os.chmod(out.name, 0o640)
            place = line.index(mark) + len(mark)
            close = line.index(b'"', place)
            stamp = f"{time:%Y-%m-%dT%H:%M:%SZ}".encode()
            out.write(b'{"seq":%d' % seq + line[line.index(b","):place] + stamp + line[close:])
    if out:
        out.close()
        live = output / "stories.ndjson"
        live.unlink(missing_ok=True)
        os.link(out.name, live)
    for path in old:
        path.unlink()


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("dir", type=pathlib.Path)
    parser.add_argument("--stories", type=int, default=1_000_000)
    parser.add_argument("--sources", type=int, default=2000)
    parser.add_argument("--bytes", type=int, default=1500, help="of a line, about")
    parser.add_argument("--days", type=int, default=100, help="0 leaves the log as it was polled")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--binary", default=".build/release/tidings")
    options = parser.parse_args()
    Feeds.per_source = -(-options.stories // options.sources)
    Feeds.size = options.bytes
    Feeds.seed = options.seed
    options.dir.mkdir(parents=True, exist_ok=True)
    server = Server(("127.0.0.1", 0), Feeds)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    port = server.server_address[1]
    config = options.dir / "tidings.yaml"
    output = options.dir / "out"
    config.write_text(
        f"output: {output.resolve()}\nnetwork: {{allow: [127.0.0.0/8]}}\n"
        # What is learned would be events, whose seqs the renumbered stories take.
        "hosts: {connections: 8, spacing: 0s}\ndefaults: {timeout: 300s}\ndedup: {learn: false}\nsources:\n"
        + "".join(f"  - {{name: source-{n}, url: 'http://127.0.0.1:{port}/{n}'}}\n" for n in range(options.sources))
    )
    subprocess.run([options.binary, "poll", "--config", str(config), "--json"], check=True, stdout=subprocess.DEVNULL)
    if options.days:
        spread(output, options.days)
        for name in list((output / "state").glob("index.sqlite*")) + [output / "state" / "clean"]:
            name.unlink(missing_ok=True)
    size = sum(path.stat().st_size for path in segments(output / "stories"))
    print(f"{output}: {len(segments(output / 'stories'))} segments, {size / 1e6:.0f} MB", file=sys.stderr)


if __name__ == "__main__":
    main()
