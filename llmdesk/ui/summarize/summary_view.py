"""A summary, sentence by sentence: what is not supported says so.

Owns what of a summary's sentence shows. How it shows is `JudgedView`'s.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent

from llmdesk.tools.summarize.types import Summary
from llmdesk.ui.checking.judged_view import Judged, JudgedView


class SummaryView(JudgedView):
    """`show_summary`; the rest is `JudgedView`'s."""

    _summary: Summary | None = None

    def show_summary(self, summary: Summary) -> None:
        """Another summary; none of its sentences is chosen."""
        self._summary = summary
        sentences = (
            Judged(each.text, each.start, each.end, each.verdict, each.marks) for each in summary.sentences
        )
        self.show_judged(summary.text, tuple(sentences))

    def changeEvent(self, event: QEvent) -> None:
        """The words are made anew, the choice stays."""
        if event.type() == QEvent.Type.LanguageChange and self._summary is not None:
            current = self.current
            self.show_summary(self._summary)
            self.choose(current)
        else:
            super().changeEvent(event)
