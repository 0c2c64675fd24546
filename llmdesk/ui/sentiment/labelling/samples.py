"""The random samples that the user labels, one for each scored table and set of labels.

Owns them: kept in the store, apart from the corrections, for they judge and must not teach. GUI thread; reads
and writes in tasks.
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from PySide6.QtCore import QObject, Signal

from llmdesk.tools.sentiment.runs import PastTable
from llmdesk.ui.drafts import Keeper
from llmdesk.ui.services import Services

KEPT = "sentiment.samples"
FIRST_WANTED = 100
NONE_OF_THEM = ""  # the label of a row that has none of the set's

_Key = tuple[str, int, tuple[str, ...]]


@dataclass(frozen=True)
class Sample:
    """`wanted`: how many rows the user means to label. `labels`: row → (label, mark of its text), in the
    order in which they were labelled."""

    wanted: int = FIRST_WANTED
    labels: Mapping[int, tuple[str, int]] = field(default_factory=dict)


def mark_of(text: str) -> int:
    """By which a row is known again when the table was changed meanwhile."""
    return zlib.crc32(text.encode("utf-8", "replace"))


class Samples(QObject):
    """`changed` when a row was labelled, or the samples were read. Until then, and where they cannot be
    read, nothing is known and nothing is labelled: it would be written over what was kept."""

    changed = Signal()

    def __init__(self, services: Services, parent: QObject) -> None:
        super().__init__(parent)
        self._known: dict[_Key, Sample] = {}
        self._keeper = Keeper(
            services.drafts, KEPT, lambda: dict(self._known), self._take, _as_text, _parse, self, merges=True
        )
        self._keeper.when_read(self.changed.emit)
        self._keeper.read()

    @property
    def ready(self) -> bool:
        return self._keeper.is_read

    def of(self, past: PastTable) -> Sample:
        return self._known.get(_key(past), Sample())

    def want(self, past: PastTable, count: int) -> None:
        self._change(past, replace(self.of(past), wanted=count))

    def label(self, past: PastTable, row: int, text: str, label: str | None) -> None:
        """`label` is the right one of the row with this text; None takes it back."""
        sample = self.of(past)
        labels = {number: given for number, given in sample.labels.items() if number != row}
        if label is not None:
            labels[row] = (label, mark_of(text))
        self._change(past, replace(sample, labels=labels))

    def _change(self, past: PastTable, sample: Sample) -> None:
        if not self.ready:
            return
        self._known[_key(past)] = sample
        self.changed.emit()
        self._keeper.keep_soon()

    def _take(self, known: Mapping[_Key, Sample]) -> None:
        """Those of this window count where both have labelled a row."""
        for key, sample in known.items():
            mine = self._known.get(key, Sample(sample.wanted))
            self._known[key] = replace(mine, labels={**sample.labels, **mine.labels})
        self.changed.emit()


def _key(past: PastTable) -> _Key:
    """The same labels in another order are the same labels."""
    return str(past.path), past.rows, tuple(sorted(past.labels.names))


def _as_text(known: Mapping[_Key, Sample]) -> str:
    return json.dumps(
        [
            [list(key), sample.wanted, [[row, *given] for row, given in sample.labels.items()]]
            for key, sample in known.items()
        ]
    )


def _parse(text: str) -> dict[_Key, Sample] | None:
    """What was kept; None for what makes no sense."""
    try:
        return {
            (str(path), int(rows), tuple(map(str, names))): Sample(
                int(wanted), {int(row): (str(label), int(mark)) for row, label, mark in labels}
            )
            for (path, rows, names), wanted, labels in json.loads(text)
        }
    except (ValueError, TypeError):
        return None
