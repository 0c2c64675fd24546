"""Values out of the texts of a column, a column for each field; a stopped table goes on."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from PySide6.QtWidgets import QPlainTextEdit, QPushButton
from pytestqt.qtbot import QtBot

from llmdesk.tools.extract.table import TABLE_KIND
from llmdesk.ui.extract.tab import ExtractTab
from llmdesk.ui.services import Services
from llmdesk.ui.tables.column.page import ColumnPage
from llmdesk.ui.widgets.choice_box import ChoiceBox
from llmdesk.ui.widgets.run_history import RunHistory
from tests.ui.controls import labels, named, visible
from tests.ui.extract.desk import INVOICE, Copier, make_tab


@pytest.fixture
def engine() -> Copier:
    return Copier()


@pytest.fixture
def tab(qtbot: QtBot, services: Services) -> ExtractTab:
    return make_tab(qtbot, services)


@pytest.fixture
def table(tmp_path: Path) -> Path:
    path = tmp_path / "mails.csv"
    rows = [("id", "mail"), *((str(n), INVOICE.replace("M-17", f"M-{n}")) for n in range(40)), ("40", "")]
    with path.open("w", encoding="utf-8", newline="") as stream:
        csv.writer(stream).writerows(rows)
    return path


def opened(tab: ExtractTab, qtbot: QtBot, path: Path) -> ColumnPage:
    tab.open_files([path])
    page = tab.findChildren(ColumnPage)[0]
    qtbot.waitUntil(page.isVisible)
    return page


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as stream:
        return list(csv.DictReader(stream))


def test_each_field_gets_a_column_and_the_table_stays_as_it_is(
    tab: ExtractTab, qtbot: QtBot, table: Path, services: Services
) -> None:
    before = table.read_bytes()
    page = opened(tab, qtbot, table)
    box = named(page, ChoiceBox, "Column to extract from")
    assert box.current is not None
    assert box.current.data == "mail"
    named(page, QPushButton, "Preview five rows").click()
    qtbot.waitUntil(lambda: "5 of 5 rows passed the checks. Nothing was written." in labels(page))
    assert "Total: 1240" in labels(page)
    named(page, QPushButton, "Extract from the column").click()
    qtbot.waitUntil(lambda: page.review.isVisible() and page.review.rows.model().rowCount() == 41)
    made = rows(table.with_name("mails.extracted.csv"))
    assert [row["Invoice number"] for row in made] == [f"M-{n}" for n in range(40)] + [""]
    assert {row["Total (currency)"] for row in made[:40]} == {"EUR"}
    assert table.read_bytes() == before
    (heading,) = services.store.run_headings(TABLE_KIND)
    assert (heading.title, heading.state) == ("mails.csv", "done")


def test_one_that_is_stopped_goes_on_from_the_history(
    tab: ExtractTab, qtbot: QtBot, table: Path, engine: Copier, services: Services
) -> None:
    page = opened(tab, qtbot, table)
    engine.held_at = "M-36"
    named(page, QPushButton, "Extract from the column").click()
    qtbot.waitUntil(engine.reached.is_set)
    page.progress.cancel.click()
    qtbot.waitUntil(lambda: "rows of this table are done already" in labels(page))
    engine.held_at = ""
    other = make_tab(qtbot, services)  # as after a restart
    offer = "Resume mails.csv, which was stopped"
    qtbot.waitUntil(lambda: any(b.text() == offer and b.isVisible() for b in other.findChildren(QPushButton)))
    other.sets.choose("ready:cv")
    other.findChildren(RunHistory)[0].chosen.emit(services.store.runs(TABLE_KIND)[0])
    again = other.findChildren(ColumnPage)[0]
    qtbot.waitUntil(lambda: again.isVisible() and "rows of this table are done already" in labels(again))
    asked = len(engine.asked)
    visible(again, QPushButton, "Resume").click()
    qtbot.waitUntil(lambda: again.review.isVisible() and again.review.rows.model().rowCount() == 41)
    assert len(engine.asked) - asked < 20
    made = rows(table.with_name("mails.extracted.csv"))
    assert [row["Invoice number"] for row in made] == [f"M-{n}" for n in range(40)] + [""]


def test_many_rows_of_each_row_are_refused(
    tab: ExtractTab, qtbot: QtBot, table: Path, services: Services
) -> None:
    page = opened(tab, qtbot, table)
    tab.sets.set_rows("many")
    named(page, QPushButton, "Extract from the column").click()
    assert any("Each row of a table gives one row." in notice.texts for notice in services.notify.notices)
    assert not page.job.running


def test_what_is_to_be_looked_at_is_said_in_the_language_of_the_window(
    tab: ExtractTab, qtbot: QtBot, table: Path, engine: Copier, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("llmdesk.ui.extract.column.translate_core", lambda source: f"«{source}»")
    engine.said["Due date"] = "soon"
    page = opened(tab, qtbot, table)
    named(page, QPushButton, "Preview five rows").click()
    qtbot.waitUntil(lambda: "0 of 5 rows passed the checks." in labels(page))
    assert "Due date: «" in labels(page)


def test_how_a_typed_value_is_written_is_told_also_from_the_history(
    tab: ExtractTab, qtbot: QtBot, table: Path, services: Services
) -> None:
    page = opened(tab, qtbot, table)
    named(page, QPushButton, "Extract from the column").click()
    qtbot.waitUntil(lambda: page.review.isVisible() and page.review.rows.model().rowCount() == 41)
    other = make_tab(qtbot, services)  # as after a restart
    other.findChildren(RunHistory)[0].chosen.emit(services.store.runs(TABLE_KIND)[0])
    page = other.findChildren(ColumnPage)[0]
    qtbot.waitUntil(lambda: page.review.isVisible() and page.review.rows.model().rowCount() == 41)
    page.review.rows.go_to(40)  # the one without a text
    qtbot.waitUntil(lambda: "Row 41" in labels(page).split("\n"))
    total, day = (visible(page, QPlainTextEdit, f"Result: {name}") for name in ("Total", "Due date"))
    assert "stays a text" not in labels(page)
    total.setPlainText("1,240.50")
    day.setPlainText("next week")
    assert "It is written into the table as 1240.5." in labels(page)
    assert day.accessibleDescription() == "This is no whole date: it stays a text."
    day.setPlainText("2026-03-05")
    assert not day.accessibleDescription()
    page.review.edits.write_now()
    qtbot.waitUntil(lambda: not page.review.edits.waiting)
    row = rows(table.with_name("mails.extracted.csv"))[40]
    assert (row["Total"], row["Due date"], row["extraction_checks"]) == ("1240.5", "2026-03-05", "edited")
