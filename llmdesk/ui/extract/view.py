"""The table of values as one sees it: two lines a cell, a mark where something is to be checked.

Owns the drawing, the widths, the keys and the field that one edits in. What stands there is the model's.
"""

from __future__ import annotations

from PySide6.QtCore import QAbstractItemModel, QItemSelectionModel, QRect, QSize, Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence, QPainter, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QLineEdit,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from llmdesk.tools.extract.editing import LONGEST
from llmdesk.tools.extract.export import NO, YES
from llmdesk.tools.fields import FieldType
from llmdesk.ui.extract.model import CELL, Index, Seen, Spot, ValuesModel
from llmdesk.ui.language import Retranslating
from llmdesk.ui.look.sizes import scaled
from llmdesk.ui.notify import translate_core
from llmdesk.ui.tables.first_column import FirstColumn
from llmdesk.ui.theme import HALF, SPACE, ColorName, FontName, Theme, set_kind
from llmdesk.ui.widgets.choice_box import Choice, ChoiceBox

ROW = 46  # two lines
_ICON = 16
_DOCUMENT = 200
_WIDTHS: dict[FieldType, int] = {
    "text": 190, "number": 110, "date": 130, "money": 150, "yes/no": 100, "one of": 140, "list": 230,
}  # fmt: skip
_MOST_NAME = 0.42  # of the width, for the names of fields that stand below each other
_TONES: dict[str, ColorName] = {"plain": "text", "quiet": "muted", "marked": "warning"}


