"""The editor of a tool: written, tried, saved, gone back to."""

from __future__ import annotations

import json
from dataclasses import replace

from PySide6.QtCore import QMimeData, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QLineEdit, QPlainTextEdit
from pytestqt.qtbot import QtBot

from llmdesk.tools.own import Example, LabelOf, OwnTool
from llmdesk.tools.own.runs import KIND
from llmdesk.tools.own.shelf import ToolShelf, versions_of
from llmdesk.ui.own.editor.drafts import KEPT
from llmdesk.ui.own.editor.instructions import PlacesField
from llmdesk.ui.own.editor.kinds import ExampleRow
from llmdesk.ui.services import Services
from llmdesk.ui.widgets.choice_box import ChoiceBox
from llmdesk.ui.widgets.reading_text import ReadingText
from tests.tools.own.test_toml import FULL
from tests.ui.own.desk import OwnDesk, ToolEngine, make_desk

SHORT = OwnTool("Short", "Make it short.")


def line(desk: OwnDesk, name: str, text: str) -> None:
    field = desk.named(QLineEdit, name)
    field.setText(text)


def lines(desk: OwnDesk, name: str, text: str) -> None:
    desk.named(QPlainTextEdit, name).setPlainText(text)


def paste(field: QPlainTextEdit, text: str) -> None:
    data = QMimeData()
    data.setText(text)
    field.insertFromMimeData(data)


def wrong(desk: OwnDesk, part: str) -> str:
    return desk.tab.editor.form.parts[part].mistakes


def save(desk: OwnDesk) -> None:
    desk.press("Save")
    desk.wait(lambda: not desk.has("Save"))


def own(desk: OwnDesk) -> list[OwnTool]:
    return [each.tool for each in ToolShelf(desk.services.store).own()]


def test_a_new_tool_is_written_saved_and_chosen(desk: OwnDesk) -> None:
    desk.press("New tool")
    assert not desk.named(QAbstractButton, "Save").isEnabled()
    line(desk, "Name", "Reply")
    line(desk, "What it reads", "subject, body")
    lines(desk, "Instructions", "Answer {body}.")
    save(desk)
    (tool,) = own(desk)
    assert (tool.name, tool.takes, tool.instructions) == ("Reply", ("subject", "body"), "Answer {body}.")
    assert desk.tab.book.current is not None
    assert desk.tab.book.current.tool == tool
    assert desk.has("subject")


def test_every_mistake_is_told_at_its_field_while_one_types(desk: OwnDesk) -> None:
    desk.shelve(SHORT)
    desk.press("New tool")
    line(desk, "Name", "short")
    assert wrong(desk, "name") == "Another tool of yours has this name."
    lines(desk, "Instructions", "Answer {boddy}.")
    assert wrong(desk, "instructions").startswith("{boddy} is not among what the tool takes: {text}.")
    assert desk.named(QPlainTextEdit, "Instructions").accessibleDescription() == wrong(desk, "instructions")
    lines(desk, "Must match", "(a")
    assert "is never closed" in desk.tab.editor.form.checks.match.mistakes
    assert not desk.named(QAbstractButton, "Save").isEnabled()
    line(desk, "Name", "Other")
    lines(desk, "Instructions", "Answer.")
    lines(desk, "Must match", "")
    assert (wrong(desk, "name"), wrong(desk, "instructions")) == ("", "")
    assert desk.named(QAbstractButton, "Save").isEnabled()


def test_a_ready_tool_is_copied_first(desk: OwnDesk) -> None:
    desk.choose("Keywords")
    desk.press("Edit the tool")
    assert desk.named(QLineEdit, "Name").text() == "Keywords (copy)"
    lines(desk, "Instructions", "Two keywords.")
    save(desk)
    (tool,) = own(desk)
    assert (tool.name, tool.key, tool.instructions) == ("Keywords (copy)", "", "Two keywords.")
    assert "Keywords" in desk.listed()


def test_a_tool_is_tried_on_three_texts_while_it_is_written(desk: OwnDesk) -> None:
    desk.press("New tool")
    lines(desk, "Instructions", "Say what it is about.")
    lines(desk, "Text 1", "trains")
    lines(desk, "Text 3", "boats\nand more")
    desk.press("Try on these texts")
    desk.wait(lambda: not desk.tab.editor.trial.job.running)
    assert desk.named(ReadingText, "Answer to text 1").toPlainText() == "about trains"
    assert not desk.has("Answer to text 2")
    assert desk.named(ReadingText, "Answer to text 3").toPlainText() == "about boats\nand more"
    assert "Say what it is about." in desk.engine.asked[0].messages[0].content
    assert desk.services.store.runs(KIND) == []
    lines(desk, "Text 1", "planes")
    assert not desk.has("Answer to text 1"), "it belongs to another text"


