"""All documents of a chat are asked for a value: the rows, all of them, the table."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from llmdesk.ui.chat.everything.rows_dialog import RowsDialog
from tests.tools.extract.copying_engine import CopyingEngine
from tests.ui.chat.desk import Desk
from tests.ui.chat.everything.reading import view_of, with_library
from tests.ui.file_dialog import choose_in_dialog

LETTERS = {
    "a": "Dear team.\nrent: 850 euros",
    "b": "House rules. Bicycles stand in the cellar.",
    "c": "A third one.\nrent: to be agreed",
}


@pytest.fixture
def desk(qtbot: QtBot, tmp_path: Path) -> Iterator[Desk]:
    desk = Desk.set_up(qtbot, tmp_path / "data", engine=CopyingEngine())
    yield desk
    desk.close()


def test_a_question_for_a_value_of_each_lists_them_and_marks_what_is_to_be_looked_at(
    desk: Desk, tmp_path: Path
) -> None:
    tab = with_library(desk, tmp_path / "letters", LETTERS)
    desk.ask(tab, "What is the rent in each letter?")
    assert "**1 of 3**" in tab.session.branch[-1].message.content
    view = view_of(tab)
    desk.wait(lambda: bool(view.rows))
    names = [row.accessibleName() for row in view.rows]
    assert names == ["850 euros: a.txt", "to be agreed (not checked): c.txt"]
    assert "no amount of money" in view.rows[1].accessibleDescription()
    view.asked.emit("all")
    desk.wait(lambda: bool(tab.findChildren(RowsDialog)))
    (dialog,) = tab.findChildren(RowsDialog)
    desk.wait(lambda: dialog.model.rowCount() == 3)
    shown = [dialog.model.index(row, 0).data() for row in range(3)]
    assert shown == ["850 euros", "to be agreed (not checked)", "Nothing found"]
    dialog.kinds.chosen.emit(0)
    dialog.words.setText("850")
    desk.wait(lambda: len(dialog.model.listed) == 1)
    dialog.save_asked.emit()
    choose_in_dialog(desk.qtbot, tmp_path / "out.csv")
    desk.wait(lambda: (tmp_path / "out.csv").exists())
    with (tmp_path / "out.csv").open(encoding="utf-8-sig", newline="") as stream:
        rows = list(csv.DictReader(stream))
    assert [(row["answer"], row["checked"]) for row in rows] == [
        ("850 euros", "yes"), ("", ""), ("to be agreed", "no"),
    ]  # fmt: skip


def test_with_the_switch_any_question_for_a_value_is_asked_of_each(desk: Desk, tmp_path: Path) -> None:
    tab = with_library(desk, tmp_path / "letters", LETTERS)
    tab.reading_all.toggle()
    desk.ask(tab, "What is the rent?")
    assert "**rent**" in tab.session.branch[-1].message.content
