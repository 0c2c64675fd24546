"""Poems of the tab in the history and in drafts: nothing that was typed is lost."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import (
    QLineEdit,
    QPushButton,
    QToolButton,
)
from pytestqt.qtbot import QtBot

from llmdesk.tools.poetry import runs
from llmdesk.ui.poetry.tab import PoetryTab
from llmdesk.ui.services import Services
from tests.ui.controls import named
from tests.ui.poetry.desk import HAIKU, Writer, checks, make_tab, poem, write


def test_a_change_by_hand_is_checked_and_kept(tab: PoetryTab, qtbot: QtBot, services: Services) -> None:
    write(tab, qtbot)
    before = checks(tab)
    poem(tab).setPlainText("One two\n" + "\n".join(HAIKU[1:]))
    qtbot.waitUntil(lambda: bool(checks(tab)) and checks(tab) != before)
    assert any("Line 1" in line and "2 syllables" in line for line in checks(tab))
    qtbot.waitUntil(lambda: "One two" in str(services.store.runs("poem")[0].result))
    assert len(services.store.runs("poem")) == 1


def test_a_poem_of_the_history_comes_back_with_its_choices(
    tab: PoetryTab, qtbot: QtBot, services: Services
) -> None:
    write(tab, qtbot, "a pond")
    named(tab, QLineEdit, "Topic").setText("something else")
    poem(tab).setPlainText("")
    history = named(tab, QToolButton, "History")
    history.chosen.emit(services.store.runs("poem")[0])  # type: ignore[attr-defined]
    assert named(tab, QLineEdit, "Topic").text() == "a pond"
    assert poem(tab).toPlainText().split("\n") == list(HAIKU)


def test_what_was_typed_is_there_in_the_next_window(
    tab: PoetryTab, qtbot: QtBot, services: Services, writer: Writer
) -> None:
    named(tab, QLineEdit, "Topic").setText("an unsent topic")
    named(tab, QPushButton, "Check a poem").click()
    poem(tab).setPlainText("a pasted line")
    qtbot.waitUntil(lambda: "a pasted line" in services.store.kept("poem.draft"))
    other = make_tab(qtbot, services, writer)
    assert named(other, QLineEdit, "Topic").text() == "an unsent topic"
    named(other, QPushButton, "Check a poem").click()
    assert poem(other).toPlainText() == "a pasted line"


def test_what_was_typed_a_moment_before_the_end_is_kept(tab: PoetryTab, services: Services) -> None:
    named(tab, QLineEdit, "Topic").setText("at the last moment")
    tab.shutdown()
    assert "at the last moment" in services.store.kept("poem.draft")


def test_what_is_pasted_is_kept_while_one_types_on_without_a_pause(
    tab: PoetryTab, qtbot: QtBot, services: Services
) -> None:
    named(tab, QPushButton, "Check a poem").click()

    def goes_on() -> bool:
        poem(tab).insertPlainText("x")
        return "xx" in services.store.kept("poem.draft")

    qtbot.waitUntil(goes_on)


@pytest.mark.parametrize("ends", ["the window", "another poem", "the other mode"])
def test_a_change_by_hand_is_kept_however_soon_something_else_comes(
    tab: PoetryTab, qtbot: QtBot, services: Services, ends: str
) -> None:
    write(tab, qtbot)
    (before,) = services.store.runs("poem")
    poem(tab).moveCursor(QTextCursor.MoveOperation.End)
    poem(tab).insertPlainText(" indeed")
    if ends == "the window":
        services.tasks.close()
        tab.shutdown()
    elif ends == "another poem":
        tab._on_another()
    else:
        named(tab, QPushButton, "Check a poem").click()

    def last_line() -> str:
        _options, kept = runs.read(services.store.run(before.id))
        return "" if kept is None else kept.lines[-1]

    qtbot.waitUntil(lambda: last_line() == f"{HAIKU[-1]} indeed")


def test_an_older_change_by_hand_does_not_overtake_a_newer_one(
    tab: PoetryTab, qtbot: QtBot, services: Services
) -> None:
    write(tab, qtbot)
    (run,) = services.store.runs("poem")
    poem(tab).insertPlainText("Older: ")
    older = tab._edited()
    poem(tab).insertPlainText("newer: ")
    newer = tab._edited()
    assert older is not None
    assert newer is not None
    for edited in (newer, older):
        tab._changes.write(edited)
    _options, kept = runs.read(services.store.run(run.id))
    assert kept is not None
    assert kept.lines[0] == f"Older: newer: {HAIKU[0]}"
