"""A document that was opened: read in a thread, and found again in a view.

Owns these functions and values, for every tab that takes a document. No widgets.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from llmdesk.errors import UserError
from llmdesk.store import Run
from llmdesk.tools.documents import Document, from_text
from llmdesk.tools.kept import text_hash
from llmdesk.tools.reading import read_document
from llmdesk.ui.tasks import TaskContext
from llmdesk.ui.widgets.text_places import TextPlaces


@dataclass(frozen=True)
class Opened:
    """A document, and where its characters stand in the view. `path` None for a text without a file."""

    document: Document
    places: TextPlaces
    path: Path | None = None


def as_opened(document: Document) -> Opened:
    """A short document without a file."""
    return Opened(document, TextPlaces(document.text))


def stub(name: str) -> Document:
    """Stands for a document of which only the name is known."""
    return Document(name, "", "", "", (), (), (), ())


def open_file(path: Path, context: TaskContext) -> Opened:
    """Raises what `read_document` raises; progress is the part read, 0…1."""
    document = read_document(path, context.cancel, context.progress)
    return Opened(document, TextPlaces(document.text), path)


def open_text(text: str, _context: TaskContext) -> Opened:
    """Raises `DocumentEmpty`."""
    document = from_text(text)
    return Opened(document, TextPlaces(document.text))


def document_of(run: Run, changed: UserError, context: TaskContext) -> tuple[Opened | None, UserError | None]:
    """The document of a past run, as it was kept or as its file is now, and what is to be said: `changed`
    where it says something else by now. In a thread."""
    inputs = run.inputs
    name, text, path = str(inputs.get("name", "")), inputs.get("text"), str(inputs.get("path", ""))
    if isinstance(text, str):
        document = Document(name, str(inputs.get("kind", "")), text, "", (), (), (), ())
        return Opened(document, TextPlaces(text)), None
    if not path:
        return None, None
    try:
        opened = open_file(Path(path), context)
    except UserError as error:
        return None, error
    same = text_hash(opened.document.text) == inputs.get("sha256")
    return opened, None if same else changed


def find_passage(text: str, start: int, end: int, quote: str) -> tuple[int, int] | None:
    """Where a quote stands in a text that may have changed; None when it is not in it any more."""
    if text[start:end] == quote:
        return start, end
    before, after = text.rfind(quote, 0, max(0, start) + len(quote)), text.find(quote, max(0, start))
    near = [at for at in (before, after) if at >= 0]
    at = min(near, key=lambda place: abs(place - start), default=-1)
    return (at, at + len(quote)) if at >= 0 and quote else None
