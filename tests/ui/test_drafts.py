"""What is typed or made is in the store, the newest state of it, however soon and however the window ends."""

from __future__ import annotations

import threading
from collections.abc import Callable

import pytest
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from llmdesk.errors import StoreError
from llmdesk.store import Store
from llmdesk.tools.sentiment import Label, LabelSet
from llmdesk.ui.drafts import Keeper, KeptElsewhere, joined
from llmdesk.ui.sentiment.corrections import SentimentCorrections
from llmdesk.ui.sentiment.sets import SentimentSets
from llmdesk.ui.services import Services
from llmdesk.ui.tasks import THREADS, TaskContext
from llmdesk.ui.window.main_window import MainWindow
from tests.ui.sentiment.desk import make_desk

LABELS = ("positive", "negative")
NAME = "test.text"


class Field(QObject):
    """Something to type into."""

    def __init__(self, services: Services, *, merges: bool = False) -> None:
        super().__init__()
        self.text = ""
        self.keeper = Keeper(
            services.drafts, NAME, lambda: self.text, self._take, str, str, self, merges=merges
        )

    def type(self, text: str) -> None:
        self.text += text
        self.keeper.keep_soon()

    def _take(self, kept: str) -> None:
        self.text = joined(kept, self.text)


def open_field(qtbot: QtBot, services: Services) -> Field:
    field = Field(services)
    field.keeper.read()
    qtbot.waitUntil(lambda: field.keeper.is_read)
    return field


def hold_all_threads(services: Services, owner: QObject) -> threading.Event:
    """Until the event is set no task begins that is not of those in turn."""
    go = threading.Event()
    for _ in range(THREADS):
        services.tasks.start(lambda _context: go.wait(5), owner=owner, on_done=lambda _: None)
    return go


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
    qtbot: QtBot, services: Services, monkeypatch: pytest.MonkeyPatch
) -> None:
    field, go, written = open_field(qtbot, services), threading.Event(), threading.Event()
    real = Keeper._put

    def put(keeper: Keeper[str], number: int, state: str) -> str | None:
        if threading.current_thread() is not threading.main_thread():
            go.wait(5)
        found = real(keeper, number, state)
        written.set()
        return found

    monkeypatch.setattr(Keeper, "_put", put)
    field.type("old")
    field.keeper.keep_now()  # its thread is held up
    field.type(" and new")
    assert field.keeper.flush() is None
    assert services.store.kept(NAME) == "old and new"
    written.clear()
    go.set()
    qtbot.waitUntil(written.is_set)
    assert services.tasks.wait_idle(5)
    assert services.store.kept(NAME) == "old and new"


def test_what_changed_while_a_write_was_under_way_is_written_after_it(
    qtbot: QtBot, services: Services
) -> None:
    field, go = open_field(qtbot, services), threading.Event()

    def hold(_context: TaskContext) -> None:
        services.store._database.write(lambda _: go.wait(5))

    services.tasks.start(hold, owner=field, on_done=lambda _: None)
    for letter in "abc":
        field.type(letter)
        field.keeper.keep_now()
    go.set()
    qtbot.waitUntil(lambda: services.store.kept(NAME) == "abc")


def test_a_text_is_written_while_every_thread_is_at_work(qtbot: QtBot, services: Services) -> None:
    field = open_field(qtbot, services)
    go = hold_all_threads(services, field)
    field.type("typed meanwhile")
    qtbot.waitUntil(lambda: services.store.kept(NAME) == "typed meanwhile")
    assert not go.is_set()
    go.set()


def test_one_who_types_without_a_pause_is_not_waited_for(qtbot: QtBot, services: Services) -> None:
    field = open_field(qtbot, services)

    def goes_on() -> bool:
        field.type("x")
        return bool(services.store.kept(NAME))

    qtbot.waitUntil(goes_on)


def test_what_was_kept_is_not_written_over_by_what_comes_before_it_was_read(
    qtbot: QtBot, make_services: Callable[..., Services]
) -> None:
    first = make_services()
    tab = make_desk(qtbot, first).tab
    tab.corrections.correct(LABELS, "one", "positive")
    tab.sets.save(LabelSet("first", "en", (Label("good", ""), Label("bad", "")), "first"))
    tab.shutdown()
    end(first)
    later = make_services()
    go = hold_all_threads(later, tab)
    corrections, sets = SentimentCorrections(later, tab), SentimentSets(later, tab)  # no thread reads yet
    corrections.correct(LABELS, "two", "negative")
    sets.save(LabelSet("second", "en", (Label("good", ""), Label("bad", "")), "second"))
    corrections._keeper.flush()
    sets._keeper.flush()
    go.set()
    end(later)
    last = make_services()
    corrections, sets = SentimentCorrections(last, tab), SentimentSets(last, tab)
    qtbot.waitUntil(lambda: sets.loaded and bool(corrections.of(LABELS)))
    assert dict(corrections.of(LABELS)) == {"one": "positive", "two": "negative"}
    assert {"own:first", "own:second"} <= set(sets.sets)


