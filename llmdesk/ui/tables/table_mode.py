"""A mode of a tab that works on tables: one is opened, gone over, and looked at.

Owns which of its pages shows, and the job that goes over the table. What is done with the rows is the tool's.
"""

from __future__ import annotations

from typing import Any, Protocol

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from llmdesk.ui.language import Retranslating
from llmdesk.ui.services import Services
from llmdesk.ui.tables.opened import OpenedTable, read_table
from llmdesk.ui.tables.opener import Read, TableOpener
from llmdesk.ui.widgets.empty_page import EmptyPage
from llmdesk.ui.widgets.job import Job


class CanPause(Protocol):
    def set_paused(self, paused: bool) -> None: ...


class TableMode(Retranslating, QWidget):
    """The pages are the tool's own: `setup` (the form), `progress`, and `review` of what was made. `ended`
    when a run was kept; `running_changed(bool)`; `discuss_asked(text)`."""

    ended = Signal()
    running_changed = Signal(bool)
    discuss_asked = Signal(str)

    setup: Any
    progress: Any
    _review: Any

    def __init__(self, services: Services, parent: QWidget | None = None, read: Read = read_table) -> None:
        super().__init__(parent)
        self._services = services
        self._running = Job(services, self, waits=True)
        self._at_work: CanPause | None = None  # what is run
        self._review = None
        self.empty, self._pages = EmptyPage(), QStackedWidget()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._pages)
        self.opener = TableOpener(services, self, lambda: self.running, read)

    def _add_pages(self) -> None:
        """As soon as they are made."""
        for page in (self.empty, self.setup, self.progress):
            self._pages.addWidget(page)
        self.opener.opened.connect(self._on_opened)
        self.empty.action_asked.connect(self.opener.choose)
        self.empty.other_asked.connect(self._choose_folder)
        self.setup.open_asked.connect(self.opener.choose)
        self.setup.sheet_chosen.connect(self.opener.open_sheet)
        self.setup.header_chosen.connect(self._open_with_names)
        self.progress.pause_asked.connect(self._pause)
        self.progress.cancel_asked.connect(self.cancel)
        self._running.busy_changed.connect(self._on_busy)

    def _add_review(self, review: QWidget) -> None:
        """Built when there is something to look at."""
        self._review = review
        self._review.open_asked.connect(self.opener.choose)
        self._review.discuss_asked.connect(self.discuss_asked)
        self._pages.addWidget(review)

    @property
    def running(self) -> bool:
        return self._running.running

    def cancel(self) -> None:
        """Stop; what is done waits beside the output."""
        self._running.cancel()

    def shutdown(self) -> None:
        """Stop what runs, and give the rows' file back; what was edited is kept."""
        self.cancel()
        if self._review is not None:
            self._review.close_table()

    def focus_first(self) -> None:
        """What one needs next."""
        if self._shows(self.setup):
            self.setup.focus_first()
        elif self._shows(self.progress):
            self.progress.cancel.setFocus()
        elif self._shows(self._review):
            self._review.rows.setFocus()
        else:
            self.empty.action.setFocus()

    def _shows(self, page: QWidget | None) -> bool:
        return page is self._pages.currentWidget()

    def _pause(self, paused: bool) -> None:
        if self._at_work is not None:
            self._at_work.set_paused(paused)

    def _on_busy(self, busy: bool) -> None:
        self.running_changed.emit(busy)
        if not busy:
            self._at_work = None
            self.ended.emit()

    # -- what the tool does ---------------------------------------------------------------------------
    def _choose_folder(self) -> None:
        raise NotImplementedError

    def _open_with_names(self, row: int) -> None:
        raise NotImplementedError

    def _on_opened(self, table: OpenedTable) -> None:
        raise NotImplementedError

    def _retranslate(self) -> None:
        raise NotImplementedError

    # -- Qt -----------------------------------------------------------------------------------------
