"""Which engine runs a model: the one place that chooses.

Owns the face that the rest of llmdesk is given: it is the engine on this computer, or the one elsewhere, by
the model that was loaded last. What an engine elsewhere needs is made when such a model is first asked for.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any

from llmdesk.cancel import CancelToken
from llmdesk.engine.face import TextEngine, TextStream
from llmdesk.engine.kept_contexts import Keeping
from llmdesk.engine.model_ref import ElsewhereRef
from llmdesk.engine.types import (
    Completion,
    EngineState,
    GenerateRequest,
    LoadedModel,
    Message,
    ModelSpec,
    Score,
    ScoreRequest,
)
from llmdesk.errors import UserError


class Engines:
    """Implements `face.TextEngine` by one of two. `make_elsewhere` is called once, when it is needed."""

    def __init__(self, local: TextEngine, make_elsewhere: Callable[[], TextEngine]) -> None:
        self.local, self._make_elsewhere = local, make_elsewhere
        self._elsewhere: TextEngine | None = None
        self._now = local
        self._lock = threading.RLock()
        self._closed = False
        self._listeners: list[Callable[[EngineState], None]] = []
        local.on_state(lambda state: self._on_state(local, state))

    def load(
        self,
        spec: ModelSpec,
        on_progress: Callable[[float], None] | None = None,
        cancel: CancelToken | None = None,
    ) -> LoadedModel:
        engine = self._engine_for(spec)
        before = self._now
        if before is not engine:
            before.unload()  # its memory is given back, and nothing of it is announced any more
            self._now = engine
        return engine.load(spec, on_progress, cancel)

    def _engine_for(self, spec: ModelSpec) -> TextEngine:
        if not isinstance(spec.ref, ElsewhereRef):
            return self.local
        with self._lock:
            if self._elsewhere is None and not self._closed:
                engine = self._make_elsewhere()
                engine.on_state(lambda state: self._on_state(engine, state))
                self._elsewhere = engine
            return self._elsewhere or self.local

    def unload(self) -> None:
        self._now.unload()

    def generate(self, request: GenerateRequest) -> TextStream:
        return self._now.generate(request)

    def generate_many(
        self, requests: Sequence[GenerateRequest], cancel: CancelToken | None = None
    ) -> Iterator[tuple[int, Completion | UserError]]:
        return self._now.generate_many(requests, cancel)

    def score(self, request: ScoreRequest, cancel: CancelToken | None = None) -> Iterator[Score]:
        return self._now.score(request, cancel)

    def count_tokens(self, texts: Iterable[str]) -> list[int]:
        return self._now.count_tokens(texts)

    def count_chat(
        self, messages: Sequence[Message], template_variables: Mapping[str, Any] | None = None
    ) -> int:
        return self._now.count_chat(messages, template_variables)

    def keep_contexts(self, keeping: Keeping) -> None:
        self.local.keep_contexts(keeping)

    def forget_context(self, chat: str) -> None:
        self.local.forget_context(chat)

    def state(self) -> EngineState:
        return self._now.state()

    def on_state(self, listener: Callable[[EngineState], None]) -> Callable[[], None]:
        self._listeners.append(listener)

        def stop() -> None:
            if listener in self._listeners:
                self._listeners.remove(listener)

        return stop

    def _on_state(self, engine: TextEngine, state: EngineState) -> None:
        if engine is self._now:
            for listener in list(self._listeners):
                listener(state)

    def close(self) -> None:
        with self._lock:
            self._closed = True
            elsewhere = self._elsewhere
        if elsewhere is not None:
            elsewhere.close()
        self.local.close()
