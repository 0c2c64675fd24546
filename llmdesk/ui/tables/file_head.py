"""What stands above the page of a table or a folder: its name, facts about it, and buttons.

Owns where they stand. Must not know what the facts say.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from llmdesk.ui.theme import SPACE, set_kind
from llmdesk.ui.widgets.elided_label import ElidedLabel
from llmdesk.ui.widgets.plain_label import plain_label


class FileHead(QWidget):
    """The `buttons` stand at its right end, and `before` at its left one. `wraps`: facts that have no room
    take more lines; else they are shortened."""

    def __init__(self, *buttons: QWidget, before: QWidget | None = None, wraps: bool = False) -> None:
        super().__init__()
        self._name = ElidedLabel(of_file=True)
        self._facts = plain_label(wrap=True) if wraps else ElidedLabel()
        set_kind(self._name, "strong")
        set_kind(self._facts, "small")
        titles = QVBoxLayout()
        titles.setSpacing(0)
        titles.addWidget(self._name)
        titles.addWidget(self._facts)
        self._doubts = plain_label("danger", wrap=True)
        self._doubts.hide()
        row = QHBoxLayout()
        row.setSpacing(SPACE)
        if before is not None:
            row.addWidget(before)
            row.addSpacing(SPACE)
        row.addLayout(titles, 1)
        for button in buttons:
            row.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE)
        column.addLayout(row)
        column.addWidget(self._doubts)

    def show_file(self, path: Path) -> None:
        """Its name, and below the pointer where it is."""
        self._name.setText(path.name)
        self._name.setToolTip(str(path))

    def show_facts(self, facts: Iterable[str], *more: str) -> None:
        """The facts in one line, then `more` lines; what is empty is left out."""
        line = "  ·  ".join(filter(None, facts))
        self._facts.setText("\n".join(filter(None, (line, *more))))

    def show_doubts(self, words: str) -> None:
        """Why not to rely on what the table says, below all of it and never shortened; "" for nothing."""
        self._doubts.setText(words)
        self._doubts.setVisible(bool(words))
