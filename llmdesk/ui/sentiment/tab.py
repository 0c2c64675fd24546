"""The Sentiment tab: one text, or a table of texts.

Owns the arrangement of its two modes, their common options and the history. Must not score
anything; `text` and `table.page` do.
"""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QWidget

from llmdesk.store import Run
from llmdesk.tools.sentiment.runs import TABLE, TEXT
from llmdesk.ui.given.reading_ahead import read_ahead
from llmdesk.ui.libraries.opener import LibraryOpener
from llmdesk.ui.sentiment.corrections import SentimentCorrections
from llmdesk.ui.sentiment.labels import LabelsDialog
from llmdesk.ui.sentiment.options import SentimentOptions
from llmdesk.ui.sentiment.sets import SentimentSets
from llmdesk.ui.sentiment.table.page import SentimentTable
from llmdesk.ui.sentiment.text import SentimentText
from llmdesk.ui.services import Services
from llmdesk.ui.theme import GAP, SPACE
from llmdesk.ui.widgets.panes import stand_over
from llmdesk.ui.widgets.run_history import RunHistory
from llmdesk.ui.widgets.segmented import Segmented

_TEXT, _TABLE = 0, 1
_WIDE = 1040  # pixels, in which all tools stand beside each other


class SentimentTab(QWidget):
    """`hand_over(target tab, text)` gives a text to another tab; `take_text` gets one."""

    hand_over = Signal(str, str)

    def __init__(self, services: Services, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._services = services
        self.sets = SentimentSets(services, self)
        self.corrections = SentimentCorrections(services, self)
        self._mode = Segmented(2)
        self.options = SentimentOptions(services.theme, self.sets)
        self.history = RunHistory(services, TEXT, TABLE)
        self._library = LibraryOpener(services, self, as_table=True, least=_WIDE)
        self.text = SentimentText(services, self.sets, self.corrections)
        self._table: SentimentTable | None = None
        self._pages = QStackedWidget()
        self._dialog: LabelsDialog | None = None
        self._arrange()
        self._connect()
        self._retranslate()
        self._go_to(_TEXT)

    def _arrange(self) -> None:
        row = QHBoxLayout()
        row.setContentsMargins(GAP, SPACE, GAP, SPACE)
        row.setSpacing(GAP)
        row.addWidget(self._mode)
        row.addWidget(self.options, 1)
        row.addWidget(self._library)
        row.addWidget(self.history)
        self._pages.addWidget(self.text)
        stand_over(self._pages, row, self)

    def _connect(self) -> None:
        self._mode.chosen.connect(self._go_to)
        self.options.edit_asked.connect(self._edit_labels)
        self._library.table_written.connect(self.open_table)
        self.history.chosen.connect(self._show_run)
        within = Qt.ShortcutContext.WidgetWithChildrenShortcut
        QShortcut(QKeySequence.StandardKey.Open, self, self._open_table, context=within)
        self.text.ended.connect(self.history.reload)

    @property
    def table(self) -> SentimentTable:
        """The mode for tables, built when it is first needed."""
        if self._table is None:
            self._table = table = SentimentTable(self._services, self.sets, self.corrections)
            read_ahead(self._services, self)
            table.ended.connect(self.history.reload)
            table.running_changed.connect(self.options.set_locked)
            table.running_changed.connect(self._library.setDisabled)
            table.discuss_asked.connect(lambda text: self.hand_over.emit("chat", text))
            self._pages.addWidget(table)
        return self._table

    # -- what the window asks for -------------------------------------------------------------------
    def take_text(self, text: str) -> None:
        """A text from another tab, ready to be analyzed."""
        self._go_to(_TEXT)
        self.text.set_text(text)

    def open_table(self, path: Path) -> None:
        """A table from elsewhere, ready to be scored."""
        self._go_to(_TABLE)
        self.table.opener.open(path)

    def focus_first(self) -> None:
        """Ready to type, or to open a table."""
        if self._mode.current == _TEXT:
            self.text.field.setFocus()
        else:
            self.table.focus_first()

    def shutdown(self) -> None:
        """Stop what runs; what was scored of a table waits beside its output."""
        self._services.drafts.flush()
        self.text.cancel()
        if self._table is not None:
            self._table.shutdown()

    # -- what one does ------------------------------------------------------------------------------
    def _go_to(self, mode: int) -> None:
        self._mode.set_current(mode)
        self._pages.setCurrentWidget(self.text if mode == _TEXT else self.table)
        self._library.set_wanted(mode == _TABLE)

    def _open_table(self) -> None:
        if self._table is None or not self._table.running:
            self._go_to(_TABLE)
            self.table.opener.choose()

    def _show_run(self, run: Run) -> None:
        is_table = run.kind == TABLE
        if is_table and self.table.running:
            self._services.notify.show(
                self.tr("A table is being scored. Wait for it to finish, or cancel it first.")
            )
            return
        self._go_to(_TABLE if is_table else _TEXT)
        if is_table:
            self.table.show_run(run)
        else:
            self.text.show_run(run)

    def _edit_labels(self) -> None:
        """Beside the window, not over it."""
        if self._dialog is None:
            self._dialog = LabelsDialog(self._services, self.sets, self)
        self._dialog.open_current()

    # -- words --------------------------------------------------------------------------------------
    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()
            self.sets.reload()
        super().changeEvent(event)

    def _retranslate(self) -> None:
        self._mode.set_texts((self.tr("One text"), self.tr("A table")))
        self._mode.setAccessibleName(self.tr("What to analyze"))
