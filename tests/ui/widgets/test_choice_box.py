"""The combo box of ours: its name stays its name, and only the user's choices are told."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QItemSelectionModel, QPoint, QPointF, Qt
from PySide6.QtGui import QAccessible, QWheelEvent
from pytestqt.qtbot import QtBot

from llmdesk.ui.widgets.choice_box import Choice, ChoiceBox


@pytest.fixture
def box(qtbot: QtBot) -> ChoiceBox:
    box = ChoiceBox()
    qtbot.addWidget(box)
    box.setAccessibleName("Model")
    box.set_choices([Choice("Small", 1, "a hint"), Choice("Large", 2)], 1)
    box.show()
    return box


def test_its_accessible_name_is_its_name_and_the_choice_its_description(box: ChoiceBox) -> None:
    interface = QAccessible.queryAccessibleInterface(box)
    assert interface.text(QAccessible.Text.Name) == "Model"
    assert interface.text(QAccessible.Text.Description) == "Small"
    assert interface.role() == QAccessible.Role.ComboBox


def test_what_the_user_picks_is_told(qtbot: QtBot, box: ChoiceBox) -> None:
    with qtbot.waitSignal(box.chosen) as told:
        box.activated.emit(1)
    assert told.args == [2]
    assert box.current == Choice("Large", 2)
    assert QAccessible.queryAccessibleInterface(box).text(QAccessible.Text.Name) == "Model"


def test_what_the_program_sets_is_not_told(qtbot: QtBot, box: ChoiceBox) -> None:
    with qtbot.assertNotEmitted(box.chosen):
        box.set_current(2)
        box.set_choices([Choice("Other", 3)], 3)
    assert box.current == Choice("Other", 3)
    box.set_current("nothing like it")
    assert box.current is None


def test_a_screen_reader_can_choose_without_opening_the_list(qtbot: QtBot, box: ChoiceBox) -> None:
    with qtbot.waitSignal(box.chosen) as told:
        box.view().selectionModel().select(
            box.model().index(1, 0), QItemSelectionModel.SelectionFlag.ClearAndSelect
        )
    assert told.args == [2]


def test_the_keyboard_opens_the_list_at_the_choice(qtbot: QtBot, box: ChoiceBox) -> None:
    box.set_current(2)
    with qtbot.waitSignal(box.opening):
        qtbot.keyClick(box, Qt.Key.Key_Down)  # type: ignore[no-untyped-call]
    assert box.view().isVisible()
    assert box.view().currentIndex().row() == 1
    with qtbot.waitSignal(box.chosen) as told:
        qtbot.keyClick(box.view(), Qt.Key.Key_Up)  # type: ignore[no-untyped-call]
        qtbot.keyClick(box.view(), Qt.Key.Key_Return)  # type: ignore[no-untyped-call]
    assert told.args == [1]


def test_a_passing_wheel_changes_nothing(qtbot: QtBot, box: ChoiceBox) -> None:
    event = QWheelEvent(
        QPointF(5, 5),
        QPointF(5, 5),
        QPoint(0, -120),
        QPoint(0, -120),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    box.wheelEvent(event)
    assert not event.isAccepted()
    assert box.current == Choice("Small", 1, "a hint")
