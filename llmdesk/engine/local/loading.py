"""A load of a model as the parent sees it: somebody waits for it, and the processor may refuse it.

Owns the one end of a load, whichever of several threads brings it, and loading again with other code where
the processor refuses it. Must not know requests.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import replace
from pathlib import Path

from llmdesk.cancel import CancelToken
from llmdesk.engine.failures import closed, refused_in_every_way
from llmdesk.engine.local.handle import ChildProcess, Exit
from llmdesk.engine.memo import Memo
from llmdesk.engine.protocol import Load
from llmdesk.engine.threads.kept import known_threads
from llmdesk.engine.types import LoadedModel, ModelSpec
from llmdesk.engine.variants.choice import Choice
from llmdesk.engine.variants.prover import Prover
from llmdesk.errors import Cancelled, UnsuitedBuild, UserError


class ProcessorRefused(Exception):
    """The child died of an instruction that this processor does not know; others may load the model."""

    def __init__(self, end: Exit) -> None:
        super().__init__(end.name)
        self.end = end


class Loading:
    """A load that somebody waits for."""

    def __init__(self, on_progress: Callable[[float], None]) -> None:
        self.on_progress = on_progress
        self.future: Future[LoadedModel] = Future()
        self._lock = threading.Lock()

    def finish(self, model: LoadedModel) -> None:
        with self._lock:
            if not self.future.done():
                self.future.set_result(model)

    def fail(self, error: UserError | Cancelled | ProcessorRefused) -> None:
        with self._lock:
            if not self.future.done():
                self.future.set_exception(error)

    def cancelled_by_user(self, child: ChildProcess) -> Callable[[], None]:
        def cancel() -> None:
            if not self.future.done():
                self.fail(Cancelled())
                child.kill()

        return cancel


class Loader:
    """Loads in a child with code that suits the processor; with other code where the processor refuses it."""

    def __init__(
        self,
        memo: Memo,
        prover: Prover,
        start_child: Callable[[Choice], ChildProcess],
        end_child: Callable[[], None],
    ) -> None:
        self._memo, self._prover = memo, prover
        self._start_child, self._end_child = start_child, end_child
        self.loading: Loading | None = None
        self._testing = CancelToken()  # of what comes before a load
        self._closed = False
        self._refusal: Exit | None = None  # how the last child died, until something was computed again

    def load(
        self,
        path: Path,
        spec: ModelSpec,
        use_template: bool,
        on_progress: Callable[[float], None],
        cancel: CancelToken | None,
    ) -> LoadedModel:
        """Load in a new child, which is left running. Raises what `Engine.load` raises."""
        began = time.perf_counter()
        while True:
            choice = self._choose(cancel)
            try:
                model = self._load_in_child(path, spec, use_template, choice, on_progress, cancel)
                break
            except ProcessorRefused as refused:
                self.died(choice, refused.end)
                self._end_child()
        notice = self._prover.take_notice()
        warnings = (*model.warnings, notice) if notice else model.warnings
        # the start of the process is part of the time
        return replace(model, load_s=time.perf_counter() - began, warnings=warnings)

    def _choose(self, cancel: CancelToken | None) -> Choice:
        """How to compute; the first time on a processor that is tested."""
        if self._closed:
            raise closed()
        self._testing = testing = CancelToken()
        if cancel is not None:
            cancel.on_cancel(testing.cancel)
        try:
            return self._prover.choice(testing)
        except Cancelled:
            if self._closed:
                raise closed() from None
            raise
        except UnsuitedBuild:
            if self._refusal is None:
                raise
            self._prover.forgive()
            end, self._refusal = self._refusal, None
            raise refused_in_every_way(end) from None

    def _load_in_child(
        self,
        path: Path,
        spec: ModelSpec,
        use_template: bool,
        choice: Choice,
        on_progress: Callable[[float], None],
        cancel: CancelToken | None,
    ) -> LoadedModel:
        self.loading = loading = Loading(on_progress)
        child = self._start_child(choice)
        child.send(Load(path, spec, use_template, known_threads(self._memo, path, spec)))
        if cancel is not None:
            cancel.on_cancel(loading.cancelled_by_user(child))
        try:
            return loading.future.result()
        finally:
            self.loading = None

    def died(self, choice: Choice, end: Exit) -> None:
        """The processor refused the code of `choice`."""
        self._refusal = end
        self._prover.died(choice, end.name)

    def has_worked(self) -> None:
        """The child that was loaded last has computed something."""
        self._refusal = None
        self._prover.works()

    def close(self) -> None:
        """End a load that another thread waits for; any thread."""
        self._closed = True
        self._testing.cancel()
        loading = self.loading
        if loading is not None:
            loading.fail(closed())
