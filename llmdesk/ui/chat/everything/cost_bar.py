"""Before all documents are read for a question, and that takes long: how long, and what to do.

Owns the words and the buttons. Must not read anything.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from llmdesk.errors import fill
from llmdesk.tools.chat.everything.cost import ReadsLong
from llmdesk.ui.theme import GAP, SPACE, set_kind
from llmdesk.ui.words import document_words, whole_time


class CostBar(QWidget):
    """Hidden until `ask`. `chosen("everything" | "passages")`, `dismissed()`."""

    chosen = Signal(str)
    dismissed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        set_kind(self, "notice")
        self._cost: ReadsLong | None = None
        self.question = QLabel(textFormat=Qt.TextFormat.PlainText, wordWrap=True)
        self.everything, self.passages, self.cancel = QPushButton(), QPushButton(), QPushButton()
        self.everything.clicked.connect(lambda: self._choose("everything"))
        self.passages.clicked.connect(lambda: self._choose("passages"))
        self.cancel.clicked.connect(self.dismiss)
        buttons = QHBoxLayout()
        buttons.setSpacing(SPACE)
        for button in (self.everything, self.passages, self.cancel):
            buttons.addWidget(button)
        buttons.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(GAP, SPACE, GAP, SPACE)
        column.setSpacing(SPACE)
        column.addWidget(self.question)
        column.addLayout(buttons)
        self.hide()

    def ask(self, cost: ReadsLong) -> None:
        self._cost = cost
        self._retranslate()
        self.show()
        self.everything.setFocus()

    def dismiss(self) -> None:
        if not self.isHidden():
            self.hide()
            self.dismissed.emit()

    def _choose(self, how: str) -> None:
        self.hide()
        self.chosen.emit(how)

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()
        super().changeEvent(event)

    def _retranslate(self) -> None:
        if self._cost is None:
            return
        text = self.tr(
            "This question is about all documents. Reading them ({documents}) takes about {time}. You can "
            "stop at any time, and go on later."
        )
        places = {"documents": document_words(self._cost.documents), "time": whole_time(self._cost.seconds)}
        self.question.setText(fill(text, places))
        for button, name, tip in (
            (
                self.everything,
                self.tr("Read everything"),
                self.tr("Every document is judged, and the program counts"),
            ),
            (
                self.passages,
                self.tr("Answer from passages"),
                self.tr("Quick, but a few passages cannot tell how many documents there are"),
            ),
            (
                self.cancel,
                self.tr("Do not answer"),
                self.tr("The question is kept and can be answered later"),
            ),
        ):
            button.setText(name)
            button.setAccessibleName(name)
            button.setToolTip(tip)
