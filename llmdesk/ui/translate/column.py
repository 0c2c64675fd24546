"""Translate as the work on a column.

Owns which languages a column has, and its words. Must not run anything.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from llmdesk.errors import QT_TRANSLATE_NOOP
from llmdesk.store import Run, Store
from llmdesk.tools.documents.language import detect_language
from llmdesk.tools.tables.runs import TableInputs
from llmdesk.tools.tool import TRANSLATE, Tool
from llmdesk.tools.translate import Memory, TranslateOptions
from llmdesk.tools.translate.table import TranslateWorker
from llmdesk.tools.translate.table.runs import begin_run
from llmdesk.ui.notify import translate_core
from llmdesk.ui.services import Services
from llmdesk.ui.tables.column.setup import words_in
from llmdesk.ui.tables.opened import OpenedTable

column_words = words_in(
    "TranslateColumn",
    QT_TRANSLATE_NOOP("TranslateColumn", "Column to translate"),
    QT_TRANSLATE_NOOP("TranslateColumn", "Translate the column"),
    QT_TRANSLATE_NOOP("TranslateColumn", "Translating {name}"),
    QT_TRANSLATE_NOOP("TranslateColumn", "1 row is translated. Saved as {file}."),
    QT_TRANSLATE_NOOP("TranslateColumn", "{count} rows are translated. Saved as {file}."),
)


@dataclass(frozen=True)
class TranslateColumn:
    """`options` as chosen, with the terms of the glossary."""

    options: TranslateOptions
    tool: Tool = TRANSLATE

    def worker(self, services: Services, table: OpenedTable, column: str, model: str) -> TranslateWorker:
        """The language of the source is found for each row; by the first ones, which translations of the
        user's own are taken, and into which language it goes where none is named."""
        place = table.columns.index(column)
        seen = [row[place] for row in table.rows if place < len(row)]
        source = self.options.source or detect_language("\n".join(seen))
        target = self.options.target or ("en" if source == "zh" else "zh")
        memory = Memory.of(services.store, source, target)
        return TranslateWorker(
            services.engine, replace(self.options, target=target), model, memory, translate_core
        )

    def begin(self, store: Store, inputs: TableInputs, model: str) -> Run:
        return begin_run(store, inputs, self.options, model)