def test_what_is_typed_before_the_draft_was_read_stands_below_it(qtbot: QtBot, services: Services) -> None:
    services.store.keep(NAME, "of yesterday")
    field = Field(services)
    field.type("of today")
    qtbot.waitUntil(lambda: services.store.kept(NAME) == "of yesterday\n\nof today")
    assert field.text == "of yesterday\n\nof today"


def test_a_draft_that_cannot_be_read_is_read_later_and_never_lost(
    qtbot: QtBot, services: Services, monkeypatch: pytest.MonkeyPatch
) -> None:
    services.store.keep(NAME, "of yesterday")
    monkeypatch.setattr("llmdesk.ui.drafts.RETRY_MS", 1)
    real, fails = Store.kept, [True]

    def kept(store: Store, name: str) -> str:
        if fails[0]:
            raise StoreError("busy")
        return real(store, name)

    monkeypatch.setattr(Store, "kept", kept)
    field = Field(services)
    field.keeper.read()
    field.type("of today")
    qtbot.waitUntil(lambda: [n.texts[0] for n in services.notify.notices] == ["busy"])
    fails[0] = False
    qtbot.waitUntil(lambda: services.store.kept(NAME) == "of yesterday\n\nof today")


def test_a_full_disk_is_told_once_and_written_to_as_soon_as_there_is_room(
    qtbot: QtBot, services: Services, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("llmdesk.ui.drafts.RETRY_MS", 1)
    field = open_field(qtbot, services)
    real, refused = Store.keep, list[str]()
    full = [True]

    def keep(store: Store, name: str, value: str, known: str | None = None) -> str | None:
        if full[0]:
            refused.append(value)
            raise StoreError("The disk is full.", hint="Free some space.")
        return real(store, name, value, known)

    monkeypatch.setattr(Store, "keep", keep)
    field.type("a")
    qtbot.waitUntil(lambda: bool(services.notify.notices))
    services.notify.close(services.notify.notices[0].id)
    tries = len(refused)
    qtbot.waitUntil(lambda: len(refused) > tries + 2)
    assert services.notify.notices == []  # told once
    problem = field.keeper.flush()
    assert problem is not None
    assert problem.hint == "Free some space."
    full[0] = False
    qtbot.waitUntil(lambda: services.store.kept(NAME) == "a")


@pytest.fixture
def two(
    qtbot: QtBot, make_services: Callable[..., Services]
) -> tuple[tuple[Field, Services], tuple[Field, Services]]:
    """Two windows on one data folder, which both have read it."""
    one, other = make_services(), make_services()
    return (open_field(qtbot, one), one), (open_field(qtbot, other), other)


def test_two_windows_do_not_write_over_each_other_in_silence(
    qtbot: QtBot, two: tuple[tuple[Field, Services], tuple[Field, Services]]
) -> None:
    (mine, one), (theirs, other) = two
    theirs.type("theirs")
    assert theirs.keeper.flush() is None
    mine.type("mine")
    qtbot.waitUntil(lambda: bool(one.notify.notices))
    (notice,) = one.notify.notices
    assert isinstance(notice.error, KeptElsewhere)
    assert one.store.kept(NAME) == "theirs"
    assert mine.text == "mine"
    assert isinstance(one.drafts.flush(), KeptElsewhere)  # the window asks before it closes on it
    assert notice.action is not None
    notice.action[1]()
    qtbot.waitUntil(lambda: other.store.kept(NAME) == "mine")
    theirs.type(" again")
    assert isinstance(theirs.keeper.flush(), KeptElsewhere)


def test_what_two_windows_add_to_one_list_is_put_together(
    qtbot: QtBot, make_services: Callable[..., Services]
) -> None:
    owner = QObject()
    windows = [SentimentCorrections(make_services(), owner) for _ in range(2)]
    qtbot.waitUntil(lambda: all(window._keeper.is_read for window in windows))
    for number, window in enumerate(windows):
        window.correct(LABELS, f"text {number}", "positive")
        assert window._keeper.flush() is None
    later = make_services()
    corrections = SentimentCorrections(later, owner)
    qtbot.waitUntil(lambda: len(corrections.of(LABELS)) == 2)
    assert later.notify.notices == []


def test_the_window_asks_before_it_closes_on_a_text_that_could_not_be_kept(
    qtbot: QtBot, services: Services, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_store: Store, *_: object) -> None:
        raise StoreError("The disk is full.", hint="Free some space.")

    window = MainWindow(services)
    qtbot.addWidget(window)
    window.show()
    window.chat.composer.set_text("typed with care")
    monkeypatch.setattr(Store, "save_draft", full)
    with qtbot.assertNotEmitted(window.closed):
        window.close()
    assert window.isVisible()
    notice = services.notify.notices[-1]
    assert notice.action is not None
    assert (notice.texts[0], notice.action[0]) == ("The disk is full.", "Close anyway")
    with qtbot.waitSignal(window.closed):
        notice.action[1]()


def test_what_is_typed_into_a_chat_is_on_the_disk_when_the_window_has_closed(
    qtbot: QtBot, services: Services
) -> None:
    window = MainWindow(services)
    qtbot.addWidget(window)
    window.show()
    window.chat.composer.set_text("typed with care")
    with qtbot.waitSignal(window.closed):
        window.close()
    assert services.store.draft(None) == "typed with care"
