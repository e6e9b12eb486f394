#!/usr/bin/env python3
"""Times the log: what storing costs, and with many stories a rebuild, starts, `tail --after` and verify.

    bench-log.py FAULTDRIVER TIDINGS [--stories 1000000] [--work DIR]

Prints a line for each figure, with what is asked of it where something is. Called by `make bench-log`.
"""
import argparse
import json
import os
import pathlib
import shutil
import signal
import socket
import statistics
import subprocess
import sys
import tempfile
import time


def report(what, figure, asked=""):
    print(f"{what:<52} {figure:>26}  {asked and 'asked: ' + asked}", flush=True)


def measured(command):
    """Wall time, CPU time and most memory (MiB) of a command."""
    start = time.monotonic()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    wall = time.monotonic() - start
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        sys.exit(f"{' '.join(map(str, command))}: exit status {process.returncode}")
    return wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024


def cost(driver, work):
    """The storing of a cold poll of 2,000 feeds against one file with one fsync."""
    lines = subprocess.run([driver, "cost", str(work / "cost")], check=True, capture_output=True, text=True)
    figures = {}
    for line in lines.stdout.splitlines():
        words = line.split()
        if words[0] == "stories":
            counts = dict(zip(words[::2], map(int, words[1::2])))
        else:
            figures[words[0]] = dict(zip(words[1::2], map(int, words[2::2])))
    store, file = figures["store"], figures["file"]
    report("storing: stories, MB, batches",
           f"{counts['stories']}, {counts['bytes'] / 1e6:.0f}, {counts['batches']}")
    report("storing: CPU, wall", f"{store['cpu_ms']} ms, {store['wall_ms']} ms")
    report("one file, one fsync: CPU, wall", f"{file['cpu_ms']} ms, {file['wall_ms']} ms")
    report("ratio: CPU, wall",
           f"{store['cpu_ms'] / max(1, file['cpu_ms']):.1f}, {store['wall_ms'] / max(1, file['wall_ms']):.1f}")
    report("slowest batch", f"{counts['slowest_ms']} ms")
    shutil.rmtree(work / "cost")


def ready(tidings, config, work, end):
    """Seconds from a start to READY; then `end` ends it."""
    notify = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
    path = str(work / "notify")
    if os.path.exists(path):
        os.unlink(path)
    notify.bind(path)
    notify.settimeout(300)
    start = time.monotonic()
    daemon = subprocess.Popen([tidings, "run", "--config", config], stderr=subprocess.DEVNULL,
                              env=os.environ | {"NOTIFY_SOCKET": path})
    while b"READY=1" not in notify.recv(4096):
        pass
    wall = time.monotonic() - start
    daemon.send_signal(end)
    daemon.wait(60)
    return wall


def after(tidings, output, seq):
    """Seconds from the start of `tail --after` to its first line."""
    start = time.monotonic()
    tail = subprocess.Popen([tidings, "tail", "--output", output, "--json", "--after", str(seq)],
                            stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
    line = tail.stdout.readline()
    wall = time.monotonic() - start
    tail.kill()
    tail.wait()
    if json.loads(line)["seq"] <= seq:
        sys.exit(f"tail --after {seq} began with {line[:40]}")
    return wall


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("driver")
    parser.add_argument("tidings")
    parser.add_argument("--stories", type=int, default=1_000_000)
    parser.add_argument("--work", help="where to make the log, and to leave it; there it is used again")
    options = parser.parse_args()
    work = pathlib.Path(options.work or tempfile.mkdtemp(prefix="tidings-bench-log-"))
    work.mkdir(parents=True, exist_ok=True)
    try:
        cost(options.driver, work)
        log, config = work / "log", work / "empty.yaml"
        output = str(log / "out")
        if not log.exists():
            subprocess.run(
                [sys.executable, str(pathlib.Path(__file__).with_name("make-log.py")), str(log), "--stories",
                 str(options.stories), "--binary", options.tidings], check=True)
        # Nothing is polled: what is measured is the log.
        config.write_text(f"output: {output}\nsources: [{{name: none, url: 'http://127.0.0.1:9/none'}}]\n")
        wall, cpu, memory = measured([options.tidings, "reindex", "--config", str(log / "tidings.yaml")])
        report(f"reindex of {options.stories:,} stories", f"{wall:.1f} s, CPU {cpu:.1f} s, {memory:.0f} MiB",
               "60 s, 200 MiB for 1,000,000")
        index = os.path.getsize(output + "/state/index.sqlite")
        report("index", f"{index / 1e6:.0f} MB, {index / options.stories:.0f} B a story")
        report("start after a clean end",
               f"{ready(options.tidings, config, work, signal.SIGTERM):.3f} s", "1 s")
        ready(options.tidings, config, work, signal.SIGKILL)
        report("start after kill -9", f"{ready(options.tidings, config, work, signal.SIGTERM):.3f} s", "3 s")
        last = options.stories
        times = [after(options.tidings, output, last * part // 100) for part in (1, 25, 50, 75, 99) for _ in range(3)]
        report("tail --after, first line: median, slowest",
               f"{statistics.median(times) * 1000:.0f} ms, {max(times) * 1000:.0f} ms", "50 ms")
        wall, cpu, memory = measured([options.tidings, "verify", "--output", output])
        report("verify", f"{wall:.1f} s, CPU {cpu:.1f} s, {memory:.0f} MiB")
    finally:
        if not options.work:
            shutil.rmtree(work, ignore_errors=True)


if __name__ == "__main__":
    main()
