"""What the tests of the Translate tab share: a tab with a model that translates by a rule."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton, QToolButton, QWidget
from pytestqt.qtbot import QtBot

from llmdesk.cancel import CancelToken
from llmdesk.engine.types import Completion, GenerateRequest
from llmdesk.errors import EngineCrashed, UserError
from llmdesk.ui.given.document_field import DocumentField
from llmdesk.ui.services import Services
from llmdesk.ui.translate.panel import SegmentPanel
from llmdesk.ui.translate.rows import REMARK, SOURCE, TARGET
from llmdesk.ui.translate.rows_view import SegmentsView
from llmdesk.ui.translate.tab import TranslateTab
from tests.tools.translate.translating_engine import TranslatingEngine
from tests.ui.controls import named

TEXT = "The engine has 12 parts. Each part weighs 3 kg.\n\nIt was built in 1987 by hand."


class Translator(TranslatingEngine):
    """Holds its answers back while `gate` is not set, from the question of number `hold_at` on; crashes at
    that of number `crash_at`."""

    def __init__(self) -> None:
        super().__init__()
        self.unload()
        self.crash_at: int | None = None
        self.hold_at = 0
        self.held = threading.Event()

    def generate_many(
        self, requests: Sequence[GenerateRequest], cancel: CancelToken | None = None
    ) -> Iterator[tuple[int, Completion | UserError]]:
        for index, found in super().generate_many(requests, cancel):
            if len(self.requests) == self.crash_at:
                raise EngineCrashed("The engine stopped unexpectedly.")
            while len(self.requests) >= self.hold_at and not self.gate.wait(0.005):
                self.held.set()
                if cancel is not None:
                    cancel.raise_if_cancelled()
            yield index, found


def until(qtbot: QtBot, holds: Callable[[], bool]) -> None:
    """On a busy computer a reader process, or a thread, may take its time."""
    qtbot.waitUntil(holds, timeout=30_000)


def make_tab(qtbot: QtBot, services: Services) -> TranslateTab:
    tab = TranslateTab(services)
    qtbot.addWidget(tab)
    tab.resize(1100, 700)
    tab.show()
    until(qtbot, lambda: tab._drafts.is_read)
    return tab


def field(tab: QWidget) -> DocumentField:
    return named(tab, DocumentField, "Text to translate")


def view(tab: QWidget) -> SegmentsView:
    return named(tab, SegmentsView, "Translation")


def panel(tab: QWidget) -> SegmentPanel:
    return tab.findChildren(SegmentPanel)[0]


def button(tab: QWidget, name: str) -> QPushButton:
    """The one that shows, where there are several of a name."""
    found = [each for each in tab.findChildren(QPushButton) if each.accessibleName() == name]
    return next((each for each in found if each.isVisible()), found[0])


def tool(tab: QWidget, name: str) -> QToolButton:
    return named(tab, QToolButton, name)


def column(tab: QWidget, number: int, role: int = Qt.ItemDataRole.DisplayRole) -> list[str]:
    model = view(tab).model()
    return [model.index(row, number).data(role) or "" for row in range(model.rowCount())]


def sources(tab: QWidget) -> list[str]:
    return column(tab, SOURCE)


def targets(tab: QWidget) -> list[str]:
    return column(tab, TARGET)


def remarks(tab: QWidget) -> list[str]:
    model = view(tab).model()
    return [(model.index(row, TARGET).data(REMARK) or ("",))[0] for row in range(model.rowCount())]


def start(tab: QWidget) -> QPushButton:
    """What begins a translation, or goes on with it."""
    return next(
        each for each in tab.findChildren(QPushButton) if each.accessibleName() in ("Translate", "Continue")
    )


def idle(tab: QWidget) -> bool:
    return start(tab).isVisible() and start(tab).isEnabled()


def translate(tab: QWidget, qtbot: QtBot, text: str = "") -> None:
    """Type a text, if one is given, and wait for its translation."""
    if text:
        field(tab).selectAll()
        field(tab).insertPlainText(text)
    until(qtbot, lambda: idle(tab))
    start(tab).click()
    until(qtbot, lambda: idle(tab))


def go_to(tab: QWidget, row: int) -> None:
    """Choose a row as a click does."""
    view(tab).selectRow(row)
