"""A source stands beside the chat: what gives way to it, where the keys go, how wide it is the next time."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from llmdesk.tools.place import Place
from llmdesk.ui.chat.tab import ChatTab
from llmdesk.ui.reader.asked import SourcesAsked
from tests.ui.chat.desk import Desk


def open_source(tab: ChatTab, folder: Path, chat: int | None = None) -> None:
    path = folder / "minutes.txt"
    path.write_text("The board met in May.")
    asked = SourcesAsked((Place(path.name, path, 4, 9, "", "board"),))
    tab.beside.show_sources(asked, conversation_id=chat)


def test_a_wide_tab_has_room_for_all_three(desk: Desk, tmp_path: Path) -> None:
    tab = desk.tab(1400)
    open_source(tab, tmp_path)
    desk.wait(lambda: tab.beside.reader.source is not None)
    assert tab.conversations.isVisible()
    assert tab.transcript.isVisible()
    assert tab.beside.reader.width() == pytest.approx(460, abs=20)
    assert tab.beside.reader.text.hasFocus()


def test_at_900_pixels_the_list_gives_way_and_comes_back(desk: Desk, tmp_path: Path) -> None:
    tab = desk.tab(900, 600)
    open_source(tab, tmp_path)
    assert not tab.conversations.isVisible()
    assert tab.transcript.isVisible()
    assert tab.beside.reader.width() >= 400
    assert tab.width() == 900
    QTest.keyClick(tab.beside.reader.text, Qt.Key.Key_Escape)
    assert not tab.beside.is_open
    assert tab.conversations.isVisible()


def test_where_not_even_the_chat_fits_it_gives_way_too(desk: Desk, tmp_path: Path) -> None:
    tab = desk.tab(620, 600)
    open_source(tab, tmp_path)
    assert tab.beside.reader.isVisible()
    assert not tab.transcript.isVisible()
    tab.beside.close()
    assert tab.transcript.isVisible()


def test_esc_closes_the_source_and_the_keys_go_where_they_were(desk: Desk, tmp_path: Path) -> None:
    tab = desk.tab(1400)
    tab.focus_composer()
    open_source(tab, tmp_path)
    desk.wait(lambda: tab.beside.reader.source is not None)
    QTest.keyClick(tab.beside.reader.text, Qt.Key.Key_Escape)
    assert not tab.beside.is_open
    assert tab.composer.edit.hasFocus()


def test_ctrl_f_in_the_source_finds_there_and_not_in_the_chat(desk: Desk, tmp_path: Path) -> None:
    tab = desk.tab(1400)
    open_source(tab, tmp_path)
    desk.wait(lambda: tab.beside.reader.source is not None)
    QTest.keyClick(tab.beside.reader.text, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    assert tab.beside.reader.bar.isVisible()
    assert not tab._find_bar.isVisible()


def test_another_chat_closes_the_source(desk: Desk, tmp_path: Path) -> None:
    tab = desk.tab(1400)
    open_source(tab, tmp_path)
    tab.session.open_new()
    assert not tab.beside.is_open


def test_the_same_chat_opened_again_keeps_its_source(desk: Desk, tmp_path: Path) -> None:
    chat = desk.conversation_of([("Hi", "Ho")])
    tab = desk.tab(1400)
    tab.session.open(chat.id)
    desk.wait(lambda: tab.session.conversation_id == chat.id)
    open_source(tab, tmp_path, chat.id)
    tab.session.opened.emit()
    assert tab.beside.is_open


def test_esc_in_the_composer_closes_the_source_once_nothing_else_is_open(desk: Desk, tmp_path: Path) -> None:
    tab = desk.tab(1400)
    open_source(tab, tmp_path)
    tab.finding.ask()
    tab._on_escape()
    assert tab.beside.is_open
    tab._on_escape()
    assert not tab.beside.is_open


def test_who_searches_all_chats_sees_their_list(desk: Desk, tmp_path: Path) -> None:
    tab = desk.tab(900, 600)
    open_source(tab, tmp_path)
    assert not tab.conversations.isVisible()
    tab._search_chats()
    assert tab.conversations.isVisible()


def test_the_width_is_kept(desk: Desk, tmp_path: Path) -> None:
    tab = desk.tab(1400)
    open_source(tab, tmp_path)
    tab.beside.panes.setSizes([240, 560, 600])
    tab.beside.panes.splitterMoved.emit(0, 2)
    desk.wait(lambda: desk.services.settings.value.reader_width == pytest.approx(600, abs=5))
    tab.beside.close()
    open_source(tab, tmp_path)
    assert tab.beside.reader.width() == pytest.approx(600, abs=20)
