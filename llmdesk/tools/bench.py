"""How fast a model runs on this machine: loading, reading, answering, many at a time, scoring.

Owns what is measured, with which texts, and the names of the figures. Goes through the engine as
the tabs do, so the engine process, its pipe, sampling and streaming are part of every figure. Must
not import Qt or print; what runs beside it (a chat, another program) lowers the figures.
"""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial

from llmdesk.cancel import CancelToken
from llmdesk.engine.face import TextEngine
from llmdesk.engine.model_ref import FileRef
from llmdesk.engine.types import Completion, GenerateRequest, LoadedModel, Message, Sampling, ScoreRequest
from llmdesk.errors import QT_TRANSLATE_NOOP, UsageError, UserError

PROMPT_TOKENS = 512
ANSWER_TOKENS = 128
PARALLEL = (1, 4, 8)
PREFIX_TOKENS, ROW_TOKENS = 84, 28
_QUICK_ANSWER_TOKENS = 32  # of those side by side
_ROUNDS, _QUICK_ROUNDS = 3, 1
_ROWS, _QUICK_ROWS = 128, 32
_ENOUGH_S = 20.0  # one figure is not measured again after so long
# A full sampler chain, as a chat uses it.
_SAMPLING = Sampling(temperature=0.8, top_k=40, top_p=0.95, min_p=0.05, repeat_penalty=1.1)
# Common words, mostly one token each whatever the vocabulary.
_TEXT = (
    "the old man walked down to the river and looked at the water for a long time because he had "
    "nothing else to do on that day and the sun was still high over the hills"
)
_WORDS = _TEXT.split()


@dataclass(frozen=True)
class BenchResult:
    """The figures. `_s` in seconds, `_mb` in 10⁶ bytes, tokens and rows a second.

    `model` is the file's name, since the quantization decides the speed. `threads` are 0 for a model that
    does not run on this computer; `device` is then the place. `load_s`: from the start of
    the engine process. `time_to_first_token_s`: from a short question to the first text of its
    answer. `parallel_tokens_per_s`: answers side by side → tokens of all of them together.
    `score_rows_per_s`: rows of 28 tokens behind 84 that they share. `engine_rss_mb`: resident memory
    of the engine process at the end, the model included.
    """

    model: str
    device: str
    threads: int
    threads_batch: int
    load_s: float
    prompt_tokens_per_s: float
    generation_tokens_per_s: float
    parallel_tokens_per_s: Mapping[int, float]
    score_rows_per_s: float
    time_to_first_token_s: float
    engine_rss_mb: float


@dataclass(frozen=True)
class BenchProgress:
    """What is being measured now (a text marked for translation), and how much is done, 0…1."""

    stage: str
    done: float


@dataclass(frozen=True)
class Figure:
    """One line of a table. `label` and `unit` are marked for translation; `params` fill their places."""

    label: str
    value: float
    unit: str
    params: Mapping[str, object] = field(default_factory=dict)

    @property
    def digits(self) -> int:
        """Decimals that say something: three figures in all."""
        return 0 if self.value >= 100 else 1 if self.value >= 10 else 2


def figures(result: BenchResult) -> list[Figure]:
    """What was measured, in the order in which one reads it."""
    speed = QT_TRANSLATE_NOOP("core", "tokens/s")
    seconds = QT_TRANSLATE_NOOP("core", "s")
    reading = QT_TRANSLATE_NOOP("core", "Reading a prompt of {count} tokens")
    answering = QT_TRANSLATE_NOOP("core", "Writing an answer of {count} tokens")
    together = QT_TRANSLATE_NOOP("core", "{count} answers side by side, together")
    alone = QT_TRANSLATE_NOOP("core", "One answer in the background")
    scoring = QT_TRANSLATE_NOOP("core", "Scoring rows of {count} tokens behind {shared} that they share")
    rows = {"count": ROW_TOKENS, "shared": PREFIX_TOKENS}
    return [
        Figure(QT_TRANSLATE_NOOP("core", "Loading the model"), result.load_s, seconds),
        Figure(QT_TRANSLATE_NOOP("core", "Until an answer begins"), result.time_to_first_token_s, seconds),
        Figure(reading, result.prompt_tokens_per_s, speed, {"count": PROMPT_TOKENS}),
        Figure(answering, result.generation_tokens_per_s, speed, {"count": ANSWER_TOKENS}),
        *(
            Figure(alone if count == 1 else together, value, speed, {"count": count})
            for count, value in result.parallel_tokens_per_s.items()
        ),
        Figure(scoring, result.score_rows_per_s, QT_TRANSLATE_NOOP("core", "rows/s"), rows),
        Figure(QT_TRANSLATE_NOOP("core", "Memory of the engine"), result.engine_rss_mb, "MB"),
    ]


