"""Labels as the work on a row: what an analyzer gives becomes results of a job over a table.

Owns how results are kept in unfinished work, and which settings they depend on. Must not know files.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from llmdesk import __version__
from llmdesk.cancel import CancelToken
from llmdesk.errors import QT_TRANSLATE_NOOP
from llmdesk.tools.sentiment.table.added import added_cells, new_columns
from llmdesk.tools.sentiment.table.placeholders import why_not_scored
from llmdesk.tools.sentiment.table.sampling import drawn_from
from llmdesk.tools.sentiment.table.types import (
    AskingAnalyzer,
    LearningAnalyzer,
    PartwiseAnalyzer,
    RowAnalyzer,
)
from llmdesk.tools.sentiment.types import RowResult
from llmdesk.tools.tables.types import Cell
from llmdesk.tools.tables.worker import NewColumn, Row, Setting, Worker


@dataclass(frozen=True)
class LabelForm:
    """`labels`: how many there are."""

    labels: int

    def to_json(self, result: RowResult) -> object:
        return [result.label, result.probabilities, result.confidence, result.status, result.mass]

    def from_json(self, kept: Any) -> RowResult:
        label, given, confidence, status, *mass = kept  # work of an older version has no mass
        return RowResult(label, tuple(given), confidence, status, mass=mass[0] if mass else None)

    def cells(self, result: RowResult) -> Sequence[Cell]:
        return added_cells(result, self.labels)

    def status(self, result: RowResult) -> str:
        return result.status


class LabelWorker(Worker[RowResult]):
    """Labels the texts of one column."""

    name = "labels"

    def __init__(self, analyzer: RowAnalyzer) -> None:
        self._analyzer = analyzer
        self._sample: list[str] | None = None

    @property
    def columns(self) -> Sequence[NewColumn]:
        return new_columns(self._analyzer.labels.names)

    @property
    def form(self) -> LabelForm:
        return LabelForm(len(self._analyzer.labels.labels))

    @property
    def settings(self) -> Sequence[Setting]:
        analyzer = self._analyzer
        labels = [[label.name, label.description, label.examples] for label in analyzer.labels.labels]
        return (
            Setting(
                "labels",
                [labels, analyzer.labels.name, analyzer.labels.language],
                QT_TRANSLATE_NOOP("core", "It was made with other labels."),
            ),
            Setting(
                "model",
                [analyzer.model, __version__],
                QT_TRANSLATE_NOOP("core", "It was made with another model, or another version of llmdesk."),
            ),
            Setting(
                "corrections",
                [analyzer.corrections, analyzer.unsure_below],
                QT_TRANSLATE_NOOP("core", "It was made with other corrections or another limit."),
            ),
            *self._asked(),  # last: the others say more
        )

    def _asked(self) -> tuple[Setting, ...]:
        """A version can ask in other words and have the same number: work of before says nothing of them."""
        if not isinstance(self._analyzer, AskingAnalyzer):
            return ()
        reason = QT_TRANSLATE_NOOP(
            "core",
            "It was made by a version of llmdesk that may have asked the model in other words, so that its "
            "rows and the new ones could not be compared.",
        )
        return (Setting("asked", self._analyzer.asked, reason),)

    def at_once(self, row: Row) -> RowResult | None:
        status = why_not_scored(row[0])
        return RowResult("", (), 0.0, status) if status else None

    def rows(self, rows: Iterable[Row], cancel: CancelToken) -> Iterator[RowResult]:
        if isinstance(self._analyzer, PartwiseAnalyzer):
            self._analyzer.on_part = self.on_part
        return self._analyzer.rows((row[0] for row in rows), cancel)

    def prepare(
        self,
        rows: Callable[[], Iterator[Row]],
        cancel: CancelToken,
        on_progress: Callable[[int, int], None],
    ) -> None:
        """Let the analyzer look at a sample, where it can learn from one."""
        analyzer = self._analyzer
        if not isinstance(analyzer, LearningAnalyzer):
            return
        most = analyzer.wanted
        if most:
            on_progress(0, most)
        sample = self._sample
        if sample is None:
            texts = (row[0] for row in rows()) if most else ()
            sample = self._sample = drawn_from(texts, most, cancel)
        analyzer.learn(sample, cancel, lambda done: on_progress(done, len(sample)))

    @property
    def prepared(self) -> Mapping[str, object]:
        return self._analyzer.biases if isinstance(self._analyzer, LearningAnalyzer) else {}

    def take(self, prepared: object) -> None:
        if isinstance(self._analyzer, LearningAnalyzer):
            self._analyzer.take(prepared)
