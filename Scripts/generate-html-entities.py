#!/usr/bin/env python3
"""Writes Sources/WebText/HTML/HTMLEntityTable.swift from Python's html.entities (the WHATWG table)."""
import html.entities
import pathlib

names = {}
for written, text in html.entities.html5.items():
    name = written.rstrip(";")
    points, legacy = names.get(name, (None, False))
    names[name] = (text, legacy or not written.endswith(";"))

tokens = []
for name in sorted(names, key=lambda name: name.encode()):
    text, legacy = names[name]
    points = "+".join(format(ord(character), "X") for character in text)
    tokens.append(f"{name}{'*' if legacy else '='}{points}")

lines = [""]
for token in tokens:
    if len(lines[-1]) + 1 + len(token) > 100:
        lines.append("")
    lines[-1] += (" " if lines[-1] else "") + token

swift = '''/// The named character references of WHATWG HTML §13.5, as Scripts/generate-html-entities.py wrote them.
enum HTMLEntityTable {
  /// `name=hex` or `name=hex+hex`, sorted by the bytes of the names, separated by white space; `*` instead
  /// of `=` where the name is also known without a semicolon.
  static let text: StaticString = """
'''
swift += "".join(f"    {line}\n" for line in lines)
swift += '    """\n}\n'
target = pathlib.Path(__file__).parent.parent / "Sources/WebText/HTML/HTMLEntityTable.swift"
target.write_text(swift)
print(f"{len(tokens)} names, {target.stat().st_size} bytes")
