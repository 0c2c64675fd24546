"""Rewriting as the work on a column.

Owns its words. Must not run anything.
"""

from __future__ import annotations

from dataclasses import dataclass

from llmdesk.errors import QT_TRANSLATE_NOOP
from llmdesk.store import Run, Store
from llmdesk.tools.tables.runs import TableInputs
from llmdesk.tools.tool import WRITE, Tool
from llmdesk.tools.write import WriteOptions
from llmdesk.tools.write.table import WriteWorker, begin_run
from llmdesk.ui.notify import translate_core
from llmdesk.ui.services import Services
from llmdesk.ui.tables.column.setup import words_in
from llmdesk.ui.tables.opened import OpenedTable

column_words = words_in(
    "WriteColumn",
    QT_TRANSLATE_NOOP("WriteColumn", "Column to rewrite"),
    QT_TRANSLATE_NOOP("WriteColumn", "Rewrite the column"),
    QT_TRANSLATE_NOOP("WriteColumn", "Rewriting {name}"),
    QT_TRANSLATE_NOOP("WriteColumn", "1 row is rewritten. Saved as {file}."),
    QT_TRANSLATE_NOOP("WriteColumn", "{count} rows are rewritten. Saved as {file}."),
)


@dataclass(frozen=True)
class WriteColumn:
    """Each text in the style of `options`."""

    options: WriteOptions
    tool: Tool = WRITE

    def worker(self, services: Services, _table: OpenedTable, _column: str, model: str) -> WriteWorker:
        return WriteWorker(services.engine, self.options, model, translate_core)

    def begin(self, store: Store, inputs: TableInputs, model: str) -> Run:
        return begin_run(store, inputs, self.options, model)
