"""Sets of labels: chosen, made, changed, kept."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from unittest.mock import patch

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QLineEdit,
    QListWidget,
    QPlainTextEdit,
    QPushButton,
    QStyle,
    QStyleOptionComboBox,
    QWidget,
)
from pytestqt.qtbot import QtBot

from llmdesk.tools.sentiment import Label, LabelSet, make_set, ready_sets
from llmdesk.tools.sentiment.codebook import as_toml, read_codebook
from llmdesk.ui.sentiment.label_card import LabelCard, LabelText
from llmdesk.ui.sentiment.label_forms import parse
from llmdesk.ui.sentiment.labels import LabelsDialog
from llmdesk.ui.services import Services
from llmdesk.ui.tasks import TaskContext
from llmdesk.ui.theme import HALF
from llmdesk.ui.widgets.choice_box import ChoiceBox
from tests.ui.file_dialog import choose_in_dialog
from tests.ui.sentiment.desk import HeldEngine, SentimentDesk, make_desk


@pytest.fixture
def engine() -> HeldEngine:
    return HeldEngine()


@pytest.fixture
def desk(qtbot: QtBot, services: Services) -> SentimentDesk:
    return make_desk(qtbot, services)


@pytest.fixture
def dialog(desk: SentimentDesk) -> LabelsDialog:
    desk.press("Edit labels")
    return next(w for w in desk.tab.findChildren(LabelsDialog))


def field(dialog: LabelsDialog, name: str) -> QLineEdit | QPlainTextEdit:
    fields: list[QWidget] = [*dialog.findChildren(QLineEdit), *dialog.findChildren(QPlainTextEdit)]
    found = next(w for w in fields if w.accessibleName() == name and w.isVisible())
    assert isinstance(found, QLineEdit | QPlainTextEdit)
    return found


def line(dialog: LabelsDialog, name: str) -> QLineEdit:
    found = field(dialog, name)
    assert isinstance(found, QLineEdit)
    return found


def type_into(dialog: LabelsDialog, name: str, text: str) -> None:
    found = field(dialog, name)
    found.clear()
    QTest.keyClicks(found, text)


def press(dialog: LabelsDialog, name: str) -> None:
    button = next(b for b in dialog.findChildren(QAbstractButton) if b.accessibleName() == name)
    assert button.isEnabled(), name
    button.click()


def test_the_ready_sets_can_be_chosen_and_the_choice_is_remembered(
    qtbot: QtBot, desk: SentimentDesk, make_services: Callable[..., Services]
) -> None:
    box = desk.named(ChoiceBox, "Labels")
    assert len(box.choices) >= 6
    desk.choose("Labels", "Spam")
    assert desk.tab.sets.current is not None
    assert desk.tab.sets.current.names == ("spam", "normal")
    desk.wait(lambda: "spam" in desk.services.store.kept("sentiment.sets"))
    again = make_desk(qtbot, make_services())
    again.wait(lambda: again.tab.sets.key == "ready:spam")


def test_a_set_of_ones_own_is_made_used_and_kept(
    qtbot: QtBot, desk: SentimentDesk, dialog: LabelsDialog, make_services: Callable[..., Services]
) -> None:
    assert not dialog.isModal()
    press(dialog, "New set")
    type_into(dialog, "Name of the set", "Rooms")
    type_into(dialog, "Name of label 1", "kitchen")
    type_into(dialog, "Meaning of label 1", "where one cooks")
    type_into(dialog, "Examples of label 1", "The oven is on.")
    type_into(dialog, "Name of label 2", "garden")
    press(dialog, "Save and use")
    expected = make_set(
        [Label("kitchen", "where one cooks", ("The oven is on.",)), Label("garden")],
        name="Rooms",
        title="Rooms",
    )
    assert desk.tab.sets.current == expected
    assert not dialog.isVisible()
    current = desk.named(ChoiceBox, "Labels").current
    assert current is not None
    assert current.text == "Rooms"
    desk.wait(lambda: "garden" in desk.services.store.kept("sentiment.sets"))
    again = make_desk(qtbot, make_services())
    again.wait(lambda: again.tab.sets.current == expected)


def test_the_limit_for_unsure_is_never_cut(desk: SentimentDesk) -> None:
    box = desk.named(ChoiceBox, "Confidence")
    desk.choose("Confidence", "below 95")
    option = QStyleOptionComboBox()
    box.initStyleOption(option)
    field = box.style().subControlRect(
        QStyle.ComplexControl.CC_ComboBox, option, QStyle.SubControl.SC_ComboBoxEditField, box
    )
    for choice in box.choices:
        assert box.fontMetrics().horizontalAdvance(choice.text) <= field.width() - HALF


def test_names_may_come_from_a_screen_reader_or_dictation(desk: SentimentDesk, dialog: LabelsDialog) -> None:
    """They set the fields' texts; no key is pressed. A look at another set keeps what they set."""
    press(dialog, "New set")
    for name, text in (("Name of the set", "Rooms"), ("Name of label 1", "kitchen")):
        line(dialog, name).setText(text)
    listed = dialog.findChild(QListWidget)
    assert listed is not None
    listed.setCurrentRow(1)
    press(dialog, "New set")
    assert line(dialog, "Name of the set").text() == "Rooms"
    assert line(dialog, "Name of label 1").text() == "kitchen"


