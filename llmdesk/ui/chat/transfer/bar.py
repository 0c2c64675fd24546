"""An export or an import that is under way, below the list of chats: how far it is, and its end on demand.

Owns what shows. Must not know the job.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QPushButton, QVBoxLayout, QWidget

from llmdesk.ui.language import Retranslating
from llmdesk.ui.theme import HALF, SPACE, set_kind
from llmdesk.ui.widgets.plain_label import plain_label

_STEPS = 1_000  # bytes of large files are more than a bar counts


class TransferBar(Retranslating, QWidget):
    """`begin`, `show_progress`, `end`; hidden while nothing is under way."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._text = plain_label("small", wrap=True)
        self._bar = QProgressBar(textVisible=False, maximum=_STEPS)
        self._cancel = QPushButton()
        self._stop: Callable[[], None] = lambda: None
        set_kind(self._cancel, "quiet")
        self._cancel.clicked.connect(lambda: self._stop())
        row = QHBoxLayout()
        row.setSpacing(SPACE)
        row.addWidget(self._bar, 1)
        row.addWidget(self._cancel)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, HALF, 0, SPACE)
        column.setSpacing(HALF)
        column.addWidget(self._text)
        column.addLayout(row)
        self._retranslate()
        self.hide()

    @property
    def busy(self) -> bool:
        """Whether something is under way."""
        return not self.isHidden()

    def begin(self, text: str, stop: Callable[[], None]) -> None:
        """Show that something began; `stop` ends it."""
        self._stop = stop
        self.show_progress(text, 0.0)
        self.show()

    def show_progress(self, text: str, share: float) -> None:
        self._text.setText(text)
        self._bar.setAccessibleName(text)
        self._bar.setValue(round(share * _STEPS))

    def end(self) -> None:
        self._stop = lambda: None
        self.hide()

    def _retranslate(self) -> None:
        self._cancel.setText(self.tr("Cancel"))
