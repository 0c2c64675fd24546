"""The line over a tab whose tool cannot work with the loaded model: one sentence that says so.

Owns when it shows. Which tool needs what is the tool's.
"""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QWidget

from llmdesk.errors import in_one_line
from llmdesk.tools.tool import Tool
from llmdesk.ui.language import Retranslating
from llmdesk.ui.model_session import ModelSession
from llmdesk.ui.notify import translate_core
from llmdesk.ui.theme import GAP, SPACE, set_kind
from llmdesk.ui.widgets.plain_label import plain_label


class AbilityLine(Retranslating, QWidget):
    """`show_tool` says whose tab is open."""

    def __init__(self, models: ModelSession, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._models = models
        self._tool: Tool | None = None
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        set_kind(self, "notice")
        self._label = plain_label(wrap=True, selectable=True)
        row = QHBoxLayout(self)
        row.setContentsMargins(GAP, SPACE, GAP, SPACE)
        row.addWidget(self._label)
        models.state_changed.connect(self._refresh)
        self._refresh()

    def show_tool(self, tool: Tool | None) -> None:
        self._tool = tool
        self._refresh()

    def _retranslate(self) -> None:
        self._refresh()

    def _refresh(self) -> None:
        model = self._models.state.model
        lack = self._tool.lack(model) if self._tool is not None and model is not None else None
        text = in_one_line(lack.render(translate_core)) if lack is not None else ""
        self._label.setText(text)
        self._label.setAccessibleName(text)
        self.setVisible(bool(text))
