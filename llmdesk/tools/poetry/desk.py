"""Where candidates come from: the engine, asked for several texts side by side.

Owns the requests to the engine while a poem is written: seeds, time limit, cancel, the count of
attempts, progress. Must not know forms or languages.
"""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from llmdesk.cancel import CancelToken
from llmdesk.engine.face import TextEngine
from llmdesk.engine.types import Completion, GenerateRequest, Sampling, ScoreRequest
from llmdesk.errors import UserError
from llmdesk.tools.poetry.types import PoemProgress, Stage


@dataclass(frozen=True, slots=True)
class Ask:
    """One text that is wanted: what stands before it and the grammar it keeps ("" for none). A `given` one is
    written already, the grammar allows nothing else: its likelihood is wanted."""

    prompt: str
    grammar: str
    given: bool = False


@dataclass(frozen=True, slots=True)
class Candidate:
    """A text for the ask of number `ask`. `likelihood` is its log-likelihood under the model without
    the grammar (natural log, summed over its tokens)."""

    ask: int
    text: str
    likelihood: float


class Desk:
    """One poem's work with the engine. Use it from one thread."""

    def __init__(
        self,
        engine: TextEngine,
        seed: int,
        cancel: CancelToken | None = None,
        on_progress: Callable[[PoemProgress], None] | None = None,
        seconds: float | None = None,
    ) -> None:
        self.engine = engine
        self.cancel = cancel or CancelToken()
        self.attempts = 0
        self.draft = 1
        self.drafts = 1  # in all; their scores are compared
        self.model = ""
        self._random = random.Random(seed)
        self._on_progress = on_progress
        self._began = time.monotonic()
        self._seconds = seconds

    @property
    def elapsed(self) -> float:
        return time.monotonic() - self._began

    @property
    def out_of_time(self) -> bool:
        return self._seconds is not None and self.elapsed > self._seconds

    def time_for(self, seconds: float) -> bool:
        """Whether so much of the user's time is left."""
        return self._seconds is None or self.elapsed + seconds <= self._seconds

    def say(self, stage: Stage, line: int = 0, lines: Sequence[str] = ()) -> None:
        self.cancel.raise_if_cancelled()
        if self._on_progress is not None:
            self._on_progress(PoemProgress(stage, line, tuple(lines), self.attempts, self.draft))

    def candidates(
        self,
        asks: Sequence[Ask],
        each: int,
        *,
        temperature: float,
        max_tokens: int,
        stop: tuple[str, ...] = (),
    ) -> list[Candidate]:
        """`each` texts for every ask, one where it is given, in the asks' order. A text that was cut off is
        left out.

        Raises what the engine raises, and `Cancelled`.
        """
        rows = [row for row, ask in enumerate(asks) for _ in range(1 if ask.given else each)]
        requests = [
            GenerateRequest(
                prompt=asks[row].prompt,
                sampling=Sampling(
                    temperature=0.0 if asks[row].given else temperature,
                    min_p=0.03,
                    repeat_penalty=1.0,
                    seed=self._random.getrandbits(31),
                ),
                max_tokens=max_tokens,
                stop=stop,
                grammar=asks[row].grammar or None,
                priority="batch",
                likelihood=True,
            )
            for row in rows
        ]
        found: dict[int, Completion] = {}
        for number, result in self.engine.generate_many(requests, self.cancel):
            if isinstance(result, UserError):
                raise result
            found[number] = result
        self.cancel.raise_if_cancelled()
        self.attempts += len(requests)
        self.model = next((result.model for result in found.values()), self.model)
        return [
            Candidate(rows[number], found[number].text, found[number].log_likelihood or 0.0)
            for number in sorted(found)
            if found[number].finish_reason == "stop"
        ]

    def likelihoods(self, prompt: str, texts: Sequence[str]) -> list[float]:
        """How likely the model finds each text behind the prompt (natural log, summed over its tokens);
        0 where it could not tell.

        Raises what the engine raises, and `Cancelled`.
        """
        scores = list(self.engine.score(ScoreRequest(prompt, tuple(texts)), self.cancel))
        self.cancel.raise_if_cancelled()
        return [score.logprobs[0] if score.logprobs else 0.0 for score in scores]

    def endings(self, texts: Sequence[str]) -> list[float]:
        """How likely it is that a poem is over behind each text: the log-likelihood (natural log) of the
        empty line that stands between poems.

        Raises what the engine raises, and `Cancelled`.
        """
        asks = [Ask(text, r'root ::= "\n\n"') for text in texts]
        found = self.candidates(asks, 1, temperature=0.0, max_tokens=3, stop=("\n\n",))
        likely = {candidate.ask: candidate.likelihood for candidate in found}
        least = min(likely.values(), default=0.0)
        return [likely.get(row, least) for row in range(len(texts))]
