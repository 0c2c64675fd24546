"""A text rewritten in the Write tab: its changes taken and left, its versions, what is doubtful in it."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QListWidget, QProgressBar, QWidget
from pytestqt.qtbot import QtBot

from llmdesk.errors import EngineCrashed
from llmdesk.store import Store
from llmdesk.tools.documents import read_document
from llmdesk.tools.write import KIND
from llmdesk.ui.services import Services
from llmdesk.ui.write.changes_view import ChangesView
from tests.ui.chat.desk import SomePieces
from tests.ui.conftest import FakeLibrary
from tests.ui.file_dialog import choose_in_dialog
from tests.ui.write.desk import ANSWERS, CORRECTED, TEXT, WriteDesk, Writer, make_desk

FAIR = "The fair takes place on 12 June in the old hall behind the church, as it has for many years."


@pytest.fixture
def engine() -> Writer:
    return Writer()


@pytest.fixture
def desk(qtbot: QtBot, services: Services, engine: Writer) -> WriteDesk:
    return make_desk(qtbot, services, engine)


def looks(view: ChangesView) -> dict[str, tuple[bool, bool]]:
    """Of each marked stretch: whether it is struck through, and whether it has a line below."""
    view._paint()
    return {
        mark.cursor.selectedText(): (
            mark.format.fontStrikeOut(),
            mark.format.underlineStyle() == mark.format.UnderlineStyle.SingleUnderline,
        )
        for mark in view.extraSelections()
    }


def test_a_text_is_corrected_and_every_change_shows(desk: WriteDesk) -> None:
    desk.rewrite(TEXT, *ANSWERS)
    assert desk.text == CORRECTED
    assert desk.changes.toPlainText() == (
        "He gogoes to school.\n\nShe paid 4554 euros for it.\n\nThey isare here."
    )
    assert "3 changes, 2 taken" in desk.words()


def test_what_goes_is_struck_through_and_what_comes_is_underlined(desk: WriteDesk) -> None:
    desk.rewrite(TEXT, *ANSWERS)
    assert looks(desk.changes) == {
        "go": (True, False), "goes": (False, True), "45": (False, False), "54": (True, False),
        "is": (True, False), "are": (False, True),
    }  # fmt: skip


def test_a_click_leaves_a_change_and_takes_it_again(desk: WriteDesk) -> None:
    desk.rewrite(TEXT, *ANSWERS)
    view = desk.changes
    view.clicked.emit(view.toPlainText().index("goes") + 2)
    assert desk.text == TEXT.replace("They is", "They are")
    assert "“go” becomes “goes”. Not taken." in desk.words()
    view.clicked.emit(view.toPlainText().index("gogoes"))
    assert desk.text == CORRECTED


def test_the_keys_go_from_change_to_change_and_turn_them(desk: WriteDesk) -> None:
    desk.rewrite(TEXT, *ANSWERS)
    desk.result.setFocus()
    QTest.keyClick(desk.result, Qt.Key.Key_F8)
    view = desk.changes
    assert view.hasFocus()
    QTest.keyClick(view, Qt.Key.Key_Space)
    assert desk.text.startswith("He go to")
    QTest.keyClick(view, Qt.Key.Key_F8)
    assert "“45” becomes “54”. Not taken. This would change a number." in desk.words()
    assert view.accessibleDescription().endswith("This would change a number.")
    QTest.keyClick(view, Qt.Key.Key_Return)
    assert "She paid 54" in desk.text
    QTest.keyClick(view, Qt.Key.Key_F8, Qt.KeyboardModifier.ShiftModifier)
    QTest.keyClick(view, Qt.Key.Key_Space)
    assert desk.text.startswith("He goes to")


def test_all_changes_are_taken_or_left_at_once(desk: WriteDesk) -> None:
    desk.rewrite(TEXT, *ANSWERS)
    desk.press("Leave all")
    assert desk.text == TEXT
    desk.press("Take all")
    assert desk.text == CORRECTED  # what the program refused stays refused


def test_what_is_typed_into_the_result_is_a_change_that_can_be_left(desk: WriteDesk) -> None:
    desk.rewrite(TEXT, *ANSWERS)
    cursor = desk.result.textCursor()
    cursor.setPosition(desk.text.index("school"))
    cursor.insertText("the old ")
    assert "the old" in desk.changes.toPlainText()
    assert "4 changes, 3 taken" in desk.words()
    desk.changes.clicked.emit(desk.changes.toPlainText().index("the old") + 1)
    assert desk.text == CORRECTED
    desk.result.undo()
    assert "to the old school" in desk.text


def test_lost_and_invented_facts_are_told_and_lead_to_their_place(desk: WriteDesk) -> None:
    wrong = "The fair is on 13 June in the hall."
    desk.rewrite(FAIR, wrong, wrong, wrong, style="shorter")
    desk.wait(lambda: desk.has("To look at (1)"))
    rows = desk.named(QListWidget, "To look at (1)")
    assert rows.item(0).text() == "“13 June” is not in the source."
    rows.itemActivated.emit(rows.item(0))
    desk.result._paint()
    marked = [mark.cursor.selectedText() for mark in desk.result.extraSelections()]
    assert marked == ["13 June", "13 June"]  # where one is, and that it is doubted
    desk.press("Leave all")
    desk.wait(lambda: not desk.has("To look at (1)"))


def test_the_same_text_again_is_another_version_and_both_stay(desk: WriteDesk, engine: Writer) -> None:
    desk.rewrite(FAIR, "The fair is on 12 June in the hall.", style="shorter")
    engine.enqueue("On 12 June there is a fair in the hall.")
    desk.press("Write again")
    desk.wait_done()
    assert desk.text.startswith("On 12 June")
    assert "2/2" in desk.words()
    first, second = (request.sampling for request in engine.requests)
    assert first.temperature == 0
    assert second.temperature
    desk.press("Previous version")
    assert desk.text.startswith("The fair is on 12 June")
    desk.press("Leave all")
    desk.press("Next version")
    desk.press("Previous version")
    assert desk.text == FAIR


def test_one_goes_back_to_the_text_and_to_its_changes(desk: WriteDesk) -> None:
    desk.rewrite(TEXT, *ANSWERS)
    desk.press("Edit the text")
    assert desk.field.hasFocus()
    assert desk.text == CORRECTED
    desk.press("Back to the changes")
    assert desk.changes.isVisible()
    desk.press("Edit the text")
    desk.tab.take_text("They is here.")
    assert not desk.has("Back to the changes")


def test_another_text_begins_with_no_version(desk: WriteDesk) -> None:
    desk.rewrite(FAIR, "The fair is on 12 June in the hall.", style="shorter")
    desk.tab.take_text("They is here.")
    assert desk.has("Text to rewrite")
    assert not desk.has("Result")
    desk.rewrite("They is here.", "They are here.")
    assert desk.text == "They are here."
    assert "2/2" not in desk.words()


def test_a_text_without_mistakes_is_told_so(desk: WriteDesk) -> None:
    desk.rewrite("She is here.", "She is here.")
    assert "No mistakes found." in desk.words()
    assert "No changes" in desk.words()


def test_a_text_is_told_while_it_comes(desk: WriteDesk, engine: Writer) -> None:
    engine.go.clear()
    engine.enqueue(*ANSWERS)
    desk.type(TEXT)
    desk.press("Rewrite")
    bar = desk.named(QProgressBar, "Writing")
    desk.wait(lambda: (bar.value(), bar.maximum()) == (1, 3))
    assert desk.text == "He goes to school."
    assert "1 of 3 paragraphs" in desk.words()
    engine.go.set()
    desk.wait_done()
    assert desk.text == CORRECTED


def test_a_text_that_was_stopped_keeps_what_came(desk: WriteDesk, engine: Writer) -> None:
    engine.go.clear()
    engine.enqueue(*ANSWERS)
    desk.type(TEXT)
    desk.press("Rewrite")
    desk.wait(lambda: desk.text.startswith("He goes"))
    desk.press("Cancel")
    desk.wait_done()
    assert desk.text == TEXT.replace("He go ", "He goes ")
    assert "Stopped before the end. What was not reached is as it was." in desk.words()
    assert [run.state for run in desk.services.store.runs(KIND)] == ["stopped"]


def test_a_crash_keeps_what_came(desk: WriteDesk, engine: Writer) -> None:
    engine.fail_at, engine.error = 1, EngineCrashed("The engine stopped unexpectedly.")
    desk.rewrite(TEXT, *ANSWERS)
    assert desk.text == TEXT.replace("He go ", "He goes ")
    assert any("The engine stopped unexpectedly." in notice for notice in desk.notices())


def test_what_was_stopped_before_anything_came_leaves_nothing(desk: WriteDesk, engine: Writer) -> None:
    engine.gate.clear()
    desk.type(FAIR)
    desk.press("Rewrite")
    desk.wait(lambda: bool(engine.streams))
    desk.press("Cancel")
    desk.wait_done()
    assert not desk.has("Result")
    assert desk.field.toPlainText() == FAIR
    assert desk.services.store.runs(KIND) == []


def test_without_a_model_it_is_said_and_the_text_stays(desk: WriteDesk, library: FakeLibrary) -> None:
    library.installed.clear()
    desk.type(FAIR)
    desk.press("Rewrite")
    desk.wait_done()
    assert any("model" in notice for notice in desk.notices())
    assert desk.field.toPlainText() == FAIR


def test_a_very_small_model_is_told(desk: WriteDesk, engine: Writer) -> None:
    desk.rewrite("They is here.", "They are here.")
    assert "This model is very small" in desk.words()
    engine.parameters = 4_000_000_000
    engine.unload()
    engine.enqueue("They are here.")
    desk.press("Write again")
    desk.wait_done()
    assert "This model is very small" not in desk.words()


def test_an_empty_text_starts_nothing(desk: WriteDesk) -> None:
    desk.type(" \n ")
    desk.tab.rewrite.start()
    assert not desk.tab.rewrite._job.running


def test_the_text_that_results_is_what_is_copied_saved_and_handed_over(
    desk: WriteDesk, qtbot: QtBot, tmp_path: Path
) -> None:
    desk.rewrite(TEXT, *ANSWERS)
    desk.changes.clicked.emit(desk.changes.toPlainText().index("goes"))
    wanted = TEXT.replace("They is", "They are")
    desk.press("Copy the text")
    assert QGuiApplication.clipboard().text() == wanted
    desk.press("Save the text")
    assert choose_in_dialog(qtbot, tmp_path / "out") == "text (rewritten).txt"
    desk.wait(lambda: (tmp_path / "out.txt").exists())
    assert (tmp_path / "out.txt").read_text("utf-8") == wanted
    with qtbot.waitSignal(desk.tab.hand_over) as handed:
        desk.press("Ask about this")
    assert handed.args == ["chat", wanted]


def test_the_text_is_saved_for_word(desk: WriteDesk, tmp_path: Path) -> None:
    desk.rewrite("One.\n\nThey is here.", "One.", "They are here.")
    desk.tab.rewrite._actions.save_to(tmp_path / "out.docx")
    desk.wait(lambda: (tmp_path / "out.docx").exists())
    assert read_document(tmp_path / "out.docx").text == "One.\n\nThey are here."


def test_of_a_file_every_character_stays_that_is_not_corrected_and_it_is_never_written_over(
    desk: WriteDesk, engine: Writer, tmp_path: Path
) -> None:
    path = tmp_path / "notes.md"
    raw = b"# Notes\r\n\r\n* **He** go\r\n  to school.  \r\n"
    path.write_bytes(raw)
    desk.tab.rewrite._desk.open_files([path])
    desk.wait(lambda: desk.field.toPlainText().startswith("# Notes"))
    engine.enqueue("# Notes", "* **He** goes", "to school.")
    desk.press("Rewrite")
    desk.wait_done()
    desk.tab.rewrite._actions.save_to(tmp_path / "out.md")
    desk.wait(lambda: (tmp_path / "out.md").exists())
    assert (tmp_path / "out.md").read_bytes() == raw.replace(b"He** go", b"He** goes")
    desk.tab.rewrite._actions.save_to(path)
    desk.wait(lambda: any("input" in notice for notice in desk.notices()))
    assert path.read_bytes() == raw


def test_a_past_result_comes_back_as_it_was_left(desk: WriteDesk) -> None:
    desk.rewrite(TEXT, *ANSWERS)
    desk.press("Leave all")
    desk.tab.take_text("Something else.")
    store: Store = desk.services.store
    (run,) = store.runs(KIND)
    desk.wait(lambda: "pieces" in (store.run(run.id).result or {}) and bool(
        (store.run(run.id).result or {})["pieces"]
    ))  # fmt: skip
    desk.tab.rewrite._history.chosen.emit(store.run(run.id))
    desk.wait(lambda: desk.has("Result"))
    assert desk.text == TEXT
    desk.press("Take all")
    assert desk.text == CORRECTED


def test_everything_has_a_name_and_can_be_reached_by_keys(desk: WriteDesk) -> None:
    desk.rewrite(TEXT, *ANSWERS)
    for widget in desk.tab.findChildren(QWidget):
        if widget.isVisible() and widget.focusPolicy() & Qt.FocusPolicy.TabFocus:
            assert widget.accessibleName() or "qt_" in widget.objectName(), widget


def test_a_letter_that_was_stopped_is_not_said_to_be_whole(desk: WriteDesk, engine: Writer) -> None:
    engine.gate = SomePieces(3)
    engine.enqueue("Hello, the heating is broken.")
    desk.choose("email")
    desk.type("heating broken, flat 14")
    desk.press("Rewrite")
    desk.wait(lambda: desk.text == "Hello, the heating")
    desk.press("Cancel")
    desk.wait_done()
    assert desk.text == "Hello, the heating"
    assert "Stopped before the end." in desk.words()
    assert "What was not reached" not in desk.words()
    desk.press("Leave all")
    assert desk.text == "heating broken, flat 14"


def test_a_result_that_was_deleted_from_the_history_can_still_be_changed(desk: WriteDesk) -> None:
    desk.rewrite(TEXT, *ANSWERS)
    (run,) = desk.services.store.runs(KIND)
    desk.services.store.delete_run(run.id)
    for caption, wanted in (("Leave all", TEXT), ("Take all", CORRECTED)):
        desk.press(caption)
        desk.tab.rewrite._revisions.keep_now()
        assert desk.text == wanted
        desk.wait(lambda: any("no longer exists" in notice for notice in desk.notices()))
    desk.tab.rewrite._revisions.flush()
    assert sum("no longer exists" in notice for notice in desk.notices()) == 1
