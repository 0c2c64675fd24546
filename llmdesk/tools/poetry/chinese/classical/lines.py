"""What each line of a poem is by itself: which pattern it keeps, and the tones it is read with.

Owns the reading of lines without a sequence, so that a poem of other order than today's forms (折腰体, 拗律)
is seen for what it is. Must not judge the poem.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from llmdesk.tools.poetry import forms
from llmdesk.tools.poetry.chinese.tones import Fit, Sounds, agrees, fit, fits, opposes


@dataclass(frozen=True, slots=True)
class ScannedLine:
    """`line_type` is A, B, a or b, "" where the line keeps none of the patterns that may stand in its place;
    `tones` are 平 and 仄 as the best pattern reads them, ？ for a character without a tone."""

    line_type: str
    tones: str
    pattern: str = ""
    rescued: bool = False  # it breaks its pattern, and the line below makes up for it
    rescues: bool = False


def scan(sounds: Sequence[Sounds], width: int, *, old: bool) -> list[ScannedLine]:
    """Each line, the even ones and perhaps the first on a level tone."""
    found = [_scan_one(heard, index, width, old) for index, heard in enumerate(sounds)]
    for at in range(0, len(found) - 1, 2):
        if found[at].line_type:
            continue
        pair = fits(sounds[at : at + 2], "AB", width)
        if all(each is not None and not each.breaks for each in pair) and pair[0] and pair[1]:
            found[at] = ScannedLine("A", _tones(sounds[at], pair[0]), pair[0].pattern, rescued=True)
            found[at + 1] = ScannedLine("B", _tones(sounds[at + 1], pair[1]), pair[1].pattern, rescues=True)
    return found


def sticking(sounds: Sequence[Sounds]) -> tuple[list[int], list[int]]:
    """(失对, 失粘): the lines whose second character should differ from that above, or agree."""
    against, beside = [], []
    for index in range(1, len(sounds)):
        upper, lower = sounds[index - 1], sounds[index]
        enough = len(upper) > 1 and len(lower) > 1
        if index % 2 and not (enough and opposes(upper[1], lower[1])):
            against.append(index)
        elif index % 2 == 0 and not (enough and agrees(upper[1], lower[1])):
            beside.append(index)
    return against, beside


def _scan_one(sounds: Sounds, index: int, width: int, old: bool) -> ScannedLine:
    types = "Bb" if index % 2 else "Aa" if index else "AaBb"
    if len(sounds) != width:
        return ScannedLine("", _plain(sounds))
    fitted = [
        (line_type, fit(sounds, forms.patterns(width, line_type, old=old)))
        for line_type in types
        if forms.patterns(width, line_type, old=old)
    ]
    line_type, best = min(fitted, key=lambda pair: (len(pair[1].breaks), len(pair[1].other)))
    return ScannedLine("" if best.breaks else line_type, _tones(sounds, best), best.pattern)


def _tones(sounds: Sounds, fitted: Fit) -> str:
    return "".join(
        fitted.pattern[place] if place in fitted.other else plain
        for place, plain in enumerate(_plain(sounds))
    )


def _plain(sounds: Sounds) -> str:
    shown = {"level": "平", "oblique": "仄", None: "？"}
    return "".join(shown[readings[0].tone if readings else None] for readings in sounds)
