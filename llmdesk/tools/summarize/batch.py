"""A list of files, one summary each, and one of them all if wanted.

Owns the order of work, going on after a failure, and taking up where an earlier run stopped: a file
whose summary is in the store (same content, options and model) is not done again. Must not show
anything.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from llmdesk.cancel import CancelToken
from llmdesk.engine.face import TextEngine
from llmdesk.errors import QT_TRANSLATE_NOOP
from llmdesk.store import Run, Store
from llmdesk.tools.documents import Document, Page, from_text
from llmdesk.tools.file_list import FileList
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
    job = _Job(options, engine, store, on_state, token, reuse=reuse, trials=trials)
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


class _Job(FileList[FileState, Summary, SummaryOptions]):
    """What the files of one list have in common."""

    def _known(self, store: Store, inputs: Mapping[str, object]) -> tuple[Run, Summary] | None:
        run = runs.find_done(store, inputs, self._options, self._model)
        known = None if run is None else runs.summary_from_run(run)
        return None if run is None or known is None else (run, known)

    def _begin(self, store: Store, inputs: Mapping[str, object], title: str) -> Run:
        return runs.begin_run(store, inputs, self._options, title, self._model)

    def _finish(self, store: Store, run: Run, result: Summary) -> None:
        runs.finish_run(store, run, result)

    def _working(self, state: FileState) -> FileState:
        return replace(state, status="summarizing")

    def _make(self, state: FileState, document: Document) -> Summary:
        def report(progress: SummaryProgress) -> None:
            self._on_state(replace(state, progress=progress))

        return summarize(document, self._options, self._engine, report, self._cancel, self._trials)

    def _with(self, state: FileState, result: Summary) -> FileState:
        return replace(state, summary=result)

    def _outcome(self, result: Summary) -> str:
        return "done" if result.complete else "stopped"
