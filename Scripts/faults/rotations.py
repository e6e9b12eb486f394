#!/usr/bin/env python3
"""`tail -F stories.ndjson` and `tidings tail --follow` see every line of 20 rotations.

    rotations.py DRIVER TIDINGS
"""
import os
import shutil
import subprocess
import sys
import tempfile
import time

import check

ROTATIONS = 20


def run(driver, tidings):
    work = tempfile.mkdtemp(prefix="tidings-rotations-")
    output = os.path.join(work, "out")
    readers, problems, files = {}, [], {}
    try:
        subprocess.run([driver, "write", output, "--batches", "0", "--close"], check=True, capture_output=True)
        commands = {
            "tail -F": ["tail", "-n", "+1", "-F", output + "/stories.ndjson"],
            "tidings tail": [tidings, "tail", "--output", output, "--follow", "--json", "--type", "story",
                             "--after", "0"],
        }
        for name, command in commands.items():
            files[name] = os.path.join(work, name.replace(" ", "-"))
            with open(files[name], "wb") as file:
                readers[name] = subprocess.Popen(command, stdout=file, stderr=subprocess.DEVNULL)
        # A segment a batch. A day is far longer; what a reader needs is to look between two rotations.
        subprocess.run(
            [driver, "write", output, "--batches", str(ROTATIONS), "--lines", "7", "--rotate", "1",
             "--pause", "400000", "--close"], check=True, capture_output=True, timeout=300)
        expected = check.whole(output, "stories")
        for name, path in files.items():
            deadline = time.monotonic() + 20
            while os.path.getsize(path) < len(expected) and time.monotonic() < deadline:
                time.sleep(0.05)
            with open(path, "rb") as file:
                seen = file.read()
            if seen != expected:
                problems.append(f"{name} saw {seen.count(10)} lines of {expected.count(10)}, or other bytes")
        figures = {"segments": len(check.segments(output, "stories")), "lines": expected.count(10)}
    finally:
        for reader in readers.values():
            reader.kill()
            reader.wait()
        shutil.rmtree(work, ignore_errors=True)
    return figures, problems


if __name__ == "__main__":
    figures, problems = run(sys.argv[1], sys.argv[2])
    print(figures, *problems, sep="\n")
    sys.exit(3 if problems else 0)
