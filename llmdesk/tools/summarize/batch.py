"""A list of files, one summary each, and one of them all if wanted.

Owns the order of work, going on after a failure, and taking up where an earlier run stopped: a file
whose summary is in the store (same content, options and model) is not done again. Must not show
anything.
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
from llmdesk.tools.documents import Document, Page, from_text
from llmdesk.tools.kept import inputs_of
from llmdesk.tools.reading import read_document
from llmdesk.tools.summarize import runs
from llmdesk.tools.summarize.method import summarize
from llmdesk.tools.summarize.types import FileState, Summary, SummaryOptions, SummaryProgress

ALL_FILES = QT_TRANSLATE_NOOP("core", "All files")

OnState = Callable[[FileState], None]


def summarize_files(
    paths: Sequence[Path],
    options: SummaryOptions,
    engine: TextEngine,
    store: Store | None,
    on_state: OnState | None = None,
    cancel: CancelToken | None = None,
    *,
    combined: bool = False,
    reuse: bool = True,
    trials: Path | None = None,
) -> Iterator[FileState]:
    """Yield the end state of each file, in order; then, with `combined`, that of all together (index -1).

    `on_state` gets every change, in the caller's thread. A file that fails does not stop the others. A
    cancel stops the file that is read (what is done of it is kept) and leaves the rest out. Every
    summary is kept as a run of `store`; without a store nothing is kept. Raises `NoModelError`.
    """
    token = cancel or CancelToken()
    state = engine.state().model
    if state is None:
        raise NoModelError(QT_TRANSLATE_NOOP("core", "No model is loaded."))
    job = _Job(options, engine, store, on_state or (lambda _state: None), token, state.name, reuse, trials)
    done: list[FileState] = []
    for index, path in enumerate(paths):
        if token.cancelled:
            return
        end = job.one(FileState(index, path, "reading"))
        if end.summary is not None and combined:
            done.append(replace(end, document=None))
        yield end
    if combined and len(done) > 1 and not token.cancelled:
        yield job.work(FileState(-1, Path(), "summarizing"), joined_document(done), None)


def joined_document(states: Sequence[FileState]) -> Document:
    """The summaries of several files as one document, whose pages are the files."""
    text = ""
    pages = []
    for state in states:
        if state.summary is not None:
            start = len(text)
            text += f"{state.path.name}\n\n{state.summary.text}\n\n"
            pages.append(Page(state.path.name, start, len(text)))
    document = from_text(text, ALL_FILES)
    return replace(document, pages=tuple(pages))


class _Job:
    """What the files of one list have in common."""

    def __init__(
        self,
        options: SummaryOptions,
        engine: TextEngine,
        store: Store | None,
        on_state: OnState,
        cancel: CancelToken,
        model: str,
        reuse: bool,
        trials: Path | None,
    ) -> None:
        self._options, self._engine, self._store = options, engine, store
        self._on_state, self._cancel = on_state, cancel
        self._model, self._reuse, self._trials = model, reuse, trials

    def one(self, state: FileState) -> FileState:
        """Read and summarize one file; its end state."""
        self._on_state(state)
        try:
            document = read_document(state.path, self._cancel)
            known = self._known(document, state.path)
        except Cancelled:
            return self._ended(replace(state, status="stopped"))
        except UserError as error:
            return self._ended(replace(state, status="failed", error=error))
        if known is not None:
            summary = runs.summary_from_run(known)
            end = replace(state, status="done", summary=summary, document=document, reused=True)
            return self._ended(replace(end, run_id=known.id))
        return self.work(replace(state, status="summarizing"), document, state.path)

    def work(self, state: FileState, document: Document, path: Path | None) -> FileState:
        """Summarize a document that was read, and keep the run whatever comes of it."""
        self._on_state(state)
        run = self._begin(document, path)
        state = replace(state, run_id=run.id if run is not None else None)

        def report(progress: SummaryProgress) -> None:
            self._on_state(replace(state, progress=progress))

        try:
            summary = summarize(document, self._options, self._engine, report, self._cancel, self._trials)
        except Cancelled:
            self._close(run, None, "stopped")
            return self._ended(replace(state, status="stopped", document=document))
        except UserError as error:
            self._close(run, None, "failed", str(error))
            return self._ended(replace(state, status="failed", error=error, document=document))
        status: Literal["done", "stopped"] = "done" if summary.complete else "stopped"
        self._close(run, summary, status)
        return self._ended(replace(state, status=status, summary=summary, document=document))

    def _known(self, document: Document, path: Path) -> Run | None:
        if self._store is None or not self._reuse:
            return None
        return runs.find_done(self._store, inputs_of(document, path), self._options, self._model)

    def _begin(self, document: Document, path: Path | None) -> Run | None:
        if self._store is None:
            return None
        inputs = inputs_of(document, path)
        return runs.begin_run(self._store, inputs, self._options, document.name, self._model)

    def _close(self, run: Run | None, summary: Summary | None, state: Outcome, error: str = "") -> None:
        if run is not None and self._store is not None:
            result = None if summary is None else runs.as_stored(summary)
            self._store.finish_run(run.id, result, state, {"error": error} if error else {})

    def _ended(self, state: FileState) -> FileState:
        self._on_state(state)
        return state
