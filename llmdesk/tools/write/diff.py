"""What is different between two wordings of a text, as changes that can be taken one by one.

Owns the places, and the law: all changes taken give the new text, none gives the old one. Pure.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from difflib import SequenceMatcher

from llmdesk.tools.write.types import Change

# A word with what belongs to it, a number with its separators, a Han character, any other sign; each with
# the white space behind it. White space alone would be the same everywhere, and matching takes time that
# grows with the cube of what is.
_TOKEN = re.compile(
    r"(?:[\u3400-\u9fff\uf900-\ufaff]|\d+(?:[.,:]\d+)*"
    r"|[^\W\d_\u3400-\u9fff\uf900-\ufaff]+(?:['’][^\W\d_\u3400-\u9fff\uf900-\ufaff]+)?|\S)\s*|\s+"
)
_MOST_TOKENS = 2_000
_MANY = 400  # from here on, tokens that are everywhere are matched beside others alone


def changes(old: str, new: str, at: int = 0) -> tuple[Change, ...]:
    """What makes `new` of `old`, which stands at `at` of the whole text. Words side by side that all differ
    are one change; of texts that are too long to compare all is one change."""
    before, after = _TOKEN.findall(old), _TOKEN.findall(new)
    if max(len(before), len(after)) > _MOST_TOKENS:
        return () if old == new else (Change(at, at + len(old), old, new),)
    found: list[Change] = []
    place = at
    matcher = SequenceMatcher(None, before, after, autojunk=len(after) > _MANY)
    for kind, i, j, k, m in matcher.get_opcodes():
        was, becomes = "".join(before[i:j]), "".join(after[k:m])
        if kind != "equal":
            found.append(_without_ends(Change(place, place + len(was), was, becomes)))
        place += len(was)
    return tuple(found)


def applied(source: str, made: Iterable[Change], start: int = 0, end: int | None = None) -> str:
    """source[start:end] with these changes, which lie in it, in order, none over another."""
    end = len(source) if end is None else end
    pieces, at = [], start
    for change in made:
        pieces += [source[at : change.start], change.new]
        at = change.end
    return "".join([*pieces, source[at:end]])


def _without_ends(change: Change) -> Change:
    """Without the white space that both wordings begin or end with."""
    old, new = change.old, change.new
    head = _common_space(old, new)
    tail = _common_space(old[head:][::-1], new[head:][::-1])
    old, new = old[head : len(old) - tail], new[head : len(new) - tail]
    return Change(change.start + head, change.end - tail, old, new)


def _common_space(one: str, other: str) -> int:
    """How much white space both begin with."""
    count = 0
    for a, b in zip(one, other, strict=False):
        if a != b or not a.isspace():
            break
        count += 1
    return count
