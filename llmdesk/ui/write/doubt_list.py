"""What is to be looked at in a rewritten text: facts that were lost or came from nowhere, with the reason.

Owns the list. Which places show for a row, its owner knows.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from llmdesk.errors import fill
from llmdesk.tools.write import Doubt
from llmdesk.tools.write.reviewing import MOST
from llmdesk.ui.language import Retranslating
from llmdesk.ui.look.sizes import scaled
from llmdesk.ui.notify import translate_core
from llmdesk.ui.theme import HALF, Theme
from llmdesk.ui.widgets.plain_label import plain_label

_ROWS = 4  # that show without scrolling
_LONGEST = 300  # characters of a reason


class DoubtList(Retranslating, QWidget):
    """`chosen(Doubt)` for what the user picks; hidden while there is nothing."""

    chosen = Signal(object)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._doubts: Sequence[Doubt] = ()
        self._title, self.rows = plain_label("doubt"), QListWidget()
        self.rows.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.rows.setTextElideMode(Qt.TextElideMode.ElideRight)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(HALF)
        column.addWidget(self._title)
        column.addWidget(self.rows)
        self.rows.itemClicked.connect(self._on_chosen)
        self.rows.itemActivated.connect(self._on_chosen)
        theme.changed.connect(self._fill)
        self.show_doubts(())

    @property
    def texts(self) -> list[str]:
        return [self.rows.item(row).text() for row in range(self.rows.count())]

    def show_doubts(self, doubts: Sequence[Doubt]) -> None:
        self._doubts = doubts
        self._fill()

    def _fill(self) -> None:
        row = self.rows.currentRow()
        self.rows.clear()
        icon = self._theme.icon("warning", "warning")
        for doubt in self._doubts:
            text = self._words(doubt)
            item = QListWidgetItem(icon, text)
            item.setToolTip("" if len(text) < _LONGEST else text[:_LONGEST])
            self.rows.addItem(item)
        self.rows.setCurrentRow(min(row, len(self._doubts) - 1))
        height = self.rows.sizeHintForRow(0) if self._doubts else 0
        self.rows.setFixedHeight(min(_ROWS, len(self._doubts)) * max(height, scaled(28)) + HALF)
        count = f"{MOST}+" if len(self._doubts) >= MOST else len(self._doubts)
        self._title.setText(fill(self.tr("To look at ({count})"), {"count": count}))
        self.rows.setAccessibleName(self._title.text())
        self.setVisible(bool(self._doubts))

    def _words(self, doubt: Doubt) -> str:
        finding = doubt.finding
        if finding.rule == "empty":
            return self.tr("The model wrote nothing for this paragraph, so it stays as it was.")
        return " ".join(finding.render(translate_core).split())[: 4 * _LONGEST]

    def _on_chosen(self, item: QListWidgetItem) -> None:
        self.chosen.emit(self._doubts[self.rows.row(item)])

    def minimumSizeHint(self) -> QSize:
        return QSize(0, super().minimumSizeHint().height())

    def _retranslate(self) -> None:
        self._fill()
