"""Who computes next: one loop that serves every active request of the loaded model.

Owns the requests in the engine process and shares time between two lanes over one model: the
interactive one (chats) and the batch one (map steps, rows of a table), which is made when first
needed. With both busy each gets half of the time, so a chat answers at once and a long job keeps
going. Knows no pipe: what is to be said goes to `send`.
"""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Mapping

from llmdesk.engine.jobs import GenerateJob
from llmdesk.engine.lane import Lane
from llmdesk.engine.limits import limited_memory
from llmdesk.engine.llama import AbortFlag, Context, ContextLimit, ContextSize, Formatter, Model
from llmdesk.engine.prompt import CHATML_STOP, PromptBuilder
from llmdesk.engine.protocol import Counted, Failed, Finished, Rendering, Report, Status, Texts
from llmdesk.engine.types import FinishReason, GenerateRequest, LoadedModel
from llmdesk.errors import QT_TRANSLATE_NOOP, ContextTooLong, ModelLoadError, UserError

BATCH_TOKENS = 512
INTERACTIVE_SEQUENCES = 8
BATCH_SEQUENCES = 64
_SHARED_STEP_S = 0.1  # how long a batch step may take while a chat waits
_SMALLEST_STEP = 16  # tokens
_STATUS_EVERY_S = 0.25