def test_a_set_that_is_only_looked_at_has_nothing_to_save(dialog: LabelsDialog) -> None:
    listed = dialog.findChild(QListWidget)
    assert listed is not None
    listed.setCurrentRow(1)
    save = next(b for b in dialog.findChildren(QAbstractButton) if b.accessibleName() == "Save and use")
    assert not save.isEnabled()


def test_a_changed_ready_set_becomes_a_set_of_ones_own(
    qtbot: QtBot, desk: SentimentDesk, dialog: LabelsDialog
) -> None:
    type_into(dialog, "Meaning of label 1", "they like it")
    press(dialog, "Save and use")
    labels = desk.tab.sets.current
    assert labels is not None
    assert labels.labels[0].description == "they like it"
    assert desk.tab.sets.key.startswith("own:")
    assert desk.tab.sets.sets["ready:sentiment-2"].labels[0].description != "they like it"
    shown = [choice.text for choice in desk.named(ChoiceBox, "Labels").choices]
    assert len(set(shown)) == len(shown)  # one is told from the other
    current = desk.named(ChoiceBox, "Labels").current
    assert current is not None
    assert current.text.endswith("(your own)")


@pytest.mark.parametrize(
    ("name", "labels", "problem"),
    [
        ("", ("a", "b"), "Give the set a name first."),
        ("One", ("a", ""), "At least two labels are needed."),
        ("Twice", ("a", "A"), "appears twice"),
        ("Unsure", ("unsure", "b"), "cannot be a label"),
    ],
)
def test_a_set_that_makes_no_sense_is_refused_with_the_reason(
    qtbot: QtBot,
    desk: SentimentDesk,
    dialog: LabelsDialog,
    name: str,
    labels: tuple[str, ...],
    problem: str,
) -> None:
    before = dict(desk.tab.sets.sets)
    press(dialog, "New set")
    type_into(dialog, "Name of the set", name)
    for number, label in enumerate(labels, 1):
        type_into(dialog, f"Name of label {number}", label)
    press(dialog, "Save and use")
    assert problem in dialog._problem.text()
    assert "commas" not in dialog._problem.text()  # here are fields
    assert dialog._problem.isVisible()
    assert desk.tab.sets.sets == before


def test_labels_are_added_and_removed(qtbot: QtBot, desk: SentimentDesk, dialog: LabelsDialog) -> None:
    press(dialog, "Add a label")
    type_into(dialog, "Name of label 3", "mixed")
    press(dialog, "Remove label 2")
    type_into(dialog, "Name of the set", "Two")
    press(dialog, "Save and use")
    assert desk.tab.sets.current is not None
    assert desk.tab.sets.current.names == ("positive", "mixed")


def test_what_is_typed_waits_while_another_set_is_looked_at(qtbot: QtBot, dialog: LabelsDialog) -> None:
    press(dialog, "New set")
    type_into(dialog, "Name of label 1", "half typed")
    sets = dialog.findChild(QListWidget)
    assert sets is not None
    sets.setCurrentRow(2)
    assert field(dialog, "Name of label 1") is not None
    press(dialog, "New set")
    found = field(dialog, "Name of label 1")
    assert isinstance(found, QLineEdit)
    assert found.text() == "half typed"


def test_a_set_of_ones_own_can_be_deleted_a_ready_one_not(desk: SentimentDesk, dialog: LabelsDialog) -> None:
    delete = next(b for b in dialog.findChildren(QPushButton) if b.accessibleName() == "Delete set")
    assert not delete.isVisible()
    desk.tab.sets.save(make_set([Label("a"), Label("b")], name="Mine", title="Mine"))
    dialog.open_current()
    assert delete.isVisible()
    delete.click()
    assert "own:Mine" not in desk.tab.sets.sets
    assert desk.tab.sets.key == "ready:sentiment-2"


