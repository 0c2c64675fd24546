"""Extractions in the store: kept as runs, and read back.

Owns the shape of a run of kind "extract": inputs (which document), options (the fields), result. Must not
extract.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from llmdesk.store import Run, RunKind, Store
from llmdesk.tools.documents import Document
from llmdesk.tools.extract.types import Extraction
from llmdesk.tools.fields import FieldSet
from llmdesk.tools.file_list import newest_of
from llmdesk.tools.kept import inputs_of, read, write

KIND: RunKind = "extract"
_TITLE = 80


def begin_run(store: Store, inputs: Mapping[str, object], fields: FieldSet, title: str, model: str) -> Run:
    """Keep that a document is being read."""
    return store.add_run(KIND, inputs, write(fields), title=title[:_TITLE], model=model)


def finish_run(store: Store, run_id: int, extraction: Extraction) -> Run:
    """Keep what was extracted, or what a person made of it."""
    return store.finish_run(run_id, write(extraction), "done" if extraction.complete else "stopped")


def save_run(
    store: Store, document: Document, fields: FieldSet, extraction: Extraction, path: Path | None = None
) -> Run:
    """Keep what was extracted; `path` is the file of the document, a pasted text is kept itself."""
    run = begin_run(store, inputs_of(document, path), fields, document.name, extraction.model)
    return finish_run(store, run.id, extraction)


def find_done(store: Store, inputs: Mapping[str, object], fields: FieldSet, model: str) -> Run | None:
    """The last time that the same file with the same text was done, with the same fields and model."""
    wanted = write(fields)
    return newest_of(store, KIND, inputs, model, lambda run: write(read(FieldSet, run.options)) == wanted)


def extraction_from_run(run: Run) -> Extraction | None:
    """What a past run extracted; None where it has nothing."""
    return read(Extraction, run.result) if run.result else None
