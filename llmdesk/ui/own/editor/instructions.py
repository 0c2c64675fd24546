"""The field for a tool's instructions, in which the names of its places are completed after a brace.

Owns the list that opens, and its keys. Must not know what a tool is.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRect, QStringListModel, Qt
from PySide6.QtGui import QKeyEvent, QTextCursor
from PySide6.QtWidgets import QCompleter, QListView

from llmdesk.ui.look.sizes import scaled
from llmdesk.ui.theme import set_kind
from llmdesk.ui.widgets.fields.lines import Lines

_LONGEST = 60  # characters of a name
_WIDTH = 240
_TAKING = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Tab)


class PlacesField(Lines):
    """`set_places` says what is completed; {{ is a plain brace and completes nothing."""

    def __init__(self, lines: int) -> None:
        super().__init__(lines)
        self._names = QStringListModel(self)
        self.list = QListView()
        set_kind(self.list, "popup")
        self.completer = QCompleter(self._names, self)
        self.completer.setPopup(self.list)
        self.completer.setWidget(self)
        self.completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self.completer.activated.connect(self._complete)
        self.textChanged.connect(self._offer)

    def set_places(self, names: Sequence[str]) -> None:
        if list(names) != self._names.stringList():  # the list that is open would be another one
            self._names.setStringList(list(names))

    def _begun(self) -> str | None:
        """What stands between the cursor and the brace before it; None where there is none."""
        cursor = self.textCursor()
        line = cursor.block().text()[: cursor.positionInBlock()]
        head, brace, begun = line[-_LONGEST - 2 :].rpartition("{")
        if not brace or head.endswith("{") or "}" in begun:
            return None
        return begun

    def _offer(self) -> None:
        begun = self._begun()
        if begun is None or not self.hasFocus():
            self.list.hide()
            return
        self.completer.setCompletionPrefix(begun)
        is_whole = self.completer.completionCount() == 1 and self.completer.currentCompletion() == begun
        if not self.completer.completionCount() or is_whole:
            self.list.hide()
            return
        place = self.cursorRect()
        self.completer.complete(QRect(place.x(), place.y(), scaled(_WIDTH), place.height()))
        self.list.setCurrentIndex(self.completer.completionModel().index(0, 0))

    def _complete(self, name: str) -> None:
        """Put the whole name in the place of what was begun, with its brace."""
        begun = self._begun()
        if begun is None:
            return
        cursor = self.textCursor()
        cursor.movePosition(QTextCursor.MoveOperation.Left, QTextCursor.MoveMode.KeepAnchor, len(begun))
        after = self.textCursor().block().text()[self.textCursor().positionInBlock() :]
        cursor.insertText(name if after.startswith("}") else f"{name}}}")
        self.setTextCursor(cursor)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self.list.isVisible() and event.key() in _TAKING:
            event.ignore()  # the list takes it
            return
        super().keyPressEvent(event)
