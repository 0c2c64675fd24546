"""What a chat shows before its first message: what to do, and a few examples.

Owns the examples. Choosing one only fills the composer.
"""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QLabel, QPushButton, QVBoxLayout, QWidget

from llmdesk.ui.language import Retranslating
from llmdesk.ui.theme import MARGIN, SPACE, set_kind


class EmptyChat(Retranslating, QWidget):
    """`example_chosen(text)`."""

    example_chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._heading = QLabel(textFormat=Qt.TextFormat.PlainText, wordWrap=True)
        self._hint = QLabel(textFormat=Qt.TextFormat.PlainText, wordWrap=True)
        set_kind(self._heading, "heading")
        set_kind(self._hint, "muted")
        self._welcome: QWidget | None = None
        self._examples = [QPushButton() for _ in range(3)]
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, MARGIN, 0, MARGIN)
        layout.setSpacing(SPACE)
        layout.addStretch(1)
        layout.addWidget(self._heading)
        layout.addWidget(self._hint)
        layout.addSpacing(SPACE)
        for button in self._examples:
            button.clicked.connect(self._on_clicked)
            layout.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)
        layout.addStretch(2)
        self._has_model = True
        self._retranslate()

    def set_welcome(self, welcome: QWidget | None) -> None:
        """Show this above the examples instead of the heading; None: no more."""
        layout = self.layout()
        assert isinstance(layout, QVBoxLayout)
        if self._welcome is not None:
            layout.removeWidget(self._welcome)
            self._welcome.hide()
        self._welcome = welcome
        self._heading.setVisible(welcome is None)
        if welcome is not None:
            layout.insertWidget(1, welcome)
            welcome.show()
        self._retranslate()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """What is left of a low window is scrolled: no line is cut."""
        super().resizeEvent(event)
        for label in (self._heading, self._hint):
            label.setMinimumHeight(label.heightForWidth(self.width()))

    def set_has_model(self, has_model: bool) -> None:
        self._has_model = has_model
        self._retranslate()

    def _on_clicked(self) -> None:
        button = self.sender()
        if isinstance(button, QPushButton):
            self.example_chosen.emit(button.text())

    def _retranslate(self) -> None:
        self._heading.setText(self.tr("What would you like to write about?"))
        self._hint.setText(self._what_to_do())
        texts = (
            self.tr("Give me five ideas for a rainy weekend."),
            self.tr("Explain to a ten-year-old why the sky is blue."),
            self.tr("Write a polite email to move a meeting to Friday."),
        )
        for button, text in zip(self._examples, texts, strict=True):
            button.setText(text)

    def _what_to_do(self) -> str:
        if self._welcome is not None and self._has_model:
            return self.tr("Type below, or start with an example:")
        if self._welcome is not None:
            return self.tr("No model yet. Choose one above, then type below.")
        if self._has_model:
            return self.tr(
                "Type below and press Enter. Everything stays on this computer. Or start with an example:"
            )
        return self.tr("No model yet. Get one in the Models tab, then type below.")
