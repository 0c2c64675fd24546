"""What came with a question, as chips below it.

Owns their words. Must not look at files.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QEvent, Signal
from PySide6.QtWidgets import QWidget

from llmdesk.store import Attachment
from llmdesk.ui.chat.attaching.chip import Chip
from llmdesk.ui.chat.attaching.flow_layout import FlowLayout
from llmdesk.ui.theme import HALF, Theme


class AttachedLine(QWidget):
    """`chosen(which)`."""

    chosen = Signal(int)

    def __init__(
        self, theme: Theme, attachments: Sequence[Attachment], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._attachments = tuple(attachments)
        self._states: Mapping[str, str] = {}
        self.chips: list[Chip] = []
        flow = FlowLayout(self, spacing=HALF, at_right=True)
        flow.setContentsMargins(0, HALF, 0, 0)
        for at, each in enumerate(self._attachments):
            chip = Chip(theme, each.name, removable=False, opens=True)
            chip.clicked.connect(lambda at=at: self.chosen.emit(at))
            flow.addWidget(chip)
            self.chips.append(chip)
        self._retranslate()

    def show_states(self, states: Mapping[str, str]) -> None:
        """Whether their files still say what was read, by the hashes of their texts."""
        self._states = states
        self._retranslate()

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()
        super().changeEvent(event)

    def _retranslate(self) -> None:
        for chip, each in zip(self.chips, self._attachments, strict=True):
            state, words = self._states.get(each.digest, ""), ""
            if state == "changed":
                words = self.tr("file changed since")
            elif state == "gone":
                words = self.tr("file no longer there")
            tip = self.tr("The model was given the text as it was then.") if words else ""
            chip.show_words(words, "\n".join(filter(None, (each.path, tip))))
