"""The Extract tab with many documents, many rows and named entities."""

from __future__ import annotations

import json
import time
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from llmdesk.tools.extract import Cell, Extraction, FileState, Value
from llmdesk.tools.fields import Field, FieldSet, Place
from llmdesk.ui.extract.legend import EntityLegend
from llmdesk.ui.extract.model import Spot, ValuesModel
from llmdesk.ui.extract.tab import ExtractTab
from llmdesk.ui.extract.view import ValuesView
from llmdesk.ui.services import Services
from llmdesk.ui.tables.first_column import FirstColumn
from tests.ui.controls import labels, named
from tests.ui.extract.desk import (
    LETTER,
    Copier,
    button,
    choose,
    extract,
    make_tab,
    marked,
    opened,
    rows,
    source,
    table,
)


# -- many documents --------------------------------------------------------------------------------------
def test_a_list_shows_its_state_and_then_a_row_for_each(
    tab: ExtractTab, qtbot: QtBot, files: list[Path], services: Services
) -> None:
    opened(tab, qtbot, *files, files[0].with_name("lost.txt"))
    assert [row[0] for row in rows(tab)] == ["one.txt", "two.txt", "three.txt", "lost.txt"]
    assert rows(tab)[1][1] == ""
    assert "Waiting" in table(tab).model().index(1, 0).data(Qt.ItemDataRole.AccessibleTextRole)
    extract(tab, qtbot)
    assert [row[1] for row in rows(tab)] == ["M-0", "M-1", "M-2", ""]
    told = table(tab).model().index(3, 0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert "no file" in told or "cannot be" in told
    choose(tab, 3, 0)
    assert "There is no file" in labels(tab)
    assert "3 of 4 documents done" in labels(tab)
    assert len(services.store.runs("extract")) == 3


def test_a_folder_makes_a_list_of_its_documents(tab: ExtractTab, qtbot: QtBot, tmp_path: Path) -> None:
    folder = tmp_path / "letters"
    (folder / "old").mkdir(parents=True)
    for name in ("b.txt", "old/a.md"):
        (folder / name).write_text(LETTER, encoding="utf-8")
    (folder / "photo.png").write_bytes(b"PNG")
    tab.open_files([folder])
    qtbot.waitUntil(lambda: [row[0] for row in rows(tab)] == ["b.txt", "a.md"])


def test_a_row_that_is_chosen_opens_its_document_at_the_value(
    tab: ExtractTab, qtbot: QtBot, files: list[Path]
) -> None:
    opened(tab, qtbot, *files)
    extract(tab, qtbot)
    choose(tab, 2, 1)
    qtbot.waitUntil(lambda: "M-2" in source(tab).toPlainText() and marked(tab) == ["M-2"])
    source(tab).clicked.emit(source(tab).toPlainText().index("Ann Poe"))
    assert (table(tab).currentIndex().row(), table(tab).currentIndex().column()) == (2, 5)


def test_a_cancel_keeps_the_documents_that_are_done(
    tab: ExtractTab, qtbot: QtBot, files: list[Path], engine: Copier, services: Services
) -> None:
    opened(tab, qtbot, *files)
    engine.held_at = "M-1"
    button(tab, "Extract").click()
    qtbot.waitUntil(engine.reached.is_set)
    qtbot.waitUntil(lambda: rows(tab)[0][1] == "M-0")
    button(tab, "Cancel").click()
    qtbot.waitUntil(lambda: button(tab, "Extract").isVisible())
    assert rows(tab)[0][1] == "M-0"
    assert rows(tab)[2][1] in ("", "…")
    engine.held_at = ""
    extract(tab, qtbot)
    assert [row[1] for row in rows(tab)] == ["M-0", "M-1", "M-2"]


def test_another_file_joins_the_list_and_a_text_ends_it(
    tab: ExtractTab, qtbot: QtBot, files: list[Path]
) -> None:
    opened(tab, qtbot, *files[:2])
    tab._desk.open_files(files[2:])
    qtbot.waitUntil(lambda: len(rows(tab)) == 3)
    tab.take_text("Just a text.")
    qtbot.waitUntil(lambda: source(tab).toPlainText() == "Just a text.")
    assert not table(tab).isVisible()


def test_a_list_and_what_was_found_in_it_are_there_in_the_next_window(
    tab: ExtractTab, qtbot: QtBot, files: list[Path], services: Services
) -> None:
    opened(tab, qtbot, *files)
    extract(tab, qtbot)
    assert services.drafts.flush() is None
    again = make_tab(qtbot, services)
    assert [row[1] for row in rows(again)] == ["M-0", "M-1", "M-2"]
    choose(again, 1, 1)
    qtbot.waitUntil(lambda: marked(again) == ["M-1"])


def test_an_edit_in_a_list_is_kept_with_its_document_and_taken_the_next_time(
    tab: ExtractTab, qtbot: QtBot, files: list[Path], services: Services
) -> None:
    opened(tab, qtbot, *files)
    extract(tab, qtbot)
    choose(tab, 1, 5)
    qtbot.waitUntil(lambda: marked(tab) == ["Ann Poe"])
    model = table(tab).model()
    model.setData(model.index(1, 5), "Mill & Sons", Qt.ItemDataRole.EditRole)
    qtbot.waitUntil(lambda: marked(tab) == ["Mill & Sons"])
    qtbot.waitUntil(
        lambda: any('"was": [' in json.dumps(run.result) for run in services.store.runs("extract"))
    )
    asked = len(tab._services.engine.asked)  # type: ignore[attr-defined]  # the fake
    extract(tab, qtbot)
    assert rows(tab)[1][5] == "Mill & Sons"
    assert len(tab._services.engine.asked) == asked  # type: ignore[attr-defined]  # nothing is done twice


# -- many rows -------------------------------------------------------------------------------------------
def test_many_rows_of_one_text_stand_below_each_other(tab: ExtractTab, qtbot: QtBot) -> None:
    tab.sets.save(FieldSet((Field("Item"), Field("Count", type="number")), "many", "Order"))
    source(tab).insertPlainText("paint | 2\n\nbrushes | twelve\n\ntape | some\n")
    extract(tab, qtbot)
    assert rows(tab) == [["paint", "2"], ["brushes", "12"], ["tape", "some"]]
    assert "3 rows" in labels(tab)
    choose(tab, 1, 1)
    assert marked(tab) == ["twelve"]


def test_rows_come_while_the_text_is_read_and_a_cancel_keeps_them(
    tab: ExtractTab, qtbot: QtBot, engine: Copier
) -> None:
    engine.context = 640
    engine.held_at = "thing80 "
    tab.sets.save(FieldSet((Field("Item"), Field("Count", type="number")), "many", "Order"))
    source(tab).insertPlainText("".join(f"thing{number} | {number}\n\n" for number in range(90)))
    button(tab, "Extract").click()
    qtbot.waitUntil(engine.reached.is_set)
    qtbot.waitUntil(lambda: len(rows(tab)) > 20)
    assert rows(tab)[7] == ["thing7", "7"]
    assert not table(tab).model().flags(table(tab).model().index(0, 0)) & Qt.ItemFlag.ItemIsEditable
    button(tab, "Cancel").click()
    qtbot.waitUntil(lambda: button(tab, "Extract").isVisible())
    assert 20 < len(rows(tab)) < 81
    assert "Read: " in labels(tab)
    choose(tab, 7, 1)
    assert marked(tab) == ["7"]


def test_a_text_without_rows_says_so(tab: ExtractTab, qtbot: QtBot) -> None:
    tab.sets.save(FieldSet((Field("Item"), Field("Count", type="number")), "many", "Order"))
    source(tab).insertPlainText("There is nothing in it.")
    extract(tab, qtbot)
    assert rows(tab) == []
    assert "No rows were found." in labels(tab)


# -- named entities --------------------------------------------------------------------------------------
def test_entities_are_coloured_by_kind_with_a_legend_and_all_their_places(
    tab: ExtractTab, qtbot: QtBot
) -> None:
    tab.sets.choose("ready:entities")
    source(tab).insertPlainText(LETTER)
    extract(tab, qtbot)
    legend = named(tab, EntityLegend, "Legend")
    assert legend.texts == ("People 2", "Places 1", "Organizations 1", "Dates 1")
    people, places, *_ = source(tab).groups
    text = source(tab).toPlainText()
    assert [text[a:b] for a, b in people] == ["Ann Poe"] * 3 + ["Bo Li"] * 2
    assert [text[a:b] for a, b in places] == ["Leeds"] * 2
    choose(tab, 0)
    assert marked(tab).count("Ann Poe") == 3
    source(tab).clicked.emit(text.rindex("Leeds"))
    assert table(tab).currentIndex().row() == 1


# -- the model alone -------------------------------------------------------------------------------------
NUMBERS = tuple(Field(f"F{number}", type="number") for number in range(5))


def found(count: int, fields: tuple[Field, ...] = NUMBERS) -> Extraction:
    cell = Cell((Value(7, "7", 3, 4, places=(Place(3, 4),)),))
    return Extraction(FieldSet(fields, "many"), ((cell,) * len(fields),) * count, "d", "m", 1.0)


def done(index: int, count: int) -> FileState:
    return FileState(index, Path(f"{index}.txt"), "done", extraction=found(count))


def test_rows_come_and_go_where_they_belong(qtbot: QtBot, services: Services) -> None:
    model = ValuesModel(services.tasks)
    QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal, services.tasks)
    model.show(found(0).fields, ["a", "b", "c"])
    assert model.rowCount() == 3
    model.update_states([done(1, 4)])
    model.update_states([done(0, 2), done(2, 0)])
    assert [model.spot(model.index(row, 1)) for row in range(7)] == [
        Spot(0, 0, 0), Spot(0, 1, 0), *(Spot(1, row, 0) for row in range(4)), Spot(2, 0, 0),
    ]  # fmt: skip
    assert all(model.place(Spot(1, row, 2)).row() == row + 2 for row in range(4))
    model.update_states([done(1, 1)])
    assert model.rowCount() == 4


