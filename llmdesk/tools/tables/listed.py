"""Documents as the rows of a table: the list of their names.

Owns how the list is written. Must not read documents.
"""

from __future__ import annotations

import csv
import os
from collections.abc import Iterable
from pathlib import Path

from llmdesk.tools.reading.tables import open_table
from llmdesk.tools.tables.table import Table, as_text

COLUMN = "file"
_LIST = "documents.csv"


def write_names(names: Iterable[str], place: Path) -> None:
    """The table of these names, the same to the byte and to its time for the same names: unfinished work
    knows it again. All are quoted: no mark in one is taken for the end of a cell."""
    with place.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream, quoting=csv.QUOTE_ALL)
        writer.writerow([COLUMN])
        writer.writerows([name] for name in names)
    os.utime(place, (0, 0))


def list_of(names: Iterable[str], kept: Path) -> Table:
    """The table of these names, in the folder `kept`."""
    place = kept / _LIST
    write_names(names, place)
    return open_table(place, None, 1)


def listed_in(out: Table, kept: Path) -> Table:
    """The documents that an output names: their list as it stands there, whatever became of the folder."""
    column = out.column(COLUMN)
    return list_of((as_text(row[column]) if column < len(row) else "" for row in out.rows()), kept)
