"""A tab with a model that translates by a rule."""

from __future__ import annotations

import pytest
from pytestqt.qtbot import QtBot

from llmdesk.ui.services import Services
from llmdesk.ui.translate.tab import TranslateTab
from tests.ui.translate.desk import Translator, make_tab


@pytest.fixture
def engine() -> Translator:
    return Translator()


@pytest.fixture
def tab(qtbot: QtBot, services: Services) -> TranslateTab:
    return make_tab(qtbot, services)
