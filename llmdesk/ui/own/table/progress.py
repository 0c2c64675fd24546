"""A tool that goes over a table: how far it is, and how many rows have failed so far.

Owns what shows of the rows that failed. Must not know the job.
"""

from __future__ import annotations

from PySide6.QtCore import QLocale
from PySide6.QtWidgets import QWidget

from llmdesk.errors import fill
from llmdesk.ui.own.table.job import OwnProgress
from llmdesk.ui.own.table.words import small_words
from llmdesk.ui.tables.progress_page import ProgressPage
from llmdesk.ui.widgets.plain_label import plain_label


class OwnProgressPage(ProgressPage):
    """A `ProgressPage` with the count of failed rows."""

    def __init__(self, parent: QWidget | None = None) -> None:
        self._failed = plain_label()
        self._count, self._small = 0, ""
        super().__init__(parent)
        self.below.addWidget(self._failed)

    def begin(self, name: str) -> None:
        self._count, self._small = 0, ""
        super().begin(name)

    def show_own(self, progress: OwnProgress) -> None:
        self._count, self._small = progress.failed, progress.small
        if progress.job is not None:
            self.show_progress(progress.job)
        else:
            self._refresh()

    def _refresh(self) -> None:
        super()._refresh()
        told = self.tr("{count} rows failed so far. You can run them again alone afterwards.")
        if self._count == 1:
            told = self.tr("One row failed so far. You can run it again alone afterwards.")
        self._failed.setText(fill(told, {"count": QLocale().toString(self._count)}) if self._count else "")
        self._failed.setVisible(self._count > 0)
        self.warn(small_words(self._small) if self._small else "")

    def _retranslate(self) -> None:
        self.setAccessibleName(self.tr("Running the tool over the table"))
        self.note.setText(
            self.tr(
                "Answers are saved as they come, in blocks of 64 rows. You can cancel, or close llmdesk, and "
                "resume later; rows of a block that was stopped are done again."
            )
        )
        super()._retranslate()
