"""The engine as the rest of llmdesk sees it: load a model, ask it, stop it.

Owns the child process that runs the model, and turns its reports into results. Implements
`face.TextEngine`. Knows nothing of llama.cpp; runs in the parent, usable from any thread.
"""

from __future__ import annotations

import itertools
import queue
import threading
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future
from dataclasses import replace
from pathlib import Path

from llmdesk.cancel import CancelToken
from llmdesk.engine.child import ChildProcess, Exit
from llmdesk.engine.failures import closed, crashed, load_failed, no_model
from llmdesk.engine.inspect_file import FileInspector
from llmdesk.engine.loading import Loading, keep_threads, known_threads
from llmdesk.engine.memo import Memo
from llmdesk.engine.protocol import (
    Cancel,
    Command,
    Counted,
    CountTokens,
    Devices,
    Failed,
    Finished,
    Generate,
    GenerateAll,
    ListDevices,
    Load,
    Loaded,
    LoadFailed,
    Progress,
    Report,
    Scores,
    StartScore,
    Status,
    Texts,
)
from llmdesk.engine.streams import ScoreStream, Stream
from llmdesk.engine.types import (
    Completion,
    Device,
    EngineState,
    EngineStatus,
    GenerateRequest,
    LoadedModel,
    ModelCheck,
    ModelSpec,
    Score,
    ScoreRequest,
)
from llmdesk.errors import Cancelled, EngineCrashed, UserError

CANCEL_LIMIT_S = 3.0
_TOGETHER = 64  # batch requests in one message: more than run side by side
Pending = Stream | ScoreStream | Future[tuple[int, ...]]


