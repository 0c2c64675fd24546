"""Who computes next: one loop that serves every active request of the loaded model.

Owns the requests in the engine process and shares time between an interactive lane (chats) and
batch work (map steps, rows of a table) in contexts of its own over the same model (`contexts`): they
keep a long cached chat from slowing every row, and rows from pushing the chat out of the cache. With
both busy, a chat answers at once and a long job keeps more than half of the time. Knows no pipe: what is
to be said goes to `send`.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Generator, Mapping
from dataclasses import dataclass

from llmdesk.engine.child.contexts import Contexts
from llmdesk.engine.child.jobs import GenerateJob
from llmdesk.engine.child.lane import Lane
from llmdesk.engine.child.llama import AbortFlag
from llmdesk.engine.child.making import JobMaker
from llmdesk.engine.child.runtime import BATCH_TOKENS, Runtime
from llmdesk.engine.child.saved.saver import ChatSaver
from llmdesk.engine.child.saved.shelf import Shelf
from llmdesk.engine.child.scoring import ScoreJob
from llmdesk.engine.child.tuning import ThreadTuner
from llmdesk.engine.kept_contexts import Keeping
from llmdesk.engine.protocol import (
    Counted,
    Failed,
    Finished,
    Read,
    Report,
    Scores,
    Status,
    Texts,
    ThreadsMeasured,
)
from llmdesk.engine.types import FinishReason, GenerateRequest, Message, Piece, ScoreRequest
from llmdesk.errors import QT_TRANSLATE_NOOP, ModelLoadError, UserError

_INTERACTIVE_SHARE, _BATCH_SHARE = 0.35, 0.65  # of the time, with both busy
_SHARED_STEP_S = 0.15  # how long a batch step may take while a chat waits
_SMALLEST_STEP = 16  # tokens
_STATUS_EVERY_S = 0.25
_FLUSH_EVERY_S = 0.025  # less than a frame of the window, which shows text 30 times a second
_FLUSH_BATCH_EVERY_S = 0.25  # nobody reads batch work word by word, unless it says so


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
        shelf: Shelf | None = None,
    ) -> None:
        """`has_news`: whether a command has come that was not handled yet. `shelf`: where chats are saved."""
        self._has_news = has_news
        self._send = send
        self._abort = abort
        self._answered = False
        self._maker = JobMaker(runtime, send)
        self._tuner = ThreadTuner(runtime, self._threads_measured)
        self._contexts = Contexts(
            runtime, abort, self._tuner.threads, self._decode_failed, self._tell_reading, shelf
        )
        self._interactive = self._contexts.interactive
        self._saver = ChatSaver(self._interactive, shelf) if shelf is not None else None
        self._jobs: dict[int, tuple[GenerateJob, Lane]] = {}
        self._scores: dict[int, ScoreJob] = {}
        self._counts: dict[int, Generator[None, None, tuple[int, ...]]] = {}
        self._tokens_per_s = 200.0  # of batch steps, corrected by what is measured
        self._batch_limit = BATCH_TOKENS  # of a batch step, less where chats interrupt them
        self._status_at = self._flushed = 0.0
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
            job = self._maker.generation(number, request)
            interactive = request.priority == "interactive"
            lane = self._interactive if interactive else self._contexts.batch_lane()
            if request.fresh and not interactive and not lane.busy:
                lane.forget_all()
        except UserError as error:
            self._send(Failed(number, error))
            return
        self._jobs[number] = (job, lane)
        lane.add(job)

    def score(self, number: int, request: ScoreRequest) -> None:
        try:
            self._scores[number] = self._maker.scoring(number, request, self._contexts.score_rows)
        except UserError as error:
            self._send(Failed(number, error))

    def count_tokens(self, number: int, texts: tuple[str, ...]) -> None:
        self._counts[number] = self._maker.count(texts)

    def count_chat(self, number: int, messages: tuple[Message, ...], variables: Mapping[str, object]) -> None:
        try:
            count = self._maker.count_chat(number, messages, variables)
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

    def keep_contexts(self, keeping: Keeping) -> None:
        if self._saver is not None:
            self._saver.keep(keeping)

    def forget_context(self, chat: str) -> None:
        if self._saver is not None:
            self._saver.forget(chat)

    def end(self, seconds: float) -> None:
        """Nothing more is asked: save what is not saved yet, in so many seconds."""
        for job, _ in list(self._jobs.values()):
            self._drop(job)
        if self._saver is not None:
            self._saver.finish(seconds)

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
        self._tuner.postpone()
        if self._saver is not None:
            self._saver.postpone()
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
        if count < _SMALLEST_STEP and (count != 1 or turn is not self._turns[0]):
            return
        if self._tuner.record(count, elapsed, processor_s):
            self._contexts.set_threads(self._tuner.threads)

    # -- idle time --------------------------------------------------------------------------------
    @property
    def idle_work_in(self) -> float | None:
        """Seconds until there is something to do while nobody asks; None: there is nothing."""
        measure_in = self._tuner.idle_work_in if self._answered else None
        save_in = self._saver.work_in if self._saver is not None else None
        return min((seconds for seconds in (measure_in, save_in) if seconds is not None), default=None)

    def idle_step(self) -> None:
        """Save a piece of a chat, or measure one; a command that comes meanwhile ends that at once."""
        self.in_idle_step = True
        if not self._has_news():  # else it came just before, and found nothing to abort
            if self._saver is not None and self._saver.work_in == 0:
                self._saver.step()
            elif self._tuner.idle_work_in == 0:
                self._tuner.measure()
        self.in_idle_step = False
        self._tuner.take_result()

    def _threads_measured(self, token: int, prompt: int) -> None:
        self._contexts.set_threads(self._tuner.threads)
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
        return self._generate_step(self._contexts.batch_lane(), budget)

    @property
    def _batch_lane_busy(self) -> bool:
        return self._contexts.batch is not None and self._contexts.batch.busy

    def _generate_step(self, lane: Lane, budget: int) -> int:
        """Decode one batch of a lane, sample, and send the new text."""
        finished: list[tuple[GenerateJob, FinishReason]] = []
        for job, index in lane.step(budget):
            token = job.sampler.sample(lane.context, index)
            pieces, reason = job.accept(token) if token is not None else (job.flush(), "grammar")
            if reason is None and not lane.room_left(job):
                pieces, reason = pieces + job.flush(), "context"
                job.ended = True
            self._texts += [(job.id, piece) for piece in pieces]
            if reason is not None:
                finished.append((job, reason))
        read = lane is self._interactive or any(job.request.streamed for job, _ in self._jobs.values())
        every = _FLUSH_EVERY_S if read else _FLUSH_BATCH_EVERY_S
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
