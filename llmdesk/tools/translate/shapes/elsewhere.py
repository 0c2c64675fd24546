"""Documents read, and written again, in a reader process.

Owns what crosses: a text and its units; of a document that is a tree or an archive, the bytes too, of which
it is read anew where it is written. The functions that run in that process are tasks of `tools/reading`.
"""

from __future__ import annotations

import pickle
from collections.abc import Sequence
from functools import partial
from pathlib import Path

from llmdesk.cancel import CancelToken
from llmdesk.errors import QT_TRANSLATE_NOOP, DocumentEmpty, DocumentError
from llmdesk.tools.documents.encoding import decode
from llmdesk.tools.documents.web.reading import decoded
from llmdesk.tools.reading import run_task
from llmdesk.tools.translate.shapes.book import Book
from llmdesk.tools.translate.shapes.inline import without
from llmdesk.tools.translate.shapes.plain import text_shape
from llmdesk.tools.translate.shapes.shape import Shape, too_large
from llmdesk.tools.translate.shapes.subtitles import Subtitles
from llmdesk.tools.translate.shapes.web import Page
from llmdesk.tools.translate.shapes.word import Word

_MOST_BYTES = 64 << 20


def read_elsewhere(path: Path, cancel: CancelToken | None) -> Shape:
    """The document at `path`. Raises `DocumentError`, also for one that takes too much."""
    shape = pickle.loads(run_task(partial(_read, str(path)), b"", path, cancel))
    assert isinstance(shape, Shape)
    return shape


class Elsewhere(Shape):
    """A document by its bytes: `shape` is what was read of them, and is not kept."""

    def __init__(self, shape: Page | Book | Word, data: bytes) -> None:
        self.kind, self.name, self.suffix, self.notes = shape.kind, shape.name, shape.suffix, shape.notes
        self.text, self.units = shape.text, shape.units
        self._tags, self._data = shape.tags(), data

    def write(self, translated: Sequence[str], language: str, cancel: CancelToken | None = None) -> bytes:
        given = pickle.dumps((self._data, list(translated), language))
        return run_task(partial(_written, self.name), given, Path(self.name), cancel)

    def as_read(self, unit: int, text: str) -> str:
        return without(text, self._tags.get(unit, frozenset()))


# -- in the reader process ---------------------------------------------------------------------------
def _read(path: str, _given: bytes, cancel: CancelToken) -> bytes:
    file = Path(path)
    data = _bytes_of(file)
    shape = _opened(file, data, cancel)
    if not any(map(str.isalpha, shape.text)):
        raise no_text(file.name)
    return pickle.dumps(Elsewhere(shape, data) if isinstance(shape, Page | Book | Word) else shape)


def _written(name: str, given: bytes, cancel: CancelToken) -> bytes:
    data, translated, language = pickle.loads(given)
    return _opened(Path(name), data, cancel).write(translated, language, cancel)


def _opened(path: Path, data: bytes, cancel: CancelToken) -> Shape:
    suffix = path.suffix.lower()
    if suffix in (".docx", ".docm"):
        return Word(path, data, cancel)
    if suffix == ".epub":
        return Book(path, data, cancel)
    if suffix in (".html", ".htm", ".xhtml"):
        return Page(path.name, decoded(data), cancel=cancel)
    text = decode(data)[0]
    shape: Shape
    if suffix in (".srt", ".vtt"):
        shape = Subtitles(path.name, text, suffix)
    else:
        shape = text_shape(path.name, text, markdown=suffix in (".md", ".markdown"))
    if 2 * text.count("\r\n") > text.count("\n"):
        shape.line_end = "\r\n"
    return shape


def no_text(name: str) -> DocumentEmpty:
    return DocumentEmpty(QT_TRANSLATE_NOOP("core", "There is no text in {file}."), file=name)


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
