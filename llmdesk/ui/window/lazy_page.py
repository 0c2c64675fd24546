"""A tab that is built when it is first looked at, so that the window starts fast and stays small.

Owns when: its module is imported in a task (documents, tables and plots bring large libraries), the
widget is made on the GUI thread. Must not know any tab.
"""

from __future__ import annotations

import importlib
from collections.abc import Callable
from typing import Protocol, cast

from PySide6.QtCore import Signal, SignalInstance
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from llmdesk.ui.services import Services


class ToolTab(Protocol):
    """What every tab of a tool can do."""

    hand_over: SignalInstance  # (tab, text)

    def take_text(self, text: str) -> None:
        """Make this text the input."""

    def focus_first(self) -> None:
        """Put the keyboard where one begins."""

    def shutdown(self) -> None:
        """Keep what was typed and stop what runs: the window closes."""


class LazyPage(QWidget):
    """Stands for `class_name` of `module` until it is needed. `hand_over(tab, text)` is the tab's."""

    hand_over = Signal(str, str)

    def __init__(
        self, services: Services, module: str, class_name: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._services, self._module, self._class_name = services, module, class_name
        self._tab: ToolTab | None = None
        self._asked = False
        self._waiting: list[Callable[[QWidget], None]] = []
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)

    def take_text(self, text: str) -> None:
        """Hand a text to the tab, as soon as it is there."""
        self.when_built(lambda tab: cast(ToolTab, tab).take_text(text))

    def when_built(self, act: Callable[[QWidget], None]) -> None:
        """Call `act` with the tab: now, or as soon as it is there."""
        self._waiting.append(act)
        self._build_soon()
        self._deliver()

    def shutdown(self) -> None:
        """The window closes."""
        if self._tab is not None:
            self._tab.shutdown()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._build_soon()
        if self._tab is not None:
            self._tab.focus_first()

    def _build_soon(self) -> None:
        if self._asked:
            return
        self._asked = True
        self._services.tasks.start(
            lambda _context: getattr(importlib.import_module(self._module), self._class_name),
            owner=self,
            on_done=self._build,
            on_error=self._services.notify.show_error,
        )

    def _build(self, make: Callable[[Services, QWidget], QWidget]) -> None:
        widget = make(self._services, self)
        layout = self.layout()
        assert layout is not None
        layout.addWidget(widget)
        self._tab = cast(ToolTab, widget)
        self._tab.hand_over.connect(self.hand_over)
        if self.isVisible():
            self._tab.focus_first()
        self._deliver()

    def _deliver(self) -> None:
        while self._tab is not None and self._waiting:
            self._waiting.pop(0)(cast(QWidget, self._tab))
