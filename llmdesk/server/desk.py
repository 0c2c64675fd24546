"""The bridge between the event loop and the engine, whose calls wait.

Owns the threads in which the engine is asked, the bound on how many requests run, and the end of all of them.
Every request that is begun here has one end, and a client that goes away ends its own at once.
"""

from __future__ import annotations

import asyncio
import threading
from collections.abc import AsyncGenerator, Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from typing import TypeVar

from llmdesk.cancel import CancelToken
from llmdesk.engine.face import TextEngine
from llmdesk.engine.types import Completion, GenerateRequest, LoadedModel, Piece, Priority
from llmdesk.server.failures import Refusal, switched_off
from llmdesk.server.requests import MOST_CHOICES
from llmdesk.server.turns import AT_ONCE, Turns

T = TypeVar("T")

_ANY_MODEL = ("", "default", "llmdesk")  # names that mean whichever model llmdesk uses


@dataclass(frozen=True, slots=True)
class Source:
    """Where the model comes from: the `name` of the one that is chosen ("": there is none), and `load`, which
    waits for it. Called in any thread."""

    name: Callable[[], str]
    load: Callable[[CancelToken], LoadedModel]


@dataclass(frozen=True, slots=True)
class News:
    """Something of the answer with this number: a piece, its end, or what ended it."""

    index: int
    what: Piece | Completion | Exception


class Desk:
    """`source` gives the model, where none is loaded. `priority` of what is asked: "batch" lets the window's
    own requests go first. Made in the thread of the event loop."""

    def __init__(self, engine: TextEngine, source: Source, priority: Priority) -> None:
        self.engine, self.priority = engine, priority
        self.turns = Turns()
        self._source = source
        self._loop = asyncio.get_running_loop()
        self._pool = ThreadPoolExecutor(AT_ONCE * MOST_CHOICES, thread_name_prefix="server")
        self._lock = threading.Lock()
        self._running: set[CancelToken] = set()
        self._closed = False

    def model_name(self) -> str:
        """Of the model that answers, or would; "" where there is none."""
        model = self.engine.state().model
        return model.name if model is not None else self._source.name()

    async def model(self, wanted: str) -> LoadedModel:
        """The model that answers, loaded where it is not; raises `Refusal` where another one is `wanted`."""
        name = self.model_name()
        if name and wanted not in (*_ANY_MODEL, name):
            message = f"There is no model “{wanted}” here; llmdesk uses “{name}”."
            raise Refusal(404, message, param="model", code="model_not_found")
        model = self.engine.state().model
        return model if model is not None else await self.run(self._source.load)

    async def run(self, function: Callable[[CancelToken], T]) -> T:
        """The result of what waits, in a thread, with a token that is cancelled when this is."""
        cancel = CancelToken()
        with self._under_way(cancel):
            return await asyncio.shield(self._loop.run_in_executor(self._pool, function, cancel))

    async def ask(self, requests: Sequence[GenerateRequest]) -> AsyncGenerator[News, None]:
        """What comes of `requests`, each with one end that is told."""
        cancel = CancelToken()
        news: asyncio.Queue[News] = asyncio.Queue()

        def tell(one: News) -> None:
            try:
                self._loop.call_soon_threadsafe(news.put_nowait, one)
            except RuntimeError:  # the loop is closed: nobody listens any more
                cancel.cancel()

        with self._under_way(cancel):
            for index, request in enumerate(requests):
                self._pool.submit(_follow, self.engine, request, index, tell, cancel)
            left = len(requests)
            while left:
                come = [await news.get()]
                while not news.empty():
                    come.append(news.get_nowait())
                for one in _together(come):
                    left -= not isinstance(one.what, Piece)
                    yield one

    def _under_way(self, cancel: CancelToken) -> _UnderWay:
        return _UnderWay(self._lock, self._running, cancel, self._closed)

    def cancel_all(self) -> None:
        """Any thread: end what runs; nothing new begins."""
        with self._lock:
            self._closed = True
            running = list(self._running)
        for cancel in running:
            cancel.cancel()

    def close(self) -> None:
        self.cancel_all()
        self._pool.shutdown(wait=False, cancel_futures=True)


class _UnderWay:
    """A request that `Desk.cancel_all` ends, and that ends with whoever waits for it."""

    def __init__(
        self, lock: threading.Lock, running: set[CancelToken], cancel: CancelToken, closed: bool
    ) -> None:
        if closed:
            raise switched_off()
        self._lock, self._running, self._cancel = lock, running, cancel

    def __enter__(self) -> None:
        with self._lock:
            self._running.add(self._cancel)

    def __exit__(self, *_error: object) -> None:
        with self._lock:
            self._running.discard(self._cancel)
        self._cancel.cancel()  # of what has ended, this does nothing


def _together(come: Sequence[News]) -> Iterator[News]:
    """Pieces that came while nobody looked are one: each that is sent costs time."""
    held: News | None = None
    for one in come:
        if held is not None and _goes_on(held, one):
            held = News(held.index, replace(held.what, text=held.what.text + one.what.text))  # type: ignore[type-var, union-attr]  # both are pieces
            continue
        if held is not None:
            yield held
        held = one
    if held is not None:
        yield held


def _goes_on(before: News, after: News) -> bool:
    one, other = before.what, after.what
    return (
        before.index == after.index
        and isinstance(one, Piece)
        and isinstance(other, Piece)
        and one.kind == other.kind
        and not other.anew
    )


def _follow(
    engine: TextEngine,
    request: GenerateRequest,
    index: int,
    tell: Callable[[News], None],
    cancel: CancelToken,
) -> None:
    """One answer, from its beginning to its end, in a thread."""
    try:
        cancel.raise_if_cancelled()
        stream = engine.generate(request)
        cancel.on_cancel(stream.cancel)
        for piece in stream:
            tell(News(index, piece))
        tell(News(index, stream.result()))
    except Exception as error:  # noqa: BLE001  # thread boundary: whoever waits is told, bugs too
        tell(News(index, error))
