"""Measuring a model in the window: started, watched, stopped, read and copied."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLabel, QProgressBar, QPushButton
from pytestqt.qtbot import QtBot

from llmdesk.errors import EngineCrashed
from llmdesk.ui.models.measure_section import MeasureSection
from llmdesk.ui.services import Services
from llmdesk.ui.widgets.choice_box import ChoiceBox
from tests.fakes import FakeEngine
from tests.ui.conftest import FakeLibrary
from tests.ui.controls import labels, named


@pytest.fixture
def library() -> FakeLibrary:
    """No files: what is measured is the engine."""
    return FakeLibrary("Small", "Large")


@pytest.fixture
def section(qtbot: QtBot, services: Services, library: FakeLibrary) -> MeasureSection:
    section = MeasureSection(services)
    qtbot.addWidget(section)
    section.show_model(library.installed[0])
    section.show()
    return section


@pytest.fixture
def measure(qtbot: QtBot, section: MeasureSection, services: Services) -> Callable[[], None]:
    """Press the button and wait for the end."""

    def measure() -> None:
        named(section, QPushButton, "Measure this model").click()
        assert services.tasks.long_jobs == ["Measuring Small"]
        qtbot.waitUntil(lambda: not services.tasks.long_jobs)

    return measure


def test_a_measurement_loads_the_model_and_shows_its_figures(
    qtbot: QtBot, section: MeasureSection, measure: Callable[[], None], engine: FakeEngine
) -> None:
    measure()
    assert engine.model is not None
    assert engine.model.name == "Small"
    qtbot.waitUntil(lambda: "Reading a prompt of 512 tokens" in labels(section))
    assert "8 answers side by side, together" in labels(section)
    assert "CPU, threads: 2, for prompts 2" in labels(section)
    figure = next(w for w in section.findChildren(QLabel) if w.accessibleName().startswith("Memory of the"))
    assert figure.text() == "0.00 MB"


def test_the_model_that_is_measured_is_the_one_in_use_from_then_on(
    qtbot: QtBot, section: MeasureSection, services: Services, library: FakeLibrary
) -> None:
    services.models.choose(library.installed[0])
    section.show_model(library.installed[1])
    named(section, QPushButton, "Measure this model").click()
    assert services.models.current == library.installed[1]
    qtbot.waitUntil(lambda: not services.tasks.long_jobs)
    assert section.text().startswith("Large.gguf\n")


def test_quick_is_one_round_and_thorough_three(
    section: MeasureSection, measure: Callable[[], None], engine: FakeEngine
) -> None:
    measure()
    quick = len(engine.requests)
    choice = named(section, ChoiceBox, "How thorough")
    choice.activated.emit(1)
    measure()
    assert len(engine.requests) - quick > 2 * quick


def test_progress_shows_while_it_runs_and_a_stop_ends_it_without_a_result(
    qtbot: QtBot, section: MeasureSection, services: Services, engine: FakeEngine
) -> None:
    engine.gate.clear()  # answers do not end
    named(section, QPushButton, "Measure this model").click()
    qtbot.waitUntil(lambda: "Warming up" in labels(section))
    stop = named(section, QPushButton, "Stop measuring")
    assert stop.hasFocus() or not section.isActiveWindow()
    assert named(section, QProgressBar, "Measuring").isVisible()
    assert not named(section, QPushButton, "Measure this model").isVisible()
    stop.click()
    qtbot.waitUntil(lambda: not services.tasks.long_jobs)
    assert named(section, QPushButton, "Measure this model").isVisible()
    assert not stop.isVisible()
    assert section.text() == ""
    assert not services.notify.notices


def test_what_went_wrong_is_shown_and_one_can_try_again(
    section: MeasureSection, measure: Callable[[], None], services: Services, engine: FakeEngine
) -> None:
    engine.enqueue("Once", error=EngineCrashed("The engine stopped."))
    measure()
    assert [notice.error.title for notice in services.notify.notices if notice.error] == [
        "The engine stopped."
    ]
    measure()
    assert "Loading the model" in section.text()


def test_the_figures_can_be_copied(section: MeasureSection, measure: Callable[[], None]) -> None:
    measure()
    named(section, QPushButton, "Copy figures").click()
    lines = QGuiApplication.clipboard().text().splitlines()
    assert lines[0] == "Small.gguf"
    assert lines[2].startswith("Loading the model\t")
    assert len(lines) == 2 + 9


def test_each_model_keeps_its_own_figures(
    section: MeasureSection, measure: Callable[[], None], library: FakeLibrary
) -> None:
    measure()
    section.show_model(library.installed[1])
    assert section.text() == ""
    section.show_model(library.installed[0])
    assert section.text().startswith("Small.gguf")


def test_a_new_language_is_taken_at_once(
    qtbot: QtBot, section: MeasureSection, measure: Callable[[], None]
) -> None:
    measure()
    QCoreApplication.sendEvent(section, QEvent(QEvent.Type.LanguageChange))
    qtbot.waitUntil(lambda: "Reading a prompt of 512 tokens" in labels(section))
    choice = named(section, ChoiceBox, "How thorough")
    assert [entry.text for entry in choice.choices] == ["Quick", "Thorough"]
    assert choice.current is not None
    assert choice.current.text == "Quick"
