"""Chats and long jobs side by side: who waits how long, and what is left for the job.

    python -m tests.benchmarks.fairness [--threads N]

While 1,000 rows are scored, and while 50 chunks are summarized, questions are asked: how long until
the first text of each answer? Then chats answer without a pause, and the job's speed is compared
with its speed alone.
"""

from __future__ import annotations

import itertools
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from llmdesk.cancel import CancelToken
from llmdesk.engine.local.client import Engine
from llmdesk.engine.types import GenerateRequest, Message, ScoreRequest
from llmdesk.errors import Cancelled
from tests.benchmarks import measure

ROWS, CHUNKS = 1000, 50
CHUNK_TOKENS, SUMMARY_TOKENS = 300, 40
QUESTIONS = 20
TOPICS = ("rivers", "bridges", "harbours", "lakes", "islands")
Job = Callable[[CancelToken], Iterator[object]]  # yields for every row or chunk that is done


class Progress:
    """A job in a thread of its own, under way: when was each of its parts done?"""

    def __init__(self, job: Job) -> None:
        self.times: list[float] = []
        self.cancel = CancelToken()
        self._first = threading.Event()
        self._job = job
        self._thread = threading.Thread(target=self._run, daemon=True)
        self._thread.start()
        self._first.wait()  # until the first part: before it, contexts are made

    def _run(self) -> None:
        try:
            for _ in self._job(self.cancel):
                self.times.append(time.perf_counter())
                self._first.set()
        except Cancelled:
            pass
        finally:
            self._first.set()

    @property
    def running(self) -> bool:
        return self._thread.is_alive()

    def stop(self) -> None:
        self.cancel.cancel()
        self._thread.join()


def score_job(engine: Engine) -> Job:
    prefix = measure.text_of_tokens(engine, 84, "Some examples:")
    rows = tuple(measure.text_of_tokens(engine, 28, f" row {n % 50}:") for n in range(ROWS))
    request = ScoreRequest(prefix, rows, labels=(" good", " bad"))
    return lambda cancel: engine.score(request, cancel)


def summary_job(engine: Engine) -> Job:
    requests = [
        GenerateRequest(
            (Message("user", "Summarize: " + measure.text_of_tokens(engine, CHUNK_TOKENS, f"Part {n}.")),),
            sampling=measure.SAMPLING,
            max_tokens=SUMMARY_TOKENS,
        )
        for n in range(CHUNKS)
    ]
    return lambda cancel: engine.generate_many(requests, cancel)


def first_text_s(engine: Engine, number: int) -> float:
    """Seconds until the first text of an answer to a short question."""
    question = f"{number}: what is good about {TOPICS[number % len(TOPICS)]}?"
    time.sleep(0.1 * (number % 4))  # not always at the same place of a step
    began = time.perf_counter()
    stream = engine.generate(GenerateRequest((Message("user", question),), sampling=measure.SAMPLING))
    next(iter(stream))
    elapsed = time.perf_counter() - began
    stream.cancel()
    stream.result()
    return elapsed


@contextmanager
def chats_without_pause(engine: Engine) -> Iterator[None]:
    ended = threading.Event()

    def chat() -> None:
        for number in itertools.count():
            question = f"{number}: tell me a story about {TOPICS[number % len(TOPICS)]}."
            request = GenerateRequest((Message("user", question),), sampling=measure.SAMPLING, max_tokens=200)
            stream = engine.generate(request)
            for _ in stream:
                if ended.is_set():
                    stream.cancel()
            if ended.is_set():
                return

    thread = threading.Thread(target=chat, daemon=True)
    thread.start()
    try:
        yield
    finally:
        ended.set()
        thread.join()


def window_rate(progress: Progress, seconds: float = 12.0) -> float:
    """Parts/s from one arrival to another at least `seconds` later; the first one may be long ago."""
    start = len(progress.times)
    while progress.running and len(progress.times) == start:
        time.sleep(0.01)
    first = len(progress.times)
    while progress.running and progress.times[-1] - progress.times[first - 1] < seconds:
        time.sleep(0.01)
    last = len(progress.times)
    return (last - first) / (progress.times[last - 1] - progress.times[first - 1])


def whole_rate(progress: Progress) -> float:
    """Parts/s of a whole job, from now to its end; many parts may come at once."""
    began, start = time.perf_counter(), len(progress.times)
    while progress.running:
        time.sleep(0.01)
    return (len(progress.times) - start) / (time.perf_counter() - began)


def measured(engine: Engine, name: str, job: Job, rate: Callable[[Progress], float]) -> dict[str, float]:
    alone = Progress(job)
    speed = rate(alone)
    alone.stop()
    asked = Progress(job)
    waits = [first_text_s(engine, number) for number in range(QUESTIONS)]
    assert asked.running, "the job ended before the questions"
    asked.stop()
    beside = Progress(job)
    with chats_without_pause(engine):
        shared = rate(beside)
    beside.stop()
    return {
        f"{name}: alone (per s)": speed,
        f"{name}: longest wait for an answer (s)": max(waits),
        f"{name}: median wait for an answer (s)": measure.median(waits),
        f"{name}: speed beside chats": shared / speed,
    }


def main() -> int:
    options = measure.arguments(__doc__.splitlines()[0]).parse_args()
    with measure.engine(options) as engine:
        results = measured(engine, "rows", score_job(engine), window_rate)
        results |= measured(engine, "chunks", summary_job(engine), whole_rate)
    waits = {f"{name}: longest wait for an answer (s)": 1.0 for name in ("rows", "chunks")}
    shares = {f"{name}: speed beside chats": 0.5 for name in ("rows", "chunks")}
    return measure.report(results, shares, options.json, at_most=waits)


if __name__ == "__main__":
    sys.exit(main())
