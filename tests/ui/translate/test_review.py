"""A column that was translated, looked at again: edited, done again, compared with another translation."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from PySide6.QtWidgets import QCheckBox, QPlainTextEdit, QPushButton
from pytestqt.qtbot import QtBot

from llmdesk.tools.translate.table.runs import TABLE_KIND
from llmdesk.ui.services import Services
from llmdesk.ui.tables.column.page import ColumnPage
from llmdesk.ui.tables.review.page import TableReview
from llmdesk.ui.tables.review.rows import COMPARED, RESULT, STATUS
from llmdesk.ui.translate.options import TranslateOptionsRow
from llmdesk.ui.translate.tab import TranslateTab
from llmdesk.ui.widgets.choice_box import ChoiceBox
from tests.ui.controls import labels, visible
from tests.ui.translate.desk import Translator, make_tab, until

WORDS = ("apple", "bridge", "candle", "dragon", "engine", "forest", "garden")


@pytest.fixture
def table(tmp_path: Path) -> Path:
    path = tmp_path / "parts.csv"
    lines = [f"{n},The {word} number {n} is old." for n, word in enumerate(WORDS)]
    path.write_text("id,about\n" + "\n".join([*lines, "7,", "8,"]) + "\n", encoding="utf-8")
    return path


@pytest.fixture
def out(table: Path) -> Path:
    return table.with_name("parts.translated.csv")


@pytest.fixture
def page(tab: TranslateTab, qtbot: QtBot, table: Path, engine: Translator) -> ColumnPage:
    """Nine rows, of which the third failed and two have no text."""
    engine.spoil = lambda text, _attempt: "灯很旧。" if "candle" in text else None
    tab.open_files([table])
    page = tab.findChildren(ColumnPage)[0]
    until(qtbot, page.isVisible)
    visible(page, QPushButton, "Translate the column").click()
    until(qtbot, lambda: shown(page.review) == 9)
    return page


def shown(review: TableReview) -> int:
    return review.rows.model().rowCount() if review.isVisible() else -1


def column(qtbot: QtBot, page: ColumnPage, place: int) -> list[str]:
    """What the rows show there, once they were read."""
    model = page.review.rows.model()
    cells = [model.index(row, place) for row in range(model.rowCount())]
    until(qtbot, lambda: all(cell.data() is not None for cell in cells))
    return [str(cell.data()) for cell in cells]


def show(page: ColumnPage, name: str, text: str) -> None:
    """Pick the entry that begins so."""
    box = visible(page, ChoiceBox, name)
    box.activated.emit(next(n for n, choice in enumerate(box.choices) if choice.text.startswith(text)))


def edit(qtbot: QtBot, page: ColumnPage, row: int, text: str) -> None:
    page.review.rows.go_to(row)
    until(qtbot, lambda: f"Row {row + 1}" in labels(page).split("\n"))
    visible(page, QPlainTextEdit, "Result: translation_zh").setPlainText(text)


def save(qtbot: QtBot, page: ColumnPage) -> None:
    page.review.edits.write_now()
    until(qtbot, lambda: not page.review.edits.waiting and not page.review.edits._writing)


def read(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as stream:
        return list(csv.DictReader(stream))


def test_rows_stand_beside_their_texts_and_those_that_failed_show_alone(
    page: ColumnPage, qtbot: QtBot
) -> None:
    assert column(qtbot, page, RESULT)[2] == "灯很旧。"
    assert column(qtbot, page, STATUS)[1:4] == ["passed", "check failed", "passed"]
    assert column(qtbot, page, STATUS)[7:] == ["no text", "no text"]
    assert "about → translation_zh" in labels(page)
    show(page, "Show", "Failed (1)")
    until(qtbot, lambda: shown(page.review) == 1)
    page.review.rows.go_to(0)
    until(qtbot, lambda: "Row 3" in labels(page).split("\n"))
    assert "“2”" in labels(page)  # the number that is missing
    show(page, "Show", "Without text (2)")
    until(qtbot, lambda: shown(page.review) == 2)


def test_an_edited_row_is_kept_marked_and_never_overwritten(
    page: ColumnPage, tab: TranslateTab, qtbot: QtBot, table: Path, out: Path, engine: Translator
) -> None:
    before = read(out)
    edit(qtbot, page, 2, "烛台 2 很旧。")
    edit(qtbot, page, 4, "=my own")
    save(qtbot, page)
    made = read(out)
    assert made[2] == before[2] | {"translation_zh": "烛台 2 很旧。", "translation_checks": "edited"}
    assert made[4]["translation_zh"] == "'=my own"  # no spreadsheet runs it
    assert [row for n, row in enumerate(made) if n not in (2, 4)] == [
        row for n, row in enumerate(before) if n not in (2, 4)
    ]
    page.open(table)  # the same work once more goes elsewhere
    until(qtbot, visible_when(page, "Translate the column"))
    until(qtbot, lambda: page.setup.output.place == out.with_name("parts.translated (2).csv"))
    visible(page, QPushButton, "Translate the column").click()
    until(qtbot, lambda: page.review.past is not None and page.review.past.path != out)
    until(qtbot, lambda: shown(page.review) == 9)
    assert read(out) == made
    assert read(out.with_name("parts.translated (2).csv")) == before


def visible_when(page: ColumnPage, name: str):  # type: ignore[no-untyped-def]
    return lambda: any(b.isVisible() and b.accessibleName() == name for b in page.findChildren(QPushButton))


def test_rows_that_failed_are_done_again_alone_also_after_a_stop(
    page: ColumnPage, tab: TranslateTab, qtbot: QtBot, out: Path, engine: Translator
) -> None:
    edit(qtbot, page, 4, "mine")
    save(qtbot, page)
    engine.spoil, engine.requests[:] = (lambda _text, _attempt: None), []
    engine.gate.clear()
    page.review.again_asked.emit("failed")
    until(qtbot, engine.held.is_set)
    page.progress.cancel.click()
    until(qtbot, lambda: shown(page.review) == 9)
    assert read(out)[4]["translation_checks"] == "edited"
    assert read(out)[2]["translation_zh"] == "灯很旧。"
    engine.gate.set()
    page.review.again_asked.emit("failed")
    until(qtbot, lambda: shown(page.review) == 9 and "2" in read(out)[2]["translation_zh"])
    assert read(out)[2]["translation_checks"] == ""
    assert (read(out)[4]["translation_zh"], read(out)[4]["translation_checks"]) == ("mine", "edited")
    assert {"candle" in str(request.messages) for request in engine.requests} == {True}


def test_what_was_edited_and_not_written_is_there_after_a_kill(
    page: ColumnPage, qtbot: QtBot, services: Services, out: Path
) -> None:
    page.review.edits._timer.setInterval(60_000)
    edit(qtbot, page, 2, "烛台 2 很旧。")
    services.drafts.flush()  # as it does by itself within a second
    other = make_tab(qtbot, services)  # as after a restart
    other._open_run(services.store.runs(TABLE_KIND)[0])
    until(qtbot, lambda: read(out)[2]["translation_checks"] == "edited")
    again = other.findChildren(ColumnPage)[0]
    until(qtbot, lambda: not again.review.edits.waiting)


def test_another_translation_stands_beside_and_the_two_are_compared(
    page: ColumnPage, tab: TranslateTab, qtbot: QtBot, out: Path, engine: Translator
) -> None:
    edit(qtbot, page, 1, "mine")
    visible(page, QPushButton, "Add column").click()
    until(qtbot, visible_when(page, "Translate the column"))
    box = visible(page, ChoiceBox, "Column to translate").current
    assert box is not None
    assert box.data == "about"
    row = tab.findChildren(TranslateOptionsRow)[0]
    row.show_options(row.options.__class__("zh", "en", "formal"))
    page.on_options()
    engine.spoil = lambda text, _attempt: "森林 5 已经很旧。" if "forest" in text else None
    visible(page, QPushButton, "Translate the column").click()
    until(qtbot, lambda: page.review.past is not None and page.review.past.path != out)
    until(qtbot, lambda: shown(page.review) == 9)
    show(page, "Compare the result with a column", "translation_zh")
    until(qtbot, lambda: column(qtbot, page, COMPARED)[1] == "mine")
    visible(page, QCheckBox, "Only rows that differ").click()
    until(qtbot, lambda: shown(page.review) == 3)  # one edited, one spoilt before, one now
    assert column(qtbot, page, RESULT)[2] == "森林 5 已经很旧。"


def test_other_columns_than_those_that_are_there_are_refused(
    page: ColumnPage, tab: TranslateTab, qtbot: QtBot, services: Services, out: Path
) -> None:
    before = out.read_bytes()
    row = tab.findChildren(TranslateOptionsRow)[0]
    row.show_options(row.options.__class__("en", "zh"))
    page.review.again_asked.emit("failed")
    words = "With what is chosen now, the table would get other columns."
    until(qtbot, lambda: any(words in notice.texts for notice in services.notify.notices))
    until(qtbot, lambda: shown(page.review) == 9)
    assert out.read_bytes() == before
