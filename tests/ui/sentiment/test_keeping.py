"""What the user makes is in the store, the newest state of it, however soon the window closes."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable

from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from llmdesk.tools.sentiment import Label, LabelSet
from llmdesk.ui.sentiment.corrections import SentimentCorrections
from llmdesk.ui.sentiment.keeping import Keeper
from llmdesk.ui.sentiment.sets import SentimentSets
from llmdesk.ui.services import Services
from llmdesk.ui.tasks import THREADS, TaskContext
from tests.ui.sentiment.desk import make_desk

LABELS = ("positive", "negative")


def end(services: Services) -> None:
    """As the window does after it told its tabs."""
    services.tasks.close()
    assert services.tasks.wait_idle(5)


def test_the_last_correction_and_the_last_set_outlive_a_window_that_closes_at_once(
    qtbot: QtBot, make_services: Callable[..., Services]
) -> None:
    services = make_services()
    tab = make_desk(qtbot, services).tab
    for text in ("one", "two", "three"):
        tab.corrections.correct(LABELS, text, "positive")
    for name in ("first", "second"):
        tab.sets.save(LabelSet(name, "en", (Label("good", ""), Label("bad", "")), name))
    tab.shutdown()
    end(services)
    later = make_services()
    corrections, sets = SentimentCorrections(later, tab), SentimentSets(later, tab)
    qtbot.waitUntil(lambda: sets.loaded and bool(corrections.of(LABELS)))
    assert [text for text, _ in corrections.of(LABELS)] == ["one", "two", "three"]
    assert {"own:first", "own:second"} <= set(sets.sets)


def test_an_older_write_does_not_overtake_the_one_that_is_waited_for(
    qtbot: QtBot, services: Services
) -> None:
    owner, state, go = QObject(), ["old"], threading.Event()
    for _ in range(THREADS):
        services.tasks.start(lambda _context: go.wait(5), owner=owner, on_done=lambda _: None)
    keeper = Keeper(services, owner, "test.state", lambda: list(state))
    keeper.release()
    keeper.keep_soon()  # no thread is free for it
    state.append("new")
    keeper.keep_soon()
    keeper.flush()
    assert json.loads(services.store.kept("test.state")) == ["old", "new"]
    go.set()
    qtbot.waitUntil(lambda: not keeper._writing)
    assert services.tasks.wait_idle(5)
    assert json.loads(services.store.kept("test.state")) == ["old", "new"]


def test_what_changed_while_a_write_was_under_way_is_written_after_it(
    qtbot: QtBot, services: Services
) -> None:
    owner, state, go = QObject(), [0], threading.Event()
    keeper = Keeper(services, owner, "test.state", lambda: list(state))
    keeper.release()

    def hold(_context: TaskContext) -> None:
        services.store._database.write(lambda _: go.wait(5))

    services.tasks.start(hold, owner=owner, on_done=lambda _: None)
    for number in (1, 2, 3):
        state.append(number)
        keeper.keep_soon()
    go.set()
    qtbot.waitUntil(lambda: services.store.kept("test.state") == "[0, 1, 2, 3]")


def test_what_was_kept_is_not_written_over_by_what_comes_before_it_was_read(
    qtbot: QtBot, make_services: Callable[..., Services]
) -> None:
    first = make_services()
    tab = make_desk(qtbot, first).tab
    tab.corrections.correct(LABELS, "one", "positive")
    tab.sets.save(LabelSet("first", "en", (Label("good", ""), Label("bad", "")), "first"))
    tab.shutdown()
    end(first)
    go = threading.Event()
    later = make_services()
    for _ in range(THREADS):
        later.tasks.start(lambda _context: go.wait(5), owner=tab, on_done=lambda _: None)
    corrections, sets = SentimentCorrections(later, tab), SentimentSets(later, tab)  # no thread reads yet
    corrections.correct(LABELS, "two", "negative")
    sets.save(LabelSet("second", "en", (Label("good", ""), Label("bad", "")), "second"))
    corrections.flush()
    sets.flush()
    go.set()
    end(later)
    last = make_services()
    corrections, sets = SentimentCorrections(last, tab), SentimentSets(last, tab)
    qtbot.waitUntil(lambda: sets.loaded and bool(corrections.of(LABELS)))
    assert dict(corrections.of(LABELS)) == {"one": "positive", "two": "negative"}
    assert {"own:first", "own:second"} <= set(sets.sets)
