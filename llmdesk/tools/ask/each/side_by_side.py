"""Something is asked of every document: of a few at once, with what comes in the documents' order.

Owns how many at once, and that all of them end when one fails or the work is stopped. Must not know what is
asked.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from typing import TypeVar

from llmdesk.cancel import CancelToken
from llmdesk.tools.documents import Document

R = TypeVar("R")
AT_ONCE = 4  # the engine puts what is asked at once into one batch; documents in memory


def each(
    documents: Iterable[Document], ask: Callable[[int, Document, CancelToken], R], cancel: CancelToken
) -> Iterator[R]:
    """What `ask` gives for each, in order. The first is asked alone: what is tried once for a model is tried
    with it. Raises what `ask` raises, of the first document of which it does; the others are stopped then."""
    token = CancelToken()
    cancel.on_cancel(token.cancel)
    waiting: deque[Future[R]] = deque()
    with ThreadPoolExecutor(AT_ONCE, thread_name_prefix="ask_each") as pool:
        try:
            for number, document in enumerate(documents):
                waiting.append(pool.submit(ask, number, document, token))
                if number == 0 or len(waiting) >= AT_ONCE:
                    yield waiting.popleft().result()
            while waiting:
                yield waiting.popleft().result()
        finally:
            token.cancel()
