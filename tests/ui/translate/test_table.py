"""A column of a table is translated into new columns; a stopped one goes on."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from llmdesk.errors import StoreError
from llmdesk.store import Store
from llmdesk.tools.reading import open_table
from llmdesk.tools.translate.table.runs import TABLE_KIND
from llmdesk.ui.services import Services
from llmdesk.ui.tables.column.page import ColumnPage
from llmdesk.ui.translate.tab import TranslateTab
from llmdesk.ui.widgets.choice_box import ChoiceBox
from llmdesk.ui.widgets.run_history import RunHistory
from tests.ui.controls import labels, named
from tests.ui.translate.desk import Translator, button, field, make_tab, translate, until

ROWS = [("1", f"The engine number {number} has {number} parts.") for number in range(1, 41)]


@pytest.fixture
def table(tmp_path: Path) -> Path:
    path = tmp_path / "parts.csv"
    lines = ["id,about", *(f'{key},"{text}"' for key, text in ROWS)]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def page_of(tab: TranslateTab, qtbot: QtBot, path: Path) -> ColumnPage:
    tab.open_files([path])
    page = tab.findChildren(ColumnPage)[0]
    until(qtbot, page.isVisible)
    return page


def shows(page: ColumnPage, rows: int) -> bool:
    """So many rows of the table that was made are there to be looked at."""
    return page.review.isVisible() and page.review.rows.model().rowCount() == rows


def said(services: Services) -> str:
    return " ".join(text for notice in services.notify.notices for text in notice.texts)


def rows(path: Path) -> list[list[object]]:
    return [list(row) for row in open_table(path).rows()]


def test_a_column_becomes_two_more_and_the_table_stays_as_it_is(
    tab: TranslateTab, qtbot: QtBot, table: Path, engine: Translator, services: Services
) -> None:
    engine.spoil = lambda text, _attempt: "引擎有很多部分。" if "number 3 " in text else None
    before = table.read_bytes()
    page = page_of(tab, qtbot, table)
    assert named(page, ChoiceBox, "Column to translate").current.data == "about"  # type: ignore[union-attr]
    named(page, QPushButton, "Translate the column").click()
    until(qtbot, lambda: shows(page, 40))
    assert "1 failed" in labels(page)
    assert not said(services)  # what shows needs no notice
    out = table.with_name("parts.translated.csv")
    assert "“3”" in str(rows(out)[2][3])
    assert "引擎" in str(rows(out)[0][2])
    assert table.read_bytes() == before
    named(page, QPushButton, "Back to the text").click()
    assert field(tab).isVisible()
    translate(tab, qtbot, "The engine is old.")


def test_a_model_that_is_too_small_for_a_table_is_told(
    tab: TranslateTab, qtbot: QtBot, table: Path, engine: Translator, services: Services
) -> None:
    engine.spoil = lambda text, _attempt: "没有数字。"
    page = page_of(tab, qtbot, table)
    named(page, QPushButton, "Translate the column").click()
    until(qtbot, lambda: shows(page, 40))
    assert "is too small for this" in said(services)


def test_one_that_is_stopped_goes_on_where_it_was(
    tab: TranslateTab, qtbot: QtBot, table: Path, engine: Translator
) -> None:
    page = page_of(tab, qtbot, table)
    engine.hold_at = 35  # within the second lot
    engine.gate.clear()
    named(page, QPushButton, "Translate the column").click()
    until(qtbot, engine.held.is_set)
    page.progress.cancel.click()
    until(qtbot, lambda: "32 rows of this table are done already" in labels(page))
    engine.gate.set()
    asked = len(engine.requests)
    button = next(
        each for each in page.findChildren(QPushButton) if each.text() == "Resume" and each.isVisible()
    )
    assert button.accessibleName() == "Resume"
    button.click()
    until(qtbot, lambda: shows(page, 40))
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


def from_history(tab: TranslateTab, qtbot: QtBot, services: Services) -> ColumnPage:
    """What opens when its newest run is chosen in a tab that shows something else."""
    history = tab.findChildren(RunHistory)[0]
    history.chosen.emit(services.store.runs(TABLE_KIND)[0])
    page = tab.findChildren(ColumnPage)[0]
    until(qtbot, page.isVisible)
    return page


def test_a_table_is_in_the_history_and_opens_as_it_was(
    tab: TranslateTab, qtbot: QtBot, table: Path, services: Services
) -> None:
    page = page_of(tab, qtbot, table)
    named(page, ChoiceBox, "Column to translate").activated.emit(1)
    out = table.with_name("mine.csv")
    page.setup.output.set_place(out)
    named(page, QPushButton, "Translate the column").click()
    until(qtbot, lambda: shows(page, 40))
    (heading,) = services.store.run_headings(TABLE_KIND)
    assert (heading.title, heading.state) == ("parts.csv", "done")

    other = make_tab(qtbot, services)
    page = from_history(other, qtbot, services)
    until(qtbot, lambda: shows(page, 40))
    assert "mine.csv" in labels(page)
    out.unlink()
    page = from_history(other, qtbot, services)  # it is gone: the form as it was
    until(qtbot, named(page, QPushButton, "Translate the column").isVisible)
    assert page.setup.output.place == out


def test_a_table_that_was_stopped_goes_on_from_the_history(
    tab: TranslateTab, qtbot: QtBot, table: Path, engine: Translator, services: Services
) -> None:
    page = page_of(tab, qtbot, table)
    engine.hold_at = 35
    engine.gate.clear()
    named(page, QPushButton, "Translate the column").click()
    until(qtbot, engine.held.is_set)
    page.progress.cancel.click()
    until(qtbot, lambda: not page.job.running)
    engine.gate.set()
    assert services.store.runs(TABLE_KIND)[0].state == "stopped"
    other = make_tab(qtbot, services)  # as after a restart
    offer = "Resume parts.csv, which was stopped"
    until(qtbot, lambda: any(b.text() == offer and b.isVisible() for b in other.findChildren(QPushButton)))
    next(b for b in other.findChildren(QPushButton) if b.text() == offer).click()
    again = other.findChildren(ColumnPage)[0]
    until(qtbot, lambda: again.isVisible() and "32 rows of this table are done already" in labels(again))
    shown = page.setup.table
    assert shown is not None
    page.setup.show_table(replace(shown, path=table.with_name("other.csv")))
    page = from_history(tab, qtbot, services)
    until(qtbot, lambda: "32 rows of this table are done already" in labels(page))


def test_a_history_that_cannot_be_written_stops_no_table(
    tab: TranslateTab, qtbot: QtBot, table: Path, services: Services, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_given: object, **_named: object) -> None:
        raise StoreError("The disk is full.")

    monkeypatch.setattr(Store, "add_run", full)
    page = page_of(tab, qtbot, table)
    named(page, QPushButton, "Translate the column").click()
    until(qtbot, lambda: shows(page, 40))
    assert any("The disk is full." in notice.texts for notice in services.notify.notices)


def test_five_rows_are_tried_first_and_nothing_is_written(
    tab: TranslateTab, qtbot: QtBot, table: Path, engine: Translator
) -> None:
    engine.spoil = lambda text, _attempt: "引擎有很多部分。" if "number 3 " in text else None
    page = page_of(tab, qtbot, table)
    named(page, QPushButton, "Preview five rows").click()
    until(qtbot, lambda: "4 of 5 rows passed the checks. Nothing was written." in labels(page))
    assert "for 40 rows." in labels(page)
    assert "“3”" in labels(page)
    assert [path.name for path in table.parent.glob("*.csv")] == ["parts.csv"]
    named(page, QPushButton, "Back to the table").click()
    named(page, ChoiceBox, "Column to translate").activated.emit(0)
    assert "Nothing was written." not in labels(page)


def test_a_column_without_text_is_told(tab: TranslateTab, qtbot: QtBot, tmp_path: Path) -> None:
    path = tmp_path / "parts.csv"
    path.write_text("id,nothing,about\n" + "".join(f"{n},,{text}\n" for n, text in ROWS), encoding="utf-8")
    page = page_of(tab, qtbot, path)
    box, told = named(page, ChoiceBox, "Column to translate"), "The first rows of this column have no text."
    assert told not in labels(page)
    box.activated.emit(1)
    assert told in labels(page)
    named(page, QPushButton, "Translate the column").click()
    until(qtbot, lambda: shows(page, 40))
    box = named(page.review, ChoiceBox, "Show")
    assert "Without text (40)" in [choice.text for choice in box.choices]


def test_a_preview_that_is_stopped_leaves_the_table_as_it_was(
    tab: TranslateTab, qtbot: QtBot, table: Path, engine: Translator
) -> None:
    page = page_of(tab, qtbot, table)
    engine.gate.clear()
    named(page, QPushButton, "Preview five rows").click()
    until(qtbot, engine.held.is_set)
    named(page, QPushButton, "Stop the preview").click()
    until(qtbot, lambda: button(page, "Preview five rows").text() == "Preview five rows")
    engine.gate.set()
    assert named(page, QPushButton, "Translate the column").isEnabled()
