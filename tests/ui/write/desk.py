"""A Write tab on a real store, with an engine that says what the test says."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import TypeVar

from PySide6.QtWidgets import QAbstractButton, QWidget
from pytestqt.qtbot import QtBot

from llmdesk.cancel import CancelToken
from llmdesk.engine.types import Completion, GenerateRequest
from llmdesk.errors import UserError
from llmdesk.tools.write import Style
from llmdesk.ui.given.document_field import DocumentField
from llmdesk.ui.services import Services
from llmdesk.ui.write.changes_view import ChangesView
from llmdesk.ui.write.options import RewriteOptions
from llmdesk.ui.write.result_edit import ResultEdit
from llmdesk.ui.write.tab import WriteTab
from tests.fakes import FakeEngine
from tests.ui.controls import labels, visible

W = TypeVar("W", bound=QWidget)
TEXT = "He go to school.\n\nShe paid 45 euros for it.\n\nThey is here."
ANSWERS = ("He goes to school.", "She paid 54 euros for it.", "They are here.")
CORRECTED = "He goes to school.\n\nShe paid 45 euros for it.\n\nThey are here."


class Writer(FakeEngine):
    """Answers many at once in their order, each after `go` is set; `error` before the answer of `fail_at`."""

    def __init__(self) -> None:
        super().__init__()
        self.go = threading.Event()
        self.go.set()
        self.fail_at: int | None = None
        self.error: UserError | None = None

    def generate_many(
        self, requests: Sequence[GenerateRequest], cancel: CancelToken | None = None
    ) -> Iterator[tuple[int, Completion | UserError]]:
        for number, answer in super().generate_many(requests, cancel):
            while number and not self.go.wait(0.005):  # the first one is never held back
                if cancel is not None:
                    cancel.raise_if_cancelled()
            if number == self.fail_at and self.error is not None:
                raise self.error
            yield number, answer


@dataclass
class WriteDesk:
    """What a test of the Write tab works with."""

    qtbot: QtBot
    services: Services
    engine: Writer
    tab: WriteTab

    def wait(self, condition: Callable[[], bool]) -> None:
        self.qtbot.waitUntil(condition, timeout=60_000)

    def named(self, kind: type[W], name: str) -> W:
        """The visible control with this accessible name."""
        return visible(self.tab, kind, name)

    def press(self, name: str) -> None:
        button = self.named(QAbstractButton, name)
        assert button.isEnabled(), name
        button.click()

    def has(self, name: str) -> bool:
        return any(w.accessibleName() == name and w.isVisible() for w in self.tab.findChildren(QWidget))

    @property
    def field(self) -> DocumentField:
        return self.named(DocumentField, "Text to rewrite")

    @property
    def changes(self) -> ChangesView:
        return self.named(ChangesView, "Changes")

    @property
    def result(self) -> ResultEdit:
        return self.named(ResultEdit, "Result")

    @property
    def text(self) -> str:
        """What results."""
        return self.result.toPlainText()

    def words(self) -> str:
        """All that the labels say."""
        return labels(self.tab)

    def notices(self) -> list[str]:
        return [" ".join(part for part in notice.texts if part) for notice in self.services.notify.notices]

    def type(self, text: str) -> None:
        self.field.selectAll()
        self.field.insertPlainText(text)

    def choose(self, style: Style) -> None:
        options = self.tab.findChildren(RewriteOptions)[0]
        options.show_style(style)
        options.changed.emit()

    def rewrite(self, text: str, *answers: str, style: Style = "correct") -> None:
        self.engine.enqueue(*answers)
        self.choose(style)
        self.type(text)
        self.press("Rewrite")
        self.wait_done()

    def wait_done(self) -> None:
        self.wait(lambda: not self.tab.rewrite._job.running)
        self.wait(lambda: self.tab.rewrite._revisions._review is None or self.reviewed)

    @property
    def reviewed(self) -> bool:
        review = self.tab.rewrite._revisions._review
        return review is None or review.ended


def make_desk(qtbot: QtBot, services: Services, engine: Writer) -> WriteDesk:
    """The tab as it shows once its draft is read."""
    tab = WriteTab(services)
    qtbot.addWidget(tab)
    tab.resize(900, 540)
    tab.show()
    desk = WriteDesk(qtbot, services, engine, tab)
    desk.wait(lambda: tab.rewrite._drafts.is_read)
    return desk
