"""Which kind of document a file is, and how its text comes out of it.

Owns the choice. Files that keep their shape are opened as what they are; of any other that llmdesk reads
(PDF, mail) the text is translated and a new document made of it. All are read in a reader process.
"""

from __future__ import annotations

from pathlib import Path

from llmdesk.cancel import CancelToken
from llmdesk.tools.reading import read_document
from llmdesk.tools.translate.shapes.elsewhere import no_text, read_elsewhere
from llmdesk.tools.translate.shapes.made import Made
from llmdesk.tools.translate.shapes.plain import text_shape
from llmdesk.tools.translate.shapes.shape import Shape

_READ = (".pdf", ".eml", ".mht", ".mhtml")  # a new document is made of them
KINDS = (
    ".txt", ".md", ".markdown", ".srt", ".vtt", ".html", ".htm", ".xhtml", ".docx", ".docm", ".epub", *_READ,
)  # fmt: skip


def open_shape(path: Path, cancel: CancelToken | None = None) -> Shape:
    """Read a document. Raises `DocumentError`, also for one that takes more memory or time than it should; a
    cancel ends the reading at once."""
    if path.suffix.lower() not in _READ:
        return read_elsewhere(path, cancel)
    shape = Made(read_document(path, cancel))
    if not any(map(str.isalpha, shape.text)):
        raise no_text(path.name)
    return shape


def shape_of_text(text: str, *, markdown: bool = False) -> Shape:
    """Of a text that is in no file."""
    return text_shape("", text, markdown=markdown)
