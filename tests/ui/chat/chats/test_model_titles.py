"""The model names new chats in the real tab: when nobody waits, and never over a title of the user's."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit

from llmdesk.ui.chat.chats import titles
from tests.ui.chat.desk import Desk, SomePieces


@pytest.fixture
def desk(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> Desk:
    monkeypatch.setattr(titles, "IDLE_MS", 20)
    desk.engine.parameters = 1_500_000_000
    return desk


def title(desk: Desk) -> str:
    return desk.services.store.conversations()[0].title


def test_a_new_chat_is_named_once_it_was_answered(desk: Desk) -> None:
    tab = desk.tab()
    desk.engine.enqueue("They turn red.", "Leaves in Autumn", "So it is.")
    desk.ask(tab, "Why do leaves change in autumn?")
    desk.wait(lambda: title(desk) == "Leaves in Autumn")
    desk.wait(lambda: [c.title for c in tab.conversations.conversations] == ["Leaves in Autumn"])
    desk.ask(tab, "Really?")
    assert title(desk) == "Leaves in Autumn"
    assert desk.services.store.conversations()[0].title_is_automatic


def test_a_title_that_the_user_writes_meanwhile_stays(desk: Desk) -> None:
    tab = desk.tab()
    desk.engine.enqueue("They turn red.", "Leaves in Autumn")
    desk.engine.gate = SomePieces(3)  # the answer, and nothing of the title
    desk.ask(tab, "Why do leaves change in autumn?")
    desk.wait(lambda: len(desk.engine.streams) == 2)
    (chat,) = desk.services.store.conversations()
    tab.conversations.rename_asked.emit(chat.id, "My own")
    desk.wait(lambda: title(desk) == "My own")
    desk.engine.gate.set()
    assert desk.services.tasks.wait_idle(10)
    assert title(desk) == "My own"


def test_no_title_comes_over_one_that_is_being_typed(desk: Desk) -> None:
    tab = desk.tab()
    desk.engine.enqueue("They turn red.", "Leaves in Autumn")
    desk.engine.gate = SomePieces(3)  # the answer, and nothing of the title
    desk.ask(tab, "Why do leaves change in autumn?")
    desk.wait(lambda: len(desk.engine.streams) == 2)
    conversations = tab.conversations
    desk.wait(lambda: [c.title for c in conversations.conversations] == [title(desk)])
    before = title(desk)
    conversations.view.edit(conversations.model.index(1))
    (editor,) = [e for e in conversations.view.viewport().findChildren(QLineEdit) if e.isVisible()]
    desk.engine.gate.set()
    assert desk.services.tasks.wait_idle(10)
    assert title(desk) == before
    QTest.keyClick(editor, Qt.Key.Key_Escape)
    assert title(desk) == before


def test_what_the_user_asks_ends_the_title_at_once(desk: Desk) -> None:
    tab = desk.tab()
    desk.engine.enqueue("They turn red.", "Leaves in Autumn", "Because of the sun.", "Leaves in Autumn")
    desk.engine.gate = SomePieces(3)  # the answer, and nothing of the title
    desk.ask(tab, "Why do leaves change in autumn?")
    desk.wait(lambda: len(desk.engine.streams) == 2)
    naming = desk.engine.streams[-1]
    tab.composer.set_text("Why?")
    tab.composer.edit.submitted.emit()
    desk.wait(lambda: naming.is_cancelled)
    desk.engine.gate.set()
    desk.wait(lambda: desk.answered(tab, "Why?"))
    desk.wait(lambda: title(desk) == "Leaves in Autumn")


def test_it_can_be_switched_off(desk: Desk) -> None:
    desk.services.settings.update(chat_titles=False)
    tab = desk.tab()
    desk.ask(tab, "Why do leaves change in autumn?")
    desk.ask(tab, "Really?")
    assert len(desk.engine.requests) == 2
    assert title(desk) == "Why do leaves change in autumn?"
