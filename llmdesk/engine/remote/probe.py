"""A trial of an engine elsewhere, step by step: what works, what it can do, and how fast it is.

Owns the steps and their order. What fails ends the trial, and is told with its step.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

from llmdesk.cancel import CancelToken
from llmdesk.engine.abilities import Ability
from llmdesk.engine.model_ref import ElsewhereRef
from llmdesk.engine.remote.client import RemoteEngine
from llmdesk.engine.remote.dialects import model_names
from llmdesk.engine.remote.server import Patience, Server
from llmdesk.engine.remote.types import ServerFacts
from llmdesk.engine.types import (
    Completion,
    GenerateRequest,
    LoadedModel,
    Message,
    ModelSpec,
    Question,
    Sampling,
    ScoreRequest,
)
from llmdesk.errors import QT_TRANSLATE_NOOP, UserError
from llmdesk.network.gate import Network

T = TypeVar("T")

CONNECT = QT_TRANSLATE_NOOP("core", "Connecting")
MODEL = QT_TRANSLATE_NOOP("core", "Looking at the model")
ANSWER = QT_TRANSLATE_NOOP("core", "Answering a question")
_TOKENS = 32
_QUESTION = GenerateRequest(
    (Message("user", "Name ten animals, one after the other."),),
    sampling=Sampling(temperature=0.0, seed=1),
    max_tokens=_TOKENS,
    template_variables={},
)
_DECISION = ScoreRequest(
    "", ("The soup was cold.",), labels=("", ""), questions=(Question("The soup was cold.", "It was hot."),)
)


@dataclass(frozen=True)
class Step:
    """`name` is marked for translation; `problem` None: it went well."""

    name: str
    seconds: float
    problem: UserError | None = None


@dataclass(frozen=True)
class Probe:
    """What a trial found. `models`: the names that the server lists; `facts` and `model` None where it was
    not connected, `tokens_per_s` 0 where it wrote too little."""

    steps: tuple[Step, ...]
    models: tuple[str, ...] = ()
    facts: ServerFacts | None = None
    model: LoadedModel | None = None
    tokens_per_s: float = 0.0

    @property
    def problem(self) -> UserError | None:
        return self.steps[-1].problem if self.steps else None


def probe(
    network: Network,
    ref: ElsewhereRef,
    cancel: CancelToken | None = None,
    on_step: Callable[[str], None] = lambda _name: None,
    patience: Patience | None = None,
) -> Probe:
    """Raises `Cancelled` alone."""
    cancel = cancel or CancelToken()
    trial = _Trial(on_step)
    engine = RemoteEngine(lambda: network, patience)
    try:
        names = trial.step(CONNECT, lambda: _names(network, ref, cancel, patience))
        model = (
            None if names is None else trial.step(MODEL, lambda: engine.load(ModelSpec(ref), cancel=cancel))
        )
        facts = engine.server_facts
        answer = None if model is None else trial.step(ANSWER, lambda: _answer(engine, model, cancel))
        cancel.raise_if_cancelled()
        return Probe(tuple(trial.steps), tuple(names or ()), facts, model, trial.speed(answer))
    finally:
        engine.close()


def _answer(engine: RemoteEngine, model: LoadedModel, cancel: CancelToken) -> Completion | None:
    """None of a decision model, which writes nothing."""
    if Ability.CHAT not in model.abilities:
        for _ in engine.score(_DECISION, cancel):
            pass
        return None
    stream = engine.generate(_QUESTION)
    cancel.on_cancel(stream.cancel)
    return stream.result()


def _names(network: Network, ref: ElsewhereRef, cancel: CancelToken, patience: Patience | None) -> list[str]:
    server = Server(network, ref.address, patience)
    with server.within(cancel):
        return model_names(server)


class _Trial:
    def __init__(self, on_step: Callable[[str], None]) -> None:
        self.steps: list[Step] = []
        self._on_step = on_step

    def step(self, name: str, work: Callable[[], T]) -> T | None:
        self._on_step(name)
        began = time.monotonic()
        try:
            result = work()
        except UserError as error:
            self.steps.append(Step(name, time.monotonic() - began, error))
            return None
        self.steps.append(Step(name, time.monotonic() - began))
        return result

    def speed(self, answer: Completion | None) -> float:
        """Tokens a second; where the server does not time it, by the whole step."""
        if answer is None or answer.completion_tokens < 2:
            return 0.0
        return answer.tokens_per_s or answer.completion_tokens / max(self.steps[-1].seconds, 0.001)
