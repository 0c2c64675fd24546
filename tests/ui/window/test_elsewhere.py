"""A model that is no file here: what the window says of it, and where a tool cannot work with it."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtWidgets import QApplication, QComboBox
from pytestqt.qtbot import QtBot

from llmdesk.cancel import CancelToken
from llmdesk.engine.abilities import Ability
from llmdesk.engine.model_ref import ElsewhereRef
from llmdesk.engine.types import ModelSpec
from llmdesk.errors import AbilityMissing
from llmdesk.models.elsewhere import model_elsewhere
from llmdesk.tools.tool import CHECK, SENTIMENT
from llmdesk.ui.services import Services
from llmdesk.ui.tabs import CHAT, TOOLS
from llmdesk.ui.tasks import TaskContext
from llmdesk.ui.window.ability_line import AbilityLine
from llmdesk.ui.window.main_window import MainWindow
from llmdesk.ui.window.model_picker import ModelPicker
from tests.fakes import FakeEngine
from tests.ui.conftest import FakeLibrary
from tests.ui.controls import labels

QWEN = ElsewhereRef("http://box:8000/v1", "Qwen")


@pytest.fixture
def engine() -> FakeEngine:
    engine = FakeEngine(elsewhere=True)
    engine.abilities -= {Ability.LABEL_SCORES, Ability.CHAT}
    return engine


@pytest.fixture
def window(qtbot: QtBot, services: Services) -> MainWindow:
    window = MainWindow(services)
    qtbot.addWidget(window)
    window.show()
    return window


def test_the_foot_says_where_it_runs_and_nothing_of_threads(
    window: MainWindow, qtbot: QtBot, engine: FakeEngine
) -> None:
    engine.load(ModelSpec(QWEN))
    qtbot.waitUntil(lambda: "Ready · box:8000" in labels(window))
    assert "threads" not in labels(window)


def test_over_a_tab_whose_tool_lacks_something_it_is_said(
    window: MainWindow, qtbot: QtBot, engine: FakeEngine
) -> None:
    line = window.findChild(AbilityLine)
    assert line is not None
    assert not line.isVisible()
    engine.load(ModelSpec(QWEN))
    qtbot.waitUntil(line.isVisible)
    assert "Chat needs something that Qwen (box:8000) cannot do: answering messages." in labels(window)
    engine.unload()
    qtbot.waitUntil(lambda: not line.isVisible())


def test_it_is_said_of_the_tool_that_shows(services: Services, qtbot: QtBot, engine: FakeEngine) -> None:
    line = AbilityLine(services.models)
    qtbot.addWidget(line)
    line.show_tool(CHECK)
    engine.load(ModelSpec(QWEN))
    qtbot.waitUntil(lambda: services.models.state.model is not None)
    assert not line.isVisible()
    line.show_tool(SENTIMENT)
    assert line.isVisible()
    line.show_tool(None)
    assert not line.isVisible()


def test_every_tab_of_ours_says_what_its_tool_asks_of_a_model() -> None:
    assert all(tab.tool is not None for tab in (CHAT, *TOOLS))


def test_a_job_of_that_tool_is_refused_and_others_are_not(services: Services, qapp: QApplication) -> None:
    services.models.load_blocking(_context(), CHECK)
    with pytest.raises(AbilityMissing):
        services.models.load_blocking(_context(), SENTIMENT)


def test_a_remembered_model_elsewhere_is_the_chosen_one_and_nobody_is_asked(
    qtbot: QtBot, make_services: Callable[..., Services]
) -> None:
    services = make_services(model=str(QWEN))
    services.models.refresh()
    qtbot.waitUntil(lambda: services.models.current is not None)
    assert services.models.current is not None
    assert services.models.current.ref == QWEN
    assert services.models.current.name == "Qwen (box:8000)"
    assert services.models.current not in services.models.files


def test_engines_that_are_kept_stand_in_the_picker_with_where_they_run(
    qtbot: QtBot, make_services: Callable[..., Services], engine: FakeEngine
) -> None:
    services = make_services(engines=(f"workstation {QWEN}",))
    picker = ModelPicker(services.models, services.theme)
    qtbot.addWidget(picker)
    services.models.refresh()
    combo = picker.findChild(QComboBox)
    assert combo is not None
    qtbot.waitUntil(lambda: combo.findText("Qwen (workstation)") >= 0)
    services.models.choose(services.models.models[-1])
    assert services.settings.value.model == str(QWEN)
    qtbot.waitUntil(lambda: engine.model is not None)
    assert engine.model is not None
    assert engine.model.ref == QWEN


def test_nobody_is_sent_elsewhere_who_did_not_choose_that(
    qtbot: QtBot, make_services: Callable[..., Services]
) -> None:
    services = make_services(model="/gone/model.gguf", engines=(f"workstation {QWEN}",))
    library = services.library
    assert isinstance(library, FakeLibrary)
    library.installed = []
    services.models.refresh()
    qtbot.waitUntil(lambda: services.models.scanned)
    assert services.models.current is None
    assert [model.ref for model in services.models.models] == [QWEN]


def test_a_choice_stands_against_a_look_that_began_before_it(
    qtbot: QtBot, make_services: Callable[..., Services]
) -> None:
    services = make_services(engines=(f"workstation {QWEN}",))
    services.models.refresh()  # it is under way
    chosen = model_elsewhere(QWEN, "workstation")
    services.models.choose(chosen)
    qtbot.waitUntil(lambda: services.models.scanned)
    assert services.models.current == chosen


def _context() -> TaskContext:
    return TaskContext(CancelToken(), lambda: None)
