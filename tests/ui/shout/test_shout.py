"""A tool of one's own is one folder in tools, one in ui, a module in cli, and a line in each list."""

from __future__ import annotations

import io
import json
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtWidgets import QLabel, QPlainTextEdit, QProgressBar, QPushButton, QTabBar, QWidget
from pytestqt.qtbot import QtBot

from llmdesk import cli
from llmdesk.cli.commands import COMMANDS
from llmdesk.cli.shell.console import Console
from llmdesk.paths import Paths
from llmdesk.store import Store
from llmdesk.tools.documents import from_text
from llmdesk.ui.services import Services
from llmdesk.ui.summarize.tab import SummarizeTab
from llmdesk.ui.tabs import TOOLS, Tab
from llmdesk.ui.widgets.run_history import RunHistory
from llmdesk.ui.window.main_window import MainWindow
from llmdesk.workshop import Started
from tests.fakes import FakeEngine, FakeMachine
from tests.ui.shout.command import SHOUT
from tests.ui.shout.tool.shouting import BREATH, KIND, read
from tests.ui.summarize.desk import handmade

TAB = Tab(
    "shout",
    "Shout",
    "tests.ui.shout.room.tab",
    "ShoutTab",
    ("tests.ui.shout.tool",),
    offer="Shout it",
)


@pytest.fixture
def open_window(
    qtbot: QtBot, make_services: Callable[..., Services]
) -> Iterator[Callable[[], tuple[MainWindow, Services]]]:
    """Opens the window with the tool in its list; again on the same data when it is called again."""
    BREATH.set()

    def open_it() -> tuple[MainWindow, Services]:
        services = make_services()
        services.tools = (*TOOLS, TAB)
        window = MainWindow(services)
        qtbot.addWidget(window)
        window.show()
        return window, services

    yield open_it
    BREATH.set()


def named(window: QWidget, name: str) -> QWidget:
    return next(w for w in window.findChildren(QWidget) if w.accessibleName() == name)


def go_to(window: MainWindow, title: str) -> None:
    bar = window.findChildren(QTabBar)[0]
    bar.setCurrentIndex([bar.tabText(number) for number in range(bar.count())].index(title))


def shouts(window: MainWindow) -> Callable[[], bool]:
    fields = partial(window.findChildren, QPlainTextEdit)
    return lambda: any(field.accessibleName() == "Text to shout" and field.isVisible() for field in fields())


def press(window: MainWindow, caption: str) -> None:
    next(b for b in window.findChildren(QPushButton) if b.text() == caption and b.isVisible()).click()


def shouted(window: MainWindow) -> str:
    label = named(window, "Shouted")
    assert isinstance(label, QLabel)
    return label.text()


def test_it_has_a_tab_and_a_history_that_outlives_the_window(
    qtbot: QtBot, open_window: Callable[[], tuple[MainWindow, Services]]
) -> None:
    window, services = open_window()
    go_to(window, "Shout")
    qtbot.waitUntil(shouts(window))
    field = named(window, "Text to shout")
    assert isinstance(field, QPlainTextEdit)
    field.setPlainText("hello there")
    press(window, "Shout it")
    qtbot.waitUntil(lambda: shouted(window) == "HELLO THERE")
    window.close()
    again, services = open_window()
    go_to(again, "Shout")
    qtbot.waitUntil(shouts(again))
    (run,) = services.store.runs(KIND)
    next(h for h in again.findChildren(RunHistory) if h.isVisible()).chosen.emit(run)
    assert shouted(again) == "HELLO THERE"


def test_it_shows_progress_and_is_cancelled_at_once(
    qtbot: QtBot, open_window: Callable[[], tuple[MainWindow, Services]]
) -> None:
    window, services = open_window()
    go_to(window, "Shout")
    qtbot.waitUntil(shouts(window))
    field = named(window, "Text to shout")
    assert isinstance(field, QPlainTextEdit)
    field.setPlainText("one two three")
    BREATH.clear()
    press(window, "Shout it")
    bar = named(window, "Shouting")
    assert isinstance(bar, QProgressBar)
    qtbot.waitUntil(lambda: (bar.value(), bar.maximum()) == (1, 3))
    press(window, "Cancel")
    qtbot.waitUntil(lambda: shouted(window) == "Stopped.")
    assert services.store.runs(KIND) == []


def test_a_summary_is_handed_to_it(
    qtbot: QtBot, open_window: Callable[[], tuple[MainWindow, Services]]
) -> None:
    window, _services = open_window()
    go_to(window, "Summarize")
    qtbot.waitUntil(lambda: bool(window.findChildren(SummarizeTab)))
    tab = window.findChildren(SummarizeTab)[0]
    text = "Ships came. Trains left."
    tab._result.show_summary(handmade(text, ("Ships came.", ("Ships came.",), True)), from_text(text))
    others = next(
        button for button in tab.findChildren(QPushButton) if button.text() == "Use it in" and button.menu()
    )
    next(action for action in others.menu().actions() if action.text() == "Shout it").trigger()
    qtbot.waitUntil(shouts(window))
    field = named(window, "Text to shout")
    assert isinstance(field, QPlainTextEdit)
    qtbot.waitUntil(lambda: field.toPlainText() == "Ships came.")


def test_it_has_a_command_whose_runs_the_window_shows(tmp_path: Path) -> None:
    out = io.StringIO()

    def run(*words: str) -> int:
        console = Console(None, out, io.StringIO(), input)
        return cli.main(
            ["--data-dir", str(tmp_path / "data"), *words],
            engine_factory=lambda _log, _cache: Started(FakeEngine(), FakeMachine()),
            console=console,
            commands=(*COMMANDS, SHOUT),
        )

    assert run("shout", "good morning", "--json") == 0
    assert json.loads(out.getvalue()) == {"text": "GOOD MORNING"}
    assert run("--help") == 0
    assert "say a text in capitals" in out.getvalue()
    paths = Paths.under(tmp_path / "data")
    store = Store(paths.database, paths.backups)
    try:
        (kept,) = store.runs(KIND)
        assert read(kept) == ("good morning", "GOOD MORNING")
    finally:
        store.close()
