"""A text rewritten in the Write tab: its changes taken and left, its versions, what stays of it."""

from __future__ import annotations

import pytest
from pytestqt.qtbot import QtBot

from llmdesk.ui.services import Services
from tests.ui.write.desk import ANSWERS, CORRECTED, TEXT, WriteDesk, Writer, make_desk


@pytest.fixture
def engine() -> Writer:
    return Writer()


@pytest.fixture
def desk(qtbot: QtBot, services: Services, engine: Writer) -> WriteDesk:
    return make_desk(qtbot, services, engine)


def test_a_text_is_corrected_and_every_change_shows(desk: WriteDesk) -> None:
    desk.rewrite(TEXT, *ANSWERS)
    assert desk.text == CORRECTED
    assert desk.changes.toPlainText() == (
        "He gogoes to school.\n\nShe paid 4554 euros for it.\n\nThey isare here."
    )
    assert "3 changes, 2 taken" in desk.words()
