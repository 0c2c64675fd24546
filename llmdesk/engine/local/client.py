"""The engine as the rest of llmdesk sees it: load a model, ask it, stop it.

Owns the child process that runs the model, and turns its reports into results. Implements
`face.TextEngine`. Knows nothing of llama.cpp; runs in the parent, usable from any thread.
"""

from __future__ import annotations

import itertools
import queue
import threading
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Future
from dataclasses import replace
from pathlib import Path
from typing import Any

from llmdesk.cancel import CancelToken
from llmdesk.engine.failures import (
    closed,
    crashed,
    elsewhere,
    load_failed,
    no_model,
    unsuited_at_work,
)
from llmdesk.engine.kept_contexts import Keeping
from llmdesk.engine.local.contexts import LocalContexts
from llmdesk.engine.local.handle import ChildProcess, Exit
from llmdesk.engine.local.loading import Loader, Loading, ProcessorRefused
from llmdesk.engine.local.machine import LocalMachine
from llmdesk.engine.local.pending import Entry, Outcome, PendingRequests, Question, Waiting, nothing_written
from llmdesk.engine.local.states import States
from llmdesk.engine.local.streams import ScoreStream, Stream, ends_of
from llmdesk.engine.model_ref import FileRef
from llmdesk.engine.protocol import (
    Cancel,
    Command,
    CountChat,
    Counted,
    CountTokens,
    Failed,
    Finished,
    Generate,
    GenerateAll,
    Loaded,
    LoadFailed,
    Progress,
    Read,
    Report,
    Scores,
    StartScore,
    Status,
    Texts,
    ThreadsMeasured,
)
from llmdesk.engine.threads.kept import keep_threads
from llmdesk.engine.types import (
    Completion,
    EngineState,
    EngineStatus,
    GenerateRequest,
    LoadedModel,
    Message,
    ModelSpec,
    Score,
    ScoreRequest,
)
from llmdesk.engine.variants.choice import Choice
from llmdesk.errors import Cancelled, UserError

CANCEL_LIMIT_S = 3.0
_PATIENCE_S = 5.0  # without a count of tokens, until the child has to say that it is there
_TOGETHER = 64  # batch requests in one message: more than run side by side


