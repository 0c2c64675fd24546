"""A table in the Sentiment tab: opened, looked at, scored into a new file."""

from __future__ import annotations

import csv
import os
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from llmdesk.tools.library import update
from llmdesk.tools.sentiment import label_set
from llmdesk.tools.sentiment.runs import TableInputs, begin_run, break_off
from llmdesk.tools.tables.formats import new_workbook
from llmdesk.ui.libraries.opener import LibraryOpener
from llmdesk.ui.tables.preview_table import PreviewTable
from llmdesk.ui.widgets.choice_box import ChoiceBox
from tests.ui.file_dialog import choose_in_dialog
from tests.ui.sentiment.desk import HeldEngine, SentimentDesk, write_table

TEXTS = ["I love it, great", "the worst, I hate it", "", "a nice chair", "bad and boring"]


@pytest.fixture
def table(tmp_path: Path) -> Path:
    return write_table(tmp_path / "reviews.csv", TEXTS)


def scored(path: Path) -> list[dict[str, str]]:
    with path.open(newline="", encoding="utf-8-sig") as stream:
        return list(csv.DictReader(stream))


def test_before_a_table_is_open_the_tab_says_what_to_do(desk: SentimentDesk) -> None:
    desk.press("A table")
    assert desk.has("Open table")
    assert "drop it here" in desk.words()


def test_an_opened_table_shows_its_rows_and_the_column_with_the_texts(
    desk: SentimentDesk, table: Path
) -> None:
    desk.open_table(table)
    preview = desk.named(PreviewTable, "First rows").model()
    assert preview.index(1, 1).data() == TEXTS[1]
    column = desk.named(ChoiceBox, "Text column")
    assert [choice.text for choice in column.choices] == ["id", "comment"]
    assert column.current is not None
    assert column.current.text == "comment"
    assert "5 rows" in desk.words()
    assert "reviews.scored.csv" in desk.words()


def test_the_documents_of_a_library_are_the_rows_of_a_table(desk: SentimentDesk, tmp_path: Path) -> None:
    folder = tmp_path / "letters"
    folder.mkdir()
    for number, text in enumerate(TEXTS[:2]):
        (folder / f"{number}.txt").write_text(text)
    libraries = desk.services.libraries
    update(libraries, libraries.add("Letters", [folder]).id)
    desk.tab.hide()
    desk.tab.show()
    desk.press("A table")
    desk.wait(lambda: desk.has("Open library"))
    desk.press("One text")
    assert not desk.has("Open library")
    desk.press("A table")
    desk.named(LibraryOpener, "Open library").choices.actions()[0].trigger()
    choose_in_dialog(desk.qtbot, tmp_path / "letters.csv")
    desk.wait(lambda: desk.has("First rows"))
    column = desk.named(ChoiceBox, "Text column").current
    assert column is not None
    assert column.text == "text"
    assert desk.named(PreviewTable, "First rows").model().index(0, 1).data() == TEXTS[0]


def test_documents_of_a_library_that_a_command_did_not_label_to_the_end_are_the_commands(
    desk: SentimentDesk, tmp_path: Path
) -> None:
    """The table that it worked on is gone with it: to open that would be an error."""
    inputs = TableInputs(tmp_path / "gone.csv", "", "text", "", tmp_path / "out.csv", libraries=("Letters",))
    run = begin_run(desk.services.store, inputs, label_set("sentiment-2"), 0.0, "model")
    break_off(desk.services.store, run, "stopped")
    desk.tab.history.chosen.emit(desk.services.store.run(run.id))
    desk.wait(lambda: any("The documents of Letters" in each for each in desk.notices()))


def test_a_table_without_rows_or_without_names_is_told_before_it_is_scored(
    desk: SentimentDesk, tmp_path: Path
) -> None:
    path = tmp_path / "bare.csv"
    path.write_text("id,comment\n", encoding="utf-8")
    desk.open_table(path)
    assert "There are no rows below the column names." in desk.words()
    assert not desk.named(QPushButton, "Score rows").isEnabled()
    path.write_text("1,It was good.\n2,It was bad.\n", encoding="utf-8")
    desk.open_table(path)
    desk.wait(lambda: "No row seems to hold column names" in desk.words())
    assert "2 rows" in desk.words()
    assert desk.named(QPushButton, "Score rows").isEnabled()


