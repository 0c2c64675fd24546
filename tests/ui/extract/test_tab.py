"""The Extract tab with one document: pasted, extracted, looked at, edited, kept, saved, handed over."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QListWidget, QToolButton
from pytestqt.qtbot import QtBot

from llmdesk.tools.extract.prompts import trial_cases
from llmdesk.ui.extract.model import CELL
from llmdesk.ui.extract.tab import ExtractTab
from llmdesk.ui.services import Services
from tests.ui.controls import labels, named
from tests.ui.extract.desk import (
    INVOICE,
    Copier,
    button,
    choose,
    extract,
    fields,
    make_tab,
    marked,
    ready,
    rows,
    source,
    table,
)
from tests.ui.file_dialog import choose_in_dialog


def put(tab: ExtractTab, text: str) -> None:
    source(tab).selectAll()
    source(tab).insertPlainText(text)


def test_a_pasted_text_becomes_a_value_a_field_and_is_kept(
    tab: ExtractTab, qtbot: QtBot, services: Services
) -> None:
    assert not button(tab, "Extract").isEnabled()
    put(tab, INVOICE)
    extract(tab, qtbot)
    found = fields(tab)
    assert found["Invoice number"] == "M-17"
    assert found["Invoice date"] == "2024-03-05"
    assert found["Total"] == "1,240 EUR"
    assert found["Due date"] == "not stated"
    assert "7 of 8 values stated" in labels(tab)
    (run,) = services.store.runs("extract")
    assert run.state == "done"


def test_a_value_leads_to_its_place_and_a_place_to_its_value(tab: ExtractTab, qtbot: QtBot) -> None:
    put(tab, INVOICE)
    extract(tab, qtbot)
    choose(tab, 7)
    assert marked(tab) == ["EUR 1,240.00"]
    assert "“EUR 1,240.00”" in named(tab, QListWidget, "Places").item(0).text()
    assert "Total" in labels(tab)
    source(tab).clicked.emit(INVOICE.index("5 March"))
    assert table(tab).currentIndex().row() == 1
    assert marked(tab) == ["5 March 2024"]
    assert "In the words of the text: “5 March 2024”" in labels(tab)


def test_what_stands_nowhere_is_marked_in_words_and_can_be_gone_to(
    tab: ExtractTab, qtbot: QtBot, engine: Copier
) -> None:
    engine.said = {"Total": "EUR 77", "Due date": "soon"}
    put(tab, INVOICE)
    extract(tab, qtbot)
    button(tab, "Next to check (2)").click()
    assert table(tab).currentIndex().row() == 2
    QTest.keyClick(table(tab), Qt.Key.Key_F8)
    assert table(tab).currentIndex().row() == 7
    QTest.keyClick(table(tab), Qt.Key.Key_F8, Qt.KeyboardModifier.ShiftModifier)
    assert table(tab).currentIndex().row() == 2
    QTest.keyClick(table(tab), Qt.Key.Key_F8, Qt.KeyboardModifier.ShiftModifier)
    assert table(tab).currentIndex().row() == 7
    assert marked(tab) == []
    assert "These words stand nowhere in the text." in labels(tab)
    seen = table(tab).model().index(7, 0).data(CELL)
    assert (seen.text, seen.beneath, seen.tone) == ("77 EUR", "not in the text", "marked")


def test_the_keyboard_goes_from_value_to_value(tab: ExtractTab, qtbot: QtBot) -> None:
    put(tab, INVOICE)
    extract(tab, qtbot)
    choose(tab, 0)
    QTest.keyClick(table(tab), Qt.Key.Key_Down)
    assert marked(tab) == ["5 March 2024"]


def test_an_edit_is_kept_told_and_can_be_undone(tab: ExtractTab, qtbot: QtBot, services: Services) -> None:
    put(tab, INVOICE)
    extract(tab, qtbot)
    choose(tab, 4)
    values = table(tab).model()
    values.setData(values.index(4, 0), "Mill & Sons", Qt.ItemDataRole.EditRole)
    qtbot.waitUntil(lambda: fields(tab)["Buyer"] == "Mill & Sons")
    assert "Changed by hand." in labels(tab)
    assert "Extracted: “Ann Poe”" in labels(tab)

    def kept() -> str:
        (run,) = services.store.runs("extract")
        assert run.result is not None
        return json.dumps(run.result)

    qtbot.waitUntil(lambda: '"was": [' in kept())
    button(tab, "Undo the edit").click()
    qtbot.waitUntil(lambda: fields(tab)["Buyer"] == "Ann Poe")
    qtbot.waitUntil(lambda: '"was": [' not in kept())


def test_a_text_that_changed_is_not_marked_where_it_changed(tab: ExtractTab, qtbot: QtBot) -> None:
    put(tab, INVOICE)
    extract(tab, qtbot)
    choose(tab, 7)
    put(tab, "Nothing is left of it.")
    choose(tab, 0)
    assert marked(tab) == []
    assert rows(tab)[7] == ["1,240 EUR"]


@pytest.mark.parametrize(
    ("kind", "suffix"),
    [
        ("Excel workbook (*.xlsx)", ".xlsx"),
        ("CSV table (*.csv)", ".csv"),
        ("JSON, with every place (*.json)", ".json"),
    ],
)
def test_values_are_saved_in_each_form(
    tab: ExtractTab, qtbot: QtBot, services: Services, tmp_path: Path, kind: str, suffix: str
) -> None:
    put(tab, INVOICE)
    extract(tab, qtbot)
    named(tab, QToolButton, "Save as a table").click()
    choose_in_dialog(qtbot, tmp_path / "out", kind=kind)
    qtbot.waitUntil(lambda: any("Saved as" in notice.text for notice in services.notify.notices))
    data = (tmp_path / f"out{suffix}").read_bytes()
    assert data[:2] == b"PK" if suffix == ".xlsx" else b"M-17" in data


def test_values_are_never_saved_over_their_document(
    tab: ExtractTab, qtbot: QtBot, services: Services, tmp_path: Path
) -> None:
    path = tmp_path / "invoice.json"
    path.with_suffix(".txt").write_text(INVOICE)
    path.with_suffix(".txt").rename(tmp_path / "invoice.txt")
    tab._desk.open_files([tmp_path / "invoice.txt"])
    qtbot.waitUntil(lambda: tab._pane.given.opened is not None)
    extract(tab, qtbot)
    assert fields(tab)["Buyer"] == "Ann Poe"
    tab._actions.save_to(tmp_path / "invoice.txt")
    qtbot.waitUntil(lambda: any(notice.error for notice in services.notify.notices))
    assert (tmp_path / "invoice.txt").read_text() == INVOICE


def test_values_are_copied_as_a_table(tab: ExtractTab, qtbot: QtBot, services: Services) -> None:
    put(tab, INVOICE)
    extract(tab, qtbot)
    named(tab, QToolButton, "Copy as a table").click()
    qtbot.waitUntil(lambda: any("Copied" in notice.text for notice in services.notify.notices))
    lines = QGuiApplication.clipboard().text().splitlines()
    assert lines[0].split("\t")[1] == "Invoice number"
    assert lines[1].split("\t")[1] == "M-17"


def test_a_value_is_copied_as_it_shows(tab: ExtractTab, qtbot: QtBot) -> None:
    put(tab, INVOICE)
    extract(tab, qtbot)
    choose(tab, 7)
    QTest.keyClick(table(tab), Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QGuiApplication.clipboard().text() == "1,240 EUR"


def test_values_go_to_another_tab(tab: ExtractTab, qtbot: QtBot) -> None:
    put(tab, INVOICE)
    extract(tab, qtbot)
    with qtbot.waitSignal(tab.hand_over) as handed:
        button(tab, "Ask about this").click()
    assert handed.args[0] == "chat"
    assert "Buyer: Ann Poe" in handed.args[1]


def test_more_values_than_another_tab_takes_are_cut_at_a_line_and_that_is_told(
    tab: ExtractTab, qtbot: QtBot, services: Services, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("llmdesk.ui.extract.actions.MOST_HANDED", 40)
    put(tab, INVOICE)
    extract(tab, qtbot)
    with qtbot.waitSignal(tab.hand_over) as handed:
        button(tab, "Ask about this").click()
    assert handed.args[1].endswith("\n\nInvoice number: M-17\n…\n\n")
    assert "Only the first 40 characters" in services.notify.notices[-1].text


def test_the_example_is_tried_with_one_click(tab: ExtractTab, qtbot: QtBot) -> None:
    next(b for b in tab.findChildren(type(button(tab, "Extract"))) if b.text() == "Read an invoice").click()
    qtbot.waitUntil(lambda: table(tab).isVisible() and button(tab, "Extract").isVisible())
    qtbot.waitUntil(lambda: fields(tab).get("Invoice date") == "2025-09-12")


def test_a_past_run_shows_again_with_its_text_and_fields(
    tab: ExtractTab, qtbot: QtBot, services: Services
) -> None:
    put(tab, INVOICE)
    extract(tab, qtbot)
    (run,) = services.store.runs("extract")
    tab.take_text("Something else.")
    assert not table(tab).isVisible()
    tab.sets.choose("ready:cv")
    tab._history.chosen.emit(run)
    qtbot.waitUntil(lambda: table(tab).isVisible())
    assert fields(tab)["Total"] == "1,240 EUR"
    assert tab.sets.key == "ready:invoice"
    choose(tab, 7)
    assert marked(tab) == ["EUR 1,240.00"]


def test_what_was_found_is_there_again_in_the_next_window(
    tab: ExtractTab, qtbot: QtBot, services: Services
) -> None:
    put(tab, INVOICE)
    extract(tab, qtbot)
    assert services.drafts.flush() is None
    again = make_tab(qtbot, services)
    assert fields(again)["Buyer"] == "Ann Poe"
    choose(again, 4)
    assert marked(again) == ["Ann Poe"]


def test_a_cancel_before_anything_leaves_the_text(tab: ExtractTab, qtbot: QtBot, engine: Copier) -> None:
    engine.held_at = "M-17"
    put(tab, INVOICE)
    button(tab, "Extract").click()
    qtbot.waitUntil(engine.reached.is_set)
    button(tab, "Cancel").click()
    qtbot.waitUntil(lambda: button(tab, "Extract").isVisible())
    assert "Buyer: Ann Poe" in source(tab).toPlainText()
    assert not table(tab).isVisible()


def test_a_job_that_comes_to_nothing_leaves_the_values_before_it(
    tab: ExtractTab, qtbot: QtBot, engine: Copier
) -> None:
    put(tab, INVOICE)
    extract(tab, qtbot)
    engine.held_at = "M-17"
    button(tab, "Extract").click()
    qtbot.waitUntil(engine.reached.is_set)
    button(tab, "Cancel").click()
    qtbot.waitUntil(lambda: ready(tab))
    assert fields(tab)["Buyer"] == "Ann Poe"
    choose(tab, 4)
    assert marked(tab) == ["Ann Poe"]


def test_a_past_run_whose_file_is_gone_shows_its_values_and_says_so(
    tab: ExtractTab, qtbot: QtBot, services: Services, tmp_path: Path
) -> None:
    path = tmp_path / "invoice.txt"
    path.write_text(INVOICE)
    tab._desk.open_files([path])
    qtbot.waitUntil(lambda: tab._pane.given.opened is not None)
    extract(tab, qtbot)
    (run,) = services.store.runs("extract")
    path.unlink()
    tab.take_text("Something else.")
    tab._history.chosen.emit(run)
    qtbot.waitUntil(lambda: table(tab).isVisible())
    assert fields(tab)["Buyer"] == "Ann Poe"
    assert source(tab).toPlainText() == ""
    assert any(notice.error for notice in services.notify.notices)


def test_another_language_is_shown_at_once(tab: ExtractTab, qtbot: QtBot) -> None:
    put(tab, INVOICE)
    extract(tab, qtbot)
    QGuiApplication.instance().sendEvent(tab, QEvent(QEvent.Type.LanguageChange))  # type: ignore[union-attr]
    assert fields(tab)["Buyer"] == "Ann Poe"


def test_that_a_new_model_is_tried_first_is_said_and_counted(
    tab: ExtractTab, qtbot: QtBot, engine: Copier
) -> None:
    put(tab, INVOICE)
    (_, text, _), *_ = trial_cases("en")
    engine.held_at = text.split("\n")[0]
    button(tab, "Extract").click()
    qtbot.waitUntil(engine.reached.is_set)
    qtbot.waitUntil(lambda: "Trying the new model first: 0 of" in labels(tab))
    engine.held_at = ""
    qtbot.waitUntil(lambda: fields(tab)["Buyer"] == "Ann Poe")
    assert "Trying the new model" not in labels(tab)
