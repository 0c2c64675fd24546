"""A page on which a summary is checked, and what the tests of it press and read."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import (
    QListWidget,
    QPushButton,
    QToolButton,
    QVBoxLayout,
    QWidget,
)
from pytestqt.qtbot import QtBot

from llmdesk.cancel import CancelToken
from llmdesk.engine.types import LoadedModel, ModelSpec
from llmdesk.ui.checking.judged_view import JudgedView
from llmdesk.ui.checking.page import CheckPage
from llmdesk.ui.given.document_field import DocumentField
from llmdesk.ui.services import Services
from tests.fakes import FakeEngine
from tests.ui.controls import named

POOL = "The pool opens on 3 June. Children under six swim for nothing."
ROOF = "🏠 The roof of the town hall was repaired in May.\n\nIt cost 40,000 euros."
TEXT = "The pool opens on 3 June. The mayor plays the violin in an orchestra. The roof cost 40,000 euros."


def make_page(qtbot: QtBot, services: Services) -> CheckPage:
    host, page = QWidget(), CheckPage(services)
    column = QVBoxLayout(host)
    column.addWidget(page.tools)
    column.addWidget(page)
    qtbot.addWidget(host)
    host.resize(900, 560)
    host.show()
    page.destroyed.connect(lambda: host)  # it lives as long as the page
    return page


def until(qtbot: QtBot, holds: Callable[[], bool]) -> None:
    """A reader process may take its time to start."""
    qtbot.waitUntil(holds, timeout=30_000)


def text_of(page: CheckPage) -> DocumentField:
    return named(page, DocumentField, "Text to check")


def source_of(page: CheckPage) -> DocumentField:
    return named(page, DocumentField, "Text of the source")


def view(page: CheckPage) -> JudgedView:
    return named(page, JudgedView, "Checked text")


def button(page: CheckPage, name: str) -> QPushButton:
    return named(page, QPushButton, name)


def start_button(page: CheckPage) -> QPushButton:
    """The button that begins a check, or, where a result stands, begins one again."""
    return next(
        widget
        for widget in page.findChildren(QPushButton)
        if widget.accessibleName() in ("Check", "Check again")
    )


def tool(page: CheckPage, name: str) -> QToolButton:
    return named(page, QToolButton, name)


def rows(page: CheckPage, name: str) -> list[str]:
    box = named(page, QListWidget, name)
    return [box.item(row).text() for row in range(box.count())]


def check(page: CheckPage, qtbot: QtBot) -> None:
    until(qtbot, lambda: start_button(page).isEnabled())
    start_button(page).click()
    until(qtbot, lambda: start_button(page).isVisible() and view(page).complete)


class Slow(FakeEngine):
    """Loads until it is cancelled."""

    def load(
        self, spec: ModelSpec, on_progress: object = None, cancel: CancelToken | None = None
    ) -> LoadedModel:
        assert cancel is not None
        while not self.gate.wait(0.005):
            cancel.raise_if_cancelled()
        raise AssertionError
