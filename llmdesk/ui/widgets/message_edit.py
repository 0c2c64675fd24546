"""A field for plain text in which Enter means: send.

Owns the keys (Enter, Shift+Enter, an input method's Enter) and how lines are wrapped.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, QMimeData, Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QInputMethodEvent, QKeyEvent, QResizeEvent, QTextOption
from PySide6.QtWidgets import QFrame, QPlainTextEdit, QWidget

from llmdesk.ui.widgets.document_text import text_of, with_its_spaces
from llmdesk.ui.widgets.reading_width import bound_reading_width

# Qt needs a time with the square of a word's length to find where to wrap: 43 s for a megabyte.
# Lines longer than this are wrapped anywhere, which takes 0.1 s.
_LONG_LINE = 10_000


class MessageEdit(QPlainTextEdit):
    """Plain text only. `submitted` when Enter means: send."""

    submitted = Signal()
    focused = Signal(bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._composing = False
        self._just_committed = False
        self._commit_passed = QTimer(self, singleShot=True, interval=0)
        self._commit_passed.timeout.connect(self._forget_commit)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)  # it wraps
        self.setTabChangesFocus(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.document().setDocumentMargin(2)
        # Comes before the text is laid out, also when an assistive technology set it.
        self.document().contentsChange.connect(self._choose_wrapping)

    def _choose_wrapping(self, position: int, _removed: int, added: int) -> None:
        option = self.document().defaultTextOption()
        wanted = QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere
        if option.wrapMode() == QTextOption.WrapMode.WrapAnywhere and self.document().characterCount() > 1:
            return  # until the field is empty again
        block = self.document().findBlock(position)
        while block.isValid() and block.position() <= position + added:
            if block.length() > _LONG_LINE:
                wanted = QTextOption.WrapMode.WrapAnywhere
                break
            block = block.next()
        if option.wrapMode() != wanted:
            option.setWrapMode(wanted)
            self.document().setDefaultTextOption(option)

    def resizeEvent(self, event: QResizeEvent) -> None:
        bound_reading_width(self)
        super().resizeEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            bound_reading_width(self)

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        was_composing = self._composing
        self._composing = bool(event.preeditString())
        if was_composing and not self._composing:
            # Some input methods end their text and pass the Enter that ended it on.
            self._just_committed = True
            self._commit_passed.start()
        super().inputMethodEvent(event)

    def _forget_commit(self) -> None:
        self._just_committed = False

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() not in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            super().keyPressEvent(event)
            return
        event.accept()
        if event.modifiers() & (Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.AltModifier):
            self.insertPlainText("\n")
            self.ensureCursorVisible()
        elif not (self._composing or self._just_committed):
            self.submitted.emit()

    def insertFromMimeData(self, source: QMimeData) -> None:
        if source.hasText():
            self.insertPlainText(source.text())

    def toPlainText(self) -> str:
        """With the no-break spaces, which Qt leaves out."""
        return text_of(self.document())

    def createMimeDataFromSelection(self) -> QMimeData:
        return with_its_spaces(super().createMimeDataFromSelection(), self.textCursor())

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.focused.emit(True)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.focused.emit(False)
