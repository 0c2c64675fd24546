"""The page of the settings on models: how they run, their folders, the way to the hub, what was asked of it.

Owns this form. Must not apply anything, and makes no request.
"""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QHBoxLayout,
    QListWidget,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from llmdesk.ui.file_dialogs import ask_folder
from llmdesk.ui.look.sizes import fix_height
from llmdesk.ui.services import Services
from llmdesk.ui.settings.endpoint_field import EndpointField
from llmdesk.ui.settings.page import SettingsPage
from llmdesk.ui.settings.proxy_field import ProxyField
from llmdesk.ui.settings.request_table import RequestTable
from llmdesk.ui.settings.running import RunningRows
from llmdesk.ui.settings.token_field import TokenField
from llmdesk.ui.theme import SPACE, set_kind
from llmdesk.ui.widgets.plain_label import plain_label

FOLDERS_HEIGHT = 84
REQUESTS_HEIGHT = 180
REFRESH_MS = 1000


class ModelsPage(SettingsPage):
    """How models run, their folders, and the network: offline, endpoint, proxy, token, requests."""

    def __init__(self, services: Services) -> None:
        super().__init__(services)
        self._endpoint, self._token = EndpointField(services), TokenField(services)
        self._folders, self._add, self._remove = QListWidget(), QPushButton(), QPushButton()
        self._proxy = ProxyField(services)
        self._offline = QCheckBox()
        self._requests = RequestTable()
        self._requests_name = plain_label()
        self._requests_hint = plain_label("small", wrap=True)
        self._running_heading = self.add_heading()
        self._running = RunningRows(services, self)
        self._folders_heading = self.add_heading()
        self._rows = {
            "folders": self.add_row(self._folder_field(), "model_folders", named=self._folders),
        }
        self.network = self.add_heading()
        self._rows |= {
            "offline": self.add_row(self._offline, "offline"),
            "endpoint": self.add_row(self._endpoint, "endpoint", named=self._endpoint.address),
            "proxy": self.add_row(self._proxy, "proxy", named=self._proxy.choice),
            "token": self.add_row(self._token, named=self._token.edit),
        }
        requests = QWidget()
        _fill(requests, self._requests_name, self._requests_hint, self._requests)
        self.add_part(requests)
        fix_height(self._requests, REQUESTS_HEIGHT)
        self._timer = QTimer(self, interval=REFRESH_MS)
        self._timer.timeout.connect(self._show_requests)
        self._connect()
        self.finish()

    def _folder_field(self) -> QVBoxLayout:
        fix_height(self._folders, FOLDERS_HEIGHT)
        set_kind(self._folders, "framed")
        buttons = QHBoxLayout()
        buttons.setSpacing(SPACE)
        buttons.addWidget(self._add)
        buttons.addWidget(self._remove)
        buttons.addStretch(1)
        return _column(self._folders, buttons)

    def _connect(self) -> None:
        self._add.clicked.connect(self._choose_folder)
        self._remove.clicked.connect(self._remove_folder)
        self._folders.currentRowChanged.connect(lambda row: self._remove.setEnabled(row > 0))
        self._offline.toggled.connect(lambda on: self.update_settings(offline=on))

    # -- words and values -----------------------------------------------------------------------
    def retranslate(self) -> None:
        texts = {
            "folders": (
                self.tr("Model folders"),
                self.tr("Where llmdesk looks for models. Downloads and copies go to the first folder."),
            ),
            "endpoint": (
                self.tr("Endpoint"),
                self.tr(
                    "Where models are searched for and downloaded from. Nothing is sent until you ask for it."
                ),
            ),
            "offline": (
                self.tr("Offline"),
                self.tr("llmdesk sends nothing to the network; running downloads stop."),
            ),
            "proxy": (
                self.tr("Proxy"),
                self.tr(
                    "A proxy between this computer and the endpoint. Its password is stored in the keyring."
                ),
            ),
            "token": (
                self.tr("Access token"),
                self.tr("Sent only to the host of the endpoint; never written to a file or a log."),
            ),
        }
        for name, (title, meaning) in texts.items():
            self._rows[name].set_texts(title, meaning)
        self._offline.setText(self.tr("Never use the network"))
        self._add.setText(self.tr("Add folder…"))
        self._remove.setText(self.tr("Remove from the list"))
        self._running_heading.setText(self.tr("How models run"))
        self._folders_heading.setText(self.tr("Where models are stored"))
        self.network.setText(self.tr("Network"))
        self._running.retranslate()
        self._requests_name.setText(self.tr("Network requests in this session"))
        self._requests.setAccessibleName(self.tr("Network requests in this session"))

    def show_values(self) -> None:
        value = self.value
        self._running.show_values()
        self._endpoint.show_endpoint(value.endpoint)
        self._token.refresh()
        self._offline.blockSignals(True)
        self._offline.setChecked(value.offline)
        self._offline.blockSignals(False)
        folders = [str(self._services.paths.models), *value.model_folders]
        if folders != [self._folders.item(row).text() for row in range(self._folders.count())]:
            self._folders.clear()
            self._folders.addItems(folders)
        self._remove.setEnabled(self._folders.currentRow() > 0)
        self._proxy.refresh()
        self._show_requests()

    def _show_requests(self) -> None:
        parts = self._services.hub.parts
        records = parts.network.requests() if parts is not None else ()
        self._requests.show_records(records)
        self._requests.setVisible(bool(records))
        self._requests_hint.setText("" if records else self.tr("None. Nothing was sent to anyone."))
        self._requests_hint.setVisible(not records)

    # -- folders ----------------------------------------------------------------------------------
    def _choose_folder(self) -> None:
        ask_folder(self, self.tr("Add folder"), self._add_folder)

    def _add_folder(self, path: Path) -> None:
        """Look for models there, too."""
        folder = str(path)
        if folder not in self.value.model_folders and folder != str(self._services.paths.models):
            self.update_settings(model_folders=(*self.value.model_folders, folder))

    def _remove_folder(self) -> None:
        row = self._folders.currentRow() - 1  # the first is llmdesk's own
        if row >= 0:
            folders = self.value.model_folders
            self.update_settings(model_folders=folders[:row] + folders[row + 1 :])

    # -- Qt ---------------------------------------------------------------------------------------
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._timer.start()
        self._show_requests()
        self._token.ask_keyring()

    def hideEvent(self, event: QHideEvent) -> None:
        self._timer.stop()
        super().hideEvent(event)


def _column(*parts: QWidget | QHBoxLayout) -> QVBoxLayout:
    column = QVBoxLayout()
    column.setSpacing(SPACE)
    for part in parts:
        if isinstance(part, QWidget):
            column.addWidget(part)
        else:
            column.addLayout(part)
    return column


def _fill(box: QWidget, *parts: QWidget) -> None:
    column = QVBoxLayout(box)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(SPACE)
    for part in parts:
        column.addWidget(part)
