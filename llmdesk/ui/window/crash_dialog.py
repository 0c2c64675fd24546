"""Shows a bug of ours, with a report to copy. For bugs only; everything else is a notice.

Owns the dialog and that there is one at a time. Must not decide what is a bug.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QPlainTextEdit, QPushButton, QVBoxLayout, QWidget

from llmdesk.diagnostics import Bug
from llmdesk.ui.theme import GAP, MARGIN, SPACE, Theme

SIZE = (640, 420)


class CrashReporter(QObject):
    """Brings bugs of any thread to one dialog on the GUI thread; later ones join the first."""

    _reported = Signal(object)

    def __init__(self, theme: Theme, report: Callable[[Bug], str], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._theme, self._report = theme, report
        self._dialog: CrashDialog | None = None
        self._window: QWidget | None = None
        self._reported.connect(self._show, Qt.ConnectionType.QueuedConnection)

    def use_window(self, window: QWidget) -> None:
        """The dialog belongs to this window."""
        self._window = window

    def on_bug(self, bug: Bug) -> None:
        """Any thread."""
        self._reported.emit(bug)

    def _show(self, bug: Bug) -> None:
        if self._dialog is not None and self._dialog.isVisible():
            return
        self._dialog = CrashDialog(self._report(bug), self._theme, self._window)
        self._dialog.show()


class CrashDialog(QDialog):
    """Not modal: what the user wrote can still be copied or sent."""

    def __init__(self, report: str, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("llmdesk ran into a problem"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
        self.resize(*SIZE)
        heading = QLabel(self.tr("Something unexpected went wrong."))
        heading.setProperty("kind", "heading")
        heading.setWordWrap(True)
        text = QLabel(
            self.tr(
                "Your chats are saved and you can keep working. If llmdesk behaves "
                "strangely, close it and start it again. The report below helps us fix the "
                "problem; please read it before you share it."
            )
        )
        text.setProperty("kind", "muted")
        text.setWordWrap(True)
        details = QPlainTextEdit(report, readOnly=True)
        details.setFont(theme.font("code"))
        details.setAccessibleName(self.tr("Report"))
        details.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        copy = QPushButton(self.tr("Copy report"))
        copy.clicked.connect(lambda: QGuiApplication.clipboard().setText(report))
        go_on = QPushButton(self.tr("Continue"))
        go_on.setProperty("kind", "primary")
        go_on.setDefault(True)
        go_on.clicked.connect(self.close)
        column = QVBoxLayout(self)
        column.setContentsMargins(MARGIN, MARGIN, MARGIN, GAP)
        column.setSpacing(GAP)
        for widget in (heading, text):
            column.addWidget(widget)
        column.addWidget(details, 1)
        row = QHBoxLayout()
        row.setSpacing(SPACE)
        row.addStretch(1)
        row.addWidget(copy)
        row.addWidget(go_on)
        column.addLayout(row)
