"""The bar above a text in which one looks for words: what, how many, before, after.

Owns its widgets and keys. Must not look for anything itself, nor know what text it is.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QToolButton, QWidget

from llmdesk.ui.language import Retranslating
from llmdesk.ui.theme import GAP, HALF, SPACE, Theme, set_kind
from llmdesk.ui.widgets.plain_label import plain_label

_TYPED_MS = 150


class FindBar(Retranslating, QWidget):
    """Hidden until `ask`. `changed(text)`: other words; `step_asked(1 or -1)`; `closed`, and whether the keys
    went here. Whoever has one says what it looks in: `field_words` and `count_words`."""

    changed = Signal(str)
    step_asked = Signal(int)
    closed = Signal(bool)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._count: tuple[int, int] | None = None
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        set_kind(self, "notice")
        self.edit, self._told = QLineEdit(), plain_label("muted")
        self._previous, self._next, self._close = QToolButton(), QToolButton(), QToolButton()
        self._typed = QTimer(self, singleShot=True, interval=_TYPED_MS)
        self._typed.timeout.connect(lambda: self.changed.emit(self.edit.text()))
        self.edit.textEdited.connect(self._typed.start)
        self.edit.installEventFilter(self)
        self._previous.clicked.connect(lambda: self.step_asked.emit(-1))
        self._next.clicked.connect(lambda: self.step_asked.emit(1))
        self._close.clicked.connect(self.close_bar)
        row = QHBoxLayout(self)
        row.setContentsMargins(GAP, HALF, SPACE, HALF)
        row.setSpacing(SPACE)
        row.addWidget(self.edit, 1)
        for widget in (self._told, self._previous, self._next, self._close):
            row.addWidget(widget)
        self.hide()
        theme.changed.connect(self._retint)
        self._retint()
        self._retranslate()

    def ask(self) -> None:
        """Ready to type; what was looked for before is selected."""
        self.show()
        self.edit.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.edit.selectAll()

    def show_words(self, text: str) -> None:
        """These words are looked for, whoever said so."""
        self._typed.stop()
        self.edit.setText(text)
        self.show()

    def show_count(self, number: int, total: int) -> None:
        """What shows is number `number` of `total` with the words; (0, 0): there is none."""
        self._count = (number, total)
        self._retranslate()

    def show_no_count(self) -> None:
        """Nothing is looked for."""
        self._count = None
        self._retranslate()

    def close_bar(self) -> None:
        """Hide; the words are no longer marked."""
        self._typed.stop()
        if not self.isHidden():
            focus = self.window().focusWidget()
            had_focus = focus is not None and self.isAncestorOf(focus)
            self.hide()
            self.closed.emit(had_focus)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.edit and isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                back = event.modifiers() & Qt.KeyboardModifier.ShiftModifier
                self._go(-1 if back else 1)
                return True
            if event.key() == Qt.Key.Key_Escape:
                self.close_bar()
                return True
        return False

    # -- what it looks in ---------------------------------------------------------------------------
    def field_words(self) -> str:
        """What the field is for, in the user's language."""
        raise NotImplementedError

    def count_words(self, number: int, total: int) -> str:
        """What is found, in the user's language; (0, 0): nothing."""
        raise NotImplementedError

    # -----------------------------------------------------------------------------------------------
    def _go(self, step: int) -> None:
        """The next one; or, where other words were just typed, their first."""
        if self._typed.isActive():
            self._typed.stop()
            self.changed.emit(self.edit.text())
        else:
            self.step_asked.emit(step)

    def _retranslate(self) -> None:
        self.edit.setPlaceholderText(self.field_words())
        self.edit.setAccessibleName(self.field_words())
        for button, name in (
            (self._previous, self.tr("Previous place")),
            (self._next, self.tr("Next place")),
            (self._close, self.tr("Close")),
        ):
            button.setAccessibleName(name)
            button.setToolTip(name)
        told = "" if self._count is None else self.count_words(*self._count)
        self._told.setText(told)
        for button in (self._previous, self._next):
            button.setEnabled(bool(self._count and self._count[1]))

    def _retint(self) -> None:
        self._previous.setIcon(self._theme.icon("up"))
        self._next.setIcon(self._theme.icon("down"))
        self._close.setIcon(self._theme.icon("close"))
