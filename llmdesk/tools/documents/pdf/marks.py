"""What is printed on a page without being its text: watermarks, numbers of lines, letters set twice.

Owns how they are told from text. Must not drop anything that a reader would read: what cannot be told apart
with certainty stays.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from llmdesk.tools.documents.pdf.order import MOST_LINES, running_share
from llmdesk.tools.documents.pdf.place import Line

_FEWEST_NUMBERS = 5
_NUMBER = re.compile(r"\d{1,4}")
_NUMBERED = re.compile(r"(\d{1,4})[ \t]+(?=\S)")
_RUNNING = 0.3  # of the lines go on in the next: running text, not a list of numbered items
_LARGE = 1.5  # of the usual letters' height: a slanted line so large is a watermark
_INITIAL = 1.6  # of the letters' height, and more, has a large letter at a paragraph's beginning


def without_marks(lines: Sequence[Line]) -> list[Line]:
    """The lines without watermarks, numbers of lines and doubles; large first letters join their word."""
    if len(lines) > MOST_LINES:
        return list(lines)
    kept = _without_doubles(_without_slanted(lines))
    return _with_initials(_without_line_numbers(kept))


def _usual_height(lines: Sequence[Line]) -> float:
    heights: Counter[float] = Counter()
    for line in lines:
        heights[round(line.height * 2) / 2] += len(line.text)
    return heights.most_common(1)[0][0] if heights else 10.0


def _without_slanted(lines: Sequence[Line]) -> list[Line]:
    """A large line across the page goes, also letter by letter. Small ones (a chart's) come last."""
    if not any(line.slanted for line in lines):
        return list(lines)
    upright = [line for line in lines if not line.slanted]
    if not upright:
        return list(lines)
    usual = _usual_height(upright)
    return upright + [
        line for line in lines if line.slanted and line.height < _LARGE * usual and len(line.text) > 2
    ]


def _without_doubles(lines: Sequence[Line]) -> list[Line]:
    """Text that is set twice, a little apart, to look bold."""
    seen: dict[str, list[Line]] = {}
    kept: list[Line] = []
    for line in lines:
        same = seen.setdefault(line.text, [])
        if any(_is_on(line, other) for other in same):
            continue
        if len(same) < 20:
            same.append(line)
        kept.append(line)
    return kept


def _is_on(line: Line, other: Line) -> bool:
    apart = 0.25 * line.height
    return (
        abs(line.left - other.left) < apart
        and abs(line.right - other.right) < apart
        and abs(line.bottom - other.bottom) < apart
    )


# -- numbers of lines -----------------------------------------------------------------------
def _without_line_numbers(lines: Sequence[Line]) -> list[Line]:
    """Drafts and laws number their lines, or each fifth one, in the margin: numbers that count up beside
    running text. They stand alone, or pdfium takes them for the beginning of their line."""
    rest: dict[int, Line | None] = {}  # place → the line without its number
    texts = [line for line in lines if not _NUMBER.fullmatch(line.text)]
    if len(lines) < _FEWEST_NUMBERS or len(texts) < _FEWEST_NUMBERS:
        return list(lines)
    led = [match for line in texts if (match := _NUMBERED.match(line.text))]
    all_led = len(led) >= 0.8 * len(texts)
    behind = _behind(lines)
    margin = min((line.left for line in texts if not _NUMBERED.match(line.text)), default=0.0)
    for at, line in enumerate(lines):
        match = _NUMBERED.match(line.text)
        if _NUMBER.fullmatch(line.text) and _is_beside(line, texts):
            rest[at] = None
        elif at in behind:
            rest[at] = _cut_end(line)
        elif match and (all_led or line.left < margin - 0.4 * line.height):
            rest[at] = _cut(line, match.end())
    left = [line for at, line in enumerate(lines) if at not in rest] + [
        line for line in rest.values() if line
    ]
    numbers = [behind.get(at, lines[at]) for at in rest]
    if not _counts_up(numbers) or running_share(_by_height(left)) < _RUNNING:
        return list(lines)
    kept = (rest.get(at, line) for at, line in enumerate(lines))
    return [line for line in kept if line is not None]


def _behind(lines: Sequence[Line]) -> dict[int, Line]:
    """Place → the number at the line's end, where such numbers stand right of all the text."""
    ends = {
        at: line.parts[-1]
        for at, line in enumerate(lines)
        if line.parts and _NUMBER.fullmatch(line.parts[-1].text)
    }
    edge = max(
        (right for at, right in enumerate(map(_text_end, lines)) if not _NUMBER.fullmatch(lines[at].text))
    )
    return {at: number for at, number in ends.items() if number.left > edge - 1.0}


def _text_end(line: Line) -> float:
    """Where the line's text ends, a number behind a wide gap left aside."""
    has_number = line.parts and _NUMBER.fullmatch(line.parts[-1].text)
    return line.parts[-2].right if has_number else line.right


def _cut_end(line: Line) -> Line:
    text = line.text[: len(line.text) - len(line.parts[-1].text)].rstrip()
    parts = line.parts[:-1] if len(line.parts) > 2 else ()
    return replace(line, text=text, right=line.parts[-2].right, parts=parts)


def _is_beside(number: Line, texts: Sequence[Line]) -> bool:
    """It stands in the margin, on the height of a line of text."""
    begin, end = min(line.left for line in texts), max(map(_text_end, texts))
    middle = (number.bottom + number.top) / 2
    return (number.right <= begin + 1.0 or number.left >= end - 1.0) and any(
        line.bottom < middle < line.top for line in texts
    )


def _cut(line: Line, at: int) -> Line:
    if line.parts and len(line.parts[0].text) <= at:
        rest = line.parts[1:]
        return replace(
            rest[0], text=line.text[at:], right=line.right, parts=rest if len(rest) > 1 else (), slanted=False
        )
    width = (line.right - line.left) * at / max(len(line.text), 1)
    return replace(line, text=line.text[at:], left=line.left + width, parts=())


def _counts_up(lines: Sequence[Line]) -> bool:
    """From line to line by one step (1, 5 or 10), down the page."""
    if len(lines) < _FEWEST_NUMBERS:
        return False
    numbers = [int(match[0]) for line in _by_height(lines) if (match := _NUMBER.match(line.text))]
    steps = Counter(after - before for before, after in pairwise(numbers))
    step, count = steps.most_common(1)[0]
    return step in (1, 2, 5, 10) and count >= 0.8 * (len(numbers) - 1)


def _by_height(lines: Sequence[Line]) -> list[Line]:
    return sorted(lines, key=lambda line: -line.bottom)


# -- large first letters ----------------------------------------------------------------------
def _with_initials(lines: Sequence[Line]) -> list[Line]:
    out: list[Line] = []
    initial: Line | None = None
    for line in lines:
        if initial is not None:
            if _begins_with(initial, line):
                words = sum(
                    f"{initial.text}{line.text}".lower().split()[0] in each.text.lower() for each in lines
                )
                space = " " if initial.text in ("A", "I") and not words else ""
                out.append(replace(line, text=f"{initial.text}{space}{line.text}", parts=()))
                initial = None
                continue
            out.append(initial)
            initial = None
        if len(line.text) == 1 and line.text.isalpha() and line.text.isupper():
            initial = line
        else:
            out.append(line)
    return out + ([initial] if initial is not None else [])


def _begins_with(initial: Line, line: Line) -> bool:
    """The line stands right of the upper part of a letter of two lines' height or more."""
    large = initial.height >= _INITIAL * line.height
    level = initial.bottom - 1.0 <= line.bottom and line.top <= initial.top + 0.5 * line.height
    near = -2.0 <= line.left - initial.right <= 1.5 * line.height
    return large and level and near and line.text[0].isalpha()
