"""A scored table in the Sentiment tab: rows to read, find, sort and correct; export."""

from __future__ import annotations

import csv
from pathlib import Path

import openpyxl
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QGuiApplication, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QLineEdit, QPlainTextEdit, QPushButton
from pytestqt.qtbot import QtBot

from llmdesk.errors import Cancelled
from llmdesk.tools.sentiment.table import ScoredTable
from llmdesk.tools.sentiment.table.added import added_columns
from llmdesk.ui.sentiment.table.confusion_table import ConfusionTable
from llmdesk.ui.sentiment.table.files import SharedTable
from llmdesk.ui.sentiment.table.measure import SentimentMeasure
from llmdesk.ui.tables.paged import MOST_PAGES, PAGE
from llmdesk.ui.tables.rows_view import RowsView
from tests.ui.file_dialog import choose_in_dialog
from tests.ui.sentiment.desk import HeldEngine, SentimentDesk, write_table

TEXTS = [
    "I love it, great",
    "the worst, I hate it, bad",
    "",
    "a nice chair",
    "bad and boring",
    "it is a table",
    "<b>=1+1</b> great, best, good",
]


@pytest.fixture
def rows(desk: SentimentDesk, tmp_path: Path) -> RowsView:
    desk.score_table(write_table(tmp_path / "reviews.csv", TEXTS))
    desk.shown(1)
    return desk.named(RowsView, "Rows")


def read(desk: SentimentDesk, row: int) -> str:
    """Go to a row; its whole text, when it shows."""
    view = desk.named(RowsView, "Rows")
    view.go_to(row)
    reading = desk.tab.table.review.reading
    wanted = desk.tab.table.review._model.number(row)
    desk.wait(lambda: reading.row is not None and reading.row.index == wanted)
    return desk.named(QPlainTextEdit, "Text of the row").toPlainText()


def wait_for_row(desk: SentimentDesk, row: int) -> None:
    model = desk.tab.table.review._model
    desk.wait(lambda: model.index(row, 1).data() is not None)


def export(desk: SentimentDesk, text: str, path: Path) -> None:
    """Choose what begins with `text` in the menu of the button, and the place in the dialog."""
    menu = desk.named(QPushButton, "Export").menu()
    assert menu is not None
    action = next(action for action in menu.actions() if action.text().startswith(text))
    assert isinstance(action, QAction)
    action.trigger()
    choose_in_dialog(desk.qtbot, path)


def test_a_row_is_read_whole_as_it_is(desk: SentimentDesk, rows: RowsView) -> None:
    assert read(desk, 6) == TEXTS[6]
    assert "Row 7" in desk.words()
    desk.press("Copy")
    assert QGuiApplication.clipboard().text() == TEXTS[6]


@pytest.mark.parametrize(
    ("order", "first"),
    [
        ("As in the table", TEXTS[0]),
        ("Most “positive”", TEXTS[6]),
        ("Most “negative”", TEXTS[1]),
        ("Least certain", TEXTS[5]),
    ],
)
def test_rows_come_in_the_order_that_is_asked_for(
    desk: SentimentDesk, rows: RowsView, order: str, first: str
) -> None:
    desk.choose("Order", order)
    desk.wait(lambda: desk.shown(1, 1) == [first])
    assert rows.model().rowCount() == len(TEXTS)


def test_rows_that_teach_most_come_first_and_those_corrected_after_them(
    desk: SentimentDesk, rows: RowsView
) -> None:
    desk.choose("Order", "To correct first")
    desk.wait(lambda: desk.shown(1, 1) == [TEXTS[5]])  # the one that says nothing
    assert rows.model().rowCount() == len(TEXTS)
    read(desk, 0)
    QTest.keyClick(rows, Qt.Key.Key_1)
    desk.choose("Order", "As in the table")
    desk.wait(lambda: desk.shown(1, 1) == [TEXTS[0]])
    desk.choose("Order", "To correct first")
    desk.wait(lambda: desk.shown(1, 1) not in ([TEXTS[0]], [TEXTS[5]]))


