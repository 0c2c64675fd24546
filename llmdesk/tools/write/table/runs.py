"""Columns that were written anew, in the history.

Owns the shape of a run of kind "write table". Must not write anew.
"""

from __future__ import annotations

from llmdesk.store import Run, RunKind, Store
from llmdesk.tools.kept import read, write
from llmdesk.tools.tables.runs import TableInputs, kept_inputs
from llmdesk.tools.write.types import WriteOptions

TABLE_KIND: RunKind = "write table"


def begin_run(store: Store, inputs: TableInputs, options: WriteOptions, model: str) -> Run:
    """Keep that a column is being written anew."""
    return store.add_run(TABLE_KIND, kept_inputs(inputs), write(options), title=inputs.path.name, model=model)


def options_of_run(run: Run) -> WriteOptions | None:
    """None where they make no sense."""
    return read(WriteOptions, run.options)
