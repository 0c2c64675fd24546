"""A tab My tools on a real store, with an engine that answers by a function, for tests."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import TypeVar

from PySide6.QtWidgets import QAbstractButton, QPlainTextEdit, QWidget
from pytestqt.qtbot import QtBot

from llmdesk.cancel import CancelToken
from llmdesk.engine.types import Completion, GenerateRequest, Score, ScoreRequest
from llmdesk.errors import UserError
from llmdesk.tools.own.shelf import ToolShelf
from llmdesk.tools.own.types import OwnTool
from llmdesk.ui.own.book import key_of
from llmdesk.ui.own.tab import OwnTab
from llmdesk.ui.services import Services
from tests.fakes import FakeEngine, FakeStream
from tests.tools.own.engine import text_in
from tests.ui.controls import labels

W = TypeVar("W", bound=QWidget)


class ToolEngine(FakeEngine):
    """Answers with `say(text)`, word by word; while `gate` is not set it waits. Of labels, the first one
    that stands in the text is the likeliest."""

    def __init__(self) -> None:
        super().__init__()
        self.say: Callable[[str], str] = lambda text: f"about {text}"
        self.asked: list[GenerateRequest] = []

    def generate(self, request: GenerateRequest) -> FakeStream:
        self.asked.append(request)
        self._answers = [(self.say(text_in(request)), None, "stop")]
        return super().generate(request)

    def score(self, request: ScoreRequest, cancel: CancelToken | None = None) -> Iterator[Score]:
        for index, item in enumerate(request.items):
            named = [2.0 * (label.strip() in item) for label in request.labels]
            yield Score(index, tuple(named), len(item.split()))

    def generate_many(
        self, requests: Sequence[GenerateRequest], cancel: CancelToken | None = None
    ) -> Iterator[tuple[int, Completion | UserError]]:
        for index, request in enumerate(requests):
            stream = self.generate(request)
            if cancel is not None:
                cancel.on_cancel(stream.cancel)
            yield index, stream.result()


@dataclass
class OwnDesk:
    """What a test of the tab works with."""

    qtbot: QtBot
    services: Services
    tab: OwnTab
    engine: ToolEngine

    def wait(self, condition: Callable[[], bool]) -> None:
        self.qtbot.waitUntil(condition, timeout=20_000)

    def all_named(self, kind: type[W], name: str) -> list[W]:
        return [w for w in self.tab.findChildren(kind) if w.accessibleName() == name and w.isVisible()]

    def named(self, kind: type[W], name: str) -> W:
        """The visible control with this accessible name."""
        return self.all_named(kind, name)[0]

    def has(self, name: str) -> bool:
        return bool(self.all_named(QWidget, name))

    def press(self, name: str) -> None:
        button = self.named(QAbstractButton, name)
        assert button.isEnabled(), name
        button.click()

    def type(self, text: str, field: str = "Text") -> None:
        self.named(QPlainTextEdit, field).setPlainText(text)

    def text(self, field: str = "Text") -> str:
        return self.named(QPlainTextEdit, field).toPlainText()

    def words(self) -> str:
        """All that the labels say."""
        return labels(self.tab)

    def notices(self) -> list[str]:
        return [" ".join(part for part in notice.texts if part) for notice in self.services.notify.notices]

    def listed(self) -> list[str]:
        items = self.tab.shelf.list
        return [items.item(row).text() for row in range(items.count())]

    def choose(self, name: str) -> None:
        each = next(each for each in self.tab.book.all() if each.tool.name == name)
        self.tab.book.choose(key_of(each))

    def shelve(self, tool: OwnTool) -> None:
        """One of the user's own, as if it had been there."""
        ToolShelf(self.services.store).keep(tool)
        self.tab.book.reload()
        self.wait(lambda: any(each.tool.name == tool.name for each in self.tab.book.all()))

    def run(self, text: str) -> None:
        self.type(text)
        self.press("Run")
        self.wait(lambda: not self.tab.text._job.running)

    def hold(self) -> threading.Event:
        """The engine waits before the next word."""
        self.engine.gate.clear()
        return self.engine.gate


def make_desk(qtbot: QtBot, services: Services, engine: ToolEngine) -> OwnDesk:
    """The tab as it shows once the shelf is read."""
    tab = OwnTab(services)
    qtbot.addWidget(tab)
    tab.resize(1000, 640)
    tab.show()
    desk = OwnDesk(qtbot, services, tab, engine)
    desk.wait(lambda: tab.book.loaded)
    return desk
