"""A tab that is built when it is first looked at, so that the window starts fast and stays small.

Owns when: what of it knows no Qt is imported in a task (documents and tables bring large libraries), its
widgets' modules on the GUI thread, one between two turns of the window: PySide makes types as they are
named, which crashes a window that works meanwhile (see `late_import`). Must not know any tab.
"""

from __future__ import annotations

import importlib
import pkgutil
import threading
from collections.abc import Callable
from typing import Protocol, cast

from PySide6.QtCore import Qt, QTimer, Signal, SignalInstance
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from llmdesk.ui.language import Retranslating
from llmdesk.ui.services import Services
from llmdesk.ui.tabs import Tab
from llmdesk.ui.widgets.plain_label import plain_label

# The rooms of the tools import each other: of two threads that meet in them, one would find half of a module.
_IMPORTING = threading.Lock()
_SLOW_MS = 400  # a tab that opens sooner says nothing


class ToolTab(Protocol):
    """What every tab of a tool can do."""

    hand_over: SignalInstance  # (tab, text)

    def take_text(self, text: str) -> None:
        """Make this text the input."""

    def focus_first(self) -> None:
        """Put the keyboard where one begins."""

    def shutdown(self) -> None:
        """Keep what was typed and stop what runs: the window closes."""


class LazyPage(Retranslating, QWidget):
    """Stands for the tab of `tool` until it is needed. `hand_over(tab, text)` is the tab's."""

    hand_over = Signal(str, str)

    def __init__(self, services: Services, tool: Tab, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._services, self._tool = services, tool
        self._modules: list[str] = []  # still to be imported
        self._turn = QTimer(self, singleShot=True, interval=0)
        self._turn.timeout.connect(self._import_next)
        self._tab: ToolTab | None = None
        self._asked = False
        self._waiting: list[Callable[[QWidget], None]] = []
        self._opening = plain_label("muted")
        self._opening.hide()
        self._slow = QTimer(self, singleShot=True, interval=_SLOW_MS)
        self._slow.timeout.connect(self._tell_opening)
        self._retranslate()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._opening, 0, Qt.AlignmentFlag.AlignCenter)

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
        self._slow.start()
        self._services.tasks.start(
            lambda _context: _import_all(self._tool),
            owner=self,
            on_done=self._import_rest,
            on_error=self._failed,
        )

    def _tell_opening(self) -> None:
        """On a slow computer a tab takes seconds: an empty page would look broken."""
        self._opening.show()

    def _retranslate(self) -> None:
        self._opening.setText(self.tr("Opening…"))

    def _end_opening(self) -> None:
        self._slow.stop()
        self._opening.hide()

    def _failed(self, error: Exception) -> None:
        """It is tried again when the tab is looked at again."""
        self._asked = False
        self._end_opening()
        self._services.notify.show_error(error)

    def _import_rest(self, modules: list[str]) -> None:
        self._modules = modules
        self._turn.start()

    def _import_next(self) -> None:
        try:
            if self._modules:
                importlib.import_module(self._modules.pop(0))
                self._turn.start()
                return
            self._build(getattr(importlib.import_module(self._tool.module), self._tool.class_name))
        except Exception:
            self._asked = False
            self._end_opening()
            raise

    def _build(self, make: Callable[[Services, QWidget], QWidget]) -> None:
        widget = make(self._services, self)
        self._end_opening()
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


def _import_all(tool: Tab) -> list[str]:
    """Import what knows no Qt; the modules of the tab's room. In a thread."""
    with _IMPORTING:
        for package in tool.tools:
            for name in _modules(package):
                importlib.import_module(name)
    return _modules(tool.module.rpartition(".")[0])


def _modules(package: str) -> list[str]:
    path = importlib.import_module(package).__path__
    return [found.name for found in pkgutil.walk_packages(path, f"{package}.") if not found.ispkg]
