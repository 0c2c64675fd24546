"""A Sentiment tab on a real store, with an engine that counts words, for tests."""

from __future__ import annotations

import csv
import threading
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from PySide6.QtWidgets import QAbstractButton, QLabel, QPlainTextEdit, QWidget
from pytestqt.qtbot import QtBot

from llmdesk.cancel import CancelToken
from llmdesk.engine.types import Score, ScoreRequest
from llmdesk.ui.sentiment.tab import SentimentTab
from llmdesk.ui.services import Services
from llmdesk.ui.widgets.choice_box import ChoiceBox
from tests.tools.sentiment.engine import CountingEngine
from tests.ui.controls import visible

W = TypeVar("W", bound=QWidget)


class HeldEngine(CountingEngine):
    """Scores while `go` is set, or until `hold_after` items more (these at 1 ms each, so that progress
    shows); one that waits ends with a cancel."""

    def __init__(self) -> None:
        super().__init__()
        self.go, self.holding = threading.Event(), threading.Event()
        self.go.set()
        self.hold_after: int | None = None

    def score(self, request: ScoreRequest, cancel: CancelToken | None = None) -> Iterator[Score]:
        for score in super().score(request, cancel):
            if self.hold_after is not None:
                self.hold_after -= 1
                (cancel or CancelToken()).wait(0.001)
                if self.hold_after < 0:
                    self.hold_after = None
                    self.go.clear()
            while not self.go.wait(0.005):
                self.holding.set()
                if cancel is not None:
                    cancel.raise_if_cancelled()
            yield score


@dataclass
class SentimentDesk:
    """What a test of the Sentiment tab works with."""

    qtbot: QtBot
    services: Services
    tab: SentimentTab

    def wait(self, condition: Callable[[], bool]) -> None:
        self.qtbot.waitUntil(condition, timeout=20_000)

    def named(self, kind: type[W], name: str) -> W:
        """The visible control with this accessible name."""
        return visible(self.tab, kind, name)

    def has(self, name: str) -> bool:
        return any(w.accessibleName() == name and w.isVisible() for w in self.tab.findChildren(QWidget))

    def press(self, name: str) -> None:
        button = self.named(QAbstractButton, name)
        assert button.isEnabled(), name
        button.click()

    def type(self, text: str) -> None:
        self.named(QPlainTextEdit, "Text to analyze").setPlainText(text)

    def choose(self, name: str, text: str) -> None:
        """Pick the entry of a choice whose text begins so."""
        box = self.named(ChoiceBox, name)
        row = next(row for row, choice in enumerate(box.choices) if choice.text.startswith(text))
        box.activated.emit(row)

    def words(self) -> str:
        """All that the labels say."""
        return "\n".join(label.text() for label in self.tab.findChildren(QLabel) if label.isVisible())

    def notices(self) -> list[str]:
        return [" ".join(part for part in notice.texts if part) for notice in self.services.notify.notices]

    def analyze(self, text: str) -> None:
        self.type(text)
        self.press("Analyze")
        self.wait(lambda: not self.tab.text._job.running)

    def open_table(self, path: Path) -> None:
        self.press("A table")
        self.tab.table.opener.open(path)
        self.wait(lambda: self.has("Text column"))

    def score_table(self, path: Path) -> None:
        self.open_table(path)
        self.press("Score rows")
        self.wait(lambda: self.has("Rows"))

    def shown(self, column: int, count: int = 5) -> list[str]:
        """A column of the first rows that show, once they were read."""
        model = self.tab.table.review.rows.model()
        self.wait(lambda: model.rowCount() > 0)
        count = min(count, model.rowCount())
        self.wait(lambda: all(model.index(row, column).data() is not None for row in range(count)))
        return [str(model.index(row, column).data()) for row in range(count)]


def make_desk(qtbot: QtBot, services: Services) -> SentimentDesk:
    """The tab as it shows once its sets of labels are loaded."""
    tab = SentimentTab(services)
    qtbot.addWidget(tab)
    tab.resize(900, 520)
    tab.show()
    desk = SentimentDesk(qtbot, services, tab)
    desk.wait(lambda: tab.sets.loaded)
    return desk


def write_table(path: Path, texts: Sequence[str], labels: Sequence[str] = ()) -> Path:
    """A CSV with the columns id, comment and, where labels are given, right."""
    with path.open("w", newline="", encoding="utf-8") as stream:
        writer = csv.writer(stream)
        writer.writerow(["id", "comment", *(["right"] if labels else [])])
        for number, text in enumerate(texts):
            writer.writerow([number, text, *labels[number : number + 1]])
    return path
