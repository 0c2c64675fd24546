"""The small window that says why llmdesk cannot open, in place of the main one."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QLabel, QPushButton, QVBoxLayout

from llmdesk.errors import UserError, in_one_line
from llmdesk.ui.look.sizes import least_width
from llmdesk.ui.notify import translate_core
from llmdesk.ui.theme import GAP, MARGIN

WIDTH = 480


class StartupError(QDialog):
    """What happened, why, and what to do; closing it ends llmdesk."""

    def __init__(self, error: UserError) -> None:
        super().__init__()
        self.setWindowTitle("llmdesk")
        least_width(self, WIDTH)
        column = QVBoxLayout(self)
        column.setContentsMargins(MARGIN, MARGIN, MARGIN, GAP)
        column.setSpacing(GAP)
        texts = error.render(translate_core)
        self.setAccessibleName(in_one_line(texts))
        for text, kind in zip(texts, ("heading", "", "muted"), strict=True):
            if text:
                label = QLabel(text, textFormat=Qt.TextFormat.PlainText, wordWrap=True)
                label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
                label.setProperty("kind", kind)
                column.addWidget(label)
        close = QPushButton(self.tr("Close"))
        close.setProperty("kind", "primary")
        close.clicked.connect(self.accept)
        column.addWidget(close, 0, Qt.AlignmentFlag.AlignRight)
