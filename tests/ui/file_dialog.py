"""Answers the dialogs for files and folders, as a user does."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QApplication, QComboBox, QDialogButtonBox, QFileDialog, QLineEdit
from pytestqt.qtbot import QtBot


def open_dialogs() -> list[QFileDialog]:
    return [w for w in QApplication.topLevelWidgets() if isinstance(w, QFileDialog) and w.isVisible()]


def name_field(dialog: QFileDialog) -> QLineEdit:
    field = dialog.findChild(QLineEdit, "fileNameEdit")
    assert isinstance(field, QLineEdit)
    return field


def choose_in_dialog(qtbot: QtBot, *paths: Path, kind: str = "") -> str:
    """Wait for the dialog, set the kind of file, type where it is, and accept. Returns the proposed name."""
    qtbot.waitUntil(lambda: len(open_dialogs()) == 1)
    (dialog,) = open_dialogs()
    proposed = name_field(dialog).text()
    if kind:
        kinds = dialog.findChild(QComboBox, "fileTypeCombo")
        assert isinstance(kinds, QComboBox)
        kinds.setCurrentIndex(kinds.findText(kind))
        dialog.selectNameFilter(kind)
    if len(paths) > 1:
        dialog.setDirectory(str(paths[0].parent))
        name_field(dialog).setText(" ".join(f'"{path.name}"' for path in paths))
    else:
        name_field(dialog).setText(str(paths[0]))
    _press(dialog, QDialogButtonBox.ButtonRole.AcceptRole)
    qtbot.waitUntil(lambda: not open_dialogs())
    return proposed


def cancel_dialog(qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: len(open_dialogs()) == 1)
    _press(open_dialogs()[0], QDialogButtonBox.ButtonRole.RejectRole)
    qtbot.waitUntil(lambda: not open_dialogs())


def _press(dialog: QFileDialog, role: QDialogButtonBox.ButtonRole) -> None:
    box = dialog.findChild(QDialogButtonBox)
    assert isinstance(box, QDialogButtonBox)
    next(button for button in box.buttons() if box.buttonRole(button) == role).click()
