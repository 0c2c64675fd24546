"""A list of files, each extracted by itself.

Owns the order of work, going on after a failure, and taking up where an earlier run stopped: a file that was
done with the same content, fields and model is not done again. Must not show anything.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from llmdesk.cancel import CancelToken
from llmdesk.engine.face import TextEngine
from llmdesk.store import Run, Store
from llmdesk.tools.documents import Document
from llmdesk.tools.extract import runs
from llmdesk.tools.extract.method import extract
from llmdesk.tools.extract.types import Extraction, ExtractProgress, FileState
from llmdesk.tools.fields import FieldSet
from llmdesk.tools.file_list import FileList

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
    weigh_all: bool = False,
) -> Iterator[FileState]:
    """Yield the end state of each file, in order; `on_state` gets every change.

    A file that fails does not stop the others. A cancel stops the file that is read (what came of it is kept)
    and leaves the rest out. Every extraction is kept as a run of `store`. `weigh_all` is that of `extract`: a
    file that was done without is done again. Raises `NoModelError`.
    """
    token = cancel or CancelToken()
    job = _Job(fields, engine, store, on_state, token, reuse=reuse, trials=trials)
    job.weigh_all = weigh_all
    for index, path in enumerate(paths):
        if token.cancelled:
            return
        yield job.one(FileState(index, path, "reading"))


class _Job(FileList[FileState, Extraction, FieldSet]):
    """What the files of one list have in common. `weigh_all` is that of `extract`."""

    weigh_all = False

    def _known(self, store: Store, inputs: Mapping[str, object]) -> tuple[Run, Extraction] | None:
        run = runs.find_done(store, inputs, self._options, self._model)
        known = None if run is None else runs.extraction_from_run(run)
        if run is None or known is None or (self.weigh_all and not known.weighed):
            return None
        return run, known

    def _begin(self, store: Store, inputs: Mapping[str, object], title: str) -> Run:
        return runs.begin_run(store, inputs, self._options, title, self._model)

    def _finish(self, store: Store, run: Run, result: Extraction) -> None:
        runs.finish_run(store, run.id, result)

    def _working(self, state: FileState) -> FileState:
        return replace(state, status="extracting")

    def _make(self, state: FileState, document: Document) -> Extraction:
        def report(progress: ExtractProgress) -> None:
            self._on_state(replace(state, progress=progress))

        return extract(
            document,
            self._options,
            self._engine,
            report,
            self._cancel,
            self._trials,
            weigh_all=self.weigh_all,
        )

    def _with(self, state: FileState, result: Extraction) -> FileState:
        return replace(state, extraction=result)

    def _outcome(self, result: Extraction) -> str:
        """Stopped is what somebody stopped: parts that gave no answer are marked, and no reason to wait."""
        return "stopped" if not result.complete and self._cancel.cancelled else "done"
