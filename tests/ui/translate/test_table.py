"""A column of a table is translated into new columns; a stopped one goes on."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest
from PySide6.QtWidgets import QLabel, QPushButton
from pytestqt.qtbot import QtBot

from llmdesk.tools.reading import open_table
from llmdesk.ui.translate.tab import TranslateTab
from llmdesk.ui.translate.table.page import TablePage
from llmdesk.ui.widgets.choice_box import ChoiceBox
from tests.ui.summarize.desk import named
from tests.ui.translate.desk import Translator, field, translate, until

ROWS = [("1", f"The engine number {number} has {number} parts.") for number in range(1, 41)]


@pytest.fixture
def table(tmp_path: Path) -> Path:
    path = tmp_path / "parts.csv"
    lines = ["id,about", *(f'{key},"{text}"' for key, text in ROWS)]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def page_of(tab: TranslateTab, qtbot: QtBot, path: Path) -> TablePage:
    tab.open_files([path])
    page = tab.findChildren(TablePage)[0]
    until(qtbot, page.isVisible)
    return page


def told(page: TablePage) -> str:
    return "\n".join(label.text() for label in page.findChildren(QLabel) if label.isVisible())


def rows(path: Path) -> list[list[object]]:
    return [list(row) for row in open_table(path).rows()]


def test_a_column_becomes_two_more_and_the_table_stays_as_it_is(
    tab: TranslateTab, qtbot: QtBot, table: Path, engine: Translator
) -> None:
    engine.spoil = lambda text, _attempt: "引擎有很多部分。" if "number 3 " in text else None
    before = table.read_bytes()
    page = page_of(tab, qtbot, table)
    assert named(page, ChoiceBox, "Column to translate").current.data == "about"  # type: ignore[union-attr]
    named(page, QPushButton, "Translate the column").click()
    until(qtbot, lambda: "40 rows are translated." in told(page))
    assert "1 row is to be looked at" in told(page)
    out = table.with_name("parts.translated.csv")
    assert "“3”" in str(rows(out)[2][3])
    assert "引擎" in str(rows(out)[0][2])
    assert table.read_bytes() == before
    named(page, QPushButton, "Back to the text").click()
    assert field(tab).isVisible()
    translate(tab, qtbot, "The engine is old.")


def test_one_that_is_stopped_goes_on_where_it_was(
    tab: TranslateTab, qtbot: QtBot, table: Path, engine: Translator
) -> None:
    page = page_of(tab, qtbot, table)
    engine.hold_at = 35  # within the second lot
    engine.gate.clear()
    named(page, QPushButton, "Translate the column").click()
    until(qtbot, engine.held.is_set)
    page.progress.cancel.click()
    until(qtbot, lambda: "32 rows of this table are done already" in told(page))
    engine.gate.set()
    asked = len(engine.requests)
    button = named(page, QPushButton, "Translate the column")
    assert button.text() == "Resume"
    button.click()
    until(qtbot, lambda: "40 rows are translated." in told(page))
    assert len(engine.requests) - asked < 32


def test_a_workbook_is_written_as_a_workbook(tab: TranslateTab, qtbot: QtBot, tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for row in (("id", "about"), (1, "The engine is old."), (2, "It has 12 parts.")):
        sheet.append(row)
    book.save(tmp_path / "parts.xlsx")
    page = page_of(tab, qtbot, tmp_path / "parts.xlsx")
    named(page, QPushButton, "Translate the column").click()
    until(qtbot, (tmp_path / "parts.translated.xlsx").exists)
    made = openpyxl.load_workbook(tmp_path / "parts.translated.xlsx").active
    assert made is not None
    assert made["C1"].value == "translation_zh"
    assert "12" in str(made["C3"].value)
