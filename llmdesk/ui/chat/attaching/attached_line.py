"""What came with a question, as chips below it.

Owns their words. Must not look at files.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QToolButton, QWidget

from llmdesk.store import Attachment
from llmdesk.ui.chat.attaching.chip import Chip
from llmdesk.ui.chat.attaching.flow_layout import FlowLayout
from llmdesk.ui.language import Retranslating
from llmdesk.ui.theme import HALF, Theme, set_kind

_FEW, _MORE = 8, 40  # chips; the others come when they are asked for, so many at a time


class AttachedLine(Retranslating, QWidget):
    """`chosen(which)`."""

    chosen = Signal(int)

    def __init__(
        self, theme: Theme, attachments: Sequence[Attachment], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._attachments = tuple(attachments)
        self._states: Mapping[str, str] = {}
        self.chips: list[Chip] = []
        self._flow = flow = FlowLayout(self, spacing=HALF, at_right=True)
        flow.setContentsMargins(0, HALF, 0, 0)
        self._theme = theme
        self.more = QToolButton()
        set_kind(self.more, "low")
        self.more.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.more.clicked.connect(self._show_more)
        many = len(self._attachments) > _FEW + 1
        self._add(_FEW if many else len(self._attachments))
        self.more.setVisible(many)
        self._retranslate()

    def _add(self, most: int) -> None:
        """Chips of the first so many."""
        self._flow.removeWidget(self.more)
        for at in range(len(self.chips), min(most, len(self._attachments))):
            chip = Chip(self._theme, self._attachments[at].name, removable=False, opens=True)
            chip.clicked.connect(lambda at=at: self.chosen.emit(at))
            self._flow.addWidget(chip)
            self.chips.append(chip)
        self._flow.addWidget(self.more)

    def _show_more(self) -> None:
        first = len(self.chips)
        self._add(first + _MORE)
        self.more.setVisible(len(self.chips) < len(self._attachments))
        self._retranslate()
        self.chips[first].setFocus()

    def show_states(self, states: Mapping[str, str]) -> None:
        """Whether their files still say what was read, by the hashes of their texts."""
        self._states = states
        self._retranslate()

    def _retranslate(self) -> None:
        left = len(self._attachments) - len(self.chips)
        words = self.tr("{count} more files").replace("{count}", str(left))
        self.more.setText(words)
        self.more.setAccessibleName(words)
        for chip, each in zip(self.chips, self._attachments, strict=False):
            state, words = self._states.get(each.digest, ""), ""
            if state == "changed":
                words = self.tr("file changed since")
            elif state == "gone":
                words = self.tr("file no longer there")
            tip = self.tr("The model was given the text as it was then.") if words else ""
            chip.show_words(words, "\n".join(filter(None, (each.path, tip))))