class Engine:
    """One model at a time, in a child process of its own."""

    def __init__(self, log_path: Path, cache_path: Path | None = None) -> None:
        """`log_path`: where the child's output goes. `cache_path`: what was measured, kept in JSON."""
        self._log_path = log_path
        self._memo = Memo(cache_path)
        self._inspector = FileInspector(log_path, self._memo)
        self._load_lock = threading.RLock()  # one load, unload or close at a time
        self._lock = threading.Lock()  # guards what follows; never held while waiting
        self._child: ChildProcess | None = None
        self._spec: ModelSpec | None = None
        self._pending: dict[int, Pending] = {}
        self._numbers = itertools.count(1)
        self._closed = False
        self._loading: Loading | None = None
        self._state = EngineState("empty")
        self._listeners: list[Callable[[EngineState], None]] = []

    # -- loading ------------------------------------------------------------------------------------
    def load(
        self,
        spec: ModelSpec,
        on_progress: Callable[[float], None] | None = None,
        cancel: CancelToken | None = None,
    ) -> LoadedModel:
        with self._load_lock:
            if self._closed:
                raise closed()
            if spec == self._spec and self._child is not None and self._state.model is not None:
                return self._state.model
            check = self._inspector.check(spec.path, cancel)
            self._spec = None  # a load that fails is not tried again by the next request
            self._end_child()
            if cancel is not None:
                cancel.raise_if_cancelled()
            use_template = check.template == "gguf"
            return self._start(spec, use_template, on_progress or (lambda _done: None), cancel)

    def _start(
        self,
        spec: ModelSpec,
        use_template: bool,
        on_progress: Callable[[float], None],
        cancel: CancelToken | None,
    ) -> LoadedModel:
        began = time.perf_counter()
        loading = Loading(on_progress)
        self._loading = loading
        self._announce(EngineState("loading"))
        child = ChildProcess(self._log_path, self._on_report, lambda end: self._on_exit(child, end))
        with self._lock:
            self._child = child
        child.send(Load(spec, use_template, known_threads(self._memo, spec)))
        if cancel is not None:
            cancel.on_cancel(loading.cancelled_by_user(child))
        try:
            model = loading.future.result()
        except (UserError, Cancelled):
            self._end_child()
            raise
        finally:
            self._loading = None
        model = replace(model, load_s=time.perf_counter() - began)  # the start of the process included
        self._spec = spec
        keep_threads(self._memo, spec, model)
        self._announce(EngineState("ready", model, memory=child.memory()))
        return model

    def unload(self) -> None:
        with self._load_lock:
            self._spec = None
            self._end_child()

    def close(self) -> None:
        self._closed = True
        loading = self._loading
        if loading is not None:  # another thread waits for a load: end it
            loading.fail(closed())
        with self._load_lock:
            self._end_child()
            self._announce(EngineState("closed"))

    def _end_child(self) -> None:
        """End the child in order; what it was doing ends with `EngineClosed`."""
        with self._lock:
            child, self._child = self._child, None
        if child is None:
            return
        child.close(CANCEL_LIMIT_S)
        self._fail_pending(closed())
        if not self._closed:
            self._announce(EngineState("empty"))

    # -- requests -----------------------------------------------------------------------------------
    def generate(self, request: GenerateRequest) -> Stream:
        load_s = self._revive()
        return self._submit(request, load_s, lambda: None)

    def _submit(self, request: GenerateRequest, load_s: float, on_end: Callable[[], None]) -> Stream:
        number = next(self._numbers)
        stream = Stream(load_s, lambda: self._cancel(number), on_end)
        self._begin(number, stream, Generate(number, request))
        return stream

    def _submit_all(
        self, requests: Sequence[GenerateRequest], load_s: float, on_end: Callable[[int], None]
    ) -> list[Stream]:
        """Batch requests, sent some at a time: those that come together are read together."""
        streams: list[Stream] = []
        for start in range(0, len(requests), _TOGETHER):
            items = []
            for index, request in enumerate(requests[start : start + _TOGETHER], start):
                number = next(self._numbers)
                streams.append(Stream(load_s, _later(self._cancel, number), _later(on_end, index)))
                items.append(Generate(number, replace(request, priority="batch")))
                with self._lock:
                    self._pending[number] = streams[-1]
            self._send([item.id for item in items], GenerateAll(tuple(items)))
        return streams

    def generate_many(
        self, requests: Sequence[GenerateRequest], cancel: CancelToken | None = None
    ) -> Iterator[tuple[int, Completion | UserError]]:
        load_s = self._revive()
        ended: queue.SimpleQueue[int] = queue.SimpleQueue()
        streams = self._submit_all(requests, load_s, ended.put)
        if cancel is not None:
            for stream in streams:
                cancel.on_cancel(stream.cancel)
        try:
            for _ in streams:
                index = ended.get()
                if cancel is not None:
                    cancel.raise_if_cancelled()
                yield index, _outcome(streams[index])
        finally:
            for stream in streams:
                stream.cancel()

    def score(self, request: ScoreRequest, cancel: CancelToken | None = None) -> Iterator[Score]:
        self._revive()
        number = next(self._numbers)
        stream = ScoreStream()
        self._begin(number, stream, StartScore(number, request))
        if cancel is not None:
            cancel.on_cancel(lambda: self._cancel(number))
        try:
            yield from stream
            if cancel is not None:
                cancel.raise_if_cancelled()
        finally:
            self._cancel(number)

    def count_tokens(self, texts: Iterable[str]) -> list[int]:
        self._revive()
        number = next(self._numbers)
        future: Future[tuple[int, ...]] = Future()
        self._begin(number, future, CountTokens(number, tuple(texts)))
        return list(future.result())

    def _revive(self) -> float:
        """Make sure that a model is there; after a crash, load it again. Returns seconds of loading."""
        if self._closed:
            raise closed()
        if self._child is not None and self._loading is None:
            return 0.0
        with self._load_lock:
            if self._child is not None:
                return 0.0
            if self._spec is None:
                raise no_model()
            return self.load(self._spec).load_s

    def _begin(self, number: int, pending: Pending, command: Command) -> None:
        with self._lock:
            self._pending[number] = pending
        self._send([number], command)

    def _send(self, numbers: Sequence[int], command: Command) -> None:
        """Send the command that these pending requests wait for."""
        with self._lock:
            child = self._child
            active = len(self._pending)
        if child is not None:  # before the send: the answer may come at once
            self._announce(replace(self._state, status="busy", active=active))
        if child is None or not child.send(command):
            # The child died between the look and the send; its reader thread may have reported by now.
            for number in numbers:
                self._settle(number, crashed(Exit(None, asked=False, reason="", rendering=False)))

    def _cancel(self, number: int) -> None:
        with self._lock:
            child = self._child if number in self._pending else None
        if child is not None:
            child.expect_answer(f"cancel {number}", CANCEL_LIMIT_S)
            child.send(Cancel(number))

    # -- what the child says (reader thread) ----------------------------------------------------------
    def _on_report(self, report: Report) -> None:
        if isinstance(report, Texts):
            for number, piece in report.pieces:
                stream = self._pending.get(number)
                if isinstance(stream, Stream):
                    stream.push(piece)
        elif isinstance(report, Scores):
            scores = self._pending.get(report.id)
            if isinstance(scores, ScoreStream):
                scores.push(report.scores)
        elif isinstance(report, Finished):
            self._settle(report.id, report.completion)
        elif isinstance(report, Counted):
            self._settle(report.id, report.counts)
        elif isinstance(report, Failed):
            self._settle(report.id, report.error)
        elif isinstance(report, Status):
            self._on_status(report)
        elif self._loading is not None:
            self._on_loading(self._loading, report)

    def _on_loading(self, loading: Loading, report: Report) -> None:
        if isinstance(report, Progress):
            loading.on_progress(report.done)
            self._announce(EngineState("loading", progress=report.done))
        elif isinstance(report, Loaded):
            loading.finish(report.model)
        elif isinstance(report, LoadFailed):
            loading.fail(report.error)

    def _on_status(self, status: Status) -> None:
        child = self._child
        self._announce(
            replace(
                self._state,
                status="busy" if status.active else "ready",
                active=status.active,
                context_used=status.context_used,
                tokens_per_s=status.tokens_per_s or self._state.tokens_per_s,
                memory=child.memory() if child else 0,
            )
        )

    def _settle(self, number: int, outcome: Completion | tuple[int, ...] | UserError | None) -> None:
        """Give a request its one end."""
        with self._lock:
            pending = self._pending.pop(number, None)
            child, left = self._child, len(self._pending)
        if not left and self._state.status == "busy":  # what never got to compute brings no Status
            idle: EngineStatus = "ready" if child is not None else "crashed"
            self._announce(replace(self._state, status=idle, active=0))
        if child is not None:
            child.answered(f"cancel {number}")
        if isinstance(outcome, UserError):
            _fail(pending, outcome)
        elif isinstance(pending, Stream) and isinstance(outcome, Completion):
            pending.finish(outcome)
        elif isinstance(pending, ScoreStream):
            pending.finish()
        elif isinstance(pending, Future) and isinstance(outcome, tuple):
            pending.set_result(outcome)

    def _on_exit(self, child: ChildProcess, end: Exit) -> None:
        """The child is gone: by our wish, or it crashed and everything it did fails."""
        loading = self._loading
        with self._lock:
            current = child is self._child
            if current:
                self._child = None
        if loading is not None:
            loading.fail(load_failed(end))
        elif current:
            error = crashed(end)
            self._announce(EngineState("crashed"))
            self._fail_pending(error)

    def _fail_pending(self, error: UserError) -> None:
        with self._lock:
            pending, self._pending = self._pending, {}
        for waiting in pending.values():
            _fail(waiting, error)

    # -- state and other questions ----------------------------------------------------------------------
    def state(self) -> EngineState:
        return self._state

    def on_state(self, listener: Callable[[EngineState], None]) -> Callable[[], None]:
        self._listeners.append(listener)

        def stop() -> None:
            if listener in self._listeners:
                self._listeners.remove(listener)

        return stop

    def _announce(self, state: EngineState) -> None:
        if state == self._state:
            return
        self._state = state
        for listener in list(self._listeners):
            listener(state)

    def check(self, path: Path) -> ModelCheck:
        return self._inspector.check(path)

    def devices(self) -> list[Device]:
        answer: Future[list[Device]] = Future()

        def on_report(report: Report) -> None:
            if isinstance(report, Devices):
                answer.set_result(list(report.devices))

        def on_exit(end: Exit) -> None:
            if not answer.done():
                answer.set_exception(crashed(end))

        child = ChildProcess(self._log_path, on_report, on_exit)
        child.send(ListDevices())
        try:
            return answer.result()
        finally:
            child.close()


def _fail(pending: Pending | None, error: UserError) -> None:
    if isinstance(pending, Future):
        if not pending.done():
            pending.set_exception(error)
    elif pending is not None:
        pending.fail(error)


def _outcome(stream: Stream) -> Completion | UserError:
    """The end of a stream of many; a crash of the engine ends them all and is raised."""
    try:
        return stream.result()
    except EngineCrashed:
        raise
    except UserError as error:
        return error


def _later(function: Callable[[int], None], index: int) -> Callable[[], None]:
    return lambda: function(index)
