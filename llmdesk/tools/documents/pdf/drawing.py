"""A page of a PDF drawn, with the places of a passage's words on it.

Owns which page is meant and the calls that draw. Runs in the reader process. Must not run scripts of the file
nor fill in forms.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import pypdfium2  # type: ignore[import-untyped]

from llmdesk.cancel import CancelToken
from llmdesk.tools.documents.page_picture import (
    MAX_MARKS,
    MAX_PIXELS,
    MAX_QUOTE,
    MAX_SIDE,
    Mark,
    PagePicture,
    WantedPage,
    not_drawn,
)
from llmdesk.tools.documents.pdf.reading import MAX_PAGES, PDFIUM, label_of, opened
from llmdesk.tools.documents.pdf.words import FoundWords, find_words
from llmdesk.tools.sought import pattern_of

_Box = tuple[float, float, float, float]
MAX_FOUND = 10_000  # places of the words that are looked for
_MAX_PAGE_TEXT = 200_000  # characters of a page that are compared
_LOOKED_AT = 200  # pages whose words are compared, where the label does not say which is meant


def drawn(path: Path, wanted: WantedPage, cancel: CancelToken) -> PagePicture:
    """Raises `DocumentError` for a file or a page that cannot be drawn, and `Cancelled`."""
    with PDFIUM:
        document = opened(path)
        try:
            if not len(document):
                raise not_drawn()
            document.init_forms()
            return _drawn(document, _index(document, wanted, cancel), wanted, cancel)
        except pypdfium2.PdfiumError as error:
            raise not_drawn() from error
        except OSError as error:
            raise not_drawn() from error
        finally:
            document.close()


def _index(document: Any, wanted: WantedPage, cancel: CancelToken) -> int:
    """Which page is meant: of several with the label, the one with most of the passage's words."""
    count = min(len(document), MAX_PAGES)
    if wanted.index is not None:
        return min(max(wanted.index, 0), count - 1)
    labels = range(count) if not wanted.label else _labelled(document, count, wanted.label, cancel)
    candidates = list(labels)[:_LOOKED_AT]
    if len(candidates) < 2 or not wanted.quote:
        return candidates[0] if candidates else 0
    return max(candidates, key=lambda at: (_share(document, at, wanted, cancel), -at))


def _labelled(document: Any, count: int, label: str, cancel: CancelToken) -> Iterator[int]:
    for at in range(count):
        cancel.raise_if_cancelled()
        if label_of(document, at) == label:
            yield at


def _share(document: Any, at: int, wanted: WantedPage, cancel: CancelToken) -> float:
    cancel.raise_if_cancelled()
    try:
        page = document.get_page(at)
    except pypdfium2.PdfiumError:
        return 0.0
    try:
        text = page.get_textpage()
        try:
            return find_words(_text(text), wanted.quote[:MAX_QUOTE], wanted.near).share
        finally:
            text.close()
    finally:
        page.close()


def _drawn(document: Any, at: int, wanted: WantedPage, cancel: CancelToken) -> PagePicture:
    page = document.get_page(at)
    try:
        found, boxes, sought = _words(page, wanted)
        cancel.raise_if_cancelled()
        bitmap = page.render(scale=_scale(page, wanted.width), rev_byteorder=False)
        try:
            if bitmap.format != pypdfium2.raw.FPDFBitmap_BGR:
                raise not_drawn()
            place = bitmap.get_posconv(page)

            def marks(boxes: Iterable[tuple[float, float, float, float]]) -> tuple[Mark, ...]:
                corners = (
                    (*place.to_bitmap(left, top), *place.to_bitmap(right, bottom))
                    for left, bottom, right, top in boxes
                )
                return tuple(_mark(corner, bitmap.width, bitmap.height) for corner in corners)

            return PagePicture(
                at, len(document), label_of(document, at), bitmap.width, bitmap.height, bitmap.stride,
                marks(boxes), found.enough, found.several, bytes(bitmap.buffer), tuple(map(marks, sought)),
            )  # fmt: skip
        finally:
            bitmap.close()
    finally:
        page.close()


