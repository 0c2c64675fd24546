"""A table that a job made, as whoever looks at it again needs it.

Owns the value. Must not know how it is kept, nor which tool made it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from llmdesk.tools.tables.review.states import Told
from llmdesk.tools.tables.runs import PastColumn, TableInputs
from llmdesk.tools.tables.types import ColumnKind
from llmdesk.tools.tables.worker import NewColumn


@dataclass(frozen=True, kw_only=True)
class MadeTable:
    """Made of `inputs`, and now at `path`. `added`: the names of the new columns there, the last one `told`
    of the row; `columns`: as they were asked for. `labels`: the only texts that stand in them, where there
    are only some. `title`: what was done, in a few words."""

    inputs: TableInputs
    path: Path
    added: tuple[str, ...]
    columns: tuple[NewColumn, ...]
    rows: int
    out_header_row: int
    model: str
    title: str
    told: Told = "remarks"
    labels: tuple[str, ...] = ()


def made_column(past: PastColumn, model: str) -> MadeTable | None:
    """What was made of a column; None where it was stopped."""
    made = past.made
    if made is None or not made.added:
        return None
    title = f"{past.inputs.columns[0]} → {made.added[0]}"
    kinds: Sequence[ColumnKind] = made.kinds or [""] * len(made.added)
    columns = tuple(NewColumn(name, kind=kind) for name, kind in zip(made.added, kinds, strict=False))
    return MadeTable(
        inputs=past.inputs, path=made.path, added=made.added, columns=columns, rows=made.rows,
        out_header_row=made.out_header_row, model=model, title=title,
    )  # fmt: skip
