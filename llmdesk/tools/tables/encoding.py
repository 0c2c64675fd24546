"""Which encoding and which separator a text table has, found on a bounded sample.

Owns the guesses. Reads at most `SAMPLE` bytes at the beginning and three windows further on.
"""

from __future__ import annotations

import codecs
import csv
import io
import re
from collections import Counter
from pathlib import Path

from charset_normalizer import from_bytes

SAMPLE = 256 << 10
_WINDOW = 64 << 10
_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_REGIONAL = ["cp1251", "cp1253", "big5", "shift_jis", "euc_kr", "euc_jp", "cp1252"]
# Letters of cp1250 (ł ą ż ś ź ľ ž š) that are signs in cp1252, inside a word.
_CENTRAL = re.compile(rb"(?<=[a-z])[\xb3\xb9\xbf\x9c\x9f\xbe\xbc\x9e\x9a](?=[a-z])")
SEPARATORS = (",", "\t", ";", "|")
# What stands for "one column": a character that is in no text.
NO_SEPARATOR = "\x1f"
_ROWS = 200


def samples(path: Path) -> list[bytes]:
    """The beginning, and windows at a quarter, half and three quarters of a large file."""
    with path.open("rb") as stream:
        parts = [stream.read(SAMPLE)]
        size = stream.seek(0, io.SEEK_END)
        for quarter in (1, 2, 3):
            start = size * quarter // 4
            if start >= SAMPLE:
                stream.seek(start)
                window = stream.read(_WINDOW)
                parts.append(window[window.find(b"\n") + 1 :])  # from the beginning of a line
    return parts


def find_encoding(parts: list[bytes]) -> str:
    """Python's name of the encoding; `parts` are pieces that begin with a character."""
    head = parts[0]
    for mark, name in _MARKS:
        if head.startswith(mark):
            return name
    wide = _wide(head)
    if wide:
        return wide
    if all(_decodes(part, "utf-8") for part in parts):
        return "utf-8"
    everything = b"\n".join(parts)
    if _mostly_utf8(everything):
        return "utf-8"
    if all(_decodes(part, "gb18030") for part in parts) and _common_hanzi(everything) > 0.6:
        return "gb18030"
    return _of_one_region(everything)


def _of_one_region(data: bytes) -> str:
    """Mostly Latin letters: Western or Central European; else what statistics say."""
    high = sum(byte > 127 for byte in data)
    letters = high + sum(byte | 32 in range(97, 123) for byte in data)
    if high < 0.4 * letters:
        return "cp1250" if len(_CENTRAL.findall(data)) > 0.1 * high else "cp1252"
    best = from_bytes(data[:_WINDOW], cp_isolation=_REGIONAL).best()
    return best.encoding if best is not None else "cp1252"


def _wide(head: bytes) -> str:
    """UTF-16 without a mark: every other byte of plain text is zero."""
    pairs = len(head) // 2
    if pairs < 2:
        return ""
    low, high = head[0 : 2 * pairs : 2].count(0), head[1 : 2 * pairs : 2].count(0)
    if high > 0.3 * pairs and low < 0.05 * pairs:
        return "utf-16-le"
    if low > 0.3 * pairs and high < 0.05 * pairs:
        return "utf-16-be"
    return ""


def _decodes(part: bytes, encoding: str) -> bool:
    try:
        codecs.getincrementaldecoder(encoding)().decode(part)  # the last character may be cut
    except UnicodeDecodeError:
        return False
    return True


def _mostly_utf8(data: bytes) -> bool:
    """A few bad bytes in much good UTF-8 do not make it another encoding."""
    text = data.decode("utf-8", "replace")
    bad = text.count("\ufffd")
    return sum(ord(c) > 127 for c in text) - bad > 20 * bad


def _common_hanzi(data: bytes) -> float:
    """Share of the non-ASCII characters that are everyday Chinese (GB 2312 level 1) or its punctuation."""
    text = data.decode("gb18030", "replace")
    wide = [c for c in text if ord(c) > 127]
    common = sum(c in "，。！？、：；“”（）《》…￥" or _level_one(c) for c in wide)
    return common / len(wide) if wide else 0.0


def _level_one(character: str) -> bool:
    code = character.encode("gb18030", "replace")
    return len(code) == 2 and 0xB0 <= code[0] <= 0xD7 and code[1] >= 0xA1


def find_separator(text: str, *, whole: bool, suffix: str = "") -> str:
    """The separator of `text`, the beginning of a table; `whole`: it is all of it.

    The one that gives the header two cells or more and most rows as many. `NO_SEPARATOR` where
    there is one column and commas are part of its texts.
    """
    order = ("\t", *SEPARATORS) if suffix == ".tsv" else SEPARATORS
    best, best_share = "", 0.0
    for separator in order:
        widths = _widths(text, separator, whole)
        if not widths or widths[0] < 2:
            continue
        usual = Counter(widths).most_common(1)[0][0]
        share = sum(width == usual for width in widths) / len(widths)
        if usual >= 2 and share >= 0.5 and share > best_share + 0.001:
            best, best_share = separator, share
    if best:
        return best
    for separator in order:
        if all(width == 1 for width in _widths(text, separator, whole)):
            return separator
    return NO_SEPARATOR


def _widths(text: str, separator: str, whole: bool) -> list[int]:
    widths = []
    try:
        for row in csv.reader(io.StringIO(text, newline=""), delimiter=separator):
            if row:
                widths.append(len(row))
            if len(widths) > _ROWS:
                return widths
    except csv.Error:
        return []
    return widths if whole or len(widths) < 2 else widths[:-1]  # the last row may be cut


def find_line_end(text: str) -> str:
    """How the lines end; "\\r\\n" where there is only one."""
    first = min((text.find(end) for end in "\r\n" if end in text), default=-1)
    if first < 0:
        return "\r\n"
    return "\r\n" if text[first : first + 2] == "\r\n" else "\n"
