"""What dialogs with a form share: nothing that was typed in them is lost.

Owns when such a dialog closes: once its value is stored, or when the user wants to discard it. Must not know
what the value is.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QMessageBox, QWidget
from shiboken6 import isValid

from llmdesk.ui.notify import error_text
from llmdesk.ui.widgets.plain_label import plain_label

T = TypeVar("T")


class AskingDialog(QDialog):
    """Whoever hears that a value is to be kept calls what `when_stored` gives, or `not_stored`."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._failure = plain_label("danger", wrap=True)  # its place is the subclass's to choose
        self._failure.hide()
        self._unchanged: object = None
        self._focused: QWidget | None = None

    def value(self) -> object:
        """What the form says now."""
        raise NotImplementedError

    def _begin(self) -> None:
        """The form is filled: what differs from now on is a change of the user's."""
        self._unchanged = self.value()

    # -- storing ------------------------------------------------------------------------------------
    def _wait_until_stored(self) -> None:
        """Until it is known whether the value is stored, it cannot be changed or discarded."""
        self._failure.hide()
        self._focused = self.focusWidget()
        self.setEnabled(False)

    def when_stored(self, then: Callable[[T], None]) -> Callable[[T], None]:
        """The dialog closes, and `then`."""

        def call(result: T) -> None:
            if isValid(self):
                self.accept()
            then(result)

        return call

    def not_stored(self, error: Exception) -> None:
        """Everything stays as it was typed, with what went wrong."""
        if not isValid(self):
            return
        self.setEnabled(True)
        self._failure.setText(error_text(error))
        self._failure.show()
        layout = self.layout()
        if layout is not None:  # a line that wraps counts for no window's least height
            self.resize(self.width(), max(self.height(), layout.totalHeightForWidth(self.width())))
        if self._focused is not None and isValid(self._focused):
            self._focused.setFocus()

    # -- discarding ---------------------------------------------------------------------------------
    def reject(self) -> None:
        """By Escape, Cancel or the frame of the window."""
        if not self.isEnabled():
            return
        if self.value() == self._unchanged:
            super().reject()
            return
        box = QMessageBox(self)
        box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        box.setIcon(QMessageBox.Icon.Question)
        box.setTextFormat(Qt.TextFormat.PlainText)
        box.setWindowTitle(self.windowTitle())
        box.setText(self.tr("Discard your changes?"))
        discard = box.addButton(self.tr("Discard"), QMessageBox.ButtonRole.DestructiveRole)
        stay = box.addButton(self.tr("Keep editing"), QMessageBox.ButtonRole.RejectRole)
        box.setDefaultButton(stay)
        box.setEscapeButton(stay)
        discard.clicked.connect(self._discard)
        box.open()

    def _discard(self) -> None:
        super().reject()