def test_the_row_of_names_is_guessed_told_and_can_be_changed(desk: SentimentDesk, tmp_path: Path) -> None:
    path = tmp_path / "titled.csv"
    path.write_text("Guest survey\n\nid,comment\n1,It was good\n2,It was bad\n", encoding="utf-8")
    desk.open_table(path)
    assert "The column names are in row 3" in desk.words()
    box = desk.named(ChoiceBox, "Column names")
    assert [choice.text for choice in box.choices] == [
        "In no row", "Line 1: Guest survey", "Line 3: id · comment", "Line 4: 1 · It was good",
        "Line 5: 2 · It was bad",
    ]  # fmt: skip
    assert box.current is not None
    assert box.current.data == 3
    desk.choose("Column names", "Line 4")
    desk.wait(lambda: [c.text for c in desk.named(ChoiceBox, "Text column").choices] == ["1", "It was good"])
    desk.choose("Column names", "In no row")
    desk.wait(lambda: "Column 2" in [c.text for c in desk.named(ChoiceBox, "Text column").choices])
    desk.choose("Column names", "Line 3")
    desk.wait(lambda: "comment" in [c.text for c in desk.named(ChoiceBox, "Text column").choices])
    desk.press("Score rows")
    desk.wait(lambda: desk.has("Rows"))
    assert desk.shown(1, 2) == ["It was good", "It was bad"]
    lines = (tmp_path / "titled.scored.csv").read_text(encoding="utf-8-sig").splitlines()
    assert lines[:2] == ["Guest survey", ""]
    assert lines[2].startswith("id,comment,label,")
    assert lines[3].startswith("1,It was good,")


def test_lines_that_are_out_of_order_are_told_with_the_preview(desk: SentimentDesk, tmp_path: Path) -> None:
    path = tmp_path / "stray.csv"
    path.write_text('id,comment\n1,good one\n2,"never again\n3,loved it\n', encoding="utf-8")
    desk.open_table(path)
    assert "Lines: 4. Rows: 3." in desk.words()
    assert "Quotation marks are out of order" in desk.words()


def test_the_texts_get_the_width_that_the_other_columns_leave(
    desk: SentimentDesk, tmp_path: Path, qtbot: QtBot
) -> None:
    desk.open_table(write_table(tmp_path / "reviews.csv", TEXTS))
    preview = desk.named(PreviewTable, "First rows")
    qtbot.waitUntil(lambda: preview.columnWidth(0) + preview.columnWidth(1) == preview.viewport().width())
    assert preview.columnWidth(0) < 200 < preview.columnWidth(1)
    preview.clicked.emit(preview.model().index(0, 0))
    assert preview.columnWidth(0) > preview.columnWidth(1)


def test_an_encoding_is_told_of_a_text_file_not_of_a_workbook(
    desk: SentimentDesk, table: Path, tmp_path: Path
) -> None:
    desk.open_table(table)
    assert "2 columns  ·  utf-8" in desk.words()
    new_workbook.write(tmp_path / "reviews.xlsx", "", ["id", "comment", "more"], [["1", "good", "x"]])
    desk.tab.table.opener.open(tmp_path / "reviews.xlsx")
    desk.wait(lambda: "3 columns" in desk.words())
    assert "utf-8" not in desk.words()


def test_a_click_into_the_preview_chooses_the_column(desk: SentimentDesk, table: Path) -> None:
    desk.open_table(table)
    preview = desk.named(PreviewTable, "First rows")
    preview.clicked.emit(preview.model().index(0, 0))
    column = desk.named(ChoiceBox, "Text column")
    assert column.current is not None
    assert column.current.text == "id"


def test_every_row_gets_a_label_in_a_new_file_and_the_table_stays_as_it_was(
    desk: SentimentDesk, table: Path
) -> None:
    before = table.read_bytes()
    desk.score_table(table)
    rows = scored(table.with_name("reviews.scored.csv"))
    assert [row["label"] for row in rows] == ["positive", "negative", "", "positive", "negative"]
    assert [row["comment"] for row in rows] == TEXTS
    assert rows[2]["status"] == "empty"
    assert table.read_bytes() == before
    assert desk.shown(1) == TEXTS
    assert desk.shown(2) == ["positive", "negative", "no text", "positive", "negative"]


def test_a_dropped_table_is_opened(desk: SentimentDesk, table: Path) -> None:
    desk.press("A table")
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(table))])
    left, copy, none = Qt.MouseButton.LeftButton, Qt.DropAction.CopyAction, Qt.KeyboardModifier.NoModifier
    enter = QDragEnterEvent(QPoint(9, 9), copy, data, left, none)
    QCoreApplication.sendEvent(desk.tab.table, enter)
    assert enter.isAccepted()
    QCoreApplication.sendEvent(desk.tab.table, QDropEvent(QPointF(9, 9), copy, data, left, none))
    desk.wait(lambda: desk.has("Text column"))


