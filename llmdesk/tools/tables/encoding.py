"""Which encoding and which separator a text table has, found on a bounded sample.

Owns the guesses. Reads at most `SAMPLE` bytes at the beginning and three windows further on.
"""

from __future__ import annotations

import codecs
import csv
import io
from collections import Counter
from pathlib import Path

from llmdesk.tools.documents.encoding import (
    encoding_by_mark,
    encoding_by_statistics,
    wide_encoding,
)

SAMPLE = 256 << 10
_WINDOW = 64 << 10
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
    """Python's name of the encoding; `parts` are pieces that begin with a character and may end in one."""
    marked = encoding_by_mark(parts[0]) or wide_encoding(parts[0])
    if marked:
        return marked
    if all(_is_utf_8(part) for part in parts):
        return "utf-8"
    return encoding_by_statistics(b"\n".join(parts)) or "cp1252"


def _is_utf_8(part: bytes) -> bool:
    try:
        codecs.getincrementaldecoder("utf-8")().decode(part)  # the last character may be cut
    except UnicodeDecodeError:
        return False
    return True


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