def test_an_edit_stays_while_states_of_other_documents_come(qtbot: QtBot, services: Services) -> None:
    model = ValuesModel(services.tasks)
    first = done(0, 2)
    came = first.extraction
    assert came is not None
    model.show(found(0).fields, ["a", "b"], [first])
    model.put(Spot(0, 1, 3), Cell((), was=()), first, came)
    model.update_states([first, done(1, 1)])
    cell = model.cell(Spot(0, 1, 3))
    assert cell is not None
    assert cell.edited


def test_five_thousand_rows_never_hold_the_window_up(qtbot: QtBot, services: Services) -> None:
    window = QWidget()
    model = ValuesModel(window)
    view = ValuesView(services.theme, model, window)
    qtbot.addWidget(window)
    view.resize(800, 600)
    window.show()
    model.show(found(0).fields, ["d"])
    slowest = 0.0
    for count in (1_000, 3_000, 5_000):
        began = time.thread_time()
        model.update_states([done(0, count)])
        view.grab()
        view.go_to(Spot(0, count - 1, 4))
        slowest = max(slowest, time.thread_time() - began)
    assert model.rowCount() == 5_000
    assert slowest < 0.25  # of an idle core it is a tenth of that


def test_untrusted_words_are_one_short_plain_line(qtbot: QtBot, services: Services) -> None:
    model = ValuesModel(services.tasks)
    evil = "<b>bold</b>\n\x07" + "x" * 9_000
    cell = Cell((Value(None, evil, problem="nowhere"),))
    extraction = Extraction(FieldSet((Field("A"),)), ((cell,),), "d", "m", 1.0)
    model.show(extraction.fields, ["d"], [FileState(0, Path(), "done", extraction=extraction)])
    shown = model.index(0, 0).data()
    assert shown.isprintable()
    assert len(shown) < 300
    assert "<" not in model.index(0, 0).data(Qt.ItemDataRole.ToolTipRole)


