"""The lines of a page in the order in which a person reads them.

Owns columns: pages whose file goes from left to right across them are put column after column, with headlines
that stand over several. The file's own order is kept wherever it may be right, and tables stay as they are:
only columns of running text are taken apart. Pure: lines go in, lines come out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from llmdesk.tools.documents.pdf.place import Line
from llmdesk.tools.documents.plain_text import columns as text_width
from llmdesk.tools.documents.plain_text import is_wide

MOST_LINES = 2000
"""A page of more lines is no page of text: it is left as its file has it."""
_DEEPEST = 4  # columns within columns
_FEWEST_ROWS = 4
_FEWEST_LETTERS = 12  # on an average line of a column; a table's cells are shorter
_CROSSING = 0.25  # of the lines may stand over both columns
_FULL = 0.4  # of its column's width is the usual line at least
_GOES_ON = 0.3  # of the lines of a column go on in the next one, in running text
_NARROWEST = 4.0  # points between two columns
_ENDS = re.compile(r"[.!?:;。！？：；…][\"'”’」』）)\]]*$")


def reading_order(lines: Sequence[Line]) -> list[Line]:
    """The same text, line by line as it is read."""
    if len(lines) > MOST_LINES:
        return list(lines)
    return _columns(_upright(list(lines)), _DEEPEST)


def running_share(lines: Sequence[Line]) -> float:
    """How many lines go on in the next one: most in running text, hardly any in lists and tables."""
    steps = [_goes_on(before.text, after.text) for before, after in pairwise(lines)]
    return sum(steps) / len(steps) if steps else 0.0


def _goes_on(before: str, after: str) -> bool:
    if _ENDS.search(before[-8:]):
        return False
    return after[0].islower() or (is_wide(after[0]) and is_wide(before[-1])) or before[-1] in "-\u00ad,，、"


def _upright(lines: list[Line]) -> list[Line]:
    """A page that the file writes from its foot to its head is turned round."""
    if len(lines) < 5:
        return lines
    up = sum(after.bottom > before.top for before, after in pairwise(lines))
    return sorted(lines, key=lambda line: -line.top) if up >= 0.8 * (len(lines) - 1) else lines


def _columns(lines: list[Line], depth: int) -> list[Line]:
    gutter = _gutter(lines) if depth and len(lines) >= _FEWEST_ROWS else None
    if gutter is None:
        return lines
    pieces = [piece for line in lines for piece in _pieces(line, gutter)]
    left = [piece for piece in pieces if piece.right <= gutter]
    right = [piece for piece in pieces if piece.left >= gutter]
    across = [piece for piece in pieces if piece.left < gutter < piece.right]
    if not (_is_interleaved(pieces, gutter) and _is_text(left) and _is_text(right)):
        return lines
    return list(_in_bands(left, right, across, depth - 1))


def _pieces(line: Line, gutter: float) -> list[Line]:
    """What of a line stands on either side; the whole line where it crosses."""
    if not line.parts:
        return [line]
    if any(part.left < gutter < part.right for part in line.parts):
        return [line]
    left = [part for part in line.parts if part.right <= gutter]
    right = [part for part in line.parts if part.right > gutter]
    return [_merged(side) for side in (left, right) if side]


def _merged(parts: Sequence[Line]) -> Line:
    if len(parts) == 1:
        return parts[0]
    text = " ".join(part.text for part in parts)
    bottom, top = min(part.bottom for part in parts), max(part.top for part in parts)
    return Line(text, parts[0].left, max(part.right for part in parts), bottom, top, tuple(parts))


def _gutter(lines: Sequence[Line]) -> float | None:
    """The x that most rows leave free, with text on both sides of it; None where there is none."""
    spans = [(part.left, part.right) for line in lines for part in (line.parts or (line,))]
    begin, end = min(left for left, _right in spans), max(right for _left, right in spans)
    width = end - begin
    if width <= 0:
        return None
    candidates = sorted(
        {right for _left, right in spans if begin + 0.15 * width < right < begin + 0.85 * width}
    )
    best: tuple[float, float] | None = None  # the share of lines that cross, the gutter
    for right in candidates[:: max(len(candidates) // 200, 1)]:
        nearest = min((left for left, _right in spans if left > right), default=right)
        at = right + min(nearest - right, _NARROWEST) / 2
        beside = sum(a <= right for _left, a in spans), sum(a > right for a, _right in spans)
        crossing = sum(a < at < b for a, b in spans)
        free = nearest - right
        if min(beside) < _FEWEST_ROWS or free < _NARROWEST or crossing > _CROSSING * len(spans):
            continue
        share = crossing / len(spans) - min(free, 40.0) / 1000
        if best is None or share < best[0]:
            best = (share, at)
    return best[1] if best else None


def _is_interleaved(pieces: Sequence[Line], gutter: float) -> bool:
    """The file changes sides again and again, as it does not where it writes column after column."""
    sides = [piece.left >= gutter for piece in pieces if not piece.left < gutter < piece.right]
    changes = sum(before != after for before, after in pairwise(sides))
    smaller = min(sides.count(True), sides.count(False))
    return changes > max(3, smaller)


def _is_text(lines: Sequence[Line]) -> bool:
    """A column of running text, not of a table."""
    if len(lines) < _FEWEST_ROWS:
        return False
    width = max(line.right for line in lines) - min(line.left for line in lines)
    widths = sorted(line.right - line.left for line in lines)
    letters = sum(text_width(line.text) for line in lines) / len(lines)
    usual = widths[len(widths) // 2]
    ordered = sorted(lines, key=lambda line: -line.bottom)
    return letters >= _FEWEST_LETTERS and usual >= _FULL * width and running_share(ordered) >= _GOES_ON


def _in_bands(
    left: Sequence[Line], right: Sequence[Line], across: Sequence[Line], depth: int
) -> Iterator[Line]:
    """From one line across both columns to the next: the left column, then the right one."""
    rest = [sorted(side, key=lambda line: -line.bottom) for side in (left, right)]
    for headline in [*sorted(across, key=lambda line: -line.bottom), None]:
        for side in (0, 1):
            above = [line for line in rest[side] if headline is None or line.bottom >= headline.top - 1.0]
            rest[side] = rest[side][len(above) :]
            yield from _columns(above, depth)
        if headline is not None:
            yield headline
