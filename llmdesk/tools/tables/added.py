"""The columns that are added to a table: their names and how what stands in them is written.

Owns both, and that a spreadsheet runs nothing of it. Must not write files.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from llmdesk.tools.tables.table import as_text, clean
from llmdesk.tools.tables.types import Cell
from llmdesk.tools.tables.worker import NewColumn

# What makes a spreadsheet program take a text for a formula (OWASP, "CSV Injection"), wide forms too.
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
_SIGNED_NUMBER = re.compile(r"[-+]\d{1,30}(?:[.,]\d{1,30})?%?")


def free_names(wanted: Iterable[str], existing: Iterable[str]) -> Iterator[str]:
    """Names for our columns; one that the table has already gets a number: label_2."""
    taken = {name.casefold() for name in existing}
    for text in wanted:
        name = found = " ".join(clean(text).split())
        number = 1
        while found.casefold() in taken:
            number += 1
            found = f"{name}_{number}"
        taken.add(found.casefold())
        yield found


def added_to(existing: Iterable[str], wanted: Sequence[NewColumn]) -> tuple[NewColumn, ...]:
    """The wanted columns under names that are free."""
    names = free_names([column.name for column in wanted], existing)
    return tuple(replace(column, name=name) for name, column in zip(names, wanted, strict=True))


def defuse(text: str) -> str:
    """The text so that no spreadsheet program runs it: an apostrophe before what looks like a formula."""
    if text.lstrip(" ").startswith(_FORMULA) and not _SIGNED_NUMBER.fullmatch(text):
        return f"'{text}"
    return text


def as_it_was(text: str) -> str:
    """The text without the apostrophe that `defuse` put before it."""
    return text[1:] if text.startswith("'") and defuse(text[1:]) == text else text


def decimals(cell: Cell, places: int | None = 4) -> str:
    """An added cell as text, a figure with so many decimals."""
    return f"{cell:.{places}f}" if isinstance(cell, float) and places is not None else as_text(cell)