def test_the_labels_of_a_past_run_are_chosen_again(desk: SentimentDesk) -> None:
    desk.choose("Labels", "Spam")
    desk.analyze("good")
    desk.choose("Labels", "Sentiment: positive or")
    desk.tab.history.chosen.emit(desk.services.store.runs("sentiment")[0])
    assert desk.tab.sets.key == "ready:spam"
    gone = make_set([Label("x"), Label("y")], name="Gone", title="Gone")
    desk.tab.sets.save(gone)
    desk.analyze("nice")
    desk.tab.sets.delete("Gone")
    desk.tab.history.chosen.emit(desk.services.store.runs("sentiment")[0])
    assert desk.tab.sets.current == gone


def test_the_labels_of_a_past_run_are_kept_once_however_often_it_is_opened(desk: SentimentDesk) -> None:
    sets = desk.tab.sets
    past = LabelSet("ready in another language", "en", (Label("yes", ""), Label("no", "")), "Yes or no")
    first = sets.use(past)
    count = len(sets.sets)
    assert sets.use(past) == first
    assert len(sets.sets) == count


def test_a_damaged_memory_of_sets_gives_the_ready_ones(
    qtbot: QtBot, make_services: Callable[..., Services]
) -> None:
    services = make_services()
    services.store.keep("sentiment.sets", '{"own": [{"labels": 3}], "unsure_below": "much"}')
    services.store.keep("sentiment.corrections", "[[")
    desk = make_desk(qtbot, services)
    assert desk.tab.sets.key == "ready:sentiment-2"
    assert desk.notices() == []


@pytest.mark.parametrize("language", ["en", "zh"])
def test_two_examples_are_in_sight_without_scrolling(qtbot: QtBot, services: Services, language: str) -> None:
    label = ready_sets(language)[0].labels[0]
    card = LabelCard(services.theme, 1, LabelText(label.name, label.description, "\n".join(label.examples)))
    qtbot.addWidget(card)
    card.resize(520, 160)
    card.show()
    found = card.findChild(QPlainTextEdit)
    assert isinstance(found, QPlainTextEdit)
    qtbot.waitUntil(lambda: found.viewport().height() > 20)
    assert found.verticalScrollBar().maximum() == 0


# -- what the model suggests ------------------------------------------------------------------------------
def test_the_model_fills_in_what_is_empty_and_it_can_be_changed_and_saved(
    desk: SentimentDesk, dialog: LabelsDialog, engine: HeldEngine
) -> None:
    press(dialog, "New set")
    type_into(dialog, "Name of the set", "Post")
    type_into(dialog, "Name of label 1", "refunds")
    type_into(dialog, "Name of label 2", "gardens")
    type_into(dialog, "Other words for label 2", "parks")
    engine.enqueue("plots, beds", "repayment, money back", "The roses bloom.", "Please pay it back.")
    press(dialog, "Suggest words and texts")
    desk.wait(lambda: line(dialog, "Other words for label 1").text() != "")
    assert line(dialog, "Other words for label 1").text() == "repayment, money back"
    assert line(dialog, "Other words for label 2").text() == "parks"  # the user's own
    box = field(dialog, "Examples of label 1")
    assert isinstance(box, QPlainTextEdit)
    assert box.toPlainText() == "Please pay it back."
    box.setPlainText("I want my money.")
    press(dialog, "Save and use")
    saved = desk.tab.sets.current
    assert saved is not None
    assert saved.labels[0] == Label("refunds", "", ("I want my money.",), (), ("repayment", "money back"))
    assert saved.labels[1].examples == ("The roses bloom.",)


def test_no_example_is_suggested_beside_a_description(qtbot: QtBot, services: Services) -> None:
    card = LabelCard(services.theme, 1, LabelText("late", "after the promised day"))
    qtbot.addWidget(card)
    card.suggest("delayed", "Two weeks late.")
    assert card.text == LabelText("late", "after the promised day", also="delayed")


def _name_two(dialog: LabelsDialog) -> None:
    type_into(dialog, "Name of label 1", "refunds")
    type_into(dialog, "Name of label 2", "gardens")


