"""The lines of one page as pdfium gives them, with their places, raised digits and wide gaps.

Owns the calls for characters and their boxes. Must be called under the lock of `reading`. Asks for boxes
only where something depends on them: a call for each character would double the time of a page.
"""

from __future__ import annotations

import ctypes
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import pairwise
from math import pi
from typing import Any

import pypdfium2.raw as pdfium  # type: ignore[import-untyped]

from llmdesk.tools.documents.builder import MAX_CHARS
from llmdesk.tools.documents.pdf.place import Box, Frame, Line
from llmdesk.tools.documents.raised import END, RAISED, resolve

_LINE_ENDS = (0x0A, 0x0D)
_SOFT_HYPHENS = (0x02, 0xAD, 0xFFFE)  # how pdfium's versions mark a hyphen at a line's end
_LINE = re.compile("[^\n\u00ad]*+\u00ad?")  # pdfium leaves the line's end out after such a hyphen
_SPACES = re.compile("(?<=[^ ]) ++(?=[^ ])")
_DIGIT = re.compile("(?<=[^ \n])[0-9+\u2212\u2013-]")
_NOTE_NUMBER = re.compile(r"(\d{1,3}+) {0,3}(?=[^\W\d_])")
_UNMAPPED = re.compile("[\ufffd\ue000-\uf06f\uf100-\uf8ff]")  # the signs of Word's fonts are known
_SMALLER = 0.8  # of the letters' height: raised letters are no larger
_LIFT = 0.12  # of the letters' height: so much higher, or more, stand raised letters
_WIDE_GAP = 0.9  # of the letters' height: what two columns leave between them, and more
_NEAR = 0.35  # of the letters' height: a raised digit so near belongs to the word before it
_OTHER = 2.5  # times as high: letters of another line
_SAMPLES = 40  # characters that say which way the page is written
_LIGATURES = {
    0xFB00: "ff",
    0xFB01: "fi",
    0xFB02: "fl",
    0xFB03: "ffi",
    0xFB04: "ffl",
    0xFB05: "st",
    0xFB06: "st",
}
_BULLETS = {0xF0B7: "•", 0xF0A7: "▪", 0xF0D8: "➢", 0xF0FC: "✓", 0xF0A8: "☐", 0xF0FE: "☑"}
_NO_BOX = Box(0.0, 0.0, 0.0, 0.0)


@dataclass
class Counts:
    """What the user should know of the pages that were read."""

    pages: int = 0
    without_text: int = 0
    characters: int = 0
    unmapped: int = 0
    xfa: bool = False


