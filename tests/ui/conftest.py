"""What the tests of the window share: services around a fake engine, in folders of their own."""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QLocale
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from llmdesk.models.catalog import load as load_catalog
from llmdesk.models.library import InstalledModel, Library
from llmdesk.paths import Paths
from llmdesk.settings import Settings
from llmdesk.store import Store
from llmdesk.ui.downloads import Downloads
from llmdesk.ui.hub_access import HubAccess
from llmdesk.ui.model_session import ModelSession
from llmdesk.ui.notify import Notifier
from llmdesk.ui.services import Services
from llmdesk.ui.settings_holder import SettingsHolder
from llmdesk.ui.tasks import TaskRunner
from llmdesk.ui.theme import Theme
from tests.fakes import FakeEngine, FakeMachine


class FakeLibrary(Library):
    """A library of models that have no files."""

    def __init__(self, *names: str) -> None:
        super().__init__((), include_starter=False)
        self.installed = [
            InstalledModel(name, Path(f"/models/{name}.gguf"), 98_000_000, "llama", "Q4_1", 8192, "135M")
            for name in names
        ]

    def models(self) -> list[InstalledModel]:
        return list(self.installed)

    def find(self, name_or_path: str) -> InstalledModel:
        for model in self.installed:
            if name_or_path in (model.name, str(model.path)):
                return model
        return super().find(name_or_path)


PATIENCE_MS = 30_000


@pytest.fixture(autouse=True, scope="session")
def _a_busy_machine_gets_time() -> None:
    """What is waited for comes within a second on an idle machine, and five seconds are not enough for one
    that does other work beside."""
    for wait in (QtBot.waitUntil, QtBot.waitSignal):
        assert wait.__kwdefaults__ is not None
        wait.__kwdefaults__["timeout"] = PATIENCE_MS


@pytest.fixture(autouse=True)
def _garbage_is_collected_in_this_thread() -> Iterator[None]:
    """As in the window (`ui/garbage.py`): no Qt object of a test before is deleted in a worker's thread."""
    gc.disable()
    gc.collect(1)
    yield
    gc.enable()


@pytest.fixture
def paths(tmp_path: Path) -> Paths:
    paths = Paths.under(tmp_path)
    paths.create()
    return paths


@pytest.fixture
def engine() -> FakeEngine:
    return FakeEngine()


@pytest.fixture
def library() -> FakeLibrary:
    return FakeLibrary("Small", "Large")


@pytest.fixture
def theme(qapp: QApplication) -> Iterator[Theme]:
    theme = Theme(qapp, "light")
    yield theme
    qapp.setStyleSheet("")


@pytest.fixture
def make_services(
    qtbot: QtBot, paths: Paths, engine: FakeEngine, library: FakeLibrary, theme: Theme
) -> Iterator[Callable[..., Services]]:
    """Builds services with the settings that are given; all are closed at the end."""
    made: list[Services] = []

    def make(**settings: object) -> Services:
        store = Store(paths.database, paths.backups)
        holder = SettingsHolder(Settings(**settings), paths.settings)  # type: ignore[arg-type]
        notify, catalog = Notifier(), load_catalog()
        tasks = TaskRunner(notify.show_error)
        models = ModelSession(engine, library, catalog, holder, tasks, notify)
        hub = HubAccess(paths, holder, tasks, notify)
        downloads = Downloads(hub, tasks, models, notify)
        services = Services(
            paths, engine, FakeMachine(), store, library, catalog, holder, tasks, notify, theme, models, hub,
            downloads,
        )  # fmt: skip
        made.append(services)
        return services

    locale = QLocale()
    QLocale.setDefault(QLocale(QLocale.Language.English, QLocale.Country.UnitedStates))
    yield make
    for services in made:
        services.tasks.close()
        services.models.close()
        services.downloads.close()
        services.programs.close()
        services.embedders.close()
        services.hub.close()
        assert services.tasks.wait_idle(5)
        services.store.close()
        services.libraries.close()
    QLocale.setDefault(locale)


@pytest.fixture
def services(make_services: Callable[..., Services]) -> Services:
    return make_services()