def _scale(page: Any, width: int) -> float:
    """As wide as is wanted, within the bounds of a picture."""
    across, down = (max(side, 1.0) for side in page.get_size())
    scale = max(width, 1) / across
    scale = min(scale, math.sqrt(MAX_PIXELS / (across * down)), (MAX_SIDE - 1) / max(across, down))
    return float(scale)


# -- words ---------------------------------------------------------------------------------------
def _words(page: Any, wanted: WantedPage) -> tuple[FoundWords, list[_Box], list[list[_Box]]]:
    """Those of the passage, where they stand, and where each place of the words that are looked for does."""
    if not wanted.quote and not wanted.words:
        return FoundWords(), [], []
    try:
        text_page = page.get_textpage()
    except pypdfium2.PdfiumError:
        return FoundWords(), [], []
    try:
        text = _text(text_page)
        found = find_words(text, wanted.quote[:MAX_QUOTE], wanted.near) if wanted.quote else FoundWords()
        places = list(_places(text, wanted.words))[:MAX_MARKS]
        return found, list(_boxes(text_page, found.ranges)), [list(_boxes(text_page, [at])) for at in places]
    finally:
        text_page.close()


def _places(text: str, words: str) -> Iterator[tuple[int, int]]:
    pattern = pattern_of(words)
    return iter(()) if pattern is None else (found.span() for found in pattern.finditer(text))


def counted(path: Path, words: str, cancel: CancelToken) -> list[tuple[int, int]]:
    """The pages (from 0) on which the words stand, and how often, up to `MAX_FOUND` places. Raises
    `DocumentError`, `Cancelled`."""
    found: list[tuple[int, int]] = []
    left = MAX_FOUND
    with PDFIUM:
        document = opened(path)
        try:
            for at in range(min(len(document), MAX_PAGES)):
                cancel.raise_if_cancelled()
                number = min(_count(document, at, words), left)
                found += [(at, number)] if number else []
                left -= number
                if not left:
                    break
            return found
        except OSError as error:
            raise not_drawn() from error
        finally:
            document.close()


def _count(document: Any, at: int, words: str) -> int:
    try:
        page = document.get_page(at)
    except pypdfium2.PdfiumError:
        return 0  # of a damaged page
    try:
        text = page.get_textpage()
        try:
            return min(sum(1 for _ in _places(_text(text), words)), MAX_MARKS)
        finally:
            text.close()
    except pypdfium2.PdfiumError:
        return 0
    finally:
        page.close()


def _text(text_page: Any) -> str:
    """One character for each that pdfium counts."""
    unicode_of, raw = pypdfium2.raw.FPDFText_GetUnicode, text_page.raw
    count = min(max(text_page.count_chars(), 0), _MAX_PAGE_TEXT)
    codes = (unicode_of(raw, at) for at in range(count))
    return "".join(chr(code) if code < 0xD800 or 0xDFFF < code <= 0x10FFFF else " " for code in codes)


def _boxes(text_page: Any, ranges: Iterable[tuple[int, int]]) -> Iterator[tuple[float, float, float, float]]:
    """(left, bottom, right, top) of the pieces of lines, in points."""
    left = MAX_MARKS
    for begin, end in ranges:
        for number in range(min(text_page.count_rects(begin, end - begin), left)):
            left -= 1
            yield text_page.get_rect(number)


def _mark(corners: tuple[int, int, int, int], width: int, height: int) -> Mark:
    """Corners in pixels, of a page that may be turned, as parts of the picture."""
    x1, y1, x2, y2 = corners
    return Mark(
        _part(min(x1, x2), width), _part(min(y1, y2), height),
        _part(max(x1, x2), width), _part(max(y1, y2), height),
    )  # fmt: skip


def _part(at: float, whole: int) -> float:
    return min(max(at / max(whole, 1), 0.0), 1.0)
