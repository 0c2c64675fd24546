"""The parent's side of a running request: what the caller iterates, waits for, or cancels.

Owns the hand-over from the engine's reader thread to the threads that asked. Every stream gets
exactly one end: a result or an error.
"""

from __future__ import annotations

import queue
import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future
from dataclasses import replace

from llmdesk.cancel import CancelToken
from llmdesk.engine.types import Completion, Piece, Score, Written
from llmdesk.errors import EngineCrashed, UserError


class Stream:
    """One answer on its way (see `face.TextStream`)."""

    def __init__(self, load_s: float, on_cancel: Callable[[], None], on_end: Callable[[], None]) -> None:
        self._load_s, self._on_cancel, self._on_end = load_s, on_cancel, on_end
        self._pieces: queue.SimpleQueue[Piece | None] = queue.SimpleQueue()
        self._written = Written()
        self._future: Future[Completion] = Future()
        self._iterated = False
        self._lock = threading.Lock()
        self._on_reading: Callable[[int, int], None] | None = None
        self._reading: tuple[int, int] | None = None

    # -- the caller's side
    @property
    def text(self) -> str:
        return self._written.text

    def __iter__(self) -> Iterator[Piece]:
        while not self._iterated:
            piece = self._pieces.get()
            if piece is None:
                self._iterated = True
                break
            yield piece
        self._future.result()

    def on_reading(self, listener: Callable[[int, int], None]) -> None:
        with self._lock:
            self._on_reading, told = listener, self._reading
        if told is not None:
            listener(*told)

    def cancel(self) -> None:
        if not self._future.done():
            self._on_cancel()

    def result(self, timeout: float | None = None) -> Completion:
        return self._future.result(timeout)

    @property
    def done(self) -> bool:
        return self._future.done()

    @property
    def started(self) -> bool:
        """Whether some of the answer has come."""
        return self._written != Written()

    # -- the engine's side
    def push_reading(self, done: int, total: int) -> None:
        with self._lock:
            self._reading, listener = (done, total), self._on_reading
        if listener is not None:
            listener(done, total)

    def push(self, piece: Piece) -> None:
        self._written = self._written.plus(piece)
        self._pieces.put(piece)

    def finish(self, completion: Completion) -> None:
        timings = replace(completion.timings, load_s=self._load_s)
        text, thoughts = self._written.text, self._written.thoughts
        whole = replace(completion, text=text, thoughts=thoughts, timings=timings)
        self._end(lambda: self._future.set_result(whole))

    def fail(self, error: UserError) -> None:
        self._end(lambda: self._future.set_exception(error))

    def _end(self, settle: Callable[[], None]) -> None:
        if not self._future.done():
            settle()
            self._pieces.put(None)
            self._on_end()


class ScoreStream:
    """The scores of one request, in order, as they come."""

    def __init__(self) -> None:
        self._scores: queue.SimpleQueue[Score | UserError | None] = queue.SimpleQueue()
        self._ended = threading.Event()
        self.started = False  # whether some of the answer has come

    def __iter__(self) -> Iterator[Score]:
        while True:
            score = self._scores.get()
            if score is None:
                return
            if isinstance(score, UserError):
                raise score
            yield score

    def push(self, scores: tuple[Score, ...]) -> None:
        self.started = True
        for score in scores:
            self._scores.put(score)

    def finish(self) -> None:
        self._end(None)

    def fail(self, error: UserError) -> None:
        self._end(error)

    def _end(self, last: UserError | None) -> None:
        if not self._ended.is_set():
            self._ended.set()
            self._scores.put(last)


def ends_of(
    streams: Sequence[Stream], ended: queue.SimpleQueue[int], cancel: CancelToken | None
) -> Iterator[tuple[int, Completion | UserError]]:
    """(number, end) of each stream, as their numbers come in `ended`; whoever stops asking stops them all."""
    if cancel is not None:
        for stream in streams:
            cancel.on_cancel(stream.cancel)
    try:
        for _ in streams:
            index = ended.get()
            if cancel is not None:
                cancel.raise_if_cancelled()
            yield index, _outcome(streams[index])
    finally:
        for stream in streams:
            stream.cancel()


def _outcome(stream: Stream) -> Completion | UserError:
    """The end of a stream of many; a crash of the engine ends them all and is raised."""
    try:
        return stream.result()
    except EngineCrashed:
        raise
    except UserError as error:
        return error
