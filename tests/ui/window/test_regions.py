"""F6 goes from region to region, and F1 shows every key that there is."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QShortcut
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QTabBar, QWidget
from pytestqt.qtbot import QtBot

from llmdesk.ui.services import Services
from llmdesk.ui.window.lazy_page import LazyPage
from llmdesk.ui.window.main_window import MainWindow
from llmdesk.ui.window.shortcut_sheet import SHEET, ShortcutSheet

# Keys of one control, which its own words tell, or the system's own.
OF_A_CONTROL = {"Return", "F2", "Del", "Ctrl+Return", "Ctrl+="}


def shown(qtbot: QtBot, services: Services) -> MainWindow:
    window = MainWindow(services)
    qtbot.addWidget(window)
    window.resize(1200, 800)
    window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    window.chat.focus_composer()
    qtbot.waitUntil(lambda: QApplication.focusWidget() is not None)
    return window


def focus() -> QWidget:
    widget = QApplication.focusWidget()
    assert widget is not None
    return widget


def test_f6_reaches_header_list_and_composer_and_comes_back_to_where_one_was(
    qtbot: QtBot, services: Services
) -> None:
    window = shown(qtbot, services)
    begun = focus()
    assert window.chat.composer.isAncestorOf(begun)
    seen = []
    for _ in range(6):
        QTest.keyClick(focus(), Qt.Key.Key_F6)
        seen.append(focus())
        if focus() is begun:
            break
    assert focus() is begun
    assert any(isinstance(widget, QTabBar) for widget in seen)
    assert any(window.chat.conversations.isAncestorOf(widget) for widget in seen)
    QTest.keyClick(focus(), Qt.Key.Key_F6, Qt.KeyboardModifier.ShiftModifier)
    assert focus() is seen[-2]


def test_ctrl_z_takes_the_newest_way_back_but_where_one_types(qtbot: QtBot, services: Services) -> None:
    window, undone = shown(qtbot, services), list[str]()
    for name in ("first", "second"):
        services.notify.show(f"{name} deleted", partial(undone.append, name))
    control = Qt.KeyboardModifier.ControlModifier
    typed = focus()
    QTest.keyClicks(typed, "abc")
    QTest.keyClick(typed, Qt.Key.Key_Z, control)
    assert undone == []
    window.findChildren(QTabBar)[0].setFocus()
    for count in (1, 2, 2):
        QTest.keyClick(focus(), Qt.Key.Key_Z, control)
        assert len(undone) == count
    assert undone == ["second", "first"]
    assert not services.notify.notices


def test_a_region_is_entered_where_it_was_left(qtbot: QtBot, services: Services) -> None:
    window = shown(qtbot, services)
    search = next(
        edit
        for edit in window.chat.conversations.findChildren(QLineEdit)
        if edit.accessibleName() == "Search chats"
    )
    search.setFocus()
    rounds = 0
    QTest.keyClick(search, Qt.Key.Key_F6)
    while focus() is not search and rounds < 6:
        QTest.keyClick(focus(), Qt.Key.Key_F6)
        rounds += 1
    assert focus() is search


def test_f6_goes_on_from_a_text_that_was_clicked_and_comes_back(qtbot: QtBot, services: Services) -> None:
    window = shown(qtbot, services)
    place = focus().parentWidget()
    assert place is not None
    label = QLabel("Some text", place)  # no control that Tab reaches, and yet it has the focus after a click
    label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    label.show()
    QTest.mouseClick(label, Qt.MouseButton.LeftButton)
    assert focus() is label
    QTest.keyClick(focus(), Qt.Key.Key_F6, Qt.KeyboardModifier.ShiftModifier)
    assert window.chat.conversations.isAncestorOf(focus())  # beside it, and not the header, where it begins
    QTest.keyClick(focus(), Qt.Key.Key_F6)
    assert focus() is label


def test_every_key_of_the_window_is_on_the_sheet(qtbot: QtBot, services: Services) -> None:
    window = shown(qtbot, services)
    for page in window.findChildren(LazyPage):
        window._tabs.setCurrentIndex(window._pages.indexOf(page))
        built: list[QWidget] = []
        page.when_built(built.append)
        qtbot.waitUntil(lambda built=built: bool(built), timeout=60_000)  # type: ignore[misc]
    listed = {key for _, lines in SHEET for keys, _ in lines for key in keys}
    listed |= {f"Ctrl+{number}" for number in range(1, window._pages.count() + 1)}
    listed |= {str(number) for number in range(1, 10)}
    assert f"Ctrl+{window._pages.count()}" in {key for _, lines in SHEET for keys, _ in lines for key in keys}
    for shortcut in window.findChildren(QShortcut):
        keys = {sequence.toString() for sequence in list(shortcut.keys())}
        assert keys & (listed | OF_A_CONTROL), keys


def test_the_sheet_opens_with_f1_and_says_all_keys(qtbot: QtBot, services: Services) -> None:
    window = shown(qtbot, services)
    QTest.keyClick(focus(), Qt.Key.Key_F1)
    sheet = window.findChild(ShortcutSheet)
    assert sheet is not None
    qtbot.waitUntil(sheet.isVisible)
    text = "\n".join(label.text() for label in sheet.findChildren(QLabel))
    for words in ("New chat", "F6", "Search all chats"):
        assert words in text
