"""Endless lines in the message field: in pieces for Qt, whole for everybody else."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QMimeData, Qt
from PySide6.QtGui import QGuiApplication, QInputMethodEvent, QTextCursor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from llmdesk import ui
from llmdesk.ui.chat import long_line_edit
from llmdesk.ui.chat.long_line_edit import LongLineEdit
from llmdesk.ui.widgets.text_places import LONG_LINE

ENDLESS = "春风又绿江南岸，明月何时照我还。 A word 😀 " * 200
_PLAIN = ENDLESS.replace("😀", "★")  # a place that is drawn must not lie inside of a character
LINES = st.sampled_from(
    ["", "a", "\n", "one\ntwo", "a\r\nb", "\n\n★", _PLAIN, f"x\n{_PLAIN}\ny", "z" * 3 * LONG_LINE]
)


@pytest.fixture
def edit(qtbot: QtBot) -> LongLineEdit:
    edit = LongLineEdit()
    qtbot.addWidget(edit)
    edit.show()
    return edit


def paste(edit: LongLineEdit, text: str) -> None:
    data = QMimeData()
    data.setText(text)
    edit.insertFromMimeData(data)


def select(edit: LongLineEdit, start: int, end: int) -> None:
    cursor = edit.textCursor()
    cursor.setPosition(start)
    cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
    edit.setTextCursor(cursor)


def longest_block(edit: LongLineEdit) -> int:
    document = edit.document()
    return max(document.findBlockByNumber(n).length() for n in range(document.blockCount()))


@pytest.mark.parametrize("text", [ENDLESS, "x" * 200_000, f"short\n{ENDLESS}\n\nshort"])
def test_an_endless_line_stands_in_short_blocks_and_comes_back_whole(edit: LongLineEdit, text: str) -> None:
    paste(edit, text)
    assert longest_block(edit) <= 2 * LONG_LINE  # in UTF-16 units
    assert edit.text() == text
    edit.set_text(text + "!")
    assert longest_block(edit) <= 2 * LONG_LINE
    assert edit.text() == text + "!"
    edit.set_text("short")
    assert edit.text() == edit.toPlainText() == "short"


@given(pastes=st.lists(st.tuples(LINES, st.floats(0, 1), st.floats(0, 1)), min_size=1, max_size=5))
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_what_is_pasted_anywhere_is_there_and_can_be_undone(
    qapp: QApplication, pastes: list[tuple[str, float, float]]
) -> None:
    edit = LongLineEdit()
    states = [""]
    for text, one, other in pastes:
        last = edit.document().characterCount() - 1
        start, end = sorted((round(one * last), round(other * last)))
        select(edit, start, end)
        start, end = edit.textCursor().selectionStart(), edit.textCursor().selectionEnd()
        before, after = edit._between(0, start), edit._between(end, last)
        paste(edit, text)
        assert edit.text() == before + text.replace("\r\n", "\n") + after
        if edit.text() != states[-1]:
            states.append(edit.text())
    for state in reversed(states[:-1]):
        while edit.text() != state and edit.document().isUndoAvailable():
            edit.undo()
        assert edit.text() == state
    while edit.document().isRedoAvailable():
        edit.redo()
    assert edit.text() == states[-1]


@pytest.fixture
def in_steps(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(long_line_edit, "_STEP", 500)


@pytest.mark.usefixtures("in_steps")
def test_a_very_long_text_comes_in_steps_but_is_there_at_once(edit: LongLineEdit, qtbot: QtBot) -> None:
    text = f"{ENDLESS}\n" * 2
    paste(edit, "before | after")
    select(edit, 7, 8)
    paste(edit, text)
    whole = f"before {text} after"
    assert len(edit.toPlainText()) < len(whole)
    assert edit.text() == whole
    qtbot.waitUntil(lambda: edit.toPlainText().endswith(" after") and edit.complete)
    assert edit.text() == whole
    assert edit.textCursor().position() == edit.document().characterCount() - 1 - len(" after")
    edit.undo()
    assert edit.text() == "before | after"
    edit.redo()
    assert edit.text() == whole


@pytest.mark.usefixtures("in_steps")
def test_what_is_typed_while_a_text_comes_stands_behind_it(edit: LongLineEdit) -> None:
    paste(edit, ENDLESS)
    assert not edit.complete
    QTest.keyClicks(edit, "!")
    assert edit.text() == ENDLESS + "!"
    paste(edit, ENDLESS)
    paste(edit, "?")
    assert edit.text() == f"{ENDLESS}!{ENDLESS}?"
    paste(edit, ENDLESS)
    commit = QInputMethodEvent("", [])
    commit.setCommitString("好")
    QGuiApplication.sendEvent(edit, commit)
    assert edit.text() == f"{ENDLESS}!{ENDLESS}?{ENDLESS}好"


@pytest.mark.usefixtures("in_steps")
def test_a_text_that_is_set_cannot_be_undone_in_part(edit: LongLineEdit, qtbot: QtBot) -> None:
    edit.set_text("another text " * 200)
    edit.set_text(ENDLESS)
    assert edit.text() == ENDLESS
    qtbot.waitUntil(lambda: edit.complete)
    assert edit.text() == ENDLESS
    assert not edit.document().isUndoAvailable()
    QTest.keyClicks(edit, "!")
    edit.undo()
    assert edit.text() == ENDLESS


def second_block(edit: LongLineEdit) -> int:
    return edit.document().findBlockByNumber(1).position()


def test_at_a_break_that_only_the_view_has_backspace_takes_nothing_away(edit: LongLineEdit) -> None:
    paste(edit, ENDLESS)
    place = second_block(edit)
    select(edit, place, place)
    QTest.keyClick(edit, Qt.Key.Key_Backspace)
    assert edit.text() == ENDLESS
    QTest.keyClick(edit, Qt.Key.Key_Backspace)
    assert len(edit.text()) == len(ENDLESS) - 1


def test_a_line_break_inside_of_an_endless_line_is_a_real_one(edit: LongLineEdit) -> None:
    paste(edit, "x" * 3 * LONG_LINE)
    place = second_block(edit) + 5
    select(edit, place, place)
    QTest.keyClick(edit, Qt.Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)
    first = LONG_LINE + 5
    assert edit.text() == "x" * first + "\n" + "x" * (3 * LONG_LINE - first)
    edit.textCursor().insertText("a\nb")  # as an assistive technology does
    assert edit.text() == "x" * first + "\na\nb" + "x" * (3 * LONG_LINE - first)


def test_what_an_assistive_technology_types_into_a_break_keeps_its_lines(edit: LongLineEdit) -> None:
    paste(edit, "x" * 3 * LONG_LINE)
    place = second_block(edit) + 5
    select(edit, place, place)
    edit.textCursor().insertText("a\nb")
    assert "xa\nbx" in edit.text()


def test_what_is_copied_has_its_lines_whole(edit: LongLineEdit) -> None:
    text = f"before\n{ENDLESS}\nafter"
    paste(edit, text)
    edit.selectAll()
    edit.copy()
    assert QGuiApplication.clipboard().text() == text
    edit.cut()
    assert edit.text() == ""
    edit.paste()
    assert edit.text() == text
    last = edit.document().characterCount() - 1
    select(edit, last - 3, last)
    edit.copy()
    assert QGuiApplication.clipboard().text() == "ter"


COPIED = """
import sys
from PySide6.QtWidgets import QApplication
from llmdesk.ui.chat.long_line_edit import LongLineEdit

app = QApplication(sys.argv)
edit = LongLineEdit()
edit.set_text("what is copied")
edit.selectAll()
edit.copy()
assert app.clipboard().text() == "what is copied"
"""


def test_what_is_copied_outlives_python_and_does_not_crash_the_end() -> None:
    run = subprocess.run(
        [sys.executable, "-c", COPIED],
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == 0, run.stderr


def test_nothing_that_python_made_is_put_on_the_clipboard() -> None:
    """But what is dragged, which is over before the end."""
    modules = Path(ui.__file__).parent.rglob("*.py")
    makes = [path.name for path in modules if "QMimeData()" in path.read_text("utf-8")]
    assert makes == ["conversation_model.py"]
