#!/usr/bin/env python3
"""Writes Sources/Deduplicating/Unicode/CharacterTableText.swift from Python's Unicode data.

usage: Scripts/unicode_tables.py > Sources/Deduplicating/Unicode/CharacterTableText.swift

One entry of 16 bits a code point, in blocks of 32 that are stored once:
  entry < 1024   class | rank of the combining class << 4; the code point stands for itself
  entry >= 1024  number of a mapping + 1024
A mapping is class, kind (1 compatibility decomposition, 2 folding), length, code points. The whole is one list of
16-bit units, written as base 64 of its little-endian bytes.
"""
import base64
import struct
import sys
import unicodedata as u

OTHER, SPACE, IGNORABLE, LETTER, UPPER, PLAIN, HAN, KANA, HANGUL, UNSPACED, DIACRITIC, POINT, MARK, DIGIT, CURRENCY = range(15)
DECOMPOSE, FOLD = 1, 2
BLOCK = 32
LIMIT = 0x32000  # beyond: tags and variation selectors (ignorable), private use (other)

FOLDS = {
    "ł": "l", "ø": "o", "đ": "d", "æ": "ae", "œ": "oe", "ß": "ss", "ı": "i", "ħ": "h", "ŧ": "t", "þ": "th",
    "ð": "d", "ŋ": "ng", "ĸ": "k", "ə": "a", "ς": "σ",
    # Arabic and Persian: the letters that keyboards and house styles exchange.
    "ى": "ی", "ي": "ی", "ك": "ک", "ة": "ه", "ۀ": "ه", "ہ": "ه", "ھ": "ه", "ے": "ی", "ٱ": "ا",
    # Ukrainian ґ is often written г.
    "ґ": "г",
}

# Code points with Default_Ignorable_Code_Point, and the tatweel, which only stretches a word.
def is_ignorable(c):
    return (
        c in (0x00AD, 0x034F, 0x061C, 0x0640, 0x115F, 0x1160, 0x17B4, 0x17B5, 0x3164, 0xFEFF, 0xFFA0)
        or 0x180B <= c <= 0x180F or 0x200B <= c <= 0x200F or 0x202A <= c <= 0x202E or 0x2060 <= c <= 0x206F
        or 0xFE00 <= c <= 0xFE0F or 0xFFF0 <= c <= 0xFFF8 or 0x1BCA0 <= c <= 0x1BCA3
        or 0x1D173 <= c <= 0x1D17A
    )

def script(c):
    name = u.name(chr(c), "")
    for word in ("LATIN", "GREEK", "CYRILLIC"):
        if name.startswith(word) or name.startswith("MODIFIER LETTER"):
            return "strip"
    for word in ("HIRAGANA", "KATAKANA"):
        if word in name:
            return "kana"
    if name.startswith("HANGUL"):
        return "hangul"
    if name.startswith("CJK ") or name.startswith("IDEOGRAPHIC ITERATION") or name.startswith("IDEOGRAPHIC NUMBER"):
        return "han"
    for word in ("THAI", "LAO", "KHMER", "MYANMAR"):
        if name.startswith(word):
            return "unspaced"
    if name.startswith("ARABIC") or name.startswith("HEBREW"):
        return "point"
    return ""

def character_class(c):
    ch = chr(c)
    category = u.category(ch)
    if is_ignorable(c):
        return IGNORABLE
    if c in (9, 10, 11, 12, 13, 0x85, 0x2028, 0x2029) or category == "Zs":
        return SPACE
    if category == "Nd":
        return DIGIT
    if category == "Sc":
        return CURRENCY
    # Modifier letters that are typed for apostrophes (Ukrainian, Uzbek, Hawaiian), and a character that Chinese sites
    # set for a bar: `快讯丨…`.
    if 0x02B9 <= c <= 0x02BF or c == 0x4E28:
        return OTHER
    s = script(c)
    if c in (0x3005, 0x3007):
        return HAN
    if c in (0x30FC, 0x309D, 0x309E, 0x30FD, 0x30FE):
        return KANA
    if category[0] == "M":
        if 0x0300 <= c <= 0x036F or 0x1AB0 <= c <= 0x1AFF or 0x1DC0 <= c <= 0x1DFF or 0x20D0 <= c <= 0x20FF or 0xFE20 <= c <= 0xFE2F:
            return DIACRITIC
        if s == "point":
            return POINT
        return MARK
    if category[0] == "L" or category == "Nl" or category == "No":
        if s == "han": return HAN
        if s == "kana": return KANA
        if s == "hangul": return HANGUL
        if s == "unspaced": return UNSPACED
        if s == "strip": return UPPER if category in ("Lu", "Lt") else LETTER
        return PLAIN
    return OTHER

