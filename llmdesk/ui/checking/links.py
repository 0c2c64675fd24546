"""Leads from a checked sentence to its passages in the sources, and from a passage back.

Owns what is marked in the sources. Must not change any text.
"""

from __future__ import annotations

from PySide6.QtCore import QObject

from llmdesk.tools.checking import CheckedText, Passage
from llmdesk.ui.checking.result import CheckResult
from llmdesk.ui.checking.sources_pane import CheckSourcesPane
from llmdesk.ui.given.document_field import Quoted


class CheckLinks(QObject):
    """Follows clicks and keys in both; `mark` after another result shows, or none."""

    def __init__(self, sources: CheckSourcesPane, result: CheckResult, parent: QObject) -> None:
        super().__init__(parent)
        self._sources, self._result = sources, result
        self._active = False
        result.sentence_chosen.connect(lambda _index: self._mark())
        result.passage_chosen.connect(lambda _index, number: self._mark(number))
        sources.passage_clicked.connect(self._on_passage)
        sources.list.currentRowChanged.connect(lambda _row: self._mark_here())

    def mark(self, active: bool) -> None:
        """Mark what the sentences rest on; nothing where no result shows (`active` False)."""
        self._active = active
        self._mark()

    @property
    def _checked(self) -> CheckedText | None:
        return self._result.checked if self._active else None

    def _mark(self, number: int = 0, *, scroll: bool = True) -> None:
        """Go to the source of the chosen sentence's passage `number`, and mark what is in it."""
        checked, at = self._checked, self._result.current
        if checked is not None and at >= 0 and checked.sentences[at].passages:
            passages = checked.sentences[at].passages
            self._sources.choose(passages[min(number, len(passages) - 1)].document)
        self._mark_here(number, scroll=scroll)

    def _mark_here(self, number: int = 0, *, scroll: bool = True) -> None:
        """In the source that shows: all passages faintly, those of the chosen sentence clearly."""
        checked, at, here = self._checked, self._result.current, self._sources.current
        if checked is None:
            self._sources.mark((), ())
            return
        every = {
            _quoted(each)
            for sentence in checked.sentences
            for each in sentence.passages
            if each.document == here
        }
        sentence = checked.sentences[at] if at >= 0 else None
        chosen = list(sentence.passages) if sentence is not None else []
        ordered = [_quoted(each) for each in chosen[number:] + chosen[:number] if each.document == here]
        marks = sentence.source_marks if sentence is not None else ()
        deciding = [(each.start, each.end) for each in marks if each.document == here]
        self._sources.mark(sorted(every), ordered, deciding, scroll=scroll)

    def _on_passage(self, source: int, offset: int) -> None:
        """Show the sentence that rests on what was clicked; the next one at another click."""
        checked = self._checked
        if checked is None:
            return
        resting = [
            (at, number)
            for at, sentence in enumerate(checked.sentences)
            for number, each in enumerate(sentence.passages)
            if each.document == source and each.start <= offset < each.end
            and self._sources.field.holds(*_quoted(each))
        ]  # fmt: skip
        if resting:
            later = [found for found in resting if found[0] > self._result.current]
            sentence, number = (later or resting)[0]
            self._result.choose(sentence, number)
            self._mark_here(number, scroll=False)


def _quoted(passage: Passage) -> Quoted:
    return passage.start, passage.end, passage.quote
