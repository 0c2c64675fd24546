"""`llmdesk extract --table`: values out of a column, each field in a column of its own.

Owns nothing but the wiring. Must not know how rows are read or tables are written.
"""

from __future__ import annotations

import argparse

from llmdesk.cli.session import Session
from llmdesk.cli.shell.column_job import ColumnWork, run_column
from llmdesk.cli.shell.console import Console
from llmdesk.errors import UsageError
from llmdesk.store import Run, Store
from llmdesk.tools.extract.table import ExtractWorker, begin_run
from llmdesk.tools.fields import FieldSet
from llmdesk.tools.tables import Table
from llmdesk.tools.tables.runs import TableInputs
from llmdesk.tools.tool import EXTRACT

_OF_DOCUMENTS = {
    "files": "files", "libraries": "--library", "confidence": "--confidence", "with_source": "--with-source",
    "again": "--again",
}  # fmt: skip


def run(arguments: argparse.Namespace, fields: FieldSet, session: Session, console: Console) -> int:
    for name, word in _OF_DOCUMENTS.items():
        if getattr(arguments, name):
            raise UsageError(f"--table and {word} do not go together.", hint="Give one of them.")
    if arguments.rows == "many":
        raise UsageError(
            "A row of a table gives one row.", hint="Leave --rows out, or give the texts as documents."
        )
    return run_column(arguments, _Extraction(fields), session, console)


class _Extraction(ColumnWork):
    verb, awake, tool = "extract from", "values are being taken out of a table", EXTRACT

    def __init__(self, fields: FieldSet) -> None:
        self._fields = fields

    def worker(self, session: Session, model: str, _table: Table, _column: str) -> ExtractWorker:
        return ExtractWorker(session.engine, self._fields, model)

    def begin(self, store: Store, inputs: TableInputs, model: str) -> Run:
        return begin_run(store, inputs, self._fields, model)
