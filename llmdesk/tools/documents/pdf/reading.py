"""PDF files through pdfium: their pages one by one, passwords, scanned pages, forms that cannot be read.

Owns the one lock around pdfium, which is not thread-safe. Must not decide how lines become paragraphs
(`layout`), must not run scripts of the file or fill in forms, and never loads a page it does not need.
"""

from __future__ import annotations

import threading
from pathlib import Path
from typing import Any

import pypdfium2  # type: ignore[import-untyped]
import pypdfium2.raw as pdfium  # type: ignore[import-untyped]

from llmdesk.cancel import CancelToken
from llmdesk.errors import QT_TRANSLATE_NOOP, DocumentEmpty, DocumentError, UserError
from llmdesk.tools.documents.archive import damaged, locked
from llmdesk.tools.documents.builder import MAX_CHARS, Builder, too_long
from llmdesk.tools.documents.pdf.forms import with_typed
from llmdesk.tools.documents.pdf.layout import add_pages
from llmdesk.tools.documents.pdf.lines import Counts, lines_of, turns_to_read
from llmdesk.tools.documents.pdf.marks import without_marks
from llmdesk.tools.documents.pdf.order import reading_order
from llmdesk.tools.documents.pdf.place import Frame, PdfPage
from llmdesk.tools.documents.raised import unmarked
from llmdesk.tools.documents.types import Document, Progress

MAX_PAGES = 50_000
PDFIUM = threading.Lock()
"""Held around every call of pdfium."""

_UNMAPPED_SHARE = 0.2


def read(path: Path, cancel: CancelToken, report: Progress) -> Document:
    """Raises `DocumentError` (broken, locked), `DocumentEmpty` (scanned or blank), `Cancelled`."""
    counts = Counts()
    pages = _pages(path, counts, cancel, report)
    if not any(page.lines for page in pages):
        raise _scanned() if counts.without_text else _blank()
    builder = Builder()
    add_pages(pages, builder)
    cancel.raise_if_cancelled()
    return builder.finish(path.name, "pdf", _notes(counts))


def _pages(path: Path, counts: Counts, cancel: CancelToken, report: Progress) -> list[PdfPage]:
    with PDFIUM:
        document = opened(path)
        try:
            counts.pages = len(document)
            counts.xfa = document.get_formtype() in (pdfium.FORMTYPE_XFA_FULL, pdfium.FORMTYPE_XFA_FOREGROUND)
            document.init_forms()
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
            with PDFIUM:
                pages.append(_page(document, at, counts))
            if counts.characters > MAX_CHARS:
                raise too_long()
            report(0.9 * (at + 1) / counts.pages)
    finally:
        with PDFIUM:
            document.close()
    return pages


def opened(path: Path) -> Any:
    """A pdfium document; to be called under `PDFIUM`, and closed. Raises `DocumentError`."""
    try:
        return pypdfium2.PdfDocument(path)
    except pypdfium2.PdfiumError as error:
        code = getattr(error, "err_code", None)
        if code in (pdfium.FPDF_ERR_PASSWORD, pdfium.FPDF_ERR_SECURITY):
            raise locked(path.name) from error
        raise damaged(path.name) from error


def label_of(document: Any, at: int) -> str:
    """What a reader calls page number `at` (from 0)."""
    return unmarked(document.get_page_label(at).strip()) or str(at + 1)


def _page(document: Any, at: int, counts: Counts) -> PdfPage:
    label = label_of(document, at)
    try:
        page = document.get_page(at)
    except pypdfium2.PdfiumError:
        counts.without_text += 1  # a damaged page in a good file: the note tells of it
        return PdfPage(label, 0.0, ())
    try:
        text_page = page.get_textpage()
        turns = turns_to_read(text_page)
        if page.get_rotation() // 90 % 4 != turns:  # pdfium orders the lines as the page is shown
            text_page.close()
            page.set_rotation(90 * turns)
            page.close()
            page = document.get_page(at)
            text_page = page.get_textpage()
        frame = _frame(page)
        try:
            lines = without_marks(lines_of(text_page, frame, counts))
        finally:
            text_page.close()
        lines = with_typed(lines, page, frame)
        if not lines and any(page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_IMAGE], max_depth=3)):
            counts.without_text += 1
        return PdfPage(label, frame.shown_height, tuple(reading_order(lines)))
    finally:
        page.close()


def _frame(page: Any) -> Frame:
    turns = page.get_rotation() // 90 % 4
    width, height = page.get_size()  # as it is shown
    return Frame(turns, height, width) if turns % 2 else Frame(turns, width, height)


def _notes(counts: Counts) -> list[UserError]:
    notes: list[UserError] = []
    if counts.without_text:
        notes.append(
            DocumentError(
                QT_TRANSLATE_NOOP("core", "Some pages contain no text."),
                QT_TRANSLATE_NOOP("core", "{count} of {pages} pages are images or cannot be read."),
                QT_TRANSLATE_NOOP("core", "A text recognition (OCR) program can add their text."),
                count=counts.without_text,
                pages=counts.pages,
            )
        )
    if counts.xfa:
        notes.append(
            DocumentError(
                QT_TRANSLATE_NOOP("core", "This PDF contains an XFA form."),
                QT_TRANSLATE_NOOP("core", "What was filled in may be missing from the text."),
                QT_TRANSLATE_NOOP("core", "Open it in the program it comes from and print it to a new PDF."),
            )
        )
    if counts.unmapped > _UNMAPPED_SHARE * counts.characters:
        notes.append(
            DocumentError(
                QT_TRANSLATE_NOOP("core", "Much of this text cannot be read."),
                QT_TRANSLATE_NOOP("core", "Its fonts do not say which characters they show."),
                QT_TRANSLATE_NOOP("core", "A text recognition (OCR) program can read the pages."),
            )
        )
    return notes


def _scanned() -> DocumentEmpty:
    return DocumentEmpty(
        QT_TRANSLATE_NOOP("core", "There is no text in this PDF."),
        QT_TRANSLATE_NOOP("core", "Its pages are images, as from a scanner."),
        QT_TRANSLATE_NOOP("core", "Run a text recognition (OCR) program on it and open the result."),
    )


def _blank() -> DocumentEmpty:
    return DocumentEmpty(
        QT_TRANSLATE_NOOP("core", "There is no text in this PDF."),
        QT_TRANSLATE_NOOP("core", "Its pages are blank."),
        QT_TRANSLATE_NOOP("core", "Choose another file or paste the text."),
    )
