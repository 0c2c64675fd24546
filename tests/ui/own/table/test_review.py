"""A table that a tool made, in the window: read, filtered, edited, compared, done again."""

from __future__ import annotations

import csv
from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtWidgets import QCheckBox, QMessageBox, QPlainTextEdit
from pytestqt.qtbot import QtBot

from llmdesk.tools.own import LabelOf, OwnTool
from llmdesk.ui.own.table.page import OwnTable
from llmdesk.ui.services import Services
from llmdesk.ui.tables.paged import MOST_PAGES
from llmdesk.ui.tables.review.page import TableReview
from llmdesk.ui.tables.review.rows import COMPARED, RESULT, STATUS
from llmdesk.ui.widgets.choice_box import ChoiceBox
from tests.ui.own.desk import OwnDesk, ToolEngine
from tests.ui.own.table.test_page import REPLY, open_table, read_table, write_table

FAILED = "check failed: must contain: “body” is missing"


@pytest.fixture
def reviewed(desk: OwnDesk, engine: ToolEngine, tmp_path: Path) -> OwnDesk:
    """Seven rows of which the third failed."""
    desk.shelve(REPLY)
    desk.choose("Reply")
    engine.say = lambda text: "nothing" if text.endswith("2") else text
    open_table(desk, write_table(tmp_path / "mails.csv"))
    desk.press("Run on all rows")
    desk.wait(lambda: desk.has("Rows") and review(desk).rows.model().rowCount() == 7)
    return desk


def review(desk: OwnDesk) -> TableReview:
    return desk.tab.table.review


def column(desk: OwnDesk, place: int) -> list[str]:
    """What the rows show there, once they were read."""
    model = review(desk).rows.model()
    cells = [model.index(row, place) for row in range(model.rowCount())]
    desk.wait(lambda: all(cell.data() is not None for cell in cells))
    return [str(cell.data()) for cell in cells]


def show(desk: OwnDesk, name: str, text: str) -> None:
    """Pick the entry that begins so."""
    box = desk.named(ChoiceBox, name)
    box.activated.emit(next(n for n, choice in enumerate(box.choices) if choice.text.startswith(text)))


def boxes(desk: OwnDesk) -> list[QMessageBox]:
    return desk.tab.findChildren(QMessageBox)


def go_to(desk: OwnDesk, row: int) -> None:
    review(desk).rows.go_to(row)
    desk.wait(lambda: review(desk).pane.row is not None)


def answers(path: Path) -> list[tuple[str, str]]:
    return [(row["answer"], row["status"]) for row in read_table(path)]


def saved(desk: OwnDesk) -> bool:
    return not review(desk).edits.waiting and not review(desk).edits._writing


def test_rows_show_beside_their_texts_and_those_that_failed_alone(reviewed: OwnDesk) -> None:
    assert column(reviewed, RESULT)[1:3] == ["mail 1: body 1", "nothing"]
    assert column(reviewed, STATUS)[1:3] == ["passed", "check failed"]
    show(reviewed, "Show", "Failed (1)")
    reviewed.wait(lambda: review(reviewed).rows.model().rowCount() == 1)
    go_to(reviewed, 0)
    assert "Row 3" in reviewed.words()
    assert "“body” is missing" in reviewed.words()
    assert reviewed.text("Text of the row") == "mail 2\n\nbody 2"
    assert reviewed.text("Result: answer") == "nothing"


def test_an_edited_answer_is_written_marked_and_can_be_taken_back(reviewed: OwnDesk, tmp_path: Path) -> None:
    out = tmp_path / "mails.answers.csv"
    go_to(reviewed, 2)
    reviewed.named(QPlainTextEdit, "Result: answer").setPlainText("my own words")
    assert column(reviewed, RESULT)[2] == "my own words"
    assert column(reviewed, STATUS)[2] == "edited"
    reviewed.wait(lambda: saved(reviewed))
    assert answers(out)[2] == ("my own words", "edited")
    assert "Your changes are in mails.answers.csv." in reviewed.words()
    show(reviewed, "Show", "Edited by hand (1)")
    reviewed.wait(lambda: review(reviewed).rows.model().rowCount() == 1)
    go_to(reviewed, 0)
    reviewed.press("Undo my changes")
    review(reviewed).edits.write_now()
    reviewed.wait(lambda: saved(reviewed))
    assert answers(out)[2] == ("nothing", FAILED)


