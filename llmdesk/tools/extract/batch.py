"""A list of files, each extracted by itself.

Owns the order of work, going on after a failure, and taking up where an earlier run stopped: a file that was
done with the same content, fields and model is not done again. Must not show anything.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Literal

from llmdesk.cancel import CancelToken
from llmdesk.engine.face import TextEngine
from llmdesk.errors import QT_TRANSLATE_NOOP, Cancelled, NoModelError, UserError
from llmdesk.store import Outcome, Run, Store
from llmdesk.tools.documents import Document
from llmdesk.tools.extract import runs
from llmdesk.tools.extract.method import extract
from llmdesk.tools.extract.types import Extraction, ExtractProgress, FileState
from llmdesk.tools.fields import FieldSet
from llmdesk.tools.kept import inputs_of
from llmdesk.tools.reading import read_document

OnState = Callable[[FileState], None]


def extract_files(
    paths: Sequence[Path],
    fields: FieldSet,
    engine: TextEngine,
    store: Store | None,
    on_state: OnState | None = None,
    cancel: CancelToken | None = None,
    *,
    reuse: bool = True,
    trials: Path | None = None,
) -> Iterator[FileState]:
    """Yield the end state of each file, in order; `on_state` gets every change.

    A file that fails does not stop the others. A cancel stops the file that is read (what came of it is kept)
    and leaves the rest out. Every extraction is kept as a run of `store`. Raises `NoModelError`.
    """
    state = engine.state().model
    if state is None:
        raise NoModelError(QT_TRANSLATE_NOOP("core", "No model is loaded."))
    token = cancel or CancelToken()
    job = _Job(fields, engine, store, on_state or (lambda _state: None), token, state.name, reuse, trials)
    for index, path in enumerate(paths):
        if token.cancelled:
            return
        yield job.one(FileState(index, path, "reading"))


class _Job:
    """What the files of one list have in common."""

    def __init__(
        self,
        fields: FieldSet,
        engine: TextEngine,
        store: Store | None,
        on_state: OnState,
        cancel: CancelToken,
        model: str,
        reuse: bool,
        trials: Path | None,
    ) -> None:
        self._fields, self._engine, self._store = fields, engine, store
        self._on_state, self._cancel, self._model, self._reuse = on_state, cancel, model, reuse
        self._trials = trials

    def one(self, state: FileState) -> FileState:
        """Read one file and extract from it; its end state."""
        self._on_state(state)
        try:
            document = read_document(state.path, self._cancel)
        except Cancelled:
            return self._ended(replace(state, status="stopped"))
        except UserError as error:
            return self._ended(replace(state, status="failed", error=error))
        inputs = inputs_of(document, state.path)
        if self._store is not None and self._reuse:
            known = runs.find_done(self._store, inputs, self._fields, self._model)
            found = None if known is None else runs.extraction_from_run(known)
            if known is not None and found is not None:
                state = replace(state, run_id=known.id, document=document, reused=True)
                return self._ended(replace(state, status="done", extraction=found))
        run = None
        if self._store is not None:
            run = runs.begin_run(self._store, inputs, self._fields, document.name, self._model)
        return self._work(replace(state, status="extracting", document=document), document, run)

    def _work(self, state: FileState, document: Document, run: Run | None) -> FileState:
        """Extract, and keep the run whatever comes of it."""
        self._on_state(state)
        state = replace(state, run_id=run.id if run is not None else None)

        def report(progress: ExtractProgress) -> None:
            self._on_state(replace(state, progress=progress))

        try:
            found = extract(document, self._fields, self._engine, report, self._cancel, self._trials)
        except Cancelled:
            self._close(run, "stopped")
            return self._ended(replace(state, status="stopped"))
        except UserError as error:
            self._close(run, "failed", str(error))
            return self._ended(replace(state, status="failed", error=error))
        self._keep(run, found)
        return self._ended(replace(state, status=self._status(found), extraction=found))

    def _status(self, found: Extraction) -> Literal["done", "stopped"]:
        """Stopped is what somebody stopped: parts that gave no answer are marked, and no reason to wait."""
        return "stopped" if not found.complete and self._cancel.cancelled else "done"

    def _keep(self, run: Run | None, found: Extraction) -> None:
        if run is not None and self._store is not None:
            runs.finish_run(self._store, run.id, found)

    def _close(self, run: Run | None, state: Outcome, error: str = "") -> None:
        if run is not None and self._store is not None:
            self._store.finish_run(run.id, None, state, {"error": error} if error else {})

    def _ended(self, state: FileState) -> FileState:
        self._on_state(state)
        return state
