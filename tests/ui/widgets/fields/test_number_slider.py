"""A number as a slider with its figure, or automatic."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QAccessible, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from llmdesk.ui.widgets.fields.number_slider import NumberSlider, Span, even_stops

PATIENCE_MS = 30_000  # on a machine that is at much else


@pytest.fixture
def number(qtbot: QtBot) -> NumberSlider:
    number = NumberSlider(Span(1, 1_000_000, 1024, 0, 8192, (1024, 4096, 16384)))
    number.set_texts("Context", "How much it sees", "Automatic", " tokens")
    qtbot.addWidget(number)
    number.show()
    qtbot.waitUntil(number.isVisible, timeout=PATIENCE_MS)
    return number


def chosen_of(number: NumberSlider) -> list[float | None]:
    found: list[float | None] = []
    number.chosen.connect(found.append)
    return found


def test_what_is_automatic_shows_no_number_and_takes_none(number: NumberSlider) -> None:
    number.set_value(None)
    assert number.value is None
    assert number.figure.text() == "–"
    assert not number.figure.isEnabled()
    assert not number.slider.isEnabled()


def test_a_number_that_was_automatic_begins_in_the_middle_and_is_told_once(
    number: NumberSlider, qtbot: QtBot
) -> None:
    chosen = chosen_of(number)
    number.automatic.click()
    assert chosen == [8192]
    number.automatic.click()
    assert chosen == [8192, None]


def test_the_slider_goes_from_stop_to_stop_and_the_figure_anywhere(
    number: NumberSlider, qtbot: QtBot
) -> None:
    number.set_value(1024)
    chosen = chosen_of(number)
    QTest.keyClick(number.slider, Qt.Key.Key_Right)
    assert number.value == 4096
    assert number.figure.text() == "4,096 tokens"
    qtbot.waitUntil(lambda: chosen == [4096], timeout=PATIENCE_MS)
    number.figure.setValue(15_000)
    assert number.slider.value() == 2  # the nearest
    assert number.value == 15_000
    qtbot.waitUntil(lambda: chosen == [4096, 15_000], timeout=PATIENCE_MS)
    number.figure.setValue(999_999)
    assert number.slider.value() == 2


def test_a_slider_that_is_dragged_is_settled_when_it_is_let_go(number: NumberSlider, qtbot: QtBot) -> None:
    number.set_value(1024)
    chosen = chosen_of(number)
    number.slider.setSliderDown(True)
    for place in (1, 2):
        number.slider.setValue(place)
    number._settling.timeout.emit()
    assert not chosen
    number.slider.setSliderDown(False)
    assert chosen == [16384]


def test_a_number_that_is_typed_is_settled_when_it_is_left(number: NumberSlider, qtbot: QtBot) -> None:
    number.set_value(1024)
    chosen = chosen_of(number)
    number.figure.selectAll()
    QTest.keyClicks(number.figure.lineEdit(), "20")
    number._settling.timeout.emit()
    number.follow(1024)  # the settings change meanwhile
    assert not chosen
    QTest.keyClicks(number.figure.lineEdit(), "48")
    QTest.keyClick(number.figure.lineEdit(), Qt.Key.Key_Return)
    assert chosen == [2048]


def test_what_is_not_settled_yet_counts_when_it_is_closed(number: NumberSlider) -> None:
    number.set_value(1024)
    chosen = chosen_of(number)
    number.slider.setValue(1)
    number.hide()
    assert chosen == [4096]


def test_setting_a_value_tells_nobody_whatever_was_under_way(number: NumberSlider) -> None:
    number.set_value(1024)
    chosen = chosen_of(number)
    number.slider.setValue(1)
    number.set_value(16384)
    number.hide()
    assert not chosen
    assert number.value == 16384


def test_a_passing_wheel_changes_nothing(number: NumberSlider) -> None:
    number.set_value(4096)
    for widget in (number.slider, number.figure):
        at = QPointF(widget.rect().center())
        wheel = QWheelEvent(
            at, QPointF(widget.mapToGlobal(at.toPoint())), QPoint(0, 0), QPoint(0, 120),
            Qt.MouseButton.NoButton, Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase, False,
        )  # fmt: skip
        QApplication.sendEvent(widget, wheel)
        assert not wheel.isAccepted()
    assert number.value == 4096


def test_a_screen_reader_hears_names_and_the_number(number: NumberSlider) -> None:
    number.set_value(4096)
    for widget in (number.slider, number.figure):
        face = QAccessible.queryAccessibleInterface(widget)
        assert face is not None
        assert face.text(QAccessible.Text.Name) == "Context"
    face = QAccessible.queryAccessibleInterface(number.slider)
    assert face is not None
    assert face.text(QAccessible.Text.Description) == "4,096 tokens"
    assert number.automatic.accessibleName() == "Context: Automatic"


def test_even_stops_reach_their_end() -> None:
    stops = even_stops(0, 2, 0.05)
    assert (stops[0], stops[-1], len(stops)) == (0, 2, 41)