def test_a_folder_of_texts_is_a_table_too(desk: SentimentDesk, tmp_path: Path) -> None:
    folder = tmp_path / "letters"
    folder.mkdir()
    (folder / "one.txt").write_text("I love it", encoding="utf-8")
    (folder / "two.txt").write_text("I hate it", encoding="utf-8")
    desk.press("A table")
    desk.press("Open folder of texts")
    choose_in_dialog(desk.qtbot, folder)
    desk.wait(lambda: desk.has("Text column"))
    desk.press("Score rows")
    desk.wait(lambda: desk.has("Rows"))
    assert [row["label"] for row in scored(tmp_path / "letters.scored.csv")] == ["positive", "negative"]


def test_a_file_that_has_the_proposed_name_is_not_replaced(desk: SentimentDesk, table: Path) -> None:
    desk.open_table(table)
    assert "already exists" not in desk.words()
    mine = table.with_name("reviews.scored.csv")
    mine.write_text("mine", encoding="utf-8")
    desk.tab.table.opener.open(table)
    desk.wait(lambda: "reviews.scored (2).csv" in desk.words())
    desk.press("Score rows")
    desk.wait(lambda: desk.has("Rows"))
    assert mine.read_text(encoding="utf-8") == "mine"
    assert len(scored(table.with_name("reviews.scored (2).csv"))) == len(TEXTS)


def test_a_file_that_was_chosen_in_the_dialog_is_replaced_and_it_is_said(
    desk: SentimentDesk, table: Path
) -> None:
    mine = table.with_name("mine.csv")
    mine.write_text("mine", encoding="utf-8")
    desk.open_table(table)
    desk.tab.table.setup.output.set_place(mine, overwrite=True)
    desk.wait(
        lambda: "This file already exists. It will be replaced once all rows are scored." in desk.words()
    )
    desk.press("Score rows")
    desk.wait(lambda: desk.has("Rows"))
    assert len(scored(mine)) == len(TEXTS)


def test_a_table_that_was_scored_here_can_be_scored_again_in_its_place_unless_it_was_changed(
    desk: SentimentDesk, table: Path
) -> None:
    desk.score_table(table)
    out = table.with_name("reviews.scored.csv")
    desk.tab.table._again()
    desk.wait(lambda: "It will be replaced once all rows are scored." in desk.words())
    desk.press("Score rows")
    desk.wait(lambda: desk.has("Rows"))
    assert not table.with_name("reviews.scored (2).csv").exists()
    out.write_bytes(out.read_bytes() + b"a remark of mine\r\n")
    desk.tab.table._again()
    desk.wait(lambda: "reviews.scored (2).csv" in desk.words())


def test_a_table_is_opened_from_the_dialog(desk: SentimentDesk, table: Path) -> None:
    desk.press("A table")
    desk.press("Open table")
    choose_in_dialog(desk.qtbot, table)
    desk.wait(lambda: desk.has("Text column"))


def test_the_output_can_be_put_elsewhere(desk: SentimentDesk, table: Path) -> None:
    desk.open_table(table)
    out = table.with_name("result")
    desk.press("Save to")
    assert choose_in_dialog(desk.qtbot, out, kind="Excel workbook (*.xlsx)") == "reviews.scored.csv"
    desk.press("Score rows")
    desk.wait(lambda: desk.has("Rows"))
    assert table.with_name("result.xlsx").exists()
    assert desk.shown(2)[:2] == ["positive", "negative"]


def test_an_output_that_another_program_holds_open_costs_no_row(
    desk: SentimentDesk, engine: HeldEngine, table: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    replace = os.replace

    def refuse(source: str, target: str) -> None:
        if Path(target).name == "reviews.scored.csv":
            raise PermissionError(13, "it is open in another program", str(target))
        replace(source, target)

    monkeypatch.setattr(os, "replace", refuse)
    desk.open_table(table)
    desk.press("Score rows")
    desk.wait(lambda: "rows of this table have already been scored" in desk.words())
    assert "it is open in another program" in desk.notices()[0]
    monkeypatch.setattr(os, "replace", replace)
    before = len(engine.items)
    desk.press("Resume")
    desk.wait(lambda: desk.has("Rows"))
    assert len(engine.items) == before
    assert len(scored(tmp_path / "reviews.scored.csv")) == len(TEXTS)


def test_the_end_is_told_to_who_looks_elsewhere(desk: SentimentDesk, table: Path) -> None:
    desk.open_table(table)
    desk.press("Score rows")
    desk.press("One text")
    desk.wait(lambda: "reviews.csv: 5 rows scored." in desk.notices())


def test_what_is_no_table_is_told(desk: SentimentDesk, tmp_path: Path) -> None:
    path = tmp_path / "photo.png"
    path.write_bytes(b"\x89PNG\r\n\x1a\n" + b"\0" * 100)
    desk.press("A table")
    desk.tab.table.opener.open(path)
    desk.wait(lambda: bool(desk.notices()))
    assert desk.has("Open table")
