"""Tone patterns of Chinese verse: which sequence a poem follows, and whether a line keeps its pattern.

Owns the fitting of characters to 平仄 patterns. Must not know rhymes, forms or how a poem is written.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from llmdesk.tools.poetry import forms
from llmdesk.tools.poetry.chinese.hanzi import Reading

Sounds = tuple[tuple[Reading, ...], ...]  # the readings of each character of a line


@dataclass(frozen=True, slots=True)
class Fit:
    """How a line keeps a pattern. Places count from 0.

    `breaks` are the places that no reading fits; `other` those where another than the usual
    reading does.
    """

    pattern: str
    breaks: tuple[int, ...]
    other: tuple[int, ...]


def fit(sounds: Sounds, patterns: Sequence[str]) -> Fit:
    """The pattern that a line keeps best: few breaks, then few unusual readings, then the plainest."""
    return min((_fit_one(sounds, pattern) for pattern in patterns), key=_cost)


def _cost(fit: Fit) -> tuple[int, int]:
    return len(fit.breaks), len(fit.other)


def _fit_one(sounds: Sounds, pattern: str) -> Fit:
    breaks: list[int] = []
    other: list[int] = []
    for place, (readings, wanted) in enumerate(zip(sounds, pattern, strict=True)):
        tones = [reading.tone for reading in readings]
        if wanted == "中":
            if not any(tones):
                breaks.append(place)
            continue
        tone = "level" if wanted == "平" else "oblique"
        if tone not in tones:
            breaks.append(place)
        elif tones[0] != tone:
            other.append(place)
    return Fit(pattern, tuple(breaks), tuple(other))


def fits(lines: Sequence[Sounds], sequence: str, characters: int, *, old: bool = False) -> list[Fit | None]:
    """How each line keeps its place in the sequence; None for a line of another length or without a place.

    A line that its pair rescues (对句相救) keeps the pattern of `forms.rescue`. `old`: by an old rhyme book.
    """
    found: list[Fit | None] = []
    for sounds, line_type in zip(lines, [*sequence, *[""] * len(lines)], strict=False):
        patterns = forms.patterns(characters, line_type, old=old)
        found.append(fit(sounds, patterns) if patterns and len(sounds) == characters else None)
    for at in range(len(lines) - 1):
        one, other = found[at], found[at + 1]
        if one is None or other is None or not one.breaks or sequence[at : at + 2] != "AB":
            continue
        rescued = fit(lines[at], [forms.rescue(characters, "A")])
        rescuing = fit(lines[at + 1], [forms.rescue(characters, "B")])
        if not rescued.breaks and not rescuing.breaks:
            found[at] = rescued
            found[at + 1] = other if not other.breaks and other.pattern != "" else rescuing
    return found


def sequence_of(
    lines: Sequence[Sounds], sequences: Sequence[str], characters: int, *, old: bool = False
) -> str:
    """The sequence of line types that the poem keeps best, with as few unusual readings as can be.

    Lines of another length, or that are missing, do not count.
    """

    def cost(sequence: str) -> tuple[int, int]:
        costs = [_cost(fitted) for fitted in fits(lines, sequence, characters, old=old) if fitted is not None]
        return sum(breaks for breaks, _ in costs), sum(other for _, other in costs)

    return min(sequences, key=cost)


def opposes(one: tuple[Reading, ...], other: tuple[Reading, ...]) -> bool:
    """Whether two characters can be read in opposite tones."""
    return any(a.tone and b.tone and a.tone != b.tone for a in one for b in other)


def agrees(one: tuple[Reading, ...], other: tuple[Reading, ...]) -> bool:
    """Whether two characters can be read in the same tone."""
    return any(a.tone and a.tone == b.tone for a in one for b in other)