def test_a_suggestion_goes_into_no_other_set(desk: SentimentDesk, dialog: LabelsDialog) -> None:
    """The other set has a label of the same name, and was filled in."""
    desk.tab.sets.save(make_set([Label("refunds"), Label("praise")], name="Other", title="Other"))
    press(dialog, "New set")
    _name_two(dialog)
    suggested = dialog._labels_to_suggest_for()
    assert suggested is not None
    started = threading.Event()

    def work(context: TaskContext) -> LabelSet:
        started.set()
        context.cancel.wait(5)
        return replace(suggested, labels=(Label("refunds", also=("money",)), Label("gardens")))

    with patch("llmdesk.ui.sentiment.suggesting._say", lambda _services, _labels, context: work(context)):
        press(dialog, "Suggest words and texts")
        assert started.wait(5)
        dialog._open("own:Other")
        desk.wait(lambda: not dialog._suggest._job.running)
    desk.qtbot.wait(50)
    assert line(dialog, "Other words for label 1").text() == ""


def test_it_is_told_that_the_model_has_nothing_to_add(
    desk: SentimentDesk, dialog: LabelsDialog, engine: HeldEngine
) -> None:
    press(dialog, "New set")
    _name_two(dialog)
    engine.enqueue("", "", "", "")
    press(dialog, "Suggest words and texts")
    desk.wait(lambda: dialog._told.isVisible())
    assert "nothing to add" in dialog._told.text()
    type_into(dialog, "Other words for label 1", "money")
    assert not dialog._told.isVisible()


def test_labels_that_are_no_set_are_told_before_the_model_is_asked(
    dialog: LabelsDialog, engine: HeldEngine
) -> None:
    press(dialog, "New set")
    type_into(dialog, "Name of label 1", "refunds")
    press(dialog, "Suggest words and texts")
    assert dialog._problem.isVisible()
    assert not engine.requests


# -- codebooks ------------------------------------------------------------------------------------------
def test_a_codebook_is_loaded_changed_and_saved_with_all_that_is_in_it(
    desk: SentimentDesk, dialog: LabelsDialog, tmp_path: Path
) -> None:
    labels = make_set(
        [
            Label("late", "after the promised day", ("Two weeks late",), ("on the last day",), ("delayed",)),
            Label("broken"),
        ],
        "Complaints",
        "Complaints",
    )
    book, again = tmp_path / "book.toml", tmp_path / "again"
    book.write_text(as_toml(labels), encoding="utf-8")
    press(dialog, "New set")
    type_into(dialog, "Name of the set", "half typed")
    press(dialog, "Load codebook")
    choose_in_dialog(desk.qtbot, book)
    desk.wait(lambda: desk.tab.sets.current == labels)
    assert line(dialog, "Other words for label 1").text() == "delayed"
    box = field(dialog, "Borderline cases of label 2")
    assert isinstance(box, QPlainTextEdit)
    box.setPlainText("a scratch\na dent")
    press(dialog, "Save as codebook")
    assert choose_in_dialog(desk.qtbot, again) == "Complaints.toml"
    desk.wait(again.with_suffix(".toml").exists)
    desk.wait(lambda: dialog._told.isVisible())  # here: the window lies below
    assert dialog._told.text() == "Saved as again.toml."
    found = read_codebook(again.with_suffix(".toml")).labels
    assert found.labels[0] == labels.labels[0]
    assert found.labels[1].borderline == ("a scratch", "a dent")
    press(dialog, "New set")
    assert line(dialog, "Name of the set").text() == "half typed"


def test_a_file_that_is_no_codebook_is_told_in_the_dialog(
    desk: SentimentDesk, dialog: LabelsDialog, tmp_path: Path
) -> None:
    book = tmp_path / "book.toml"
    book.write_text("title = 'nothing'", encoding="utf-8")
    before = desk.tab.sets.current
    dialog.load_codebook(book)
    desk.wait(lambda: "It has no [[labels]]." in dialog._problem.text())
    assert desk.tab.sets.current == before


def test_what_is_typed_into_the_fields_and_not_saved_outlives_the_window(
    qtbot: QtBot, dialog: LabelsDialog, services: Services, make_services: Callable[..., Services]
) -> None:
    press(dialog, "New set")
    type_into(dialog, "Name of the set", "Moods")
    qtbot.waitUntil(lambda: "Moods" in services.store.kept("sentiment.forms"))
    again = make_desk(qtbot, make_services())
    again.press("Edit labels")
    other = next(iter(again.tab.findChildren(LabelsDialog)))
    press(other, "New set")
    assert line(other, "Name of the set").text() == "Moods"
    other.close()
    again.tab.shutdown()


@pytest.mark.parametrize("kept", ["[", "7", '{"new": 3}', '{"new": {"name": "x", "labels": [{"odd": 1}]}}'])
def test_kept_fields_that_make_no_sense_are_none(kept: str) -> None:
    assert parse(kept) is None
