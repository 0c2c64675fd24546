"""A page for tables in a tab for texts: it takes the place of the two sides while a table is open.

Owns which of them shows, and that a table which was stopped is offered again. Must not know the tool.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from llmdesk.errors import fill
from llmdesk.store import Run, RunKind
from llmdesk.tools.tables.runs import past_column, waiting_run
from llmdesk.ui.services import Services
from llmdesk.ui.tables.column.page import ColumnPage


class ColumnBeside(QObject):
    """`pages` has both; the page is made when a table is opened first. Runs over a column are of `kind`.
    `offers_changed`: another table waits to go on; `busy_changed(bool)` when a run starts and ends;
    `discuss_asked(text)`."""

    offers_changed = Signal()
    discuss_asked = Signal(str)
    busy_changed = Signal(bool)

    def __init__(
        self,
        services: Services,
        sides: QWidget,
        make: Callable[[], ColumnPage],
        kind: RunKind,
        tab: QWidget,
    ) -> None:
        super().__init__(tab)
        self._services, self._sides, self._make, self._kind = services, sides, make, kind
        self._page: ColumnPage | None = None
        self._waiting: Run | None = None  # a table that was stopped, and can go on
        self.pages = QStackedWidget()
        self.pages.addWidget(sides)
        self._look_for_waiting()

    @property
    def page(self) -> ColumnPage:
        if self._page is None:
            self._page = page = self._make()
            self.pages.addWidget(page)
            page.closed.connect(self.show_text)
            page.shown.connect(lambda: self.pages.setCurrentWidget(page))
            page.job.busy_changed.connect(self._on_busy)
            page.discuss_asked.connect(self.discuss_asked)
        return self._page

    @property
    def shows_table(self) -> bool:
        return self.pages.currentWidget() is self._page

    @property
    def running(self) -> bool:
        return self._page is not None and self._page.job.running

    def on_options(self) -> None:
        """Something else is chosen in the tab."""
        if self._page is not None:
            self._page.on_options()

    def shutdown(self) -> None:
        """Stop what runs; what is done waits beside the output."""
        if self._page is not None:
            self._page.shutdown()

    def open(self, path: Path) -> None:
        """Look at a table, which shows once it is read."""
        self.page.open(path)

    def show_text(self) -> None:
        """Not the table; what is done there goes on."""
        self.pages.setCurrentWidget(self._sides)

    def show_run(self, run: Run) -> bool:
        """What a past run over a column was made with; False for a run of another kind."""
        past = past_column(run, self._kind)
        if past is not None:
            self.page.show_run(past, run.model)
        return past is not None

    # -- what waits -----------------------------------------------------------------------------------
    @property
    def offers(self) -> tuple[str, ...]:
        """The words with which a stopped table is offered, beside the examples of the tab."""
        words = self.tr("Resume {table}, which was stopped")
        return () if self._waiting is None else (fill(words, {"table": self._waiting.title}),)

    def waiting(self, offer: str) -> Run | None:
        """The run that was offered with these words; None for other words."""
        return self._waiting if offer in self.offers else None

    def _on_busy(self, busy: bool) -> None:
        self.busy_changed.emit(busy)
        if not busy:
            self._look_for_waiting()

    def _look_for_waiting(self) -> None:
        """Also one whose llmdesk was killed."""

        def show(run: Run | None) -> None:
            self._waiting = run
            self.offers_changed.emit()

        store, kind = self._services.store, self._kind
        self._services.tasks.start(lambda _context: waiting_run(store, kind), owner=self, on_done=show)
