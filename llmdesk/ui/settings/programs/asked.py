"""Which programs asked: when, what for, and what came of it; never a text.

Owns this table.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QLocale
from PySide6.QtWidgets import QWidget

from llmdesk.errors import fill
from llmdesk.ui.settings.request_table import RecordModel, RecordTable, time_of_day

if TYPE_CHECKING:
    from llmdesk.server.records import RequestRecord

_GONE = 499


class _AskedModel(RecordModel["RequestRecord"]):
    def titles(self) -> tuple[str, ...]:
        return self.tr("Time"), self.tr("Program"), self.tr("Asked for"), self.tr("Answer")

    def cells(self, record: RequestRecord) -> tuple[str, ...]:
        program = record.program or self.tr("unnamed")
        if not record.client.startswith("127."):
            places = {"program": program, "computer": record.client}
            program = fill(self.tr("{program} on {computer}"), places)
        return (
            time_of_day(record.at),
            program,
            record.path or self.tr("something unknown"),
            self._answer(record),
        )

    def _answer(self, record: RequestRecord) -> str:
        if record.status == _GONE:
            return self.tr("it went away")
        if record.status == 403:
            return self.tr("not let in (403)")
        if record.status >= 400:
            return fill(self.tr("refused ({status})"), {"status": record.status})
        tokens = record.tokens_read + record.tokens_written
        if not tokens:
            return self.tr("answered")
        return fill(self.tr("{count} tokens"), {"count": QLocale().toString(tokens)})


class AskedTable(RecordTable):
    """`show_records(records)`, the oldest first as `Programs.records` gives them."""

    def __init__(self, parent: QWidget | None = None) -> None:
        self._records = _AskedModel()
        super().__init__(self._records, (88, 0, 176, 130), parent)

    def show_records(self, records: Sequence[RequestRecord]) -> None:
        self._records.show_records(records)
