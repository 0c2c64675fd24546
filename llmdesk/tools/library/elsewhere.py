"""A file read for a library, in a reader process of low priority: its text, its passages, their words.

Owns what is made of a document and what crosses. The window's process does nothing but keep it.
"""

from __future__ import annotations

from functools import partial
from pathlib import Path

import msgspec

from llmdesk.cancel import CancelToken
from llmdesk.store.libraries import NewDocument, NewPassage
from llmdesk.tools.documents import Document
from llmdesk.tools.library.packing import packed
from llmdesk.tools.passages import passages_of, words_of
from llmdesk.tools.reading import run_task

_LOOK_UP = 100  # passages between two looks at the cancel


def read_elsewhere(path: Path, cancel: CancelToken | None = None) -> NewDocument:
    """The document at `path` for a library. Raises `DocumentError`, also for one that takes too much, and
    `Cancelled`."""
    made = run_task(partial(_made, str(path)), b"", path, cancel, background=True)
    return msgspec.msgpack.decode(made, type=NewDocument)


def new_document(document: Document, cancel: CancelToken | None = None) -> NewDocument:
    """What a library keeps of a document: found by its own words and by those of its name and headings."""
    name = list(words_of(document.name))
    made = []
    for number, passage in enumerate(passages_of(document, 0)):
        if cancel is not None and number % _LOOK_UP == 0:
            cancel.raise_if_cancelled()
        text = document.text[passage.start : passage.end]
        words = " ".join([*name, *words_of(passage.heading), *words_of(text)])
        made.append(NewPassage(passage.start, passage.end, passage.heading, words))
    return NewDocument(document.kind, packed(document), tuple(made))


# -- in the reader process ---------------------------------------------------------------------------
def _made(path: str, _given: bytes, cancel: CancelToken) -> bytes:
    from llmdesk.tools.documents.reader import read_document

    return msgspec.msgpack.encode(new_document(read_document(Path(path), cancel), cancel))
