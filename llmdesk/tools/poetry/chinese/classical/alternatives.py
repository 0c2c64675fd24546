"""What may stand in place of a character whose tone is wrong: nearly the same sense, and the right tone.

Owns the list of near characters and their order: those that stand beside the same neighbours in the old poems
come first. It offers and never decides: whether the sense is right is for the reader.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from functools import cache

from llmdesk.errors import QT_TRANSLATE_NOOP
from llmdesk.paths import resource
from llmdesk.tools.poetry.chinese import classics, hanzi
from llmdesk.tools.poetry.chinese.classical.books import Book
from llmdesk.tools.poetry.chinese.classical.writing import rhyme_group, tone_of
from llmdesk.tools.poetry.chinese.hanzi import Tone
from llmdesk.tools.poetry.chinese.tones import Fit
from llmdesk.tools.poetry.types import Check

_MOST = 5  # characters offered for one
_BESIDE = 1.0  # natural-log units that a place further back in the list counts against one
_INSTEAD = QT_TRANSLATE_NOOP("core", "可换: {places}, near in sense and of the tone that is wanted.")


def instead(line: str, place: int, tone: Tone, book: Book, group: str = "") -> tuple[str, ...]:
    """Characters for `place` of the line, the likeliest first; with `group` only those that rhyme in it."""
    plain = hanzi.simplified()
    text = "".join(plain.get(each, each) for each in line)
    found = []
    for rank, character in enumerate(near(text[place])):
        if character in text or tone_of(character, book) != tone:
            continue
        if group and rhyme_group(character, book) != group:
            continue
        around = text[:place][-1:] + character + text[place + 1 :][:1]
        strange = sum(classics.pair_cost(around[at : at + 2]) for at in range(len(around) - 1))
        found.append((strange + _BESIDE * rank / 4, character))
    return tuple(character for _, character in sorted(found)[:_MOST])


@cache
def near(character: str) -> tuple[str, ...]:
    """Characters of nearly the same sense, the nearest first."""
    return tuple(dict.fromkeys(each for each in _near().get(character, "") if each != character))


def offered(
    lines: Sequence[str], fits: Sequence[Fit | None], book: Book, group: str, unrhymed: Collection[int]
) -> list[Check]:
    """For each line that breaks its pattern, what could stand in the places that break it; for the `unrhymed`
    ones what rhymes in the `group` of the poem."""
    found = []
    for index, (line, fitted) in enumerate(zip(lines, fits, strict=True)):
        if fitted is None:
            continue
        text = hanzi.characters(line)
        offers = []
        last = {len(text) - 1} if index in unrhymed and group else set()
        for place in sorted({*fitted.breaks, *last}):
            tone: Tone = "level" if fitted.pattern[place] == "平" else "oblique"
            rhymes = group if place in last else ""
            if others := instead(text, place, tone, book, rhymes):
                offers.append(f"{text[place]} → {''.join(others)}")
        if offers:
            found.append(Check("named", index, True, _INSTEAD, {"places": "、".join(offers)}))
    return found


@cache
def _near() -> dict[str, str]:
    found: dict[str, str] = {}
    for row in resource("poetry", "chinese-near.txt").read_text("utf-8").splitlines():
        if row.startswith("="):
            found.update({each: found.get(each, "") + row[1:] for each in row[1:]})
        elif not row.startswith("#"):
            found[row[0]] = found.get(row[0], "") + row[1:]
    return found
