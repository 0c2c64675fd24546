"""Columns that were translated, in the history.

Owns the shape of a run of kind "translate table". Must not translate.
"""

from __future__ import annotations

from dataclasses import dataclass

from llmdesk.store import Run, RunKind, Store
from llmdesk.tools.tables.runs import TableInputs, TableMade, inputs_of, kept_inputs, made_of
from llmdesk.tools.translate.runs import kept_options, options_from
from llmdesk.tools.translate.types import TranslateOptions

TABLE_KIND: RunKind = "translate table"


@dataclass(frozen=True)
class PastTable:
    """A column that was translated, or was being; `made` None: it was stopped, and can go on."""

    inputs: TableInputs
    options: TranslateOptions
    made: TableMade | None


def begin_run(store: Store, inputs: TableInputs, options: TranslateOptions, model: str) -> Run:
    """Keep that a column is being translated."""
    return store.add_run(
        TABLE_KIND, kept_inputs(inputs), kept_options(options), title=inputs.path.name, model=model
    )


def past_table(run: Run) -> PastTable | None:
    """None for a run that makes no sense."""
    inputs = inputs_of(run)
    if run.kind != TABLE_KIND or inputs is None or not inputs.columns:
        return None
    return PastTable(inputs, options_from(run.options), made_of(run))
