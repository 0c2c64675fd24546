"""A text to find in the rows of a table: it is asked for when one has stopped typing.

Owns the waiting.
"""

from __future__ import annotations

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from llmdesk.ui.language import Retranslating

_WAIT_MS = 250


class FindField(Retranslating, QLineEdit):
    """`asked()`: another text is looked for."""

    asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setClearButtonEnabled(True)
        self._timer = QTimer(self, singleShot=True, interval=_WAIT_MS)
        self._timer.timeout.connect(self.asked)
        self.textChanged.connect(lambda _: self._timer.start())
        self._retranslate()

    def forget(self) -> None:
        """It is asked for already."""
        self._timer.stop()

    def _retranslate(self) -> None:
        self.setPlaceholderText(self.tr("Find"))
