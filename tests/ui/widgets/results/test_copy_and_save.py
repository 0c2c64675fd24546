"""The buttons above a result."""

from __future__ import annotations

from PySide6.QtWidgets import QToolButton
from pytestqt.qtbot import QtBot

from llmdesk.ui.theme import Theme
from llmdesk.ui.widgets.results.copy_and_save import CopyAndSave
from tests.ui.controls import named


def test_each_says_what_it_is_for_and_asks_for_it(qtbot: QtBot, theme: Theme) -> None:
    buttons = CopyAndSave(theme)
    qtbot.addWidget(buttons)
    buttons.set_names("Copy the summary", "Save the summary")
    asked: list[str] = []
    buttons.copy_asked.connect(lambda: asked.append("copy"))
    buttons.save_asked.connect(lambda: asked.append("save"))
    for name in ("Copy the summary", "Save the summary"):
        button = named(buttons, QToolButton, name)
        assert button.toolTip() == name
        button.click()
    assert asked == ["copy", "save"]


def test_the_icons_follow_the_theme(qtbot: QtBot, theme: Theme) -> None:
    buttons = CopyAndSave(theme)
    qtbot.addWidget(buttons)
    copy, save = buttons.findChildren(QToolButton)
    light = [button.icon().pixmap(20).toImage() for button in (copy, save)]
    assert light[0] != light[1]
    theme.apply("dark")
    assert all(
        button.icon().pixmap(20).toImage() != before
        for button, before in zip((copy, save), light, strict=True)
    )
