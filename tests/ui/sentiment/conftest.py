"""A Sentiment tab whose engine can be held."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from pytestqt.qtbot import QtBot

from llmdesk.ui.services import Services
from tests.ui.sentiment.desk import HeldEngine, SentimentDesk, make_desk


@pytest.fixture
def engine() -> HeldEngine:
    return HeldEngine()


@pytest.fixture
def desk(qtbot: QtBot, services: Services) -> Iterator[SentimentDesk]:
    desk = make_desk(qtbot, services)
    yield desk
    desk.tab.shutdown()