class Scheduler:
    """The decode loop. Call `step` as long as `busy`."""

    def __init__(
        self,
        model: Model,
        context: Context,
        loaded: LoadedModel,
        render: Formatter,
        abort: AbortFlag,
        send: Callable[[Report], None],
    ) -> None:
        self._model, self._loaded, self._abort, self._send = model, loaded, abort, send
        self._builder = PromptBuilder(model, render)
        self._extra_stop = CHATML_STOP if loaded.template == "chatml" else ()
        self._interactive = Lane(model, context, loaded.context, self._decode_failed)
        self._batch: Lane | None = None
        self._spent: dict[int, float] = {}
        self._tokens_per_s = 200.0  # of prompt processing, corrected by what is measured
        self._jobs: dict[int, tuple[GenerateJob, Lane]] = {}
        self._status_at = 0.0

    @property
    def busy(self) -> bool:
        return bool(self._jobs)

    @property
    def active(self) -> Mapping[int, object]:
        """The numbers of the requests that a cancel concerns (read by the reader thread)."""
        return self._jobs

    # -- requests ---------------------------------------------------------------------------------
    def generate(self, number: int, request: GenerateRequest) -> None:
        try:
            prompt = self._prompt(number, request)
            self._check_room(prompt, request)
            sampling = request.sampling.over(self._loaded.sampling)
            seed = sampling.seed if sampling.seed is not None else random.getrandbits(31)
            job = GenerateJob(number, request, prompt, sampling, seed, self._model, self._extra_stop)
            lane = self._interactive if request.priority == "interactive" else self._batch_lane()
        except UserError as error:
            self._send(Failed(number, error))
            return
        self._jobs[number] = (job, lane)
        lane.add(job)

    def _prompt(self, number: int, request: GenerateRequest) -> list[int]:
        if request.prompt is not None:
            return self._builder.raw(request.prompt)
        self._send(Rendering(number, active=True))
        try:
            with limited_memory():
                return self._builder.chat(request.messages, request.template_variables)
        finally:
            self._send(Rendering(number, active=False))

    def _check_room(self, prompt: list[int], request: GenerateRequest) -> None:
        if not prompt:
            raise ModelLoadError(
                QT_TRANSLATE_NOOP("core", "There is nothing to answer."),
                hint=QT_TRANSLATE_NOOP("core", "Type a message first."),
            )
        if len(prompt) + request.min_answer_tokens > self._loaded.context:
            raise ContextTooLong(
                QT_TRANSLATE_NOOP("core", "The text is longer than the model's context."),
                QT_TRANSLATE_NOOP("core", "It has {prompt_tokens} tokens; the context holds {context}."),
                QT_TRANSLATE_NOOP("core", "Shorten it, or choose a larger context in the settings."),
                prompt_tokens=len(prompt),
                context=self._loaded.context,
            )

    def count_tokens(self, number: int, texts: tuple[str, ...]) -> None:
        self._send(Counted(number, tuple(len(self._builder.plain(text)) for text in texts)))

    def cancel(self, number: int) -> None:
        if number in self._jobs:
            self._finish(self._jobs[number][0], "cancelled")

    # -- the loop ---------------------------------------------------------------------------------
    def step(self) -> None:
        """Decode one batch of one lane, sample, and send the new text."""
        lane, budget = self._choose()
        began = time.perf_counter()
        texts: list[tuple[int, str]] = []
        finished: list[tuple[GenerateJob, FinishReason]] = []
        for job, index in lane.step(budget):
            text, reason = job.accept(job.sampler.sample(lane.context, index))
            if reason is None and not lane.room_left(job):
                text, reason = text + job.flush(), "length"
            if text:
                texts.append((job.id, text))
            if reason is not None:
                finished.append((job, reason))
        elapsed = time.perf_counter() - began
        self._spent[id(lane)] = self._spent.get(id(lane), 0.0) + elapsed
        if lane.last_count >= _SMALLEST_STEP:
            self._tokens_per_s += 0.2 * (lane.last_count / elapsed - self._tokens_per_s)
        if texts:
            self._send(Texts(tuple(texts)))
        for job, reason in finished:
            self._finish(job, reason)
        self._report_status()

    def _choose(self) -> tuple[Lane, int]:
        lanes = [lane for lane in (self._interactive, self._batch) if lane is not None and lane.busy]
        if len(lanes) == 1:
            self._spent.clear()
            return lanes[0], BATCH_TOKENS
        lane = min(lanes, key=lambda lane: self._spent.get(id(lane), 0.0))
        if lane is self._interactive:
            return lane, BATCH_TOKENS
        return lane, max(_SMALLEST_STEP, int(self._tokens_per_s * _SHARED_STEP_S))

    def _batch_lane(self) -> Lane:
        """The second context over the same model; the first one serves where memory is short."""
        if self._batch is None:
            sequences = BATCH_SEQUENCES if self._model.has_partial_memory else INTERACTIVE_SEQUENCES
            size = ContextSize(self._loaded.context, BATCH_TOKENS, sequences, sequences)
            threads = (self._loaded.threads, self._loaded.threads_batch)
            try:
                context = Context(self._model, size, threads, self._abort, self._loaded.gpu_layers > 0)
            except ContextLimit:
                self._batch = self._interactive
            else:
                self._batch = Lane(self._model, context, self._loaded.context, self._decode_failed)
        return self._batch

    # -- ends -------------------------------------------------------------------------------------
    def _finish(self, job: GenerateJob, reason: FinishReason) -> None:
        self._drop(job)
        self._send(Finished(job.id, job.completion(reason)))

    def _drop(self, job: GenerateJob) -> None:
        _, lane = self._jobs.pop(job.id)
        lane.remove(job)
        job.close()

    def _decode_failed(self, job: GenerateJob) -> None:
        self._drop(job)
        error = ModelLoadError(
            QT_TRANSLATE_NOOP("core", "The model could not go on with this text."),
            QT_TRANSLATE_NOOP("core", "llama.cpp reported an error while it was reading."),
            QT_TRANSLATE_NOOP("core", "Try again, or choose a smaller context or another model."),
        )
        self._send(Failed(job.id, error))

    def _report_status(self) -> None:
        now = time.perf_counter()
        if now - self._status_at < _STATUS_EVERY_S and self._jobs:
            return
        self._status_at = now
        speed = sum(job.tokens_per_s for job, _ in self._jobs.values())
        self._send(Status(len(self._jobs), self._interactive.newest_length, speed))

    def close(self) -> None:
        for job, _ in list(self._jobs.values()):
            self._drop(job)
