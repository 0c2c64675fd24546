"""Garbage is collected on the GUI thread, and nowhere else."""

from __future__ import annotations

import gc
import threading
import weakref
from collections.abc import Iterator

import pytest
from pytestqt.qtbot import QtBot

from llmdesk.ui import garbage
from llmdesk.ui.garbage import GarbageCollection


class Knot:
    """A cycle that notes in which thread it is untied."""

    def __init__(self, ended_in: list[threading.Thread]) -> None:
        self.itself = self
        weakref.finalize(self, lambda: ended_in.append(threading.current_thread()))


@pytest.fixture
def collection(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> Iterator[GarbageCollection]:
    monkeypatch.setattr(garbage, "INTERVAL_MS", 10)
    collection = GarbageCollection()
    yield collection
    collection.close()


def test_a_cycle_that_a_thread_leaves_is_untied_on_the_gui_thread(
    qtbot: QtBot, collection: GarbageCollection
) -> None:
    ended_in: list[threading.Thread] = []

    def work() -> None:
        for _ in range(5_000):
            Knot(ended_in)

    worker = threading.Thread(target=work)
    worker.start()
    worker.join()
    qtbot.waitUntil(lambda: len(ended_in) == 5_000, timeout=10_000)
    assert set(ended_in) == {threading.main_thread()}


def test_what_a_long_job_holds_is_not_walked_while_it_is_at_work_and_its_cycles_go_later(
    qtbot: QtBot, collection: GarbageCollection
) -> None:
    ended_in: list[threading.Thread] = []
    qtbot.waitUntil(lambda: collection._times > 0)
    collection._timer.stop()
    held = [[number] for number in range(400_000)]
    knot = Knot(ended_in)
    gc.collect(0)  # all of it is older now
    del knot
    collection._timer.start()
    times, began = collection._times, collection._ticks
    qtbot.waitUntil(lambda: collection._ticks > began + 25)
    assert (collection._times, ended_in) == (times, [])
    del held
    qtbot.waitUntil(lambda: len(ended_in) == 1)


def test_python_collects_again_after_the_end(collection: GarbageCollection) -> None:
    assert not gc.isenabled()
    collection.close()
    assert gc.isenabled()
