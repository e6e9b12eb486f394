"""Checks an output directory from its files, with no code of tidings: what design.md promises its readers."""
import json
import os
import sqlite3
import subprocess
from contextlib import closing

STREAMS = ("stories", "updates", "events")


def segments(output, stream):
    """Names of a stream's segments without .zst, oldest first, each with its path."""
    found = {}
    folder = os.path.join(output, stream)
    for name in os.listdir(folder):
        if name.startswith(".") or not (name.endswith(".ndjson") or name.endswith(".ndjson.zst")):
            continue
        base = name.removesuffix(".zst")
        if base in found and name.endswith(".zst"):
            continue
        found[base] = os.path.join(folder, name)
    return sorted(found.items(), key=lambda item: int(item[0][11:].split(".")[0]))


def content(path):
    if path.endswith(".zst"):
        return subprocess.run(["zstd", "-dcq", path], capture_output=True, check=True).stdout
    with open(path, "rb") as file:
        return file.read()


def whole(output, stream):
    """All bytes of a stream."""
    return b"".join(content(path) for _, path in segments(output, stream))


class Check:
    """What is wrong with a directory. `announced` holds (id, seq) of lines that were said to be durable."""

    def __init__(self, output, announced=(), after_disk_error=False):
        self.problems = []
        self.lines = 0
        self.lost = 0
        self.doubled = 0
        self.bad_lines = 0
        self.repeated = 0
        suspects = self.suspects(output) if after_disk_error else {}
        seqs = set()
        places = {}
        for stream in STREAMS:
            last = 0
            names = segments(output, stream)
            for name, path in names:
                limit = suspects.get(f"{stream}/{name}")
                for number, line in enumerate(self.split(path, limit)):
                    where = f"{stream}/{name} line {number + 1}"
                    try:
                        item = json.loads(line)
                        seq = item["seq"]
                    except (ValueError, KeyError, TypeError):
                        self.bad_lines += 1
                        self.problems.append(f"{where} is no line: {line[:60]!r}")
                        continue
                    if after_disk_error and places.get(item.get("id"), (0,))[0] == seq:
                        # Written again to a new segment, and the process ended before the old one was marked.
                        self.repeated += 1
                        continue
                    if after_disk_error and "id" not in item and seq in seqs:
                        self.repeated += 1
                        continue
                    self.lines += 1
                    if seq <= last or seq in seqs:
                        self.problems.append(f"{where}: seq {seq} after {last}")
                    last = seq
                    seqs.add(seq)
                    if "id" in item:
                        if item["id"] in places:
                            self.doubled += 1
                            self.problems.append(f"{where}: {item['id']} stands twice, also at {places[item['id']][1]}")
                        places[item["id"]] = (seq, where)
                    spilled = item.get("content_file")
                    if spilled and not os.path.isfile(os.path.join(output, spilled)):
                        self.problems.append(f"{where}: {spilled} is not there")
                if path != names[-1][1] and os.stat(path).st_mode & 0o222:
                    self.problems.append(f"{stream}/{name} is followed by another and can be written to")
            newest = names[-1][1] if names else None
            live = os.path.join(output, stream + ".ndjson")
            if newest and not newest.endswith(".zst") and not os.path.samefile(newest, live):
                self.problems.append(f"{stream}.ndjson is not {newest}")
        self.places = places
        for item, seq in announced:
            found = places.get(item)
            if found is None:
                self.lost += 1
                self.problems.append(f"{item} was announced and is lost")
            elif found[0] != seq and not after_disk_error:
                self.problems.append(f"{item} was announced as {seq} and is {found[0]}")
        numbers = sorted(int(item.split("-")[1]) for item in places if item.startswith("moor-"))
        if numbers and numbers != list(range(numbers[-1] + 1)):
            missing = sorted(set(range(numbers[-1] + 1)) - set(numbers))
            self.lost += len(missing)
            self.problems.append(f"remembered and never stored: {missing[:5]}")
        verdict = self.integrity(output)
        if verdict != "ok":
            self.problems.append(f"the index: {verdict}")

    def split(self, path, limit):
        data = content(path)
        if limit is not None:
            # What a disk error left behind the size that is certain stands again in the next segment.
            self.repeated += data.count(b"\n", limit)
            data = data[:limit]
        if not data:
            return []
        if not data.endswith(b"\n"):
            self.bad_lines += 1
            self.problems.append(f"{path} ends in bytes that are no line")
        return data.split(b"\n")[:-1]

    @staticmethod
    def database(output):
        return closing(sqlite3.connect(f"file:{output}/state/index.sqlite?mode=ro", uri=True))

    @staticmethod
    def suspects(output):
        with Check.database(output) as database:
            rows = database.execute("SELECT name, size FROM segments WHERE state = 'suspect'").fetchall()
        return dict(rows)

    @staticmethod
    def integrity(output):
        try:
            with Check.database(output) as database:
                return database.execute("PRAGMA integrity_check").fetchone()[0]
        except sqlite3.Error as error:
            return str(error)


def announced(text):
    """The lines that a FaultDriver said were durable."""
    found = []
    for line in text.splitlines():
        words = line.split()
        if len(words) == 3 and words[0] == "announced":
            found.append((words[1], int(words[2])))
    return found
