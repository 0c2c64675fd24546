"""Looking for a setting by words."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QListWidget, QWidget
from pytestqt.qtbot import QtBot

from llmdesk.ui.services import Services
from llmdesk.ui.settings.dialog import SettingsDialog
from llmdesk.ui.settings.models import ModelsPage

PATIENCE_MS = 30_000  # on a machine that is at much else


@pytest.fixture
def dialog(qtbot: QtBot, services: Services) -> SettingsDialog:
    dialog = SettingsDialog(services)
    qtbot.addWidget(dialog)
    dialog.show()
    qtbot.waitUntil(dialog.isVisible, timeout=PATIENCE_MS)
    return dialog


def pages(dialog: SettingsDialog) -> list[str]:
    names = dialog.findChild(QListWidget)
    assert names is not None
    items = [names.item(row) for row in range(names.count())]
    return [item.text() for item in items if not item.isHidden()]


def shown(dialog: SettingsDialog, name: str) -> bool:
    return any(w.isVisible() for w in dialog.findChildren(QWidget) if w.accessibleName() == name)


def test_a_word_shows_the_page_and_the_row_that_have_it(dialog: SettingsDialog) -> None:
    dialog._search.setText("proxy")
    assert pages(dialog) == ["Models"]
    assert shown(dialog, "Proxy")
    assert not shown(dialog, "Threads")
    dialog._search.setText("")
    assert len(pages(dialog)) >= 4
    assert shown(dialog, "Threads")


def test_words_may_stand_apart_and_in_the_heading(dialog: SettingsDialog) -> None:
    dialog._search.setText("NETWORK password")
    assert pages(dialog) == ["Models"]
    assert shown(dialog, "Proxy")
    assert not shown(dialog, "Offline")


def test_a_search_for_nothing_that_there_is_says_so_and_a_page_that_is_asked_for_ends_it(
    dialog: SettingsDialog,
) -> None:
    dialog._search.setText("xylophone")
    assert not pages(dialog)
    assert dialog._nothing.isVisible()
    dialog.show_page("storage")
    assert not dialog._nothing.isVisible()
    assert shown(dialog, "Delete everything")


def test_the_network_is_shown_where_it_stands(dialog: SettingsDialog, qtbot: QtBot) -> None:
    dialog.show_page("network")
    page = dialog._page("models")
    assert isinstance(page, ModelsPage)
    heading = page.network

    def shows() -> bool:
        return heading.visibleRegion().boundingRect().height() == heading.height()

    qtbot.waitUntil(shows, timeout=PATIENCE_MS)
    assert page.verticalScrollBar().value() > 0
