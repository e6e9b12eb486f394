#!/usr/bin/env python3
"""Writes Sources/WebText/Characters/SingleByteTables.swift from Python's codecs.

What the WHATWG Encoding Standard has otherwise than Unicode's mapping files is set here: bytes 0x80 to 0x9F that
a mapping leaves unassigned are C1 controls, and a few letters were added.
"""
import pathlib
import unicodedata

windows = {f"windows-{number}": f"cp{number}" for number in [874, *range(1250, 1259)]}
iso = {f"iso-8859-{part}": f"iso8859_{part}" for part in [2, 3, 4, 5, 6, 7, 8, 10, 13, 14, 15, 16]}
other = {
    "koi8-r": "koi8_r", "koi8-u": "koi8_u", "koi8-t": "koi8_t", "kz1048": "kz1048", "ptcp154": "ptcp154",
    "macintosh": "mac_roman", "x-mac-cyrillic": "mac_cyrillic", "x-mac-greek": "mac_greek",
    "x-mac-ce": "mac_latin2", "x-mac-turkish": "mac_turkish", "x-mac-icelandic": "mac_iceland",
    "x-mac-romanian": "mac_romanian", "x-mac-croatian": "mac_croatian", "hp-roman8": "hp_roman8",
    "ibm1125": "cp1125",
}
dos = [437, 720, 737, 775, 850, 852, 855, 857, 858, 860, 861, 862, 863, 864, 865, 866, 869]
other |= {f"ibm{number}": f"cp{number}" for number in dos}

# WHATWG's indexes, where they differ.
corrections = {
    "windows-1255": {0xCA: 0x05BA},
    "koi8-u": {0xAE: 0x045E, 0xBE: 0x040E},
}
rows = {}
for name, codec in {**windows, **iso, **other}.items():
    row = []
    for byte in range(0x80, 0x100):
        try:
            point = ord(bytes([byte]).decode(codec))
        except UnicodeDecodeError:
            point = byte if byte < 0xA0 else 0xFFFD
        row.append(corrections.get(name, {}).get(byte, point))
    rows[name] = row
rows["x-user-defined"] = [0xF780 + byte for byte in range(128)]


def written(point):
    character = chr(point)
    shows = unicodedata.category(character)[0] in "LNPS" and unicodedata.bidirectional(character) not in ("R", "AL")
    return character if shows and character not in '"\\' and point != 0xFFFD else f"\\u{{{point:X}}}"


swift = '''// swift-format-ignore-file
// Written by Scripts/generate-encodings.py; do not edit.

/// The upper halves of the single-byte encodings (WHATWG Encoding §9, and the code pages of DOS and Mac OS).
enum SingleByteTables {
  /// The characters of the bytes 0x80 to 0xFF; U+FFFD where there is none. nil for an unknown name.
  static func upperHalf(of name: String) -> String? {
    switch name {
'''
for name, row in rows.items():
    swift += f'    case "{name}":\n'
    parts = ["".join(map(written, row[start:start + 32])) for start in range(0, 128, 32)]
    swift += "      " + "\n        + ".join(f'"{part}"' for part in parts) + "\n"
swift += "    default: nil\n    }\n  }\n}\n"
# A switch that is an expression needs one literal a case.
swift = swift.replace('"\n        + "', "")
path = pathlib.Path(__file__).resolve().parent.parent / "Sources/WebText/Characters/SingleByteTables.swift"
path.write_text(swift, encoding="utf-8")
