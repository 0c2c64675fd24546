"""What llmdesk says of itself: versions, folders, licences, and a newer version when it is asked for."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest
from PySide6.QtCore import QTimer, QUrl
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QPushButton, QWidget
from pytestqt.qtbot import QtBot

from llmdesk import __version__
from llmdesk.cancel import CancelToken
from llmdesk.network.failures import offline
from llmdesk.network.gate import Network
from llmdesk.network.releases import Release
from llmdesk.ui.services import Services
from llmdesk.ui.settings.about.licences import LicencesDialog
from llmdesk.ui.settings.about.page import AboutPage
from llmdesk.ui.settings.about.version import Check, VersionField
from tests.ui.controls import labels

PATIENCE_MS = 30_000  # on a machine that is at much else


def button(widget: QWidget, text: str) -> QPushButton:
    return next(b for b in widget.findChildren(QPushButton) if b.text() == text)


# -- the page -------------------------------------------------------------------------------------
def test_the_page_says_versions_and_opens_the_folders(qtbot: QtBot, services: Services) -> None:
    opened: list[QUrl] = []
    page = AboutPage(services, open_url=opened.append)
    qtbot.addWidget(page)
    page.show()
    qtbot.waitUntil(lambda: "llama-cpp-python" in labels(page), timeout=PATIENCE_MS)
    assert f"llmdesk {__version__}" in labels(page)
    assert services.hub.parts is None  # nobody was asked
    folders = [b for b in page.findChildren(QPushButton) if b.text() == "Open folder"]
    for folder in folders:
        folder.click()
    paths = services.paths
    assert [Path(url.toLocalFile()) for url in opened] == [paths.data, paths.models, paths.logs]


def test_details_are_copied_without_the_name_of_the_user(
    qtbot: QtBot, services: Services, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Path, "home", lambda: services.paths.data)
    (services.paths.logs / "llmdesk.log").write_text(f"read {services.paths.data}/file\n", "utf-8")
    page = AboutPage(services)
    qtbot.addWidget(page)
    page.show()
    button(page, "Copy details").click()
    qtbot.waitUntil(lambda: "Copied." in labels(page), timeout=PATIENCE_MS)
    text = QGuiApplication.clipboard().text()
    assert f"llmdesk {__version__}" in text
    assert "read ~/file" in text
    assert str(services.paths.data) not in text


# -- a newer version ------------------------------------------------------------------------------
def field(qtbot: QtBot, services: Services, check: Check, opened: list[QUrl] | None = None) -> VersionField:
    made = VersionField(services, check, (opened if opened is not None else []).append)
    qtbot.addWidget(made)
    made.show()
    qtbot.waitUntil(made.isVisible, timeout=PATIENCE_MS)
    return made


def test_a_newer_version_is_told_and_its_page_opens_after_it_was_shown(
    qtbot: QtBot, services: Services
) -> None:
    page, opened = "https://example.org/0.9", list[QUrl]()
    made = field(qtbot, services, lambda network, cancel: Release("newer", "0.9.0", page), opened)
    made.ask.click()
    qtbot.waitUntil(lambda: "llmdesk 0.9.0 is available" in labels(made), timeout=PATIENCE_MS)
    button(made, "What is new…").click()
    qtbot.waitUntil(lambda: page in labels(made), timeout=PATIENCE_MS)
    assert not opened
    button(made, "Open link").click()
    assert [url.toString() for url in opened] == [page]


@pytest.mark.parametrize(
    ("found", "said"),
    [
        (Release("same", "0.0.1", "https://example.org"), f"{__version__} is the newest version."),
        (Release("none"), "No version has been published yet."),
        (Release("newer", "9.0", ""), "llmdesk 9.0 is available"),
    ],
)
def test_what_was_found_is_said_and_no_page_where_there_is_none(
    qtbot: QtBot, services: Services, found: Release, said: str
) -> None:
    made = field(qtbot, services, lambda network, cancel: found)
    made.ask.click()
    qtbot.waitUntil(lambda: said in labels(made), timeout=PATIENCE_MS)
    assert not button(made, "What is new…").isVisible()


def test_what_went_wrong_is_said_where_it_was_asked(qtbot: QtBot, services: Services) -> None:
    def check(network: Network, cancel: CancelToken) -> Release:
        raise offline("example.org")

    made = field(qtbot, services, check)
    made.ask.click()
    qtbot.waitUntil(lambda: "llmdesk is offline." in labels(made), timeout=PATIENCE_MS)
    assert made.ask.isVisible()
    assert not services.notify.notices


def test_a_check_is_over_at_once_when_it_is_cancelled(qtbot: QtBot, services: Services) -> None:
    go = threading.Event()

    def check(network: Network, cancel: CancelToken) -> Release:
        assert go.wait(30)
        return Release("newer", "9.0", "https://example.org")

    made = field(qtbot, services, check)
    made.ask.click()
    cancel = button(made, "Cancel")
    assert cancel.isVisible()
    cancel.click()
    assert made.ask.isVisible()
    go.set()
    qtbot.waitUntil(lambda: services.tasks.wait_idle(0), timeout=PATIENCE_MS)
    later: list[bool] = []  # what the task left in the queue comes before this
    QTimer.singleShot(0, lambda: later.append(True))
    qtbot.waitUntil(lambda: bool(later), timeout=PATIENCE_MS)
    assert "9.0" not in labels(made)


# -- licences -------------------------------------------------------------------------------------
@pytest.fixture
def dialog(qtbot: QtBot, services: Services) -> LicencesDialog:
    dialog = LicencesDialog(services)
    qtbot.addWidget(dialog)
    dialog.show()
    qtbot.waitUntil(lambda: dialog.list.count() > 10, timeout=PATIENCE_MS)
    return dialog


def test_the_text_of_each_licence_can_be_read(qtbot: QtBot, dialog: LicencesDialog) -> None:
    qtbot.waitUntil(lambda: "MIT License" in dialog.text.toPlainText(), timeout=PATIENCE_MS)
    names = [dialog.list.item(row).text() for row in range(dialog.list.count())]
    dialog.list.setCurrentRow(names.index("Inter, the typeface"))
    qtbot.waitUntil(lambda: "SIL OPEN FONT LICENSE" in dialog.text.toPlainText(), timeout=PATIENCE_MS)
    assert "MIT License" not in dialog.text.toPlainText()


def test_a_long_text_comes_whole_and_begins_at_its_beginning(qtbot: QtBot, dialog: LicencesDialog) -> None:
    names = [dialog.list.item(row).text() for row in range(dialog.list.count())]
    row = names.index("pypdfium2")
    dialog.list.setCurrentRow(row)
    wanted = len(licences_text(dialog, row))
    assert wanted > 100_000
    qtbot.waitUntil(lambda: len(dialog.text.toPlainText()) == wanted, timeout=PATIENCE_MS)
    assert dialog.text.verticalScrollBar().value() == 0


def licences_text(dialog: LicencesDialog, row: int) -> str:
    from llmdesk.licences import text_of

    return text_of(dialog._shown[row]).replace("\r\n", "\n")


def test_a_word_finds_what_has_it_in_its_name_or_licence(dialog: LicencesDialog) -> None:
    dialog.search.setText("ofl")
    shown = [
        dialog.list.item(row).text()
        for row in range(dialog.list.count())
        if not dialog.list.item(row).isHidden()
    ]
    assert shown == ["Inter, the typeface"]
