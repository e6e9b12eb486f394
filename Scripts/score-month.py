#!/usr/bin/env python3
"""Compare what `tidings replay` printed with what simulate-month.py knows.

    tidings replay OUT --config OUT/tidings.yaml > LINES
    score-month.py OUT LINES [--errors N] [--most PERCENT] [--json]

Prints the verdicts of each kind, the share of wrong ones, false merges and missed copies, and the first errors. Exit
status 1 when more than --most percent are wrong.

An entry's version is found by its tag. Wrong is: a line of another type, none where one belongs, one where none
belongs, more than one, and a sighting or revision of another story. A story that was split counts once: later copies
may belong to either part.
"""

import argparse
import collections
import json
import os
import sys



def read_lines(path):
    """Lines by tag, and the number of events by name."""
    lines, events = collections.defaultdict(list), collections.Counter()
    with open(path, encoding="utf-8") as file:
        for text in file:
            line = json.loads(text)
            if line["type"] == "event":
                events[line["event"]] += 1
                continue
            for tag in line.get("tags", []):
                lines[tag].append(line)
    return lines, events


def judge(truth, found, stories):
    """What is wrong with a version's lines, as (class, words); None when nothing is."""
    verdict = truth["verdict"]
    known = stories[truth["group"]]
    if verdict == "story" and found:
        # What the first line of a story belongs to is the story's id from now on, right or wrong.
        known.add(found[0].get("story") or found[0]["id"])
    if len(found) > 1:
        return "doubled", " and ".join(line["type"] for line in found)
    if not found:
        if verdict == "nothing":
            return None
        return ("false merge", "no line") if verdict == "story" else ("missed", "no line")
    line = found[0]
    if line["type"] != verdict:
        if line["type"] == "story":
            known.add(line["id"])
            return "missed", "a story of its own"
        if verdict == "nothing":
            return "no change", line["type"]
        if verdict == "story" or line["story"] not in known:
            return "false merge", line["type"]
        return "wrong type", line["type"]
    if verdict in ("sighting", "revision") and line["story"] not in known:
        return "false merge", "of another story"
    if truth.get("backfill") and not line.get("backfill"):
        return "no backfill", "not marked"
    return None


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("out")
    parser.add_argument("lines")
    parser.add_argument("--errors", type=int, default=20)
    parser.add_argument("--kind", help="show the errors of this kind only")
    parser.add_argument("--most", type=float, help="percent that may be wrong")
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()

    lines, events = read_lines(options.lines)
    stories = collections.defaultdict(set)
    kinds = collections.defaultdict(collections.Counter)
    classes = collections.Counter()
    errors = []
    titles = {}
    groups, notes, alike = {}, [], 0
    for found in lines.values():
        for line in found:
            if line["type"] == "story":
                titles[line["id"]] = (line["source"], line.get("title", ""), line.get("date_published"))
    with open(os.path.join(options.out, "truth.ndjson"), encoding="utf-8") as file:
        for text in file:
            truth = json.loads(text)
            found = lines.get(truth["marker"], [])
            wrong = judge(truth, found, stories)
            alike += "alike" in truth
            for line in found:
                if line["type"] == "story":
                    groups[line["id"]] = truth["group"], truth.get("alike")
                    if "similar_to" in line:
                        notes.append((line["similar_to"], truth, line))
            kinds[truth["kind"]][wrong[0] if wrong else "right"] += 1
            if wrong:
                classes[wrong[0]] += 1
                if not options.kind or truth["kind"] == options.kind:
                    errors.append((truth, found, wrong))
    total = sum(sum(counts.values()) for counts in kinds.values())
    wrong = sum(classes.values())
    share = 100 * wrong / max(total, 1)
    # A note is right that names the story that the entry was made from, or one of its own group: a copy that was
    # missed.
    similar = collections.Counter()
    for note, truth, line in notes:
        group, original = groups.get(note["story"], (None, None))
        # Either may come first.
        is_right = group in (truth["group"], truth.get("alike")) or original == truth["group"]
        similar[note["rule"] + ("" if is_right else ", wrong")] += 1
        if not is_right and not options.kind:
            errors.append((truth, [line], ("wrong note", note["rule"] + " of " + " ".join(
                str(part) for part in titles.get(note["story"], ("?",))))))
    if options.json:
        print(json.dumps({
            "verdicts": total, "wrong": wrong, "percent": round(share, 3), "classes": dict(classes),
            "kinds": {kind: dict(counts) for kind, counts in kinds.items()}, "similar": dict(similar), "alike": alike,
            "events": dict(events)}, indent=2))
    else:
        columns = ["right", "false merge", "missed", "no change", "doubled", "wrong type", "no backfill"]
        print(f"{'kind':<32}" + "".join(f"{column:>12}" for column in columns))
        for kind, counts in sorted(kinds.items(), key=lambda pair: -sum(pair[1].values())):
            print(f"{kind:<32}" + "".join(f"{counts[column] or '':>12}" for column in columns))
        print(f"{total} verdicts, {wrong} wrong: {share:.2f} % ("
              + ", ".join(f"{number} {name}" for name, number in classes.most_common()) + ")")
        print(f"similar_to, of {alike} entries with another's first paragraph or nearly its headline: " + (", ".join(f"{number} {rule}" for rule, number in similar.most_common()) or "none"))
        print("events: " + (", ".join(f"{number} {name}" for name, number in events.most_common()) or "none"))
        for truth, found, (name, words) in errors[: options.errors]:
            print(f"\n{name}: {truth['kind']} of {truth['source']} ({truth['marker']}), should be {truth['verdict']}: {words}")
            print(f"  {truth['title']}")
            for line in found[:3]:
                match = line.get("match", {})
                owner = titles.get(line.get("story"))
                print(f"  {line['type']} seq {line['seq']} first seen {line['first_seen']} published "
                      f"{line.get('date_published')} {match.get('rule', '')} {line.get('changed', '')}"
                      + (f"\n    of {owner[0]}: {owner[1]} ({owner[2]})" if owner else ""))
            if name == "missed":
                for story in sorted(stories[truth["group"]]):
                    owner = titles.get(story)
                    if owner:
                        print(f"    belongs to {owner[0]}: {owner[1]} ({owner[2]})")
    if options.most is not None and share > options.most:
        sys.exit(1)


if __name__ == "__main__":
    main()
