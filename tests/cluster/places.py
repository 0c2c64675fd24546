"""Places that are threads of this process: what a cluster does to rows, without one."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from typing import Any

from llmdesk.cancel import CancelToken
from llmdesk.cluster.sharing import Gone
from llmdesk.errors import UserError
from llmdesk.tools.tables import Row, Worker


class ThreadPlaces:
    """Copies that `copy` makes. `dies`: told the place and how many blocks it was given; True ends it in the
    middle of the block, and it is back when it is asked for `ready` the third time after."""

    def __init__(
        self,
        copy: Callable[[], Worker[Any]],
        count: int = 3,
        dies: Callable[[int, int], bool] = lambda _place, _blocks: False,
    ) -> None:
        self._copies = [copy() for _ in range(count)]
        self._pools = [ThreadPoolExecutor(1) for _ in range(count)]
        self._dies, self._gone = dies, dict[int, int]()
        self.blocks = [0] * count
        self.sizes: list[int] = []
        self.stopped = threading.Event()

    def ready(self) -> Sequence[int]:
        for place, times in list(self._gone.items()):
            self._gone[place] = times - 1
            if times == 0:
                del self._gone[place]
        return [place for place in range(len(self._copies)) if place not in self._gone]

    def give(self, place: int, block: Sequence[Row]) -> Future[object]:
        self.blocks[place] += 1
        self.sizes.append(len(block))
        if self._dies(place, self.blocks[place]):
            self._gone[place] = 2
            gone: Future[object] = Future()
            gone.set_result(Gone("The machine ended."))
            return gone
        return self._pools[place].submit(self._work, place, list(block))

    def _work(self, place: int, block: list[Row]) -> object:
        try:
            return list(self._copies[place].rows(block, CancelToken()))
        except UserError as error:
            return error

    def finished(self, given: Sequence[Any], seconds: float) -> Sequence[tuple[Any, object]]:
        done, _ = wait(given, seconds, FIRST_COMPLETED)
        return [(work, work.result()) for work in done]

    def stop(self) -> None:
        self.stopped.set()
