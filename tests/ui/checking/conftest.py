"""A page on which a text is checked, and two sources as files."""

from __future__ import annotations

from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from llmdesk.ui.checking.page import CheckPage
from llmdesk.ui.services import Services
from tests.ui.checking.desk import POOL, ROOF, make_page


@pytest.fixture
def page(qtbot: QtBot, services: Services) -> CheckPage:
    return make_page(qtbot, services)


@pytest.fixture
def files(tmp_path: Path) -> list[Path]:
    for name, text in (("pool.txt", POOL), ("roof.md", ROOF)):
        (tmp_path / name).write_text(text, "utf-8")
    return [tmp_path / "pool.txt", tmp_path / "roof.md"]