def test_rows_are_filtered_by_label_and_by_what_is_in_them(desk: SentimentDesk, rows: RowsView) -> None:
    desk.choose("Show", "negative (3)")
    desk.wait(lambda: rows.model().rowCount() == 3)
    assert set(desk.shown(2)) == {"negative"}
    find = desk.named(QLineEdit, "Find in the texts")
    QTest.keyClicks(find, "BORING")
    desk.wait(lambda: rows.model().rowCount() == 1)
    assert "1 of 7" in desk.words()
    find.clear()
    desk.choose("Show", "Without text (1)")
    desk.wait(lambda: desk.shown(2) == ["no text"])


def test_a_text_to_find_may_come_from_a_screen_reader_or_dictation(
    desk: SentimentDesk, rows: RowsView
) -> None:
    """They set the field's text; no key is pressed."""
    find = desk.named(QLineEdit, "Find in the texts")
    find.setText("BORING")
    desk.wait(lambda: rows.model().rowCount() == 1)
    find.setText("")
    desk.wait(lambda: rows.model().rowCount() == 7)


def test_one_key_corrects_a_row_and_goes_to_the_next(desk: SentimentDesk, rows: RowsView) -> None:
    read(desk, 0)
    QTest.keyClick(rows, Qt.Key.Key_2)
    assert rows.row == 1
    assert desk.shown(2, 1) == ["positive → negative"]
    read(desk, 1)
    QTest.keyClick(rows, Qt.Key.Key_2)
    assert desk.shown(2, 2)[1] == "✓ negative"
    labels = ("positive", "negative")
    assert desk.tab.corrections.of(labels) == ((TEXTS[0], "negative"), (TEXTS[1], "negative"))
    read(desk, 0)
    assert desk.named(QPushButton, "Right label: negative").isChecked()
    QTest.keyClick(rows, Qt.Key.Key_0)
    assert desk.shown(2, 1) == ["positive"]
    assert desk.tab.corrections.of(labels) == ((TEXTS[1], "negative"),)
    desk.wait(lambda: TEXTS[1] in desk.services.store.kept("sentiment.corrections"))
    desk.wait(lambda: TEXTS[0] not in desk.services.store.kept("sentiment.corrections"))


def test_a_correction_is_never_cut(desk: SentimentDesk, rows: RowsView, qtbot: QtBot) -> None:
    read(desk, 0)
    QTest.keyClick(rows, Qt.Key.Key_2)
    shown, told = Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole
    index = rows.model().index(0, 2)
    needed = rows.fontMetrics().horizontalAdvance("positive → negative")
    for width, text in ((4 * needed, "positive → negative"), (2 * needed, "→ negative")):
        rows.setMinimumWidth(0)
        rows.setFixedWidth(width)
        qtbot.waitUntil(lambda text=text: index.data(shown) == text)  # type: ignore[misc]
        assert rows.columnWidth(2) > rows.fontMetrics().horizontalAdvance(text) + 16
        assert index.data(told) == "positive → negative"


def test_a_button_corrects_too_and_a_second_click_takes_it_back(desk: SentimentDesk, rows: RowsView) -> None:
    read(desk, 3)
    desk.press("Right label: negative")
    assert desk.shown(2)[3] == "positive → negative"
    desk.press("Right label: negative")
    assert desk.shown(2)[3] == "positive"


def test_a_row_without_text_cannot_be_corrected(desk: SentimentDesk, rows: RowsView) -> None:
    read(desk, 2)
    assert not desk.named(QPushButton, "Right label: negative").isEnabled()
    QTest.keyClick(rows, Qt.Key.Key_2)
    assert rows.row == 3
    assert desk.shown(2, 3)[2] == "no text"
    assert desk.tab.corrections.of(("positive", "negative")) == ()
    read(desk, 3)
    assert desk.named(QPushButton, "Right label: negative").isEnabled()


def test_a_key_without_a_label_changes_nothing(desk: SentimentDesk, rows: RowsView) -> None:
    read(desk, 0)
    QTest.keyClick(rows, Qt.Key.Key_7)
    assert rows.row == 0
    assert desk.tab.corrections.of(("positive", "negative")) == ()


