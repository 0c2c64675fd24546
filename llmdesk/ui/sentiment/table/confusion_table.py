"""How often each right label got which label, as a small table of numbers.

Owns the drawing. The numbers are written out; the shade only helps.
"""

from __future__ import annotations

from PySide6.QtCore import QLocale, Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QSizePolicy,
    QTableWidget,
    QTableWidgetItem,
    QWidget,
)

from llmdesk.tools.sentiment import Metrics
from llmdesk.ui.language import Retranslating
from llmdesk.ui.look.sizes import fix_width, scaled
from llmdesk.ui.theme import Theme, set_kind

_ROW, _COLUMN, _NAMES = 32, 112, 136
_MOST_ALPHA = 130
_LEFT = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
_RIGHT = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight


class ConfusionTable(Retranslating, QTableWidget):
    """Rows: the right labels; columns: what was given."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._metrics: Metrics | None = None
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.setTabKeyNavigation(False)
        self.setShowGrid(False)
        set_kind(self, "figures")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        for header in (self.horizontalHeader(), self.verticalHeader()):
            header.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
            header.setHighlightSections(False)
            header.setDefaultAlignment(_RIGHT if header is self.horizontalHeader() else _LEFT)
        fix_width(self.verticalHeader(), _NAMES)
        theme.changed.connect(self._fill)
        self._retranslate()

    def show_metrics(self, metrics: Metrics | None) -> None:
        self._metrics = metrics
        self.setVisible(metrics is not None)
        self._fill()

    def _fill(self) -> None:
        metrics = self._metrics
        if metrics is None:
            return
        names = list(metrics.labels)
        self.horizontalHeader().setDefaultSectionSize(scaled(_COLUMN))
        self.verticalHeader().setDefaultSectionSize(scaled(_ROW))
        self.setRowCount(len(names))
        self.setColumnCount(len(names))
        self.setHorizontalHeaderLabels(names)
        self.setVerticalHeaderLabels(names)
        for row, line in enumerate(metrics.confusion):
            whole = sum(line) or 1
            for column, count in enumerate(line):
                item = QTableWidgetItem(QLocale().toString(count))
                item.setTextAlignment(_RIGHT)
                color = QColor(self._theme.color("soft_blue" if row == column else "soft_orange"))
                color.setAlpha(round(_MOST_ALPHA * count / whole))
                item.setBackground(color)
                self.setItem(row, column, item)
        shown = min(len(names), 6)
        self.setFixedHeight(self.horizontalHeader().sizeHint().height() + shown * scaled(_ROW) + 4)

    def _retranslate(self) -> None:
        self.setAccessibleName(self.tr("Right labels and given labels"))
