"""An engine elsewhere as the rest of llmdesk sees it: connect, ask, stop.

Owns the threads in which a server is asked, how many ask at once, what is asked again, and that results of
two models never stand together. Implements `face.TextEngine`. Knows no dialect; usable from any thread.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from typing import Any

from llmdesk.cancel import CancelToken
from llmdesk.engine.failures import closed, no_model
from llmdesk.engine.kept_contexts import Keeping, KeptContexts
from llmdesk.engine.local.states import States
from llmdesk.engine.local.streams import Stream
from llmdesk.engine.model_ref import ElsewhereRef
from llmdesk.engine.remote.connection import BACKOFF_S, Connection
from llmdesk.engine.remote.dialects import connect
from llmdesk.engine.remote.many import answers, scores
from llmdesk.engine.remote.openai_server import ASSUMED_CONTEXT
from llmdesk.engine.remote.server import Patience, Server
from llmdesk.engine.remote.types import Ended, Listener, ServerFacts
from llmdesk.engine.types import (
    Completion,
    EngineState,
    GenerateRequest,
    LoadedModel,
    Message,
    ModelSpec,
    Score,
    ScoreRequest,
    Timings,
)
from llmdesk.errors import QT_TRANSLATE_NOOP, Cancelled, EngineUnreachable, UserError, shown
from llmdesk.network.addresses import is_readable_on_the_way
from llmdesk.network.gate import Network

READABLE = QT_TRANSLATE_NOOP(
    "core",
    "The connection to this engine is not encrypted: others on the way can read what you send (http, not "
    "https).",
)
_NAME = 200  # characters of what a server calls its model


class RemoteEngine:
    """One model at one server at a time. Nothing is asked before `load`."""

    def __init__(
        self,
        network: Callable[[], Network],
        patience: Patience | None = None,
        backoff: tuple[float, ...] = BACKOFF_S,
    ) -> None:
        """`backoff`: seconds before batch work is tried again, one for each try."""
        self._network, self._patience, self._backoff = network, patience or Patience(), backoff
        self._load_lock = threading.Lock()
        self._lock = threading.Lock()  # guards what follows
        self._spec: ModelSpec | None = None
        self._connection: Connection | None = None
        self._running: set[CancelToken] = set()
        self._closed = False
        self._keeping: Keeping | None = None
        self._states = States()

    # -- connecting ---------------------------------------------------------------------------------
    def load(
        self,
        spec: ModelSpec,
        on_progress: Callable[[float], None] | None = None,
        cancel: CancelToken | None = None,
    ) -> LoadedModel:
        with self._load_lock:
            if self._closed:
                raise closed()
            connection = self._connection
            if spec == self._spec and connection is not None:
                return connection.model
            if not isinstance(spec.ref, ElsewhereRef):
                raise _no_files()
            self._end(EngineState("loading"))
            token = self._begun(cancel)
            try:
                connection = self._connect(spec, spec.ref, token)
            except BaseException:
                self._states.announce(EngineState("closed" if self._closed else "empty"))
                raise
            finally:
                self._ended(token)
            with self._lock:
                self._spec, self._connection = spec, connection
            if on_progress is not None:
                on_progress(1.0)
            self._states.announce(EngineState("ready", connection.model))
            return connection.model

    def _connect(self, spec: ModelSpec, ref: ElsewhereRef, cancel: CancelToken) -> Connection:
        began = time.monotonic()
        cancel.raise_if_cancelled()
        server = Server(self._network(), ref.address, self._patience)
        with server.within(cancel):
            dialect = connect(server, ref.name)
        facts = dialect.facts
        context = facts.context or ASSUMED_CONTEXT
        warnings = (READABLE,) if is_readable_on_the_way(ref.address) else ()
        model = LoadedModel(
            ref=ref,
            name=spec.name or shown(ElsewhereRef(ref.address, ref.name or facts.model).display_name, _NAME),
            context=min(context, spec.context or context),
            sampling=spec.sampling.over(facts.sampling),
            abilities=facts.abilities,
            has_template=facts.has_template,
            parameters=facts.parameters,
            load_s=time.monotonic() - began,
            warnings=(*warnings, *facts.warnings),
        )
        return Connection(dialect, model, server.place, self._backoff)

    @property
    def server_facts(self) -> ServerFacts | None:
        """What the server said of itself; None where none is connected."""
        connection = self._connection
        return None if connection is None else connection.dialect.facts

    def unload(self) -> None:
        self._cancel_running()  # a load that waits for a silent server ends, too
        with self._load_lock:
            self._end(EngineState("closed" if self._closed else "empty"))

    def close(self) -> None:
        self._closed = True
        self._cancel_running()
        with self._load_lock:
            self._end(EngineState("closed"))

    def _end(self, state: EngineState) -> None:
        with self._lock:
            self._spec = self._connection = None
        self._cancel_running()
        self._states.announce(state)

    def _cancel_running(self) -> None:
        with self._lock:
            running = list(self._running)
        for token in running:
            token.cancel()

    def _connected(self) -> Connection:
        if self._closed:
            raise closed()
        connection = self._connection
        if connection is None:
            raise no_model()
        return connection

    # -- requests -----------------------------------------------------------------------------------
    def generate(self, request: GenerateRequest) -> Stream:
        connection, token = self._connected(), self._begun()
        stream = Stream(0.0, token.cancel, lambda: self._ended(token))
        threading.Thread(
            target=self._answer, args=(connection, request, stream, token), name="engine-answer", daemon=True
        ).start()
        return stream

    def _answer(
        self, connection: Connection, request: GenerateRequest, stream: Stream, token: CancelToken
    ) -> None:
        began = time.monotonic()
        try:
            connection.check_model(token)
            ended = connection.generate(request, Listener(stream.push, stream.push_reading), token)
            completion = completed(connection.model.name, ended, time.monotonic() - began)
        except Cancelled:
            stopped = Ended("cancelled", seed=request.sampling.seed or 0)
            stream.finish(completed(connection.model.name, stopped, time.monotonic() - began))
        except UserError as error:
            stream.fail(error)
        except BaseException as error:  # noqa: BLE001  # thread boundary: whoever waits raises it
            stream.fail(error)  # type: ignore[arg-type]
        else:
            stream.finish(completion)
            if completion.tokens_per_s:
                self._states.announce(replace(self._states.now, tokens_per_s=completion.tokens_per_s))

    def generate_many(
        self, requests: Sequence[GenerateRequest], cancel: CancelToken | None = None
    ) -> Iterator[tuple[int, Completion | UserError]]:
        with self._at_work(cancel) as (connection, token):
            for index, outcome, seconds in answers(connection, requests, token):
                if isinstance(outcome, tuple):
                    written, ended = outcome
                    whole = completed(connection.model.name, ended, seconds)
                    yield index, replace(whole, text=written.text, thoughts=written.thoughts)
                else:
                    yield index, outcome

    def score(self, request: ScoreRequest, cancel: CancelToken | None = None) -> Iterator[Score]:
        with self._at_work(cancel) as (connection, token):
            yield from scores(connection, request, token)

    @contextmanager
    def _at_work(self, cancel: CancelToken | None) -> Iterator[tuple[Connection, CancelToken]]:
        """Of many requests: what is still asked when the work ends is stopped."""
        connection, token = self._connected(), self._begun(cancel)
        try:
            yield connection, token
            token.raise_if_cancelled()
        finally:
            token.cancel()
            self._ended(token)

    def count_tokens(self, texts: Iterable[str]) -> list[int]:
        return self._connected().dialect.count_tokens(tuple(texts))

    def count_chat(
        self, messages: Sequence[Message], template_variables: Mapping[str, Any] | None = None
    ) -> int:
        connection = self._connected()
        return connection.dialect.count_chat(messages, template_variables or {}, connection.model.context)

    def _begun(self, cancel: CancelToken | None = None) -> CancelToken:
        token = CancelToken()
        with self._lock:
            self._running.add(token)
        if cancel is not None:
            cancel.on_cancel(token.cancel)
        self._tell_running()
        return token

    def _ended(self, token: CancelToken) -> None:
        with self._lock:
            self._running.discard(token)
        self._tell_running()

    def _tell_running(self) -> None:
        with self._lock:
            active = len(self._running)
        now = self._states.now
        if now.status in ("ready", "busy"):
            self._states.announce(replace(now, status="busy" if active else "ready", active=active))

    # -- state, and what is kept of chats ------------------------------------------------------------
    def state(self) -> EngineState:
        return self._states.now

    def on_state(self, listener: Callable[[EngineState], None]) -> Callable[[], None]:
        return self._states.listen(listener)

    def keep_contexts(self, keeping: Keeping) -> None:
        """A server keeps what it reads itself; here, what the engine at home kept is kept small."""
        self._keeping = keeping
        KeptContexts(keeping.folder).shrink(keeping.limit)

    def forget_context(self, chat: str) -> None:
        if self._keeping is not None:
            kept = KeptContexts(self._keeping.folder)
            kept.forget(chat) if chat else kept.clear()


def completed(model: str, ended: Ended, seconds: float) -> Completion:
    """The result without its text; `seconds` from the question to the end."""
    waited = max(seconds - ended.prompt_s - ended.generation_s, 0.0)
    timings = Timings(queue_s=waited, prompt_s=ended.prompt_s, generation_s=ended.generation_s)
    return Completion(
        text="",
        finish_reason=ended.finish_reason,
        prompt_tokens=ended.prompt_tokens,
        reused_tokens=ended.reused_tokens,
        completion_tokens=ended.completion_tokens,
        timings=timings,
        model=model,
        seed=ended.seed,
        log_likelihood=ended.log_likelihood,
    )


def _no_files() -> EngineUnreachable:
    return EngineUnreachable(
        QT_TRANSLATE_NOOP("core", "An engine elsewhere does not run files of this computer."),
        hint=QT_TRANSLATE_NOOP("core", "Choose another model."),
    )
