"""Drawing rows of a table at random, and writing them to a file in which their user labels them.

Owns the file's form: the number of the row, its text, an empty column for the label, how it was drawn, and
with which chance where the chances differ.
What the model says is not in it, so that nobody agrees with it out of habit. The rows stand in the order
in which they were drawn: who labels the first 60 of 100 has a random sample of 60. Must not read labels.
"""

from __future__ import annotations

import csv
import io
import random
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from llmdesk.errors import QT_TRANSLATE_NOOP
from llmdesk.files import written_for_user
from llmdesk.outputs import Output
from llmdesk.tools.sentiment.shares.estimate import Array
from llmdesk.tools.sentiment.shares.groups import has_scores
from llmdesk.tools.sentiment.shares.uneven import chances_of, drawn_by
from llmdesk.tools.sentiment.table.placeholders import why_not_scored
from llmdesk.tools.tables.added import defuse
from llmdesk.tools.tables.formats import new_workbook
from llmdesk.tools.tables.table import Table, as_text, clean
from llmdesk.tools.tables.types import TableError

ROW, LABEL, DRAWN, CHANCE = "row", "my_label", "drawn", "chance"
OURS = (ROW, LABEL, DRAWN, CHANCE)  # columns; that of the texts has no such name
SUFFIXES = (".csv", ".tsv", ".xlsx")


@dataclass(frozen=True)
class DrawnSample:
    """`rows`: 0-based numbers, the first below the names is 0, in the order drawn; out of `usable` rows
    that have a text. `chances`: of an uneven sample, how likely one draw was to take each of them."""

    rows: tuple[int, ...]
    usable: int
    seed: int
    chances: tuple[float, ...] | None = None


def draw_sample(table: Table, column: str, count: int, seed: int = 0) -> DrawnSample:
    """`count` rows with a text in `column`, or all where there are fewer. The same table and seed give the
    same; a greater `count` gives the same rows and others behind them. Raises `TableError`."""
    usable = _usable(table, column)
    total = len(usable)
    random.Random(seed).shuffle(usable)
    return DrawnSample(tuple(usable[:count]), total, seed)


def draw_by_doubt(table: Table, column: str, probabilities: Array, count: int, seed: int = 0) -> DrawnSample:
    """As `draw_sample`, rows of which the model is less sure being likelier (`shares/uneven`).
    `probabilities`: rows × labels, not-a-number for a row without, which cannot be drawn."""
    scored = has_scores(probabilities)
    usable = [row for row in _usable(table, column) if row < len(scored) and scored[row]]
    if not usable:
        raise TableError(
            QT_TRANSLATE_NOOP("core", "No row with a text in the column “{column}” was scored."),
            hint=QT_TRANSLATE_NOOP("core", "Score the table first."),
            column=column,
        )
    chances = chances_of(probabilities[usable], count)
    places = drawn_by(chances, count, seed)
    rows = tuple(usable[place] for place in places)
    return DrawnSample(rows, len(usable), seed, tuple(float(chances[place]) for place in places))


def _usable(table: Table, column: str) -> list[int]:
    place = table.column(column)
    usable = [
        number
        for number, row in enumerate(table.rows())
        if not why_not_scored(as_text(row[place]) if place < len(row) else "")
    ]
    if not usable:
        raise TableError(
            QT_TRANSLATE_NOOP("core", "No row has a text in the column “{column}”."),
            hint=QT_TRANSLATE_NOOP("core", "Choose the column that holds the texts."),
            column=column,
        )
    return usable


def write_sample(table: Table, column: str, drawn: DrawnSample, output: Output) -> Path:
    """Write the file to label, as CSV, TSV or XLSX; where it is. Raises `TableError` and `UsageError`."""
    place = table.column(column)
    wanted = set(drawn.rows)
    texts = {
        number: clean(as_text(row[place])) for number, row in enumerate(table.rows()) if number in wanted
    }
    header = [ROW, column if column not in OURS else f"{column} (text)", LABEL, DRAWN]
    if drawn.chances is not None:
        header.append(CHANCE)
    suffix = output.path.suffix.casefold()
    if suffix == ".xlsx":
        rows = [[n + 1, texts[n], None, *how] for n, how in _in_order(drawn).items()]
        with written_for_user(output.path), output.part() as part:
            new_workbook.write(part, "sample", header, rows)
            output.put(part)
        return output.path
    text = io.StringIO(newline="")
    writer = csv.writer(text, delimiter="\t" if suffix == ".tsv" else ",", lineterminator="\r\n")
    writer.writerow(header)
    writer.writerows([n + 1, defuse(texts[n]), "", *how] for n, how in _in_order(drawn).items())
    return output.write(text.getvalue().encode("utf-8-sig"))  # the mark is for Excel


def _in_order(drawn: DrawnSample) -> Mapping[int, tuple[str | float, ...]]:
    """row → how it was drawn, and with which chance where the chances differ."""
    count = len(drawn.rows)
    words = "at random" if drawn.chances is None else "by doubt"
    found: dict[int, tuple[str | float, ...]] = {}
    for place, row in enumerate(drawn.rows):
        how = f"{place + 1} of {count}, {words} out of {drawn.usable} rows, seed {drawn.seed}"
        found[row] = (how,) if drawn.chances is None else (how, float(f"{drawn.chances[place]:.9g}"))
    return found
