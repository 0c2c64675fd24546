"""The Poetry tab: writing, rewriting, cancelling, its controls. The writer is scripted."""

from __future__ import annotations

from PySide6.QtWidgets import (
    QComboBox,
    QLabel,
    QLineEdit,
    QPushButton,
    QWidget,
)
from pytestqt.qtbot import QtBot

from llmdesk.errors import UsageError
from llmdesk.ui.poetry.tab import PoetryTab
from llmdesk.ui.services import Services
from llmdesk.ui.widgets.choice_box import ChoiceBox
from tests.ui.controls import named
from tests.ui.poetry.desk import HAIKU, Writer, checks, choose, poem, write


def test_a_poem_is_written_shown_with_its_checks_and_kept(
    tab: PoetryTab, qtbot: QtBot, writer: Writer, services: Services
) -> None:
    write(tab, qtbot)
    assert writer.asked[0].topic == "a pond"
    assert writer.asked[0].form == "haiku"
    assert poem(tab).toPlainText().split("\n") == list(HAIKU)
    assert any("Line 2" in line and "Syllables" in line for line in checks(tab))
    runs = services.store.runs("poem")
    assert [run.state for run in runs] == ["done"]


def test_every_control_of_the_issue_has_its_name(tab: PoetryTab, qtbot: QtBot) -> None:
    write(tab, qtbot)
    for name in (
        "Form",
        "Topic",
        "Mood",
        "Language",
        "Write poem",
        "Poem",
        "Checks",
        "Rewrite line",
        "Check a poem",
    ):
        assert any(w.accessibleName() == name for w in tab.findChildren(QWidget)), name


def test_a_field_is_found_by_its_name_before_its_label(tab: PoetryTab) -> None:
    order = [w.accessibleName() or getattr(w, "text", str)() for w in tab.findChildren(QWidget)]
    kinds = [type(w) for w in tab.findChildren(QWidget)]
    for name in ("Language", "Form", "Topic", "Mood", "First letters", "Drafts", "Seed"):
        assert kinds[order.index(name)] is not QLabel, name


def test_the_line_of_the_cursor_is_written_anew(tab: PoetryTab, qtbot: QtBot, writer: Writer) -> None:
    write(tab, qtbot)
    poem(tab).go_to_line(1)
    button = named(tab, QPushButton, "Rewrite line")
    assert button.text() == "Rewrite line 2"
    button.click()
    qtbot.waitUntil(lambda: "leaps" in poem(tab).toPlainText())
    assert writer.rewritten == [(HAIKU, 1)]
    assert poem(tab).current_line == 1


def test_cancel_brings_back_the_poem_that_was_there(tab: PoetryTab, qtbot: QtBot, writer: Writer) -> None:
    write(tab, qtbot)
    writer.lines = ()
    named(tab, QPushButton, "Write poem").click()
    qtbot.waitUntil(lambda: len(writer.asked) == 2)
    named(tab, QPushButton, "Cancel").click()
    qtbot.waitUntil(lambda: named(tab, QPushButton, "Write poem").isVisible())
    assert poem(tab).toPlainText().split("\n") == list(HAIKU)


def test_what_went_wrong_is_told(tab: PoetryTab, qtbot: QtBot, writer: Writer, services: Services) -> None:
    writer.error = UsageError("There is no topic.")
    write(tab, qtbot, "")
    assert services.notify.notices[-1].texts[0] == "There is no topic."
    writer.error = None
    write(tab, qtbot)
    assert not services.notify.notices


def test_a_text_of_another_tab_becomes_the_topic(tab: PoetryTab) -> None:
    tab.take_text("A long\nsummary about rain.")
    assert named(tab, QLineEdit, "Topic").text() == "A long summary about rain."


def test_chinese_forms_are_offered_for_chinese(tab: PoetryTab) -> None:
    english = [choice.text for choice in named(tab, ChoiceBox, "Form").choices]
    choose(tab, "Language", "中文")
    chinese = [choice.text for choice in named(tab, ChoiceBox, "Form").choices]
    assert any("五言绝句" in text for text in chinese)
    assert not set(english) & set(chinese)
    assert isinstance(named(tab, ChoiceBox, "Form"), QComboBox)
