"""Compacting the database from the settings."""

from __future__ import annotations

import threading

import pytest
from PySide6.QtWidgets import QLabel, QPushButton
from pytestqt.qtbot import QtBot

from llmdesk.cancel import CancelToken
from llmdesk.errors import Cancelled
from llmdesk.store import Compacted, Store
from llmdesk.ui.services import Services
from llmdesk.ui.settings.compacting import Compacting

PATIENCE_MS = 30_000  # on a machine that is at much else


@pytest.fixture
def compacting(qtbot: QtBot, services: Services) -> Compacting:
    widget = Compacting(services)
    qtbot.addWidget(widget)
    widget.show()
    qtbot.waitUntil(widget.isVisible, timeout=PATIENCE_MS)
    return widget


def says(compacting: Compacting, text: str) -> bool:
    return any(text in label.text() for label in compacting.findChildren(QLabel))


def test_what_it_brought_is_said_and_the_chats_are_all_there(
    qtbot: QtBot, services: Services, compacting: Compacting
) -> None:
    store = services.store
    kept = store.create_conversation("kept")
    for _ in range(30):
        gone = store.create_conversation("gone")
        store.add_message(gone.id, None, "user", "x" * 100_000)
        store.delete_conversation(gone.id)
    store.purge_deleted()
    told: list[bool] = []
    compacting.compacted.connect(lambda: told.append(True))
    compacting.start.click()
    qtbot.waitUntil(lambda: says(compacting, "1 MB now."), timeout=PATIENCE_MS)
    assert told
    assert [chat.id for chat in store.conversations()] == [kept.id]
    compacting.start.click()
    qtbot.waitUntil(lambda: says(compacting, "Already compact"), timeout=PATIENCE_MS)


def test_it_can_be_cancelled(
    qtbot: QtBot, services: Services, compacting: Compacting, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun, stopped = threading.Event(), threading.Event()

    def compact(_: Store, cancel: CancelToken) -> Compacted:
        cancel.on_cancel(stopped.set)
        begun.set()
        assert stopped.wait(30)
        raise Cancelled

    monkeypatch.setattr(Store, "compact", compact)
    compacting.start.click()
    cancel = next(b for b in compacting.findChildren(QPushButton) if b.text() == "Cancel")
    qtbot.waitUntil(lambda: begun.is_set() and cancel.isVisible(), timeout=PATIENCE_MS)
    cancel.click()
    qtbot.waitUntil(compacting.start.isVisible, timeout=PATIENCE_MS)
    assert stopped.wait(30)
    assert not says(compacting, "MB")
