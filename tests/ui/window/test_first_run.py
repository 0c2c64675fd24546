"""The first start: language, the first model, privacy, and one click to try each tab."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QLocale
from PySide6.QtWidgets import QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from llmdesk.paths import Paths
from llmdesk.store import Store
from llmdesk.tools.documents import from_text
from llmdesk.ui import examples
from llmdesk.ui.services import Services
from llmdesk.ui.window.main_window import MainWindow
from llmdesk.ui.window.welcome import Welcome
from tests.ui.controls import labels
from tests.ui.window.test_main_window import show, tabs

Make = Callable[..., Services]


def welcome(window: MainWindow) -> Welcome | None:
    return next((found for found in window.findChildren(Welcome) if found.isVisible()), None)


def click(widget: QWidget, name: str) -> None:
    button = next(
        b for b in widget.findChildren(QPushButton) if b.accessibleName().startswith(name) and b.isVisible()
    )
    button.click()


def test_the_first_start_says_what_stays_here_and_offers_a_model_with_its_size_and_licence(
    qtbot: QtBot, services: Services
) -> None:
    window = show(qtbot, services)
    page = welcome(window)
    assert page is not None
    qtbot.waitUntil(page.download.isVisible)
    assert "stays on this computer" in labels(page)
    assert "GB" in labels(page)
    assert "licence" in labels(page)
    assert page.start.isVisible()


def test_starting_ends_the_welcome_for_good(qtbot: QtBot, services: Services, paths: Paths) -> None:
    window = show(qtbot, services)
    page = welcome(window)
    assert page is not None
    qtbot.waitUntil(page.start.isVisible)
    page.start.click()
    assert welcome(window) is None
    assert window.chat.composer.edit.hasFocus() or window.focusWidget() is not None
    assert services.settings.value.welcomed
    assert welcome(show(qtbot, services)) is None


def test_starting_takes_the_model_that_the_button_names(qtbot: QtBot, make_services: Make) -> None:
    services = make_services(model="one that is gone")
    page = welcome(show(qtbot, services))
    assert page is not None
    qtbot.waitUntil(page.start.isVisible)
    assert services.models.current is None
    page.start.click()
    assert services.models.current == services.models.models[0]


def test_the_first_message_ends_the_welcome(qtbot: QtBot, services: Services) -> None:
    window = show(qtbot, services)
    window.chat.composer.set_text("Hello")
    window.chat.composer.send_asked.emit("Hello")
    qtbot.waitUntil(lambda: services.settings.value.welcomed)
    assert welcome(window) is None


def test_somebody_who_has_chats_already_is_not_welcomed(
    qtbot: QtBot, make_services: Make, paths: Paths
) -> None:
    store = Store(paths.database, paths.backups)
    store.add_message(store.create_conversation().id, None, "user", "Hello")
    store.close()
    services = make_services()
    window = show(qtbot, services)
    qtbot.waitUntil(lambda: services.settings.value.welcomed)
    assert welcome(window) is None


def test_the_suggested_model_is_downloaded_with_one_click(qtbot: QtBot, make_services: Make) -> None:
    services = make_services(offline=True)  # the row is there and says why nothing came
    window = show(qtbot, services)
    page = welcome(window)
    assert page is not None
    qtbot.waitUntil(page.download.isVisible)
    page.download.click()
    assert tabs(window).tabText(tabs(window).currentIndex()) == "Models"
    qtbot.waitUntil(lambda: len(services.downloads.rows) == 1)


def test_the_language_is_changed_at_once(qtbot: QtBot, services: Services) -> None:
    page = welcome(show(qtbot, services))
    assert page is not None
    click(page, "简体中文")
    assert services.settings.value.language == "zh_CN"


@pytest.mark.parametrize("language", [QLocale.Language.English, QLocale.Language.Chinese])
def test_the_examples_are_in_the_language_of_the_window(
    qtbot: QtBot, tmp_path: Path, language: QLocale.Language
) -> None:
    before = QLocale()
    QLocale.setDefault(QLocale(language))
    try:
        article, table = examples.article(), examples.table(tmp_path / "new")
    finally:
        QLocale.setDefault(before)
    chinese = language == QLocale.Language.Chinese
    assert from_text(article).language == ("zh" if chinese else "en")
    assert len(table.read_text(encoding="utf-8").splitlines()) == 21
    assert ("评价" in table.read_text(encoding="utf-8")) == chinese


def test_an_example_table_that_somebody_changed_is_left_as_it_is(tmp_path: Path) -> None:
    path = examples.table(tmp_path)
    path.write_text("mine", encoding="utf-8")
    assert examples.table(tmp_path).read_text(encoding="utf-8") == "mine"


def test_no_text_of_the_welcome_is_cut_off_in_a_small_window(qtbot: QtBot, services: Services) -> None:
    window = show(qtbot, services)
    page = welcome(window)
    assert page is not None
    qtbot.waitUntil(page.download.isVisible)
    window.resize(900, 600)

    def whole() -> bool:
        labels = [label for label in page.findChildren(QLabel) if label.isVisible() and label.wordWrap()]
        return len(labels) > 3 and all(
            label.height() >= label.heightForWidth(label.width()) for label in labels
        )

    qtbot.waitUntil(whole)
