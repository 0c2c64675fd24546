"""A tab with two modes: one text, or a table.

Owns which mode shows, what stands in the row above both of them, and that the one for tables is made when it
is first needed. What a mode does, its page knows.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from llmdesk.store import RunKind
from llmdesk.ui.given.reading_ahead import read_ahead
from llmdesk.ui.language import Retranslating
from llmdesk.ui.libraries.opener import LibraryOpener
from llmdesk.ui.services import Services
from llmdesk.ui.tables.table_mode import TableMode
from llmdesk.ui.widgets.run_history import RunHistory
from llmdesk.ui.widgets.segmented import Segmented

TEXT, TABLE = 0, 1


class TextOrTable(Retranslating, QWidget):
    """`hand_over(target tab, text)` gives a text to another tab. `text` is the page of the first mode, the
    tool's own; `table` that of the second. `wide`: pixels in which the libraries stand beside the other
    tools."""

    hand_over = Signal(str, str)
    text: Any

    def __init__(
        self, services: Services, *kinds: RunKind, parent: QWidget | None = None, wide: int = 0
    ) -> None:
        super().__init__(parent)
        self._services = services
        self._mode, self._pages = Segmented(2), QStackedWidget()
        self.history = RunHistory(services, *kinds)
        self._library = LibraryOpener(services, self, as_table=True, least=wide)
        self._table: Any = None
        self._mode.chosen.connect(self._go_to)
        self._library.table_written.connect(self.open_table)

    # -- the tool's -----------------------------------------------------------------------------------
    def _make_table(self) -> TableMode:
        raise NotImplementedError

    def _retranslate(self) -> None:
        raise NotImplementedError

    # -- modes ----------------------------------------------------------------------------------------
    @property
    def table(self) -> Any:
        """The mode for tables, built when it is first needed."""
        if self._table is None:
            self._table = table = self._make_table()
            read_ahead(self._services, self)
            table.ended.connect(self.history.reload)
            table.running_changed.connect(self._library.setDisabled)
            table.discuss_asked.connect(lambda text: self.hand_over.emit("chat", text))
            self._pages.addWidget(table)
        return self._table

    def _go_to(self, mode: int) -> None:
        self._mode.set_current(mode)
        self._pages.setCurrentWidget(self.text if mode == TEXT else self.table)
        self._library.set_wanted(mode == TABLE)

    def open_table(self, path: Path) -> None:
        """A table from elsewhere."""
        self._go_to(TABLE)
        self.table.opener.open(path)

    def _choose_table(self) -> None:
        """Ask for one, unless one is worked on."""
        if self._table is None or not self._table.running:
            self._go_to(TABLE)
            self.table.opener.choose()

    def shutdown(self) -> None:
        """Stop what runs; what is done of a table waits beside its output."""
        self._services.drafts.flush()
        self.text.cancel()
        if self._table is not None:
            self._table.shutdown()
