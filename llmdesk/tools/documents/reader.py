"""Opens a document: chooses the reader by the file's first bytes, and turns faults into words.

Owns the limits on files. Must not know how a kind is told (`kinds`) or read.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from llmdesk.cancel import CancelToken
from llmdesk.errors import QT_TRANSLATE_NOOP, DocumentError
from llmdesk.tools.document_kinds import DOCX, EPUB, HTML, MAIL, MARKDOWN, PDF, TEXT
from llmdesk.tools.documents.blocks import add_blocks
from llmdesk.tools.documents.builder import Builder, build
from llmdesk.tools.documents.encoding import decode
from llmdesk.tools.documents.kinds import kind_of
from llmdesk.tools.documents.markdown_text import readable
from llmdesk.tools.documents.plain_text import clean, heading_lines, unwrap
from llmdesk.tools.documents.types import Document, Progress
from llmdesk.tools.documents.web.main_text import main_text

_MIB = 2**20
MAX_TEXT_BYTES = 64 * _MIB
MAX_HTML_BYTES = 64 * _MIB
MAX_BINARY_BYTES = 1024 * _MIB  # PDF, docx, epub: full of pictures, and read piece by piece


def from_text(text: str, name: str = "") -> Document:
    """A document out of pasted text. Raises `DocumentEmpty`, or `DocumentError` when it is too long."""
    return _plain(text, name, TEXT)


def read_document(
    path: Path, cancel: CancelToken | None = None, on_progress: Progress | None = None
) -> Document:
    """Read a file of one of the `SUFFIXES`; a file with another name is read as text when it is text.

    Raises `DocumentEmpty` without text in it, `DocumentError` when it cannot be read, and `Cancelled`.
    `on_progress` gets the part read, 0.0 to 1.0.
    """
    cancel = cancel or CancelToken()
    report: Callable[[float], None] = on_progress or (lambda _part: None)
    try:
        _check_file(path)
        kind = kind_of(path)
        _check_size(path, kind)
        report(0.0)
        cancel.raise_if_cancelled()
        document = _read(path, kind, cancel, report)
    except FileNotFoundError as error:
        raise _unreadable(path, QT_TRANSLATE_NOOP("core", "There is no file {path}.")) from error
    except PermissionError as error:
        raise _unreadable(path, QT_TRANSLATE_NOOP("core", "You may not read the file {file}.")) from error
    except OSError as error:
        detail = QT_TRANSLATE_NOOP("core", "Reading the file {file} failed: {reason}.")
        raise _unreadable(path, detail, reason=error.strerror or str(error)) from error
    cancel.raise_if_cancelled()
    report(1.0)
    return document


def _read(path: Path, kind: str, cancel: CancelToken, report: Progress) -> Document:
    # Their libraries take a fifth of the time until the window shows; the first document is early enough.
    from llmdesk.tools.documents import epub, mail, pdf, word
    from llmdesk.tools.documents.web import reading

    if kind == PDF:
        return pdf.read(path, cancel, report)
    if kind == DOCX:
        return word.read(path, cancel, report)
    if kind == EPUB:
        return epub.read(path, cancel, report)
    data = path.read_bytes()
    if kind in (HTML, MAIL):
        builder = Builder()
        page = reading.parse(data, cancel) if kind == HTML else mail.parse(data, path.name, cancel)
        add_blocks(main_text(page.blocks) if kind == HTML else page.blocks, builder)
        builder.left_out.update(page.left_out)
        return builder.finish(path.name, kind)
    text, _encoding = decode(data)
    del data
    cancel.raise_if_cancelled()
    return _plain(text, path.name, kind)


def _plain(text: str, name: str, kind: str) -> Document:
    text = clean(text)
    if kind == MARKDOWN:
        text = readable(text)
    text = unwrap(text.replace("\u00ad", "")).strip("\n")
    return build(text, name, kind, headings=heading_lines(text))


def _check_file(path: Path) -> None:
    if path.is_dir():
        raise _unreadable(path, QT_TRANSLATE_NOOP("core", "{file} is a folder, not a file."))
    if not path.is_file() and path.exists():
        raise _unreadable(path, QT_TRANSLATE_NOOP("core", "{file} is a device or a pipe, not a file."))


def _check_size(path: Path, kind: str) -> None:
    limit = {TEXT: MAX_TEXT_BYTES, MARKDOWN: MAX_TEXT_BYTES, HTML: MAX_HTML_BYTES, MAIL: MAX_HTML_BYTES}.get(
        kind, MAX_BINARY_BYTES
    )
    size = path.stat().st_size
    if size > limit:
        raise DocumentError(
            QT_TRANSLATE_NOOP("core", "The file {file} is too large."),
            QT_TRANSLATE_NOOP("core", "It has {size} MB; the limit for this kind is {limit} MB."),
            QT_TRANSLATE_NOOP("core", "Split it into parts and open them one at a time."),
            file=path.name,
            size=round(size / 1e6),
            limit=round(limit / 1e6),
        )


def _unreadable(path: Path, detail: str, **params: object) -> DocumentError:
    return DocumentError(
        QT_TRANSLATE_NOOP("core", "The document cannot be read."),
        detail,
        QT_TRANSLATE_NOOP("core", "Check that the file is where you think it is and try again."),
        file=path.name,
        path=path,
        **params,
    )
