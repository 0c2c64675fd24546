"""What came of an import, in full: what was left out, and what could not be read and where.

Owns how it shows.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QPlainTextEdit, QVBoxLayout, QWidget

from llmdesk.ui.theme import GAP, SPACE
from llmdesk.ui.widgets.plain_label import plain_label

_WIDTH, _HEIGHT = 620, 360


class DetailsDialog(QDialog):
    """A summary and lines below it, which can be selected and copied. Gone when it is closed."""

    def __init__(self, summary: str, lines: Sequence[str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("Chat import"))
        said = plain_label("strong", wrap=True)
        said.setText(summary)
        self.text = QPlainTextEdit("\n\n".join(lines))
        self.text.setReadOnly(True)
        self.text.setTabChangesFocus(True)
        self.text.setAccessibleName(self.tr("Details"))
        buttons = QDialogButtonBox()
        buttons.addButton(self.tr("Close"), QDialogButtonBox.ButtonRole.RejectRole)
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.setContentsMargins(GAP, GAP, GAP, GAP)
        column.setSpacing(SPACE)
        for part in (said, self.text, buttons):
            column.addWidget(part)
        self.resize(_WIDTH, _HEIGHT)
