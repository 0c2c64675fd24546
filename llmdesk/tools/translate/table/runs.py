"""Columns that were translated, in the history.

Owns the shape of a run of kind "translate table". Must not translate.
"""

from __future__ import annotations

from llmdesk.store import Run, RunKind, Store
from llmdesk.tools.tables.runs import TableInputs, kept_inputs
from llmdesk.tools.translate.runs import kept_options, options_from
from llmdesk.tools.translate.types import TranslateOptions

TABLE_KIND: RunKind = "translate table"


def begin_run(store: Store, inputs: TableInputs, options: TranslateOptions, model: str) -> Run:
    """Keep that a column is being translated."""
    return store.add_run(
        TABLE_KIND, kept_inputs(inputs), kept_options(options), title=inputs.path.name, model=model
    )


def options_of_run(run: Run) -> TranslateOptions:
    return options_from(run.options)
