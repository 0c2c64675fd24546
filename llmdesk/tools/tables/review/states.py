"""What the last column that a tool added says of a row.

Owns both ways in which tools say it: "status", a word with its reason ("check failed: two lines"), and
"remarks", only what is to be looked at, nothing where all is well. Must not know the tools.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal

from llmdesk.tools.tables.added import defuse
from llmdesk.tools.tables.table import clean
from llmdesk.tools.tables.types import Cell

EDITED = "edited"  # of a row whose result somebody changed by hand
GOOD = ("ok", "empty", EDITED)
Told = Literal["status", "remarks"]
_MARKED = "check failed"


def status_in(cell: str, told: Told) -> str:
    """The status with its reason, as "status" columns have it."""
    cell = cell.strip()
    if told == "status" or cell == EDITED:
        return cell
    return f"{_MARKED}: {cell}" if cell else "ok"


def cell_of(status: str, reason: str, told: Told) -> str:
    """What stands in the column."""
    if told == "status":
        return ": ".join(filter(None, (status, reason)))
    return EDITED if status == EDITED else "" if status in GOOD else reason or status


@dataclass(frozen=True)
class MadeRow:
    """What a table has for a row: a cell for each column of the tool but the last, whose word is `status`."""

    values: tuple[Cell, ...]
    status: str = "ok"
    reason: str = ""


@dataclass(frozen=True)
class MadeRowForm:
    """As JSON, days as objects, and as the cells of its row."""

    told: Told

    def to_json(self, result: MadeRow) -> object:
        return [list(map(_kept, result.values)), result.status, result.reason]

    def from_json(self, kept: Any) -> MadeRow:
        values, status, reason = kept
        return MadeRow(tuple(map(_read, values)), str(status), str(reason))

    def cells(self, result: MadeRow) -> Sequence[Cell]:
        given = [defuse(clean(value)) if isinstance(value, str) else value for value in result.values]
        told = clean(" ".join(cell_of(result.status, result.reason, self.told).split()))
        return [*given, told or None]

    def status(self, result: MadeRow) -> str:
        return result.status


def _kept(cell: Cell) -> object:
    return {"day": cell.isoformat()} if isinstance(cell, dt.date | dt.time) else cell


def _read(kept: Any) -> Cell:
    if not isinstance(kept, dict):
        return kept  # type: ignore[no-any-return]
    iso = str(kept["day"])
    if "T" in iso:
        return dt.datetime.fromisoformat(iso)
    return dt.time.fromisoformat(iso) if ":" in iso else dt.date.fromisoformat(iso)
