#!/usr/bin/env python3
"""Prints each line of a tidings output directory once, in the order of seq, over any number of runs.

    resume.py DIRECTORY STATE             what is new since the last run
    resume.py --follow DIRECTORY STATE    and then what arrives, until interrupted

STATE is a file that this script makes; it holds the seq of the last line that was handled. Put what you
want to do with a line into `handle`. Needs Python 3.8 or later; for compressed segments also the program
zstd (Python 3.14 could read them by itself, with compression.zstd).
"""

import argparse
import collections
import heapq
import os
import re
import subprocess
import sys
import time

STREAMS = ("stories", "updates", "events")
SEGMENT = re.compile(r"\d{4}-\d\d-\d\d-(\d{6,})\.ndjson(\.zst)?")
LONGEST_LINE = 64 * 1024


def handle(line):
    """What is to be done with a line; json.loads(line) has its fields.

    When it raises, the script ends, and the next run begins with this line.
    """
    sys.stdout.buffer.write(line)


def seq_of(line):
    """A line begins with {"seq":N, so that it need not be parsed for its number."""
    return int(line[len(b'{"seq":') : line.index(b",")])


class Stream:
    """One of the three streams: its segments on disk, and how far they were read."""

    def __init__(self, directory, name, after):
        self.folder = os.path.join(directory, name)
        self.after = after
        # Where reading goes on: a segment's counter, and bytes of it that are done.
        self.counter = 0
        self.offset = 0
        for counter, paths in reversed(self.segments()):
            first = next(self.read(paths, 0), None)
            if first is not None and seq_of(first) <= after:
                # What stands before it has been handled.
                self.counter = counter
                break

    def segments(self):
        """Counters in order, each with its file: raw, compressed, or for a moment both."""
        found = {}
        for name in os.listdir(self.folder):
            match = SEGMENT.fullmatch(name)
            if match:
                found.setdefault(int(match[1]), []).append(os.path.join(self.folder, name))
        return [(counter, sorted(paths)) for counter, paths in sorted(found.items())]

    def read(self, paths, offset):
        """Whole lines from `offset` on. The raw file and the compressed one have the same bytes."""
        raw = raw_path(paths)
        try:
            with open(raw, "rb") as file:
                file.seek(offset)
                yield from whole_lines(file)
                return
        except FileNotFoundError:
            pass
        if os.path.exists(raw + ".zst"):
            yield from decompressed(raw + ".zst", offset)
        # Otherwise retention took the segment away just now.

    def last_seq(self):
        """The seq of the last line that is there; 0 when there is none."""
        for counter, paths in reversed(self.segments()):
            if counter < self.counter:
                break
            try:
                start = max(0, os.path.getsize(raw_path(paths)) - 2 * LONGEST_LINE)
            except FileNotFoundError:
                start = 0
            lines = collections.deque(self.read(paths, start), maxlen=2)
            # From the middle of the file on, the first is not a whole one.
            if len(lines) > (1 if start > 0 else 0):
                return seq_of(lines[-1])
        return 0

    def new_lines(self, bound):
        """Pairs of seq and line, up to `bound`."""
        # Listed before it is read: when there is a newer segment, this one has its end.
        for counter, paths in self.segments():
            if counter < self.counter:
                continue
            if counter > self.counter:
                self.counter, self.offset = counter, 0
            for line in self.read(paths, self.offset):
                seq = seq_of(line)
                if seq > bound:
                    return
                self.offset += len(line)
                # After a disk error a line may stand twice, with the same seq.
                if seq > self.after:
                    self.after = seq
                    yield seq, line


def raw_path(paths):
    return paths[0][: -len(".zst")] if paths[0].endswith(".zst") else paths[0]


def whole_lines(file):
    """Lines that end in a newline: what is behind the last one is not a record yet."""
    for line in file:
        if not line.endswith(b"\n"):
            return
        yield line


def decompressed(path, offset):
    with subprocess.Popen(["zstd", "-dcq", path], stdout=subprocess.PIPE) as zstd:
        try:
            while offset > 0:
                skipped = len(zstd.stdout.read(min(offset, 1 << 20)))
                if skipped == 0:
                    return
                offset -= skipped
            yield from whole_lines(zstd.stdout)
            if zstd.wait() != 0:
                raise OSError(f"{path} cannot be decompressed")
        finally:
            # The reader may have had enough.
            zstd.kill()


def new_lines(streams):
    """What is there now in all streams, in the order of seq.

    The daemon numbers lines and writes them stream by stream, so at any instant all lines up to some seq can
    be seen. The highest is looked up first: a line that arrives in one stream while another is being read
    must not overtake what stands before it there.
    """
    bound = max(stream.last_seq() for stream in streams)
    return heapq.merge(*(stream.new_lines(bound) for stream in streams))


def load(state):
    try:
        with open(state, encoding="ascii") as file:
            return int(file.read())
    except FileNotFoundError:
        return 0


def save(state, seq):
    """Replaced, never written into: after a crash it holds the old number or the new one."""
    with open(state + ".new", "w", encoding="ascii") as file:
        file.write(f"{seq}\n")
        file.flush()
        os.fsync(file.fileno())
    os.replace(state + ".new", state)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--follow", action="store_true", help="go on with what arrives, until interrupted")
    parser.add_argument("directory", help="the output directory, /var/lib/tidings")
    parser.add_argument("state", help="file for the seq of the last line that was handled")
    arguments = parser.parse_args()

    done = saved = load(arguments.state)
    streams = [Stream(arguments.directory, name, done) for name in STREAMS]

    def commit():
        """After what it stands for, so that nothing is skipped; after a crash in between lines come again."""
        nonlocal saved
        sys.stdout.buffer.flush()
        if done != saved:
            save(arguments.state, done)
            saved = done

    while True:
        try:
            for seq, line in new_lines(streams):
                handle(line)
                done = seq
                if done - saved >= 1000:
                    commit()
        finally:
            commit()
        if not arguments.follow:
            return
        time.sleep(0.5)


if __name__ == "__main__":
    try:
        main()
    except KeyboardInterrupt:
        pass
