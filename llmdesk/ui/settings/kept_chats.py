"""The row of the settings on what is kept of chats that were read: how much there may be, how much there is.

Owns this row. Must not decide what is kept: the engine does.
"""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from llmdesk.engine.kept_contexts import KeptContexts
from llmdesk.errors import fill
from llmdesk.settings import MAX_KEPT_MB
from llmdesk.ui.services import Services
from llmdesk.ui.theme import SPACE
from llmdesk.ui.widgets.fields.number_slider import NumberSlider, Span
from llmdesk.ui.words import format_bytes

_MB = 1000  # of a gigabyte
_MOST_GB = MAX_KEPT_MB // _MB
_START_GB = 2
_LIMITS_GB = (0.5, 1, 1.5, 2, 3, 4, 5, 7.5, 10, 15, 20, 30, 40, 50)


class KeptChats(QWidget):
    """`limit_chosen(megabytes)`, 0 for off."""

    limit_chosen = Signal(int)

    def __init__(self, services: Services) -> None:
        super().__init__()
        self._services = services
        self.limit = NumberSlider(Span(0.1, _MOST_GB, 0.5, 1, _START_GB, _LIMITS_GB))
        self._clear = QPushButton()
        self._size: int | None = None
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(SPACE)
        row.addWidget(self.limit, 1)
        row.addWidget(self._clear)
        self.limit.chosen.connect(lambda size: self.limit_chosen.emit(round((size or 0) * _MB)))
        self._clear.clicked.connect(lambda: self._measure(clear=True))

    def show_limit(self, megabytes: int) -> None:
        self.limit.follow(megabytes / _MB if megabytes else None)
        self._measure()

    def _measure(self, *, clear: bool = False) -> None:
        services = self._services

        def work(_: object) -> int:
            if clear:
                services.engine.forget_context("")
            return KeptContexts(services.paths.contexts).size()

        services.tasks.start(work, owner=self, on_done=self._show_size)

    def _show_size(self, size: int) -> None:
        self._size = size
        self._clear.setEnabled(size > 0)
        self.retranslate()

    def set_texts(self, name: str, meaning: str) -> None:
        self.limit.set_texts(name, meaning, self.tr("Off"), self.tr(" GB"))

    def retranslate(self) -> None:
        size = format_bytes(self._size) if self._size else ""
        self._clear.setText(fill(self.tr("Clear {size}"), {"size": size}) if size else self.tr("Clear"))
        self._clear.setAccessibleName(self.tr("Clear the chat cache"))
