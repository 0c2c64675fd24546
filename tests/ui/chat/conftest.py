"""What a test of the chat works with: its services, a fake engine, and tabs of them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from tests.ui.chat.desk import Desk


@pytest.fixture
def desk(qtbot: QtBot, tmp_path: Path) -> Iterator[Desk]:
    desk = Desk.set_up(qtbot, tmp_path)
    yield desk
    desk.close()
