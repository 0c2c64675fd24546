"""Files that come from outside: dropped on the chat, or named by an imported draft."""

from __future__ import annotations

import json
from pathlib import Path

from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QTextBrowser

from tests.ui.chat.attaching.test_attaching import ROOF, words
from tests.ui.chat.desk import Desk


def test_files_are_dropped_anywhere_on_the_chat(desk: Desk, tmp_path: Path) -> None:
    tab = desk.tab()
    desk.ask(tab, "Hello?")
    answer = tab.transcript.views[-1].findChild(QTextBrowser)
    assert isinstance(answer, QTextBrowser)
    for number, target in enumerate(
        (answer.viewport(), tab.transcript.viewport(), tab.composer.edit.viewport())
    ):
        file = tmp_path / f"{number}.txt"
        file.write_text(f"Text number {number}.", "utf-8")
        data = QMimeData()
        data.setUrls([QUrl.fromLocalFile(str(file))])
        place, keys = QPoint(5, 5), Qt.KeyboardModifier.NoModifier
        left, copy = Qt.MouseButton.LeftButton, Qt.DropAction.CopyAction
        enter = QDragEnterEvent(place, copy, data, left, keys)
        QApplication.sendEvent(target, enter)
        assert enter.isAccepted()
        QApplication.sendEvent(target, QDropEvent(QPointF(place), copy, data, left, keys))
        assert len(tab.attaching.drafts) == number + 1


def test_a_file_that_an_imported_draft_names_is_read_when_the_user_says_so(
    desk: Desk, tmp_path: Path
) -> None:
    file = tmp_path / "roof.txt"
    file.write_text(ROOF, "utf-8")
    chat = desk.services.store.create_conversation("Imported").id
    desk.services.store.keep(f"chat.{chat}.attached", json.dumps([{"path": str(file), "asks": True}]))
    tab = desk.tab()
    tab.session.open(chat)
    desk.wait(lambda: bool(tab.attaching.drafts))
    assert not tab.attaching.waits
    assert tab.attaching.ready() == []
    assert "imported" in words(tab)[0]
    tab.attaching.try_again(tab.attaching.drafts[0].number)
    desk.wait(lambda: bool(tab.attaching.ready()))
