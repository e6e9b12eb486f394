#!/usr/bin/env python3
"""Do servers that trickle hold up those that don't?

    load-test.py TIDINGS [--sound 1000] [--slow 200] [--polls 10000] [--interval 10] [--without]

Each server has a loopback address of its own. The sound ones answer at once, and 304 when they may; the slow ones
send their head and then a byte a second. A daemon polls them all. At the end: how late polls of sound servers were,
at the start and against their interval, and what descriptors and memory did. Exit status 1 when a poll was more
than ten seconds late, or descriptors or memory grew. --without leaves the slow ones out, for comparison.
"""
import argparse, asyncio, bisect, datetime, json, os, resource, signal, statistics, subprocess, sys, tempfile, time

FEED = """<?xml version="1.0"?><rss version="2.0"><channel><title>Server {0}</title><link>http://s{0}.example/</link>
<description>d</description><item><title>Report number {0} of the harbor office on tides and traffic</title>
<guid>s{0}-1</guid><link>http://s{0}.example/1</link></item></channel></rss>"""
LATE = 10.0


def address(kind, number):
    return f"127.{kind}.{number // 250}.{number % 250 + 1}"


class Servers:
    def __init__(self):
        self.asked = {}
        self.trickling = 0

    async def sound(self, number, reader, writer):
        tag = f'"{number}"'
        body = FEED.format(number).encode()
        try:
            while True:
                head = await reader.readuntil(b"\r\n\r\n")
                self.asked.setdefault(number, []).append(time.time())
                if tag.encode() in head:
                    writer.write(f"HTTP/1.1 304 Not Modified\r\nETag: {tag}\r\n\r\n".encode())
                else:
                    writer.write(f"HTTP/1.1 200 OK\r\nContent-Type: application/rss+xml\r\nETag: {tag}\r\n"
                                 f"Content-Length: {len(body)}\r\n\r\n".encode() + body)
                await writer.drain()
        except (asyncio.IncompleteReadError, ConnectionError, asyncio.CancelledError):
            pass
        finally:
            writer.close()

    async def slow(self, reader, writer):
        self.trickling += 1
        try:
            await reader.readuntil(b"\r\n\r\n")
            writer.write(b"HTTP/1.1 200 OK\r\nContent-Type: application/rss+xml\r\nContent-Length: 100000\r\n\r\n")
            while True:
                writer.write(b"<")
                await writer.drain()
                await asyncio.sleep(1)
        except (asyncio.IncompleteReadError, ConnectionError, asyncio.CancelledError):
            pass
        finally:
            self.trickling -= 1
            writer.close()


def due(path, known):
    """Adds what status.json says of sound servers' next polls to `known`: (number, instant)."""
    try:
        with open(path) as file:
            sources = json.load(file)["sources"]
    except FileNotFoundError:
        return
    for source in sources:
        if source["name"].startswith("sound") and "next_poll" in source:
            known.add((int(source["name"][5:]), source["next_poll"]))


def usage(pid):
    with open(f"/proc/{pid}/statm") as file:
        memory = int(file.read().split()[1]) * os.sysconf("SC_PAGE_SIZE") / 1e6
    return len(os.listdir(f"/proc/{pid}/fd")), memory


