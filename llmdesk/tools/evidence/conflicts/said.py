"""What one clause of a document says, ready to be compared with another, and when two cannot hold together.

Owns these values and the comparison. Must not read a language.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from llmdesk.tools.evidence.values import Date, Figure, Quantity, same_figure

# A number that nothing tells what it counts may be the name of a line or a room.
_MEASURED = frozenset(
    ("count", "money", "share", "length", "mass", "area", "volume", "speed", "celsius", "seconds", "months",
     "clock", "power", "energy", "data", "times", "angle", "pressure", "frequency")
)  # fmt: skip
_PAIR = 2  # words that only one of two sentences has: open, closed


@dataclass(frozen=True, slots=True)
class Said:
    """A clause of sentence `number`: its words without figures, `whole` those of the sentence.

    `figures` stand in the clause, `dates` are the keys of all dates of the sentence. `alike`: small words
    that must be the same in both; `denial`: the word that denies, "" for none; `once`: it speaks of what
    happens once; `ever`: never again, in no other year; `lasting`: of what is so, not of what was done.
    `case`: what its heading tells. `counted`: what a figure counts.
    """

    number: int
    words: frozenset[str]
    whole: frozenset[str]
    figures: tuple[Figure, ...]
    dates: frozenset[str]
    alike: frozenset[str]
    denial: str
    once: bool
    ever: bool
    lasting: bool
    case: frozenset[str]
    counted: Callable[[Figure], frozenset[str]]


@dataclass(frozen=True, slots=True)
class Conflict:
    """Sentences `first` and `second` of the document, and what they have: two values, or (kind "denied") the
    word that denies in one of them. `figures`: the values; `words`: what both are about."""

    kind: Literal["number", "denied"]
    first: int
    second: int
    one: str
    other: str
    words: frozenset[str]
    figures: tuple[Figure, ...] = ()


def conflict(one: Said, other: Said, opposite: Callable[[], Sequence[str]]) -> Conflict | None:
    """What of the two cannot both be right; None where nothing is sure. `opposite()`: two words that say the
    opposite, one of each, or nothing."""
    if one.number == other.number or one.case != other.case:
        return None
    missing = (one.words - other.whole) | (other.words - one.whole)
    if len(missing) > _PAIR:
        return None
    left = _left(one, other)
    if left is None:
        return None
    if missing:
        return _opposed(one, other, missing, opposite) if left == ((), ()) else None
    if bool(one.denial) != bool(other.denial):
        is_sure = left == ((), ()) and one.dates == other.dates and one.lasting and other.lasting
        return _made("denied", one, other, one.denial, other.denial) if is_sure else None
    if left == ((), ()) or one.alike != other.alike or one.denial:
        return None
    (first,), (second,) = left
    if not _measure_one_thing(one, first, other, second) or one.dates - _keys([first]) != other.dates - _keys(
        [second]
    ):
        return None
    return _made("number", one, other, first.text.strip(" ."), second.text.strip(" ."), (first, second))


def _made(
    kind: Literal["number", "denied"], one: Said, other: Said, first: str, second: str,
    figures: tuple[Figure, ...] = (),
) -> Conflict:  # fmt: skip
    """In the order of the document."""
    words = one.words | other.words
    if one.number < other.number:
        return Conflict(kind, one.number, other.number, first, second, words, figures)
    return Conflict(kind, other.number, one.number, second, first, words, figures[::-1])


def _left(one: Said, other: Said) -> tuple[tuple[Figure, ...], tuple[Figure, ...]] | None:
    """The figures that the other does not have: none, or one in each; None for anything else."""
    mine = tuple(f for f in one.figures if not _has(other, f))
    theirs = tuple(f for f in other.figures if not _has(one, f))
    return (mine, theirs) if len(mine) == len(theirs) <= 1 else None


def _has(said: Said, figure: Figure) -> bool:
    """In the clause, or as the date that stands before it ("In 2021, …")."""
    return figure.key in said.dates - _keys(said.figures) or any(_same(figure, each) for each in said.figures)


def _same(one: Figure, other: Figure) -> bool:
    return same_figure(one, other) or same_figure(other, one)


def _opposed(
    one: Said, other: Said, missing: frozenset[str], opposite: Callable[[], Sequence[str]]
) -> Conflict | None:
    """Open and closed, where all else is the same."""
    is_sure = one.dates == other.dates and one.alike == other.alike and one.lasting and other.lasting
    words = opposite() if is_sure else ()
    return _made("number", one, other, words[0], words[1]) if words else None


def _measure_one_thing(one: Said, first: Figure, other: Said, second: Figure) -> bool:
    mine, theirs = first.readings[0], second.readings[0]
    if isinstance(mine, Date) or isinstance(theirs, Date):
        both = isinstance(mine, Date) and isinstance(theirs, Date)
        if not both or not _as_precise(mine, theirs):
            return False
        return (one.ever and other.ever) if _in_other_years(mine, theirs) else (one.once and other.once)
    if mine.kind != theirs.kind or mine.kind not in _MEASURED or mine.rounding or theirs.rounding:
        return False
    if mine.units and theirs.units and not mine.units & theirs.units:
        return False
    if mine.kind == "clock" and not (one.once and other.once):
        return False
    if mine.kind == "count" and not (
        one.counted(first) & other.counted(second) and _holds(one) and _holds(other)
    ):
        return False
    return not any(
        isinstance(way, Quantity) and way.kind in ("number", "ordinal")
        for figure in (first, second)
        for way in figure.readings
    )


def _holds(said: Said) -> bool:
    """What somebody did or had may be different the next time; what is so, and what was on a day, may not."""
    return said.lasting or bool(said.dates)


def _in_other_years(one: object, other: object) -> bool:
    return isinstance(one, Date) and isinstance(other, Date) and one.year != other.year


def _as_precise(one: object, other: object) -> bool:
    if not (isinstance(one, Date) and isinstance(other, Date)):
        return False
    return [p is None for p in (one.year, one.month, one.day)] == [
        p is None for p in (other.year, other.month, other.day)
    ]


def _keys(figures: Iterable[Figure]) -> frozenset[str]:
    return frozenset(figure.key for figure in figures)
