"""A load of a model as the parent sees it: somebody waits for it, and its threads are remembered.

Owns the one end of a load, whichever of several threads brings it, and what a measurement of thread
counts holds for. Must not start processes.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import Future

from llmdesk import hardware
from llmdesk.engine.child import ChildProcess
from llmdesk.engine.memo import Memo
from llmdesk.engine.types import LoadedModel, ModelSpec
from llmdesk.errors import Cancelled, UserError


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

    def fail(self, error: UserError | Cancelled) -> None:
        with self._lock:
            if not self.future.done():
                self.future.set_exception(error)

    def cancelled_by_user(self, child: ChildProcess) -> Callable[[], None]:
        def cancel() -> None:
            if not self.future.done():
                self.fail(Cancelled())
                child.kill()

        return cancel


def known_threads(memo: Memo, spec: ModelSpec) -> tuple[int, int] | None:
    """The counts that an earlier load of this file measured, for one token and for many."""
    known = memo.get("threads", _thread_key(spec))
    if isinstance(known, list) and len(known) == 2 and all(isinstance(n, int) for n in known):
        return known[0], known[1]
    return None


def keep_threads(memo: Memo, spec: ModelSpec, model: LoadedModel) -> None:
    """Remember what was measured; counts that the user set are not measured."""
    if spec.threads is None:
        memo.put("threads", _thread_key(spec), [model.threads, model.threads_batch])


def _thread_key(spec: ModelSpec) -> str:
    cores = hardware.cores()
    size = spec.path.stat().st_size if spec.path.exists() else 0
    return f"{hardware.processor_name()}, {cores.physical} cores, {size} bytes, {spec.device}"
