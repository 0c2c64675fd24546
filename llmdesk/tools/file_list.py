"""A list of files, each worked on by itself: the order of work, whatever the work is.

Owns reading each file, going on after one that fails, taking up what an earlier run did with the same
content, options and model, and that a run is kept of whatever comes. Must not know any tool, and must not
show anything.
"""

from __future__ import annotations

import contextlib
from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Generic, TypeVar

from llmdesk.cancel import CancelToken
from llmdesk.engine.face import TextEngine
from llmdesk.engine.loaded import loaded_model
from llmdesk.errors import Cancelled, StoreError, UserError
from llmdesk.store import Outcome, Run, RunBegun, RunKind, Store
from llmdesk.tools.documents import Document
from llmdesk.tools.kept import inputs_of
from llmdesk.tools.reading import read_document


@dataclass(frozen=True, slots=True)
class ListedFile:
    """Where one file of a list is. `index` in the list of paths; `run_id` in the store when it has one;
    `document`: what was read; `reused`: what an earlier run of the same file, options and model made;
    `unkept`: why what was made is not in the history."""

    index: int
    path: Path
    status: str
    document: Document | None = field(default=None, repr=False)
    error: UserError | None = None
    reused: bool = False
    run_id: int | None = None
    unkept: UserError | None = None


S = TypeVar("S", bound=ListedFile)
R = TypeVar("R")
P = TypeVar("P")


class FileList(ABC, Generic[S, R, P]):
    """What the files of one list have in common: `R` is made of each, as the options (`P`) say, by the model
    that is loaded. `trials`: a file that keeps what it is fit for. `on_state` gets every change. Raises
    `NoModelError`."""

    def __init__(
        self,
        options: P,
        engine: TextEngine,
        store: Store | None,
        on_state: Callable[[S], None] | None,
        cancel: CancelToken,
        *,
        reuse: bool,
        trials: Path | None,
    ) -> None:
        model = loaded_model(engine)
        self._options, self._engine, self._model, self._trials = options, engine, model.name, trials
        self._store, self._cancel, self._reuse = store, cancel, reuse
        self._on_state = on_state or (lambda _state: None)

    def one(self, state: S) -> S:
        """Read one file and work on it; its end state."""
        self._on_state(state)
        try:
            document = read_document(state.path, self._cancel)
        except Cancelled:
            return self._ended(replace(state, status="stopped"))
        except UserError as error:
            return self._ended(replace(state, status="failed", error=error))
        known = self._done_before(document, state.path)
        if known is not None:
            run, result = known
            done = replace(state, status="done", document=document, reused=True, run_id=run.id)
            return self._ended(self._with(done, result))
        return self.work(state, document, state.path)

    def work(self, state: S, document: Document, path: Path | None) -> S:
        """Work on a document that was read, and keep the run whatever comes of it. A full disk takes nothing
        away, and does not stop the others."""
        run, unkept = self._begun(document, path)
        run_id = None if run is None else run.id
        state = replace(self._working(state), document=document, run_id=run_id, unkept=unkept)
        self._on_state(state)
        try:
            result = self._make(state, document)
        except Cancelled:
            self._close(run, "stopped")
            return self._ended(replace(state, status="stopped"))
        except UserError as error:
            self._close(run, "failed", str(error))
            return self._ended(replace(state, status="failed", error=error))
        state = replace(state, status=self._outcome(result))
        if run is not None and self._store is not None:
            try:
                self._finish(self._store, run, result)
            except StoreError as problem:
                state = replace(state, unkept=problem)
        return self._ended(self._with(state, result))

    def _begun(self, document: Document, path: Path | None) -> tuple[Run | None, StoreError | None]:
        if self._store is None:
            return None, None
        try:
            return self._begin(self._store, inputs_of(document, path), document.name), None
        except StoreError as problem:
            return None, problem

    def _done_before(self, document: Document, path: Path) -> tuple[Run, R] | None:
        if self._store is None or not self._reuse:
            return None
        try:
            return self._known(self._store, inputs_of(document, path))
        except StoreError:  # then it is made anew
            return None

    def _close(self, run: Run | None, outcome: Outcome, error: str = "") -> None:
        if run is not None and self._store is not None:
            with contextlib.suppress(StoreError):  # at the next start it is one that was broken off
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
def newest_of(
    store: Store, kind: RunKind, inputs: Mapping[str, object], model: str, alike: Callable[[RunBegun], bool]
) -> Run | None:
    """The newest finished run of the same file with the same text and model whose options are `alike`."""
    if not inputs["path"]:
        return None
    for begun in store.runs_begun(kind, model, str(inputs["sha256"])):
        if begun.state == "done" and begun.inputs.get("path") == inputs["path"] and alike(begun):
            return store.run(begun.id)
    return None