def test_twenty_corrections_tell_how_good_it_is_and_sharpen_the_next_run(
    desk: SentimentDesk, tmp_path: Path
) -> None:
    texts = [f"{'love great' if number % 2 else 'hate bad'} {number}" for number in range(25)]
    path = write_table(tmp_path / "many.csv", texts)
    desk.score_table(path)
    desk.shown(1)
    measure = desk.tab.table.review.measure
    with desk.qtbot.waitSignal(measure.measured, timeout=20_000):
        for row in range(20):
            read(desk, row)
            key = Qt.Key.Key_1 if row % 2 else Qt.Key.Key_2
            QTest.keyClick(desk.named(RowsView, "Rows"), key)
    assert "20 rows corrected or confirmed" in desk.words()
    assert "Right so far: 100%." in desk.words()
    desk.press("Show charts")
    confusion = desk.named(ConfusionTable, "Right labels and given labels")
    assert [confusion.model().index(n, n).data() for n in range(2)] == ["10", "10"]
    assert "calibration error" in desk.words()
    desk.press("Score again")
    desk.wait(lambda: desk.has("Text column"))
    desk.press("Score rows")
    desk.wait(lambda: desk.has("Show rows"))
    desk.press("One text")
    desk.analyze("love it")
    assert "on 20 rows that you labelled" in desk.words()


def test_the_charts_of_a_past_table_use_what_was_corrected_since(desk: SentimentDesk, rows: RowsView) -> None:
    labels = ("positive", "negative")
    for number in range(20):
        desk.tab.corrections.correct(
            labels, f"{'love' if number % 2 else 'hate'} {number}", labels[1 - number % 2]
        )
    desk.tab.history.chosen.emit(desk.services.store.runs("table")[0])
    desk.press("Show charts")
    desk.wait(lambda: "20 rows with known labels: 100% right" in desk.words())


def test_while_the_known_rows_are_measured_the_charts_say_so(
    desk: SentimentDesk, rows: RowsView, engine: HeldEngine
) -> None:
    """Not that 20 rows have to be corrected first: they are."""
    assert rows.isVisible()
    labels = ("positive", "negative")
    engine.go.clear()
    for number in range(20):
        desk.tab.corrections.correct(labels, f"not read before {number}", labels[number % 2])
    desk.press("Show charts")
    desk.wait(lambda: "labels of 20 rows are known" in desk.words())
    assert "Once the correct labels" not in desk.words()
    engine.go.set()
    desk.wait(lambda: "calibration error" in desk.words())


def test_measuring_waits_for_twenty_rows(desk: SentimentDesk, rows: RowsView, qtbot: QtBot) -> None:
    measure: SentimentMeasure = desk.tab.table.review.measure
    with qtbot.assertNotEmitted(measure.measured, wait=1200):
        read(desk, 0)
        QTest.keyClick(rows, Qt.Key.Key_1)
    assert "1 of 20 rows corrected or confirmed." in desk.words()


def test_the_rows_that_show_are_exported_in_their_order(
    desk: SentimentDesk, rows: RowsView, tmp_path: Path
) -> None:
    read(desk, 4)
    QTest.keyClick(rows, Qt.Key.Key_1)
    desk.choose("Show", "negative (3)")
    desk.wait(lambda: rows.model().rowCount() == 3)
    export(desk, "Rows shown, as CSV", tmp_path / "some.csv")
    desk.wait(lambda: any("some.csv" in notice for notice in desk.notices()))
    with (tmp_path / "some.csv").open(newline="", encoding="utf-8-sig") as stream:
        found = list(csv.DictReader(stream))
    assert [row["comment"] for row in found] == [TEXTS[1], TEXTS[4], TEXTS[5]]
    assert [row["right label"] for row in found] == ["", "positive", ""]
    assert float(found[0]["p_negative"]) > 0.5


def test_rows_are_exported_as_a_workbook_that_runs_nothing(
    desk: SentimentDesk, rows: RowsView, tmp_path: Path
) -> None:
    export(desk, "Rows shown, as an Excel", tmp_path / "some")
    desk.wait(lambda: bool(desk.notices()))
    sheet = openpyxl.load_workbook(tmp_path / "some.xlsx").active
    assert sheet is not None
    values = [[cell.value for cell in row] for row in sheet.iter_rows()]
    assert values[0][:3] == ["id", "comment", "label"]
    assert values[7][1] == TEXTS[6]
    assert isinstance(values[1][3], float)