def measure(
    engine: TextEngine,
    model: LoadedModel,
    *,
    quick: bool = False,
    on_progress: Callable[[BenchProgress], None] | None = None,
    cancel: CancelToken | None = None,
) -> BenchResult:
    """Measure `model`, which `engine` has loaded.

    Figures are medians of three rounds, with `quick` one round. Raises `UsageError` where the
    engine is at work or the context is too small, `Cancelled`, and what the engine raises.
    """
    if engine.state().active:
        raise UsageError(
            QT_TRANSLATE_NOOP("core", "The engine is busy, so its speed cannot be measured now."),
            hint=QT_TRANSLATE_NOOP("core", "Wait until it finishes, or stop it."),
        )
    if model.context < PROMPT_TOKENS + ANSWER_TOKENS:
        raise UsageError(
            QT_TRANSLATE_NOOP("core", "The context is too small to measure the speed."),
            QT_TRANSLATE_NOOP("core", "It has {context} tokens; {needed} are needed."),
            QT_TRANSLATE_NOOP("core", "Choose a larger context."),
            context=model.context,
            needed=PROMPT_TOKENS + ANSWER_TOKENS,
        )
    return _Run(engine, model, quick, on_progress or (lambda _: None), cancel or CancelToken()).all()


class _Run:
    """One measurement under way."""

    def __init__(
        self,
        engine: TextEngine,
        model: LoadedModel,
        quick: bool,
        on_progress: Callable[[BenchProgress], None],
        cancel: CancelToken,
    ) -> None:
        self._engine, self._model, self._quick = engine, model, quick
        self._on_progress, self._cancel = on_progress, cancel
        self._rounds = _QUICK_ROUNDS if quick else _ROUNDS
        self._parts = 5 + len(PARALLEL)
        self._parts_done = 0

    def all(self) -> BenchResult:
        self._begin(QT_TRANSLATE_NOOP("core", "Warming up"))
        self._warm_up()
        first = self._figure(QT_TRANSLATE_NOOP("core", "Waiting for a first token"), self._first_token)
        prompt = self._figure(QT_TRANSLATE_NOOP("core", "Reading a long prompt"), self._prompt)
        answer = self._figure(QT_TRANSLATE_NOOP("core", "Writing an answer"), self._answer)
        many = QT_TRANSLATE_NOOP("core", "Writing answers side by side")
        parallel = {count: self._figure(many, partial(self._side_by_side, count)) for count in PARALLEL}
        self._begin(QT_TRANSLATE_NOOP("core", "Scoring rows"))
        scored = self._score()
        local = self._model.local
        return BenchResult(
            model=_file_name(self._model),
            device=self._model.where,
            threads=local.threads if local is not None else 0,
            threads_batch=local.threads_batch if local is not None else 0,
            load_s=self._model.load_s,
            prompt_tokens_per_s=prompt,
            generation_tokens_per_s=answer,
            parallel_tokens_per_s=parallel,
            score_rows_per_s=scored,
            time_to_first_token_s=first,
            engine_rss_mb=self._engine.state().memory / 1e6,
        )

    # -- rounds and progress ------------------------------------------------------------------------
    def _begin(self, stage: str) -> None:
        self._stage = stage
        self._report(0.0)
        self._parts_done += 1

    def _report(self, of_part: float) -> None:
        self._cancel.raise_if_cancelled()
        done = self._parts_done - 1 if of_part else self._parts_done
        self._on_progress(BenchProgress(self._stage, min(1.0, (done + of_part) / self._parts)))

    def _figure(self, stage: str, one_round: Callable[[int], float]) -> float:
        """The median of the rounds; slow models get fewer."""
        self._begin(stage)
        began = time.perf_counter()
        found: list[float] = []
        while len(found) < self._rounds and time.perf_counter() - began < _ENOUGH_S:
            found.append(one_round(len(found)))
            self._report(len(found) / self._rounds)
        return statistics.median(found)

    # -- what is measured ---------------------------------------------------------------------------
    def _warm_up(self) -> None:
        """The first use of a context allocates and reads pages in; what the chat template puts before
        every first question is in the cache from now on."""
        self._generate(GenerateRequest((Message("user", "Good morning."),), max_tokens=8))
        self._many([GenerateRequest(prompt="Good morning.", max_tokens=4)])

    def _first_token(self, number: int) -> float:
        topic = ("rivers", "bridges", "harbours")[number % 3]
        request = GenerateRequest((Message("user", f"What is good about {topic}?"),), sampling=_SAMPLING)
        began = time.perf_counter()
        stream = self._engine.generate(request)
        self._cancel.on_cancel(stream.cancel)
        next(iter(stream), None)
        elapsed = time.perf_counter() - began
        stream.cancel()
        stream.result()
        return elapsed

    def _prompt(self, number: int) -> float:
        """Each round begins otherwise, so that nothing of it is in the KV cache."""
        text = self._text(PROMPT_TOKENS, f"Chapter {number + 2}:")
        result = self._generate(GenerateRequest(prompt=text, max_tokens=1))
        return _rate(result.prompt_tokens - result.reused_tokens, result.timings.prompt_s)

    def _answer(self, number: int) -> float:
        return self._generate(_story(ANSWER_TOKENS, seed=number)).tokens_per_s

    def _side_by_side(self, count: int, number: int) -> float:
        tokens = _QUICK_ANSWER_TOKENS if self._quick else ANSWER_TOKENS
        requests = [_story(tokens, seed=number * count + index) for index in range(count)]
        began = time.perf_counter()
        results = self._many(requests)
        elapsed = time.perf_counter() - began
        return _rate(sum(result.completion_tokens for result in results), elapsed)

    def _score(self) -> float:
        prefix = self._text(PREFIX_TOKENS, "Examples:")
        length = len(self._text(ROW_TOKENS, "").split())
        count = _QUICK_ROWS if self._quick else _ROWS
        items = tuple(f" {_words(index, length)}" for index in range(count))
        labels = (" good", " bad")
        for _ in self._engine.score(ScoreRequest(prefix, items[:8], labels=labels), self._cancel):
            pass  # the prefix is in its context now
        began = time.perf_counter()
        for number, _ in enumerate(
            self._engine.score(ScoreRequest(prefix, items, labels=labels), self._cancel), 1
        ):
            self._report(number / count)
        return _rate(count, time.perf_counter() - began)

    # -- the engine ---------------------------------------------------------------------------------
    def _generate(self, request: GenerateRequest) -> Completion:
        stream = self._engine.generate(request)
        self._cancel.on_cancel(stream.cancel)
        for _ in stream:
            pass
        self._cancel.raise_if_cancelled()
        return stream.result()

    def _many(self, requests: Sequence[GenerateRequest]) -> list[Completion]:
        results = []
        for _, result in self._engine.generate_many(requests, self._cancel):
            if isinstance(result, UserError):
                raise result
            results.append(result)
        return results

    def _text(self, tokens: int, start: str) -> str:
        """`start` and words, of at most `tokens` tokens and as near to it as whole words come."""
        fits, too_many = 0, tokens + 1
        while fits + 1 < too_many:
            middle = (fits + too_many) // 2
            count = self._engine.count_tokens([f"{start} {_words(0, middle)}"])[0]
            fits, too_many = (middle, too_many) if count <= tokens else (fits, middle)
        return f"{start} {_words(0, fits)}"


def _file_name(model: LoadedModel) -> str:
    return model.ref.path.name if isinstance(model.ref, FileRef) else model.name


def _story(tokens: int, seed: int) -> GenerateRequest:
    return GenerateRequest(
        prompt="Once upon a time", sampling=Sampling(seed=seed).over(_SAMPLING), max_tokens=tokens
    )


def _words(first: int, count: int) -> str:
    return " ".join(_WORDS[(first + index) % len(_WORDS)] for index in range(count))


def _rate(count: int, seconds: float) -> float:
    return count / seconds if seconds > 0 else 0.0
