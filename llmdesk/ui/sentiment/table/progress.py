"""A table that is being scored: how far it is, and what its labels are so far.

Owns what shows of the labels. Must not know the job.
"""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from llmdesk.tools.sentiment import Measuring
from llmdesk.tools.sentiment.table import TableProgress
from llmdesk.ui.sentiment.probability_bars import ProbabilityBars
from llmdesk.ui.sentiment.words import bar_colors
from llmdesk.ui.tables.progress_page import ProgressPage
from llmdesk.ui.theme import Theme
from llmdesk.ui.widgets.plain_label import plain_label

_MOST_BARS = 6


class SentimentProgress(ProgressPage):
    """A `ProgressPage` with the shares of the labels."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        self._labels: tuple[str, ...] = ()
        self._counts_heading, self._counts = plain_label("strong"), ProbabilityBars(theme)
        super().__init__(parent)
        self.below.addWidget(self._counts_heading)
        self.below.addWidget(self._counts)

    def begin_scoring(self, name: str, labels: tuple[str, ...]) -> None:
        """A job on the table `name` starts."""
        self._labels = labels
        self.begin(name)

    def show_measuring(self, measuring: Measuring) -> None:
        """Before the first row."""
        words = self.tr("Measuring this model once for these labels…")
        self.job.show_progress(words, measuring.done, measuring.total)

    def _refresh(self) -> None:
        super()._refresh()
        counts = self._progress.counts if isinstance(self._progress, TableProgress) else ()
        counted = sum(counts)
        self._counts.setVisible(counted > 0)
        self._counts_heading.setVisible(counted > 0)
        if counted:
            shares = {name: count / counted for name, count in zip(self._labels, counts, strict=False)}
            ranked = sorted(shares, key=lambda name: -shares[name])[:_MOST_BARS]
            shown = {name: share for name, share in shares.items() if name in ranked}
            self._counts.show_probabilities(shown, bar_colors(list(shown)))

    def _retranslate(self) -> None:
        self.setAccessibleName(self.tr("Scoring"))
        self._counts_heading.setText(self.tr("So far"))
        self.note.setText(
            self.tr("Scored rows are saved as they come. You can cancel, or close llmdesk, and resume later.")
        )
        super()._retranslate()
