"""The window on a computer without a model: it says how to get one."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QLabel, QPushButton, QTabBar
from pytestqt.qtbot import QtBot

from llmdesk.errors import NoModelError
from llmdesk.ui.services import Services
from llmdesk.ui.window.main_window import MainWindow
from tests.ui.conftest import FakeLibrary


def test_the_notice_leads_to_the_models_and_their_list_says_what_to_do(
    qtbot: QtBot, make_services: Callable[..., Services], library: FakeLibrary
) -> None:
    library.installed = []
    services = make_services(welcomed=True)
    window = MainWindow(services)
    qtbot.addWidget(window)
    window.show()
    with qtbot.waitSignal(services.models.models_changed):
        services.models.refresh()
    qtbot.waitUntil(lambda: [type(notice.error) for notice in services.notify.notices] == [NoModelError])
    button = next(b for b in window.findChildren(QPushButton) if b.text() == "Get a model")
    button.click()
    bar = next(bar for bar in window.findChildren(QTabBar) if bar.accessibleName() == "Tabs")
    assert bar.tabText(bar.currentIndex()) == "Models"
    words = [label.text() for label in window.findChildren(QLabel) if label.isVisible()]
    assert "No models yet. Download one that fits this computer, or import a GGUF file." in words
    library.installed = FakeLibrary("Small").installed
    with qtbot.waitSignal(services.models.models_changed):
        services.models.refresh()
    words = [label.text() for label in window.findChildren(QLabel) if label.isVisible()]
    assert "No models yet. Download one that fits this computer, or import a GGUF file." not in words


def test_at_the_first_start_the_page_says_it_and_no_notice_covers_it(
    qtbot: QtBot, services: Services, library: FakeLibrary
) -> None:
    library.installed = []
    window = MainWindow(services)
    qtbot.addWidget(window)
    window.show()
    with qtbot.waitSignal(services.models.models_changed):
        services.models.refresh()
    qtbot.waitUntil(lambda: any(b.text() == "Show all models" for b in window.findChildren(QPushButton)))
    assert services.notify.notices == []
