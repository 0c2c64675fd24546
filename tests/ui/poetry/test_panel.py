"""How the tab shows a poem: its size, its checks, the example before there is one."""

from __future__ import annotations

from PySide6.QtWidgets import (
    QCheckBox,
    QLabel,
    QListWidget,
    QPushButton,
    QToolButton,
)
from pytestqt.qtbot import QtBot

from llmdesk.tools.poetry.forms import form
from llmdesk.tools.poetry.pasted import spans_of
from llmdesk.ui.poetry.poem_edit import PoemEdit
from llmdesk.ui.poetry.tab import PoetryTab
from llmdesk.ui.services import Services
from llmdesk.ui.widgets.choice_box import ChoiceBox
from tests.ui.controls import named
from tests.ui.poetry.desk import HAIKU, Writer, checks, choose, poem, write


def in_sight(edit: PoemEdit) -> bool:
    return edit.verticalScrollBar().maximum() == 0


def test_eight_lines_are_in_sight_in_a_low_window_and_checks_that_pass_are_folded(
    tab: PoetryTab, qtbot: QtBot, writer: Writer
) -> None:
    tab.resize(860, 520)
    choose(tab, "Language", "中文")
    choose(tab, "Form", next(c.text for c in named(tab, ChoiceBox, "Form").choices if "七言律诗" in c.text))
    writer.lines = form("lushi-7").example
    write(tab, qtbot, "春日")
    named(tab, QCheckBox, "Show sounds").setChecked(True)
    qtbot.waitUntil(lambda: in_sight(poem(tab)))
    assert not named(tab, QListWidget, "Checks").isVisible()
    named(tab, QToolButton, "Show checks").click()
    assert named(tab, QListWidget, "Checks").isVisible()
    named(tab, QToolButton, "Hide checks").click()
    assert not named(tab, QListWidget, "Checks").isVisible()
    tab.resize(1280, 760)
    assert named(tab, QListWidget, "Checks").isVisible()
    qtbot.waitUntil(lambda: in_sight(poem(tab)))


def test_checks_that_fail_show_in_a_narrow_window(tab: PoetryTab, qtbot: QtBot, writer: Writer) -> None:
    tab.resize(860, 520)
    write(tab, qtbot)
    assert named(tab, QListWidget, "Checks").isVisible()  # of a short poem
    named(tab, QToolButton, "Hide checks").click()
    writer.lines = ("Too short", *HAIKU[1:])
    write(tab, qtbot)
    box = named(tab, QListWidget, "Checks")
    assert box.isVisible()
    assert checks(tab)[0].startswith("Wrong: Line 1")
    named(tab, QToolButton, "Hide checks").click()
    named(tab, QPushButton, "Check a poem").click()
    poem(tab).setPlainText("\n".join(HAIKU))
    qtbot.waitUntil(box.isVisible)


def test_a_short_poem_is_set_larger_than_a_long_one(tab: PoetryTab, qtbot: QtBot, writer: Writer) -> None:
    write(tab, qtbot)
    short = poem(tab).document().defaultFont().pixelSize()
    writer.lines = HAIKU * 5
    write(tab, qtbot)
    qtbot.waitUntil(lambda: poem(tab).document().defaultFont().pixelSize() < short)


def test_a_poem_under_way_is_set_as_it_will_be_when_it_is_done(qtbot: QtBot, services: Services) -> None:
    edit = PoemEdit(services.theme)
    qtbot.addWidget(edit)
    edit.resize(600, 400)
    edit.fit_into(300)

    def size_of(text: str) -> int:
        edit.set_text(text)
        return edit.document().defaultFont().pixelSize()

    lines = form("lushi-7").example
    edit.expect(len(lines))
    assert size_of(lines[0]) == size_of("\n".join(lines))
    edit.expect(0)
    assert size_of(lines[0]) > size_of("\n".join(lines))


def test_a_change_by_hand_can_be_taken_back_after_the_lines_moved_apart(tab: PoetryTab, qtbot: QtBot) -> None:
    write(tab, qtbot)
    poem(tab).textCursor().insertText("Oh ")
    named(tab, QCheckBox, "Show sounds").setChecked(True)
    qtbot.waitUntil(lambda: poem(tab)._marked)
    poem(tab).undo()  # the spacing
    poem(tab).undo()
    assert poem(tab).toPlainText().split("\n") == list(HAIKU)


def test_the_example_of_the_form_stands_where_the_poem_will(tab: PoetryTab, qtbot: QtBot) -> None:
    example = next(
        label for label in tab.findChildren(QLabel) if label.text() == "\n".join(form("haiku").example)
    )
    assert example.isVisible()
    write(tab, qtbot)
    assert not example.isVisible()
    named(tab, QPushButton, "Check a poem").click()
    assert not example.isVisible()


def test_lines_are_found_behind_a_title_with_the_same_words() -> None:
    assert spans_of("rain\n\nrain falls\nrain", ("rain falls", "rain")) == [(6, 16), (17, 21)]
    assert spans_of("other text", ("rain",)) == []