def folding(c):
    ch = chr(c)
    category = u.category(ch)
    if category == "Nd" and c > 0x7F:
        return str(u.decimal(ch))
    if ch in FOLDS:
        return FOLDS[ch]
    folded = ch.casefold() if category[0] == "L" or category == "Nl" else ch
    if folded != ch:
        return "".join(FOLDS.get(x, x) for x in folded)
    return ch

def decomposition(c):
    """NFKD, with ^ before what must not touch a digit: superscripts, fractions, circled numbers."""
    ch = chr(c)
    if 0xAC00 <= c <= 0xD7A3:
        return ch  # syllables are composed in code, which is shorter than taking them apart
    full = u.normalize("NFKD", ch)
    if full == ch:
        return ch
    tag = u.decomposition(ch).split(" ")[0]
    if tag in ("<super>", "<sub>", "<circle>", "<fraction>") and any(x.isdigit() for x in full):
        return "^" + full.replace("\u2044", "^")
    if all(0x1100 <= ord(x) <= 0x11FF for x in full) and 0x3131 <= c <= 0x318E:
        return ch  # a compatibility jamo alone stays itself
    # Punctuation that reads like a space plus marks (´, ¨, ¯) is dropped, not turned into a space.
    if full[0] == " " and len(full) > 1 and u.category(ch)[0] in "SL":
        return "^"
    return full

ranks = {ccc: i for i, ccc in enumerate(sorted({u.combining(chr(c)) for c in range(0x20000)}))}
assert len(ranks) < 64
mappings, pool, entries = {}, [], []

def mapping(kind, cls, text):
    key = (kind, cls, text)
    if key not in mappings:
        mappings[key] = len(mappings)
    return mappings[key] + 1024

for c in range(LIMIT):
    if 0xD800 <= c <= 0xDFFF:
        entries.append(OTHER)
        continue
    cls = character_class(c)
    full = decomposition(c)
    if cls != IGNORABLE and cls != SPACE and full != chr(c):
        entries.append(mapping(DECOMPOSE, cls, full))
        continue
    folded = folding(c)
    if cls != IGNORABLE and folded != chr(c):
        entries.append(mapping(FOLD, cls, folded))
        continue
    entries.append(cls | ranks[u.combining(chr(c))] << 4)
assert max(entries) < 65536

blocks, order, index = {}, [], []
for start in range(0, LIMIT, BLOCK):
    block = tuple(entries[start:start + BLOCK])
    if block not in blocks:
        blocks[block] = len(order)
        order.append(block)
    index.append(blocks[block])

records, offsets = [], []
for (kind, cls, text) in mappings:
    units = struct.unpack("<%dH" % (len(text.encode("utf-16-le")) // 2), text.encode("utf-16-le"))
    offsets.append(len(records))
    records += [kind << 8 | cls, len(units), *units]
assert len(records) < 65536

units = [len(index), len(order), len(offsets), len(records), *index]
for block in order:
    units += block
units += offsets + records
text = base64.b64encode(struct.pack("<%dH" % len(units), *units)).decode()
print(f"Unicode {u.unidata_version}: {len(order)} blocks, {len(offsets)} mappings, {2 * len(units)} bytes", file=sys.stderr)
lines = "\n".join(text[i:i + 5000] + "\\" for i in range(0, len(text), 5000))
print(f'''// swift-format-ignore-file
// Written by Scripts/unicode_tables.py from Unicode {u.unidata_version}; do not edit.

/// Class, compatibility decomposition and folding of each code point: see `CharacterTable`.
let characterTableText: StaticString = """
{lines}

"""''')
