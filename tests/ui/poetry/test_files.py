"""A poem of the tab copied, and saved as text or a picture."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtGui import QGuiApplication, QImage
from PySide6.QtWidgets import (
    QToolButton,
)
from pytestqt.qtbot import QtBot

from llmdesk.ui.poetry.tab import PoetryTab
from llmdesk.ui.services import Services
from tests.ui.controls import named
from tests.ui.file_dialog import cancel_dialog, choose_in_dialog, open_dialogs
from tests.ui.poetry.desk import HAIKU, write


def test_a_poem_is_copied_and_saved_as_text_and_as_a_picture(
    tab: PoetryTab, qtbot: QtBot, services: Services, tmp_path: Path
) -> None:
    write(tab, qtbot)
    named(tab, QToolButton, "Copy the poem").click()
    assert QGuiApplication.clipboard().text() == "A title\n\n" + "\n".join(HAIKU)
    tab.poem_actions.save_to(tmp_path / "poem.txt")
    tab.poem_actions.save_to(tmp_path / "poem.png")
    qtbot.waitUntil(
        lambda: (tmp_path / "poem.png").exists() and (tmp_path / "poem.txt").exists(), timeout=30_000
    )
    assert (tmp_path / "poem.txt").read_text("utf-8").splitlines()[2:] == list(HAIKU)
    assert QImage(str(tmp_path / "poem.png")).width() > 400
    tab.poem_actions.save_to(tmp_path / "missing" / "poem.txt")
    qtbot.waitUntil(lambda: any("missing" in notice.texts[1] for notice in services.notify.notices))


@pytest.mark.parametrize(
    ("chosen", "kind", "written"),
    [
        ("rain.txt", "Picture (*.png)", "rain (2).png"),  # rain.png is there already
        ("snow.txt", "Picture (*.png)", "snow.png"),
        ("snow.v2", "Picture (*.png)", "snow.v2.png"),
        ("snow", "Text (*.txt)", "snow.txt"),
        ("snow.png", "Text (*.txt)", "snow.png"),
    ],
)
def test_the_kind_that_was_chosen_is_saved(
    tab: PoetryTab, qtbot: QtBot, tmp_path: Path, chosen: str, kind: str, written: str
) -> None:
    (tmp_path / "rain.png").write_bytes(b"another picture")
    write(tab, qtbot)
    tab.poem_actions.save()
    assert choose_in_dialog(qtbot, tmp_path / chosen, kind=kind) == "A title.txt"
    qtbot.waitUntil(lambda: (tmp_path / written).exists(), timeout=30_000)
    assert (tmp_path / "rain.png").read_bytes() == b"another picture"
    assert (tmp_path / written).read_bytes().startswith(b"\x89PNG") == written.endswith(".png")


def test_the_button_answers_before_the_dialog_is_closed(tab: PoetryTab, qtbot: QtBot) -> None:
    write(tab, qtbot)
    named(tab, QToolButton, "Save as text or picture").click()
    assert len(open_dialogs()) == 1
    cancel_dialog(qtbot)
