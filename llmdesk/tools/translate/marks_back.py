"""What a translation must have as the source has it, put right where its place is clear.

Owns finding the place: of marks around words (bold, a link) that were lost, and of a placeholder, code or an
address that was translated. Small models drop such marks more often than anything else; what the marked words
are in the other language, they know. Must not ask a model.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from llmdesk.tools.fidelity.marks import marks

_PAIR = re.compile(
    r"<(?P<tag>[a-z]{1,8}\d{0,7})(?:\s[^<>]{0,300})?>(?P<inner>[^<>]{1,200})</(?P=tag)>"
    r"|(?P<sign>\*\*|__|~~)(?P<text>[^*_~\n]{1,200})(?P=sign)"
    r"|\[(?P<link>[^\[\]\n]{1,200})\]\([^()\s]{0,500}\)"
)
_STOPS = " \t.!?。！？"
MOST = 4  # of a segment
_AS_THEY_ARE = ("placeholders", "code", "addresses")


@dataclass(frozen=True, slots=True)
class Around:
    """The words of a source that stand between two marks."""

    open: str
    words: str
    close: str


def lost(source: str, target: str) -> Sequence[Around]:
    """The pairs of marks of which nothing is in the target."""
    found = []
    for pair in _PAIR.finditer(source):
        words = pair["inner"] or pair["text"] or pair["link"]
        start, end = pair.span("inner" if pair["inner"] else "text" if pair["text"] else "link")
        around = Around(source[pair.start() : start], words, source[end : pair.end()])
        gone = around.close not in target and (pair["link"] is not None or around.open not in target)
        if gone and any(map(str.isalpha, words)):
            found.append(around)
    return found[:MOST]


def put_back(target: str, around: Around, said: str) -> str:
    """The target with the marks around what their words are in it; as it is where that is not found once.
    One character is found in too many words."""
    said = said.strip(_STOPS)
    low, wanted = target.lower(), said.lower()
    at = low.find(wanted)
    end = at + len(said)
    if at < 0 or len(said) < 2 or len(low) != len(target) or low.find(wanted, at + 1) >= 0:
        return target
    within = any(mark.start < end and at < mark.end for mark in marks(target))
    if within or _is_joined(target[at - 1 : at], said[0]) or _is_joined(said[-1], target[end : end + 1]):
        return target
    return target[:at] + around.open + target[at:end] + around.close + target[end:]


def as_in_source(source: str, target: str) -> str:
    """The target with what is no language as it stands in the source: {天气} for {weather}. Where one is
    missing and one of its kind is too many, that is its place."""
    wanted, there = marks(source), marks(target)
    for rule in _AS_THEY_ARE:
        before, after = ({mark.text for mark in each if mark.rule == rule} for each in (wanted, there))
        lost = list(before - after)
        added = [mark for mark in there if mark.rule == rule and mark.text not in before]
        if len(lost) == len(added) == 1 and lost[0][0] == added[0].text[0]:
            place = added[0]
            return as_in_source(source, target[: place.start] + lost[0] + target[place.end :])
    return target


def _is_joined(one: str, other: str) -> bool:
    """Whether two characters are of one word; Chinese is written without spaces."""
    return all(c.isalnum() and c < "\u2e80" for c in (one, other)) and bool(one and other)
