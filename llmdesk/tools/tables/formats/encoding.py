"""Which encoding a text table has, found on a bounded sample.

Owns the guess. Reads at most `SAMPLE` bytes at the beginning and three windows further on.
"""

from __future__ import annotations

import codecs
import io
from pathlib import Path

from llmdesk.tools.documents.encoding import (
    encoding_by_mark,
    encoding_by_statistics,
    wide_encoding,
)

SAMPLE = 256 << 10
_WINDOW = 64 << 10


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


def find_line_end(text: str) -> str:
    """How the lines end; "\\r\\n" where there is only one."""
    first = min((text.find(end) for end in "\r\n" if end in text), default=-1)
    if first < 0:
        return "\r\n"
    return "\r\n" if text[first : first + 2] == "\r\n" else "\n"
