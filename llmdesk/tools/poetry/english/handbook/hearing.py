"""What rhymes and metres are heard in lines of English that come without a form.

Owns the rhyme scheme of any lines and the measure that fits them best. Must not know of forms.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache

from llmdesk.tools.poetry.english import prosody
from llmdesk.tools.poetry.english.handbook.schemes import LETTERS
from llmdesk.tools.poetry.english.metre import METRES
from llmdesk.tools.poetry.english.rhyme import Kind

REACH = 12  # lines back to which a rhyme is heard
MOST_LINES = 60  # of a poem that is listened to; more say no more about it
SHARE = 2 / 3  # of the lines that keep a measure, for the poem to have it
_STANZA = 3  # metres of a measure, from which on it fits whole stanzas alone
_BROKEN = 5.0  # what a line costs that does not keep the measure
_SOUNDING: tuple[Kind, ...] = ("perfect", "light", "eye", "rich")
# Measures as handbooks name them: the metres of lines, again from the start after the last; what it costs
# a poem to be called so, since a freer measure fits more lines.
MEASURES: tuple[tuple[tuple[str, ...], float], ...] = (
    (("iambic-5",), 0.0),
    (("iambic-4",), 0.0),
    (("iambic-4", "iambic-3"), 0.0),
    (("iambic-3",), 0.0),
    (("iambic-2",), 0.1),
    (("iambic-3", "iambic-3", "iambic-4", "iambic-3"), 0.1),
    (("iambic-7",), 0.1),
    (("iambic-6",), 0.1),
    (("iambic-5",) * 8 + ("iambic-6",), 0.1),
    (("trochaic-4",), 0.2),
    (("trochaic-4", "trochaic-3"), 0.2),
    (("trochaic-6",), 0.2),
    (("trochaic-8",), 0.2),
    (("anapaestic-4",), 0.3),
    (("anapaestic-3",), 0.3),
    (("anapaestic-4", "anapaestic-3"), 0.3),
    (("anapaestic-2",), 0.5),
    (("dactylic-2",), 0.5),
    (("dactylic-3",), 0.5),
    (("dactylic-4",), 0.5),
    (("dactylic-6",), 0.5),
    (("limerick-3", "limerick-3", "limerick-2", "limerick-2", "limerick-3"), 0.2),
    (("ballad-4", "ballad-3"), 0.6),
    (("ballad-4",), 0.7),
)


_NONE_LEFT = "·"  # for a line that rhymes with none, once the letters have run out


def scheme_of(lines: Sequence[str]) -> str:
    """A letter for each line, the same one where lines rhyme; each line is held against those of each rhyme
    that was heard last."""
    last: dict[str, list[int]] = {}
    letters = ""
    for index in range(len(lines)):
        letter = _letter(lines, index, last) or LETTERS[len(last) : len(last) + 1]
        letters += letter or _NONE_LEFT
        if letter:
            last.setdefault(letter, []).append(index)
    return letters


def _letter(lines: Sequence[str], index: int, heard: dict[str, list[int]]) -> str:
    """The letter of the lines that line `index` rhymes with: the best kind of rhyme, then the nearest."""
    near = [
        (letter, place) for letter, places in heard.items() for place in places[-2:] if index - place <= REACH
    ]
    near.sort(key=lambda pair: -pair[1])
    for kinds in (("perfect", "same"), _SOUNDING):
        for letter, place in near:
            if _kind(lines[index], lines[place]) in kinds:
                return letter
    return ""


def rhyme_together(line: str, other: str) -> bool:
    """Whether two lines rhyme perfectly."""
    return _kind(line, other) == "perfect"


@lru_cache(maxsize=4_000)
def _kind(line: str, other: str) -> Kind:
    return prosody.rhyme_kind(line, other)


def measure_of(lines: Sequence[str]) -> tuple[str, ...]:
    """The metres of the measure that fits the lines best; () where none is kept by most of them."""
    heard = lines[:MOST_LINES]
    if len(heard) < 2:
        return ()
    costs = {
        measure: _cost(heard, measure) + extra
        for measure, extra in MEASURES
        if len(heard) >= len(measure) and (len(measure) < _STANZA or len(lines) % len(measure) == 0)
    }
    best = min(costs, key=lambda measure: costs[measure])
    kept = sum(prosody.check_metre(line, metre).passed for line, metre in _pairs(heard, best))
    return by_its_feet(heard, best) if kept >= SHARE * len(heard) else ()


def by_its_feet(lines: Sequence[str], measure: tuple[str, ...]) -> tuple[str, ...]:
    """Of lines that mix feet of two and of three syllables: named by those that are more, as handbooks do."""
    rising = tuple(name.replace("ballad", "anapaestic") for name in measure)
    if rising == measure:
        return measure
    feet = [foot for line, metre in _pairs(lines, measure) for foot in prosody.feet(line, metre)]
    return rising if 2 * feet.count(3) > len(feet) else measure


def _pairs(lines: Sequence[str], measure: Sequence[str]) -> Iterable[tuple[str, str]]:
    return ((line, measure[index % len(measure)]) for index, line in enumerate(lines))


def _cost(lines: Sequence[str], measure: tuple[str, ...]) -> float:
    """What the lines ask of a speaker who keeps the measure, in the mean."""
    return sum(_line_cost(line, metre) for line, metre in _pairs(lines, measure)) / len(lines)


def _line_cost(line: str, metre: str) -> float:
    if prosody.check_metre(line, metre).passed:
        return prosody.strain(line, metre)
    return _BROKEN + METRES[metre].cost
