"""The columns of labels in a table: their names and what stands in them.

Must not write files.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from llmdesk.tools.sentiment.types import RowResult
from llmdesk.tools.tables.added import defuse, free_names
from llmdesk.tools.tables.table import clean
from llmdesk.tools.tables.types import Cell
from llmdesk.tools.tables.worker import NewColumn

PROBABILITY = "p_"  # before the name of a label, in that of its column
_DECIMALS = 4


def new_columns(labels: Sequence[str]) -> tuple[NewColumn, ...]:
    """Label, a probability for each of the `labels`, confidence, status."""
    probabilities = [NewColumn(f"{PROBABILITY}{label}", _DECIMALS) for label in labels]
    return (NewColumn("label"), *probabilities, NewColumn("confidence", _DECIMALS), NewColumn("status"))


def added_columns(labels: Sequence[str], existing: Iterable[str]) -> tuple[str, ...]:
    """Their names in a table that has the `existing` ones."""
    return tuple(free_names([column.name for column in new_columns(labels)], existing))


def added_cells(result: RowResult, labels: int) -> list[Cell]:
    """What stands in them; None where there is nothing."""
    if not result.probabilities:
        return [None, *[None] * labels, None, result.status]
    probabilities = [round(value, _DECIMALS) for value in result.probabilities]
    label = defuse(clean(result.label))  # in every kind of file: `ScoredTable` knows it by this
    return [label, *probabilities, round(result.confidence, _DECIMALS), result.status]
