"""The settings of the Models page and of its network, against a real server on loopback."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtWidgets import (
    QCheckBox,
    QLineEdit,
    QPushButton,
    QWidget,
)
from pytestqt.qtbot import QtBot

from llmdesk.paths import Paths
from llmdesk.settings import OFFICIAL_ENDPOINT
from llmdesk.ui.services import Services
from llmdesk.ui.settings.dialog import SettingsDialog
from llmdesk.ui.settings.endpoint_field import EndpointField
from llmdesk.ui.settings.models import ModelsPage
from llmdesk.ui.settings.proxy_field import ProxyField
from llmdesk.ui.settings.request_table import RequestTable
from tests.models.hub_server import Fault
from tests.ui.controls import labels
from tests.ui.file_dialog import choose_in_dialog
from tests.ui.models.desk import ModelsDesk

Make = Callable[..., Services]


@pytest.fixture
def dialog(desk: ModelsDesk) -> SettingsDialog:
    dialog = SettingsDialog(desk.services)
    desk.qtbot.addWidget(dialog)
    dialog.show_page("models")
    dialog.show()
    return dialog


def shown(dialog: QWidget, name: str) -> QWidget:
    return next(w for w in dialog.findChildren(QWidget) if w.accessibleName() == name and w.isVisible())


def button(dialog: QWidget, text: str) -> QPushButton:
    return next(b for b in dialog.findChildren(QPushButton) if b.text() == text and b.isVisible())


def test_the_test_of_the_endpoint_names_the_host_and_the_step_that_fails(
    desk: ModelsDesk, dialog: SettingsDialog
) -> None:
    button(dialog, "Test").click()
    desk.wait(lambda: "Downloading one byte of a file: 127.0.0.1 answered" in labels(dialog))
    desk.server.faults.append(Fault("portal"))
    button(dialog, "Test").click()
    desk.wait(lambda: "Downloading one byte of a file: 127.0.0.1 failed" in labels(dialog))
    edit = shown(dialog, "Endpoint")
    assert isinstance(edit, QLineEdit)
    edit.setText("http://127.0.0.1:1")
    button(dialog, "Test").click()
    desk.wait(lambda: "Listing models: 127.0.0.1 failed" in labels(dialog))
    assert desk.services.settings.value.endpoint == "http://127.0.0.1:1"


def test_an_endpoint_that_is_none_is_not_kept_and_the_default_comes_back(
    desk: ModelsDesk, dialog: SettingsDialog
) -> None:
    before = desk.services.settings.value.endpoint
    edit = shown(dialog, "Endpoint")
    assert isinstance(edit, QLineEdit)
    edit.setText("ftp://nowhere")
    desk.wait(lambda: "An endpoint looks like" in labels(dialog))
    assert desk.services.settings.value.endpoint == before
    shown(dialog, "Reset to default: Endpoint").click()  # type: ignore[attr-defined]  # a button
    assert desk.services.settings.value.endpoint == OFFICIAL_ENDPOINT
    assert edit.text() == OFFICIAL_ENDPOINT


def test_the_requests_of_the_session_are_listed(desk: ModelsDesk, dialog: SettingsDialog) -> None:
    assert "Nothing was sent to anyone" in labels(dialog)
    desk.search("tiny")
    desk.wait(lambda: "Nothing was sent to anyone" not in labels(dialog))
    (requests,) = dialog.findChildren(RequestTable)
    model = requests.model()
    assert [model.index(0, column).data() for column in (1, 2)] == ["127.0.0.1", "search"]


def test_the_offline_switch_is_one_and_the_same_everywhere(desk: ModelsDesk, dialog: SettingsDialog) -> None:
    switch = shown(dialog, "Offline")
    assert isinstance(switch, QCheckBox)
    switch.click()
    assert desk.named(QCheckBox, "Offline").isChecked()
    parts = desk.services.hub.parts
    assert parts is not None
    assert parts.network.options.offline


def test_a_token_is_used_for_the_session_and_shown_to_nobody(
    desk: ModelsDesk, dialog: SettingsDialog, paths: Paths
) -> None:
    desk.server.repos["closed/Secret-GGUF"].accepted = ("hf_secret",)
    edit = shown(dialog, "Access token")
    remember = next(
        b for b in dialog.findChildren(QCheckBox) if b.text().startswith(("Remember", "Only until"))
    )
    remember.setChecked(False)
    assert isinstance(edit, QLineEdit)
    edit.setText("hf_secret")
    button(dialog, "Keep").click()
    desk.wait(lambda: "is used until llmdesk closes" in labels(dialog))
    assert not edit.text()
    desk.download("closed/Secret-GGUF")
    desk.wait(lambda: desk.states() == ["done"])
    desk.services.settings.update(theme="dark")
    files = [p for p in paths.data.rglob("*") if p.is_file() and p.suffix != ".gguf"]
    assert files
    assert not any(b"hf_secret" in p.read_bytes() for p in files)


def test_the_password_of_a_proxy_is_used_and_written_to_no_file(
    desk: ModelsDesk, dialog: SettingsDialog, paths: Paths
) -> None:
    (field,) = dialog.findChildren(ProxyField)
    field.choice.activated.emit(2)
    address = shown(dialog, "Address of the proxy")
    assert isinstance(address, QLineEdit)
    address.setText("socks5://me:it%20is%20secret@127.0.0.1:9")
    address.editingFinished.emit()
    desk.wait(lambda: "The password is used until llmdesk closes." in labels(dialog))
    assert address.text() == desk.services.settings.value.proxy == "socks5://me@127.0.0.1:9"
    tokens = desk.services.hub.get().tokens
    assert tokens.proxy_password("socks5://me@127.0.0.1:9") == "it is secret"
    password = shown(dialog, "Password of the proxy")
    assert isinstance(password, QLineEdit)
    assert password.echoMode() == QLineEdit.EchoMode.Password
    password.setText("another")
    password.editingFinished.emit()
    desk.wait(lambda: tokens.proxy_password("socks5://me@127.0.0.1:9") == "another")
    assert not password.text()
    files = [p for p in paths.data.rglob("*") if p.is_file()]
    assert files
    assert not any(b"secret" in p.read_bytes() or b"another" in p.read_bytes() for p in files)


def test_the_password_in_the_settings_of_an_older_llmdesk_is_taken_out(
    make_services: Make, qtbot: QtBot, paths: Paths
) -> None:
    old = "http://me:secret@127.0.0.1:9"
    services = make_services(proxy=old)
    services.hub.start()
    qtbot.waitUntil(lambda: services.settings.value.proxy == "http://me@127.0.0.1:9")
    assert services.hub.get().tokens.proxy_password("http://me@127.0.0.1:9") == "secret"
    assert services.hub.get().network.options.proxy == "http://me@127.0.0.1:9"
    assert "secret" not in paths.settings.read_text()


def test_a_folder_that_is_added_is_looked_into(
    desk: ModelsDesk, dialog: SettingsDialog, tmp_path: Path
) -> None:
    (page,) = dialog.findChildren(ModelsPage)
    (tmp_path / "more").mkdir()
    button(dialog, "Add folder…").click()
    choose_in_dialog(desk.qtbot, tmp_path / "more")
    assert desk.services.settings.value.model_folders == (str(tmp_path / "more"),)
    page._folders.setCurrentRow(1)
    button(dialog, "Remove from the list").click()
    assert not page.value.model_folders


def test_the_address_of_the_hub_shows_whole_where_the_dialog_leaves_it_little_room(
    qtbot: QtBot, services: Services
) -> None:
    field = EndpointField(services)
    qtbot.addWidget(field)
    field.resize(340, field.sizeHint().height())  # as in the dialog at its usual size
    field.show()
    field.show_endpoint(OFFICIAL_ENDPOINT)
    words = field.address.fontMetrics().horizontalAdvance(OFFICIAL_ENDPOINT)
    qtbot.waitUntil(lambda: field.address.width() > words + 30, timeout=30_000)
