"""The face of an engine: what tools, the command line and the window may ask of it.

Owns two protocols and nothing else. `local.client.Engine` implements them with a llama.cpp child process,
`remote.client.RemoteEngine` with a server elsewhere; the tests' fake implements them too.

What the loaded model can be asked for stands in `LoadedModel.abilities`, and is looked at before it is asked.
An engine that is not on this computer may at any time raise `EngineUnreachable` (nobody answers, the
connection broke) and `EngineRefused` (the token, the request, too many of them): `UserError`s like all
others, which a stream raises as its end, with what came before kept.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any, Protocol

from llmdesk.cancel import CancelToken
from llmdesk.engine.kept_contexts import Keeping
from llmdesk.engine.types import (
    Completion,
    EngineState,
    GenerateRequest,
    LoadedModel,
    Message,
    ModelSpec,
    Piece,
    Score,
    ScoreRequest,
)
from llmdesk.errors import UserError


class TextStream(Protocol):
    """One answer on its way. Iterate for its pieces, said or thought; it ends when the answer does.

    Iterating raises the `UserError` that ended the request (`EngineCrashed`, `ContextTooLong`, …);
    a cancel is no error: the iteration ends and `result()` says "cancelled". What came before an
    error stays in `text`.
    """

    @property
    def text(self) -> str:
        """What it says so far, without the thoughts before."""

    def __iter__(self) -> Iterator[Piece]: ...

    def on_reading(self, listener: Callable[[int, int], None]) -> None:
        """Call `listener(done, total)`, from the engine's thread, as a long prompt is read: tokens, those
        that were in the cache included. Prompts that are read at once tell nothing."""

    def cancel(self) -> None:
        """Stop; returns at once, from any thread, any number of times."""

    def result(self, timeout: float | None = None) -> Completion:
        """Wait for the end and return it; raises what iterating raises, and `TimeoutError`."""


class TextEngine(Protocol):
    """Usable from any thread. Every method may raise a `UserError`."""

    def load(
        self,
        spec: ModelSpec,
        on_progress: Callable[[float], None] | None = None,
        cancel: CancelToken | None = None,
    ) -> LoadedModel:
        """Load a model (unloading another), wait for it, and report what was really used.

        Returns at once when the same spec is loaded already. `on_progress` gets 0…1 from the
        engine's thread. Raises `Cancelled`, `ModelFileError`, `ModelUnchecked`, `ModelLoadError`,
        `EngineCrashed`, and `EngineUnreachable` also for a model that this engine does not run.
        """

    def unload(self) -> None:
        """Give the memory back; the next `load` starts anew."""

    def generate(self, request: GenerateRequest) -> TextStream:
        """Start an answer; raises `NoModelError` when nothing was loaded."""

    def generate_many(
        self, requests: Sequence[GenerateRequest], cancel: CancelToken | None = None
    ) -> Iterator[tuple[int, Completion | UserError]]:
        """Run many requests side by side; (index, result or what was wrong with it) as they finish. What
        ends the engine or the connection ends them all, and is raised."""

    def score(self, request: ScoreRequest, cancel: CancelToken | None = None) -> Iterator[Score]:
        """Log-probabilities of labels for many items, in order."""

    def count_tokens(self, texts: Iterable[str]) -> list[int]:
        """Tokens of each text, as raw text, in the loaded model's vocabulary; an estimate, rather too high,
        where a model has no `Ability.TOKEN_COUNTS`."""

    def count_chat(
        self, messages: Sequence[Message], template_variables: Mapping[str, Any] | None = None
    ) -> int:
        """Tokens of the prompt that these messages make, with all that the chat template adds. Where they
        are more than the context holds, and where `count_tokens` estimates, it may be an estimate."""

    def keep_contexts(self, keeping: Keeping) -> None:
        """From now on, keep there what was read of chats (`GenerateRequest.chat`), so that they go on after
        a restart without being read anew. What is over the limit is removed. An engine may keep nothing."""

    def forget_context(self, chat: str) -> None:
        """Remove what is kept of a chat, and keep nothing of what was read of it so far; "": of all."""

    def state(self) -> EngineState:
        """What the engine is doing now."""

    def on_state(self, listener: Callable[[EngineState], None]) -> Callable[[], None]:
        """Call `listener` (from the engine's thread) on every change; returns a function that stops it."""

    def close(self) -> None:
        """Cancel everything and end the child process; returns when it is gone. Idempotent."""
