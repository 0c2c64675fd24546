"""The row of the settings on what is kept of chats that were read: how much there may be, how much there is.

Owns this row. Must not decide what is kept: the engine does.
"""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from llmdesk.engine.kept_contexts import KeptContexts
from llmdesk.errors import fill
from llmdesk.ui.services import Services
from llmdesk.ui.theme import SPACE
from llmdesk.ui.widgets.choice_box import Choice, ChoiceBox
from llmdesk.ui.words import format_bytes

_LIMITS_MB = (0, 500, 1_000, 2_000, 5_000, 10_000, 20_000, 50_000)


class KeptChats(QWidget):
    """`limit_chosen(megabytes)`, 0 for off."""

    limit_chosen = Signal(object)

    def __init__(self, services: Services) -> None:
        super().__init__()
        self._services = services
        self.limit = ChoiceBox()
        self._clear = QPushButton()
        self._size: int | None = None
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(SPACE)
        row.addWidget(self.limit, 1)
        row.addWidget(self._clear)
        self.limit.chosen.connect(self.limit_chosen)
        self._clear.clicked.connect(lambda: self._measure(clear=True))

    def show_limit(self, megabytes: int) -> None:
        limits = sorted({*_LIMITS_MB, megabytes})
        choices = [Choice(format_bytes(mb * 1_000_000) if mb else self.tr("Off"), mb) for mb in limits]
        self.limit.set_choices(choices, megabytes)
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

    def retranslate(self) -> None:
        size = format_bytes(self._size) if self._size else ""
        self._clear.setText(fill(self.tr("Clear {size}"), {"size": size}) if size else self.tr("Clear"))
        self._clear.setAccessibleName(self.tr("Clear the chat cache"))
