"""The head of a tool's page: what it is called, what it does, and the ways to change it.

Owns the words and buttons.
"""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QToolButton, QVBoxLayout, QWidget

from llmdesk.errors import fill
from llmdesk.tools.own.shelf import Shelved
from llmdesk.ui.language import Retranslating
from llmdesk.ui.own.menu import ToolMenu
from llmdesk.ui.own.model import lacks_its_model
from llmdesk.ui.own.words import described
from llmdesk.ui.services import Services
from llmdesk.ui.theme import GAP, HALF, SPACE, set_kind
from llmdesk.ui.widgets.elided_label import ElidedLabel


class ToolHead(Retranslating, QWidget):
    """`asked(action)`: "edit", or another of `ToolMenu`."""

    asked = Signal(str)

    def __init__(self, services: Services, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._services = services
        self._shown: Shelved | None = None
        self._name, self._about, self._note = ElidedLabel(), ElidedLabel(), ElidedLabel()
        self._edit, self._more = QPushButton(), QToolButton()
        self._arrange()
        self._edit.clicked.connect(lambda: self.asked.emit("edit"))
        self._more.clicked.connect(self._show_menu)
        services.theme.changed.connect(self._retint)
        services.models.models_changed.connect(self.refresh)
        self._retint()
        self._retranslate()

    def _arrange(self) -> None:
        set_kind(self._name, "heading")
        set_kind(self._about, "muted")
        set_kind(self._note, "small")
        texts = QVBoxLayout()
        texts.setSpacing(HALF)
        for label in (self._name, self._about, self._note):
            texts.addWidget(label)
        row = QHBoxLayout(self)
        row.setContentsMargins(GAP, GAP, GAP, SPACE)
        row.setSpacing(SPACE)
        row.addLayout(texts, 1)
        for button in (self._edit, self._more):
            row.addWidget(button, 0, Qt.AlignmentFlag.AlignTop)

    def show_tool(self, shelved: Shelved | None) -> None:
        self._shown = shelved
        self.refresh()

    def refresh(self) -> None:
        shelved = self._shown
        self.setVisible(shelved is not None)
        if shelved is None:
            return
        tool = shelved.tool
        self._name.setText(tool.name)
        self._about.setText(described(tool))
        note = ""
        if shelved.item is None and not tool.key:
            note = self.tr("As it was in this run; it is no longer among your tools.")
        elif lacks_its_model(self._services, tool):
            words = self.tr("Made for {model}, which is not installed; the chosen model answers.")
            note = fill(words, {"model": tool.model})
        elif tool.model:
            note = fill(self.tr("Runs with {model}"), {"model": tool.model})
        self._note.setText(note)
        self._note.setVisible(bool(note))

    def _show_menu(self) -> None:
        if self._shown is not None:
            menu = ToolMenu(self._shown, self)
            menu.asked.connect(self.asked)
            menu.popup(self._more.mapToGlobal(QPoint(0, self._more.height())))

    # -- words and colours --------------------------------------------------------------------------
    def _retint(self) -> None:
        self._edit.setIcon(self._services.theme.icon("edit"))
        self._more.setIcon(self._services.theme.icon("more"))

    def _retranslate(self) -> None:
        self._edit.setText(self.tr("Edit"))
        self._edit.setAccessibleName(self.tr("Edit the tool"))
        self._edit.setToolTip(self.tr("Change what it does; a ready tool is copied first"))
        self._more.setAccessibleName(self.tr("More for this tool"))
        self._more.setToolTip(self.tr("Duplicate, export, delete"))
        self.refresh()
