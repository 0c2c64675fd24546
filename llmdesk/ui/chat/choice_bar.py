"""A question above the composer, before a message is answered: a way for each button, or no answer now.

Owns how it looks and what its buttons do. What is asked is said by those that derive from it.
"""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from llmdesk.ui.theme import GAP, SPACE, set_kind
from llmdesk.ui.widgets.plain_label import plain_label


class ChoiceBar(QWidget):
    """Hidden until `open`. `chosen(way)` is one of the `ways`; `dismissed()`."""

    chosen = Signal(str)
    dismissed = Signal()

    def __init__(self, *ways: str) -> None:
        super().__init__()
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        set_kind(self, "notice")
        self.question = plain_label(wrap=True)
        self.buttons = {way: QPushButton() for way in ways}
        self._cancel = QPushButton()
        for way, button in self.buttons.items():
            button.clicked.connect(lambda _=False, way=way: self._choose(way))
        self._cancel.clicked.connect(self.dismiss)
        row = QHBoxLayout()
        row.setSpacing(SPACE)
        for button in (*self.buttons.values(), self._cancel):
            row.addWidget(button)
        row.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(GAP, SPACE, GAP, SPACE)
        column.setSpacing(SPACE)
        column.addWidget(self.question)
        column.addLayout(row)
        self.hide()

    def open(self) -> None:
        self._retranslate()
        self.show()
        next(iter(self.buttons.values())).setFocus()

    def dismiss(self) -> None:
        if not self.isHidden():
            self.hide()
            self.dismissed.emit()

    def _choose(self, way: str) -> None:
        self.hide()
        self.chosen.emit(way)

    # -- words --------------------------------------------------------------------------------------
    def question_words(self) -> str:
        """In the language of now."""
        raise NotImplementedError

    def way_words(self) -> Mapping[str, tuple[str, str]]:
        """Of each way the name and the tip of its button, in the language of now."""
        raise NotImplementedError

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange and not self.isHidden():
            self._retranslate()
        super().changeEvent(event)

    def _retranslate(self) -> None:
        self.question.setText(self.question_words())
        words = self.way_words()
        no_answer = self.tr("Do not answer"), self.tr("The question is kept and can be answered later")
        buttons = [(button, words[way]) for way, button in self.buttons.items()]
        for button, (name, tip) in (*buttons, (self._cancel, no_answer)):
            button.setText(name)
            button.setAccessibleName(name)
            button.setToolTip(tip)
