"""A tool on one text: typed, run, checked, kept."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QPlainTextEdit, QWidget
from pytestqt.qtbot import QtBot

from llmdesk.tools.own import Checks, LabelOf, OwnTool
from llmdesk.tools.own.runs import KIND
from llmdesk.ui.own.text.answer import OwnAnswer
from llmdesk.ui.own.text.answer_words import cell_words
from llmdesk.ui.services import Services
from tests.ui.own.desk import OwnDesk, ToolEngine, make_desk

SHORT = OwnTool("Short", "Make it short.", checks=Checks(longest=20, one_line=True, tries=1))
REPLY = OwnTool("Reply", "Answer {body}.", takes=("subject", "body"), template="{subject}: {body}")


def answer(desk: OwnDesk) -> OwnAnswer:
    return desk.tab.text.answer


def current(desk: OwnDesk) -> OwnTool | None:
    return desk.tab.book.current.tool if desk.tab.book.current is not None else None


def test_a_text_gets_an_answer_with_what_was_checked(desk: OwnDesk) -> None:
    desk.shelve(SHORT)
    desk.choose("Short")
    desk.run("trains")
    assert answer(desk).text.toPlainText() == "about trains"
    words = desk.words()
    assert "All checks passed" in words
    assert "✓ At most 20 characters" in words
    assert "✓ One line" in words


def test_what_does_not_keep_to_a_check_says_why(desk: OwnDesk) -> None:
    desk.shelve(SHORT)
    desk.choose("Short")
    desk.run("trains that go through the night")
    words = desk.words()
    assert "Not all checks passed" in words
    assert "✗ At most 20 characters: it has 38 characters, at most 20 are wanted" in words
    assert "✓ One line" in words


def test_an_answer_shows_while_it_is_written_and_is_stopped_at_once(desk: OwnDesk) -> None:
    desk.run("one")
    before = answer(desk).text.toPlainText()
    gate = desk.hold()
    desk.engine.say = lambda text: "a b c"
    desk.type("two")
    desk.press("Run")
    desk.wait(lambda: bool(desk.engine.streams) and len(desk.engine.streams) > 1)
    desk.press("Cancel")
    assert not desk.tab.text._job.running
    assert answer(desk).text.toPlainText() == before, "the last answer is back"
    gate.set()
    assert len(desk.services.store.runs(KIND)) == 1


def test_an_answer_beside_another_text_says_so(desk: OwnDesk) -> None:
    said = "This answers an earlier text."
    desk.run("one")
    assert said not in desk.words()
    desk.type("two")
    assert said in desk.words()
    desk.type("one")
    assert said not in desk.words()
    desk.run("two")
    (_, run) = desk.services.store.runs(KIND)
    desk.tab.history.chosen.emit(run)
    desk.wait(lambda: desk.text() == "one")
    assert said not in desk.words()


def test_the_first_answer_says_that_it_is_being_written(desk: OwnDesk) -> None:
    view = answer(desk)
    desk.tab.text._on_progress("one word")
    assert "The model is writing…" in desk.words()
    assert not desk.has("Copy the answer")
    assert view.text.toPlainText() == "one word"


def test_labels_have_their_probabilities(desk: OwnDesk) -> None:
    desk.shelve(OwnTool("Which", "Which?", gives="label", labels=(LabelOf("red"), LabelOf("blue"))))
    desk.choose("Which")
    desk.run("it is blue")
    assert desk.has("Probabilities")
    assert answer(desk).bars.shown["blue"] == "88%"
    assert "blue" in desk.words()


def test_what_was_replaced_is_listed(desk: OwnDesk) -> None:
    desk.choose("Anonymize")
    desk.engine.say = lambda text: "Person: Anna Weber"
    desk.run("Anna Weber called.")
    assert answer(desk).text.toPlainText() == "[Person 1] called."
    cells = answer(desk).table.model()
    assert [cells.index(0, column).data() for column in (0, 1)] == ["[Person 1]", "Anna Weber"]


def test_a_long_list_of_what_was_replaced_holds_nothing_up_and_says_where_it_ends(desk: OwnDesk) -> None:
    desk.choose("Anonymize")
    desk.engine.say = lambda text: "none"
    desk.run("x".join(map(str, range(2_000))))
    assert answer(desk).table.rowCount() == 500
    assert "the first 500 of 2" in desk.words()


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (2026, "2026"),
        (-41_200, "-41,200"),
        (12_345_678_901_234_567_890, "12,345,678,901,234,567,890"),
        (12_345_678_901.25, "12345678901.25"),
    ],
)
def test_a_number_of_a_field_shows_whole_and_a_year_as_a_year(value: float, words: str) -> None:
    assert cell_words(value) == words


def test_a_tool_that_takes_two_texts_has_two_fields(desk: OwnDesk) -> None:
    desk.shelve(REPLY)
    desk.choose("Reply")
    desk.type("Lift", "subject")
    desk.type("It is broken.", "body")
    desk.press("Run")
    desk.wait(lambda: answer(desk).result is not None)
    assert answer(desk).text.toPlainText() == "about Lift: It is broken."


def test_a_past_run_comes_back_with_its_tool_its_text_and_its_answer(desk: OwnDesk) -> None:
    desk.shelve(SHORT)
    desk.choose("Short")
    desk.run("trains that go through the night")
    desk.choose("Keywords")
    desk.type("something else")
    (run,) = desk.services.store.runs(KIND)
    desk.tab.history.chosen.emit(run)
    desk.wait(lambda: desk.text() == "trains that go through the night")
    assert answer(desk).text.toPlainText() == "about trains that go through the night"
    assert "✗ At most 20 characters: it has 38 characters" in desk.words()
    assert current(desk) == SHORT


def test_a_tool_that_is_gone_is_shown_as_it_was(desk: OwnDesk) -> None:
    desk.shelve(SHORT)
    desk.choose("Short")
    desk.run("trains")
    (run,) = desk.services.store.runs(KIND)
    desk.tab._act("delete")
    desk.wait(lambda: "Short" not in desk.listed())
    desk.tab.history.chosen.emit(run)
    assert current(desk) == SHORT
    assert "no longer among your tools" in desk.words()


def test_what_was_typed_is_there_when_the_window_opens_again(
    qtbot: QtBot, desk: OwnDesk, services: Services, engine: ToolEngine
) -> None:
    desk.shelve(REPLY)
    desk.type("for all tools")
    desk.choose("Reply")
    desk.type("only here", "body")
    services.drafts.flush()
    again = make_desk(qtbot, services, engine)
    again.wait(lambda: current(again) == REPLY)
    again.wait(lambda: again.text("body") == "only here")
    again.choose("Keywords")
    assert again.text() == "for all tools"


def test_a_text_from_another_tab_can_be_taken_back(desk: OwnDesk) -> None:
    desk.type("mine")
    desk.tab.take_text("theirs")
    desk.wait(lambda: desk.text() == "theirs")
    undo = desk.services.notify.notices[-1].undo
    assert undo is not None
    undo()
    assert desk.text() == "mine"


def test_a_document_is_opened_in_a_field_and_comes_back_with_its_run(desk: OwnDesk, tmp_path: Path) -> None:
    path = tmp_path / "letter.txt"
    path.write_text("A letter from a file.", encoding="utf-8")
    desk.type("what was typed")
    desk.tab.text.inputs._input("").desk.open_files([path])
    desk.wait(lambda: desk.text() == "A letter from a file.")
    desk.press("Run")
    desk.wait(lambda: answer(desk).result is not None)
    assert answer(desk).text.toPlainText() == "about A letter from a file."
    desk.press("Close the document")
    assert desk.text() == "what was typed"
    (run,) = desk.services.store.runs(KIND)
    assert run.title == "letter.txt"
    desk.tab.history.chosen.emit(run)
    desk.wait(lambda: desk.text() == "A letter from a file.")
    assert answer(desk).text.toPlainText() == "about A letter from a file."
    assert "This answers an earlier text." not in desk.words()
    path.write_text("It was changed since.", encoding="utf-8")
    desk.press("Close the document")
    desk.tab.history.chosen.emit(run)
    desk.wait(lambda: desk.text() == "It was changed since.")
    assert "This answers an earlier text." in desk.words()


def test_a_small_model_is_told_beside_its_answer(desk: OwnDesk) -> None:
    desk.engine.parameters = 135_000_000
    desk.run("trains")
    assert "is a small model" in desk.words()


def test_the_answer_is_copied_as_it_is(desk: OwnDesk, qapp: QApplication) -> None:
    desk.run("trains")
    desk.press("Copy the answer")
    assert qapp.clipboard().text() == "about trains"


def test_an_answer_of_another_tool_does_not_stay_under_its_name(desk: OwnDesk) -> None:
    desk.run("trains")
    desk.shelve(replace(SHORT, name="Other"))
    desk.choose("Other")
    assert not answer(desk).isVisible()


def test_the_key_that_opens_a_document_means_one_thing_where_the_keyboard_is(desk: OwnDesk) -> None:
    """In a text, a document for its field; Qt calls neither of two shortcuts that share a key."""
    assert desk.tab.table is not None
    field = desk.named(QPlainTextEdit, "Text")
    keys = QKeySequence(QKeySequence.StandardKey.Open)
    around = [each for each in desk.tab.findChildren(QShortcut) if each.key() == keys]
    parents = [each.parent() for each in around]
    meant = [each for each in parents if isinstance(each, QWidget) and each.isAncestorOf(field)]
    assert len(meant) == 1
