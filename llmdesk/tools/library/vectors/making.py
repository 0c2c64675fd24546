"""The vectors of a library that are missing, made.

Owns the order of the work: block after block, each kept by itself, so that a cancel or a killed process loses
one block of sixteen passages at the most, and nothing is made twice. Must not show anything.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from llmdesk.cancel import CancelToken
from llmdesk.errors import StoreError
from llmdesk.store.libraries import Libraries, StoredPassage, Unembedded
from llmdesk.tools.documents import Document
from llmdesk.tools.library.packing import unpacked
from llmdesk.tools.library.types import UpdateProgress
from llmdesk.tools.library.vectors.embedders import Embedders

BLOCK = 16  # passages that are embedded and kept together


def embed_library(
    libraries: Libraries,
    library_id: int,
    embedders: Embedders,
    on_progress: Callable[[UpdateProgress], None] | None = None,
    cancel: CancelToken | None = None,
) -> int:
    """Make what is missing of the vectors of a library, with the model that was chosen for it; how many were
    made, 0 where none was chosen. Vectors of another model go. Raises `StoreError`, `Cancelled`, and what the
    model raises (`ModelFileError` where its file is gone)."""
    library, token = libraries.get(library_id), cancel or CancelToken()
    tell = on_progress or (lambda _progress: None)
    if not library.embedding:
        return 0
    model = embedders.model(Path(library.embedding))
    if libraries.vectors_key(library_id) == model.key and not libraries.unembedded(library_id):
        return 0  # without loading it
    embedder = embedders.of(model)
    loaded = embedder.load(token)
    libraries.begin_vectors(library_id, model.key, loaded.dimensions)
    missing = libraries.unembedded(library_id)
    total = libraries.get(library_id).passages
    left = sum(each.passages - each.done for each in missing)
    begun = done = max(0, total - left)  # of all of the library, also where it goes on
    for each in missing:
        try:
            document, passages = _text(libraries, each)
            for first in range(each.done, len(passages), BLOCK):
                token.raise_if_cancelled()
                tell(UpdateProgress(library.name, "embedding", done, total, Path(document.name)))
                texts = [worded(document, passage) for passage in passages[first : first + BLOCK]]
                libraries.put_vectors(
                    library_id, each.document, first, embedder.embed(texts, "document", token)
                )
                done += len(texts)
        except StoreError:
            libraries.get(library_id)  # it may be gone as a whole, which ends this
            if _is_there(libraries, each.document):
                raise
    return done - begun


def worded(document: Document, passage: StoredPassage) -> str:
    """What is embedded of a passage: its heading, which says what it is about, and its words."""
    text = document.text[passage.start : passage.end]
    return f"{passage.heading}\n{text}" if passage.heading else text


def _text(libraries: Libraries, each: Unembedded) -> tuple[Document, Sequence[StoredPassage]]:
    path = libraries.document(each.document).path
    return unpacked(libraries.body(each.document), str(path)), libraries.passages(each.document)


def _is_there(libraries: Libraries, document: int) -> bool:
    """Not read anew or removed meanwhile."""
    try:
        libraries.document(document)
    except StoreError:
        return False
    return True
