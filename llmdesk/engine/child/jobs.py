"""One text being generated: its prompt, its sampler, its text on the way out, its timings.

Owns the state of a single request inside the engine process. Does not know sequences or batches.
"""

from __future__ import annotations

import time
from collections.abc import Sequence

from llmdesk.engine.child.llama import Model
from llmdesk.engine.child.lookup import MOST, Lookup
from llmdesk.engine.child.sampling import Grammar, Sampler
from llmdesk.engine.child.text import AnswerStop, TextStreamer
from llmdesk.engine.child.thoughts import ThoughtReader
from llmdesk.engine.types import Completion, FinishReason, GenerateRequest, Piece, Sampling, Timings


class GenerateJob:
    """`prompt`: all its tokens; `pending`: those not yet in the KV cache, the newest token included."""

    def __init__(
        self,
        number: int,
        request: GenerateRequest,
        prompt: list[int],
        sampling: Sampling,
        seed: int,
        model: Model,
        extra_stop: Sequence[str] = (),
        grammar: Grammar | None = None,
        thoughts: ThoughtReader | None = None,
    ) -> None:
        """`thoughts`: parts them from what the model says; None: it is all text."""
        self.id, self.request, self.prompt, self.seed = number, request, prompt, seed
        self.pending: list[int] = list(prompt)
        self.generated = 0
        self.reused = 0
        self.admitted = False
        self.ended = False
        self.lookup = Lookup(prompt) if request.copies and model.has_partial_memory else None
        self._begun = False
        self._model = model
        self._sampler = Sampler(
            model,
            sampling,
            seed,
            grammar,
            likelihood=request.likelihood,
            alternatives=request.alternatives,
        )
        # A grammar knows no thoughts, and what is raw text has none.
        apart = thoughts is not None and request.grammar is None
        self._streamer = TextStreamer(extra_stop if apart else (*request.stop, *extra_stop))
        self._stop = AnswerStop(request.stop) if apart and request.stop else None
        self._thoughts = thoughts
        self._arrived = self._started = self._first = self._last = time.perf_counter()

    @property
    def sampler(self) -> Sampler:
        return self._sampler

    @property
    def total_tokens(self) -> int:
        return len(self.prompt) + self.generated

    @property
    def unread(self) -> int:
        """Tokens of the prompt that were not in the cache when it began, as long as some are missing."""
        return len(self.prompt) - self.reused if self.pending else 0

    @property
    def tokens_per_s(self) -> float:
        elapsed = self._last - self._first
        return (self.generated - 1) / elapsed if self.generated > 1 and elapsed > 0 else 0.0

    def begin(self) -> None:
        """A sequence was given, which is first filled with what was saved of the chat."""
        self._begun, self._started = True, time.perf_counter()

    def admit(self, reused: int) -> None:
        """A sequence was given; its cache holds the first `reused` tokens of the prompt."""
        if self.admitted:  # put back once for want of room: it reads again what is not there any more
            self.pending = self.pending[reused:]
            return
        self.admitted = True
        self.reused = reused
        self.pending = self.prompt[reused:]
        if not self._begun:
            self._started = time.perf_counter()

    def admit_read(self, reused: int) -> None:
        """Another request has read the whole prompt for this one too."""
        self.reused = reused
        self.pending = []

    def guess(self) -> list[int]:
        """What may follow the newest token, which is the only one pending, as far as there is room for it."""
        if self.lookup is None or self.generated == 0 or len(self.pending) != 1:
            return []
        limit = self.request.max_tokens
        return self.lookup.guess(MOST if limit is None else limit - self.generated - 1)

    def goes_on_with(self, token: int) -> bool:
        """Whether a guessed token is the one that was chosen; it is in the cache then."""
        if self.ended or self.pending != [token]:
            return False
        self.pending = []
        return True

    def accept(self, token: int) -> tuple[list[Piece], FinishReason | None]:
        """Take a sampled token: (what to show now, how the answer ended or None)."""
        pieces, reason = self._accept(token)
        self.ended = reason is not None
        return pieces, reason

    def _accept(self, token: int) -> tuple[list[Piece], FinishReason | None]:
        self._last = time.perf_counter()
        if self.generated == 0:
            self._first = self._last
        if self._model.ends_generation(token):
            return self.flush(), "stop"
        self.generated += 1
        self.pending.append(token)
        if self.lookup is not None:
            self.lookup.append(token)
        pieces = self._read(self._streamer.push(self._model.piece(token)))
        if self._streamer.stopped or (self._stop is not None and self._stop.stopped):
            return pieces + self.flush(), "stop"
        if self.request.max_tokens is not None and self.generated >= self.request.max_tokens:
            return pieces + self.flush(), "length"
        return pieces, None

    def flush(self) -> list[Piece]:
        """What is still held back, at the end of the answer."""
        return self._read(self._streamer.finish()) + self.settle()

    def settle(self) -> list[Piece]:
        """Nothing follows: what the text so far is, by that."""
        pieces = self._thoughts.finish() if self._thoughts is not None else []
        return pieces if self._stop is None else self._stop.read(pieces) + self._stop.rest()

    def _read(self, text: str) -> list[Piece]:
        if not text:
            return []
        pieces = self._thoughts.push(text) if self._thoughts is not None else [Piece(text)]
        return pieces if self._stop is None else self._stop.read(pieces)

    def completion(self, reason: FinishReason) -> Completion:
        """What happened, without the text. Times in seconds."""
        started = self._started if self.admitted or self._begun else self._last
        return Completion(
            text="",
            finish_reason=reason,
            prompt_tokens=len(self.prompt),
            reused_tokens=self.reused,
            completion_tokens=self.generated,
            timings=Timings(
                queue_s=started - self._arrived,
                prompt_s=max(0.0, self._first - started),
                generation_s=max(0.0, self._last - self._first),
            ),
            model=self._model.path.name,
            seed=self.seed,
            log_likelihood=self._sampler.log_likelihood,
            guessed_tokens=self.lookup.guessed if self.lookup is not None else 0,
            stood_tokens=self.lookup.stood if self.lookup is not None else 0,
            tokens=tuple(self._sampler.tokens),
        )

    def close(self) -> None:
        self._sampler.close()
