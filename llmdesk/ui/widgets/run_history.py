"""The button "History" of a tool's tab and the list of past runs that it opens.

Owns how past runs are listed, chosen and deleted (with a way back). What a run means is its tab's
business. Reads the store in tasks, since a result may be long.
"""

from __future__ import annotations

from PySide6.QtCore import (
    QDateTime,
    QLocale,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QRect,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QFrame,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from llmdesk.store import Run, RunHeading, RunKind
from llmdesk.ui.language import Retranslating
from llmdesk.ui.look.sizes import scaled
from llmdesk.ui.services import Services
from llmdesk.ui.theme import GAP, HALF, SPACE, ColorName, FontName, Theme, set_kind

_WIDTH, _HEIGHT = 360, 420
_ROW = 48
_HEADING = Qt.ItemDataRole.UserRole
_DETAIL = Qt.ItemDataRole.UserRole + 1
_Index = QModelIndex | QPersistentModelIndex


class RunHistory(Retranslating, QToolButton):
    """Opens the list of past runs of `kinds`, newest first. `chosen(Run)`."""

    chosen = Signal(object)

    def __init__(self, services: Services, *kinds: RunKind, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._services, self._kinds = services, kinds
        self.panel = _Panel(services.theme, self)
        self.panel.opened.connect(self._open)
        self.panel.delete_asked.connect(self._delete)
        self.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.clicked.connect(self._show_panel)
        services.theme.changed.connect(self._retint)
        self._retint()
        self._retranslate()

    def reload(self) -> None:
        """Read the list again; call it when a run was added or has ended."""
        self._services.tasks.start(
            lambda _context: self._services.store.run_headings(*self._kinds),
            owner=self,
            on_done=self.panel.show_runs,
        )

    def _show_panel(self) -> None:
        self.reload()
        self.panel.resize(scaled(_WIDTH), scaled(_HEIGHT))
        corner = self.mapToGlobal(QPoint(self.width() - self.panel.width(), self.height() + HALF))
        self.panel.move(max(self.window().mapToGlobal(QPoint(0, 0)).x() + SPACE, corner.x()), corner.y())
        self.panel.show()
        self.panel.list.setFocus()

    def _open(self, heading: RunHeading) -> None:
        self.panel.hide()
        self._services.tasks.start(
            lambda _context: self._services.store.run(heading.id),
            owner=self,
            on_done=self.chosen.emit,
        )

    def _delete(self, heading: RunHeading) -> None:
        def delete(_context: object) -> Run:
            run = self._services.store.run(heading.id)
            self._services.store.delete_run(heading.id)
            return run

        def offer_return(run: Run) -> None:
            self.reload()
            self._services.notify.show(self.tr("Deleted from the history."), undo=lambda: self._restore(run))

        self._services.tasks.start(delete, owner=self, on_done=offer_return)

    def _restore(self, run: Run) -> None:
        self._services.tasks.start(
            lambda _context: self._services.store.restore_run(run),
            owner=self,
            on_done=lambda _result: self.reload(),
        )

    def _retranslate(self) -> None:
        self.setText(self.tr("History"))
        self.setAccessibleName(self.tr("History"))
        self.setToolTip(self.tr("Earlier results from this tab"))

    def _retint(self) -> None:
        self.setIcon(self._services.theme.icon("history"))


class _Panel(Retranslating, QFrame):
    """The list in a frame of its own that closes when one clicks elsewhere."""

    opened = Signal(object)
    delete_asked = Signal(object)

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        set_kind(self, "popup")
        self.setFrameShape(QFrame.Shape.StyledPanel)
        self.list = QListWidget()
        self.list.setItemDelegate(_Delegate(theme, self.list))
        self.list.setMouseTracking(True)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._empty = QLabel(
            textFormat=Qt.TextFormat.PlainText, wordWrap=True, alignment=Qt.AlignmentFlag.AlignCenter
        )
        set_kind(self._empty, "muted")
        self._delete = QPushButton()
        set_kind(self._delete, "quiet")
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE, SPACE, SPACE, SPACE)
        column.setSpacing(SPACE)
        column.addWidget(self.list, 1)
        column.addWidget(self._empty, 1)
        column.addWidget(self._delete, 0, Qt.AlignmentFlag.AlignRight)
        self.list.itemClicked.connect(self._on_chosen)
        self.list.itemActivated.connect(self._on_chosen)
        self.list.currentItemChanged.connect(lambda item, _old: self._delete.setEnabled(item is not None))
        self._delete.clicked.connect(self._ask_delete)
        self.show_runs([])
        self._retranslate()

    def show_runs(self, headings: list[RunHeading]) -> None:
        row = self.list.currentRow()
        self.list.clear()
        for heading in headings:
            title = heading.title or self.tr("Untitled")
            item = QListWidgetItem(title)
            item.setData(_HEADING, heading)
            item.setData(_DETAIL, self._detail(heading))
            item.setData(Qt.ItemDataRole.AccessibleTextRole, f"{title}, {self._detail(heading)}")
            item.setToolTip("")
            self.list.addItem(item)
        self.list.setCurrentRow(min(max(row, 0), len(headings) - 1))
        self.list.setVisible(bool(headings))
        self._empty.setVisible(not headings)
        self._delete.setEnabled(bool(headings))
        if headings and self.isVisible() and not self._delete.hasFocus():
            self.list.setFocus()  # hidden until now, it could not take it

    def _detail(self, heading: RunHeading) -> str:
        made = QDateTime.fromSecsSinceEpoch(int(heading.created))
        parts = [QLocale().toString(made, QLocale.FormatType.ShortFormat), heading.model]
        states = {
            "stopped": self.tr("stopped"),
            "failed": self.tr("failed"),
            "running": self.tr("in progress"),
        }
        parts.append(states.get(heading.state, ""))
        return " · ".join(part for part in parts if part)

    def _on_chosen(self, item: QListWidgetItem) -> None:
        if self.isVisible():  # a click is an activation too on some systems
            self.opened.emit(item.data(_HEADING))

    def _ask_delete(self) -> None:
        item = self.list.currentItem()
        if item is not None:
            self.delete_asked.emit(item.data(_HEADING))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Delete:
            self._ask_delete()
        else:
            super().keyPressEvent(event)

    def _retranslate(self) -> None:
        self.list.setAccessibleName(self.tr("Past results"))
        self._empty.setText(self.tr("Nothing here yet. Results from this tab are kept here."))
        self._delete.setText(self.tr("Delete"))
        self._delete.setAccessibleName(self.tr("Delete from the history"))


class _Delegate(QStyledItemDelegate):
    """A title and below it, smaller, when and with which model."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        return QSize(60, scaled(_ROW))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        selected = bool(option.state & QStyle.StateFlag.State_Selected)
        hovered = bool(option.state & QStyle.StateFlag.State_MouseOver)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if selected or hovered:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(self._theme.color("selected" if selected else "hover"))
            painter.drawRoundedRect(option.rect.adjusted(1, 1, -1, -1), 6, 6)
        box = option.rect.adjusted(SPACE, HALF, -SPACE, -HALF)
        self._draw(painter, box, str(index.data()), "body", "text")
        self._draw(painter, box.adjusted(0, GAP + HALF, 0, 0), str(index.data(_DETAIL)), "small", "muted")
        painter.restore()

    def _draw(self, painter: QPainter, box: QRect, text: str, font: FontName, color: ColorName) -> None:
        painter.setFont(self._theme.font(font))
        painter.setPen(self._theme.color(color))
        shown = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, box.width())
        painter.drawText(box, Qt.AlignmentFlag.AlignTop | Qt.TextFlag.TextSingleLine, shown)
