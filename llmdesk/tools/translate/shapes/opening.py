"""Which kind of document a file is, and how its text comes out of it.

Owns the choice. Files that keep their shape are opened here; of any other that llmdesk reads (PDF, mail) the
text is translated and a new document made of it.
"""

from __future__ import annotations

from pathlib import Path

from llmdesk.cancel import CancelToken
from llmdesk.errors import QT_TRANSLATE_NOOP, DocumentEmpty, DocumentError
from llmdesk.tools.documents.encoding import decode
from llmdesk.tools.documents.web.reading import decoded
from llmdesk.tools.reading import read_document
from llmdesk.tools.translate.shapes.book import Book
from llmdesk.tools.translate.shapes.made import Made
from llmdesk.tools.translate.shapes.plain import text_shape
from llmdesk.tools.translate.shapes.shape import Shape, too_large
from llmdesk.tools.translate.shapes.subtitles import Subtitles
from llmdesk.tools.translate.shapes.web import Page
from llmdesk.tools.translate.shapes.word import Word

_READ = (".pdf", ".eml", ".mht", ".mhtml")  # a new document is made of them
KINDS = (
    ".txt", ".md", ".markdown", ".srt", ".vtt", ".html", ".htm", ".xhtml", ".docx", ".docm", ".epub", *_READ,
)  # fmt: skip
_MOST_BYTES = 64 << 20


def open_shape(path: Path, cancel: CancelToken | None = None) -> Shape:
    """Read a document. Raises `DocumentError`."""
    suffix = path.suffix.lower()
    if suffix in _READ:
        shape: Shape = Made(read_document(path, cancel))
    else:
        shape = _opened(path, suffix, _bytes_of(path))
    if not any(map(str.isalpha, shape.text)):
        raise DocumentEmpty(QT_TRANSLATE_NOOP("core", "There is no text in {file}."), file=path.name)
    return shape


def _opened(path: Path, suffix: str, data: bytes) -> Shape:
    if suffix in (".docx", ".docm"):
        return Word(path, data)
    if suffix == ".epub":
        return Book(path, data)
    if suffix in (".html", ".htm", ".xhtml"):
        return Page(path.name, decoded(data))
    text = decode(data)[0]
    shape: Shape
    if suffix in (".srt", ".vtt"):
        shape = Subtitles(path.name, text, suffix)
    else:
        shape = text_shape(path.name, text, markdown=suffix in (".md", ".markdown"))
    if 2 * text.count("\r\n") > text.count("\n"):
        shape.line_end = "\r\n"
    return shape


def shape_of_text(text: str, *, markdown: bool = False) -> Shape:
    """Of a text that is in no file."""
    return text_shape("", text, markdown=markdown)


def _bytes_of(path: Path) -> bytes:
    try:
        if path.stat().st_size > _MOST_BYTES:
            raise too_large(path.name)
        return path.read_bytes()
    except OSError as error:
        raise DocumentError(
            QT_TRANSLATE_NOOP("core", "The document cannot be read."),
            "{path}: {reason}",
            QT_TRANSLATE_NOOP("core", "Check that the file is where you think it is and try again."),
            path=path,
            reason=error.strerror or error,
        ) from error
