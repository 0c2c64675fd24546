"""The documents of a library that could not be read, each with its reason.

Owns the list. Must not read the documents.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QHeaderView,
    QPushButton,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from llmdesk.errors import fill
from llmdesk.store.libraries import StoredDocument
from llmdesk.ui.models.reveal import reveal
from llmdesk.ui.notify import error_text, translate_core
from llmdesk.ui.theme import HALF, SPACE, Theme, set_kind
from llmdesk.ui.widgets.plain_label import plain_label

MOST = 1_000  # that are listed; more are counted
_PATH = Qt.ItemDataRole.UserRole


class _Rows(QTreeWidget):
    """Enter is a double click."""

    opened = Signal(object)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        item = self.currentItem()
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and item is not None:
            self.opened.emit(Path(item.data(0, _PATH)))
            return
        super().keyPressEvent(event)


class UnreadList(QWidget):
    """`show_documents`; hidden without any. `retry_asked`: they are to be read again."""

    retry_asked = Signal()

    def __init__(
        self, theme: Theme, parent: QWidget | None = None, *, show_file: Callable[[Path], None] = reveal
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        self._documents: Sequence[StoredDocument] = ()
        self._count = 0
        self._head, self.retry = plain_label("strong", wrap=True), QPushButton()
        self.rows = _Rows()
        self.rows.setColumnCount(2)
        self.rows.setHeaderHidden(True)
        self.rows.setRootIsDecorated(False)
        self.rows.setUniformRowHeights(True)
        self.rows.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.rows.header().setSectionResizeMode(0, QHeaderView.ResizeMode.ResizeToContents)
        self.rows.header().setMaximumSectionSize(260)
        set_kind(self.rows, "framed")
        head = QHBoxLayout()
        head.setSpacing(SPACE)
        head.addWidget(self._head, 1)
        head.addWidget(self.retry)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(HALF)
        column.addLayout(head)
        column.addWidget(self.rows, 1)
        self.rows.itemDoubleClicked.connect(lambda item, _column: show_file(Path(item.data(0, _PATH))))
        self.rows.opened.connect(show_file)
        self.retry.clicked.connect(self.retry_asked)
        theme.changed.connect(self._fill)
        self._retranslate()

    def show_documents(self, documents: Sequence[StoredDocument], count: int) -> None:
        """The first of `count`."""
        self.setVisible(count > 0)
        if (documents, count) == (self._documents, self._count):
            return
        self._documents, self._count = documents, count
        self._fill()

    def _fill(self) -> None:
        self.rows.clear()
        items = []
        for document in self._documents[:MOST]:
            item = QTreeWidgetItem()
            reason = document.reason
            brief = reason.render(translate_core)[0] if reason is not None else ""
            item.setIcon(0, self._theme.icon("warning", "muted"))
            item.setText(0, document.path.name)
            item.setText(1, brief)
            item.setForeground(1, self._theme.color("muted"))
            item.setData(0, _PATH, str(document.path))
            item.setToolTip(0, str(document.path))
            item.setToolTip(1, error_text(reason) if reason is not None else "")
            item.setData(0, Qt.ItemDataRole.AccessibleTextRole, f"{document.path.name}, {brief}")
            items.append(item)
        self.rows.addTopLevelItems(items)
        self._retranslate()

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self._fill()
        super().changeEvent(event)

    def _retranslate(self) -> None:
        count = {"count": self.locale().toString(self._count), "shown": self.locale().toString(MOST)}
        if self._count == 1:
            text = self.tr("1 file could not be read")
        elif self._count > MOST:
            text = fill(self.tr("{count} files could not be read; the first {shown} are shown"), count)
        else:
            text = fill(self.tr("{count} files could not be read"), count)
        self._head.setText(text)
        self.rows.setAccessibleName(text)
        self.rows.setAccessibleDescription(self.tr("Double-click a file to see it in its folder"))
        self.rows.setToolTip(self.tr("Double-click a file to see it in its folder"))
        self.retry.setText(self.tr("Try again"))
        self.retry.setAccessibleName(self.tr("Try to read these files again"))
