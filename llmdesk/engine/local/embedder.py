"""An embedding model as the rest of llmdesk sees it: asked for vectors, in a child process of its own.

Owns that process: started when it is needed, ended when nobody has asked for a while, so that the model takes
memory beside the one that writes only while it is used. Implements `embedding.TextEmbedder`. Knows nothing of
llama.cpp.
"""

from __future__ import annotations

import itertools
import threading
from collections.abc import Sequence
from concurrent.futures import Future
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from llmdesk.cancel import CancelToken
from llmdesk.engine.embedding import EmbedderSpec, LoadedEmbedder, TextKind
from llmdesk.engine.failures import closed, crashed, load_failed, refused_in_every_way
from llmdesk.engine.local.handle import ChildProcess, Exit
from llmdesk.engine.local.loading import ProcessorRefused
from llmdesk.engine.protocol import (
    Cancel,
    Embed,
    Embedded,
    EmbedderLoaded,
    Failed,
    Finished,
    LoadEmbedder,
    LoadFailed,
    Report,
)
from llmdesk.engine.variants.choice import Choice
from llmdesk.engine.variants.prover import Prover
from llmdesk.errors import Cancelled, UserError
from llmdesk.gguf import read_embedding_header

Vectors = NDArray[np.float32]
IDLE_S = 60.0
_CANCEL_LIMIT_S = 3.0
_TOGETHER = 64  # texts in one message
_TRIES = 8  # ways to compute that a processor may refuse, one after the other


class _Running:
    """One child with the model, and who waits for it."""

    def __init__(self, spec: EmbedderSpec, log_path: Path, choice: Choice) -> None:
        self.loaded: Future[LoadedEmbedder] = Future()
        self._lock = threading.Lock()
        self._waiting: dict[int, Future[bytes]] = {}
        self._numbers = itertools.count(1)
        self._end: Exit | None = None
        self.child = ChildProcess(log_path, self._on_report, self._on_exit, choice)
        self.child.send(LoadEmbedder(spec))

    @property
    def busy(self) -> bool:
        return bool(self._waiting)

    @property
    def gone(self) -> bool:
        return self._end is not None

    def ask(self, texts: tuple[str, ...], kind: TextKind, cancel: CancelToken | None) -> bytes:
        """float32, one vector after the other. Raises `UserError`, `Cancelled`, `ProcessorRefused`."""
        answer: Future[bytes] = Future()
        with self._lock:
            if self._end is not None:
                raise _of_end(self._end)
            number = next(self._numbers)
            self._waiting[number] = answer
        self.child.send(Embed(number, texts, kind))
        if cancel is not None:
            cancel.on_cancel(lambda: self._cancel(number))
        return answer.result()

    def _cancel(self, number: int) -> None:
        if number in self._waiting:
            self.child.expect_answer(f"cancel {number}", _CANCEL_LIMIT_S)
            self.child.send(Cancel(number))
            self._settle(number, Cancelled())

    def _settle(self, number: int, outcome: bytes | Exception) -> None:
        with self._lock:
            waiting = self._waiting.pop(number, None)
        if waiting is None:
            return
        if isinstance(outcome, bytes):
            waiting.set_result(outcome)
        else:
            waiting.set_exception(outcome)

    # -- from the reader thread
    def _on_report(self, report: Report) -> None:
        if isinstance(report, EmbedderLoaded):
            self.loaded.set_result(report.model)
        elif isinstance(report, LoadFailed):
            self.loaded.set_exception(report.error)
        elif isinstance(report, Embedded | Failed | Finished):
            self.child.answered(f"cancel {report.id}")
            if isinstance(report, Embedded):
                self._settle(report.id, report.vectors)
            elif isinstance(report, Failed):
                self._settle(report.id, report.error)

    def _on_exit(self, end: Exit) -> None:
        with self._lock:
            self._end = end
            numbers = list(self._waiting)
        if not self.loaded.done():
            self.loaded.set_exception(_of_end(end, loading=True))
        for number in numbers:
            self._settle(number, _of_end(end))


def _of_end(end: Exit, *, loading: bool = False) -> Exception:
    if end.illegal_instruction:
        return ProcessorRefused(end)
    if end.asked:
        return closed()
    return load_failed(end) if loading else crashed(end)


