"""The system's dialogs for files and folders: they open beside the window, and nobody waits for them.

Owns these dialogs and where they begin. Qt's own short ways (`exec`, `getOpenFileName`) run a loop inside
the click: an assistive technology that pressed the button gets no answer until the dialog is closed.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QStandardPaths
from PySide6.QtWidgets import QFileDialog, QLineEdit, QWidget

from llmdesk.outputs import unused_place
from llmdesk.ui.theme import set_kind

_FOLDER = "last_folder"  # a property of the window: where a file was chosen last


def ask_file(
    parent: QWidget,
    title: str,
    kinds: Sequence[str],
    then: Callable[[Path], None],
    folder: Path | None = None,
) -> None:
    """Ask for a file that is there. `then` is called with it; not at all when the user cancels.

    `kinds`: what is offered, as "Text (*.txt)"; the first one is set. `folder`: where to look first.
    """
    dialog = _dialog(parent, title, QFileDialog.FileMode.ExistingFile, kinds, folder)
    _open(parent, dialog, lambda paths: then(paths[0]))


def ask_files(parent: QWidget, title: str, kinds: Sequence[str], then: Callable[[list[Path]], None]) -> None:
    """As `ask_file`, for one file or several."""
    _open(parent, _dialog(parent, title, QFileDialog.FileMode.ExistingFiles, kinds), then)


def ask_folder(parent: QWidget, title: str, then: Callable[[Path], None]) -> None:
    """As `ask_file`, for a folder."""
    dialog = _dialog(parent, title, QFileDialog.FileMode.Directory, ())
    dialog.setOption(QFileDialog.Option.ShowDirsOnly)
    _open(parent, dialog, lambda paths: then(paths[0]))


def ask_place(
    parent: QWidget,
    title: str,
    proposed: Path,
    kinds: Sequence[str],
    then: Callable[[Path, str], None],
    meant: Callable[[Path, str], Path] | None = None,
) -> None:
    """Ask where to save. `then(path, kind)`: the path, and which of `kinds` was set.

    `proposed`: a name, or a path where the folder is known. `meant(path, kind)`: the path with the suffix
    that the user left out. The dialog asks before it names a file that is there already; about a name
    that was completed it did not ask, so that gets a number where it is taken.
    """
    folder = proposed.parent if proposed.is_absolute() else None
    dialog = _dialog(parent, title, QFileDialog.FileMode.AnyFile, kinds, folder)
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    dialog.selectFile(proposed.name)

    def chosen(paths: list[Path]) -> None:
        path, kind = paths[0], dialog.selectedNameFilter()
        whole = path if meant is None else meant(path, kind)
        then(whole if whole == path else unused_place(whole), kind)

    _open(parent, dialog, chosen)


def _dialog(
    parent: QWidget, title: str, mode: QFileDialog.FileMode, kinds: Sequence[str], folder: Path | None = None
) -> QFileDialog:
    documents = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
    begin = str(folder) if folder is not None else parent.window().property(_FOLDER) or documents
    dialog = QFileDialog(parent, title, str(_there(Path(begin))))
    dialog.setFileMode(mode)
    if kinds:
        dialog.setNameFilters(kinds)
    # Qt's own Chinese lacks these two, which show where the system has no dialog of its own.
    look_in = QCoreApplication.translate("FileDialogs", "Look in:")
    file_type = QCoreApplication.translate("FileDialogs", "Files of type:")
    dialog.setLabelText(QFileDialog.DialogLabel.LookIn, look_in)
    dialog.setLabelText(QFileDialog.DialogLabel.FileType, file_type)
    return dialog


def _there(folder: Path) -> Path:
    """`folder`, or what is left of it: Qt would type the name of one that is gone as if it were a file's."""
    return next((place for place in (folder, *folder.parents) if place.is_dir()), Path.home())


def _open(parent: QWidget, dialog: QFileDialog, then: Callable[[list[Path]], None]) -> None:
    window = parent.window()

    def chosen(names: Sequence[str]) -> None:
        paths = [Path(name) for name in names]
        if paths:
            window.setProperty(_FOLDER, str(paths[0].parent))
            then(paths)

    for line in dialog.findChildren(QLineEdit):  # Qt's own dialog; the system's has none
        popup = completer.popup() if (completer := line.completer()) is not None else None
        if popup is not None:
            set_kind(popup, "popup")  # without a ground of its own it is black
    dialog.filesSelected.connect(chosen)
    dialog.finished.connect(dialog.deleteLater)
    dialog.open()
