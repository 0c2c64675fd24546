"""The origins of pages that may ask, to be typed one after the other.

Owns this field and what is said of a text that is none. Must not change a setting.
"""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from llmdesk.errors import UserError
from llmdesk.ui.notify import error_text
from llmdesk.ui.theme import HALF, set_kind
from llmdesk.ui.widgets.plain_label import plain_label

_LONGEST = 20_000  # characters


class OriginsField(QWidget):
    """`chosen` gives all of them when they are whole, with Enter or when one goes on; never with one that is
    none among them."""

    chosen = Signal(tuple)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.edit, self._problem = QLineEdit(maxLength=_LONGEST), plain_label("small", wrap=True)
        set_kind(self._problem, "danger")
        self._problem.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(HALF)
        column.addWidget(self.edit)
        column.addWidget(self._problem)
        self._shown: tuple[str, ...] = ()
        self.edit.setPlaceholderText("https://notes.example")
        self.edit.editingFinished.connect(self._on_finished)

    def show_origins(self, origins: tuple[str, ...]) -> None:
        if origins != self._shown:  # what is being typed stays
            self._shown = origins
            self.edit.setText(" ".join(origins))
            self._problem.hide()

    def _on_finished(self) -> None:
        from llmdesk.server.origins import MOST, as_origin

        try:
            origins = tuple(dict.fromkeys(map(as_origin, self.edit.text().replace(",", " ").split())))[:MOST]
        except UserError as error:
            self._problem.setText(error_text(error))
            self._problem.show()
            return
        self._problem.hide()
        self.edit.setText(" ".join(origins))
        if origins != self._shown:
            self._shown = origins
            self.chosen.emit(origins)
