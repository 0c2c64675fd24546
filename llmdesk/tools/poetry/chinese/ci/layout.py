"""How a text falls into the lines of a tune, whatever marks an edition gives it.

Owns the fitting of pieces of text to the lines of a shape: editions divide 不应有恨，何事长向别时圆 after the
fourth character or the sixth, or not at all. Must not know tones or rhymes.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from llmdesk.tools.poetry.chinese import hanzi
from llmdesk.tools.poetry.chinese.ci.tunes import Shape

MARKS = "，。！？；：、,.!?;:… \u3000\n\r\t"  # between lines and inside them
MOST_PIECES = 64  # of a text that is fitted; the longest tune has 30
_JOINED = 4  # pieces that may be one line, or lines that may be one piece, where the lengths differ
_UNLIKE = 1.0  # for a piece more or less, beside the characters that are too many or too few
_SHIFTED = 2.5  # for several pieces that are as long as several lines together
_LIGHT = 0.1


@dataclass(frozen=True, slots=True)
class Laid:
    """The lines of a text and the line of the shape that each stands for, None for one too many.
    `cost`: how badly they fit, 0 for marks where the shape has its lines."""

    lines: tuple[str, ...]
    places: tuple[int | None, ...]
    cost: float


def lay(pieces: Sequence[str], shape: Shape) -> Laid:
    """The pieces as lines of the shape, as many of them on their own places as can be.

    The characters of a piece alone count, marks do not. Pieces beyond `MOST_PIECES` are lines too many.
    """
    beyond, pieces = pieces[MOST_PIECES:], pieces[:MOST_PIECES]
    sizes = [len(hanzi.characters(piece)) for piece in pieces]
    wanted = [len(line.pattern) for line in shape.lines]
    blocks, cost = _blocks(sizes, wanted)
    lines: list[str] = []
    places: list[int | None] = []
    for few, most, first, last in blocks:
        text = pieces[few:most]
        if first == last:  # lines that are too many
            lines += text
            places += [None] * len(text)
        elif text:
            cut = _cut(text, wanted[first:last])
            lines += cut
            places += range(first, first + len(cut))
    stripped = tuple(line.strip(MARKS) for line in (*lines, *beyond))
    return Laid(stripped, (*places, *(None for _ in beyond)), cost + 10 * len(beyond))


def keeps(pieces: Sequence[str], shape: Shape) -> bool:
    """Whether the pieces have the lengths of the shape's lines: some of a line, or one of some lines."""
    sizes = [len(hanzi.characters(piece)) for piece in pieces]
    wanted = [len(line.pattern) for line in shape.lines]
    i = j = 0
    while i < len(sizes) and j < len(wanted):
        first, start = i, j
        left, right = sizes[i], wanted[j]
        i, j = i + 1, j + 1
        while left != right:
            if left < right and i < len(sizes):
                left, i = left + sizes[i], i + 1
            elif right < left and j < len(wanted):
                right, j = right + wanted[j], j + 1
            else:
                return False
        if i - first > 1 and j - start > 1:
            return False
    return i == len(sizes) and j == len(wanted)


def _cut(pieces: Sequence[str], wanted: Sequence[int]) -> list[str]:
    """Pieces of text as lines of these lengths; the last one has what is left."""
    text = "".join(pieces)
    if len(wanted) == 1:
        return [text]
    found, rest = [], text
    for count in wanted[:-1]:
        at, seen = 0, 0
        while seen < count and at < len(rest):
            seen += hanzi.is_character(rest[at])
            at += 1
        found.append(rest[:at])
        rest = rest[at:]
    return [*found, rest]


_Block = tuple[int, int, int, int]  # pieces from … to …, lines from … to …


def _blocks(sizes: Sequence[int], wanted: Sequence[int]) -> tuple[list[_Block], float]:
    """The cheapest way to match pieces with lines, both in order."""
    few, most = len(sizes), len(wanted)
    best = [[(float("inf"), (0, 0, 0, 0))] * (most + 1) for _ in range(few + 1)]
    best[0][0] = (0.0, (0, 0, 0, 0))
    for i in range(few + 1):
        for j in range(most + 1):
            cost = best[i][j][0]
            if cost == float("inf"):
                continue
            for di, dj, extra in _steps(sizes, wanted, i, j):
                if cost + extra < best[i + di][j + dj][0]:
                    best[i + di][j + dj] = (cost + extra, (i, i + di, j, j + dj))
    blocks = []
    i, j = few, most
    while i or j:
        block = best[i][j][1]
        blocks.append(block)
        i, j = block[0], block[2]
    return blocks[::-1], best[few][most][0]


def _steps(sizes: Sequence[int], wanted: Sequence[int], i: int, j: int) -> list[tuple[int, int, float]]:
    """(pieces, lines, cost) of every block that may begin at piece i and line j."""
    found: list[tuple[int, int, float]] = []
    if i < len(sizes):
        found.append((1, 0, _UNLIKE + sizes[i]))
    if j < len(wanted):
        at_end = i == len(sizes)  # of lines as long as each other the last is missing
        found.append((0, 1, _UNLIKE + wanted[j] - _LIGHT / 10 * at_end))
    if i == len(sizes) or j == len(wanted):
        return found
    found.append((1, 1, float(abs(sizes[i] - wanted[j]))))
    for many in range(2, min(_JOINED, len(sizes) - i) + 1):
        apart = abs(sum(sizes[i : i + many]) - wanted[j])
        found.append((many, 1, _LIGHT * many + (apart + _UNLIKE if apart else 0.0)))
        for several in range(2, min(_JOINED, len(wanted) - j) + 1):
            if sum(sizes[i : i + many]) == sum(wanted[j : j + several]):
                found.append((many, several, _SHIFTED))
    total = wanted[j]
    for several in range(2, len(wanted) - j + 1):
        total += wanted[j + several - 1]
        if total == sizes[i]:
            found.append((1, several, _LIGHT * several))
        if total >= sizes[i]:
            break
    return found
