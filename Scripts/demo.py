#!/usr/bin/env python3
"""Shows tidings at work: serves the sample feeds on loopback, runs the daemon on them and counts what it stored.

usage: demo.py TIDINGS_BINARY [DIRECTORY]
"""
import email.utils
import functools
import http.server
import json
import os
import pathlib
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time

ROOT = pathlib.Path(__file__).resolve().parent.parent
ZONES = {"korea-herald": "Asia/Seoul"}
STORIES, COPIES = 12, 2  # of the samples, before the item that is added
LATE = "Rooftop beekeepers report the earliest swarm since records began"
FOUND = "leader urges 'ideological offensive' by propaganda officials"


class Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *_):
        pass


def serve(folder):
    handler = functools.partial(Quiet, directory=str(folder))
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return server


def write_configuration(home, port):
    names = sorted(path.stem for path in (home / "feeds").glob("*.xml"))
    lines = [
        f"output: {home}/output",
        "network: {allow: [127.0.0.0/8]}   # the sample feeds are on this machine",
        "hosts: {connections: 8, spacing: 0s}",
        "defaults: {interval: 2s}          # real sources are polled every 5 minutes at most",
        "sources:",
    ]
    for name in names:
        zone = f", timezone: {ZONES[name]}" if name in ZONES else ""
        lines.append(f"  - {{name: {name}, url: 'http://127.0.0.1:{port}/{name}.xml'{zone}}}")
    path = home / "tidings.yaml"
    path.write_text("\n".join(lines) + "\n")
    return path


def records(home, stream):
    """Whole lines only: what follows the last newline is not a record yet."""
    found = []
    for path in sorted((home / "output" / stream).glob("*.ndjson")):
        data = path.read_bytes()
        found += [json.loads(line) for line in data[:data.rfind(b"\n") + 1].splitlines()]
    return found


def copies(home):
    return [r for r in records(home, "updates") if r["type"] == "sighting"]


def wait_for(what, daemon, condition, seconds=60):
    end = time.monotonic() + seconds
    while not condition():
        if daemon.poll() is not None:
            raise SystemExit(f"demo: the daemon ended with status {daemon.returncode} before {what}")
        if time.monotonic() > end:
            print(f"demo: no {what} within {seconds} s", flush=True)
            return False
        time.sleep(0.05)
    return True


def add_item(home):
    path = home / "feeds" / "yonhap.xml"
    item = (f"  <item>\n    <title>{LATE}</title>\n    <link>https://en.yna.example/view/103</link>\n"
            f"    <guid>https://en.yna.example/view/103</guid>\n"
            f"    <pubDate>{email.utils.formatdate(usegmt=True)}</pubDate>\n  </item>\n")
    new = path.with_suffix(".new")
    new.write_text(path.read_text().replace("  <item>", item + "  <item>", 1))
    os.replace(new, path)


def say(text):
    print(f"\n=== {text}", flush=True)


def main():
    binary = str(pathlib.Path(sys.argv[1]).resolve())
    home = pathlib.Path(sys.argv[2]) if len(sys.argv) > 2 else pathlib.Path(tempfile.mkdtemp(prefix="tidings-demo-"))
    home = home.resolve()
    shutil.copytree(ROOT / "Demo" / "feeds", home / "feeds")
    for path in (home / "feeds").iterdir():
        os.utime(path, (time.time() - 3600,) * 2)  # so that the change below has a later Last-Modified
    server = serve(home / "feeds")
    config = write_configuration(home, server.server_port)

    say(f"seven sample feeds on 127.0.0.1:{server.server_port}; this is the daemon's log:")
    daemon = subprocess.Popen(
        [binary, "run", "--config", str(config)], stdin=subprocess.DEVNULL,
        env={**os.environ, "SWIFT_BACKTRACE": "enable=no"})
    try:
        fine = wait_for(
            f"{STORIES} stories and {COPIES} copies", daemon,
            lambda: len(records(home, "stories")) >= STORIES and len(copies(home)) >= COPIES)
        say("one feed gets a new item")
        add_item(home)
        fine &= wait_for(
            "new story", daemon, lambda: any(r["title"] == LATE for r in records(home, "stories")))
        say("SIGTERM")
        daemon.send_signal(signal.SIGTERM)
        daemon.wait(timeout=20)
    finally:
        if daemon.poll() is None:
            daemon.kill()
            daemon.wait()
        server.shutdown()

    stories, seen = records(home, "stories"), copies(home)
    wanted = [r for r in stories if FOUND in r["title"].replace("\u2018", "'").replace("\u2019", "'")]
    pairs = [(s, c) for s in wanted for c in seen if c["story"] == s["id"]]
    say("summary")
    print(f"stories stored      {len(stories)} (expected {STORIES + 1})")
    print(f"copies recognized   {len(seen)} (expected {COPIES})")
    for story, copy in pairs:
        print(f"  story    {story['source']:13} {story.get('date_published', '?')}  {story['title']}")
        print(f"  sighting {copy['source']:13} {copy.get('date_published', '?')}  {copy['title']}")
    print(f"files               {home}/output")
    print(f"""
Try next:
  jq -r '[.source, .title] | @tsv' {home}/output/stories/*.ndjson
  {os.path.relpath(binary)} tail --output {home}/output
  {os.path.relpath(binary)} status --output {home}/output""")
    instants = {"yonhap": "2022-03-31T23:12:00", "korea-herald": "2022-04-01T01:18:00"}
    right = all(
        record.get("date_published", "").startswith(instants[record["source"]]) for pair in pairs for record in pair)
    fine &= len(stories) == STORIES + 1 and len(seen) == COPIES and daemon.returncode == 0
    if not (fine and len(wanted) == 1 and len(pairs) == 1 and right):
        raise SystemExit(f"demo: not what was expected (the daemon ended with status {daemon.returncode})")


main()
