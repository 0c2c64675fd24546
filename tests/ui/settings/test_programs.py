"""The page on other programs: the switch, what they need, who may ask, and who did."""

from __future__ import annotations

import time

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QCheckBox, QLabel, QLineEdit, QPushButton, QTreeView, QWidget
from pytestqt.qtbot import QtBot

from llmdesk.server.records import RequestRecord
from llmdesk.ui.programs import Open
from llmdesk.ui.services import Services
from llmdesk.ui.settings.programs.page import ProgramsPage
from llmdesk.ui.window.status_bar import StatusBar
from tests.ui.controls import labels
from tests.ui.test_programs import free_port

OPEN = Open("http://127.0.0.1:11439/v1", "llmdesk-abc", kept=True)


def named(page: QWidget, kind: type[QWidget], name: str) -> QWidget:
    (found,) = [one for one in page.findChildren(kind) if one.accessibleName() == name]
    return found


@pytest.fixture
def page(qtbot: QtBot, services: Services) -> ProgramsPage:
    page = ProgramsPage(services)
    qtbot.addWidget(page)
    page.resize(700, 900)
    page.show()
    return page


def test_a_click_switches_it_on_and_shows_what_a_program_needs(
    qtbot: QtBot, page: ProgramsPage, services: Services
) -> None:
    services.settings.update(server_port=free_port())
    services.programs.begin()
    assert "Off." in labels(page)
    switch = named(page, QCheckBox, "Use the model")
    assert isinstance(switch, QCheckBox)
    switch.click()
    qtbot.waitUntil(lambda: services.programs.status == "on")
    opened = services.programs.open
    assert opened is not None
    address, token = named(page, QLineEdit, "Address"), named(page, QLineEdit, "Token")
    assert isinstance(address, QLineEdit)
    assert isinstance(token, QLineEdit)
    assert (address.text(), token.text()) == (opened.address, opened.token)
    assert "no keyring" in labels(page)
    for name, text in (("Copy the address", opened.address), ("Copy the token", opened.token)):
        button = named(page, QPushButton, name)
        assert isinstance(button, QPushButton)
        button.click()
        assert QGuiApplication.clipboard().text() == text
    anew = named(page, QPushButton, "Make a new token")
    assert isinstance(anew, QPushButton)
    anew.click()
    qtbot.waitUntil(lambda: token.text() not in ("", opened.token))


def test_who_asked_is_listed_without_texts(
    page: ProgramsPage, services: Services, monkeypatch: pytest.MonkeyPatch
) -> None:
    table = page.findChild(QTreeView)
    assert table is not None
    assert not table.isVisible()
    assert "Nobody yet." in labels(page)
    now = time.time()
    records = (
        RequestRecord(now, "127.0.0.1", "notes/1.0", "POST", "/v1/chat/completions", 200, 1.0, 10, 5),
        RequestRecord(now, "192.168.1.9", "", "GET", "/v1/models", 403, 0.1),
        RequestRecord(now, "127.0.0.1", "notes/1.0", "POST", "/v1/chat/completions", 499, 1.0),
        RequestRecord(now, "127.0.0.1", "notes/1.0", "POST", "/v1/decisions", 400, 1.0),
        RequestRecord(now, "127.0.0.1", "notes/1.0", "GET", "/v1/models", 200, 0.1),
    )
    monkeypatch.setattr(services.programs, "records", lambda: records)
    services.programs._show("on", OPEN)
    assert table.isVisible()
    model = table.model()
    shown = [
        [str(model.index(row, column).data()) for column in (1, 2, 3)] for row in range(model.rowCount())
    ]
    assert shown == [
        ["notes/1.0", "/v1/models", "answered"],
        ["notes/1.0", "/v1/decisions", "refused (400)"],
        ["notes/1.0", "/v1/chat/completions", "it went away"],
        ["unnamed on 192.168.1.9", "/v1/models", "not let in (403)"],
        ["notes/1.0", "/v1/chat/completions", "15 tokens"],
    ]


def test_the_port_changes_when_it_is_whole(qtbot: QtBot, page: ProgramsPage, services: Services) -> None:
    port = named(page, QLineEdit, "Port")
    assert isinstance(port, QLineEdit)
    port.setFocus()
    port.selectAll()
    QTest.keyClicks(port, "2345")
    assert services.settings.value.server_port == 11439, "it may go on"
    QTest.keyClick(port, Qt.Key.Key_Return)
    assert services.settings.value.server_port == 2345
    port.selectAll()
    QTest.keyClicks(port, "12")
    port.clearFocus()
    assert port.text() == "2345", "what is no port is not taken"
    assert services.settings.value.server_port == 2345


def test_origins_are_kept_when_they_are_whole_and_what_is_none_is_said(
    qtbot: QtBot, page: ProgramsPage, services: Services
) -> None:
    field = named(page, QLineEdit, "Pages in a browser")
    assert isinstance(field, QLineEdit)

    def kept() -> tuple[str, ...]:
        return services.settings.value.server_origins

    field.setFocus()
    QTest.keyClicks(field, "HTTPS://Notes.example/ notes.example")
    assert kept() == (), "it may go on"
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert "“notes.example” is not an origin." in labels(page)
    assert kept() == ()
    field.selectAll()
    QTest.keyClicks(field, "HTTPS://Notes.example/, app://obsidian.md")
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert kept() == ("https://notes.example", "app://obsidian.md")
    assert field.text() == "https://notes.example app://obsidian.md"
    assert "is not an origin" not in labels(page)
    field.clear()
    field.clearFocus()
    assert kept() == ()


def test_the_foot_says_while_other_programs_can_ask(qtbot: QtBot, services: Services) -> None:
    bar = StatusBar(services.models, services.settings, services.programs)
    qtbot.addWidget(bar)
    bar.show()
    assert "Open to other programs" not in labels(bar)
    services.programs._show("on", OPEN)
    assert "Open to other programs" in labels(bar)
    assert any(OPEN.address in label.toolTip() for label in bar.findChildren(QLabel))
    services.programs._show("off")
    assert "Open to other programs" not in labels(bar)