def test_what_was_edited_and_not_written_is_there_after_a_kill(
    reviewed: OwnDesk, services: Services, qtbot: QtBot, tmp_path: Path
) -> None:
    go_to(reviewed, 2)
    review(reviewed).edits._timer.setInterval(60_000)
    reviewed.named(QPlainTextEdit, "Result: answer").setPlainText("my own words")
    assert services.drafts.flush() is None  # as it does by itself within a second
    (run,) = services.store.runs("own table")
    other = OwnTable(services)  # as after a restart
    qtbot.addWidget(other)
    other.show()
    other.show_run(run)
    reviewed.wait(lambda: answers(tmp_path / "mails.answers.csv")[2] == ("my own words", "edited"))
    reviewed.wait(lambda: not other.review.edits.waiting)


def test_what_is_typed_while_another_row_is_being_read_shows_in_its_own_row(reviewed: OwnDesk) -> None:
    go_to(reviewed, 2)
    column(reviewed, RESULT)
    review(reviewed).rows.go_to(4)  # it is read in a thread; the third row can still be edited
    reviewed.named(QPlainTextEdit, "Result: answer").setPlainText("my own words")
    found = column(reviewed, RESULT)
    assert (found[2], found[4]) == ("my own words", "mail 4: body 4")


def test_what_was_edited_is_written_also_when_another_table_is_opened_meanwhile(
    reviewed: OwnDesk, tmp_path: Path
) -> None:
    edits = review(reviewed).edits
    go_to(reviewed, 2)
    edits._writing = True  # an edit before this one is being written
    reviewed.named(QPlainTextEdit, "Result: answer").setPlainText("my own words")
    review(reviewed).close_table()
    edits._writing = False
    reviewed.wait(lambda: answers(tmp_path / "mails.answers.csv")[2] == ("my own words", "edited"))


def test_an_edit_never_goes_to_another_text_and_rows_that_changed_can_be_run_again(
    reviewed: OwnDesk, engine: ToolEngine, tmp_path: Path
) -> None:
    for row in (1, 2):
        review(reviewed).rows.go_to(row)
        heading = f"Row {row + 1}"
        reviewed.wait(partial(lambda words: words in reviewed.words(), heading))
        reviewed.named(QPlainTextEdit, "Result: answer").setPlainText(f"mine {row}")
    source, out = tmp_path / "mails.csv", tmp_path / "mails.answers.csv"
    source.write_text(source.read_text(encoding="utf-8").replace("body 2", "body two"), encoding="utf-8")
    review(reviewed).edits.write_now()
    reviewed.wait(lambda: review(reviewed).edits.failed)
    assert "Your changes are kept, but are not in mails.answers.csv yet." in reviewed.words()
    engine.asked = []
    review(reviewed).again_asked.emit("changed")
    reviewed.wait(lambda: len(engine.asked) == 1 and reviewed.has("Rows"))
    reviewed.wait(lambda: answers(out)[1] == ("mine 1", "edited") and saved(reviewed))
    assert answers(out)[2] == ("mail 2: body two", "ok")
    assert any("Row 3" in each and "mine 2" in each for each in reviewed.notices())


def test_rows_that_failed_are_run_again_alone(reviewed: OwnDesk, engine: ToolEngine, tmp_path: Path) -> None:
    engine.say, engine.asked = (lambda text: f"{text}, mended"), []
    menu = review(reviewed)._menu
    menu.aboutToShow.emit()
    assert [action.text() for action in menu.actions()] == [
        "Failed rows (1)", "Rows edited by hand (0)", "Rows whose text has changed",
    ]  # fmt: skip
    assert not menu.actions()[1].isEnabled()
    menu.actions()[0].trigger()
    reviewed.wait(lambda: len(engine.asked) == 1 and reviewed.has("Rows"))
    reviewed.wait(lambda: review(reviewed).rows.model().rowCount() == 7)
    assert answers(tmp_path / "mails.answers.csv")[1:3] == [
        ("mail 1: body 1", "ok"), ("mail 2: body 2, mended", "ok"),
    ]  # fmt: skip


def test_what_others_changed_in_the_table_is_replaced_only_where_the_user_says_so(
    reviewed: OwnDesk, engine: ToolEngine, tmp_path: Path
) -> None:
    out = tmp_path / "mails.answers.csv"
    noted = out.read_text(encoding="utf-8-sig").replace("x", "my note", 1)
    out.write_text(noted, encoding="utf-8-sig")
    engine.say = lambda text: f"{text}, mended"
    for answer in ("Cancel", "Replace the table"):
        review(reviewed).again_asked.emit("failed")
        reviewed.wait(lambda: bool(boxes(reviewed)))
        box = boxes(reviewed)[-1]
        assert box.text() == "Changes that were made in the table would be lost."
        assert "row 1, column" in box.informativeText()
        assert (box.defaultButton().text(), box.focusWidget()) == ("Cancel", box.defaultButton())
        assert (not reviewed.notices(), out.read_text(encoding="utf-8-sig")) == (True, noted)
        next(button for button in box.buttons() if button.text() == answer).click()
        reviewed.wait(lambda: not boxes(reviewed))
    reviewed.wait(lambda: answers(out)[2] == ("mail 2: body 2, mended", "ok"))
    assert "my note" not in out.read_text(encoding="utf-8-sig")


