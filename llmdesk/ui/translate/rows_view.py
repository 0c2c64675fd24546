"""Two columns of texts, row beside row, each as high as its longer text; only what shows is measured.

Owns how rows are drawn and how high they are. What they say, the model knows.
"""

from __future__ import annotations

from PySide6.QtCore import (
    QEvent,
    QModelIndex,
    QPersistentModelIndex,
    QPointF,
    QRect,
    QSize,
    Qt,
    QTimer,
    Signal,
)
from PySide6.QtGui import QFocusEvent, QFont, QKeyEvent, QPainter, QResizeEvent, QTextLayout, QTextOption
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from llmdesk.ui.look.sizes import scaled
from llmdesk.ui.theme import HALF, SPACE, ColorName, FontName, Theme
from llmdesk.ui.translate.rows import PENDING, REMARK, SOURCE, TARGET, SegmentRows

_LINE = 1.35  # of a font's height
_GUESS = 72  # pixels of a row that nobody has looked at yet
_Index = QModelIndex | QPersistentModelIndex


class SegmentsView(QTableView):
    """`chosen(place)` for what the user picks, -1 for none; `edit_asked` for Enter or a double click."""

    chosen = Signal(int)
    edit_asked = Signal()

    def __init__(self, theme: Theme, rows: SegmentRows, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows = rows
        self._going = False
        rows.setParent(self)  # so that it is deleted with the view, never before it
        self.setModel(rows)
        self.setItemDelegate(_Delegate(theme, self))
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.verticalHeader().setMinimumSectionSize(scaled(24))
        self.verticalHeader().setDefaultSectionSize(scaled(_GUESS))
        self.horizontalHeader().setHighlightSections(False)
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        self._fit = QTimer(self, singleShot=True, interval=0)
        self._fit.timeout.connect(self.fit_rows)
        self.verticalScrollBar().valueChanged.connect(lambda _value: self._fit.start())
        for changed in (rows.dataChanged, rows.modelReset, rows.rowsInserted):
            changed.connect(lambda *_: self._fit.start())
        self.selectionModel().selectionChanged.connect(self._on_selection)
        self.doubleClicked.connect(lambda _index: self.edit_asked.emit())
        theme.changed.connect(self._fit.start)

    # -- choosing -----------------------------------------------------------------------------------
    @property
    def place(self) -> int:
        """The chosen segment; -1 for none."""
        found = self.selectionModel().selectedRows()
        return self._rows.place(found[0].row()) if found else -1

    def go_to(self, place: int) -> None:
        """Choose a segment and scroll to it, as for what was clicked elsewhere."""
        row = self._rows.row(place)
        if row < 0:
            self.clearSelection()
            return
        index = self._rows.index(row, TARGET)
        self._going = True
        self.selectionModel().setCurrentIndex(
            index,
            self.selectionModel().SelectionFlag.ClearAndSelect | self.selectionModel().SelectionFlag.Rows,
        )
        self._going = False
        self.scrollTo(index)
        self.fit_rows()  # what is above it may be higher than it was guessed
        self.scrollTo(index)

    def _on_selection(self) -> None:
        if not self._going:
            self.chosen.emit(self.place)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Who comes by the keyboard sees where the keyboard is."""
        super().focusInEvent(event)
        by_key = event.reason() in (Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason)
        if by_key and self.place < 0 and self._rows.rowCount():
            self.selectRow(max(0, self.rowAt(0)))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_F2):
            self.edit_asked.emit()
        else:
            super().keyPressEvent(event)

    # -- heights ------------------------------------------------------------------------------------
    def fit_rows(self) -> None:
        """Make the rows that show as high as their texts."""
        count, row = self._rows.rowCount(), self.rowAt(0)
        if row < 0:
            return
        bottom = self.viewport().height()
        while row < count and self.rowViewportPosition(row) < bottom:
            height = max(self.sizeHintForIndex(self._rows.index(row, at)).height() for at in (SOURCE, TARGET))
            if height != self.rowHeight(row):
                self.setRowHeight(row, height)
            row += 1

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit.start()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self.verticalHeader().setDefaultSectionSize(scaled(_GUESS))
            self._fit.start()
        if event.type() == QEvent.Type.LanguageChange:
            self._fit.start()
            self.viewport().update()


class _Delegate(QStyledItemDelegate):
    """A text on as many lines as it needs, and below a translation, smaller, what is said of it."""

    def __init__(self, theme: Theme, view: QTableView) -> None:
        super().__init__(view)
        self._theme, self._view = theme, view

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        width = self._view.columnWidth(index.column()) - 2 * SPACE
        height = sum(_height(layout) for layout, _ in self._parts(index, width))
        return QSize(60, height + 2 * SPACE + (HALF if self._remark(index)[0] else 0))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        painter.save()
        box: QRect = option.rect
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(box, self._theme.color("selected"))
        painter.setPen(self._theme.color("rule"))
        painter.drawLine(box.bottomLeft(), box.bottomRight())
        painter.setClipRect(box)
        top = box.top() + SPACE
        for layout, color in self._parts(index, box.width() - 2 * SPACE):
            painter.setPen(self._theme.color(color))
            layout.draw(painter, QPointF(box.left() + SPACE, top))
            top += _height(layout) + HALF
        painter.restore()

    def _parts(self, index: _Index, width: int) -> list[tuple[QTextLayout, ColorName]]:
        text = str(index.data() or "")
        color: ColorName = "muted" if index.column() == SOURCE else "text"
        if index.column() == TARGET and index.data(PENDING):
            text, color = "…", "muted"
        parts = [(self._laid_out(text, "body", width), color)]
        words, color = self._remark(index)
        if words:
            parts.append((self._laid_out(words, "small", width), color))
        return parts

    def _remark(self, index: _Index) -> tuple[str, ColorName]:
        return index.data(REMARK) or ("", "muted")

    def _laid_out(self, text: str, name: FontName, width: int) -> QTextLayout:
        font: QFont = self._theme.font(name)
        layout = QTextLayout(text, font)
        option = QTextOption()
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        layout.setTextOption(option)
        layout.beginLayout()
        top, step = 0.0, round(self._theme.pixels(name) * _LINE)
        while (line := layout.createLine()).isValid():
            line.setLineWidth(max(1, width))
            line.setPosition(QPointF(0, top))
            top += step
        layout.endLayout()
        return layout


def _height(layout: QTextLayout) -> int:
    count = layout.lineCount()
    if not count:
        return 0
    last = layout.lineAt(count - 1)
    return round(last.position().y() + last.height())
