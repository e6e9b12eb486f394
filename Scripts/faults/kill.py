#!/usr/bin/env python3
"""P3: kills a writer with SIGKILL at random instants, while `tail -F` and a follower of bytes read on.

    kill.py DRIVER [--cycles 1000] [--seed 7]
"""
import argparse
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time

import check


class Follower(threading.Thread):
    """Reads a stream as it grows: every byte once, segment after segment."""

    def __init__(self, output, stream):
        super().__init__(daemon=True)
        self.output, self.stream = output, stream
        self.bytes = bytearray()
        self.is_over = threading.Event()

    def run(self):
        file, name = None, None
        while True:
            is_last_turn = self.is_over.is_set()
            names = self.names()
            if file is None and names:
                name = names[0]
                file = open(os.path.join(self.output, self.stream, name), "rb")
            while file is not None:
                # First the list, then the rest of the file: what follows is complete before it is followed.
                later = [other for other in self.names() if other > name]
                self.bytes += file.read()
                if not later:
                    break
                file.close()
                name = later[0]
                file = open(os.path.join(self.output, self.stream, name), "rb")
            if is_last_turn:
                return
            time.sleep(0.001)

    def names(self):
        try:
            return sorted(name for name in os.listdir(os.path.join(self.output, self.stream)) if name[0] != ".")
        except FileNotFoundError:
            return []

    def finish(self):
        self.is_over.set()
        self.join()
        return bytes(self.bytes)


def wait_for_growth(path):
    """Returns as soon as the file has more bytes, or after a fifth of a second."""
    size = os.path.getsize(path)
    deadline = time.monotonic() + 0.2
    while time.monotonic() < deadline and os.path.getsize(path) == size:
        pass


def run(driver, cycles, seed, order=None):
    """Figures of `cycles` kills; `order` is a wrong order of a batch, for a test of the test."""
    chance = random.Random(seed)
    work = tempfile.mkdtemp(prefix="tidings-kill-")
    output = os.path.join(work, "out")
    announced, problems = [], []
    figures = {"kills": 0, "torn": 0, "lines": 0, "lost": 0, "doubled": 0, "bad_lines": 0}
    subprocess.run([driver, "write", output, "--batches", "0", "--close"], check=True, capture_output=True)
    tailed = open(os.path.join(work, "tailed"), "wb")
    tail = subprocess.Popen(
        ["tail", "-n", "+1", "-F", output + "/stories.ndjson"], stdout=tailed, stderr=subprocess.DEVNULL)
    follower = Follower(output, "stories")
    follower.start()
    try:
        for cycle in range(cycles):
            before = check.whole(output, "stories") if cycle % 10 == 0 else None
            arguments = [driver, "write", output, "--batches", "100000", "--lines", str(chance.choice([1, 5, 40, 200])),
                         "--body", str(chance.choice([10, 300, 3000]))]
            if order:
                arguments += ["--order", order]
            if chance.random() < 0.05:
                arguments += ["--rotate", "1", "--pause", "150000"]
            writer = subprocess.Popen(arguments, stdout=subprocess.PIPE, text=True)
            # In the middle of its start, at any time after it, or just when bytes appear.
            way = chance.random()
            text = writer.stdout.readline() if way > 0.15 else ""
            if way < 0.6:
                time.sleep(chance.uniform(0.0, 0.06))
            else:
                wait_for_growth(output + "/stories.ndjson")
            writer.send_signal(signal.SIGKILL)
            text += writer.stdout.read()
            writer.wait()
            figures["kills"] += 1
            announced += check.announced(text)
            for stream in check.STREAMS:
                newest = check.segments(output, stream)[-1][1]
                size = os.path.getsize(newest)
                if size:
                    with open(newest, "rb") as file:
                        file.seek(size - 1)
                        figures["torn"] += file.read() != b"\n"
            if before is not None and not check.whole(output, "stories").startswith(before):
                problems.append(f"cycle {cycle}: bytes changed that were there before")
            if cycle % 50 == 49 or cycle == cycles - 1:
                recovered = subprocess.run(
                    [driver, "write", output, "--batches", "1"], capture_output=True, text=True)
                announced += check.announced(recovered.stdout)
                if recovered.returncode:
                    problems.append(f"cycle {cycle}: it does not start: {recovered.stdout}")
                result = check.Check(output, announced)
                problems += [f"cycle {cycle}: {problem}" for problem in result.problems]
                figures.update(
                    lines=result.lines, lost=result.lost, doubled=result.doubled, bad_lines=result.bad_lines)
                if problems:
                    break
        expected = check.whole(output, "stories")
        followed = follower.finish()
        if followed != expected:
            problems.append(f"the follower has {len(followed)} bytes, the files {len(expected)}")
        deadline = time.monotonic() + 10
        while os.path.getsize(tailed.name) < len(expected) and time.monotonic() < deadline:
            time.sleep(0.02)
        with open(tailed.name, "rb") as file:
            if file.read() != expected:
                problems.append("tail -F saw other bytes than the files have")
        figures["bytes"] = len(expected)
    finally:
        tail.kill()
        tail.wait()
        shutil.rmtree(work, ignore_errors=True)
    return figures, problems


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("driver")
    parser.add_argument("--cycles", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--order")
    arguments = parser.parse_args()
    figures, problems = run(arguments.driver, arguments.cycles, arguments.seed, arguments.order)
    print("P3", " ".join(f"{key} {value}" for key, value in figures.items()), f"seed {arguments.seed}")
    for problem in problems[:10]:
        print("  ", problem)
    # Not 1: that is how Python ends when the test itself is broken.
    sys.exit(3 if problems else 0)


if __name__ == "__main__":
    main()
