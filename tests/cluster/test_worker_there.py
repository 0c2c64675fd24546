"""What works on blocks on another machine, called as Ray calls it: from several threads."""

from __future__ import annotations

import threading
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import ClassVar

from llmdesk.cancel import CancelToken
from llmdesk.cluster.copies import packed
from llmdesk.cluster.ray_places import WorkerThere, _Task
from llmdesk.tools.tables import Row
from tests.cluster.sleeping import SPEC, Sleeper, start_fake
from tests.fakes import FakeEngine
from tests.tools.tables.shouting import Shout, Shouter

BLOCKS = [[(f"row {block} {row}",) for row in range(20)] for block in range(4)]


class Alone(Sleeper):
    """Has a state of its own while it works, as most workers do."""

    most: ClassVar[int] = 0
    now: ClassVar[int] = 0

    def rows(self, rows: Iterable[Row], cancel: CancelToken) -> Iterator[Shout]:
        Alone.now += 1
        Alone.most = max(Alone.most, Alone.now)
        yield from super().rows(rows, cancel)
        Alone.now -= 1


class Waiting(Shouter):
    """Works until it is stopped, and remembers the rows of what it was stopped in."""

    begun: ClassVar[threading.Event] = threading.Event()

    def rows(self, rows: Iterable[Row], cancel: CancelToken) -> Iterator[Shout]:
        first = not self.seen and not Waiting.begun.is_set()
        self.seen.extend(rows)
        if first:
            Waiting.begun.set()
            cancel.wait(10)
        cancel.raise_if_cancelled()
        yield from (Shout(row[0], 0, 0.0) for row in self.seen)


def there(worker: Shouter) -> WorkerThere:
    return WorkerThere(_Task(packed(worker, FakeEngine()), SPEC, start_fake))


def test_blocks_that_come_side_by_side_are_worked_on_one_after_the_other() -> None:
    actor = there(Alone())
    with ThreadPoolExecutor(4) as threads:
        found = list(threads.map(actor.rows, BLOCKS))
    actor.end()
    assert Alone.most == 1
    for block, results in zip(BLOCKS, found, strict=True):
        assert isinstance(results, list)
        assert [each.words for each in results] == [f"{row[0].upper()}!" for row in block]


def test_a_stop_gives_up_all_that_is_there_and_the_next_block_begins_anew() -> None:
    actor = there(Waiting())
    with ThreadPoolExecutor(2) as threads:
        first = threads.submit(actor.rows, BLOCKS[0])
        assert Waiting.begun.wait(10)
        actor.stop()
        assert first.result() is None
    results = actor.rows(BLOCKS[1])
    actor.end()
    assert isinstance(results, list)
    assert [each.words for each in results] == [row[0] for row in BLOCKS[1]]
