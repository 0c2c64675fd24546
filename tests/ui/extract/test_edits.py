"""What a person types into the table: it goes to the run that it is of, and nothing of it is lost."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from llmdesk.tools.extract import Cell, Extraction, FileState, Value
from llmdesk.tools.fields import Field, FieldSet
from llmdesk.ui.extract import view as view_module
from llmdesk.ui.extract import words
from llmdesk.ui.extract.model import Spot, ValuesModel
from llmdesk.ui.extract.tab import ExtractTab
from llmdesk.ui.extract.view import ValuesView
from llmdesk.ui.services import Services
from llmdesk.ui.widgets.choice_box import ChoiceBox
from tests.ui.extract.desk import (
    INVOICE,
    Copier,
    button,
    choose,
    extract,
    fields,
    source,
    table,
    values,
)


@pytest.fixture
def tab(tab: ExtractTab, qtbot: QtBot) -> ExtractTab:
    """In which the invoice was read."""
    source(tab).insertPlainText(INVOICE)
    extract(tab, qtbot)
    return tab


def kept(services: Services) -> list[str]:
    """The runs, newest first."""
    return [json.dumps(run.result) for run in services.store.runs("extract")]


def put(tab: ExtractTab, row: int, text: str) -> None:
    values(tab).setData(values(tab).index(row, 0), text, Qt.ItemDataRole.EditRole)


# -- an edit and what comes after it ---------------------------------------------------------------------
def test_an_edit_is_kept_with_its_run_though_another_extraction_is_started_at_once(
    tab: ExtractTab, qtbot: QtBot, services: Services
) -> None:
    put(tab, 4, "Ann Poe, Leeds")
    button(tab, "Extract").click()
    qtbot.waitUntil(lambda: not tab._job.running)
    assert fields(tab)["Buyer"] == "Ann Poe"
    qtbot.waitUntil(lambda: "Ann Poe, Leeds" in kept(services)[1])
    assert "Ann Poe, Leeds" not in kept(services)[0]


def test_an_edit_shows_again_when_what_came_after_it_comes_to_nothing(
    tab: ExtractTab, qtbot: QtBot, engine: Copier
) -> None:
    engine.held_at = "M-17"
    put(tab, 4, "Ann Poe, Leeds")
    put(tab, 5, "EUR 5")
    button(tab, "Extract").click()
    qtbot.waitUntil(engine.reached.is_set)
    button(tab, "Cancel").click()
    qtbot.waitUntil(lambda: fields(tab)["Buyer"] == "Ann Poe, Leeds")
    assert fields(tab)["Net amount"] == "5 EUR"


def test_an_edit_is_kept_when_the_window_closes_at_once(tab: ExtractTab, services: Services) -> None:
    put(tab, 4, "Ann Poe, Leeds")
    tab.shutdown()
    assert "Ann Poe, Leeds" in kept(services)[0]


def test_what_is_being_typed_is_kept_when_the_window_closes(
    tab: ExtractTab, services: Services, qtbot: QtBot
) -> None:
    choose(tab, 4)
    table(tab).edit(table(tab).currentIndex())
    QTest.keyClicks(editor(tab), "Half a word")
    tab.shutdown()
    assert "Half a word" in kept(services)[0]


def test_an_edit_of_a_text_that_changed_has_no_place_in_it(
    tab: ExtractTab, qtbot: QtBot, services: Services
) -> None:
    cursor = source(tab).textCursor()
    cursor.insertText("Something before. ")
    put(tab, 4, "Mill & Sons")
    qtbot.waitUntil(lambda: fields(tab)["Buyer"] == "Mill & Sons")
    cell = tab._result.model.cell(Spot(0, 0, 4))
    assert cell is not None
    assert [(value.start, value.end) for value in cell.values] == [(None, None)]


# -- looking into a cell ---------------------------------------------------------------------------------
def editor(parent: QWidget) -> QLineEdit:
    return next(line for line in parent.findChildren(QLineEdit) if line.isVisible())


def shown(
    qtbot: QtBot, services: Services, *cells: tuple[Field, Cell]
) -> tuple[ValuesModel, ValuesView, list[str]]:
    model = ValuesModel(services.tasks)
    view = ValuesView(services.theme, model)
    qtbot.addWidget(view)
    view.resize(600, 300)
    view.show()
    found = Extraction(
        FieldSet(tuple(field for field, _ in cells)), (tuple(cell for _, cell in cells),), "d", "m", 1.0
    )
    model.show(found.fields, ["d"], [FileState(0, Path(), "done", extraction=found)])
    typed: list[str] = []
    model.typed.connect(lambda _spot, told: typed.append(told))
    return model, view, typed


def test_looking_into_a_cell_of_many_values_changes_none(qtbot: QtBot, services: Services) -> None:
    names = Cell(tuple(Value(None, f"a rather long name {number}") for number in range(300)))
    model, view, typed = shown(qtbot, services, (Field("Names", type="list"), names))
    view.edit(model.index(0, 0))
    assert editor(view).text().endswith("name 299")
    view.commit()
    assert typed == []
    QTest.keyClick(editor(view), Qt.Key.Key_End)
    QTest.keyClicks(editor(view), "; one more")
    view.commit()
    assert typed[0].endswith("name 299; one more")


def test_looking_at_a_choice_in_another_language_chooses_nothing(
    qtbot: QtBot, services: Services, monkeypatch: pytest.MonkeyPatch
) -> None:
    chinese = {"yes": "是", "no": "否"}
    for module in (view_module, words):
        monkeypatch.setattr(module, "translate_core", lambda text: chinese.get(text, text))
    paid = Cell((Value(True, "is paid", 0, 7),))
    model, view, typed = shown(qtbot, services, (Field("Paid", type="yes/no"), paid))
    view.edit(model.index(0, 0))
    (box,) = view.findChildren(ChoiceBox)
    assert box.current is not None
    assert box.current.text == "是"
    view.itemDelegate().setModelData(box, model, model.index(0, 0))
    assert typed == []
    box.set_current("no")
    view.itemDelegate().setModelData(box, model, model.index(0, 0))
    assert typed == ["no"]


def test_what_is_being_typed_stays_while_other_documents_are_done(qtbot: QtBot, services: Services) -> None:
    cell = Cell((Value(None, "first"),))
    field = (Field("A"), Field("B"))
    extraction = Extraction(FieldSet(field), ((cell, cell),), "d", "m", 1.0)
    states = [FileState(number, Path(str(number)), "done", extraction=extraction) for number in range(2)]
    model = ValuesModel(services.tasks)
    view = ValuesView(services.theme, model)
    qtbot.addWidget(view)
    view.show()
    model.show(extraction.fields, ["0", "1"], states[:1])
    assert model.put(Spot(0, 0, 0), Cell((), was=()), states[0], extraction) is not None
    view.edit(model.index(0, 2))
    QTest.keyClicks(editor(view), "half a word")
    model.update_states(states)
    assert editor(view).text() == "half a word"
