#!/usr/bin/env python3
"""P5: a daemon on a file system of 4 MiB, which fills up in the middle of a poll, is full for a minute, and is freed.

    full.py TIDINGS [--seconds 60]

Needs root, loop devices and mkfs.ext4.
"""
import argparse
import http.server
import json
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import threading
import time

import check


class Feeds(http.server.BaseHTTPRequestHandler):
    """`/N.xml`: entries of 4 KiB, as many as `shown` says; counts how often it is asked."""
    shown = {}
    asked = 0

    def do_GET(self):
        Feeds.asked += 1
        source = self.path.strip("/").removesuffix(".xml")
        words = "Wind and rain along the coast. " * 130
        items = "".join(
            f"<item><guid isPermaLink='false'>{source}-{number}</guid>"
            f"<title>Ferry {number} of line {source} resumes after storm number {number * 7 + len(source)}</title>"
            f"<description>{words}{source} {number}</description></item>"
            for number in range(Feeds.shown.get(source, 0)))
        body = f"<rss version='2.0'><channel><title>{source}</title>{items}</channel></rss>".encode()
        self.send_response(200)
        self.send_header("Content-Type", "application/rss+xml")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_):
        pass


def wait(what, condition, seconds=60):
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if condition():
            return
        time.sleep(0.05)
    raise TimeoutError(f"not within {seconds} s: {what}")


def run(tidings, seconds=60):
    work = tempfile.mkdtemp(prefix="tidings-full-")
    disk, mount, log = (os.path.join(work, name) for name in ("disk", "mount", "log"))
    output, config = os.path.join(mount, "out"), os.path.join(work, "tidings.yaml")
    os.mkdir(mount)
    with open(disk, "wb") as file:
        file.truncate(4 << 20)
    # Blocks for root would be free for root, who runs this.
    for command in (["mkfs.ext4", "-q", "-F", "-m", "0", "-O", "^has_journal", "-b", "1024", disk],
                    ["mount", "-o", "loop", disk, mount]):
        subprocess.run(command, check=True, capture_output=True)
    notify = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
    notify.bind(os.path.join(work, "notify"))
    notify.setblocking(False)
    messages = []

    def hear():
        while True:
            try:
                messages.append(notify.recv(4096).decode())
            except BlockingIOError:
                return messages

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Feeds)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    sources = ["moor", "coast", "town"]
    Feeds.shown = {source: 3 for source in sources}
    with open(config, "w") as file:
        file.write(f"output: {output}\nnetwork: {{allow: [127.0.0.0/8]}}\nhosts: {{connections: 8, spacing: 0s}}\n"
                   "defaults: {interval: {min: 1s, max: 2s}, timeout: 10s}\nsources:\n")
        for source in sources:
            file.write(f"  - {{name: {source}, url: 'http://127.0.0.1:{server.server_port}/{source}.xml'}}\n")
    figures, problems = {}, []
    daemon = None

    def lines():
        return sum(check.whole(output, stream).count(b"\n") for stream in ("stories", "updates"))

    def state():
        with open(output + "/status.json") as file:
            return json.load(file)["state"]

    def says(words):
        with open(log) as file:
            return words in file.read()

    try:
        daemon = subprocess.Popen(
            [tidings, "run", "--config", config], stderr=open(log, "w"),
            env=os.environ | {"NOTIFY_SOCKET": os.path.join(work, "notify"), "TZ": "UTC"})
        wait("the first stories", lambda: os.path.exists(output + "/events.ndjson") and lines() >= 9)
        free = os.statvfs(mount)
        ballast = os.path.join(mount, "ballast")
        with open(ballast, "wb") as file:
            # 300 KiB are left for 1,200 stories of 4 KiB.
            file.write(b"x" * (free.f_bavail * free.f_frsize - (300 << 10)))
        Feeds.shown = {source: 80 for source in sources}
        wait("the daemon's word that there is no space", lambda: says("no space"))
        wait("its status", lambda: any("no space" in message for message in hear()), 30)
        wait("status.json to say no-space", lambda: state() == "no-space", 30)
        asked, before = Feeds.asked, lines()
        size = {stream: check.whole(output, stream) for stream in check.STREAMS}
        time.sleep(seconds)
        hear()
        figures["polls_while_full"] = Feeds.asked - asked
        if Feeds.asked - asked > 3:
            problems.append(f"{Feeds.asked - asked} polls began while the disk was full")
        figures["state"] = state()
        if figures["state"] != "no-space":
            problems.append(f"status.json says {figures['state']} while the disk is full")
        if daemon.poll() is not None:
            problems.append(f"the daemon ended with {daemon.returncode}")
        os.unlink(ballast)
        wait("everything that was published", lambda: lines() >= 240, 130)
        wait("its word that there is space", lambda: says("space on the disk again"))
        for stream, old in size.items():
            if not check.whole(output, stream).startswith(old):
                problems.append(f"{stream}: bytes changed that were there before")
        wait("its status to be running", lambda: state() == "running", 30)
        asked = Feeds.asked
        wait("polls again", lambda: Feeds.asked > asked + 2)
        daemon.terminate()
        status = daemon.wait(30)
        if status:
            problems.append(f"exit status {status}")
        result = check.Check(output)
        problems += result.problems
        verified = subprocess.run([tidings, "verify", "--output", output], capture_output=True, text=True)
        if verified.returncode:
            problems.append(f"verify: {verified.stdout[-500:]}{verified.stderr[-300:]}")
        stored = lines()
        figures.update(before=before, stored=stored, published=240, doubled=result.doubled,
                       bad_lines=result.bad_lines)
        if stored != 240:
            problems.append(f"{stored} lines of 240 stories")
        # Full to the last byte, and an end that was none: a start has to make files.
        with open(ballast, "wb", buffering=0) as file:
            size = 1 << 16
            while size:
                try:
                    file.write(b"x" * size)
                except OSError:
                    size //= 2
        figures["bytes_free_at_start"] = os.statvfs(mount).f_bavail * os.statvfs(mount).f_frsize
        daemon = subprocess.Popen([tidings, "run", "--config", config], stderr=open(log, "a"),
                                  env=os.environ | {"NOTIFY_SOCKET": os.path.join(work, "notify"), "TZ": "UTC"})
        wait("its word that it waits to start", lambda: says("the daemon starts when there is"))
        wait("its status", lambda: any("waiting to start" in message for message in hear()), 30)
        os.unlink(ballast)
        wait("its start", lambda: says("space on the disk again: starting"), 130)
        wait("READY", lambda: any("READY=1" in message for message in hear()), 30)
        daemon.terminate()
        status = daemon.wait(30)
        if status:
            problems.append(f"exit status {status} after a start on a full disk")
        if lines() != 240:
            problems.append(f"{lines()} lines of 240 stories after a start on a full disk")
    except (TimeoutError, OSError) as error:
        problems.append(str(error))
        with open(log) as file:
            problems.append(file.read()[-1500:])
    finally:
        if daemon and daemon.poll() is None:
            daemon.kill()
            daemon.wait()
        server.shutdown()
        subprocess.run(["umount", "-l", mount], check=False)
        shutil.rmtree(work, ignore_errors=True)
    return figures, problems


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("tidings")
    parser.add_argument("--seconds", type=int, default=60)
    arguments = parser.parse_args()
    figures, problems = run(arguments.tidings, arguments.seconds)
    print("P5 full disk:", figures)
    for problem in problems:
        print("  ", problem)
    sys.exit(3 if problems else 0)


if __name__ == "__main__":
    main()