def test_a_trial_text_that_is_too_long_is_told_and_none_is_cut(desk: OwnDesk) -> None:
    desk.press("New tool")
    field = desk.named(QPlainTextEdit, "Text 1")
    paste(field, "x" * 100_001)
    assert (field.toPlainText(), "too long for “Text 1”" in desk.notices()[-1]) == ("", True)
    paste(field, "y" * 100_000)
    lines(desk, "Text 2", "z" * 100_001)  # as one types
    desk.services.drafts.flush()
    first, second, _third = json.loads(desk.services.store.kept(KEPT))["texts"]
    assert (len(first[0]), len(second[0])) == (100_000, 100_001)


def test_an_answer_never_shows_below_another_text_or_as_that_of_another_tool(desk: OwnDesk) -> None:
    desk.press("New tool")
    lines(desk, "Instructions", "Say what it is about.")
    lines(desk, "Text 1", "trains")
    lines(desk, "Text 2", "boats")
    gate = desk.hold()
    desk.press("Try on these texts")
    desk.wait(lambda: bool(desk.engine.streams))
    lines(desk, "Text 1", "planes")
    gate.set()
    desk.wait(lambda: not desk.tab.editor.trial.job.running)
    assert not desk.has("Answer to text 1"), "it would be that to trains"
    assert desk.named(ReadingText, "Answer to text 2").toPlainText() == "about boats"
    desk.named(QLineEdit, "Name").setText("About")
    assert "From before your changes" not in desk.words()
    lines(desk, "Instructions", "Say when it was.")
    assert "From before your changes" in desk.words()
    desk.press("Try on these texts")
    desk.wait(lambda: not desk.tab.editor.trial.job.running)
    assert "From before your changes" not in desk.words()


def test_a_trial_is_stopped_at_once(desk: OwnDesk) -> None:
    desk.press("New tool")
    lines(desk, "Instructions", "Say what it is about.")
    lines(desk, "Text 1", "trains")
    desk.hold()
    desk.press("Try on these texts")
    desk.wait(lambda: bool(desk.engine.streams))
    desk.press("Cancel")
    assert not desk.tab.editor.trial.job.running
    desk.wait(lambda: desk.engine.streams[0].is_cancelled)


def test_what_is_not_saved_outlives_the_window(
    qtbot: QtBot, desk: OwnDesk, services: Services, engine: ToolEngine
) -> None:
    desk.shelve(SHORT)
    desk.choose("Short")
    desk.press("Edit the tool")
    lines(desk, "Instructions", "Make it shor")
    lines(desk, "Text 1", "to try")
    desk.press("Back")
    assert "Short •" in desk.listed()
    services.drafts.flush()
    again = make_desk(qtbot, services, engine)
    again.wait(lambda: "Short •" in again.listed())
    again.choose("Short")
    assert again.tab.book.current is not None
    assert again.tab.book.current.tool == SHORT, "it is not saved"
    again.press("Edit the tool")
    assert again.text("Instructions") == "Make it shor"
    assert again.text("Text 1") == "to try"
    again.press("Discard changes")
    assert again.text("Instructions") == "Make it short."
    undo = services.notify.notices[-1].undo
    assert undo is not None
    undo()
    assert again.text("Instructions") == "Make it shor"


def test_what_makes_no_sense_among_what_was_kept_is_left_out(
    qtbot: QtBot, services: Services, engine: ToolEngine
) -> None:
    services.store.keep(KEPT, json.dumps({"forms": {"new": {"name": 7}, "own:1": 3}, "texts": [["a"], 4]}))
    desk = make_desk(qtbot, services, engine)
    desk.press("New tool")
    assert desk.named(QLineEdit, "Name").text() == ""


