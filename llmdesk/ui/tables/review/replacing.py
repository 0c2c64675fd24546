"""The question whether what others changed in a table may be lost.

Owns the box. Must not write anything.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QMessageBox, QWidget

from llmdesk.errors import QT_TRANSLATE_NOOP
from llmdesk.tools.tables.types import WouldLose
from llmdesk.ui.notify import translate_core

_TITLE = QT_TRANSLATE_NOOP("ReplaceTable", "Run again")
_KEEP = QT_TRANSLATE_NOOP("ReplaceTable", "To keep them, cancel, and copy the table to another name first.")
_YES = QT_TRANSLATE_NOOP("ReplaceTable", "Replace the table")
_NO = QT_TRANSLATE_NOOP("ReplaceTable", "Cancel")


def ask_to_replace(parent: QWidget, doubt: WouldLose, replace: Callable[[], None]) -> None:
    """Ask; `replace` is called where the user says so."""
    title, detail, _hint = doubt.render(translate_core)
    box = QMessageBox(parent)
    box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    box.setIcon(QMessageBox.Icon.Question)
    box.setTextFormat(Qt.TextFormat.PlainText)
    box.setWindowTitle(_words(_TITLE))
    box.setText(title)
    box.setInformativeText(f"{detail}\n\n{_words(_KEEP)}")
    yes = box.addButton(_words(_YES), QMessageBox.ButtonRole.DestructiveRole)
    no = box.addButton(_words(_NO), QMessageBox.ButtonRole.RejectRole)
    box.setDefaultButton(no)
    box.setEscapeButton(no)
    yes.clicked.connect(replace)
    box.open()


def _words(text: str) -> str:
    return QCoreApplication.translate("ReplaceTable", text)
