"""The list of checks: a mark, where and what, and below it why.

Owns how a check is drawn. Must not know the rules.
"""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QFontMetrics, QIcon, QPainter, QResizeEvent
from PySide6.QtWidgets import QListWidget, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from llmdesk.ui.theme import GAP, HALF, SPACE, FontName, Theme

DETAIL = Qt.ItemDataRole.UserRole + 1  # the second, smaller text of a row
_Index = QModelIndex | QPersistentModelIndex
_WRAP = Qt.TextFlag.TextWordWrap


class CheckList(QListWidget):
    """Rows of an icon, a text and a `DETAIL`; both are wrapped, nothing is cut."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setItemDelegate(_Delegate(theme, self))
        self.setMouseTracking(True)
        self.setResizeMode(QListWidget.ResizeMode.Adjust)
        self.setVerticalScrollMode(QListWidget.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.scheduleDelayedItemsLayout()  # the height of a row depends on the width


class _Delegate(QStyledItemDelegate):
    def __init__(self, theme: Theme, view: QListWidget) -> None:
        super().__init__(view)
        self._theme, self._view = theme, view

    def _boxes(self, row: QRect, index: _Index) -> tuple[QRect, QRect]:
        """Where the text and the detail stand."""
        left, width = row.left() + SPACE + GAP + SPACE, row.width() - 2 * SPACE - GAP - SPACE
        texts: tuple[tuple[FontName, str], ...] = (
            ("body", str(index.data())), ("small", str(index.data(DETAIL) or "")),
        )  # fmt: skip
        first, second = (
            QFontMetrics(self._theme.font(font)).boundingRect(0, 0, width, 10_000, _WRAP, text).height()
            for font, text in texts
        )
        head = QRect(left, row.top() + HALF + 2, width, first)
        return head, QRect(left, head.bottom() + 1, width, second if texts[1][1] else 0)

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        width = self._view.viewport().width()
        detail = self._boxes(QRect(0, 0, width, 0), index)[1]
        return QSize(width, detail.bottom() + HALF + 2)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        state = option.state
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if state & (QStyle.StateFlag.State_Selected | QStyle.StateFlag.State_MouseOver):
            painter.setPen(Qt.PenStyle.NoPen)
            selected = bool(state & QStyle.StateFlag.State_Selected)
            painter.setBrush(self._theme.color("selected" if selected else "hover"))
            if selected and state & QStyle.StateFlag.State_HasFocus:
                painter.setPen(self._theme.color("focus"))
            painter.drawRoundedRect(option.rect.adjusted(1, 1, -1, -1), 6, 6)
        head, detail = self._boxes(option.rect, index)
        icon = index.data(Qt.ItemDataRole.DecorationRole)
        if isinstance(icon, QIcon):
            icon.paint(painter, QRect(option.rect.left() + SPACE, head.top() + 1, GAP, GAP))
        painter.setFont(self._theme.font("body"))
        painter.setPen(self._theme.color("text"))
        painter.drawText(head, _WRAP, str(index.data()))
        painter.setFont(self._theme.font("small"))
        painter.setPen(self._theme.color("muted"))
        painter.drawText(detail, _WRAP, str(index.data(DETAIL) or ""))
        painter.restore()
