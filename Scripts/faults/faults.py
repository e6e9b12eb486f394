#!/usr/bin/env python3
"""All fault tests, with a table of their figures: storage.md's P1 to P5 and P8. Called by `make faults`.

    faults.py FAULTDRIVER TIDINGS [--quick]

Needs root (loop devices, mounts), strace, zstd and e2fsprogs; says what it leaves out and why. Takes some ten minutes
on two idle cores; what has not begun after 22 minutes fails. Tests that mostly wait run beside the others, and those of
many cycles in several processes, each with a directory and a seed of its own.
"""
import argparse
import concurrent.futures
import multiprocessing
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

LIMIT = 22 * 60
SHARES = max(2, os.cpu_count() or 2)


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


def shared(test, amount, *rest):
    """A test's cycles, spread over processes."""
    sizes = [amount // SHARES + (part < amount % SHARES) for part in range(SHARES)]
    figures, problems = {}, []
    # Not forked: beside it another test has threads.
    with concurrent.futures.ProcessPoolExecutor(SHARES, multiprocessing.get_context("spawn")) as pool:
        for found, wrong in pool.map(test, sizes, range(SHARES), *([word] * SHARES for word in rest)):
            for key, value in found.items():
                figures[key] = figures.get(key, 0) + value
            problems += wrong
    return figures, problems


def kills(cycles, part, driver, order=None):
    return kill.run(driver, cycles, 7 + part, order)


def cuts(cycles, part, driver, mode, order=None):
    return power.run(driver, cycles, mode, 11 + part, order)


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
    power.own_mounts()
    driver, tidings = os.path.abspath(arguments.driver), os.path.abspath(arguments.tidings)
    part = 10 if arguments.quick else 1
    begin = time.monotonic()
    # Name, what it needs, whether it mostly waits, and the test.
    tests = [
        ("P1 model, kills and power cuts", [], False, lambda: model(driver, 100_000 // part)),
        ("P2 SIGKILL at each call", ["strace", "zstd"], False,
         lambda: calls.run(driver, calls.CHANGES, ["signal=KILL"], part)),
        ("P3 random SIGKILL, followers", [], False, lambda: shared(kills, 1000 // part, driver)),
        ("P3 index first, as a test", [], False,
         lambda: wrong_order("kills", shared(kills, 200, driver, "index-first"))),
        ("P4 power cut, data=ordered", ["root", "mkfs.ext4"], False,
         lambda: shared(cuts, 160 // part, driver, "ordered")),
        ("P4 power cut, data=writeback", ["root", "mkfs.ext4"], False,
         lambda: shared(cuts, 40 // part, driver, "writeback")),
        ("P4 no sync, as a test", ["root", "mkfs.ext4"], False,
         lambda: wrong_order("cuts", shared(cuts, 50, driver, "ordered", "no-sync"))),
        ("P5 ENOSPC at each write", ["strace", "zstd"], False,
         lambda: calls.run(driver, calls.WRITES, ["error=ENOSPC"], part)),
        ("P5 EIO at each write", ["strace", "zstd"], False,
         lambda: calls.run(driver, calls.WRITES, ["error=EIO"], part)),
        ("P5 EIO at each sync", ["strace", "zstd"], False,
         lambda: calls.run(driver, calls.SYNCS, ["error=EIO"], part)),
        ("P5 EIO at each read", ["strace", "zstd"], False,
         lambda: calls.run(driver, calls.READS, ["error=EIO"], part, starts=2)),
        ("P5 EIO from each sync on", ["strace", "zstd"], False,
         lambda: calls.run(driver, calls.SYNCS, ["error=EIO"], part, "+")),
        ("P5 a full disk of 4 MiB", ["root", "mkfs.ext4"], True,
         lambda: full.run(tidings, 6 if arguments.quick else 60)),
        ("READY after a rebuild", [], True, lambda: start.run(driver, tidings)),
        ("20 rotations, tail -F and tidings tail", [], True, lambda: rotations.run(driver, tidings)),
    ]
    failed = False
    print(f"{'test':<40} {'s':>5}  figures", flush=True)
    chosen = []
    for name, needs, waits, test in tests:
        if arguments.only and arguments.only not in name:
            continue
        missing = [need for need in needs
                   if (os.geteuid() != 0 if need == "root" else shutil.which(need) is None)]
        if missing:
            print(f"{name:<40}     -  left out: needs {', '.join(missing)}", flush=True)
        else:
            chosen.append((name, waits, test))

    def timed(test):
        start = time.monotonic()
        figures, problems = test()
        return time.monotonic() - start, figures, problems

    def tell(name, seconds, figures, problems):
        text = ", ".join(f"{key.replace('_', ' ')} {value}" for key, value in figures.items())
        print(f"{name:<40} {seconds:>5.0f}  {text}", flush=True)
        for problem in problems[:5]:
            print(f"    {problem}", flush=True)
        return bool(problems)

    with concurrent.futures.ThreadPoolExecutor(1) as beside:
        waiting = [(name, beside.submit(timed, test)) for name, waits, test in chosen if waits]
        for name, waits, test in chosen:
            if waits:
                continue
            if time.monotonic() - begin > LIMIT:
                print(f"{name:<40}     -  left out: {LIMIT // 60} minutes are over", flush=True)
                failed = True
                continue
            failed |= tell(name, *timed(test))
        for name, future in waiting:
            failed |= tell(name, *future.result())
    print(f"{'failed' if failed else 'passed'} in {time.monotonic() - begin:.0f} s")
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main()
