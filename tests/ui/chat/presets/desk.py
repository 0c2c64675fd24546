"""What the tests of presets and prompts share: a tab that has read them, and how they are chosen."""

from __future__ import annotations

from typing import TypeVar

from PySide6.QtWidgets import QWidget

from llmdesk.ui.chat.tab import ChatTab
from tests.ui.chat.desk import Desk

W = TypeVar("W", bound=QWidget)


def ready(desk: Desk) -> ChatTab:
    """A tab that has read its presets and prompts."""
    tab = desk.tab()
    desk.wait(lambda: bool(tab.presets.book.presets()) and bool(tab.presets.book.all("prompt")))
    return tab


def choose(tab: ChatTab, name: str) -> None:
    """As in the menu of the button."""
    menu = tab.presets.button.menu_of_now()
    action = next(each for each in menu.actions() if each.text() == name)
    action.trigger()
    menu.deleteLater()


def shown(tab: ChatTab) -> str:
    """The chosen preset, as the button says it."""
    return tab.presets.button.accessibleName()


def dialog(desk: Desk, where: QWidget, kind: type[W]) -> W:
    """The dialog of this kind that opened there; waits for it."""
    desk.wait(lambda: any(each.isVisible() for each in where.findChildren(kind)))
    return next(each for each in where.findChildren(kind) if each.isVisible())