def test_an_edit_replaces_what_others_changed_only_where_the_user_says_so(
    reviewed: OwnDesk, tmp_path: Path
) -> None:
    out = tmp_path / "mails.answers.csv"
    noted = out.read_text(encoding="utf-8-sig").replace("x", "my note", 1)
    out.write_text(noted, encoding="utf-8-sig")
    go_to(reviewed, 2)
    reviewed.named(QPlainTextEdit, "Result: answer").setPlainText("my own words")
    review(reviewed).edits.write_now()
    reviewed.wait(lambda: review(reviewed).edits.failed)
    assert out.read_text(encoding="utf-8-sig") == noted
    (notice,) = reviewed.services.notify.notices
    assert (notice.tone, "--overwrite" in " ".join(notice.texts)) == ("question", False)
    assert notice.action is not None
    notice.action[1]()
    reviewed.wait(lambda: saved(reviewed))
    assert answers(out)[2] == ("my own words", "edited")
    assert "my note" not in out.read_text(encoding="utf-8-sig")


def test_another_tool_gives_a_column_beside_and_the_two_are_compared(
    reviewed: OwnDesk, engine: ToolEngine, tmp_path: Path
) -> None:
    other = replace(REPLY, name="Shorter", instructions="Say it shorter.")
    reviewed.shelve(other)
    reviewed.press("Add column")
    reviewed.wait(lambda: reviewed.has("Preview five rows"))
    reviewed.choose("Shorter")
    assert reviewed.named(ChoiceBox, "Column for body").current is not None
    engine.say = lambda text: text if int(text[-1]) % 2 else f"short body {text[-1]}"
    reviewed.press("Run on all rows")
    reviewed.wait(lambda: reviewed.has("Rows") and review(reviewed).rows.model().rowCount() == 7)
    out = tmp_path / "mails.answers.answers.csv"
    assert [row["answer_2"] for row in read_table(out)][:2] == ["short body 0", "mail 1: body 1"]
    show(reviewed, "Compare the result with a column", "answer")
    reviewed.wait(lambda: column(reviewed, COMPARED)[0] == "mail 0: body 0")
    reviewed.named(QCheckBox, "Only rows that differ").setChecked(True)
    reviewed.wait(lambda: review(reviewed).rows.model().rowCount() == 4)
    assert column(reviewed, RESULT) == [f"short body {n}" for n in (0, 2, 4, 6)]


def test_a_long_table_is_read_in_pages(desk: OwnDesk, tmp_path: Path) -> None:
    from llmdesk.tools.own.runs import table_of
    from llmdesk.tools.tables.runs import TableInputs, TableMade

    path = tmp_path / "long.csv"
    with path.open("w", newline="", encoding="utf-8") as stream:
        writer = csv.writer(stream)
        writer.writerow(["text", "answer", "status"])
        writer.writerows([f"text {n}", f"answer {n}", "ok"] for n in range(20_000))
    inputs = TableInputs(tmp_path / "in.csv", ("text",), path)
    tool = OwnTool("Echo", "Say it again.")
    desk.press("Table or folder")
    made = TableMade(path, ("answer", "status"), 20_000, 1)
    desk.tab.table._show_review(table_of(tool, inputs, made, "Small"))
    desk.wait(lambda: review(desk).rows.model().rowCount() == 20_000)
    model = review(desk)._model
    for row in range(0, 20_000, 500):
        model.index(row, RESULT).data()
    last = model.index(19_999, RESULT)
    desk.wait(lambda: last.data() == "answer 19999")
    assert model.pages_kept <= MOST_PAGES


def test_a_label_is_edited_by_choosing_another_one_and_its_figures_stay(
    desk: OwnDesk, tmp_path: Path
) -> None:
    labels = (LabelOf("body"), LabelOf("soul"))
    desk.shelve(OwnTool("Kind", "Which?", takes=("body",), template="{body}", gives="label", labels=labels))
    desk.choose("Kind")
    open_table(desk, write_table(tmp_path / "mails.csv"))
    desk.press("Run on all rows")
    desk.wait(lambda: desk.has("Rows") and review(desk).rows.model().rowCount() == 7)
    go_to(desk, 1)
    assert not desk.has("Result: p_body")
    show(desk, "Result: label", "soul")
    review(desk).edits.write_now()
    desk.wait(lambda: saved(desk))
    before, after = read_table(tmp_path / "mails.answers.csv")[:2]
    assert (before["label"], before["status"], after["label"], after["status"]) == (
        "body",
        "ok",
        "soul",
        "edited",
    )
    assert after["p_body"] == before["p_body"] > "0.5"
