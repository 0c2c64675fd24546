"""The list of prompts that "/" opens in the composer, and the places of a prompt that are filled in.

Owns the keys while the list shows, and Tab while there are places. Must not read the store.
"""

from __future__ import annotations

import re

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QTextCursor
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QWidget

from llmdesk.tools.chat.presets.types import Prompt
from llmdesk.ui.chat.long_line_edit import LongLineEdit
from llmdesk.ui.chat.presets.book import PresetBook
from llmdesk.ui.theme import HALF

_PLACE = re.compile(r"\{[^{}\n]{1,80}\}")
_SLASHES = ("/", "、", "／")  # as Chinese input methods give it, too
_MOST_ROWS, _MOST_TYPED = 8, 60
_SHOWN = 70  # characters of a prompt's text
_KEYS = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Tab)


class PromptList(QListWidget):
    """A list above the composer. `library_asked()`: the user wants to see or change all of them."""

    library_asked = Signal()

    def __init__(self, edit: LongLineEdit, book: PresetBook, window: QWidget) -> None:
        """`window`: the widget over which the list is shown."""
        super().__init__(window)
        self._edit, self._book, self._window = edit, book, window
        self._dismissed = False  # until the text no longer begins with a slash
        self._places: list[QTextCursor] = []  # of the prompt that was put in: those that Tab still goes to
        self._by_hand = False  # what changes the text now is a key, and no draft that is put in
        self._no_longer = QTimer(self, singleShot=True, interval=0)
        self._no_longer.timeout.connect(self._forget_key)
        self.setProperty("kind", "popup")
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # one goes on typing
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAutoFillBackground(True)
        self.hide()
        edit.textChanged.connect(self._on_text)
        edit.installEventFilter(self)
        window.installEventFilter(self)
        book.changed.connect(self._on_text)
        self.itemClicked.connect(self._take)

    def open(self) -> None:
        """Without a slash: what is chosen comes where the cursor is."""
        self._edit.setFocus()
        self._show(self._typed() or "")

    # -- the list -----------------------------------------------------------------------------------
    def _on_text(self) -> None:
        typed = self._typed()
        if typed is None:
            self._dismissed = False
            self.hide()
            return
        if not self._dismissed and (self._by_hand or self.isVisible()):
            self._show(typed)

    def _typed(self) -> str | None:
        """What stands behind the slash that begins the text; None: the text is something else."""
        if self._edit.document().characterCount() > _MOST_TYPED:
            return None
        text = self._edit.text()
        return text[1:] if text.startswith(_SLASHES) and "\n" not in text else None

    def _show(self, typed: str) -> None:
        wanted = typed.casefold().strip()
        found = [each.value for each in self._book.all("prompt") if _matches(each.value, wanted)]
        self.clear()
        for prompt in found:
            row = QListWidgetItem(f"{prompt.name}   {_beginning(prompt.text)}")
            row.setData(Qt.ItemDataRole.UserRole, prompt)
            row.setData(Qt.ItemDataRole.AccessibleTextRole, prompt.name)
            self.addItem(row)
        if not wanted:
            self.addItem(QListWidgetItem(self.tr("Add and edit prompts…")))
        self.setAccessibleName(self.tr("Prompts"))
        self.setVisible(self.count() > 0)
        if self.count():
            self.setCurrentRow(0)
            self._place()
            self.raise_()

    def _place(self) -> None:
        """Right above the text, as wide as it."""
        rows = min(self.count(), _MOST_ROWS)
        height = rows * self.sizeHintForRow(0) + 2 * HALF
        corner = self._edit.mapTo(self._window, QPoint(0, 0))
        top = max(0, corner.y() - height - 2 * HALF)
        self.setGeometry(corner.x(), top, self._edit.width(), min(height, corner.y() - 2 * HALF))

    def _take(self, row: QListWidgetItem) -> None:
        prompt = row.data(Qt.ItemDataRole.UserRole)
        self.hide()
        if isinstance(prompt, Prompt):
            self.insert(prompt)
        else:
            self._dismissed = True
            if self._typed() is not None:
                self._edit.set_text("")
            self.library_asked.emit()

    # -- a prompt and its places ----------------------------------------------------------------------
    def insert(self, prompt: Prompt) -> None:
        """Into the composer, instead of the slash and what is behind it; the first place is selected."""
        cursor = self._edit.textCursor()
        if self._typed() is not None:
            cursor.select(QTextCursor.SelectionType.Document)
        start = cursor.selectionStart()
        self._dismissed = True  # also where the prompt itself begins with a slash
        self._edit.setTextCursor(cursor)
        self._edit.insertPlainText(prompt.text)
        self._places = self._places_between(start, self._edit.textCursor().position())
        cursor.setPosition(start)
        self._edit.setTextCursor(cursor)
        if not self._next_place():
            self._edit.moveCursor(QTextCursor.MoveOperation.End)
        self._edit.setFocus()

    def _places_between(self, start: int, end: int) -> list[QTextCursor]:
        """Cursors, which stay on their places while the user types before them."""
        text = self._edit.toPlainText()
        places = []
        at, units = 0, 0  # the same place in characters and as Qt counts it
        for found in _PLACE.finditer(text, _from_utf16(text, start), _from_utf16(text, end)):
            units += _utf16_length(text[at : found.start()])
            at = found.end()
            place = QTextCursor(self._edit.document())
            place.setPosition(units)
            units += _utf16_length(found[0])
            place.setPosition(units, QTextCursor.MoveMode.KeepAnchor)
            places.append(place)
        return places

    def _next_place(self) -> bool:
        """Select the next place behind the cursor, each once; False: none, and Tab leaves the composer."""
        at = self._edit.textCursor().selectionEnd()
        while self._places:
            place = self._places.pop(0)
            if place.selectionStart() >= at and _PLACE.fullmatch(place.selectedText()):
                self._edit.setTextCursor(place)
                return True
        return False

    # -- keys -----------------------------------------------------------------------------------------
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._window:
            if event.type() == QEvent.Type.Resize and self.isVisible():
                self._place()
            return False
        if event.type() == QEvent.Type.FocusOut:
            self.hide()
        elif event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            if event.key() != Qt.Key.Key_Escape:
                return False
            self._places = []  # Tab leaves the composer again
            if self.isVisible():
                event.accept()  # it closes the list and nothing else
                return True
        elif event.type() in (QEvent.Type.KeyPress, QEvent.Type.InputMethod):
            self._by_hand = True
            self._no_longer.start()
            return isinstance(event, QKeyEvent) and self._on_key(event)
        return False

    def _forget_key(self) -> None:
        self._by_hand = False

    def _on_key(self, event: QKeyEvent) -> bool:
        key = event.key()
        if not self.isVisible():
            plain = event.modifiers() == Qt.KeyboardModifier.NoModifier
            return key == Qt.Key.Key_Tab and plain and self._next_place()
        if key in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            step = 1 if key == Qt.Key.Key_Down else -1
            self.setCurrentRow((self.currentRow() + step) % self.count())
            return True
        if key == Qt.Key.Key_Escape:
            self._dismissed = True
            self.hide()
            return True
        current = self.currentItem()
        if key in _KEYS and event.modifiers() == Qt.KeyboardModifier.NoModifier and current is not None:
            self._take(current)
            return True
        return False


def _matches(prompt: Prompt, wanted: str) -> bool:
    return wanted in prompt.name.casefold() or wanted == prompt.key


def _beginning(text: str) -> str:
    line = " ".join(text[: 2 * _SHOWN].split())
    return line if len(line) <= _SHOWN else line[: _SHOWN - 1] + "…"


def _utf16_length(text: str) -> int:
    """As Qt counts it."""
    return len(text) + sum(sign > "\uffff" for sign in text)


def _from_utf16(text: str, place: int) -> int:
    units = 0
    for index, sign in enumerate(text):
        if units >= place:
            return index
        units += 2 if sign > "\uffff" else 1
    return len(text)