class LocalEmbedder:
    """One embedding model; it takes memory only while it is used."""

    def __init__(self, spec: EmbedderSpec, log_path: Path, prover: Prover, idle_s: float = IDLE_S) -> None:
        """`log_path`: where the child's output goes; `prover`: knows how to compute here; `idle_s`: seconds
        without a request after which the model is unloaded."""
        self.spec = spec
        self._log_path, self._prover, self._idle_s = log_path, prover, idle_s
        self._lock = threading.RLock()  # one start or end at a time
        self._running: _Running | None = None
        self._users = 0
        self._timer: threading.Timer | None = None
        self._closed = False

    def load(self, cancel: CancelToken | None = None) -> LoadedEmbedder:
        _running, loaded = self._at_work(cancel)
        self._rest()
        return loaded

    def embed(self, texts: Sequence[str], kind: TextKind, cancel: CancelToken | None = None) -> Vectors:
        token = cancel or CancelToken()
        found: list[Vectors] = []
        for start in range(0, len(texts), _TOGETHER) or [0]:
            found.append(self._some(tuple(texts[start : start + _TOGETHER]), kind, token))
        return np.concatenate(found)

    def memory(self) -> int:
        running = self._running
        return 0 if running is None or running.gone else running.child.memory()

    def unload(self) -> None:
        with self._lock:
            self._stop_timer()
            running, self._running = self._running, None
        if running is not None:
            running.child.close(_CANCEL_LIMIT_S)

    def close(self) -> None:
        self._closed = True
        self.unload()

    def _some(self, texts: tuple[str, ...], kind: TextKind, cancel: CancelToken) -> Vectors:
        refused: ProcessorRefused | None = None
        for _ in range(_TRIES):
            running, loaded = self._at_work(cancel)
            try:
                vectors = running.ask(texts, kind, cancel)
                self._prover.works()
                return np.frombuffer(vectors, np.float32).reshape(len(texts), loaded.dimensions)
            except ProcessorRefused as error:
                refused = error
                self._prover.died(running.child.choice or Choice(), error.end.name)
            finally:
                self._rest()
        assert refused is not None
        raise refused_in_every_way(refused.end)

    # -- the process
    def _at_work(self, cancel: CancelToken | None) -> tuple[_Running, LoadedEmbedder]:
        """The child with the model in it, which does not go before `_rest` is called."""
        with self._lock:
            if self._closed:
                raise closed()
            if cancel is not None:
                cancel.raise_if_cancelled()
            self._stop_timer()
            self._users += 1
            try:
                if self._running is None or self._running.gone:
                    self._running = self._started(cancel)
                return self._running, self._running.loaded.result()
            except BaseException:
                self._rest()
                raise

    def _started(self, cancel: CancelToken | None) -> _Running:
        """A child that has loaded the model; another one with other code where the processor refuses it."""
        read_embedding_header(self.spec.path)  # what is wrong with a file is told without a process
        refused: ProcessorRefused | None = None
        for _ in range(_TRIES):
            running = _Running(self.spec, self._log_path, self._prover.choice(cancel))
            if cancel is not None:
                cancel.on_cancel(lambda running=running: _leave(running))  # type: ignore[misc]  # bound now
            try:
                running.loaded.result()
                return running
            except ProcessorRefused as error:
                refused = error
                self._prover.died(running.child.choice or Choice(), error.end.name)
            except UserError:
                running.child.close(_CANCEL_LIMIT_S)
                if cancel is not None:
                    cancel.raise_if_cancelled()
                raise
        assert refused is not None
        raise refused_in_every_way(refused.end)

    def _rest(self) -> None:
        """A request is over; the last one starts the clock."""
        with self._lock:
            self._users -= 1
            if self._users == 0 and not self._closed:
                self._timer = threading.Timer(self._idle_s, self._unload_idle)
                self._timer.daemon = True
                self._timer.start()

    def _unload_idle(self) -> None:
        with self._lock:
            if self._users == 0:
                self.unload()

    def _stop_timer(self) -> None:
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None


def _leave(running: _Running) -> None:
    """Somebody cancelled while the model was being loaded."""
    if not running.loaded.done():
        running.child.kill()