def test_an_export_that_the_disk_refuses_is_told(desk: SentimentDesk, rows: RowsView, tmp_path: Path) -> None:
    export(desk, "Rows shown, as CSV", tmp_path / "no" / "folder.csv")
    desk.wait(lambda: any("could not be written" in notice for notice in desk.notices()))


def test_charts_that_nobody_looked_at_or_that_the_disk_refuses_are_told(
    desk: SentimentDesk, rows: RowsView, tmp_path: Path
) -> None:
    export(desk, "Charts, as a picture", tmp_path / "no" / "charts.png")
    assert "Open the charts first." in desk.notices()[-1]
    desk.press("Show charts")
    desk.wait(lambda: not desk.tab.table.review.charts.drawing)
    export(desk, "Charts, as a picture", tmp_path / "no" / "charts.png")
    desk.wait(lambda: "charts.png: " in desk.notices()[-1])
    assert "could not be written" in desk.notices()[-1]


def test_the_charts_are_exported_as_a_picture(desk: SentimentDesk, rows: RowsView, tmp_path: Path) -> None:
    desk.press("Show charts")
    desk.wait(lambda: not desk.tab.table.review.charts.drawing)
    export(desk, "Charts, as a picture", tmp_path / "charts.png")
    desk.wait(lambda: any("charts.png" in notice for notice in desk.notices()))
    picture = QImage(str(tmp_path / "charts.png"))
    assert picture.width() > 1000
    colors = {
        picture.pixelColor(x, y).name()
        for x in range(0, picture.width(), 9)
        for y in range(0, picture.height(), 9)
    }
    assert desk.services.theme.css("soft_blue") in colors
    assert desk.services.theme.css("soft_orange") in colors


def test_a_text_goes_to_the_chat(desk: SentimentDesk, rows: RowsView, qtbot: QtBot) -> None:
    read(desk, 1)
    with qtbot.waitSignal(desk.tab.hand_over) as handed:
        desk.press("Open in Chat")
    assert handed.args == ["chat", TEXTS[1]]


def test_a_long_table_keeps_few_pages_in_memory(desk: SentimentDesk, tmp_path: Path) -> None:
    desk.score_table(write_table(tmp_path / "long.csv", [f"row {number} good" for number in range(6000)]))
    desk.shown(1)
    model, view = desk.tab.table.review._model, desk.named(RowsView, "Rows")
    assert view.model().rowCount() == 6000
    for row in range(0, 6000, PAGE):
        view.scrollTo(model.index(row, 1), RowsView.ScrollHint.PositionAtTop)
        wait_for_row(desk, row)
    assert model.pages_kept <= MOST_PAGES
    view.scrollToBottom()
    desk.wait(lambda: model.index(5999, 1).data() == "row 5999 good")


def test_a_table_that_is_closed_while_it_is_read_ends_the_reading(tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    added = added_columns(("a", "b"), ("text",))
    path.write_text(f"text,{','.join(added)}\nx,a,0.9,0.1,0.9,ok\n", encoding="utf-8")
    shared = SharedTable(ScoredTable.open(path, "text", ("a", "b"), added))
    with shared.reading() as table:
        shared.close()
        assert table.rows([0])[0].text == "x"  # closed only when the reading is over
    with pytest.raises(Cancelled), shared.reading():
        pass
    with pytest.raises(ValueError, match="closed"):
        table.rows([0])


def test_why_the_labels_are_in_doubt_is_told_whole(desk: SentimentDesk, tmp_path: Path) -> None:
    desk.score_table(write_table(tmp_path / "praise.csv", ["I love it, great"] * 24))
    desk.shown(1)
    doubt = "If that cannot be right, label 20 rows, or describe the labels."
    desk.wait(lambda: any(doubt in label.text() for label in desk.tab.findChildren(QLabel)))
    told = next(label for label in desk.tab.findChildren(QLabel) if doubt in label.text())
    assert told.isVisible()
    assert told.wordWrap()
