"""The shelf: listed, searched, copied, deleted, imported, exported, chosen again."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from llmdesk.tools.own import OwnTool, ToolShelf, as_toml, read_tool
from llmdesk.ui.services import Services
from tests.ui.own.desk import OwnDesk, ToolEngine, make_desk

SHORT = OwnTool("Short", "Make it short.", about="for headlines")


def test_ones_own_stand_before_the_ready_ones(desk: OwnDesk) -> None:
    desk.shelve(SHORT)
    desk.wait(lambda: "Short" in desk.listed())
    assert desk.listed()[:4] == ["Your tools", "Short", "Ready to use", "Anonymize"]


def test_many_tools_are_searched_by_name_and_by_what_they_do(desk: OwnDesk) -> None:
    assert not desk.has("Search tools")
    for number in range(4):
        desk.shelve(OwnTool(f"Tool {number}", "Do."))
    desk.shelve(SHORT)
    desk.wait(lambda: desk.has("Search tools"))
    desk.named(QLineEdit, "Search tools").setText("HEADLINE")
    assert desk.listed() == ["Your tools", "Short"]
    desk.named(QLineEdit, "Search tools").setText("xyz")
    assert desk.listed() == ["No tool has these words"]


def test_a_deleted_tool_comes_back(desk: OwnDesk) -> None:
    desk.shelve(SHORT)
    desk.choose("Short")
    desk.tab.shelf.list.setFocus()
    QTest.keyClick(desk.tab.shelf.list, Qt.Key.Key_Delete)
    desk.wait(lambda: "Short" not in desk.listed())
    assert desk.notices() == ["“Short” was deleted."]
    undo = desk.services.notify.notices[-1].undo
    assert undo is not None
    undo()
    desk.wait(lambda: "Short" in desk.listed())
    desk.wait(lambda: desk.tab.book.current is not None and desk.tab.book.current.tool == SHORT)


def test_a_ready_tool_cannot_be_deleted_but_copied(desk: OwnDesk) -> None:
    desk.choose("Keywords")
    desk.tab.shelf.list.asked.emit("delete")
    desk.tab._act("duplicate")
    desk.wait(lambda: "Keywords (copy)" in desk.listed())
    assert "Keywords" in desk.listed()


def test_a_file_is_taken_in_and_once_only(desk: OwnDesk, tmp_path: Path) -> None:
    path = tmp_path / "short.toml"
    path.write_text(as_toml(SHORT), encoding="utf-8")
    desk.tab.shelf.files_dropped.emit([path])
    desk.wait(lambda: desk.tab.book.current is not None and desk.tab.book.current.tool == SHORT)
    desk.tab.book.take_in(path)
    desk.wait(lambda: "“Short” is already among your tools." in desk.notices())
    assert len(ToolShelf(desk.services.store).own()) == 1


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('llmdesk_tool = 9\nname = "A"\n', "newer llmdesk"),
        ('llmdesk_tool = 1\nname = "A"\ninstructions = "Do {x}."\n', "“instructions” refers to {x}"),
        ("nonsense", "not TOML"),
    ],
)
def test_what_is_wrong_in_a_file_is_told(desk: OwnDesk, tmp_path: Path, text: str, said: str) -> None:
    path = tmp_path / "wrong.toml"
    path.write_text(text, encoding="utf-8")
    desk.tab.book.take_in(path)
    desk.wait(lambda: any(said in notice and "wrong.toml" in notice for notice in desk.notices()))
    assert ToolShelf(desk.services.store).own() == []


def test_a_tool_is_exported_as_a_file_that_is_read_again(desk: OwnDesk, tmp_path: Path) -> None:
    desk.shelve(SHORT)
    desk.tab.book.write(SHORT, tmp_path / "short.toml")
    desk.wait(lambda: bool(desk.notices()))
    assert read_tool(tmp_path / "short.toml") == SHORT
    (tmp_path / "mine.toml").write_text("mine", encoding="utf-8")
    desk.tab.book.write(SHORT, tmp_path / "mine.toml")
    desk.wait(lambda: (tmp_path / "mine (2).toml").exists())
    assert (tmp_path / "mine.toml").read_text(encoding="utf-8") == "mine"


def test_a_copy_of_a_tool_with_a_long_name_has_a_name(desk: OwnDesk) -> None:
    desk.shelve(OwnTool("n" * 80, "Do."))
    desk.choose("n" * 80)
    desk.tab._act("duplicate")
    desk.wait(lambda: len(ToolShelf(desk.services.store).own()) == 2)
    assert len({each.tool.name for each in ToolShelf(desk.services.store).own()}) == 2


def test_the_chosen_tool_is_chosen_in_the_next_window(
    qtbot: QtBot, desk: OwnDesk, services: Services, engine: ToolEngine
) -> None:
    desk.choose("Anonymize")
    services.drafts.flush()
    again = make_desk(qtbot, services, engine)
    assert again.tab.book.current is not None
    assert again.tab.book.current.tool.key == "anonymize"
