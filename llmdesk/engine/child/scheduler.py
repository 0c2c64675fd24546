"""Who computes next: one loop that serves every active request of the loaded model.

Owns the requests in the engine process and shares time between an interactive lane (chats) and
batch work (map steps, rows of a table) in contexts of its own over the same model, made when first
needed: they keep a long cached chat from slowing every row, and rows from pushing the chat out of
the cache. With both busy, a chat answers at once and a long job keeps more than half
of the time. Knows no pipe: what is to be said goes to `send`.
"""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Generator, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace

from llmdesk import hardware
from llmdesk.engine.child import thoughts
from llmdesk.engine.child.jobs import GenerateJob
from llmdesk.engine.child.lane import Lane
from llmdesk.engine.child.llama import AbortFlag, Context, ContextLimit, ContextSize
from llmdesk.engine.child.prompt import CHATML_STOP, PromptBuilder
from llmdesk.engine.child.rows import TILE, Rows
from llmdesk.engine.child.runtime import BATCH_TOKENS, Runtime
from llmdesk.engine.child.sampling import Grammar
from llmdesk.engine.child.scoring import ScoreJob
from llmdesk.engine.limits import limited_memory
from llmdesk.engine.protocol import (
    Counted,
    Failed,
    Finished,
    Read,
    Rendering,
    Report,
    Scores,
    Status,
    Texts,
    ThreadsMeasured,
)
from llmdesk.engine.threads.governor import ThreadGovernor
from llmdesk.engine.types import FinishReason, GenerateRequest, Message, Piece, ScoreRequest
from llmdesk.errors import QT_TRANSLATE_NOOP, ContextTooLong, ModelLoadError, UsageError, UserError

BATCH_SEQUENCES = 32
# A model of so many parameters takes long to read a chat again, and little more for a token while other
# chats are in its cache; a smaller one is the other way round (135M: 6 % for 600 cells, 420 tokens/s).
_SLOW_READER = 700_000_000
_FEW_SEQUENCES = 4  # of recurrent and hybrid models, whose state is allocated for each sequence
_SCORE_ROWS, _SCORE_CELLS = 8, 512
_FEW_CELLS = 256  # enough for lines behind a short prefix, and half as long to make
_SCORE_OUTPUTS = 64
# What one batch of scoring costs beyond its tokens, told in tokens: 8 rows of 28 tokens went at 0.99 and
# 4 at 0.98 of the speed of 16 (starter model, two cores); a GPU computes hundreds of tokens at once.
_CPU_BATCH_COST, _GPU_BATCH_COST = 4, 256
_SCORE_BYTES = 256 << 20  # of KV cache for rows that are scored side by side
_INTERACTIVE_SHARE, _BATCH_SHARE = 0.35, 0.65  # of the time, with both busy
_SHARED_STEP_S = 0.15  # how long a batch step may take while a chat waits
_SMALLEST_STEP = 16  # tokens
_STATUS_EVERY_S = 0.25
_FLUSH_EVERY_S = 0.025  # less than a frame of the window, which shows text 30 times a second
_FLUSH_BATCH_EVERY_S = 0.25  # nobody reads batch work word by word


@dataclass
class _Turn:
    """One of those who share the time."""

    run: Callable[[int], int]  # decodes at most so many tokens, returns how many
    busy: Callable[[], bool]
    share: float
    spent: float = 0.0


