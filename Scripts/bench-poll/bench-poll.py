#!/usr/bin/env python3
"""What polls of many sources cost, beside bare libcurl's requests for the same.

    bench-poll.py TIDINGS [--sources 2000] [--polls 13]

Serves the sources itself on loopback. A first poll stores everything; then come polls that bring nothing, each right
after bare libcurl (bare.c) has asked for the same on as many connections. CPU time of whole processes; a ratio is a
pair's. Stays below the twentieth 304 of a source, after which each is asked for the whole now and then.
"""
import argparse
import asyncio
import multiprocessing
import os
import random
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile

CONNECTIONS = 64
# Words that nobody uses, some hundreds of them: headlines share few.
WORDS = [a + b + c for a in "bra den fil gor hal kim lor".split() for b in "a e i o u ei au".split()
         for c in "bert chen dorf gen klin land mark nau ring sel stein tal wig zen".split()]


def feed(number):
    chance = random.Random(number)
    items = "".join(
        f"<item><guid isPermaLink='false'>{number}-{entry}</guid>"
        f"<title>{' '.join(chance.choices(WORDS, k=8)).capitalize()}</title>"
        f"<link>https://source{number}.invalid/{entry}</link>"
        f"<pubDate>Mon, 23 Nov 2026 {entry % 24:02}:{number % 60:02}:00 GMT</pubDate>"
        f"<description>{'The council said that the bridge stays open. ' * 12}{number} {entry}</description></item>"
        for entry in range(32))
    return (f"<?xml version='1.0'?><rss version='2.0'><channel><title>Source {number}</title>"
            f"<link>https://source{number}.invalid/</link>{items}</channel></rss>").encode()


class Feeds(asyncio.Protocol):
    """`/N`: a feed with validators, and 304 for a request that has one."""

    def connection_made(self, transport):
        self.transport, self.rest = transport, b""

    def data_received(self, data):
        self.rest += data
        while (end := self.rest.find(b"\r\n\r\n")) >= 0:
            head, self.rest = self.rest[:end], self.rest[end + 4:]
            number = int(head.split(b" ", 2)[1][1:])
            fields = b"ETag: \"%x-7a3c\"\r\nLast-Modified: Mon, 23 Nov 2026 23:59:00 GMT\r\n" % number
            if b"\r\nif-none-match:" in head.lower():
                self.transport.write(b"HTTP/1.1 304 Not Modified\r\n" + fields + b"\r\n")
            else:
                body = feed(number)
                self.transport.write(
                    b"HTTP/1.1 200 OK\r\nContent-Type: application/rss+xml\r\nContent-Length: %d\r\n" % len(body)
                    + fields + b"\r\n" + body)


def serve(port):
    async def run():
        server = await asyncio.get_running_loop().create_server(Feeds, "127.0.0.1", 0, backlog=256)
        port.put(server.sockets[0].getsockname()[1])
        await server.serve_forever()

    asyncio.run(run())


def cpu(command):
    """Seconds of CPU time that a command takes."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    done = subprocess.run(command, capture_output=True, text=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    if done.returncode:
        sys.exit(f"bench-poll: {command[0]} ended with {done.returncode}: {done.stderr[-1000:]}")
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime, done.stdout + done.stderr


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("tidings")
    parser.add_argument("--sources", type=int, default=2000)
    parser.add_argument("--polls", type=int, default=13)
    arguments = parser.parse_args()
    if not 1 <= arguments.polls <= 18:
        sys.exit("bench-poll: --polls is from 1 to 18")
    work = tempfile.mkdtemp(prefix="tidings-bench-poll-")
    port = multiprocessing.SimpleQueue()
    server = multiprocessing.Process(target=serve, args=(port,), daemon=True)
    server.start()
    try:
        bare = os.path.join(work, "bare")
        source = os.path.join(os.path.dirname(os.path.abspath(__file__)), "bare.c")
        compiler = shutil.which("clang") or shutil.which("cc") or "cc"
        subprocess.run([compiler, "-O2", "-o", bare, source, "-lcurl"], check=True)
        base = f"http://127.0.0.1:{port.get()}/"
        urls = [base + str(number) for number in range(arguments.sources)]
        with open(os.path.join(work, "urls"), "w") as file:
            file.write("".join(url + "\n" for url in urls))
        config = os.path.join(work, "tidings.yaml")
        with open(config, "w") as file:
            file.write(f"output: {work}/out\nnetwork: {{allow: [127.0.0.0/8], max_transfers: {CONNECTIONS}}}\n"
                       f"hosts: {{connections: {CONNECTIONS}, spacing: 0s}}\nsources:\n")
            for number, url in enumerate(urls):
                file.write(f"  - {{name: s{number}, url: '{url}'}}\n")
        poll = [arguments.tidings, "poll", "--config", config]
        first, text = cpu(poll)
        print(f"first poll: {first:.3f} s of CPU time; {text.splitlines()[-1]}", flush=True)
        pairs = []
        for _ in range(arguments.polls):
            floor, _ = cpu([bare, os.path.join(work, "urls"), str(CONNECTIONS)])
            quiet, text = cpu(poll)
            if f"{arguments.sources} unchanged" not in text:
                sys.exit(f"bench-poll: not a quiet poll: {text[-300:]}")
            pairs.append((floor, quiet))
        floor, quiet = (statistics.median(pair[side] for pair in pairs) for side in (0, 1))
        ratios = sorted(quiet / floor for floor, quiet in pairs)
        print(f"{arguments.polls} quiet polls of {arguments.sources} sources, medians: {quiet:.3f} s; "
              f"bare libcurl {floor:.3f} s; ratio {statistics.median(ratios):.2f} "
              f"(least {ratios[0]:.2f}, most {ratios[-1]:.2f})")
    finally:
        server.terminate()
        shutil.rmtree(work, ignore_errors=True)


if __name__ == "__main__":
    main()
