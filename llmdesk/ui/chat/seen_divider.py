"""The quiet line above the first message that the model still sees.

Owns how it looks and what it says of what was left out. Must not know the conversation.
"""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from llmdesk.tools.chat.sending import LeftOut
from llmdesk.ui.language import Retranslating
from llmdesk.ui.theme import SPACE, set_kind
from llmdesk.ui.widgets.panes import hairline


class SeenDivider(Retranslating, QWidget):
    """———— The model no longer sees what is above ————"""

    def __init__(self, left_out: LeftOut) -> None:
        super().__init__()
        self._left_out = left_out
        self._words = QLabel(textFormat=Qt.TextFormat.PlainText, wordWrap=True)
        self._words.setAlignment(Qt.AlignmentFlag.AlignCenter)
        set_kind(self._words, "small")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, SPACE, 0, SPACE)
        row.setSpacing(SPACE)
        row.addWidget(hairline(), 1)
        row.addWidget(self._words, 4)
        row.addWidget(hairline(), 1)
        self._retranslate()

    @property
    def text(self) -> str:
        return self._words.text()

    def show_left_out(self, left_out: LeftOut) -> None:
        self._left_out = left_out
        self._retranslate()

    def _retranslate(self) -> None:
        count = self.locale().toString(self._left_out.count)
        if not self._left_out.count:
            text = self.tr("The model sees only the end of the long answer below")
        elif self._left_out.head:
            one = self.tr("The model sees only the beginning of what is above; 1 message is hidden from it")
            several = self.tr(
                "The model sees only the beginning of what is above; {count} messages are hidden from it"
            )
            text = one if self._left_out.count == 1 else several
        elif self._left_out.shortened:
            text = self.tr(
                "The model no longer sees what is above, and only the end of the long answer below"
            )
        else:
            text = self.tr("The model no longer sees what is above")
        self._words.setText(text.replace("{count}", count))
