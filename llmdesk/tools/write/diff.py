"""What is different between two wordings of a text, as changes that can be taken one by one.

Owns the places, and the law: all changes taken give the new text, none gives the old one. Pure.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from difflib import SequenceMatcher

from llmdesk.tools.write.types import Change

# A word with what belongs to it, a number with its separators, a Han character, white space, any other sign.
_TOKEN = re.compile(
    r"[\u3400-\u9fff\uf900-\ufaff]|\d+(?:[.,:]\d+)*|[^\W\d_\u3400-\u9fff\uf900-\ufaff]+(?:['’][^\W\d_]+)?|\s+|."
)
# Matching tokens takes time that grows with the square of their number: 0.2 s for 4,000.
_MOST_TOKENS = 4_000


def changes(old: str, new: str, at: int = 0) -> tuple[Change, ...]:
    """What makes `new` of `old`, which stands at `at` of the whole text. Two changes with nothing but a
    space between them are one; of texts that are too long to compare all is one change."""
    before, after = _TOKEN.findall(old), _TOKEN.findall(new)
    if max(len(before), len(after)) > _MOST_TOKENS:
        return () if old == new else (Change(at, at + len(old), old, new),)
    found: list[Change] = []
    place = 0
    matcher = SequenceMatcher(None, before, after, autojunk=False)
    for kind, i, j, k, m in matcher.get_opcodes():
        was, becomes = "".join(before[i:j]), "".join(after[k:m])
        end = place + len(was)
        if kind != "equal":
            found.append(Change(at + place, at + end, was, becomes))
        elif found and was.isspace() and j < len(before):
            last = found.pop()
            found.append(Change(last.start, at + end, last.old + was, last.new + becomes))
            place = end
            continue
        if len(found) > 1 and found[-2].end == found[-1].start and kind != "equal":
            second, first = found.pop(), found.pop()
            found.append(Change(first.start, second.end, first.old + second.old, first.new + second.new))
        place = end
    return tuple(_without_ends(change) for change in found if change.old != change.new)


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
