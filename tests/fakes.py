"""Fakes, not mocks: small working stand-ins that tests script.

`FakeEngine` streams what was enqueued, word by word, and can be told to crash, to stall or to
refuse. It is for unit tests of tools and widgets; everything end to end runs the real engine.
"""

from __future__ import annotations

import queue
import re
import threading
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from llmdesk.cancel import CancelToken
from llmdesk.engine.abilities import WRITER, Abilities
from llmdesk.engine.child.thoughts import reader_for
from llmdesk.engine.embedding import EmbedderSpec, LoadedEmbedder, TextKind
from llmdesk.engine.failures import elsewhere as elsewhere_error
from llmdesk.engine.kept_contexts import Keeping, KeptContexts
from llmdesk.engine.model_ref import ElsewhereRef
from llmdesk.engine.types import (
    DEFAULT_SAMPLING,
    Completion,
    Device,
    EngineState,
    FinishReason,
    GenerateRequest,
    LikelyToken,
    LoadedModel,
    LocalFacts,
    Message,
    ModelCheck,
    ModelSpec,
    Piece,
    Score,
    ScoreRequest,
    Timings,
    WeightsSpeed,
    Written,
)
from llmdesk.errors import ContextTooLong, NoModelError, TemplateRefused, UserError


class FakeStream:
    """Delivers a scripted answer in pieces; `gate` holds each piece back until it is set."""

    def __init__(
        self,
        pieces: list[str],
        error: UserError | None,
        gate: threading.Event,
        reason: FinishReason = "stop",
        readings: Sequence[tuple[int, int]] = (),
        begun: str = "",
        alternatives: int | None = None,
    ) -> None:
        self._reason, self._readings = reason, readings
        self._alternatives, self._spelled = alternatives, pieces
        self._received = Written()
        self._reader = reader_for(frozenset(), "", wanted=True, begun=begun)
        self._queue: queue.SimpleQueue[Piece | None] = queue.SimpleQueue()
        self._cancelled = threading.Event()
        self._done = threading.Event()
        self._error = error
        self._count = 0
        self._ended = False
        threading.Thread(target=self._run, args=(pieces, gate), daemon=True).start()

    def _run(self, pieces: list[str], gate: threading.Event) -> None:
        for piece in pieces:
            while not gate.wait(0.005):
                if self._cancelled.is_set():
                    break
            if self._cancelled.is_set():
                break
            self._count += 1
            self._take(self._reader.push(piece) if self._reader is not None else [Piece(piece)])
        self._take(self._reader.finish() if self._reader is not None else [])
        self._done.set()
        self._queue.put(None)

    def _take(self, pieces: list[Piece]) -> None:
        for piece in pieces:
            self._received = self._received.plus(piece)
            self._queue.put(piece)

    @property
    def text(self) -> str:
        return self._received.text

    def __iter__(self) -> Iterator[Piece]:
        while not self._ended:
            piece = self._queue.get()
            if piece is None:
                self._ended = True
                break
            yield piece
        if self._error is not None and not self._cancelled.is_set():
            raise self._error

    def on_reading(self, listener: Callable[[int, int], None]) -> None:
        for reading in self._readings:
            listener(*reading)

    def cancel(self) -> None:
        self._cancelled.set()

    @property
    def is_cancelled(self) -> bool:
        return self._cancelled.is_set()

    def result(self, timeout: float | None = None) -> Completion:
        if not self._done.wait(timeout):
            raise TimeoutError
        if self._error is not None and not self._cancelled.is_set():
            raise self._error
        return Completion(
            text=self._received.text,
            thoughts=self._received.thoughts,
            finish_reason="cancelled" if self._cancelled.is_set() else self._reason,
            prompt_tokens=10,
            reused_tokens=0,
            completion_tokens=self._count,
            timings=Timings(generation_s=0.1),
            model="fake",
            seed=1,
            tokens=self._tokens(),
        )

    def _tokens(self) -> tuple[LikelyToken, ...]:
        """Each piece is a token, as likely as "other"."""
        count = self._alternatives
        if count is None:
            return ()
        return tuple(
            LikelyToken(piece.encode(), -0.5, ((piece.encode(), -0.5), (b"other", -0.5))[:count])
            for piece in self._spelled[: self._count]
        )


