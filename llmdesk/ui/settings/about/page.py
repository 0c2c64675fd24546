"""The page of the settings on llmdesk itself: its version, a newer one, its folders, its licences.

Owns this page. Asks nobody unasked, and copies only what may be shown to others.
"""

from __future__ import annotations

import platform
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QUrl, qVersion
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from llmdesk import __version__
from llmdesk.diagnostics import Diagnostics, versions
from llmdesk.errors import fill
from llmdesk.ui.services import Services
from llmdesk.ui.settings.about.licences import LicencesDialog
from llmdesk.ui.settings.about.version import VersionField
from llmdesk.ui.settings.page import SettingsPage
from llmdesk.ui.theme import SPACE
from llmdesk.ui.widgets.elided_label import ElidedLabel
from llmdesk.ui.widgets.plain_label import plain_label


class AboutPage(SettingsPage):
    """What one is asked for in a bug report, and where things lie."""

    def __init__(
        self, services: Services, *, open_url: Callable[[QUrl], object] = QDesktopServices.openUrl
    ) -> None:
        super().__init__(services)
        self._open_url = open_url
        self._title, self._what = plain_label("heading"), plain_label("muted", wrap=True)
        self._facts = plain_label(wrap=True, selectable=True)
        self._copy, self._copied = QPushButton(), plain_label("muted")
        self._licences = QPushButton()
        self.version = VersionField(services)
        self._title.setText(f"llmdesk {__version__}")
        for part in (self._title, self._what):
            self.add_part(part)
        self._version_row = self.add_row(self.version, named=self.version.ask)
        details = QVBoxLayout()
        details.setSpacing(SPACE)
        details.addWidget(self._facts)
        details.addLayout(_row(self._copy, self._copied))
        self._details_row = self.add_row(details, named=self._copy)
        self._folders_heading = self.add_heading()
        self._folders = [
            _Folder(path, self._open)
            for path in (services.paths.data, services.paths.models, services.paths.logs)
        ]
        self._folder_rows = [self.add_row(folder, named=folder.button) for folder in self._folders]
        self._licences_heading = self.add_heading()
        self._licences_row = self.add_row(_row(self._licences), named=self._licences)
        self._copy.clicked.connect(self._copy_details)
        self._licences.clicked.connect(self._show_licences)
        self.finish()
        services.tasks.start(lambda _: versions(), owner=self, on_done=self._show_facts)

    def _show_facts(self, versions: dict[str, str]) -> None:
        lines = [
            f"llama.cpp: llama-cpp-python {versions['llama-cpp-python']}",
            f"Qt {qVersion()}, PySide6 {versions['PySide6-Essentials']}",
            f"Python {platform.python_version()}",
            f"{platform.system()} {platform.release()}, {platform.machine()}",
        ]
        self._facts.setText("\n".join(lines))

    def _copy_details(self) -> None:
        paths = self._services.paths

        def on_done(report: str) -> None:
            QGuiApplication.clipboard().setText(report)
            self._copied.setText(self.tr("Copied."))

        self._copied.setText("")
        self._services.tasks.start(lambda _: Diagnostics(paths).report(), owner=self, on_done=on_done)

    def _open(self, folder: Path) -> None:
        while not folder.is_dir() and folder != folder.parent:  # one that is made when it is needed
            folder = folder.parent
        self._open_url(QUrl.fromLocalFile(str(folder)))

    def _show_licences(self) -> None:
        LicencesDialog(self._services, self).open()

    def retranslate(self) -> None:
        self._what.setText(self.tr("A language model of your own: private, offline, on your own computer."))
        self._version_row.set_texts(
            self.tr("New versions"),
            self.tr(
                "llmdesk never checks by itself. The check sends the number of your version and nothing else."
            ),
        )
        self.version.retranslate()
        self._details_row.set_texts(
            self.tr("Details"),
            self.tr(
                "For a bug report: versions, system and the last lines of the logs; nothing that you wrote, "
                "and not the name of your home folder."
            ),
        )
        self._copy.setText(self.tr("Copy details"))
        self._copy.setAccessibleName(self.tr("Copy details"))
        self._copied.setText("")
        self._folders_heading.setText(self.tr("Folders"))
        names = (self.tr("Your data"), self.tr("Models"), self.tr("Logs"))
        for row, folder, name in zip(self._folder_rows, self._folders, names, strict=True):
            row.set_texts(name, "")
            folder.button.setText(self.tr("Open folder"))
            folder.button.setAccessibleName(fill(self.tr("Open the folder: {name}"), {"name": name}))
        self._licences_heading.setText(self.tr("Licences"))
        self._licences_row.set_texts(
            self.tr("Licences"),
            self.tr(
                "llmdesk is free software under the MIT licence. The libraries, fonts and data in it have "
                "their own."
            ),
        )
        self._licences.setText(self.tr("Show licences…"))
        self._licences.setAccessibleName(self.tr("Show licences"))


class _Folder(QWidget):
    """A folder's address, and the way into it."""

    def __init__(self, path: Path, open_folder: Callable[[Path], None]) -> None:
        super().__init__()
        self.button = QPushButton()
        self.button.clicked.connect(lambda: open_folder(path))
        place = ElidedLabel()
        place.setText(str(path))
        place.setToolTip(str(path))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(SPACE)
        row.addWidget(place, 1)
        row.addWidget(self.button)


def _row(*parts: QWidget) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setSpacing(SPACE)
    for part in parts:
        row.addWidget(part)
    row.addStretch(1)
    return row
