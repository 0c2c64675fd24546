"""A tab My tools whose engine answers by a function."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from pytestqt.qtbot import QtBot

from llmdesk.ui.services import Services
from tests.ui.own.desk import OwnDesk, ToolEngine, make_desk


@pytest.fixture
def engine() -> ToolEngine:
    return ToolEngine()


@pytest.fixture
def desk(qtbot: QtBot, services: Services, engine: ToolEngine) -> Iterator[OwnDesk]:
    desk = make_desk(qtbot, services, engine)
    yield desk
    engine.gate.set()
    desk.tab.shutdown()
