"""Where Tab goes: every stop is a control with a name, and it is seen where one is."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QItemSelectionModel, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QListWidget, QStackedWidget, QTreeWidget, QWidget
from pytestqt.qtbot import QtBot

from llmdesk.ui.chat.transcript import Transcript
from llmdesk.ui.services import Services
from llmdesk.ui.settings.dialog import PageName, SettingsDialog
from llmdesk.ui.theme import Theme, set_kind


def stops(window: QWidget) -> list[QWidget]:
    """The controls that Tab reaches, each once."""
    found: list[QWidget] = []
    while (focus := QApplication.focusWidget()) is not None and focus not in found:
        found.append(focus)
        QTest.keyClick(focus, Qt.Key.Key_Tab)
    return found


@pytest.mark.parametrize("page", ["general", "chat", "models", "storage", "about"])
def test_every_stop_in_the_settings_has_a_name(services: Services, qtbot: QtBot, page: PageName) -> None:
    dialog = SettingsDialog(services)
    qtbot.addWidget(dialog)
    dialog.show_page(page)
    dialog.show()
    dialog.activateWindow()
    qtbot.waitUntil(lambda: dialog.isAncestorOf(QApplication.focusWidget() or QWidget()))
    reached = stops(dialog)
    assert len(reached) >= 3
    for widget in reached:
        text = widget.text() if isinstance(widget, QAbstractButton) else ""
        assert widget.accessibleName() or text, type(widget).__name__


def test_a_page_that_is_only_selected_shows(services: Services, qtbot: QtBot) -> None:
    """As a screen reader does it: without going to the row."""
    dialog = SettingsDialog(services)
    qtbot.addWidget(dialog)
    dialog.show()
    names, pages = dialog.findChild(QListWidget), dialog.findChild(QStackedWidget)
    assert names is not None
    assert pages is not None
    last = names.model().index(names.count() - 1, 0)
    flags = QItemSelectionModel.SelectionFlag
    names.selectionModel().select(last, flags.ClearAndSelect)
    assert pages.currentIndex() == last.row()


def test_a_framed_list_shows_that_the_keyboard_is_in_it(qapp: QApplication, qtbot: QtBot) -> None:
    theme = Theme(qapp, "light")
    tree = QTreeWidget()
    set_kind(tree, "framed")
    qtbot.addWidget(tree)
    tree.resize(200, 100)
    tree.show()

    def frame() -> str:
        return tree.grab().toImage().pixelColor(0, 50).name()

    tree.activateWindow()
    tree.setFocus()
    qtbot.waitUntil(tree.hasFocus)
    assert frame() == theme.color("focus").name()
    tree.clearFocus()
    assert frame() == theme.color("border").name()


def test_a_conversation_that_the_keys_scroll_shows_it(qapp: QApplication, qtbot: QtBot) -> None:
    theme = Theme(qapp, "light")
    transcript = Transcript(theme)
    qtbot.addWidget(transcript)
    transcript.resize(500, 300)
    transcript.show()

    def frame() -> str:
        return transcript.grab().toImage().pixelColor(0, 150).name()

    transcript.activateWindow()
    transcript.setFocus(Qt.FocusReason.TabFocusReason)
    qtbot.waitUntil(transcript.hasFocus)
    assert frame() == theme.color("focus").name()
    transcript.clearFocus()
    assert frame() == theme.color("surface").name()
