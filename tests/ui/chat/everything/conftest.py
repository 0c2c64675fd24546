"""A chat whose library is read whole."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from llmdesk.ui.chat.tab import ChatTab
from tests.ui.chat.desk import Desk
from tests.ui.chat.everything.reading import (
    LETTERS,
    Judging,
    with_library,
)


@pytest.fixture
def desk(qtbot: QtBot, tmp_path: Path) -> Iterator[Desk]:
    desk = Desk.set_up(qtbot, tmp_path / "data", engine=Judging())
    yield desk
    desk.close()


@pytest.fixture
def tab(desk: Desk, tmp_path: Path) -> ChatTab:
    return with_library(desk, tmp_path / "letters", LETTERS)
