"""A tab with a model that copies sentences of its text."""

from __future__ import annotations

import pytest
from pytestqt.qtbot import QtBot

from llmdesk.ui.services import Services
from llmdesk.ui.summarize.tab import SummarizeTab
from tests.ui.summarize.desk import Reader, make_tab


@pytest.fixture
def engine() -> Reader:
    return Reader()


@pytest.fixture
def tab(qtbot: QtBot, services: Services) -> SummarizeTab:
    return make_tab(qtbot, services)
