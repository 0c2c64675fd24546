"""`llmdesk translate --table`: a column translated into two new ones.

Owns which languages the column has, and the wiring. Must not know how rows are translated or tables are
written.
"""

from __future__ import annotations

import argparse
from dataclasses import replace

from llmdesk.cli.session import Session
from llmdesk.cli.shell.column_job import ColumnWork, run_column
from llmdesk.cli.shell.console import Console
from llmdesk.store import Run, Store
from llmdesk.tools.documents.language import detect_language
from llmdesk.tools.tables import Table, as_text
from llmdesk.tools.tables.runs import TableInputs
from llmdesk.tools.tool import TRANSLATE
from llmdesk.tools.translate import Memory, TranslateOptions
from llmdesk.tools.translate.table import TranslateWorker
from llmdesk.tools.translate.table.runs import begin_run

_LOOKED_AT = 200  # rows by which the language is found


def run(arguments: argparse.Namespace, options: TranslateOptions, session: Session, console: Console) -> int:
    return run_column(arguments, _Translating(options, memory=not arguments.no_memory), session, console)


class _Translating(ColumnWork):
    """Into the language that is named, else by the first rows."""

    verb, awake, tool = "translate", "a table is being translated", TRANSLATE

    def __init__(self, options: TranslateOptions, *, memory: bool) -> None:
        self._options, self._memory = options, memory

    def worker(self, session: Session, model: str, table: Table, column: str) -> TranslateWorker:
        source = _language(table, column, self._options)
        target = self._options.target or ("en" if source == "zh" else "zh")
        self._options = replace(self._options, target=target)
        memory = Memory.of(session.store(), source, target) if self._memory else None
        return TranslateWorker(session.engine, self._options, model, memory)

    def begin(self, store: Store, inputs: TableInputs, model: str) -> Run:
        return begin_run(store, inputs, self._options, model)


def _language(table: Table, column: str, options: TranslateOptions) -> str:
    """Of the first rows, where none is named."""
    place = table.column(column)
    seen = [as_text(row[place]) for row, _ in zip(table.rows(), range(_LOOKED_AT), strict=False)]
    return options.source or detect_language("\n".join(seen))
