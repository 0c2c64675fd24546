"""Going back to a backup: the list of them, and the question before."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QMessageBox, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from llmdesk.store import Store
from llmdesk.ui.services import Services
from llmdesk.ui.settings.backups import BackupsDialog
from llmdesk.ui.settings.data import DataPage
from tests.ui.settings.test_data import button

PATIENCE_MS = 30_000  # on a machine that is at much else


@pytest.fixture
def backup(services: Services) -> Path:
    """Of a chat, made by an llmdesk that was opened a while ago."""
    services.store.create_conversation("one")
    services.store.items.add("prompt", "name", {})
    Store(services.paths.database, services.paths.backups).close()
    (made,) = services.store.backups()
    return made.path


@pytest.fixture
def parent(qtbot: QtBot) -> QWidget:
    parent = QWidget()
    qtbot.addWidget(parent)
    return parent


def open_dialog(services: Services, parent: QWidget) -> BackupsDialog:
    dialog = BackupsDialog(services, parent)  # it goes when it is closed
    dialog.show()
    return dialog


def row(dialog: BackupsDialog, number: int = 0) -> list[str]:
    item = dialog.list.topLevelItem(number)
    return [item.text(column) for column in range(4)] if item is not None else []


def test_each_backup_says_when_why_and_what(
    qtbot: QtBot, services: Services, parent: QWidget, backup: Path
) -> None:
    dialog = open_dialog(services, parent)
    qtbot.waitUntil(
        lambda: row(dialog)[1:3] == ["Daily", "Chats: 1, results: 0, presets and prompts: 1"],
        timeout=PATIENCE_MS,
    )
    assert dialog.restore.isEnabled()
    assert dialog.list.accessibleName()


def test_a_backup_is_restored_only_after_a_second_word(
    qtbot: QtBot, services: Services, parent: QWidget, backup: Path
) -> None:
    dialog = open_dialog(services, parent)
    asked: list[Path] = []
    dialog.restore_asked.connect(asked.append)
    qtbot.waitUntil(dialog.restore.isEnabled, timeout=PATIENCE_MS)
    dialog.restore.click()
    box = dialog.findChildren(QMessageBox)[-1]
    assert box.defaultButton() is button(box, "Cancel")
    assert "backed up first" in box.informativeText()
    button(box, "Cancel").click()
    assert not asked
    qtbot.waitUntil(lambda: not dialog.findChildren(QMessageBox), timeout=PATIENCE_MS)
    dialog.restore.click()
    button(dialog.findChildren(QMessageBox)[-1], "Restore").click()
    assert asked == [backup]


def test_a_backup_that_is_damaged_says_so_and_is_not_restored(
    qtbot: QtBot, services: Services, parent: QWidget, backup: Path
) -> None:
    backup.write_bytes(b"rubbish" * 1000)
    dialog = open_dialog(services, parent)
    qtbot.waitUntil(lambda: "cannot be used" in " ".join(row(dialog)), timeout=PATIENCE_MS)
    assert not dialog.restore.isEnabled()


def test_that_there_is_none_is_said(qtbot: QtBot, services: Services, parent: QWidget) -> None:
    dialog = open_dialog(services, parent)
    qtbot.waitUntil(dialog._none.isVisible, timeout=PATIENCE_MS)
    assert not dialog.list.isVisible()
    assert not dialog.restore.isEnabled()


def test_the_settings_lead_there(qtbot: QtBot, services: Services) -> None:
    page = DataPage(services)
    qtbot.addWidget(page)
    page.show()
    next(b for b in page.findChildren(QPushButton) if b.text() == "Restore a backup…").click()
    qtbot.waitUntil(
        lambda: any(dialog.isVisible() for dialog in page.findChildren(BackupsDialog)), timeout=PATIENCE_MS
    )
