"""Columns that values were taken out of, in the history.

Owns the shape of a run of kind "extract table". Must not extract.
"""

from __future__ import annotations

from llmdesk.store import Run, RunKind, Store
from llmdesk.tools.fields import FieldSet
from llmdesk.tools.kept import read, write
from llmdesk.tools.tables.runs import TableInputs, kept_inputs

TABLE_KIND: RunKind = "extract table"


def begin_run(store: Store, inputs: TableInputs, fields: FieldSet, model: str) -> Run:
    """Keep that values are being taken out of a column."""
    return store.add_run(TABLE_KIND, kept_inputs(inputs), write(fields), title=inputs.path.name, model=model)


def fields_of_run(run: Run) -> FieldSet | None:
    """None where they make no sense."""
    return read(FieldSet, run.options)
