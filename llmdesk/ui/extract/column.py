"""Extract as the work on a column.

Owns its words. Must not run anything.
"""

from __future__ import annotations

from dataclasses import dataclass

from llmdesk.errors import QT_TRANSLATE_NOOP
from llmdesk.store import Run, Store
from llmdesk.tools.extract.table import ExtractWorker, begin_run
from llmdesk.tools.fields import FieldSet
from llmdesk.tools.tables.runs import TableInputs
from llmdesk.tools.tool import EXTRACT, Tool
from llmdesk.ui.notify import translate_core
from llmdesk.ui.services import Services
from llmdesk.ui.tables.column.setup import words_in
from llmdesk.ui.tables.opened import OpenedTable

column_words = words_in(
    "ExtractColumn",
    QT_TRANSLATE_NOOP("ExtractColumn", "Column to extract from"),
    QT_TRANSLATE_NOOP("ExtractColumn", "Extract from the column"),
    QT_TRANSLATE_NOOP("ExtractColumn", "Extracting from {name}"),
    QT_TRANSLATE_NOOP("ExtractColumn", "Values were taken from 1 row. Saved as {file}."),
    QT_TRANSLATE_NOOP("ExtractColumn", "Values were taken from {count} rows. Saved as {file}."),
)


@dataclass(frozen=True)
class ExtractColumn:
    """A new column for each of the `fields`."""

    fields: FieldSet
    tool: Tool = EXTRACT

    def worker(self, services: Services, _table: OpenedTable, _column: str, model: str) -> ExtractWorker:
        return ExtractWorker(services.engine, self.fields, model, translate_core)

    def begin(self, store: Store, inputs: TableInputs, model: str) -> Run:
        return begin_run(store, inputs, self.fields, model)
