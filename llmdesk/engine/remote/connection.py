"""The model of one server, as it was when it was connected.

Owns the watch over the server: results count only while the same model runs there. Must not start threads.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from dataclasses import replace
from typing import TypeVar

from llmdesk.cancel import CancelToken
from llmdesk.engine.remote import failures
from llmdesk.engine.remote.server import is_connection_error
from llmdesk.engine.remote.types import Dialect, Ended, Listener
from llmdesk.engine.types import GenerateRequest, LoadedModel
from llmdesk.errors import Cancelled, EngineRefused, EngineUnreachable, UserError

T = TypeVar("T")

#: Seconds before the same request is made again, of batch work: one for each try.
BACKOFF_S = (0.5, 1.0, 2.0, 4.0, 8.0, 15.0, 30.0)  # a large model is loaded again in a minute
_LONGEST_S = 60.0  # that a server may ask us to wait
FRESH_S = 0.5  # how long what it said of its model is taken for true


class Connection:
    """Usable from any thread."""

    def __init__(self, dialect: Dialect, model: LoadedModel, place: str, backoff: tuple[float, ...]) -> None:
        self.dialect, self.model, self.place = dialect, model, place
        self._backoff = backoff
        self._lock = threading.Lock()
        self._seen = time.monotonic()  # when the question was put that the server answered rightly last

    def check_model(self, cancel: CancelToken, *, since: float | None = None) -> None:
        """Raise `EngineRefused` where the server runs another model than it did.

        `since`, by the monotonic clock: it must have been asked after that; None: lately.
        """
        asked = time.monotonic()
        with self._lock:
            if self._seen > (asked - FRESH_S if since is None else since):
                return
        now = self.dialect.identity(cancel)
        if now != self.dialect.facts.identity:
            raise failures.swapped(self.place, self.dialect.facts.model, now.partition("|")[0] or "?")
        with self._lock:
            self._seen = max(self._seen, asked)

    def generate(self, request: GenerateRequest, listener: Listener, cancel: CancelToken) -> Ended:
        """An answer, with the model's own sampling where the request says nothing."""
        whole = replace(request, sampling=request.sampling.over(self.model.sampling))
        return self.dialect.generate(whole, self.model.context, listener, cancel)

    def patiently(
        self, work: Callable[[], T], cancel: CancelToken, on_wait: Callable[[], object] = lambda: None
    ) -> T:
        """Batch work: what a server is too busy for, or a broken connection took along, is asked again."""
        for wait in self._backoff:
            try:
                return work()
            except UserError as error:
                if not is_connection_error(error):
                    raise
                told = error.params.get("retry_after")
                wait = max(wait, min(float(told), _LONGEST_S)) if isinstance(told, int | float) else wait
            on_wait()
            if cancel.wait(wait):
                raise Cancelled
            with self._lock:
                self._seen = 0.0  # it may have been started anew, with another model
        return work()


def ends_all(error: UserError) -> bool:
    """Whether an error is one of the engine, and not of the single request."""
    if isinstance(error, EngineUnreachable | failures.Busy):
        return True
    return isinstance(error, EngineRefused) and (
        "before" in error.params or error.params.get("status") in (401, 403)
    )
