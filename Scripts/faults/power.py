#!/usr/bin/env python3
"""P4: cuts the power of an ext4 on a loop device (FS_IOC_SHUTDOWN without flushing its journal) under a writer.

    power.py DRIVER [--cuts 200] [--mode ordered|writeback] [--seed 7]

Needs root, loop devices and mkfs.ext4.
"""
import argparse
import fcntl
import os
import random
import shutil
import struct
import subprocess
import sys
import tempfile
import time

import check

# linux/fs.h: _IOR('X', 125, __u32); EXT4_GOING_FLAGS_NOLOGFLUSH.
FS_IOC_SHUTDOWN = 0x8004587D
NO_LOG_FLUSH = 2


def sh(*command):
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout.strip()


def own_mounts():
    """Goes on in a mount namespace of its own, as root.

    Another process's copy of the mounts (containers, `unshare`) would keep a file system alive that was shut down:
    the next mount would be that one again, and every open EIO.
    """
    if os.geteuid() == 0 and "TIDINGS_OWN_MOUNTS" not in os.environ:
        os.execvpe("unshare", ["unshare", "--mount", *sys.orig_argv], os.environ | {"TIDINGS_OWN_MOUNTS": "1"})


def cut_power(path):
    descriptor = os.open(path, os.O_RDONLY)
    try:
        fcntl.ioctl(descriptor, FS_IOC_SHUTDOWN, struct.pack("I", NO_LOG_FLUSH))
    finally:
        os.close(descriptor)


def run(driver, cuts, mode="ordered", seed=7, order=None):
    chance = random.Random(seed)
    work = tempfile.mkdtemp(prefix="tidings-power-")
    disk, mount = os.path.join(work, "disk"), os.path.join(work, "mount")
    output = os.path.join(mount, "out")
    os.mkdir(mount)
    with open(disk, "wb") as file:
        file.truncate(256 << 20)
    sh("mkfs.ext4", "-q", "-F", disk)
    announced, problems = [], []
    figures = {"cuts": 0, "torn": 0, "lines": 0, "lost": 0, "doubled": 0, "bad_lines": 0, "index_ok": 0}
    mounted = False
    try:
        for cycle in range(cuts):
            # A short commit interval, so that some of what is not synced is on the disk and some is not.
            sh("mount", "-o", f"loop,data={mode},commit={chance.choice([1, 5])}", disk, mount)
            mounted = True
            arguments = [driver, "write", output, "--batches", "100000", "--lines", str(chance.choice([1, 5, 40])),
                         "--body", str(chance.choice([10, 300, 3000]))]
            if chance.random() < 0.3:
                arguments += ["--segment", "50000"]
            if order:
                arguments += ["--order", order]
            writer = subprocess.Popen(arguments, stdout=subprocess.PIPE, text=True)
            text = writer.stdout.readline() if chance.random() < 0.9 else ""
            time.sleep(chance.uniform(0, 0.25))
            cut_power(mount)
            # What it says now has not been on a disk that lost its power: only what it said before counts.
            writer.kill()
            text += writer.stdout.read()
            writer.wait()
            figures["cuts"] += 1
            announced += check.announced(text)
            sh("umount", mount)
            mounted = False
            sh("mount", "-o", f"loop,data={mode}", disk, mount)
            mounted = True
            if os.path.exists(output + "/state/index.sqlite"):
                verdict = check.Check.integrity(output)
                figures["index_ok"] += verdict == "ok"
                if verdict != "ok" and mode == "ordered":
                    problems.append(f"cut {cycle}: the index: {verdict}")
            if os.path.isdir(output + "/stories"):
                data = check.content(check.segments(output, "stories")[-1][1]) if os.listdir(
                    output + "/stories") else b""
                figures["torn"] += bool(data) and not data.endswith(b"\n")
            again = subprocess.run(
                [driver, "write", output, "--batches", "1", "--lines", "3"], capture_output=True, text=True)
            announced += check.announced(again.stdout)
            if again.returncode:
                problems.append(f"cut {cycle}: it does not start: {again.stdout[-300:]}")
                break
            result = check.Check(output, announced)
            problems += [f"cut {cycle}: {problem}" for problem in result.problems]
            figures.update(
                lines=result.lines, lost=result.lost, doubled=result.doubled, bad_lines=result.bad_lines)
            if problems:
                break
            if result.lines > 4000:
                # A fresh directory, so that a check stays short.
                shutil.rmtree(output)
                announced = []
            sh("umount", mount)
            mounted = False
    except OSError as error:
        problems.append(f"after {figures['cuts']} cuts: {error}")
    finally:
        if mounted:
            subprocess.run(["umount", "-l", mount], check=False)
        shutil.rmtree(work, ignore_errors=True)
    return figures, problems


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("driver")
    parser.add_argument("--cuts", type=int, default=200)
    parser.add_argument("--mode", default="ordered")
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--order")
    arguments = parser.parse_args()
    if os.geteuid() != 0:
        sys.exit("power.py: needs root, to mount a file system and cut its power")
    own_mounts()
    figures, problems = run(arguments.driver, arguments.cuts, arguments.mode, arguments.seed, arguments.order)
    print(f"P4 data={arguments.mode}", " ".join(f"{key} {value}" for key, value in figures.items()))
    for problem in problems[:10]:
        print("  ", problem)
    sys.exit(3 if problems else 0)


if __name__ == "__main__":
    main()