def test_the_version_before_a_save_can_be_gone_back_to(desk: OwnDesk) -> None:
    desk.shelve(SHORT)
    desk.choose("Short")
    desk.press("Edit the tool")
    assert not desk.has("Versions")
    lines(desk, "Instructions", "Make it shorter.")
    save(desk)
    desk.press("Edit the tool")
    assert desk.has("Versions")
    editor = desk.tab.editor
    item = editor._item
    assert item is not None
    editor.take_version(versions_of(item)[0])
    assert desk.text("Instructions") == "Make it short."
    assert [tool.instructions for tool in own(desk)] == ["Make it shorter."]
    undo = desk.services.notify.notices[-1].undo
    assert undo is not None
    desk.press("Back")
    desk.press("New tool")
    lines(desk, "Instructions", "Something else.")
    undo()
    assert desk.text("Instructions") == "Something else.", "another tool is open by now"
    desk.press("Back")
    desk.press("Edit the tool")
    assert desk.text("Instructions") == "Make it shorter."
    editor.take_version(versions_of(item)[0])
    save(desk)
    assert [tool.instructions for tool in own(desk)] == ["Make it short."]


def test_labels_and_examples_are_rows(desk: OwnDesk) -> None:
    labels = (LabelOf("red", "like fire"), LabelOf("blue"))
    desk.shelve(
        OwnTool("Which", "Which?", gives="label", labels=labels, examples=(Example(("sky",), "blue"),))
    )
    desk.choose("Which")
    desk.press("Edit the tool")
    desk.press("Add a label")
    line(desk, "Label 3", "green")
    desk.press("Add an example")
    lines(desk, "Example 2: text", "grass")
    box = desk.named(ChoiceBox, "Answer of example 2")
    assert [choice.text for choice in box.choices] == ["red", "blue", "green"]
    box.activated.emit(2)
    desk.press("Remove label 1")
    save(desk)
    (tool,) = own(desk)
    assert tool.labels == (LabelOf("blue"), LabelOf("green"))
    assert tool.examples == (Example(("sky",), "blue"), Example(("grass",), "green"))


def test_an_example_whose_label_is_gone_is_told_at_its_row(desk: OwnDesk) -> None:
    labels = (LabelOf("red"), LabelOf("blue"), LabelOf("green"))
    desk.shelve(
        OwnTool("Which", "Which?", gives="label", labels=labels, examples=(Example(("sky",), "blue"),))
    )
    desk.choose("Which")
    desk.press("Edit the tool")
    desk.press("Remove label 2")
    (row,) = desk.tab.editor.findChildren(ExampleRow)
    assert row.accessibleDescription() == "“blue” is none of: red, green."


def test_what_one_does_not_touch_stays_as_the_file_says_it(desk: OwnDesk) -> None:
    examples = (Example(("a\tb", "c\nd", "中"), "yes"),)
    tool = replace(FULL, name="Full", checks=replace(FULL.checks, language="fi"), examples=examples)
    tool = replace(tool, sampling=replace(tool.sampling, temperature=5.123))
    desk.shelve(tool)
    desk.choose("Full")
    desk.press("Edit the tool")
    line(desk, "Name", "Fuller")
    save(desk)
    assert own(desk) == [replace(tool, name="Fuller")]


def test_a_place_is_completed_after_its_brace(desk: OwnDesk) -> None:
    desk.press("New tool")
    line(desk, "What it reads", "subject, body")
    field = desk.named(PlacesField, "Instructions")
    desk.tab.activateWindow()
    field.setFocus()
    desk.wait(field.hasFocus)
    QTest.keyClicks(field, "Answer {bo")
    desk.wait(field.list.isVisible)
    assert field.list.grab().toImage().pixelColor(3, field.list.height() - 3).alpha() == 255, "on a ground"
    QTest.keyClick(field.list, Qt.Key.Key_Return)
    assert field.toPlainText() == "Answer {body}"
    QTest.keyClicks(field, " as {{")
    assert not field.list.isVisible()


def test_many_examples_do_not_hold_the_window_up(desk: OwnDesk) -> None:
    examples = tuple(Example((f"text {number}",), "a") for number in range(20))
    desk.shelve(OwnTool("Many", "Do.", examples=examples))
    desk.choose("Many")
    desk.press("Edit the tool")
    assert len(desk.tab.editor.findChildren(ExampleRow)) < 20
    assert len(desk.tab.editor.form.form.examples) == 20
    desk.wait(lambda: len(desk.tab.editor.findChildren(ExampleRow)) == 20)
    assert desk.tab.editor.form.form.examples == examples
