"""What stands between the remote engine and the dialects of servers.

Owns the values and the protocol of a dialect. Must not ask anything.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol

from llmdesk.cancel import CancelToken
from llmdesk.engine.abilities import Abilities
from llmdesk.engine.types import (
    FinishReason,
    GenerateRequest,
    Message,
    Piece,
    Sampling,
    Score,
    ScoreRequest,
)


@dataclass(frozen=True)
class ServerFacts:
    """What a server says of itself and of the model that is asked. `kind`: its software, as people call it;
    `model`: its name there; `context` 0, `parameters` 0, `slots` 0 where it does not say. `identity` tells
    this model apart from another one at the same address. `warnings` are marked for translation."""

    kind: str
    model: str
    abilities: Abilities
    context: int = 0
    parameters: int = 0
    slots: int = 0
    identity: str = ""
    has_template: bool = True
    sampling: Sampling = field(default_factory=Sampling)
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True)
class Ended:
    """How an answer ended, as the server says; the text came in pieces before."""

    finish_reason: FinishReason
    prompt_tokens: int = 0
    reused_tokens: int = 0
    completion_tokens: int = 0
    prompt_s: float = 0.0
    generation_s: float = 0.0
    seed: int = 0
    log_likelihood: float | None = None


@dataclass(frozen=True)
class Listener:
    """Who hears of an answer on its way, in the thread that asks."""

    on_piece: Callable[[Piece], None]
    on_reading: Callable[[int, int], None]


class Dialect(Protocol):
    """How one kind of server is spoken to. Usable from any thread; every method may raise a `UserError` and
    `Cancelled`. `context`: the limit of one request in tokens."""

    @property
    def facts(self) -> ServerFacts: ...

    def identity(self, cancel: CancelToken | None = None) -> str:
        """As `ServerFacts.identity`, asked now."""

    def generate(
        self, request: GenerateRequest, context: int, listener: Listener, cancel: CancelToken
    ) -> Ended:
        """Answer; waits for the end."""

    def score(
        self, request: ScoreRequest, items: Sequence[tuple[int, str]], context: int, cancel: CancelToken
    ) -> list[Score]:
        """Scores of a few (index, item), in any order."""

    def count_tokens(self, texts: Sequence[str]) -> list[int]: ...

    def count_chat(self, messages: Sequence[Message], variables: Mapping[str, Any], context: int) -> int: ...

    def pieces_of(self, request: ScoreRequest) -> int:
        """How many items `score` takes at once."""

    @property
    def blocks_at_once(self) -> int:
        """How many calls of `score` keep it busy."""
