"""What the list says where it has no rows: nothing was found, or there is no chat yet.

Owns these words. Must not search.
"""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from llmdesk.errors import fill, shown
from llmdesk.ui.language import Retranslating
from llmdesk.ui.theme import SPACE
from llmdesk.ui.widgets.plain_label import plain_label

_LONGEST = 60  # characters of what was searched


class NothingFound(Retranslating, QWidget):
    """`clear_asked`: the search is to be taken back."""

    clear_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._searched = ""
        self._what, self._hint = plain_label(wrap=True), plain_label("small", wrap=True)
        self._clear = QPushButton()
        self._clear.clicked.connect(self.clear_asked)
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE, SPACE, SPACE, SPACE)
        column.setSpacing(SPACE)
        for widget in (self._what, self._hint):
            column.addWidget(widget)
        column.addWidget(self._clear, 0, Qt.AlignmentFlag.AlignLeft)
        column.addStretch(1)
        self._retranslate()

    def show_nothing(self, searched: str) -> None:
        """`searched` was not found; "": there are no chats at all."""
        self._searched = searched
        self._clear.setVisible(bool(searched))
        self._retranslate()

    def _retranslate(self) -> None:
        self._clear.setText(self.tr("Clear the search"))
        if self._searched:
            told = self.tr("No chat contains “{text}”.")
            self._what.setText(fill(told, {"text": shown(self._searched, _LONGEST)}))
            self._hint.setText(
                self.tr(
                    "All the words have to be in one message, or in a title. Try fewer words, or only how "
                    "they begin."
                )
            )
        else:
            self._what.setText(self.tr("No chats yet"))
            self._hint.setText(self.tr("Ask something: the chat is kept here."))
