"""What can be done with a tool, as a menu: of its row on the shelf, and of its page.

Owns the words. What is done is the tab's.
"""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QMenu, QWidget

from llmdesk.tools.own.shelf import Shelved


class ToolMenu(QMenu):
    """`asked(action)`: "edit", "duplicate", "export" or "delete"; the last for one of the user's own."""

    asked = Signal(str)

    def __init__(self, tool: Shelved, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for action, words in (
            ("edit", self.tr("Edit…")),
            ("duplicate", self.tr("Duplicate")),
            ("export", self.tr("Export…")),
            ("delete", self.tr("Delete")),
        ):
            if action != "delete" or tool.item is not None:
                self.addAction(words).triggered.connect(lambda _=False, each=action: self.asked.emit(each))