class Scheduler:
    """The decode loop. Call `step` as long as `busy`."""

    def __init__(
        self,
        runtime: Runtime,
        abort: AbortFlag,
        send: Callable[[Report], None],
        has_news: Callable[[], bool] = lambda: False,
    ) -> None:
        """`has_news`: whether a command has come that was not handled yet."""
        self._has_news = has_news
        self._model, self._loaded, self._facts = runtime.model, runtime.loaded, runtime.facts
        self._abort, self._send = abort, send
        self._governors = runtime.governors
        self._measuring, self._measured = runtime.measuring, runtime.measured
        self._answered = False
        self._builder = PromptBuilder(runtime.model, thoughts.answers_at_once(runtime.formatter))
        self._model.show_as_text(thoughts.shown_marks(self._builder.specials))
        self._extra_stop = () if self._loaded.has_template else CHATML_STOP
        self._interactive = Lane(
            runtime.model,
            runtime.context,
            self._loaded.context,
            self._decode_failed,
            keeps_idle=self._loaded.parameters >= _SLOW_READER,
            on_reading=self._tell_reading,
        )
        self._batch: Lane | None = None
        self._rows: dict[int, Rows] = {}  # by how many there are
        self._jobs: dict[int, tuple[GenerateJob, Lane]] = {}
        self._scores: dict[int, ScoreJob] = {}
        self._counts: dict[int, Generator[None, None, tuple[int, ...]]] = {}
        self._grammars: dict[str, Grammar] = {}
        self._tokens_per_s = 200.0  # of batch steps, corrected by what is measured
        self._batch_limit = BATCH_TOKENS  # of a batch step, less where chats interrupt them
        self._status_at = self._flushed = 0.0
        self._interactive.context.set_threads(self._threads)
        self._texts: list[tuple[int, Piece]] = []
        self._turns = [
            _Turn(
                lambda n: self._generate_step(self._interactive, n),
                lambda: self._interactive.busy,
                _INTERACTIVE_SHARE,
            ),
            _Turn(self._batch_step, lambda: self._batch_lane_busy, _BATCH_SHARE),
            _Turn(self._score_step, lambda: bool(self._scores), _BATCH_SHARE),
        ]
        self.in_batch_step = False  # read by the reader thread: an interactive request aborts it
        self.in_idle_step = False  # likewise: any command aborts it

    @property
    def busy(self) -> bool:
        return bool(self._jobs or self._scores or self._counts)

    def knows(self, number: int) -> bool:
        """Whether a request with this number is under way (asked by the reader thread)."""
        return number in self._jobs or number in self._scores

    # -- requests ---------------------------------------------------------------------------------
    def generate(self, number: int, request: GenerateRequest) -> None:
        try:
            job = self._make_job(number, request)
            lane = self._interactive if request.priority == "interactive" else self._batch_lane()
            if request.fresh and lane is self._batch and not lane.busy:
                lane.forget_all()
        except UserError as error:
            self._send(Failed(number, error))
            return
        self._jobs[number] = (job, lane)
        lane.add(job)

    def _make_job(self, number: int, request: GenerateRequest) -> GenerateJob:
        prompt = self._prompt(number, request)
        self._check_room(prompt)
        sampling = request.sampling.over(self._loaded.sampling)
        seed = sampling.seed if sampling.seed is not None else random.getrandbits(31)
        grammar = self._grammar(request.grammar)
        reader = self._reader(request, prompt)
        return GenerateJob(
            number, request, prompt, sampling, seed, self._model, self._extra_stop, grammar, reader
        )

    def _reader(self, request: GenerateRequest, prompt: list[int]) -> thoughts.ThoughtReader | None:
        """What a grammar allows, or goes on from a raw prompt, has no form of a chat around it."""
        if request.prompt is not None or request.grammar:
            return None
        wanted = request.template_variables.get("enable_thinking") is not False
        model = self._model
        end = b"".join(model.piece(token) or model.token_text(token).encode() for token in prompt[-12:])
        prompt_end = end.decode("utf-8", "replace")
        return thoughts.reader_for(self._builder.specials, prompt_end, wanted=wanted, begun=request.begun)

    def _prompt(self, number: int, request: GenerateRequest) -> list[int]:
        texts = [*(m.content for m in request.messages), request.begun]
        texts = texts if request.prompt is None else [request.prompt]
        about = self._builder.surely_more(texts, self._loaded.context)
        if about is not None:
            detail = QT_TRANSLATE_NOOP(
                "core", "It has about {prompt_tokens} tokens; the context holds {context}."
            )
            raise self._too_long(detail, about)
        if request.prompt is not None:
            return self._builder.raw(request.prompt)
        return self._builder.chat(
            request.messages,
            request.template_variables,
            lambda: self._watched_rendering(number),
            request.begun,
        )

    @contextmanager
    def _watched_rendering(self, number: int) -> Iterator[None]:
        """A template may loop for ever or build gigabytes: the parent ends this process then."""
        self._send(Rendering(number, active=True))
        try:
            with limited_memory():
                yield
        finally:
            self._send(Rendering(number, active=False))

    def _check_room(self, prompt: list[int]) -> None:
        if not prompt:
            raise UsageError(
                QT_TRANSLATE_NOOP("core", "There is nothing to answer."),
                hint=QT_TRANSLATE_NOOP("core", "Type a message first."),
            )
        if len(prompt) >= self._loaded.context:
            detail = QT_TRANSLATE_NOOP("core", "It has {prompt_tokens} tokens; the context holds {context}.")
            raise self._too_long(detail, len(prompt))

    def _too_long(self, detail: str, tokens: int) -> ContextTooLong:
        return ContextTooLong(
            QT_TRANSLATE_NOOP("core", "The text is too long for the model's context."),
            detail,
            QT_TRANSLATE_NOOP("core", "Shorten it, or choose a larger context in the settings."),
            prompt_tokens=tokens,
            context=self._loaded.context,
        )

    def _grammar(self, source: str | None) -> Grammar | None:
        """A fresh place in a grammar; the last few are kept parsed."""
        if source is None:
            return None
        parsed = self._grammars.pop(source, None) or Grammar.parse(self._model, source)
        self._grammars[source] = parsed
        if len(self._grammars) > 8:
            self._grammars.pop(next(iter(self._grammars))).close()
        return parsed.fresh()

    def score(self, number: int, request: ScoreRequest) -> None:
        try:
            grammar = self._grammar(request.grammar)
        except UserError as error:
            self._send(Failed(number, error))
            return
        builder, limit = self._builder, self._loaded.context
        self._scores[number] = ScoreJob(
            number,
            request,
            builder.start,
            builder.continuation,
            self._score_rows,
            limit,
            builder.surely_more,
            grammar,
        )

    def count_tokens(self, number: int, texts: tuple[str, ...]) -> None:
        self._counts[number] = self._builder.count(texts)

    def count_chat(self, number: int, messages: tuple[Message, ...], variables: Mapping[str, object]) -> None:
        """At once: no longer than a request with these messages would take."""
        try:
            count = self._builder.surely_more([m.content for m in messages], self._loaded.context)
            if count is None:
                count = len(self._builder.chat(messages, variables, lambda: self._watched_rendering(number)))
        except UserError as error:
            self._send(Failed(number, error))
            return
        self._send(Counted(number, (count,)))

    def _count(self) -> None:
        """A piece of what is to be counted, between the steps of the others."""
        number = next(iter(self._counts))
        try:
            next(self._counts[number])
        except StopIteration as end:
            del self._counts[number]
            self._send(Counted(number, end.value))

    def cancel(self, number: int) -> None:
        if number in self._jobs:
            job = self._jobs[number][0]
            self._texts += [(number, piece) for piece in job.settle()]
            self._finish(job, "cancelled")
        elif number in self._scores:
            self._end_score(self._scores[number])

    # -- the loop ---------------------------------------------------------------------------------
    def step(self) -> None:
        """Give one turn to whoever had the least time for its share."""
        if self._counts:
            self._count()
        ready = [turn for turn in self._turns if turn.busy()]
        if not ready:
            return
        chat_waits = ready[0] is self._turns[0] and len(ready) > 1
        if len(ready) == 1:
            for turn in self._turns:
                turn.spent = 0.0
        turn = min(ready, key=lambda turn: turn.spent / turn.share)
        of_batch = turn is not self._turns[0]
        budget = self._batch_budget(chat_waits) if of_batch else BATCH_TOKENS
        if self._measuring is not None:
            self._measuring.postpone()
        self.in_batch_step = of_batch
        if of_batch and self._has_news():  # it came just before: it found nothing to abort
            self.in_batch_step = False
            return
        began, began_processor = time.perf_counter(), time.process_time()
        count = turn.run(budget)
        elapsed = time.perf_counter() - began
        self.in_batch_step = False
        turn.spent += elapsed
        self._govern(turn, count, elapsed, time.process_time() - began_processor)
        if of_batch:
            self._learn(count, elapsed)
        self._report_status()

    def _govern(self, turn: _Turn, count: int, elapsed: float, processor_s: float) -> None:
        """Tell the governors of threads what a token of a chat, or of a prompt, took."""
        if self._governors is None or (count < _SMALLEST_STEP and (count != 1 or turn is not self._turns[0])):
            return
        governor = self._governors[count > 1]
        if governor.record(elapsed / count, processor_s / count):
            self._set_threads()

    def _set_threads(self) -> None:
        threads = self._threads
        lanes = [lane.context for lane in (self._interactive, self._batch) if lane is not None]
        for context in (*lanes, *(rows.context for rows in self._rows.values())):
            context.set_threads(threads)

    @property
    def _threads(self) -> tuple[int, int]:
        """(for a token, for prompts), as the governors want them now."""
        if self._governors is None:
            return self._facts.threads, self._facts.threads_batch
        return self._governors[0].count, self._governors[1].count

    # -- idle time --------------------------------------------------------------------------------
    @property
    def idle_work_in(self) -> float | None:
        """Seconds until there is something to do while nobody asks; None: there is nothing."""
        contradicted = self._governors is not None and any(g.contradicted for g in self._governors)
        if self._measuring is None or not self._answered or (self._measured and not contradicted):
            return None
        return max(0.0, self._measuring.due - time.monotonic())

    def idle_step(self) -> None:
        """Measure a piece; a command that comes meanwhile ends it at once."""
        assert self._measuring is not None
        self.in_idle_step = True
        if not self._has_news():  # else it came just before, and found nothing to abort
            self._measuring.step()
        self.in_idle_step = False
        if self._measuring.result is not None:
            self._use_threads(*self._measuring.result)
            self._measuring.result = None

    def _use_threads(self, token: int, prompt: int) -> None:
        self._facts = replace(self._facts, threads=token, threads_batch=prompt)
        self._measured = True
        if self._governors is not None:
            cores = hardware.cores().physical
            self._governors = ThreadGovernor(token, cores), ThreadGovernor(prompt, cores)
        self._set_threads()
        self._send(ThreadsMeasured(token, prompt))

    def _batch_budget(self, chat_waits: bool) -> int:
        """Tokens for a step of batch work, so that a chat does not wait for its end."""
        shared = max(_SMALLEST_STEP, int(self._tokens_per_s * _SHARED_STEP_S))
        return min(self._batch_limit, shared) if chat_waits else self._batch_limit

    def _learn(self, count: int, elapsed: float) -> None:
        """From a batch step: the speed; and shorter steps where chats come and end them early, or a
        user who asks every few seconds would keep a slow model's job from ever going on."""
        if self._abort.is_set():
            self._batch_limit = max(_SMALLEST_STEP, self._batch_limit // 2)
            return
        self._batch_limit = min(BATCH_TOKENS, self._batch_limit * 2)
        if count >= _SMALLEST_STEP:
            self._tokens_per_s += 0.2 * (count / elapsed - self._tokens_per_s)

    def _batch_step(self, budget: int) -> int:
        return self._generate_step(self._batch_lane(), budget)

    @property
    def _batch_lane_busy(self) -> bool:
        return self._batch is not None and self._batch.busy

    def _generate_step(self, lane: Lane, budget: int) -> int:
        """Decode one batch of a lane, sample, and send the new text."""
        finished: list[tuple[GenerateJob, FinishReason]] = []
        for job, index in lane.step(budget):
            token = job.sampler.sample(lane.context, index)
            pieces, reason = job.accept(token) if token is not None else (job.flush(), "grammar")
            if reason is None and not lane.room_left(job):
                pieces, reason = pieces + job.flush(), "context"
            self._texts += [(job.id, piece) for piece in pieces]
            if reason is not None:
                finished.append((job, reason))
        every = _FLUSH_EVERY_S if lane is self._interactive else _FLUSH_BATCH_EVERY_S
        if time.perf_counter() - self._flushed > every:
            self._flush()
        for job, reason in finished:
            self._finish(job, reason)
        return lane.last_count

    def _score_step(self, budget: int) -> int:
        job = min(self._scores.values(), key=lambda job: job.request.priority != "interactive")
        try:
            scores = job.step(budget)
        except UserError as error:
            self._drop_score(job)
            self._send(Failed(job.id, error))
            return 0
        if scores:
            self._send(Scores(job.id, tuple(scores)))
        if job.done:
            self._end_score(job)
        return job.last_count

    def _tell_reading(self, job: GenerateJob) -> None:
        self._send(Read(job.id, len(job.prompt) - len(job.pending), len(job.prompt)))

    def _flush(self) -> None:
        """Send the new text. A few tokens share a message: each wakes the parent, and on two cores
        that takes time from the model."""
        if self._texts:
            self._send(Texts(tuple(self._texts)))
            self._texts.clear()
            self._flushed = time.perf_counter()

    # -- contexts of batch work -------------------------------------------------------------------
    def _batch_lane(self) -> Lane:
        """The lane of batch requests, made when it is first needed."""
        if self._batch is None:
            sequences = BATCH_SEQUENCES if self._model.has_partial_memory else _FEW_SEQUENCES
            size = ContextSize(self._loaded.context, BATCH_TOKENS, sequences, sequences)
            self._batch = Lane(
                self._model,
                self._context(size),
                self._loaded.context,
                self._decode_failed,
                keeps_idle=False,
                on_reading=self._tell_reading,
            )
        return self._batch

    def _score_rows(self, prefix: int, cells: int) -> Rows:
        """Rows of at least `cells` each behind a prefix of so many tokens: several side by side, or
        for a long item one row of its own."""
        can_cut = self._model.has_partial_memory
        usual = max(_SCORE_CELLS, (prefix + _SCORE_CELLS) // 256 * 256) if cells > _FEW_CELLS else _FEW_CELLS
        if cells > usual:
            return self._rows_of(1, self._loaded.context + 2 * TILE, can_cut)
        a_row = usual * self._facts.kv_bytes // self._loaded.context
        count = max(1, min(_SCORE_ROWS, _SCORE_BYTES // max(1, a_row))) if can_cut else 1
        return self._rows_of(count, usual, can_cut)

    def _rows_of(self, count: int, cells: int, can_cut: bool) -> Rows:
        rows = self._rows.get(count)
        if rows is None or rows.cells < cells:
            if rows is not None:
                rows.close()
                del self._rows[count]
            sequences = count if can_cut else count + 1
            size = ContextSize(cells * sequences, BATCH_TOKENS, sequences, _SCORE_OUTPUTS, unified=False)
            cost = _GPU_BATCH_COST if self._facts.gpu_layers else _CPU_BATCH_COST
            rows = self._rows[count] = Rows(self._context(size), can_cut, cost)
        return rows

    def _context(self, size: ContextSize) -> Context:
        try:
            return Context(self._model, size, self._threads, self._abort, self._facts.gpu_layers > 0)
        except ContextLimit:
            raise ModelLoadError(
                QT_TRANSLATE_NOOP("core", "There is not enough memory for this task."),
                QT_TRANSLATE_NOOP("core", "llama.cpp could not make a second context of {context} tokens."),
                QT_TRANSLATE_NOOP("core", "Choose a smaller context, or close other programs."),
                context=f"{size.cells:,}",
            ) from None

    # -- ends -------------------------------------------------------------------------------------
    def _finish(self, job: GenerateJob, reason: FinishReason) -> None:
        self._answered = True
        self._drop(job)
        self._send(Finished(job.id, job.completion(reason)))

    def _drop(self, job: GenerateJob) -> None:
        self._flush()
        _, lane = self._jobs.pop(job.id)
        lane.remove(job)
        job.close()

    def _end_score(self, job: ScoreJob) -> None:
        self._answered = True
        self._drop_score(job)
        self._send(Finished(job.id, None))

    def _drop_score(self, job: ScoreJob) -> None:
        del self._scores[job.id]
        job.close()

    def _decode_failed(self, job: GenerateJob) -> None:
        self._drop(job)
        error = ModelLoadError(
            QT_TRANSLATE_NOOP("core", "The model could not process this text."),
            QT_TRANSLATE_NOOP("core", "llama.cpp reported an error while it was reading."),
            QT_TRANSLATE_NOOP("core", "Try again, or choose a smaller context or another model."),
        )
        self._send(Failed(job.id, error))

    def _report_status(self) -> None:
        now = time.perf_counter()
        if now - self._status_at < _STATUS_EVERY_S and self.busy:
            return
        self._status_at = now
        speed = sum(job.tokens_per_s for job, _ in self._jobs.values())
        self._send(Status(len(self._jobs) + len(self._scores), self._interactive.newest_length, speed))