class FakeEngine:
    """An engine without a model. `enqueue` answers; `requests` records what was asked. `elsewhere`: it is on
    no computer that is known, and takes models that are no files."""

    def __init__(self, context: int = 4096, *, elsewhere: bool = False) -> None:
        self.context = context
        self.requests: list[GenerateRequest] = []
        self.streams: list[FakeStream] = []  # of them, in their order
        self.gate = threading.Event()
        self.gate.set()
        self.model: LoadedModel | None = None
        self.closed = False
        self.load_error: UserError | None = None
        self.parameters = 1  # of every model
        self.readings: list[tuple[int, int]] = []  # of every prompt
        self.elsewhere = elsewhere
        self.abilities: Abilities = WRITER
        self.keeping: Keeping | None = None
        self._answers: list[tuple[str, UserError | None, FinishReason]] = []
        self._listeners: list[Callable[[EngineState], None]] = []

    # -- scripting --------------------------------------------------------------------------
    def enqueue(self, *answers: str, error: UserError | None = None, reason: FinishReason = "stop") -> None:
        """The next answers, in order; `error` is raised after each has been streamed."""
        self._answers += [(answer, error, reason) for answer in answers]

    def announce(self, state: EngineState) -> None:
        for listener in list(self._listeners):
            listener(state)

    # -- the face ---------------------------------------------------------------------------
    def load(
        self,
        spec: ModelSpec,
        on_progress: Callable[[float], None] | None = None,
        cancel: CancelToken | None = None,
    ) -> LoadedModel:
        if self.load_error is not None:
            raise self.load_error
        if isinstance(spec.ref, ElsewhereRef) and not self.elsewhere:
            raise elsewhere_error(spec.ref)
        if cancel is not None:
            cancel.raise_if_cancelled()
        if on_progress is not None:
            on_progress(0.5)
            on_progress(1.0)
        self.model = LoadedModel(
            ref=spec.ref,
            name=spec.name or spec.ref.display_name,
            context=spec.context or self.context,
            sampling=DEFAULT_SAMPLING,
            abilities=self.abilities,
            parameters=self.parameters,
            local=None if self.elsewhere else self._facts(),
        )
        self.announce(self.state())
        return self.model

    def _facts(self) -> LocalFacts:
        return LocalFacts(
            architecture="llama",
            description="a fake",
            size=1,
            context_train=self.context,
            vocabulary=100,
            layers=1,
            gpu_layers=0,
            device="CPU",
            device_description="a fake processor",
            threads=2,
            threads_batch=2,
            kv_bytes=0,
            compute_bytes=0,
        )

    def unload(self) -> None:
        self.model = None
        self.announce(self.state())

    def generate(self, request: GenerateRequest) -> FakeStream:
        if self.model is None:
            raise NoModelError("No model is loaded.")
        self.requests.append(request)
        words = sum(self.count_tokens([*(m.content for m in request.messages), request.begun]))
        if words > self.model.context:
            raise ContextTooLong("Too long.", prompt_tokens=words, context=self.model.context)
        answer, error, reason = self._answers.pop(0) if self._answers else ("Fine.", None, "stop")
        pieces = re.findall(r"\s*\S+|\s+$", answer)
        self.streams.append(
            FakeStream(pieces, error, self.gate, reason, self.readings, request.begun, request.alternatives)
        )
        return self.streams[-1]

    def generate_many(
        self, requests: Sequence[GenerateRequest], cancel: CancelToken | None = None
    ) -> Iterator[tuple[int, Completion | UserError]]:
        for index, request in enumerate(requests):
            if cancel is not None:
                cancel.raise_if_cancelled()
            yield index, self.generate(replace(request, priority="batch")).result()

    def score(self, request: ScoreRequest, cancel: CancelToken | None = None) -> Iterator[Score]:
        for index, item in enumerate(request.items):
            if cancel is not None:
                cancel.raise_if_cancelled()
            yield Score(index, tuple(-1.0 for _ in request.labels) or (-1.0,), len(item.split()))

    def count_tokens(self, texts: Iterable[str]) -> list[int]:
        return [len(text.split()) for text in texts]

    def count_chat(
        self, messages: Sequence[Message], template_variables: Mapping[str, Any] | None = None
    ) -> int:
        return sum(self.count_tokens(m.content for m in messages)) + 3 * len(messages)

    def keep_contexts(self, keeping: Keeping) -> None:
        self.keeping = keeping
        KeptContexts(keeping.folder).shrink(keeping.limit)

    def forget_context(self, chat: str) -> None:
        if self.keeping is not None:
            kept = KeptContexts(self.keeping.folder)
            if chat:
                kept.forget(chat)
            else:
                kept.clear()

    def state(self) -> EngineState:
        status = "closed" if self.closed else "empty" if self.model is None else "ready"
        return EngineState(status, self.model)  # type: ignore[arg-type]  # a literal by construction

    def on_state(self, listener: Callable[[EngineState], None]) -> Callable[[], None]:
        self._listeners.append(listener)
        return lambda: self._listeners.remove(listener)

    def close(self) -> None:
        self.closed = True


class FakeEmbedder:
    """Vectors of the letters of a text: texts of the same letters are near to each other."""

    def __init__(self, spec: EmbedderSpec) -> None:
        self.spec, self.texts, self.loaded = spec, list[str](), False

    def load(self, cancel: CancelToken | None = None) -> LoadedEmbedder:
        self.loaded = True
        return LoadedEmbedder(128, 512, "mean", 0.0)

    def embed(
        self, texts: Sequence[str], kind: TextKind, cancel: CancelToken | None = None
    ) -> NDArray[np.float32]:
        if cancel is not None:
            cancel.raise_if_cancelled()
        self.texts += texts
        made = np.zeros((len(texts), 128), np.float32)
        for row, text in enumerate(texts):
            for letter in text.casefold():
                made[row, ord(letter) % 128] += 1
        made += 1e-3
        return np.asarray(made / np.linalg.norm(made, axis=1, keepdims=True), np.float32)

    def memory(self) -> int:
        return 1000 if self.loaded else 0

    def unload(self) -> None:
        self.loaded = False

    def close(self) -> None:
        self.loaded = False


class FakeMachine:
    """A computer with a processor, where every file is a good model."""

    def devices(self) -> list[Device]:
        return [Device("CPU", "a fake processor", "cpu", 8 << 30, 4 << 30)]

    def weights_speed(self, device: str = "auto") -> WeightsSpeed | None:
        return WeightsSpeed(18e9)

    def check(self, path: Path, cancel: CancelToken | None = None) -> ModelCheck:
        return ModelCheck(path, "llama", path.stem, 1, 1, 4096, 100, "Q4_1", "gguf")

    def check_template(self, path: Path, template: str, cancel: CancelToken | None = None) -> None:
        """What holds "broken" is refused, with the line where it stands."""
        for number, line in enumerate(template.split("\n"), 1):
            if "broken" in line:
                raise TemplateRefused(
                    "This chat template cannot be used.", "Line {line}: broken", line=number
                )

    def embedder(self, spec: EmbedderSpec) -> FakeEmbedder:
        return FakeEmbedder(spec)