async def main(options):
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (min(hard, 16384), hard))
    servers = Servers()
    first = await asyncio.start_server(lambda r, w: servers.sound(0, r, w), address(1, 0), 0, backlog=64)
    port = first.sockets[0].getsockname()[1]
    open_servers = [first]
    for number in range(1, options.sound):
        open_servers.append(await asyncio.start_server(
            lambda r, w, n=number: servers.sound(n, r, w), address(1, number), port, backlog=16))
    slow = 0 if options.without else options.slow
    for number in range(slow):
        open_servers.append(await asyncio.start_server(servers.slow, address(2, number), port, backlog=16))
    folder = tempfile.mkdtemp(prefix="tidings-load-")
    sources = [(f"slow{n}", address(2, n)) for n in range(slow)]
    sources += [(f"sound{n}", address(1, n)) for n in range(options.sound)]
    with open(folder + "/tidings.yaml", "w") as file:
        file.write(f"output: {folder}/out\nnetwork: {{allow: [127.0.0.0/8]}}\n"
                   f"defaults: {{interval: {options.interval}s}}\nsources:\n")
        for name, host in sources:
            file.write(f"  - {{name: {name}, url: 'http://{host}:{port}/feed'}}\n")
    began = time.time()
    daemon = subprocess.Popen(
        [options.tidings, "run", "--config", folder + "/tidings.yaml", "--log-level", "error"],
        stdin=subprocess.DEVNULL)
    seen, most, known, written = [], 0, set(), None
    try:
        rounds = options.polls / options.sound
        # Each round may be as late as a poll may be, and a minute for the start.
        limit = began + rounds * (options.interval + LATE) + 60
        while True:
            await asyncio.sleep(1)
            if daemon.poll() is not None:
                sys.exit(f"the daemon ended with status {daemon.returncode}")
            polls = sum(map(len, servers.asked.values()))
            most = max(most, servers.trickling)
            seen.append((polls, *usage(daemon.pid)))
            status = folder + "/out/status.json"
            if os.path.exists(status) and os.stat(status).st_mtime_ns != written:
                written = os.stat(status).st_mtime_ns
                due(status, known)
            if polls >= options.polls:
                break
            if time.time() > limit:
                print(f"gave up after {time.time() - began:.0f} s")
                break
        end = time.time()
    finally:
        # Connections that are cut now are no news; asyncio would print each.
        asyncio.get_running_loop().set_exception_handler(lambda loop, context: None)
        daemon.send_signal(signal.SIGTERM)
        try:
            daemon.wait(30)
        except subprocess.TimeoutExpired:
            daemon.kill()
        for server in open_servers:
            server.close()
        subprocess.run(["rm", "-rf", folder], check=False)
    start = [times[0] - began for times in servers.asked.values()]
    start += [end - began] * (options.sound - len(start))
    late = []
    for number, instant in known:
        instant = datetime.datetime.fromisoformat(instant.replace("Z", "+00:00")).timestamp()
        times = servers.asked.get(number, [])
        # A status that was written while the poll ran may be a moment older.
        place = bisect.bisect_left(times, instant - 0.1)
        if instant < end:
            late.append(max(0, (times[place] if place < len(times) else end) - instant))
    polls = sum(map(len, servers.asked.values()))
    print(f"{options.sound} sound and {slow} slow servers, {polls} polls of sound ones in {end - began:.0f} s; "
          f"at most {most} servers trickled at once")
    print(f"first poll after {statistics.median(start):.1f} s in the median, {max(start):.1f} s at most")
    print(f"{len(late)} later polls, as status.json announced them, were late by {statistics.median(late or [0]):.2f} s "
          f"in the median, {max(late, default=0):.1f} s at most")
    # From a third of the polls on: everybody has been asked, and the slow ones have come round.
    settled = [use for use in seen if use[0] >= options.polls / 3] or seen[-1:]
    head = settled[: max(1, len(settled) // 3)]
    tail = settled[-max(1, len(settled) // 3):]
    descriptors = [max(use[1] for use in part) for part in (head, tail)]
    memory = [max(use[2] for use in part) for part in (head, tail)]
    print(f"descriptors {descriptors[0]}, at the end {descriptors[1]}; memory {memory[0]:.1f} MB, "
          f"at the end {memory[1]:.1f} MB")
    failed = max(start) > LATE or max(late, default=0) > LATE
    failed |= descriptors[1] > descriptors[0] + 32 or memory[1] > memory[0] * 1.15 + 4
    print("FAILED" if failed else "ok")
    return 1 if failed else 0


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("tidings")
    parser.add_argument("--sound", type=int, default=1000)
    parser.add_argument("--slow", type=int, default=200)
    parser.add_argument("--polls", type=int, default=10000)
    parser.add_argument("--interval", type=int, default=10)
    parser.add_argument("--without", action="store_true")
    sys.exit(asyncio.run(main(parser.parse_args())))
