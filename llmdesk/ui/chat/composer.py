"""Where one types: grows with the text, sends on Enter, has Stop while an answer runs.

Owns the buttons and the size. Must not clear itself: the text leaves only when `take_sent` says that it
is stored.
"""

from __future__ import annotations

from typing import Literal

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from llmdesk.ui.chat.attaching.edit import AttachingEdit
from llmdesk.ui.language import Retranslating
from llmdesk.ui.theme import HALF, SPACE, Theme, set_kind

_MIN_LINES = 1


class Composer(Retranslating, QWidget):
    """`send_asked(text)`, `stop_asked()`, `text_changed()`, `edit_cancelled()`."""

    send_asked = Signal(str)
    stop_asked = Signal()
    text_changed = Signal()
    edit_cancelled = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._running = False
        self._edited: Literal["question", "answer"] | None = None
        self._attached = self._reading = self._alone = False
        self._max_height = 240
        self.edit = AttachingEdit()
        self._send, self._stop = QPushButton(), QPushButton()
        self._editing = QWidget()
        self._editing_label = QLabel(textFormat=Qt.TextFormat.PlainText)
        self._cancel_edit = QToolButton()
        self._arrange()
        self.edit.textChanged.connect(self._on_text)
        self.edit.submitted.connect(self._submit)
        self.edit.focused.connect(self._show_focus)
        self._send.clicked.connect(self._submit)
        self._stop.clicked.connect(self.stop_asked)
        self._cancel_edit.clicked.connect(self.edit_cancelled)
        self.edit.document().documentLayout().documentSizeChanged.connect(self._fit)
        theme.changed.connect(self._retint)
        self._retint()
        self._retranslate()
        self.set_running(False)
        self.set_editing(None)

    def _arrange(self) -> None:
        set_kind(self._send, "primary")
        set_kind(self._editing_label, "small")
        self.edit.setSizePolicy(
            self.edit.sizePolicy().horizontalPolicy(), self._send.sizePolicy().verticalPolicy()
        )
        note = QHBoxLayout(self._editing)
        note.setContentsMargins(0, 0, 0, 0)
        note.addWidget(self._editing_label, 1)
        note.addWidget(self._cancel_edit)
        self._box = box = QFrame()
        box.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        set_kind(box, "composer")
        self._tools = QHBoxLayout()
        self._tools.setSpacing(HALF)
        row = QHBoxLayout()
        row.setSpacing(SPACE)
        row.addLayout(self._tools)
        row.addStretch(1)
        for button in (self._send, self._stop):
            button.setIconSize(QSize(16, 16))
            row.addWidget(button, 0, Qt.AlignmentFlag.AlignBottom)
        self._inside = inside = QVBoxLayout(box)
        inside.setContentsMargins(SPACE + HALF, SPACE, SPACE, SPACE)
        inside.setSpacing(HALF)
        inside.addWidget(self._editing)
        inside.addWidget(self.edit)
        inside.addLayout(row)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(box)
        self.setFocusProxy(self.edit)

    def add_tool(self, tool: QWidget) -> None:
        """A button below the text, at the left."""
        self._tools.addWidget(tool)

    def add_above(self, widget: QWidget) -> None:
        """What goes with the text, above it."""
        self._inside.insertWidget(self._inside.indexOf(self.edit), widget)

    # -- text -----------------------------------------------------------------------------------
    def text(self) -> str:
        return self.edit.text()

    def set_text(self, text: str) -> None:
        """Replace the text and put the cursor behind it."""
        if text != self.text():
            self.edit.set_text(text)
        self.edit.moveCursor(QTextCursor.MoveOperation.End)

    def take_sent(self, sent: str) -> None:
        """`sent` is stored: it leaves, and what was typed meanwhile stays."""
        text = self.text()
        rest = rest_of(text, sent)
        if rest != text:
            self.set_text(rest)

    def _submit(self) -> None:
        if self._send.isEnabled():
            self.send_asked.emit(self.text())

    def _on_text(self) -> None:
        self._update_send()
        self.text_changed.emit()

    # -- state ----------------------------------------------------------------------------------
    def set_running(self, running: bool) -> None:
        """While an answer runs, Send gives way to Stop, and what is typed meanwhile can wait."""
        self._running = running
        had_focus = self._send.hasFocus() or self._stop.hasFocus()
        self._stop.setVisible(running)
        self._update_send()
        if had_focus:
            self.edit.setFocus()

    def _show_focus(self, focused: bool) -> None:
        """The frame is the box's, not the text's."""
        self._box.setProperty("focused", focused)
        self._box.style().unpolish(self._box)
        self._box.style().polish(self._box)

    def set_editing(self, edited: Literal["question", "answer"] | None) -> None:
        """What of an earlier message is edited, if any: what is sent then is another version of it."""
        self._edited = edited
        self._editing.setVisible(edited is not None)
        self._retranslate()

    def set_attached(self, attached: bool, *, reading: bool) -> None:
        """Whether something goes with the text: that cannot wait in the queue; `reading`: not all of it is
        there yet, and nothing can be sent."""
        self._attached, self._reading = attached, reading
        self._update_send()

    def set_alone(self, alone: bool) -> None:
        """Whether the text is to be answered in its own way: that cannot wait in the queue."""
        self._alone = alone
        self._update_send()

    def set_max_height(self, height: int) -> None:
        """A third of the window: beyond it the text scrolls."""
        self._max_height = height
        self._fit()

    def _update_send(self) -> None:
        document = self.edit.document()
        empty = document.characterCount() < 200 and not self.text().strip()
        waits = self._running and self._edited is None and not self._attached and not self._alone
        self._send.setEnabled(not empty and (waits or not self._running) and not self._reading)
        self._send.setVisible(not self._running or (waits and not empty))
        self._name_send(queues=waits and not empty)

    def _fit(self) -> None:
        line = self.edit.fontMetrics().lineSpacing()
        document = self.edit.document()
        # A QPlainTextEdit's document measures itself in lines.
        wanted = max(_MIN_LINES, document.size().height()) * line + 2 * document.documentMargin() + 2 * HALF
        height = int(min(wanted, max(self._max_height, 2 * line)))
        if height != self.edit.height():
            self.edit.setFixedHeight(height)

    # -- words and colours ------------------------------------------------------------------------
    def _retranslate(self) -> None:
        self.edit.setAccessibleName(self.tr("Message"))
        self.edit.setPlaceholderText(self.tr("Message…"))
        self._update_send()
        self._stop.setText(self.tr("Stop"))
        self._stop.setAccessibleName(self.tr("Stop"))
        self._stop.setToolTip(self.tr("Stop generating (Esc)"))
        self._editing_label.setText(
            self.tr("Editing an answer. The model's own version is kept, with what follows it.")
            if self._edited == "answer"
            else self.tr("Editing an earlier message. The original version is kept.")
        )
        self._cancel_edit.setText(self.tr("Cancel"))
        self._cancel_edit.setAccessibleName(self.tr("Cancel editing"))
        self._cancel_edit.setToolTip(self.tr("Cancel editing (Esc)"))

    def _name_send(self, *, queues: bool) -> None:
        if queues:
            name, tip = self.tr("Queue"), self.tr("Enter to send this after the answer")
        elif self._edited == "answer":
            name, tip = self.tr("Save"), self.tr("Enter to save, Shift+Enter for a new line")
        else:
            name, tip = self.tr("Send"), self.tr("Enter to send, Shift+Enter for a new line")
        if self._reading:
            tip = self.tr("You can send this when the attached files are read")
        if (name, tip) != (self._send.accessibleName(), self._send.toolTip()):
            self._send.setText(name)
            self._send.setAccessibleName(name)
            self._send.setToolTip(tip)

    def _retint(self) -> None:
        self._send.setIcon(self._theme.icon("send", "on_accent"))
        self._stop.setIcon(self._theme.icon("stop"))


def rest_of(text: str, sent: str) -> str:
    """What was typed behind `sent` until it was stored; all of `text` where it says something else now."""
    return text[len(sent) :].lstrip("\n") if text.startswith(sent) else text
