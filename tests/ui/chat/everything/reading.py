"""What the tests of reading all documents share: an engine that judges sentences, a library of letters."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import cast

from llmdesk.cancel import CancelToken
from llmdesk.engine.types import Score, ScoreRequest
from llmdesk.tools.library import update
from llmdesk.ui.chat.everything.found_view import FoundView
from llmdesk.ui.chat.tab import ChatTab
from tests.fakes import FakeEngine
from tests.tools.ask.test_everything import LATE, MAYBE, Sifting
from tests.ui.chat.desk import Desk

QUESTION = "How many of the letters say that a parcel came late?"


class Judging(FakeEngine):
    """It judges sentences as `Sifting` does; `stop_after` so many the user stops it."""

    stop_after = 0
    guesses = False  # it likes whatever it is asked about

    def __init__(self) -> None:
        super().__init__()
        self.asked: list[str] = []
        self.wait: Callable[[], object] = lambda: None  # before each request

    def likes_it(self, item: str) -> bool:
        return self.guesses or Sifting.likes_it(cast(Sifting, self), item)

    likes = ""

    def score(self, request: ScoreRequest, cancel: CancelToken | None = None) -> Iterator[Score]:
        self.wait()
        for score in Sifting.score(cast(Sifting, self), request, cancel):
            if self.stop_after and len(self.asked) > self.stop_after:
                self.stop_after = 0
                assert cancel is not None
                cancel.cancel()
                return
            yield score


def with_library(desk: Desk, folder: Path, texts: dict[str, str]) -> ChatTab:
    """A tab whose new chat asks a library of these."""
    folder.mkdir()
    for name, text in texts.items():
        (folder / f"{name}.txt").write_text(text)
    update(desk.services.libraries, desk.services.libraries.add("Letters", [folder]).id)
    tab = desk.tab(1400)
    desk.wait(lambda: bool(tab.libraries.panel.keeper.libraries))
    tab.libraries.panel.chip.menu_of_now().actions()[0].trigger()
    desk.wait(lambda: tab.libraries.panel.chip.text() == "Letters")
    return tab


LETTERS = {"a": f"Dear team, all is lovely. {LATE}", "b": "All is well.", "c": MAYBE, "d": LATE}


def view_of(tab: ChatTab) -> FoundView:
    view = tab.transcript.views[-1].findChild(FoundView)
    assert isinstance(view, FoundView)
    return view


def wait_for_version(desk: Desk, tab: ChatTab, version: int) -> None:
    def is_there() -> bool:
        last = tab.session.branch[-1]
        return last.version == version and last.message.state != "streaming" and not tab.session.is_running

    desk.wait(is_there)


def content(tab: ChatTab) -> str:
    return tab.session.branch[-1].message.content
