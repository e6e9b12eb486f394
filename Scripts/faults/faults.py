#!/usr/bin/env python3
"""All fault tests, with a table of their figures: storage.md's P1 to P5 and P8. Called by `make faults`.

    faults.py FAULTDRIVER TIDINGS [--quick]

Needs root (loop devices, mounts), strace, zstd and e2fsprogs; says what it leaves out and why. Ends by itself within
20 minutes.
"""
import argparse
import concurrent.futures
import os
import shutil
import subprocess
import sys
import time

import calls
import full
import kill
import power
import rotations
import start

LIMIT = 20 * 60


def model(driver, schedules):
    """P1, on all cores."""
    parts = os.cpu_count() or 1
    share = schedules // parts
    figures, problems = {"schedules": 0, "kills": 0, "power_cuts": 0, "lines": 0, "failures": 0}, []
    with concurrent.futures.ThreadPoolExecutor(parts) as pool:
        runs = pool.map(
            lambda part: subprocess.run(
                [driver, "model", str(1 + part * share), str(share)], capture_output=True, text=True, timeout=LIMIT),
            range(parts))
        for run in runs:
            words = run.stdout.splitlines()[-1].split() if run.stdout else []
            for key, value in zip(words[::2], words[1::2]):
                figures[key] = figures.get(key, 0) + int(value)
            if run.returncode:
                problems.append(run.stdout[:1000] + run.stderr[-1000:])
    return figures, problems


def wrong_order(what, test):
    """A test of the tests: they must find a wrong order out."""
    figures, problems = test
    return {f"found_out_after_{what}": figures[what]}, [] if problems else ["a wrong order was not found out"]


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("driver")
    parser.add_argument("tidings")
    parser.add_argument("--quick", action="store_true", help="a tenth of it")
    parser.add_argument("--only", help="the tests whose names have this")
    arguments = parser.parse_args()
    driver, tidings = os.path.abspath(arguments.driver), os.path.abspath(arguments.tidings)
    part = 10 if arguments.quick else 1
    begin = time.monotonic()
    tests = [
        ("P1 model, kills and power cuts", [], lambda: model(driver, 100_000 // part)),
        ("P2 SIGKILL at each call", ["strace", "zstd"],
         lambda: calls.run(driver, calls.CHANGES, ["signal=KILL"], part)),
        ("P3 random SIGKILL, followers", [], lambda: kill.run(driver, 1000 // part, 7)),
        ("P3 index first, as a test", [], lambda: wrong_order("kills", kill.run(driver, 200, 7, "index-first"))),
        ("P4 power cut, data=ordered", ["root", "mkfs.ext4"], lambda: power.run(driver, 160 // part)),
        ("P4 power cut, data=writeback", ["root", "mkfs.ext4"],
         lambda: power.run(driver, 40 // part, "writeback", 11)),
        ("P4 no sync, as a test", ["root", "mkfs.ext4"],
         lambda: wrong_order("cuts", power.run(driver, 50, "ordered", 7, "no-sync"))),
        ("P5 ENOSPC at each write", ["strace", "zstd"],
         lambda: calls.run(driver, calls.WRITES, ["error=ENOSPC"], part)),
        ("P5 EIO at each write", ["strace", "zstd"], lambda: calls.run(driver, calls.WRITES, ["error=EIO"], part)),
        ("P5 EIO at each sync", ["strace", "zstd"], lambda: calls.run(driver, calls.SYNCS, ["error=EIO"], part)),
        ("P5 EIO from each sync on", ["strace", "zstd"],
         lambda: calls.run(driver, calls.SYNCS, ["error=EIO"], part, "+")),
        ("P5 a full disk of 4 MiB", ["root", "mkfs.ext4"], lambda: full.run(tidings, 6 if arguments.quick else 60)),
        ("READY after a rebuild", [], lambda: start.run(driver, tidings)),
        ("20 rotations, tail -F and tidings tail", [], lambda: rotations.run(driver, tidings)),
    ]
    failed = False
    print(f"{'test':<40} {'s':>5}  figures", flush=True)
    for name, needs, test in tests:
        if arguments.only and arguments.only not in name:
            continue
        missing = [need for need in needs
                   if (os.geteuid() != 0 if need == "root" else shutil.which(need) is None)]
        if missing:
            print(f"{name:<40}     -  left out: needs {', '.join(missing)}", flush=True)
            continue
        if time.monotonic() - begin > LIMIT:
            print(f"{name:<40}     -  left out: 20 minutes are over", flush=True)
            failed = True
            continue
        start = time.monotonic()
        figures, problems = test()
        seconds = time.monotonic() - start
        text = ", ".join(f"{key.replace('_', ' ')} {value}" for key, value in figures.items())
        print(f"{name:<40} {seconds:>5.0f}  {text}", flush=True)
        for problem in problems[:5]:
            print(f"    {problem}", flush=True)
        failed |= bool(problems)
    print(f"{'failed' if failed else 'passed'} in {time.monotonic() - begin:.0f} s")
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main()
