#!/usr/bin/env python3
"""Writes Sources/Deduplicating/Title/TableTexts.swift: the files of Tables/ as string literals.

The program is one file that needs no others, and string literals compile fast. A test compares the two.
"""
import pathlib

root = pathlib.Path(__file__).resolve().parent.parent / "Sources/Deduplicating"
names = {
    "version": "version", "media": "media", "genre": "genre", "outlets": "outlets", "sections": "sections",
    "fillers": "fillers", "house-style": "houseStyle", "columns": "columns", "decisive": "decisive",
}
out = [
    "// swift-format-ignore-file",
    "// Written by Scripts/embed_tables.py from Tables/; do not edit.",
    "",
    "/// The built-in tables, as their files in `Tables/` have them.",
    "enum TableTexts {",
]
for file, name in names.items():
    text = (root / "Tables" / f"{file}.txt").read_text(encoding="utf-8").rstrip("\n")
    assert '"""' not in text and "\\" not in text, file
    out.append(f'  static let {name}: StaticString = """')
    out += ["    " + line if line else "" for line in text.split("\n")]
    out += ['    """', ""]
out[-1:] = ["}", ""]
(root / "Title/TableTexts.swift").write_text("\n".join(out), encoding="utf-8")
