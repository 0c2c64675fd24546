"""PDF files through pdfium: the lines of each page with their places, passwords, scanned pages.

Owns the one lock around pdfium, which is not thread-safe. Must not decide how lines become paragraphs
(`pdf_layout`), must not run scripts of the file or fill in forms, and never loads a page it does not need.
"""

from __future__ import annotations

import ctypes
import threading
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pypdfium2  # type: ignore[import-untyped]
import pypdfium2.raw as pdfium  # type: ignore[import-untyped]

from llmdesk.cancel import CancelToken
from llmdesk.errors import QT_TRANSLATE_NOOP, DocumentEmpty, DocumentError, UserError
from llmdesk.tools.documents.archive import damaged, locked
from llmdesk.tools.documents.builder import MAX_CHARS, Builder, too_long
from llmdesk.tools.documents.pdf_layout import Line, PdfPage, add_pages
from llmdesk.tools.documents.types import Document, Progress

MAX_PAGES = 50_000
_PDFIUM = threading.Lock()
_LINE_ENDS = (0x0A, 0x0D)
_SOFT_HYPHENS = (0x02, 0xAD, 0xFFFE)  # how pdfium's versions mark a hyphen at a line's end
_UNMAPPED_SHARE = 0.2


@dataclass
class _Counts:
    """What the user should know of the pages that were read."""

    pages: int = 0
    without_text: int = 0
    characters: int = 0
    unmapped: int = 0


def read(path: Path, cancel: CancelToken, report: Progress) -> Document:
    """Raises `DocumentError` (broken, locked), `DocumentEmpty` (scanned or blank), `Cancelled`."""
    counts = _Counts()
    pages = _pages(path, counts, cancel, report)
    if not any(page.lines for page in pages):
        raise _scanned() if counts.without_text else _blank()
    builder = Builder()
    add_pages(pages, builder)
    cancel.raise_if_cancelled()
    return builder.finish(path.name, "pdf", _notes(counts))


def _pages(path: Path, counts: _Counts, cancel: CancelToken, report: Progress) -> list[PdfPage]:
    with _PDFIUM:
        document = _open(path)
        try:
            counts.pages = len(document)
        finally:
            if not counts.pages:
                document.close()
    if not counts.pages:
        raise damaged(path.name)
    pages: list[PdfPage] = []
    try:
        if counts.pages > MAX_PAGES:
            raise too_long()
        for at in range(counts.pages):
            cancel.raise_if_cancelled()
            with _PDFIUM:
                pages.append(_page(document, at, counts))
            if counts.characters > MAX_CHARS:
                raise too_long()
            report(0.9 * (at + 1) / counts.pages)
    finally:
        with _PDFIUM:
            document.close()
    return pages


def _open(path: Path) -> Any:
    try:
        return pypdfium2.PdfDocument(path)
    except pypdfium2.PdfiumError as error:
        code = getattr(error, "err_code", None)
        if code in (pdfium.FPDF_ERR_PASSWORD, pdfium.FPDF_ERR_SECURITY):
            raise locked(path.name) from error
        raise damaged(path.name) from error


def _page(document: Any, at: int, counts: _Counts) -> PdfPage:
    label = document.get_page_label(at).strip() or str(at + 1)
    try:
        page = document.get_page(at)
    except pypdfium2.PdfiumError:
        counts.without_text += 1  # a damaged page in a good file: the note tells of it
        return PdfPage(label, 0.0, ())
    try:
        text_page = page.get_textpage()
        try:
            lines = _lines(text_page, counts)
        finally:
            text_page.close()
        if not lines and any(page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_IMAGE], max_depth=3)):
            counts.without_text += 1
        return PdfPage(label, page.get_height(), lines)
    finally:
        page.close()


def _lines(text_page: Any, counts: _Counts) -> tuple[Line, ...]:
    """The lines in the order of the file, which in nearly all files is the reading order."""
    unicode_of = pdfium.FPDFText_GetUnicode
    count = max(text_page.count_chars(), 0)
    counts.characters += count
    lines: list[Line] = []
    start = 0
    codes: list[int] = []
    for at in range(min(count, MAX_CHARS)):
        code = unicode_of(text_page, at)
        if code in _LINE_ENDS:
            _add_line(text_page, lines, codes, start)
            codes, start = [], at + 1
            continue
        codes.append(code)
        if code in _SOFT_HYPHENS:  # pdfium leaves the line's end out after it
            _add_line(text_page, lines, codes, start)
            codes, start = [], at + 1
        else:
            counts.unmapped += code in (0, 0xFFFD) or 0xE000 <= code <= 0xF8FF
    _add_line(text_page, lines, codes, start)
    return tuple(lines)


def _add_line(text_page: Any, lines: list[Line], codes: list[int], start: int) -> None:
    text = "".join(map(_char, codes))
    shown = text.strip()
    if not shown or shown == "\u00ad":
        return
    first = start + len(text) - len(text.lstrip())
    last = start + len(text.rstrip()) - 1
    while last > first and codes[last - start] in _SOFT_HYPHENS:
        last -= 1
    left, bottom, _right, top = _box(text_page, first)
    _left, last_bottom, right, _top = _box(text_page, last)
    lines.append(Line(shown, left, max(right, left), min(bottom, last_bottom), top))


def _char(code: int) -> str:
    if code in _SOFT_HYPHENS:
        return "\u00ad"
    if code < 0x20 or 0xD800 <= code <= 0xDFFF or code > 0x10FFFF:
        return " " if code == 0x09 else "\ufffd"
    return chr(code)


def _box(text_page: Any, at: int) -> tuple[float, float, float, float]:
    """(left, bottom, right, top) of a character's cell in points; y grows upwards."""
    rect = pdfium.FS_RECTF()
    if not pdfium.FPDFText_GetLooseCharBox(text_page, at, ctypes.byref(rect)):
        return 0.0, 0.0, 0.0, 0.0
    return rect.left, rect.bottom, rect.right, rect.top


def _notes(counts: _Counts) -> list[UserError]:
    notes: list[UserError] = []
    if counts.without_text:
        notes.append(
            DocumentError(
                QT_TRANSLATE_NOOP("core", "Some pages hold no text."),
                QT_TRANSLATE_NOOP("core", "{count} of {pages} pages are pictures or cannot be read."),
                QT_TRANSLATE_NOOP("core", "A program for text recognition (OCR) can add their text."),
                count=counts.without_text,
                pages=counts.pages,
            )
        )
    if counts.unmapped > _UNMAPPED_SHARE * counts.characters:
        notes.append(
            DocumentError(
                QT_TRANSLATE_NOOP("core", "Much of this text cannot be read."),
                QT_TRANSLATE_NOOP("core", "Its fonts do not say which characters they show."),
                QT_TRANSLATE_NOOP("core", "A program for text recognition (OCR) can read the pages."),
            )
        )
    return notes


def _scanned() -> DocumentEmpty:
    return DocumentEmpty(
        QT_TRANSLATE_NOOP("core", "There is no text in this PDF."),
        QT_TRANSLATE_NOOP("core", "Its pages are pictures, as from a scanner."),
        QT_TRANSLATE_NOOP("core", "Run a program for text recognition (OCR) on it and open the result."),
    )


def _blank() -> DocumentEmpty:
    return DocumentEmpty(
        QT_TRANSLATE_NOOP("core", "There is no text in this PDF."),
        QT_TRANSLATE_NOOP("core", "Its pages are blank."),
        QT_TRANSLATE_NOOP("core", "Choose another file or paste the text."),
    )
