"""The page for a folder in the Translate tab: it takes the place of the two sides while a folder is open.

Owns that it shows, and that a folder whose work was stopped is offered again.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from llmdesk.errors import fill
from llmdesk.tools.kept import read, write
from llmdesk.tools.translate import TranslateOptions
from llmdesk.ui.drafts import Keeper
from llmdesk.ui.services import Services
from llmdesk.ui.translate.folder.page import FolderPage

KEPT = "translate.folder"


@dataclass(frozen=True)
class _Waiting:
    """A folder that was not worked through, and where its translations go; "" for none."""

    folder: str = ""
    out: str = ""


class FolderBeside(QObject):
    """`pages` gets the page when a folder is opened first. `offers_changed`: another folder waits;
    `busy_changed(bool)`; `run_asked(id)` and `small_told(model)` as of the page."""

    offers_changed = Signal()
    busy_changed = Signal(bool)
    run_asked = Signal(int)
    small_told = Signal(str)
    closed = Signal()

    def __init__(
        self,
        services: Services,
        pages: QStackedWidget,
        options: Callable[[], TranslateOptions],
        tab: QWidget,
    ) -> None:
        super().__init__(tab)
        self._services, self._pages, self._options, self._tab = services, pages, options, tab
        self._page: FolderPage | None = None
        self._waiting = _Waiting()
        self._keeper = Keeper(
            services.drafts, KEPT, lambda: self._waiting, self._take, _as_text, _parse, self, merges=True
        )
        self._keeper.read()

    @property
    def page(self) -> FolderPage:
        if self._page is None:
            self._page = page = FolderPage(self._services, self._options)
            self._pages.addWidget(page)
            page.closed.connect(self.closed)
            page.shown.connect(lambda: self._pages.setCurrentWidget(page))
            page.job.busy_changed.connect(self.busy_changed)
            page.run_asked.connect(self.run_asked)
            page.small_told.connect(self.small_told)
            page.begun.connect(lambda folder, out: self._keep(_Waiting(str(folder), str(out))))
            page.ended.connect(self._on_ended)
        return self._page

    @property
    def running(self) -> bool:
        return self._page is not None and self._page.job.running

    @property
    def shows(self) -> bool:
        return self._page is not None and self._pages.currentWidget() is self._page

    def choose(self) -> None:
        """Ask for a folder; one that is open and does not show does so again."""
        if self._page is not None and self._page.folder is not None and not self.shows:
            self._pages.setCurrentWidget(self._page)
        else:
            self.page.choose()

    def open(self, folder: Path) -> None:
        self.page.open(folder)

    def shutdown(self) -> None:
        """Stop what runs; what is done of it is in the history."""
        if self._page is not None:
            self._page.job.cancel()

    # -- what waits -----------------------------------------------------------------------------------
    @property
    def offers(self) -> tuple[str, ...]:
        """The words with which a stopped folder is offered."""
        words = self.tr("Resume the folder {folder}, which was stopped")
        name = Path(self._waiting.folder).name
        return (fill(words, {"folder": name}),) if name and not self.running else ()

    def take_offer(self, offer: str) -> bool:
        """Open the folder that was offered with these words; False for other words."""
        found = offer in self.offers
        if found:
            self.page.open(Path(self._waiting.folder), Path(self._waiting.out), resumes=True)
        return found

    def _on_ended(self, complete: bool) -> None:
        if complete:
            self._keep(_Waiting())
        else:
            self.offers_changed.emit()

    def _keep(self, waiting: _Waiting) -> None:
        self._waiting = waiting
        self._keeper.keep_soon()
        self.offers_changed.emit()

    def _take(self, kept: _Waiting) -> None:
        if not self._waiting.folder:
            self._waiting = kept
            self.offers_changed.emit()


def _as_text(waiting: _Waiting) -> str:
    return json.dumps(write(waiting), ensure_ascii=False)


def _parse(kept: str) -> _Waiting | None:
    """None for what makes no sense, and where the folder is gone. In a thread."""
    try:
        found = read(_Waiting, json.loads(kept))
    except ValueError:
        return None
    return found if found is not None and found.folder and Path(found.folder).is_dir() else None
