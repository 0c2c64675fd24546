"""The rows of a long table as a model: a page at a time, as one scrolls.

Owns the pages that are in memory. Which rows and in which order is told to it; reading is done in tasks. What
a row shows is its subclass's matter.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable
from functools import partial
from typing import Generic, TypeVar

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, QTimer

from llmdesk.ui.services import Services
from llmdesk.ui.tasks import TaskContext

PAGE = 64
MOST_PAGES = 24
Index = QModelIndex | QPersistentModelIndex
Rows = NDArray[np.int64]
NO_ROWS: Rows = np.zeros(0, dtype=np.int64)
R = TypeVar("R")
L = TypeVar("L")


class PagedModel(QAbstractTableModel, Generic[R, L]):
    """Rows are read as `R`, in threads; of each the little that it shows is kept, as `L`."""

    def __init__(self, services: Services, parent: QObject) -> None:
        super().__init__(parent)
        self._services = services
        self._read: Callable[[Rows], list[R]] | None = None
        self._numbers: Rows = NO_ROWS
        self._pages: OrderedDict[int, list[L]] = OrderedDict()
        self._wanted: list[int] = []
        self._reading: int | None = None
        self._version = 0

    def as_line(self, row: R) -> L:
        """What a row shows. GUI thread."""
        raise NotImplementedError

    # -- which rows ---------------------------------------------------------------------------------
    def show_numbers(self, numbers: Rows, read: Callable[[Rows], list[R]] | None) -> None:
        """The rows of these numbers, in this order; `read` gives some of them, in a thread."""
        self.beginResetModel()
        self._read, self._numbers = read, numbers
        self._version += 1
        self._pages.clear()
        self._wanted.clear()
        self._reading = None
        self.endResetModel()

    def number(self, row: int) -> int | None:
        """The table's row number of what shows at `row`."""
        return int(self._numbers[row]) if 0 <= row < len(self._numbers) else None

    def place_of(self, number: int) -> int | None:
        """Where the table's row of this number shows; None where it does not. The numbers must rise."""
        place = int(np.searchsorted(self._numbers, number))
        return place if self.number(place) == number else None

    def line(self, row: int) -> L | None:
        """What shows there; None until it was read."""
        page = self._pages.get(row // PAGE)
        return page[row % PAGE] if page is not None and row % PAGE < len(page) else None

    def asked_line(self, row: int) -> L | None:
        """As `line`, for what is drawn now: what is not there is read."""
        line = self.line(row)
        if line is None:
            self._want(row // PAGE)
        else:
            self._pages.move_to_end(row // PAGE)
        return line

    def set_line(self, row: int, line: L) -> None:
        """What shows there has changed; nothing is done where it was not read."""
        page = self._pages.get(row // PAGE)
        if page is not None and row % PAGE < len(page):
            page[row % PAGE] = line
            self.dataChanged.emit(self.index(row, 0), self.index(row, self.columnCount() - 1))

    @property
    def pages_kept(self) -> int:
        return len(self._pages)

    # -- reading ------------------------------------------------------------------------------------
    def _want(self, page: int) -> None:
        if page in self._wanted or page == self._reading:
            return
        self._wanted.append(page)
        del self._wanted[:-MOST_PAGES]  # what was scrolled past long ago
        if self._reading is None:
            self._reading = -1
            QTimer.singleShot(0, self, self._read_next)

    def _read_next(self) -> None:
        if not self._wanted or self._read is None:
            self._reading = None
            return
        self._reading = page = self._wanted.pop()
        read, numbers = self._read, self._numbers[page * PAGE : (page + 1) * PAGE]

        def work(_context: TaskContext) -> list[R]:
            return read(numbers)

        self._services.tasks.start(
            work, owner=self, on_done=partial(self._on_page, self._version, page), on_error=self._on_failed
        )

    def _on_page(self, version: int, page: int, rows: list[R]) -> None:
        if version != self._version:
            return
        self._pages[page] = [self.as_line(row) for row in rows]
        while len(self._pages) > MOST_PAGES:
            self._pages.popitem(last=False)
        first = page * PAGE
        last = self.index(first + len(rows) - 1, self.columnCount() - 1)
        self.dataChanged.emit(self.index(first, 0), last)
        self._read_next()

    def _on_failed(self, error: Exception) -> None:
        self._reading = None
        self._services.notify.show_error(error)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008  # Qt's signature
        return 0 if parent.isValid() else len(self._numbers)
