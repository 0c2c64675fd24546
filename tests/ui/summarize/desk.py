"""What the tests of the Summarize tab share: a tab with a model that copies sentences of its text."""

from __future__ import annotations

import threading
from collections.abc import Iterator, Sequence

from PySide6.QtWidgets import QListWidget, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from llmdesk.cancel import CancelToken
from llmdesk.engine.types import Completion, GenerateRequest
from llmdesk.errors import EngineCrashed, UserError
from llmdesk.tools.summarize import Remark, Source, Summary, SummarySentence
from llmdesk.ui.services import Services
from llmdesk.ui.summarize.summary_view import SummaryView
from llmdesk.ui.summarize.tab import SummarizeTab
from llmdesk.ui.widgets.source_view import SourceView
from tests.tools.summarize.reading_engine import TEXTS, ReadingEngine
from tests.ui.controls import marked_words, named

HARBOUR = (TEXTS / "en_harbour.txt").read_text("utf-8")


class Reader(ReadingEngine):
    """Waits before each answer until `gate` is set; crashes before the answer of number `crash_at`."""

    def __init__(self) -> None:
        super().__init__()
        self.gate.set()
        self.answered = threading.Event()
        self.crash_at: int | None = None

    def generate_many(
        self, requests: Sequence[GenerateRequest], cancel: CancelToken | None = None
    ) -> Iterator[tuple[int, Completion | UserError]]:
        answers = super().generate_many(requests, cancel)
        for number in range(len(requests)):
            while number and not self.gate.wait(0.005):  # the first one is never held back
                if cancel is not None:
                    cancel.raise_if_cancelled()
            if number == self.crash_at:
                raise EngineCrashed("The engine stopped unexpectedly.")
            yield next(answers)
            self.answered.set()


def make_tab(qtbot: QtBot, services: Services) -> SummarizeTab:
    """A tab in a window of its own, as large as in the smallest usual window, its draft read."""
    tab = SummarizeTab(services)
    qtbot.addWidget(tab)
    tab.resize(900, 540)
    tab.show()
    qtbot.waitUntil(lambda: tab._drafts.is_read)
    return tab


def button(tab: QWidget, name: str) -> QPushButton:
    return named(tab, QPushButton, name)


def source(tab: QWidget) -> SourceView:
    return named(tab, SourceView, "Source text")


def summary(tab: QWidget) -> SummaryView:
    return named(tab, SummaryView, "Summary")


def sources(tab: QWidget) -> list[str]:
    box = named(tab, QListWidget, "Sources")
    return [box.item(row).text() for row in range(box.count())]


def ready(tab: QWidget) -> bool:
    """Nothing is under way."""
    return button(tab, "Summarize").isVisible() and source(tab).complete


def summarize(tab: QWidget, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: button(tab, "Summarize").isEnabled())
    button(tab, "Summarize").click()
    qtbot.waitUntil(lambda: ready(tab), timeout=15_000)


def chosen_passages(tab: QWidget) -> list[str]:
    return marked_words(source(tab))


def handmade(text: str, *sentences: tuple[str, tuple[str, ...], bool]) -> Summary:
    """A summary of `text`: (sentence, quotes, supported). What is not supported was not found."""
    made: list[SummarySentence] = []
    whole = ""
    for words, quotes, supported in sentences:
        found = tuple(Source(text.index(q), text.index(q) + len(q), "", q, 1.0) for q in quotes)
        remark = None if supported else Remark("The number {n} stands nowhere.", (("n", "42"),))
        made.append(
            SummarySentence(
                words,
                supported,
                found,
                remark,
                False,
                len(whole),
                len(whole) + len(words),
                "supported" if supported else "not_found",
                0.93 if supported else 0.04,
            )
        )
        whole += words + " "
    return Summary(whole.strip(), tuple(made), "en", len(text), len(text), 1, "Small", 1.0, True)
