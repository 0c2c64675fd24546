"""A question inside the page, with its answers as buttons; nothing else is blocked meanwhile.

Owns how a question looks. Must not know what is asked.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from llmdesk.errors import in_one_line
from llmdesk.ui.theme import GAP, SPACE, set_kind
from llmdesk.ui.widgets.plain_label import plain_label


@dataclass(frozen=True)
class Answer:
    """One button; `then` is called when it is pressed. `danger` colours it."""

    text: str
    then: Callable[[], None]
    danger: bool = False


class QuestionBar(QWidget):
    """Hidden until `ask`, and after an answer."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        set_kind(self, "notice")
        self._question = plain_label("strong", wrap=True)
        self._detail = plain_label("small", wrap=True)
        texts = QVBoxLayout()
        texts.setSpacing(0)
        texts.addWidget(self._question)
        texts.addWidget(self._detail)
        self._buttons = QHBoxLayout()
        self._buttons.setSpacing(SPACE)
        row = QHBoxLayout(self)
        row.setContentsMargins(GAP, SPACE, SPACE, SPACE)
        row.setSpacing(GAP)
        row.addLayout(texts, 1)
        row.addLayout(self._buttons)
        self.hide()

    def ask(self, question: str, detail: str, answers: list[Answer]) -> None:
        """Replaces a question that was not answered. The last answer has the focus: the harmless one."""
        self._clear()
        self._question.setText(question)
        self._detail.setText(detail)
        self._detail.setVisible(bool(detail))
        self.setAccessibleName(in_one_line((question, detail)))
        button = None
        for answer in answers:
            button = QPushButton(answer.text)
            set_kind(button, "danger" if answer.danger else "")
            button.clicked.connect(lambda _=False, then=answer.then: self._on_answer(then))
            self._buttons.addWidget(button)
        self.show()
        if button is not None:
            button.setFocus()

    def _on_answer(self, then: Callable[[], None]) -> None:
        self.hide()
        then()

    def _clear(self) -> None:
        while (item := self._buttons.takeAt(0)) is not None:
            button = item.widget()
            if button is not None:
                button.hide()
                button.deleteLater()
