#!/usr/bin/env python3
"""P2 and P5: kills a fixed scenario at each of its system calls, and has each of them fail, by strace.

    calls.py DRIVER [--kill] [--errors] [--every N]
"""
import argparse
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections import Counter
from concurrent.futures import ThreadPoolExecutor

import check

# Four batches with long bodies, a segment after every second, closed ones compressed, and an end in order.
SCENARIO = ["--batches", "4", "--lines", "6", "--body", "900", "--rotate", "2", "--clock", "4000", "--upkeep",
            "--close"]
CHANGES = ["write", "pwrite64", "fdatasync", "fsync", "rename", "renameat", "renameat2", "link", "linkat", "unlink",
           "unlinkat", "ftruncate", "fallocate", "mkdir", "mkdirat", "fchmod", "openat"]
WRITES = ["write", "pwrite64"]
SYNCS = ["fdatasync", "fsync"]
# What a start does to what is there.
READS = ["pread64", "openat"]


def strace(options, command, log="/dev/null"):
    return subprocess.run(
        ["strace", "-f", "-qq", "-o", log] + options + command, capture_output=True, text=True, timeout=120)


def count(driver, work, calls, starts):
    """How often the last of so many runs of the scenario makes each call."""
    output, log = os.path.join(work, "count"), os.path.join(work, "log")
    for _ in range(starts):
        result = strace(["-e", "trace=" + ",".join(calls)], [driver, "write", output] + SCENARIO, log)
        assert "done" in result.stdout, result.stdout + result.stderr
    with open(log) as file:
        return Counter(match[1] for match in re.finditer(r"^\d+ +(\w+)\(", file.read(), re.M))


def trial(driver, work, starts, call, number, what):
    """One run with a fault, the last of `starts`, and one without; what was wrong, and how the first ended."""
    output = os.path.join(work, f"{call}-{number}-{what.replace('=', '-')}")
    scenario = [driver, "write", output] + SCENARIO
    try:
        announced = []
        for _ in range(starts - 1):
            announced += check.announced(
                subprocess.run(scenario, capture_output=True, text=True, timeout=60, check=True).stdout)
        end = strace(["-e", f"trace={call}", "-e", f"inject={call}:{what}:when={number}"], scenario)
        announced += check.announced(end.stdout)
        seen = {stream: check.whole(output, stream) for stream in check.STREAMS
                if os.path.isdir(os.path.join(output, stream))}
        again = subprocess.run(scenario, capture_output=True, text=True, timeout=60)
        problems = []
        if "done" not in again.stdout:
            problems.append(f"it does not start again: {again.stdout[-300:]}{again.stderr[-300:]}")
        announced += check.announced(again.stdout)
        result = check.Check(output, announced, after_disk_error="EIO" in what)
        problems += result.problems
        for stream, before in seen.items():
            # Not so after a disk error: what stands again is counted apart.
            if "EIO" not in what and not check.whole(output, stream).startswith(before):
                problems.append(f"{stream}: bytes changed that were there before")
        verified = subprocess.run([driver, "check", output], capture_output=True, text=True, timeout=60)
        # What stands twice after a disk error is a finding, and no fault of ours.
        if verified.returncode and not ("EIO" in what and result.repeated):
            problems.append(f"verify: {verified.stdout[:300]}")
        return [f"{call} {number} {what}: {problem}" for problem in problems], end.returncode, result
    except (AssertionError, OSError, subprocess.SubprocessError) as error:
        return [f"{call} {number} {what}: {error}"], None, None
    finally:
        shutil.rmtree(output, ignore_errors=True)


def run(driver, calls, faults, every=1, tail="", starts=1):
    """Each fault at each of the scenario's calls of these kinds, in the last of so many runs; with `tail` also at
    those that follow (strace(1), "when")."""
    work = tempfile.mkdtemp(prefix="tidings-calls-")
    figures = Counter(trials=0, lost=0, doubled=0, bad_lines=0, repeated=0, survived=0, exit_74=0)
    problems = []
    try:
        counts = count(driver, work, calls, starts)
        trials = [(call, f"{number}{tail}", fault) for fault in faults for call in calls
                  for number in range(1, counts[call] + 1, every)]
        with ThreadPoolExecutor(max_workers=max(2, os.cpu_count() or 2)) as pool:
            for found, status, result in pool.map(lambda each: trial(driver, work, starts, *each), trials):
                problems += found
                figures["trials"] += 1
                figures["survived"] += status == 0
                figures["exit_74"] += status == 74
                if result:
                    figures.update(
                        lost=result.lost, doubled=result.doubled, bad_lines=result.bad_lines,
                        repeated=result.repeated)
    finally:
        shutil.rmtree(work, ignore_errors=True)
    return figures, problems


def report(name, figures, problems):
    print(name, " ".join(f"{key} {value}" for key, value in figures.items()), flush=True)
    for problem in problems[:10]:
        print("  ", problem)
    return not problems


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("driver")
    parser.add_argument("--kill", action="store_true")
    parser.add_argument("--errors", action="store_true")
    parser.add_argument("--every", type=int, default=1)
    arguments = parser.parse_args()
    sound = True
    if arguments.kill:
        sound &= report("P2 kill at each call:", *run(arguments.driver, CHANGES, ["signal=KILL"], arguments.every))
    if arguments.errors:
        sound &= report("P5 ENOSPC at each write:",
                        *run(arguments.driver, WRITES, ["error=ENOSPC"], arguments.every))
        sound &= report("P5 EIO at each write:", *run(arguments.driver, WRITES, ["error=EIO"], arguments.every))
        sound &= report("P5 EIO at each sync:", *run(arguments.driver, SYNCS, ["error=EIO"], arguments.every))
        sound &= report("P5 EIO at each read:",
                        *run(arguments.driver, READS, ["error=EIO"], arguments.every, starts=2))
        # A disk that stays broken.
        figures, problems = run(arguments.driver, SYNCS, ["error=EIO"], arguments.every, "+")
        if not figures["exit_74"]:
            problems.append("no run ended with exit status 74")
        sound &= report("P5 EIO from each sync on:", figures, problems)
    sys.exit(0 if sound else 3)


if __name__ == "__main__":
    main()
