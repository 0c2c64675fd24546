"""A Poetry tab whose writer is scripted."""

from __future__ import annotations

import pytest
from pytestqt.qtbot import QtBot

from llmdesk.ui.poetry.tab import PoetryTab
from llmdesk.ui.services import Services
from llmdesk.ui.tasks import TaskContext
from tests.ui.poetry.desk import Writer, make_tab


@pytest.fixture
def writer() -> Writer:
    return Writer()


@pytest.fixture
def tab(qtbot: QtBot, services: Services, writer: Writer, monkeypatch: pytest.MonkeyPatch) -> PoetryTab:
    def loaded(_context: TaskContext, *_needs: object) -> None:
        return None

    monkeypatch.setattr(services.models, "load_blocking", loaded)
    return make_tab(qtbot, services, writer)
