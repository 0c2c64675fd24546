"""The Sentiment tab: one text, or a table of texts.

Owns the arrangement of its two modes, their common options and the history. Must not score
anything; `text` and `table.page` do.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QWidget

from llmdesk.store import Run
from llmdesk.tools.sentiment.runs import TABLE as TABLE_KIND
from llmdesk.tools.sentiment.runs import TEXT as TEXT_KIND
from llmdesk.ui.sentiment.corrections import SentimentCorrections
from llmdesk.ui.sentiment.labels import LabelsDialog
from llmdesk.ui.sentiment.options import SentimentOptions
from llmdesk.ui.sentiment.sets import SentimentSets
from llmdesk.ui.sentiment.table.page import SentimentTable
from llmdesk.ui.sentiment.text import SentimentText
from llmdesk.ui.services import Services
from llmdesk.ui.tables.text_or_table import TABLE, TEXT, TextOrTable
from llmdesk.ui.theme import GAP, SPACE
from llmdesk.ui.widgets.panes import stand_over

_WIDE = 1040  # pixels, in which all tools stand beside each other


class SentimentTab(TextOrTable):
    """`take_text` gets a text of another tab."""

    text: SentimentText

    def __init__(self, services: Services, parent: QWidget | None = None) -> None:
        super().__init__(services, TEXT_KIND, TABLE_KIND, parent=parent, wide=_WIDE)
        self.sets = SentimentSets(services, self)
        self.corrections = SentimentCorrections(services, self)
        self.options = SentimentOptions(services.theme, self.sets)
        self.text = SentimentText(services, self.sets, self.corrections)
        self._dialog: LabelsDialog | None = None
        self._arrange()
        self._connect()
        self._retranslate()
        self._go_to(TEXT)

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
        self.options.edit_asked.connect(self._edit_labels)
        self.history.chosen.connect(self._show_run)
        within = Qt.ShortcutContext.WidgetWithChildrenShortcut
        QShortcut(QKeySequence.StandardKey.Open, self, self._choose_table, context=within)
        self.text.ended.connect(self.history.reload)

    @property
    def table(self) -> SentimentTable:
        found: SentimentTable = super().table
        return found

    def _make_table(self) -> SentimentTable:
        table = SentimentTable(self._services, self.sets, self.corrections)
        table.running_changed.connect(self.options.set_locked)
        return table

    # -- what the window asks for -------------------------------------------------------------------
    def take_text(self, text: str) -> None:
        """A text from another tab, ready to be analyzed."""
        self._go_to(TEXT)
        self.text.set_text(text)

    def focus_first(self) -> None:
        """Ready to type, or to open a table."""
        if self._mode.current == TEXT:
            self.text.field.setFocus()
        else:
            self.table.focus_first()

    # -- what one does ------------------------------------------------------------------------------
    def _show_run(self, run: Run) -> None:
        is_table = run.kind == TABLE_KIND
        if is_table and self.table.running:
            self._services.notify.show(
                self.tr("A table is being scored. Wait for it to finish, or cancel it first.")
            )
            return
        self._go_to(TABLE if is_table else TEXT)
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
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.sets.reload()

    def _retranslate(self) -> None:
        self._mode.set_texts((self.tr("One text"), self.tr("A table")))
        self._mode.setAccessibleName(self.tr("What to analyze"))
