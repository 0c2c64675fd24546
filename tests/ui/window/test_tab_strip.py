"""The tabs of a narrow window: those that fit show, the others are in a menu, and each can be reached."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QHBoxLayout, QMenu, QToolButton, QWidget
from pytestqt.qtbot import QtBot

from llmdesk.ui.window.tab_strip import TabStrip

NAMES = ("Chat", "Summarize", "Sentiment", "Poetry", "Translate", "Extract", "Write", "My tools", "Models")


@pytest.fixture
def strip(qtbot: QtBot) -> Iterator[TabStrip]:
    window = QWidget()
    strip = TabStrip()
    QHBoxLayout(window).addWidget(strip)
    for name in NAMES:
        strip.bar.addTab(name)
    strip.named()
    qtbot.addWidget(window)
    window.resize(1600, 60)
    window.show()
    yield strip
    window.close()


def shown(strip: TabStrip) -> list[str]:
    return [name for index, name in enumerate(NAMES) if index not in strip.hidden_tabs]


def narrow(strip: TabStrip, width: int) -> None:
    strip.window().resize(width, 60)


def menu_button(strip: TabStrip) -> QToolButton:
    return next(each for each in strip.findChildren(QToolButton) if each.accessibleName() == "More tabs")


def test_all_tabs_show_where_there_is_room(strip: TabStrip) -> None:
    assert shown(strip) == list(NAMES)
    assert not menu_button(strip).isVisible()


def test_what_does_not_fit_is_in_the_menu_and_comes_back(strip: TabStrip) -> None:
    narrow(strip, 420)
    assert shown(strip)[:2] == ["Chat", "Summarize"]
    assert "Models" not in shown(strip)
    assert menu_button(strip).isVisible()

    narrow(strip, 1600)
    assert shown(strip) == list(NAMES)


def test_the_menu_leads_to_a_tab_which_then_shows(strip: TabStrip) -> None:
    narrow(strip, 420)
    accessible = QAccessible.queryAccessibleInterface(menu_button(strip))
    assert accessible is not None
    accessible.actionInterface().doAction("Press")  # as a screen reader does
    (menu,) = strip.findChildren(QMenu)
    assert menu.isVisible()
    menu.close()
    names = [action.text().split("\t")[0] for action in menu.actions()]
    assert names == [name for name in NAMES if name not in shown(strip)]

    menu.actions()[-1].trigger()

    assert strip.bar.currentIndex() == len(NAMES) - 1
    assert "Models" in shown(strip)
    assert "Chat" in shown(strip)


def test_the_arrow_keys_reach_the_tabs_in_the_menu(strip: TabStrip) -> None:
    narrow(strip, 420)
    reached = [0]
    for _ in NAMES[1:]:
        QTest.keyClick(strip.bar, Qt.Key.Key_Right)
        reached.append(strip.bar.currentIndex())
        assert reached[-1] not in strip.hidden_tabs
    assert reached == list(range(len(NAMES)))
    QTest.keyClick(strip.bar, Qt.Key.Key_Right)
    assert strip.bar.currentIndex() == len(NAMES) - 1
    for key, place in ((Qt.Key.Key_Home, 0), (Qt.Key.Key_End, 8), (Qt.Key.Key_Left, 7)):
        QTest.keyClick(strip.bar, key)
        assert strip.bar.currentIndex() == place


def test_nothing_is_cut_however_narrow_it_is(strip: TabStrip) -> None:
    for chosen in range(len(NAMES)):
        strip.bar.setCurrentIndex(chosen)
        for width in range(strip.window().minimumSizeHint().width(), 1600, 90):
            narrow(strip, width)
            last = menu_button(strip) if strip.hidden_tabs else strip.bar
            assert last.geometry().right() < strip.width()
            assert NAMES[chosen] in shown(strip)
            first = min(set(range(len(NAMES))) - set(strip.hidden_tabs))
            assert strip.bar.tabRect(first).left() == 0  # not scrolled


def test_the_row_begins_with_the_first_tab_whatever_was_chosen_before(strip: TabStrip) -> None:
    for width, chosen in ((1600, 8), (420, 8), (420, 2), (300, 5), (420, 8), (700, 0), (420, 7), (1600, 7)):
        strip.bar.setCurrentIndex(chosen)
        narrow(strip, width)
        strip.bar.setCurrentIndex(chosen - 1)
        strip.bar.setCurrentIndex(chosen)
        first = min(set(range(len(NAMES))) - set(strip.hidden_tabs))
        assert strip.bar.tabRect(first).left() == 0
