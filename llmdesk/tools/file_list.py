"""A list of files, each worked on by itself: the order of work, whatever the work is.

Owns reading each file, going on after one that fails, taking up what an earlier run did with the same
content, options and model, and that a run is kept of whatever comes. Must not know any tool, and must not
show anything.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Generic, TypeVar

from llmdesk.cancel import CancelToken
from llmdesk.errors import Cancelled, UserError
from llmdesk.store import Outcome, Run, RunKind, Store
from llmdesk.tools.documents import Document
from llmdesk.tools.kept import inputs_of
from llmdesk.tools.reading import read_document

_PAGE = 20


@dataclass(frozen=True, slots=True)
class ListedFile:
    """Where one file of a list is. `index` in the list of paths; `run_id` in the store when it has one;
    `document`: what was read; `reused`: what an earlier run of the same file, options and model made."""

    index: int
    path: Path
    status: str
    document: Document | None = field(default=None, repr=False)
    error: UserError | None = None
    reused: bool = False
    run_id: int | None = None


S = TypeVar("S", bound=ListedFile)
R = TypeVar("R")


class FileList(ABC, Generic[S, R]):
    """What the files of one list have in common: `R` is made of each. `on_state` gets every change."""

    def __init__(
        self, store: Store | None, on_state: Callable[[S], None] | None, cancel: CancelToken, *, reuse: bool
    ) -> None:
        self._store, self._cancel, self._reuse = store, cancel, reuse
        self._on_state = on_state or (lambda _state: None)

    def one(self, state: S) -> S:
        """Read one file and work on it; its end state."""
        self._on_state(state)
        try:
            document = read_document(state.path, self._cancel)
            known = self._done_before(document, state.path)
        except Cancelled:
            return self._ended(replace(state, status="stopped"))
        except UserError as error:
            return self._ended(replace(state, status="failed", error=error))
        if known is not None:
            run, result = known
            done = replace(state, status="done", document=document, reused=True, run_id=run.id)
            return self._ended(self._with(done, result))
        return self.work(state, document, state.path)

    def work(self, state: S, document: Document, path: Path | None) -> S:
        """Work on a document that was read, and keep the run whatever comes of it."""
        run = None
        if self._store is not None:
            run = self._begin(self._store, inputs_of(document, path), document.name)
        state = replace(self._working(state), document=document, run_id=None if run is None else run.id)
        self._on_state(state)
        try:
            result = self._make(state, document)
        except Cancelled:
            self._close(run, "stopped")
            return self._ended(replace(state, status="stopped"))
        except UserError as error:
            self._close(run, "failed", str(error))
            return self._ended(replace(state, status="failed", error=error))
        if run is not None and self._store is not None:
            self._finish(self._store, run, result)
        return self._ended(self._with(replace(state, status=self._outcome(result)), result))

    def _done_before(self, document: Document, path: Path) -> tuple[Run, R] | None:
        if self._store is None or not self._reuse:
            return None
        return self._known(self._store, inputs_of(document, path))

    def _close(self, run: Run | None, outcome: Outcome, error: str = "") -> None:
        if run is not None and self._store is not None:
            self._store.finish_run(run.id, None, outcome, {"error": error} if error else {})

    def _ended(self, state: S) -> S:
        self._on_state(state)
        return state

    # -- what a tool says ----------------------------------------------------------------------------
    @abstractmethod
    def _known(self, store: Store, inputs: Mapping[str, object]) -> tuple[Run, R] | None:
        """What was made before of the same file in the same way."""

    @abstractmethod
    def _begin(self, store: Store, inputs: Mapping[str, object], title: str) -> Run: ...

    @abstractmethod
    def _finish(self, store: Store, run: Run, result: R) -> None: ...

    @abstractmethod
    def _working(self, state: S) -> S:
        """The state of a file that was read."""

    @abstractmethod
    def _make(self, state: S, document: Document) -> R:
        """The work; raises `Cancelled`, or `UserError` where the file has failed."""

    @abstractmethod
    def _with(self, state: S, result: R) -> S: ...

    @abstractmethod
    def _outcome(self, result: R) -> str:
        """ "done" or "stopped"."""


# -- earlier runs --------------------------------------------------------------------------------------
def all_runs(store: Store, kind: RunKind) -> Iterator[Run]:
    """Newest first, a few at a time, since a run holds its whole result."""
    offset = 0
    while page := store.runs(kind, limit=_PAGE, offset=offset):
        yield from page
        offset += _PAGE


def newest_of(
    store: Store, kind: RunKind, inputs: Mapping[str, object], model: str, alike: Callable[[Run], bool]
) -> Run | None:
    """The newest finished run of the same file with the same text and model whose options are `alike`."""
    for run in all_runs(store, kind):
        if run.state != "done" or run.model != model or not alike(run):
            continue
        if inputs["path"] and all(run.inputs.get(name) == inputs[name] for name in ("path", "sha256")):
            return run
    return None
