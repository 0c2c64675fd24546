"""The rows of a table that a report labels again: drawn at random from all of it.

Owns the drawing. One reading of the table, and no more than the rows drawn are in memory. Must not score.
"""

from __future__ import annotations

import heapq
import random
from collections.abc import Iterator

from llmdesk.cancel import CancelToken
from llmdesk.errors import QT_TRANSLATE_NOOP
from llmdesk.tools.sentiment.report.types import Drawn
from llmdesk.tools.sentiment.table.placeholders import why_not_scored
from llmdesk.tools.tables.table import Table, as_text
from llmdesk.tools.tables.types import TableError


def random_texts(
    table: Table, column: str, count: int, seed: int = 0, cancel: CancelToken | None = None
) -> tuple[list[str], Drawn]:
    """The texts of `count` rows, each row with a text as likely as another, in the order of the table. The
    same table and seed give the same. Raises `TableError` where no row has a text, and `Cancelled`."""
    place, usable = table.column(column), 0

    def drawn() -> Iterator[tuple[float, int, str]]:
        nonlocal usable
        lots = random.Random(seed)
        for number, row in enumerate(table.rows()):
            if cancel is not None:
                cancel.raise_if_cancelled()
            text = as_text(row[place]) if place < len(row) else ""
            if not why_not_scored(text):
                usable += 1
                yield lots.random(), number, text

    chosen = heapq.nsmallest(count, drawn())
    if not chosen:
        raise TableError(
            QT_TRANSLATE_NOOP("core", "No row has a text in the column “{column}”."),
            hint=QT_TRANSLATE_NOOP("core", "Choose the column that holds the texts."),
            column=column,
        )
    chosen.sort(key=lambda one: one[1])
    return [text for _, _, text in chosen], Drawn(len(chosen), usable, seed)
