"""The columns that we add to a table: their names and what stands in them.

Owns both, and that a spreadsheet runs nothing of it. Must not write files.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from llmdesk.tools.tables.table import clean
from llmdesk.tools.tables.types import AddedColumns

if TYPE_CHECKING:
    from llmdesk.tools.sentiment.types import RowResult

# What makes a spreadsheet program take a text for a formula (OWASP, "CSV Injection"), wide forms too.
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
_SIGNED_NUMBER = re.compile(r"[-+]\d{1,30}(?:[.,]\d{1,30})?%?")


def added_columns(labels: Sequence[str], existing: Iterable[str]) -> AddedColumns:
    """Names for our columns; one that the table has already gets a number: label_2."""
    taken = {name.casefold() for name in existing}

    def free(name: str) -> str:
        name = " ".join(clean(name).split())
        number, found = 1, name
        while found.casefold() in taken:
            number += 1
            found = f"{name}_{number}"
        taken.add(found.casefold())
        return found

    return AddedColumns(
        label=free("label"),
        probabilities=tuple(free(f"p_{label}") for label in labels),
        confidence=free("confidence"),
        status=free("status"),
    )


def defuse(text: str) -> str:
    """The text so that no spreadsheet program runs it: an apostrophe before what looks like a formula."""
    if text.lstrip(" ").startswith(_FORMULA) and not _SIGNED_NUMBER.fullmatch(text):
        return f"'{text}"
    return text


def as_it_was(text: str) -> str:
    """The text without the apostrophe that `defuse` put before it."""
    return text[1:] if text.startswith("'") and defuse(text[1:]) == text else text


def added_cells(result: RowResult, labels: int) -> list[str | float | None]:
    """Label, a probability for each of the `labels`, confidence, status; None where there is none."""
    if not result.probabilities:
        return [None, *[None] * labels, None, result.status]
    probabilities = [round(value, 4) for value in result.probabilities]
    return [defuse(clean(result.label)), *probabilities, round(result.confidence, 4), result.status]


def decimals(cell: str | float | None) -> str:
    """An added cell as text: four decimals, so that columns of figures stand in line."""
    if cell is None:
        return ""
    return cell if isinstance(cell, str) else f"{cell:.4f}"