class Engine:
    """One model at a time, in a child process of its own."""

    def __init__(self, log_path: Path, cache_path: Path | None = None) -> None:
        """`log_path`: where the child's output goes. `cache_path`: what was measured, kept in JSON."""
        self._log_path = log_path
        self.machine = machine = LocalMachine(log_path, cache_path)
        self._loader = Loader(machine.memo, machine.prover, self._start_child, self._end_child)
        self._load_lock = threading.RLock()  # one load, unload or close at a time
        self._lock = threading.Lock()  # guards what follows; never held while waiting
        self._child: ChildProcess | None = None
        self._spec: ModelSpec | None = None
        self._use_template = True
        self._pending = PendingRequests()
        self._recovering = False  # the child died of an illegal instruction; another one is on its way
        self._numbers = itertools.count(1)
        self._contexts = LocalContexts()
        self._closed = False
        self._states = States()
        self._announce = self._states.announce

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
            if spec == self._spec and self._child is not None and self._states.now.model is not None:
                return self._states.now.model
            check = self.machine.check(_file_of(spec), cancel)
            if spec.template:
                self.machine.check_template(_file_of(spec), spec.template, cancel)
            if spec != self._spec:
                self._recovering = False
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
        self._announce(EngineState("loading"))
        try:
            model = self._loader.load(_file_of(spec), spec, use_template, on_progress, cancel)
        except (UserError, Cancelled):
            self._end_child()
            self._announce(EngineState("closed" if self._closed else "empty"))
            raise
        self._spec, self._use_template = spec, use_template
        child = self._child
        self._contexts.tell(child)
        self._announce(EngineState("ready", model, memory=child.memory() if child else 0))
        return model

    def _start_child(self, choice: Choice) -> ChildProcess:
        child = ChildProcess(self._log_path, self._on_report, lambda end: self._on_exit(child, end), choice)
        with self._lock:
            self._child = child
        return child

    def unload(self) -> None:
        with self._load_lock:
            self._spec = None
            self._recovering = False
            self._end_child()

    def close(self) -> None:
        self._closed = True
        self._loader.close()
        with self._load_lock:
            self._recovering = False
            self._end_child()
            self._announce(EngineState("closed"))

    def _end_child(self) -> None:
        """End the child in order; what it was doing ends with `EngineClosed`."""
        with self._lock:
            child, self._child = self._child, None
        if child is not None:
            child.close(CANCEL_LIMIT_S)
            if not self._closed:
                self._announce(EngineState("empty"))
        if not self._recovering:
            self._fail_pending(closed())

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
                self._pending.add(number, Entry(streams[-1], items[-1]))
            self._send([item.id for item in items], GenerateAll(tuple(items)))
        return streams

    def generate_many(
        self, requests: Sequence[GenerateRequest], cancel: CancelToken | None = None
    ) -> Iterator[tuple[int, Completion | UserError]]:
        load_s = self._revive()
        ended: queue.SimpleQueue[int] = queue.SimpleQueue()
        streams = self._submit_all(requests, load_s, ended.put)
        yield from ends_of(streams, ended, cancel)

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
        number = next(self._numbers)
        return list(self._count(CountTokens(number, tuple(texts))))

    def count_chat(
        self, messages: Sequence[Message], template_variables: Mapping[str, Any] | None = None
    ) -> int:
        number = next(self._numbers)
        return self._count(CountChat(number, tuple(messages), template_variables or {}))[0]

    def _count(self, question: CountTokens | CountChat) -> tuple[int, ...]:
        self._revive()
        future: Future[tuple[int, ...]] = Future()
        self._begin(question.id, future, question)
        while True:
            try:
                return future.result(_PATIENCE_S)
            except TimeoutError:  # it computes something long, or it stands still: then it is ended
                child = self._child
                if child is not None:
                    child.make_sure()

    def _revive(self) -> float:
        """Make sure that a model is there; after a crash, load it again. Returns seconds of loading."""
        if self._closed:
            raise closed()
        if self._child is not None and self._loader.loading is None:
            return 0.0
        with self._load_lock:
            if self._child is not None:
                return 0.0
            if self._spec is None:
                raise no_model()
            return self.load(self._spec).load_s

    def _begin(self, number: int, waiting: Waiting, question: Question) -> None:
        self._pending.add(number, Entry(waiting, question))
        self._send([number], question)

    def _send(self, numbers: list[int], command: Command) -> None:
        """Send the command that these pending requests wait for; the end of the child settles them, too."""
        with self._lock:
            child = self._child
            if child is None and self._recovering:
                return  # they are asked when the model is there again
            self._pending.asked(numbers, child)
        if child is not None:  # before the send: the answer may come at once
            self._announce(replace(self._states.now, status="busy", active=len(self._pending)))
            if not child.send(command) and self._child is None and not self._recovering:
                self._announce(EngineState("crashed"))  # its end was told before
            return
        for number in numbers:  # the child died between the look and the send
            self._settle(number, crashed(Exit(None, asked=False, reason="", rendering=False)))

    def _cancel(self, number: int) -> None:
        if number not in self._pending:
            return
        with self._lock:
            child, spec = self._child, self._spec
        if child is not None and self._loader.loading is None:
            child.expect_answer(f"cancel {number}", CANCEL_LIMIT_S)
            child.send(Cancel(number))
        elif spec is not None:  # nobody was asked yet
            self._settle(number, nothing_written(_file_of(spec).name))

    # -- what the child says (reader thread) ----------------------------------------------------------
    def _on_report(self, report: Report) -> None:
        if isinstance(report, Texts | Read | Scores):
            self._pending.push(report)
        elif isinstance(report, Finished):
            self._loader.has_worked()
            self._settle(report.id, report.completion)
        elif isinstance(report, Counted):
            self._settle(report.id, report.counts)
        elif isinstance(report, Failed):
            self._settle(report.id, report.error)
        elif isinstance(report, Status):
            self._on_status(report)
        elif isinstance(report, ThreadsMeasured):
            self._on_threads(report)
        elif self._loader.loading is not None:
            self._on_loading(self._loader.loading, report)

    def _on_loading(self, loading: Loading, report: Report) -> None:
        if isinstance(report, Progress):
            loading.on_progress(report.done)
            self._announce(EngineState("loading", progress=report.done))
        elif isinstance(report, Loaded):
            loading.finish(report.model)
        elif isinstance(report, LoadFailed):
            loading.fail(report.error)

    def _on_threads(self, measured: ThreadsMeasured) -> None:
        spec, model = self._spec, self._states.now.model
        if spec is not None and model is not None and model.local is not None:
            keep_threads(self.machine.memo, _file_of(spec), spec, (measured.token, measured.prompt))
            facts = replace(model.local, threads=measured.token, threads_batch=measured.prompt)
            model = replace(model, local=facts, warnings=())  # they were told
            self._announce(replace(self._states.now, model=model))

    def _on_status(self, status: Status) -> None:
        child = self._child
        self._announce(
            replace(
                self._states.now,
                status="busy" if status.active else "ready",
                active=status.active,
                context_used=status.context_used,
                tokens_per_s=status.tokens_per_s or self._states.now.tokens_per_s,
                memory=child.memory() if child else 0,
            )
        )

    def _settle(self, number: int, outcome: Outcome) -> None:
        """Give a request its one end."""
        entry = self._pending.take(number)
        child = self._child
        if not len(self._pending) and self._states.now.status == "busy":
            idle: EngineStatus = "ready" if child is not None else "crashed"
            self._announce(replace(self._states.now, status=idle, active=0))  # not all ends bring a Status
        if child is not None:
            child.answered(f"cancel {number}")
        if entry is not None:
            entry.settle(outcome)

    def _on_exit(self, child: ChildProcess, end: Exit) -> None:
        """The child is gone: by our wish, or it crashed and everything it did fails."""
        loading = self._loader.loading
        with self._lock:
            current = child is self._child
            if current:
                self._child = None
                self._recovering = loading is None and end.illegal_instruction
        if loading is not None:
            loading.fail(ProcessorRefused(end) if end.illegal_instruction else load_failed(end))
        elif current and self._recovering:
            self._recover(child, end)
        elif current:
            self._announce(EngineState("crashed"))
            self._fail_pending(crashed(end))

    # -- the processor refused the code while it worked ----------------------------------------------
    def _recover(self, child: ChildProcess, end: Exit) -> None:
        """Load again with other code, and ask again what has no answer yet."""
        self._loader.died(child.choice or Choice(), end)
        for entry in self._pending.take_answered_in_part():
            entry.settle(unsuited_at_work(end))
        self._announce(EngineState("loading"))
        threading.Thread(target=self._load_again, name="engine-recovery", daemon=True).start()

    def _load_again(self) -> None:
        with self._load_lock:
            if not self._recovering:  # the user closed, or chose another model
                return
            error: UserError = no_model()
            try:
                if self._child is None and self._spec is not None:
                    self._start(self._spec, self._use_template, lambda _done: None, None)
            except (UserError, Cancelled) as ended:
                error = ended if isinstance(ended, UserError) else closed()
            with self._lock:
                self._recovering = False
                child = self._child
                lost = self._pending.not_asked(child) if child is not None else []
            if child is None:
                self._spec = None
                self._announce(EngineState("crashed"))
                self._fail_pending(error)
        self._ask_again(lost)

    def _ask_again(self, questions: list[Question]) -> None:
        """Batch requests together, as they were asked."""
        batch = [q for q in questions if isinstance(q, Generate) and q.request.priority == "batch"]
        for start in range(0, len(batch), _TOGETHER):
            items = tuple(batch[start : start + _TOGETHER])
            self._send([item.id for item in items], GenerateAll(items))
        for question in questions:
            if question not in batch:
                self._send([question.id], question)

    def _fail_pending(self, error: UserError) -> None:
        for entry in self._pending.take_all():
            entry.settle(error)

    # -- state, and what is kept of chats --------------------------------------------------------------
    def state(self) -> EngineState:
        return self._states.now

    def on_state(self, listener: Callable[[EngineState], None]) -> Callable[[], None]:
        return self._states.listen(listener)

    def keep_contexts(self, keeping: Keeping) -> None:
        self._contexts.keep(keeping, self._loaded_child)

    def forget_context(self, chat: str) -> None:
        self._contexts.forget(chat, self._loaded_child)

    @property
    def _loaded_child(self) -> ChildProcess | None:
        return self._child if self._loader.loading is None else None


def _file_of(spec: ModelSpec) -> Path:
    """The file that the child loads; raises `EngineUnreachable` for a model that is none."""
    if isinstance(spec.ref, FileRef):
        return spec.ref.path
    raise elsewhere(spec.ref)


def _later(function: Callable[[int], None], index: int) -> Callable[[], None]:
    return lambda: function(index)
