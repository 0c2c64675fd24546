"""`llmdesk write --table`: the texts of a column written anew, in a column of their own.

Owns nothing but the wiring. Must not know how rows are written or tables are read.
"""

from __future__ import annotations

import argparse

from llmdesk.cli.session import Session
from llmdesk.cli.shell.column_job import ColumnWork, run_column
from llmdesk.cli.shell.console import Console
from llmdesk.errors import UsageError
from llmdesk.store import Run, Store
from llmdesk.tools.tables import Table
from llmdesk.tools.tables.runs import TableInputs
from llmdesk.tools.tool import WRITE
from llmdesk.tools.write import WriteOptions
from llmdesk.tools.write.table import WriteWorker, begin_run

_OF_ONE_TEXT = {
    "input": "FILE|TEXT", "diff": "--diff", "form": "--form", "set": "--set", "list_forms": "--list-forms",
}  # fmt: skip


def run(arguments: argparse.Namespace, session: Session, console: Console) -> int:
    for name, word in _OF_ONE_TEXT.items():
        if getattr(arguments, name):
            raise UsageError(f"--table and {word} do not go together.", hint="Give one of them.")
    options = WriteOptions(arguments.style or "correct", arguments.language)
    return run_column(arguments, _Rewriting(options), session, console)


class _Rewriting(ColumnWork):
    verb, awake, tool = "write anew", "a table is being written anew", WRITE

    def __init__(self, options: WriteOptions) -> None:
        self._options = options

    def worker(self, session: Session, model: str, _table: Table, _column: str) -> WriteWorker:
        return WriteWorker(session.engine, self._options, model)

    def begin(self, store: Store, inputs: TableInputs, model: str) -> Run:
        return begin_run(store, inputs, self._options, model)