def test_the_documents_stay_in_view_while_the_values_are_scrolled(
    tab: ExtractTab, qtbot: QtBot, files: list[Path]
) -> None:
    opened(tab, qtbot, *files)
    view = table(tab)
    (held,) = view.findChildren(FirstColumn)
    assert not held.isVisible()
    choose(tab, 1, 0)
    view.setFocus()
    for _ in range(view.model().columnCount() - 1):
        QTest.keyClick(view, Qt.Key.Key_Right)
    assert view.horizontalScrollBar().value() > 0
    assert held.isVisible()
    assert held.visualRect(view.model().index(1, 0)).top() == view.visualRect(view.model().index(1, 0)).top()
    assert held.geometry().bottom() == view.viewport().geometry().bottom()
    held.clicked.emit(view.model().index(0, 0))
    assert view.currentIndex() == view.model().index(0, 0)
    view.setCurrentIndex(view.model().index(1, view.model().columnCount() - 1))
    for column in range(view.model().columnCount() - 2, 0, -1):
        QTest.keyClick(view, Qt.Key.Key_Left)
        assert view.visualRect(view.model().index(1, column)).left() >= held.covers
    QTest.keyClick(view, Qt.Key.Key_Left)
    qtbot.waitUntil(lambda: not held.isVisible())
