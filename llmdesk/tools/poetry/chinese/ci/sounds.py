"""The characters that a song of ours rhymes with, on either tone.

Owns the choice of rhymes. Which sounds a character has by a rhyme book is in `classical.books`.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from llmdesk.tools.poetry.chinese.ci.rules import key
from llmdesk.tools.poetry.chinese.ci.tunes import SungLine
from llmdesk.tools.poetry.chinese.classical.books import Book, readings
from llmdesk.tools.poetry.chinese.classical.writing import writing_characters
from llmdesk.tools.poetry.chinese.hanzi import Tone

TONES: Mapping[str, Tone] = {"平": "level", "仄": "oblique"}
_RICH = 40  # common characters that make a rhyme one to write in
_FEWEST = 3  # rhymes to choose from, the richest, where not so many are rich


@cache
def ends(tone: Tone, rhyme: str, book: Book) -> frozenset[str]:
    """What a line may end with that has this rhyme on this tone."""
    return _by_rhyme(tone, book).get(rhyme, frozenset())


@cache
def rhymes_for(tones: frozenset[Tone], book: Book) -> tuple[str, ...]:
    """The rhymes that have characters enough on all these tones."""
    several = [_by_rhyme(tone, book) for tone in sorted(tones)]
    sizes = {rhyme: min(len(by.get(rhyme, ())) for by in several) for rhyme in several[0]}
    rich = [rhyme for rhyme, size in sizes.items() if size >= _RICH]
    return tuple(rich if len(rich) >= _FEWEST else sorted(sizes, key=lambda rhyme: -sizes[rhyme])[:_FEWEST])


def rhyme_of(character: str, line: SungLine, book: Book) -> str:
    """The rhyme of what ends a line, in its usual reading on the tone of the line's end; "" for none."""
    wanted = TONES.get(line.pattern[-1])
    return next((key(each) for each in readings(character, book) if each.group and each.tone == wanted), "")


@cache
def _by_rhyme(tone: Tone, book: Book) -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for character in writing_characters(tone, book):
        known = readings(character, book)
        groups = {key(reading) for reading in (known[:1] if book == "zhonghua" else known)}
        if len(groups) == 1 and "" not in groups:
            found.setdefault(groups.pop(), set()).add(character)
    return {rhyme: frozenset(characters) for rhyme, characters in found.items()}
