"""What the Extract tab does in threads: extract, keep, open again, edit, save.

Owns these functions and the values that they hand to the tab. No widgets.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from llmdesk.errors import QT_TRANSLATE_NOOP, DocumentError, StoreError, UserError
from llmdesk.outputs import look_at
from llmdesk.store import Run
from llmdesk.tools.extract import (
    Cell,
    Extraction,
    ExtractProgress,
    FileState,
    as_it_was,
    edited,
    extract,
    extract_files,
    extraction_from_run,
    finish_run,
    save_run,
    write_to,
)
from llmdesk.tools.fields import Field, FieldSet, Source
from llmdesk.tools.kept import read as read_kept
from llmdesk.tools.tool import EXTRACT
from llmdesk.ui.given.given import Given, pasted, read
from llmdesk.ui.given.opened import Opened, document_of
from llmdesk.ui.notify import translate_core
from llmdesk.ui.services import Services
from llmdesk.ui.tasks import TaskContext

_TITLE = 80  # characters of a pasted text that stand for its name
CHANGED = DocumentError(
    QT_TRANSLATE_NOOP("core", "The document has changed since its values were extracted."),
    QT_TRANSLATE_NOOP("core", "Values are shown where their words still stand."),
    QT_TRANSLATE_NOOP("core", "Extract again for the values of the document as it is now."),
)


@dataclass(frozen=True)
class Listed:
    """The newest state of every document that is at work or done; `problem` where one could not be kept.
    `given`: the one text, as it was read."""

    states: tuple[FileState, ...]
    problem: UserError | None = None
    given: Given | None = None


def named(opened: Opened) -> str:
    """What a document is called; a pasted text by its first words."""
    document = opened.document
    return document.name or " ".join(document.text[:400].split())[:_TITLE]


def make(services: Services, given: Given, fields: FieldSet, context: TaskContext) -> Listed:
    """Read one text, extract from it and keep it; a full disk does not take the values away."""
    whole = read(given, context)
    opened = whole.opened
    assert opened is not None  # `read` reads it, or raises
    document = replace(opened.document, name=named(opened))
    begun = FileState(0, opened.path or Path(), "extracting")
    context.progress(Listed((begun,), given=whole))
    services.models.load_blocking(context, EXTRACT)

    def report(progress: ExtractProgress) -> None:
        context.progress(Listed((replace(begun, progress=progress),), given=whole))

    report(ExtractProgress("reading", 0, 0))  # a model that is new here is tried first
    found = extract(document, fields, services.engine, report, context.cancel, services.paths.trials)
    end = replace(begun, status="stopped" if context.cancel.cancelled else "done", extraction=found)
    try:
        run = save_run(services.store, document, fields, found, opened.path)
    except StoreError as problem:
        return Listed((end,), problem, whole)
    return Listed((replace(end, run_id=run.id),), given=whole)


def make_files(services: Services, paths: Sequence[Path], fields: FieldSet, context: TaskContext) -> Listed:
    """Extract from a list of files; those that are done already are taken from the history. Raises
    `Cancelled` where nothing came of it."""
    services.models.load_blocking(context, EXTRACT)
    states: dict[int, FileState] = {}

    def on_state(state: FileState) -> None:
        """The texts of all files together would be too large to hold."""
        states[state.index] = replace(state, document=None)
        context.progress(Listed(tuple(states.values())))

    for _end in extract_files(
        paths, fields, services.engine, services.store, on_state, context.cancel, trials=services.paths.trials
    ):
        pass
    if not any(state.extraction for state in states.values()):
        context.cancel.raise_if_cancelled()
    ends = tuple(states.values())
    return Listed(ends, next((state.unkept for state in ends if state.unkept is not None), None))


def again(services: Services, states: Sequence[FileState]) -> tuple[FileState, ...]:
    """The states of an earlier window as they are now: with their values, and without those that are in no
    history."""
    found = []
    for state in states:
        if state.run_id is None:
            continue
        try:
            extraction = extraction_from_run(services.store.run(state.run_id))
        except StoreError:  # deleted from the history
            continue
        if extraction is not None:
            found.append(replace(state, extraction=extraction))
    return tuple(found)


@dataclass(frozen=True)
class Past:
    """A past run: what was asked for and found, its document, and what is to be said of it."""

    run: Run
    fields: FieldSet | None
    extraction: Extraction | None
    opened: Opened | None
    given: Given  # blank where its file is gone
    problem: UserError | None


def reopen(run: Run, context: TaskContext) -> Past:
    opened, problem = document_of(run, CHANGED, context)
    given = Given()
    if opened is not None:
        given = pasted(opened.document.text) if opened.path is None else Given("", opened, opened.path)
    return Past(run, read_kept(FieldSet, run.options), extraction_from_run(run), opened, given, problem)


# -- editing and saving ----------------------------------------------------------------------------------
def changed(cell: Cell, field: Field, words: str | None, source: Source) -> Cell:
    """What becomes of a cell that a person put `words` into; None: what was extracted."""
    return as_it_was(cell) if words is None else edited(cell, field, words, source)


def keep(services: Services, run_id: int, extraction: Extraction) -> None:
    """Raises `StoreError`."""
    finish_run(services.store, run_id, extraction)


def save(path: Path, extractions: Sequence[Extraction], sources: Sequence[Path] = ()) -> Path:
    """Write them in the form of the path's suffix, never over one of `sources`. Raises `UserError`."""
    return write_to(look_at(path, sources, overwrite=True), extractions, translate_core)
