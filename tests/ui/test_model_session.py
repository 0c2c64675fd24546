"""The model of the window: chosen, remembered, loaded, unloaded, and what happens when it fails."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from llmdesk.cancel import CancelToken
from llmdesk.engine.types import EngineState, LoadedModel, ModelSpec
from llmdesk.errors import (
    EngineCrashed,
    ModelFileError,
    ModelLoadError,
    ModelSettingsRefused,
    ModelUnchecked,
    NoModelError,
)
from llmdesk.settings import Settings, load_settings
from llmdesk.ui.model_session import SMALLER_CONTEXT, STATE_MS
from llmdesk.ui.services import Services
from llmdesk.ui.settings_holder import SettingsHolder
from llmdesk.ui.tasks import TaskContext
from tests.fakes import FakeEngine
from tests.gguf_writer import small_model, write_gguf
from tests.ui.conftest import FakeLibrary

Make = Callable[..., Services]


def refresh(qtbot: QtBot, services: Services) -> None:
    with qtbot.waitSignal(services.models.models_changed):
        services.models.refresh()


def load(qtbot: QtBot, services: Services) -> None:
    services.models.load()
    qtbot.waitUntil(lambda: not services.models.loading and services.models.state.model is not None)


def test_without_a_choice_the_first_good_model_is_used(qtbot: QtBot, services: Services) -> None:
    refresh(qtbot, services)
    assert services.models.current is not None
    assert services.models.current.name == "Small"


def test_a_choice_is_loaded_and_remembered(qtbot: QtBot, services: Services) -> None:
    refresh(qtbot, services)
    services.models.choose(services.models.models[1])
    qtbot.waitUntil(lambda: services.models.state.model is not None)
    assert services.engine.state().model is not None
    saved, problem = load_settings(services.paths.settings)
    assert problem is None
    assert saved.model == str(Path("/models/Large.gguf"))


def test_the_remembered_model_is_found_again(qtbot: QtBot, make_services: Make) -> None:
    services = make_services(model=str(Path("/models/Large.gguf")))
    refresh(qtbot, services)
    assert services.models.current is not None
    assert services.models.current.name == "Large"


def test_a_file_beside_the_model_folders_is_told_from_one_of_its_name(
    qtbot: QtBot, make_services: Make, tmp_path: Path
) -> None:
    path = tmp_path / "beside" / "x.gguf"
    path.parent.mkdir()
    metadata, tensors = small_model()
    write_gguf(path, {**metadata, "general.name": "Small"}, tensors)
    services = make_services(model=str(path))
    refresh(qtbot, services)
    assert services.models.current is not None
    assert services.models.current.path == path
    names = [model.name for model in services.models.models]
    assert len(set(names)) == len(names), names
    assert services.models.current in services.models.models
    assert services.models.current.name.startswith("Small (")


def test_a_remembered_model_that_is_gone_gives_way_to_another(qtbot: QtBot, make_services: Make) -> None:
    services = make_services(model=str(Path("/models/Gone.gguf").absolute()))
    refresh(qtbot, services)
    assert services.models.current is not None
    assert services.models.current.name == "Small"
    assert services.notify.notices == []


def test_a_model_that_was_typed_and_is_not_there_is_told(qtbot: QtBot, make_services: Make) -> None:
    services = make_services(model="Nobody")
    refresh(qtbot, services)
    assert services.models.current is None
    assert [type(notice.error) for notice in services.notify.notices] == [NoModelError]


def test_a_file_that_was_typed_and_is_not_there_is_told(
    qtbot: QtBot, services: Services, monkeypatch: pytest.MonkeyPatch
) -> None:
    gone = str(Path("/models/Gone.gguf").absolute())
    typed = SettingsHolder(Settings(), services.paths.settings, {"model": gone})
    monkeypatch.setattr(services.models, "_settings", typed)
    refresh(qtbot, services)
    assert services.models.current is None
    assert [type(notice.error) for notice in services.notify.notices] == [ModelFileError]


@pytest.mark.parametrize("welcomed", [True, False], ids=["later", "at the first start"])
def test_no_model_at_all_is_told_and_a_load_says_so_too(
    qtbot: QtBot, make_services: Make, library: FakeLibrary, welcomed: bool
) -> None:
    """At the first start the page itself says it, and no notice lies over it."""
    services = make_services(welcomed=welcomed)
    library.installed = []
    refresh(qtbot, services)
    assert services.models.current is None
    told = [type(notice.error) for notice in services.notify.notices]
    assert told == ([NoModelError] if welcomed else [])
    with pytest.raises(NoModelError):
        services.models.load_blocking(_context())


def test_the_settings_say_how_it_is_loaded(qtbot: QtBot, make_services: Make, engine: FakeEngine) -> None:
    services = make_services(context=512)
    refresh(qtbot, services)
    load(qtbot, services)
    assert engine.model is not None
    assert engine.model.context == 512


def test_a_load_for_a_tab_works_before_the_library_was_read(services: Services, engine: FakeEngine) -> None:
    model = services.models.load_blocking(_context())
    assert model == engine.model
    assert model.name == "Small"


def test_a_failed_load_is_told_with_a_smaller_context_as_the_way_out(
    qtbot: QtBot, services: Services, engine: FakeEngine
) -> None:
    refresh(qtbot, services)
    engine.load_error = ModelLoadError("There is not enough memory.")
    services.models.load()
    qtbot.waitUntil(lambda: bool(services.notify.notices))
    (notice,) = services.notify.notices
    assert notice.action is not None
    assert str(SMALLER_CONTEXT) in notice.action[0]
    engine.load_error = None
    notice.action[1]()
    qtbot.waitUntil(lambda: services.models.state.model is not None)
    assert services.settings.value.context == SMALLER_CONTEXT
    qtbot.waitUntil(lambda: services.notify.notices == [])


def test_a_look_that_found_nothing_is_taken_again_by_a_click(
    qtbot: QtBot, services: Services, engine: FakeEngine
) -> None:
    refresh(qtbot, services)
    engine.load_error = ModelUnchecked("The model could not be checked yet.")
    services.models.load()
    qtbot.waitUntil(lambda: bool(services.notify.notices))
    (notice,) = services.notify.notices
    assert notice.action is not None
    assert notice.action[0] == "Try again"
    engine.load_error = None
    notice.action[1]()
    qtbot.waitUntil(lambda: services.models.state.model is not None)
    qtbot.waitUntil(lambda: services.notify.notices == [])


def test_where_other_settings_are_to_blame_no_smaller_context_is_offered(services: Services) -> None:
    services.notify.show_error(ModelSettingsRefused("llama.cpp refused the type of the context."))
    (notice,) = services.notify.notices
    assert notice.action is None


def test_where_the_context_is_small_already_the_cpu_is_offered(
    qtbot: QtBot, make_services: Make, engine: FakeEngine
) -> None:
    services = make_services(context=1024)
    services.notify.show_error(ModelLoadError("There is not enough memory."))
    (notice,) = services.notify.notices
    assert notice.action is not None
    assert "CPU" in notice.action[0]


class SlowEngine(FakeEngine):
    """Loads until it is cancelled."""

    def __init__(self) -> None:
        super().__init__()
        self.begun = threading.Event()

    def load(
        self,
        spec: ModelSpec,
        on_progress: Callable[[float], None] | None = None,
        cancel: CancelToken | None = None,
    ) -> LoadedModel:
        assert cancel is not None
        self.announce(EngineState("loading", progress=0.1))
        self.begun.set()
        assert cancel.wait(5)
        self.announce(EngineState("empty"))
        cancel.raise_if_cancelled()
        raise AssertionError


class TestSlow:
    @pytest.fixture
    def engine(self) -> SlowEngine:
        return SlowEngine()

    def test_a_load_can_be_cancelled_without_a_word(
        self, qtbot: QtBot, services: Services, engine: SlowEngine
    ) -> None:
        refresh(qtbot, services)
        services.models.load()
        qtbot.waitUntil(lambda: services.models.state.status == "loading")
        services.models.cancel_load()
        qtbot.waitUntil(lambda: not services.models.loading)
        assert services.models.state.status == "empty"
        assert services.notify.notices == []

    def test_cancel_also_reaches_a_load_that_a_tab_waits_for(
        self, qtbot: QtBot, services: Services, engine: SlowEngine
    ) -> None:
        owner, ended = QObject(), []
        services.tasks.start(
            services.models.load_blocking,
            owner=owner,
            on_done=lambda _: ended.append("done"),
            on_error=lambda _: ended.append("error"),
            on_cancelled=lambda: ended.append("cancelled"),
        )
        assert engine.begun.wait(5)
        services.models.cancel_load()
        qtbot.waitUntil(lambda: ended == ["cancelled"])


def test_unload_gives_the_memory_back(qtbot: QtBot, services: Services, engine: FakeEngine) -> None:
    refresh(qtbot, services)
    load(qtbot, services)
    services.models.unload()
    qtbot.waitUntil(lambda: services.models.state.status == "empty")
    assert engine.model is None


def test_states_come_at_most_thirty_times_a_second_and_the_last_one_comes(
    qtbot: QtBot, services: Services, engine: FakeEngine
) -> None:
    seen: list[int] = []
    services.models.state_changed.connect(lambda state: seen.append(state.context_used))
    stop = threading.Event()

    def announce() -> None:
        for n in range(1, 301):
            engine.announce(EngineState("busy", context_used=n))
            stop.wait(0.001)

    thread, began = threading.Thread(target=announce), time.monotonic()
    thread.start()
    qtbot.waitUntil(lambda: bool(seen) and seen[-1] == 300)
    thread.join()
    assert seen == sorted(seen)
    most = (time.monotonic() - began) * 1000 / STATE_MS
    assert len(seen) <= 1.1 * most + 2  # Qt's timers are not exact
    assert len(seen) < 300


def test_a_crash_that_nobody_told_of_is_told(qtbot: QtBot, services: Services, engine: FakeEngine) -> None:
    engine.announce(EngineState("crashed"))
    qtbot.waitUntil(lambda: bool(services.notify.notices))
    assert "engine" in services.notify.notices[0].texts[0]


def test_a_crash_that_its_request_told_of_is_told_once(
    qtbot: QtBot, services: Services, engine: FakeEngine
) -> None:
    engine.announce(EngineState("crashed"))
    services.notify.show_error(EngineCrashed("The engine stopped.", "Signal 9."))
    told = services.notify.notices
    qtbot.wait(800)
    assert services.notify.notices == told


def test_an_idle_model_is_unloaded_after_the_time_that_was_set(
    qtbot: QtBot, make_services: Make, engine: FakeEngine, monkeypatch: pytest.MonkeyPatch
) -> None:
    services = make_services(idle_unload_minutes=1)
    refresh(qtbot, services)
    load(qtbot, services)
    idle = services.models._idle
    assert idle.isActive()
    engine.announce(replace(engine.state(), status="busy", active=1))
    qtbot.waitUntil(lambda: not idle.isActive())
    engine.announce(engine.state())
    qtbot.waitUntil(idle.isActive)
    idle.timeout.emit()
    qtbot.waitUntil(lambda: engine.model is None)


def test_warnings_of_a_load_are_told(qtbot: QtBot, services: Services, engine: FakeEngine) -> None:
    refresh(qtbot, services)
    load(qtbot, services)
    assert engine.model is not None
    engine.announce(EngineState("ready", replace(engine.model, warnings=("No chat template.",))))
    qtbot.waitUntil(lambda: bool(services.notify.notices))
    assert services.notify.notices[0].text == "No chat template."


def _context() -> TaskContext:
    return TaskContext(CancelToken(), lambda: None)
