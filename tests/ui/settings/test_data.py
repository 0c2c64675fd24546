"""The page on what llmdesk keeps, and its question before all of it goes."""

from __future__ import annotations

from PySide6.QtWidgets import QAbstractButton, QMessageBox
from pytestqt.qtbot import QtBot

from llmdesk.ui.erasing import Eraser
from llmdesk.ui.services import Services
from llmdesk.ui.settings.data import DataPage


def button(box: QMessageBox, text: str) -> QAbstractButton:
    return next(each for each in box.buttons() if each.text() == text)


def test_everything_goes_only_after_a_second_word(qtbot: QtBot, services: Services) -> None:
    page = DataPage(services)
    qtbot.addWidget(page)
    page.show()
    asked: list[bool] = []
    page.erase_asked.connect(lambda: asked.append(True))
    for word, wanted in (("Cancel", []), ("Delete everything", [True])):
        page._erase.click()
        box = page.findChildren(QMessageBox)[-1]
        assert box.defaultButton() is button(box, "Cancel")
        assert "cannot be undone" in box.text()
        button(box, word).click()
        assert asked == wanted
        qtbot.waitUntil(lambda: not page.findChildren(QMessageBox))


def test_what_an_earlier_window_deleted_is_erased_and_later_what_nobody_can_bring_back(
    qtbot: QtBot, services: Services
) -> None:
    store = services.store
    first, second = store.create_conversation("first"), store.create_conversation("second")
    store.delete_conversation(first.id)
    eraser = Eraser(services, services.notify)
    eraser.begin()
    qtbot.waitUntil(lambda: not eraser._running)
    store.restore_conversation(second.id)
    store.delete_conversation(second.id)
    eraser._timer.timeout.emit()
    qtbot.waitUntil(lambda: not eraser._running)
    store.restore_conversation(second.id)  # it still can be brought back
    assert [chat.title for chat in store.conversations()] == ["second"]
