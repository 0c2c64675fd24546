"""Texts and values as SQLite can hold them.

Owns what becomes of characters that UTF-8 cannot hold, and how values are written as JSON.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping

_NAME_BYTE = re.compile("(?<![\ud800-\udbff])[\udc80-\udcff]")  # as os.fsdecode gives it
_PIECE = 200  # members of a list that are encoded at once


def storable(text: str) -> str:
    """`text` without lone surrogates, which UTF-8 cannot hold; pairs of them become one character."""
    if text.isascii():
        return text
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")


def as_json(value: Mapping[str, object]) -> str:
    """As JSON. A byte of a file's name that is not UTF-8 is kept, so that the file is found again."""
    members = (f"{_encoded(name)}:{_in_pieces(each)}" for name, each in value.items())
    return "{" + ",".join(members) + "}"


def _in_pieces(value: object) -> str:
    """A long list in pieces: encoding all of it at once would hold the window up."""
    if not isinstance(value, list) or len(value) <= _PIECE:
        return _encoded(value)
    pieces = (value[at : at + _PIECE] for at in range(0, len(value), _PIECE))
    return "[" + ",".join(_encoded(piece)[1:-1] for piece in pieces) + "]"


def _encoded(value: object) -> str:
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    if not text.isascii():
        text = _NAME_BYTE.sub(lambda found: f"\\u{ord(found[0]):04x}", text)
    return storable(text)
