"""What the tests of the Extract tab share: a tab with a model that copies what stands behind a name."""

from __future__ import annotations

import threading
from collections.abc import Iterator, Sequence
from pathlib import Path

from PySide6.QtCore import QAbstractItemModel, Qt
from PySide6.QtWidgets import QPushButton, QTableView, QWidget
from pytestqt.qtbot import QtBot

from llmdesk.cancel import CancelToken
from llmdesk.engine.types import Completion, GenerateRequest
from llmdesk.errors import UserError
from llmdesk.ui.extract.tab import ExtractTab
from llmdesk.ui.services import Services
from llmdesk.ui.widgets.source_view import SourceView
from tests.tools.extract.copying_engine import CopyingEngine
from tests.ui.controls import marked_words, named

INVOICE = (
    "Mill & Sons\n\nInvoice number: M-17\nInvoice date: 5 March 2024\nSeller: Mill & Sons\nBuyer: Ann Poe\n"
    "Net amount: EUR 1,000.00\nTax: EUR 240.00\nTotal: EUR 1,240.00\n"
)
LETTER = (
    "People: Ann Poe; Bo Li\nPlaces: Leeds\nOrganizations: Mill & Sons\nDates: 5 March\n\n"
    "Ann Poe wrote to Bo Li from Leeds. Ann Poe waits.\n"
)


class Copier(CopyingEngine):
    """Waits at a text with `held_at` in it until that is "" again. `said`: what it says of fields, whatever
    the text does."""

    def __init__(self) -> None:
        super().__init__()
        self.reached, self.said = threading.Event(), dict[str, str]()
        self.held_at = ""

    def _answer(self, prompt: str, many: bool) -> str:
        before = len(self.asked)
        answer = super()._answer(prompt, many)
        if len(self.asked) == before:  # of the trial
            return answer
        lines = (line.partition(": ") for line in answer.splitlines())
        return "".join(f"{name}{colon}{self.said.get(name, said)}\n" for name, colon, said in lines)

    def generate_many(
        self, requests: Sequence[GenerateRequest], cancel: CancelToken | None = None
    ) -> Iterator[tuple[int, Completion | UserError]]:
        for index, request in enumerate(requests):
            while self.held_at and self.held_at in (request.prompt or ""):
                self.reached.set()
                if cancel is not None:
                    cancel.wait(0.005)
                    cancel.raise_if_cancelled()
            yield index, self.generate(request).result()


def make_tab(qtbot: QtBot, services: Services) -> ExtractTab:
    """A tab in a window of its own, as large as in the smallest usual window, its draft read."""
    tab = ExtractTab(services)
    qtbot.addWidget(tab)
    tab.resize(900, 540)
    tab.show()
    qtbot.waitUntil(lambda: tab._drafts.is_read and tab.sets.is_read)
    return tab


def opened(tab: ExtractTab, qtbot: QtBot, *paths: Path) -> None:
    """With these documents, of which the first one shows."""
    tab._desk.open_files(paths)
    qtbot.waitUntil(lambda: tab._pane.given.opened is not None)


def button(tab: QWidget, name: str) -> QPushButton:
    """The one that shows, where there are several of a name."""
    found = [each for each in tab.findChildren(QPushButton) if each.accessibleName() == name]
    return next((each for each in found if each.isVisible()), found[0])


def source(tab: QWidget) -> SourceView:
    return named(tab, SourceView, "Source text")


def table(tab: QWidget) -> QTableView:
    return named(tab, QTableView, "Values")


def values(tab: QWidget) -> QAbstractItemModel:
    return table(tab).model()


def rows(tab: QWidget) -> list[list[str]]:
    model = values(tab)
    return [
        [str(model.index(row, column).data()) for column in range(model.columnCount())]
        for row in range(model.rowCount())
    ]


def fields(tab: QWidget) -> dict[str, str]:
    """Of one record: what stands behind each field."""
    model = values(tab)
    vertical = Qt.Orientation.Vertical
    return {str(model.headerData(row, vertical)): rows(tab)[row][0] for row in range(model.rowCount())}


def ready(tab: QWidget) -> bool:
    return button(tab, "Extract").isVisible() and source(tab).complete


def extract(tab: QWidget, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: button(tab, "Extract").isEnabled())
    button(tab, "Extract").click()
    qtbot.waitUntil(lambda: ready(tab) and table(tab).isVisible(), timeout=15_000)


def choose(tab: QWidget, row: int, column: int = 0) -> None:
    """Click a cell."""
    view = table(tab)
    index = view.model().index(row, column)
    view.scrollTo(index)
    view.setCurrentIndex(index)


def marked(tab: QWidget) -> list[str]:
    return marked_words(source(tab))
