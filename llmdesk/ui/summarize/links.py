"""Leads from a sentence of the summary to its passages in the document, and from a passage back.

Owns what is marked in the source. Must not change either side's text.
"""

from __future__ import annotations

from PySide6.QtCore import QObject

from llmdesk.tools.summarize import Source, Summary
from llmdesk.ui.summarize.result import SummaryResult
from llmdesk.ui.summarize.source import SummarySourcePane


class SummaryLinks(QObject):
    """Follows clicks and keys in both; `mark` after another text or another summary shows."""

    def __init__(self, source: SummarySourcePane, result: SummaryResult, parent: QObject) -> None:
        super().__init__(parent)
        self._source, self._result = source, result
        self._active = False
        result.sentence_chosen.connect(lambda _index: self._mark())
        result.source_chosen.connect(lambda _sentence, number: self._mark(number))
        source.passage_clicked.connect(self._on_passage)

    def mark(self, active: bool) -> None:
        """Mark what the summary rests on; nothing where it does not show (`active` False)."""
        self._active = active
        self._mark()

    @property
    def _summary(self) -> Summary | None:
        return self._result.shown if self._active else None

    def _mark(self, source: int = 0, *, scroll: bool = True) -> None:
        """All passages faintly, those of the chosen sentence clearly; goes to that of number `source`."""
        summary, at = self._summary, self._result.view.current
        if summary is None:
            self._source.mark((), ())
            return
        passages = {
            (each.start, each.end): each for sentence in summary.sentences for each in sentence.sources
        }
        chosen: tuple[Source, ...] = summary.sentences[at].sources if at >= 0 else ()
        ordered = (*chosen[source:], *chosen[:source])
        deciding = summary.sentences[at].source_marks if at >= 0 else ()
        self._source.mark(tuple(passages.values()), ordered, deciding, scroll=scroll)

    def _on_passage(self, offset: int) -> None:
        """Show the sentence that rests on what was clicked; the next one at another click."""
        summary = self._summary
        if summary is None:
            return
        resting = [
            (number, place)
            for number, sentence in enumerate(summary.sentences)
            for place, source in enumerate(sentence.sources)
            if source.start <= offset < source.end and self._source.holds(source)
        ]
        if resting:
            later = [found for found in resting if found[0] > self._result.view.current]
            sentence, place = (later or resting)[0]
            self._result.choose(sentence, place)
            self._mark(place, scroll=False)