def turns_to_read(text_page: Any) -> int:
    """By how many quarters, clockwise, the page has to be turned for most of its letters to stand upright."""
    count = max(text_page.count_chars(), 0)
    step = max(count // _SAMPLES, 1)
    quarters: Counter[int] = Counter()
    for at in range(0, count, step):
        angle = pdfium.FPDFText_GetCharAngle(text_page, at)
        code = pdfium.FPDFText_GetUnicode(text_page, at)
        if angle >= 0 and code > 0x20:
            quarters[-round(angle / (pi / 2)) % 4] += 1
    return quarters.most_common(1)[0][0] if quarters else 0


def lines_of(text_page: Any, frame: Frame, counts: Counts) -> list[Line]:
    """The lines in the order of the file, which in nearly all files is the reading order."""
    return list(_mended(_Reader(text_page, frame, counts).lines()))


class _Reader:
    def __init__(self, text_page: Any, frame: Frame, counts: Counts) -> None:
        self._page, self._frame, self._counts = (
            text_page.raw,
            frame,
            counts,
        )  # the bare handle: calls are fast
        self._count = max(text_page.count_chars(), 0)
        self._rect = pdfium.FS_RECTF()
        self._text = ""

    def lines(self) -> Iterator[Line]:
        unicode_of, page = pdfium.FPDFText_GetUnicode, self._page
        count = min(self._count, MAX_CHARS)
        self._counts.characters += self._count
        codes = [unicode_of(page, at) for at in range(count)]
        self._text = "".join([chr(code) if 0x20 <= code < 0xAD else _char(code) for code in codes])
        self._counts.unmapped += len(_UNMAPPED.findall(self._text))
        for found in _LINE.finditer(self._text):
            yield from self._line(found.start(), found.end())

    def box(self, at: int) -> Box:
        """The place of a character's cell on the turned page."""
        rect = self._rect
        if not pdfium.FPDFText_GetLooseCharBox(self._page, at, ctypes.byref(rect)):
            return _NO_BOX
        return self._frame.turned(Box(rect.left, rect.bottom, rect.right, rect.top))

    def _line(self, begin: int, end: int) -> Iterator[Line]:
        while begin < end and self._text[begin].isspace():
            begin += 1
        while end > begin and self._text[end - 1].isspace():
            end -= 1
        if begin == end or self._text[begin:end] == "\u00ad":
            return
        raised: list[tuple[int, int]] = []
        gaps: list[int] = []
        for place, is_line in self._gaps(begin, end, raised):
            if is_line:
                yield self._whole(begin, place, gaps, raised)
                begin, gaps, raised = place, [], []
            else:
                gaps.append(place)
        yield self._whole(begin, end, gaps, raised)

    def _whole(self, begin: int, end: int, gaps: list[int], raised: list[tuple[int, int]]) -> Line:
        self._find_raised(begin, end, raised)
        line = self._piece(begin, end, raised)
        if gaps:
            cuts = [begin, *gaps, end]
            line = replace(line, parts=tuple(self._piece(a, b, raised) for a, b in pairwise(cuts)))
        angle = pdfium.FPDFText_GetCharAngle(self._page, begin)
        off = abs((angle / (pi / 2)) - round(angle / (pi / 2))) if angle >= 0 else 0.0
        return replace(line, slanted=True) if off > 0.06 else line

    def _gaps(self, begin: int, end: int, raised: list[tuple[int, int]]) -> Iterator[tuple[int, bool]]:
        """Where the line goes on after a wide gap, or (True) is another line: on another height. A raised
        digit a little apart is noted in `raised`."""
        for spaces in _SPACES.finditer(self._text, begin, end):
            before, after = self.box(spaces.start() - 1), self.box(spaces.end())
            gap = after.left - before.right
            height, height_after = before.top - before.bottom, after.top - after.bottom
            apart = after.bottom >= before.top or after.top <= before.bottom
            if apart or height_after > _OTHER * height or height > _OTHER * height_after * 1.5:
                yield spaces.end(), True
            elif gap > _WIDE_GAP * height and gap > _WIDE_GAP * height_after:
                yield spaces.end(), False
            elif gap < _NEAR * height and self._text[spaces.end()].isdecimal() and _is_raised(after, before):
                raised.append((spaces.start(), spaces.end() + 1))

    def _find_raised(self, begin: int, end: int, raised: list[tuple[int, int]]) -> None:
        """Digits and signs that are smaller than the letter before them, and stand higher."""
        for found in _DIGIT.finditer(self._text, begin, end):
            at = found.start()
            if raised and raised[-1][1] == at:
                base = raised[-1][0] - 1
                if _is_raised(self.box(at), self.box(base)):
                    raised[-1] = (raised[-1][0], at + 1)
            elif at > begin and _is_raised(self.box(at), self.box(at - 1)):
                raised.append((at, at + 1))
        raised.sort()

    def _piece(self, begin: int, end: int, raised: list[tuple[int, int]]) -> Line:
        """The characters from `begin` to before `end` as a line."""
        while end > begin + 1 and self._text[end - 1].isspace():
            end -= 1
        last = end - 1
        while last > begin and self._text[last] == "\u00ad":
            last -= 1
        left, right = self.box(begin), self.box(last)
        said = self._text[begin:end]
        if raised:
            said = _marked(said, [(a - begin, b - begin) for a, b in raised if begin < a and b <= end])
        if said[0].isdecimal() and end - begin > 2:
            said = self._with_note_number(begin, end, said)
        return Line(said, left.left, max(right.right, left.left), min(left.bottom, right.bottom), left.top)

    def _with_note_number(self, begin: int, end: int, said: str) -> str:
        """A line that begins with raised digits is a note: they do not stand before its first word."""
        found = _NOTE_NUMBER.match(self._text, begin, end)
        if not found or not _is_raised(self.box(begin), self.box(found.end())):
            return said
        digits = len(found[1])
        return f"{RAISED}{said[:digits]}{END}{said[digits:]}"


def _is_raised(box: Box, base: Box) -> bool:
    return (
        box.height < _SMALLER * base.height
        and box.bottom > base.bottom + _LIFT * base.height
        and box.top > base.bottom + 0.6 * base.height
    )


def _marked(text: str, raised: list[tuple[int, int]]) -> str:
    for begin, end in reversed(raised):
        text = f"{text[:begin]}{RAISED}{text[begin:end].strip()}{END}{text[end:]}"
    return text


def _char(code: int) -> str:
    """One character for each that pdfium counts, so that places stay places."""
    if code in _SOFT_HYPHENS:
        return "\u00ad"
    if code in _LINE_ENDS:
        return "\n"
    if code < 0x20 or 0xD800 <= code <= 0xDFFF or code > 0x10FFFF or 0xFDD0 <= code <= 0xFDEF:
        return " " if code == 0x09 else "\ufffd"
    return chr(code)


def _mended(lines: Iterator[Line]) -> Iterator[Line]:
    """Lines as they look: what raised digits have cut apart is together again."""
    waiting: Line | None = None
    for line in lines:
        if waiting is not None and (joined := _together(waiting, line)):
            waiting = joined
            continue
        if waiting is not None:
            yield _spelled(waiting)
        waiting = line
    if waiting is not None:
        yield _spelled(waiting)


def _together(line: Line, after: Line) -> Line | None:
    """`after` continues `line` on the same height right behind it, or stands raised at its end."""
    gap = after.left - line.right
    if not -1.0 <= gap <= 0.6 * line.height or line.slanted or after.slanted or after.parts:
        return None
    base, box = Box(*_place(line)), Box(*_place(after))
    if abs(after.bottom - line.bottom) < 0.1 * line.height and abs(after.top - line.top) < 0.1 * line.height:
        if not line.text.endswith(END) and RAISED not in line.text:
            return None
        space = " " if gap > 0.12 * line.height and after.text[:1] not in ".,;:)" else ""
        return _extended(line, space + after.text, after.right)
    if len(after.text) <= 5 and _is_raised(box, base) and after.text[0].isdecimal():
        return _extended(line, f"{RAISED}{after.text}{END}", after.right)
    return None


def _place(line: Line) -> tuple[float, float, float, float]:
    return line.left, line.bottom, line.right, line.top


def _extended(line: Line, text: str, right: float) -> Line:
    parts = line.parts
    if parts:
        parts = (*parts[:-1], replace(parts[-1], text=parts[-1].text + text, right=right))
    return replace(line, text=line.text + text, right=right, parts=parts)


def _spelled(line: Line) -> Line:
    """Raised digits, ligatures, and the signs of lists that Word's fonts keep for themselves, in words."""
    if line.text.isascii():
        return line
    text = resolve(line.text.translate(_LIGATURES).translate(_BULLETS))
    return replace(line, text=text, parts=tuple(map(_spelled, line.parts)))