class ValuesView(Retranslating, QTableView):
    """`chosen(Spot)` for the cell that one goes to; of the column of names its field is -1."""

    chosen = Signal(object)

    def __init__(self, theme: Theme, model: ValuesModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._values = model
        self.setModel(model)
        self.setItemDelegate(_Cells(theme, model, self))
        set_kind(self, "figures")
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setMouseTracking(True)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectItems)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        triggers = QAbstractItemView.EditTrigger
        self.setEditTriggers(triggers.DoubleClicked | triggers.EditKeyPressed)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.verticalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self.horizontalHeader().setHighlightSections(False)
        self.horizontalHeader().setStretchLastSection(True)
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        self.verticalHeader().setHighlightSections(False)
        self.selectionModel().selectionChanged.connect(self._on_selection)
        self._documents = FirstColumn(self)
        model.modelReset.connect(self.fit)
        theme.changed.connect(self.fit)
        self.fit()

    # -- where one is -------------------------------------------------------------------------------
    @property
    def spot(self) -> Spot | None:
        """The chosen cell."""
        indexes = self.selectionModel().selectedIndexes()
        return self._values.spot(indexes[0]) if indexes else None

    def go_to(self, spot: Spot) -> None:
        """Choose a cell, and show it."""
        index = self._values.place(spot)
        if index.isValid():
            self.selectionModel().setCurrentIndex(index, QItemSelectionModel.SelectionFlag.ClearAndSelect)
            self.scrollTo(index)

    def scrollTo(
        self, index: Index, hint: QAbstractItemView.ScrollHint = QAbstractItemView.ScrollHint.EnsureVisible
    ) -> None:
        """Not beneath the names of the documents."""
        super().scrollTo(index, hint)
        hidden = self._documents.covers - self.visualRect(index).left()
        if index.column() > 0 and hidden > 0:
            across = self.horizontalScrollBar()
            across.setValue(across.value() - hidden)

    def commit(self) -> None:
        """What is being typed into a cell is meant."""
        for editor in self.viewport().findChildren(QLineEdit):
            self.commitData(editor)

    def _on_selection(self) -> None:
        spot = self.spot
        if spot is not None:
            self.chosen.emit(spot)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Copy is what the cell says."""
        if event.matches(QKeySequence.StandardKey.Copy) and self.spot is not None:
            QGuiApplication.clipboard().setText(str(self.currentIndex().data()))
            return
        super().keyPressEvent(event)

    # -- widths -------------------------------------------------------------------------------------
    def fit(self) -> None:
        """One record takes the whole width; else each column what its type needs."""
        turned = self._values.turned
        names, across = self.verticalHeader(), self.horizontalHeader()
        names.setDefaultSectionSize(scaled(ROW))
        names.setVisible(turned or not self._values.several)
        across.setVisible(not turned)
        names.setMaximumWidth(round(self.width() * _MOST_NAME) if turned else scaled(80))
        if turned:
            self._documents.hold(False)
            return
        first = int(self._values.several)
        if first:
            self.setColumnWidth(0, scaled(_DOCUMENT))
        self._documents.hold(bool(first))
        for number, field in enumerate(self._values.fields, first):
            named = self.fontMetrics().horizontalAdvance(field.name) + scaled(30)
            self.setColumnWidth(number, max(scaled(_WIDTHS[field.type]), min(named, scaled(260))))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._values.turned:
            self.verticalHeader().setMaximumWidth(round(self.width() * _MOST_NAME))

    def _retranslate(self) -> None:
        self._values.retranslate()


class _Cells(QStyledItemDelegate):
    """Draws cells, and makes the field to edit one in."""

    def __init__(self, theme: Theme, model: ValuesModel, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme, self._values = theme, model

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(scaled(80), scaled(ROW))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        seen = index.data(CELL)
        if not isinstance(seen, Seen):
            return
        selected = bool(option.state & QStyle.StateFlag.State_Selected)
        hovered = bool(option.state & QStyle.StateFlag.State_MouseOver)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = option.rect.adjusted(1, 1, -1, -1)
        if selected or hovered:
            focused = selected and bool(option.state & QStyle.StateFlag.State_HasFocus)
            painter.setPen(self._theme.color("focus") if focused else Qt.PenStyle.NoPen)
            painter.setBrush(self._theme.color("selected" if selected else "hover"))
            painter.drawRoundedRect(box, HALF, HALF)
        self._draw(painter, box.adjusted(SPACE, HALF, -SPACE, -HALF), seen)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        painter.setPen(self._theme.color("rule"))
        painter.drawLine(option.rect.bottomLeft(), option.rect.bottomRight())
        painter.restore()

    def _draw(self, painter: QPainter, box: QRect, seen: Seen) -> None:
        color = _TONES[seen.tone]
        if seen.tone == "marked":
            side = scaled(_ICON)
            icon = self._theme.icon("warning", color)
            icon.paint(painter, QRect(box.left(), box.top() + 1, side, side))
            box = box.adjusted(side + HALF, 0, 0, 0)
        middle = box.center().y() + 1
        above = QRect(box.left(), box.top(), box.width(), middle - box.top()) if seen.beneath else box
        self._line(painter, above, seen.text, "body", "muted" if seen.tone == "quiet" else "text")
        if seen.beneath:
            below = QRect(box.left(), middle, box.width(), box.bottom() - middle)
            self._line(painter, below, seen.beneath, "small", color if seen.tone == "marked" else "muted")

    def _line(self, painter: QPainter, box: QRect, text: str, font: FontName, color: ColorName) -> None:
        painter.setFont(self._theme.font(font))
        painter.setPen(self._theme.color(color))
        shown = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, box.width())
        painter.drawText(box, Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine, shown)

    # -- editing ------------------------------------------------------------------------------------
    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        spot = self._values.spot(index)
        field = self._values.fields[spot.field] if spot is not None else None
        if field is None or field.type not in ("yes/no", "one of"):
            there = len(str(index.data(Qt.ItemDataRole.EditRole)))
            line = QLineEdit(parent, maxLength=LONGEST + there)  # what is there is never cut
            line.setAccessibleName(field.name if field is not None else "")
            return line
        names = field.one_of if field.type == "one of" else (translate_core(YES), translate_core(NO))
        stored = field.one_of if field.type == "one of" else (YES, NO)
        box = ChoiceBox(parent)
        nothing = Choice(self.tr("Not stated"), "")
        there = index.data(Qt.ItemDataRole.EditRole)
        chosen = dict(zip(names, stored, strict=True)).get(there, there)
        box.set_choices([nothing, *map(Choice, names, stored)], chosen)
        box.setAccessibleName(field.name)
        box.setAutoFillBackground(True)
        box.chosen.connect(lambda _data: self._chosen(box))
        return box

    def _chosen(self, box: ChoiceBox) -> None:
        self.commitData.emit(box)
        self.closeEditor.emit(box)

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        if isinstance(editor, QLineEdit):
            editor.setText(str(index.data(Qt.ItemDataRole.EditRole)))
            editor.selectAll()

    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: Index) -> None:
        """Only what somebody has changed: to look into a cell is no edit."""
        if isinstance(editor, QLineEdit) and editor.isModified():
            model.setData(index, editor.text(), Qt.ItemDataRole.EditRole)
        elif isinstance(editor, ChoiceBox) and (now := editor.current) is not None:
            changed = (now.text if now.data else "") != index.data(Qt.ItemDataRole.EditRole)
            if changed:
                model.setData(index, str(now.data), Qt.ItemDataRole.EditRole)

    def updateEditorGeometry(self, editor: QWidget, option: QStyleOptionViewItem, index: Index) -> None:
        height = min(option.rect.height(), editor.sizeHint().height())
        box = QRect(option.rect)
        box.setTop(option.rect.center().y() - height // 2)
        box.setHeight(height)
        editor.setGeometry(box)
