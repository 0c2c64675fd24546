"""A change of the look comes in short turns, and ends where the same change made at once ends."""

from __future__ import annotations

import time

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage, QPalette
from PySide6.QtWidgets import (
    QApplication,
    QLabel,
    QLineEdit,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)
from pytestqt.qtbot import QtBot

from llmdesk.ui.look import wardrobe
from llmdesk.ui.look.sizes import fix_width
from llmdesk.ui.theme import Theme, set_kind

MANY = 150  # labels of each kind on a page
TURN_S = 0.05


def page(rows: int) -> QWidget:
    made = QWidget()
    column = QVBoxLayout(made)
    for kind in ("small", "danger", "muted", "heading") * rows:
        label = QLabel(f"A {kind} label")
        set_kind(label, kind)
        column.addWidget(label)
    for widget in (QPushButton("Press"), QLineEdit("Type")):
        widget.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # whether the window is active changes the picture
        fix_width(widget, 120)
        column.addWidget(widget)
    return made


def pages(qtbot: QtBot, rows: int = 1) -> QStackedWidget:
    """Both were shown; the first one shows."""
    stack = QStackedWidget()
    qtbot.addWidget(stack)
    for _ in range(2):
        stack.addWidget(page(rows))
    stack.setFixedSize(400, 500 if rows == 1 else 4000)  # it would grow with the text, and stay so
    stack.show()
    for number in (1, 0):
        stack.setCurrentIndex(number)
    return stack


def page_of(stack: QStackedWidget, number: int) -> QWidget:
    found = stack.widget(number)
    assert found is not None
    return found


def pictures(stack: QStackedWidget) -> list[QImage]:
    found = []
    for number in (1, 0):
        stack.setCurrentIndex(number)
        found.append(stack.grab().toImage())
    return found


def change(qtbot: QtBot, theme: Theme, mode: str, size: int) -> None:
    with qtbot.waitSignal(theme.changed, timeout=20_000):
        theme.change(mode, size)  # type: ignore[arg-type]  # one of its modes


def test_in_turns_or_at_once_every_page_looks_the_same(qtbot: QtBot, theme: Theme) -> None:
    stack = pages(qtbot)
    light = pictures(stack)
    change(qtbot, theme, "dark", 125)
    qtbot.waitUntil(stack.updatesEnabled)
    in_turns = pictures(stack)
    change(qtbot, theme, "light", 100)
    qtbot.waitUntil(stack.updatesEnabled)
    assert pictures(stack) == light
    theme.apply("dark")
    theme.resize(125)
    assert pictures(stack) == in_turns != light
    theme.resize(100)


def test_a_kind_changed_later_leaves_nothing_of_the_look_before(qtbot: QtBot, theme: Theme) -> None:
    stack = pages(qtbot)
    label = page_of(stack, 1).findChildren(QLabel)[0]
    set_kind(label, "danger")
    change(qtbot, theme, "dark", 100)
    assert label.palette().color(QPalette.ColorRole.WindowText) == theme.color("danger")
    set_kind(label, "")
    assert label.palette().color(QPalette.ColorRole.WindowText) == theme.color("text")
    assert label.font().pixelSize() == theme.pixels("body")


def test_the_last_of_several_changes_stands_and_one_made_at_once_ends_those_in_turns(
    qtbot: QtBot, theme: Theme
) -> None:
    stack = pages(qtbot, rows=20)
    light = pictures(stack)
    theme.change("dark", 150)
    theme.change("light", 125)
    change(qtbot, theme, "light", 100)
    qtbot.waitUntil(stack.updatesEnabled)
    assert pictures(stack) == light
    theme.change("dark", 100)
    theme.apply("light")
    assert stack.updatesEnabled()
    assert pictures(stack) == light


def test_what_is_deleted_meanwhile_is_passed_over(qtbot: QtBot, theme: Theme) -> None:
    stack = pages(qtbot, rows=20)
    theme.changing.connect(page_of(stack, 1).deleteLater)
    change(qtbot, theme, "dark", 100)
    assert stack.count() == 1
    assert page_of(stack, 0).palette().color(QPalette.ColorRole.WindowText) == theme.color("text")


def test_another_style_may_come_between_two_slices(
    qtbot: QtBot, qapp: QApplication, theme: Theme, monkeypatch: pytest.MonkeyPatch
) -> None:
    stack = pages(qtbot)
    monkeypatch.setattr(wardrobe, "_SLICE_S", 0.0)
    clothes = wardrobe.Wardrobe(qapp)
    for change_clothes in (clothes.undress, clothes.dress):
        steps = change_clothes()
        next(steps)
        qapp.setStyle("Fusion")  # the one before is gone
        assert len(list(steps)) > 5
    assert page_of(stack, 0).palette().color(QPalette.ColorRole.WindowText) == theme.color("text")


def test_no_turn_takes_long_for_a_window_of_many_widgets(qtbot: QtBot, theme: Theme) -> None:
    stack = pages(qtbot, rows=MANY)
    turns: list[float] = []

    def timed() -> None:
        began = time.thread_time()
        step()
        turns.append(time.thread_time() - began)

    step = theme._take_step
    theme._turn.timeout.disconnect()
    theme._turn.timeout.connect(timed)
    change(qtbot, theme, "dark", 110)
    assert len(turns) > 5 < stack.count() * MANY
    assert sorted(turns)[-2] < TURN_S  # one may have met the collection of garbage
    change(qtbot, theme, "light", 100)
