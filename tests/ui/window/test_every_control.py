"""Every control of the window, tab by tab: it has a name, fits its place at every text size, and wraps."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial

import pytest
from PySide6.QtCore import QRect
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractScrollArea,
    QAbstractSpinBox,
    QComboBox,
    QHeaderView,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QProgressBar,
    QScrollArea,
    QTabBar,
    QTextEdit,
    QWidget,
)
from pytestqt.qtbot import QtBot

from llmdesk.ui.look.sizes import LEAST_TEXT_SIZE, MOST_TEXT_SIZE
from llmdesk.ui.services import Services
from llmdesk.ui.tabs import CHAT, MODELS, TOOLS
from llmdesk.ui.widgets.elided_label import ElidedLabel
from llmdesk.ui.window.main_window import MainWindow

CONTROLS = (
    QAbstractButton, QAbstractItemView, QAbstractSpinBox, QComboBox, QLineEdit, QPlainTextEdit, QProgressBar,
    QTabBar, QTextEdit,
)  # fmt: skip
SIZES = {LEAST_TEXT_SIZE: (900, 600), 100: (900, 600), MOST_TEXT_SIZE: (1920, 1200)}
# What is there once a tab is built.
FIRST = {
    "chat": "Message", "summarize": "Source text", "sentiment": "Text to analyze", "poetry": "Topic",
    "translate": "Text to translate", "extract": "What to find",
    "write": "What to do with the text", "own": "Tools", "models": "Search the Hub",
}  # fmt: skip


@pytest.fixture
def window(qtbot: QtBot, make_services: Callable[..., Services]) -> MainWindow:
    services = make_services(welcomed=True, offline=True)
    window = MainWindow(services)
    qtbot.addWidget(window)
    window.resize(900, 600)
    window.show()
    with qtbot.waitSignal(services.models.models_changed):
        services.models.refresh()
    return window


def tabs(window: MainWindow, qtbot: QtBot) -> Iterator[str]:
    """Each tab in turn, once its controls are there."""
    bar = next(bar for bar in window.findChildren(QTabBar) if bar.accessibleName() == "Tabs")
    for number, tab in enumerate((CHAT, *TOOLS, MODELS)):
        name = FIRST[tab.name]
        bar.setCurrentIndex(number)
        qtbot.waitUntil(partial(has, window, name), timeout=60_000)
        yield name


def has(window: QWidget, name: str) -> bool:
    return any(widget.accessibleName() == name for widget in shown(window))


def shown(window: QWidget) -> list[QWidget]:
    return [widget for widget in window.findChildren(QWidget) if widget.isVisible()]


def of_qt(widget: QWidget) -> bool:
    """A part that Qt makes itself, which its owner speaks for."""
    parent = widget.parentWidget()
    inner = isinstance(parent, QTabBar | QLineEdit | QAbstractSpinBox | QComboBox | QAbstractItemView)
    return (
        inner
        or "qt_" in widget.objectName()
        or isinstance(widget, QHeaderView)
        or "Private" in str(type(widget))
    )


def test_every_control_has_a_name_and_every_text_that_wraps_has_no_bar_below(
    window: MainWindow, qtbot: QtBot
) -> None:
    checked = 0
    for _tab in tabs(window, qtbot):
        for widget in shown(window):
            if isinstance(widget, CONTROLS) and not of_qt(widget):
                text = widget.text() if isinstance(widget, QAbstractButton) else ""
                assert widget.accessibleName() or text, (type(widget).__name__, widget.parentWidget())
                checked += 1
    for edit in window.findChildren(QAbstractScrollArea):
        if isinstance(edit, QPlainTextEdit | QTextEdit) and edit.lineWrapMode() != edit.LineWrapMode.NoWrap:
            off = edit.horizontalScrollBarPolicy().ScrollBarAlwaysOff
            assert edit.horizontalScrollBarPolicy() == off, edit.accessibleName() or edit
            checked += 1
    assert checked > 60


def test_no_control_is_cut_at_any_text_size(window: MainWindow, qtbot: QtBot, services: Services) -> None:
    for percent, (width, height) in SIZES.items():
        services.theme.resize(percent)
        window.resize(width, height)
        for tab in tabs(window, qtbot):
            qtbot.waitUntil(partial(whole, window, f"{tab}, {percent} %"))
    services.theme.resize(100)


def whole(window: QWidget, where: str) -> None:
    found = cut(window)
    assert not found, (where, found)


def cut(window: QWidget) -> list[str]:
    """What shows less than all of its words."""
    found = []
    for widget in shown(window):
        room = widget.size()
        if isinstance(widget, QAbstractButton) and widget.text():
            need = widget.sizeHint()
            small = room.width() < need.width() or room.height() < widget.fontMetrics().height()
        elif isinstance(widget, QLabel) and not isinstance(widget, ElidedLabel) and widget.text():
            need = widget.sizeHint()
            if widget.wordWrap():
                small = room.height() < widget.heightForWidth(room.width())
            else:
                small = room.width() < need.width() or room.height() < need.height()
        else:
            continue
        if small or not _in_window(widget):
            words = widget.text()
            found.append(f"{words}: {room.width()}x{room.height()} of {need.width()}x{need.height()}")
    return found


def _in_window(widget: QWidget) -> bool:
    """What lies in something that scrolls comes into sight."""
    parent = widget.parentWidget()
    while parent is not None and not parent.isWindow():
        if isinstance(parent, QScrollArea):
            return True
        parent = parent.parentWidget()
    window = widget.window()
    return window.rect().contains(QRect(widget.mapTo(window, widget.rect().topLeft()), widget.size()))
