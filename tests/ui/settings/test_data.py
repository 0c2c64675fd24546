"""The page on what llmdesk keeps, and its question before all of it goes."""

from __future__ import annotations

from PySide6.QtWidgets import QAbstractButton, QMessageBox
from pytestqt.qtbot import QtBot

from llmdesk.engine.kept_contexts import chat_name
from llmdesk.ui.erasing import Eraser
from llmdesk.ui.services import Services
from llmdesk.ui.settings.data import DataPage
from llmdesk.workshop import keep_contexts


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


def test_what_was_read_of_chats_is_bounded_counted_and_cleared(qtbot: QtBot, services: Services) -> None:
    file = services.paths.contexts / "chat-1" / "000000000.kv"
    file.parent.mkdir(parents=True)
    file.write_bytes(bytes(3_000_000))
    keep_contexts(services.engine, services.paths, services.settings.value)
    page = DataPage(services)
    qtbot.addWidget(page)
    page.show()
    clear = page._kept._clear
    qtbot.waitUntil(lambda: clear.text() == "Clear 3 MB")
    page._kept.limit.chosen.emit(0.5)
    assert services.settings.value.kept_contexts_mb == 500
    clear.click()
    qtbot.waitUntil(lambda: clear.text() == "Clear")
    assert not file.exists()
    assert not clear.isEnabled()


def test_what_was_read_of_a_chat_goes_with_it(qtbot: QtBot, services: Services) -> None:
    store, folder = services.store, services.paths.contexts
    kept, gone = store.create_conversation("kept"), store.create_conversation("gone")
    for chat in (kept, gone):
        (folder / chat_name(chat.id)).mkdir(parents=True)
    store.delete_conversation(gone.id)
    eraser = Eraser(services, services.notify)
    eraser.begin()
    qtbot.waitUntil(lambda: not eraser._running)
    assert [path.name for path in folder.iterdir()] == [chat_name(kept.id)]
