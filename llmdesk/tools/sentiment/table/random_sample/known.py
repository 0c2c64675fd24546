"""Which rows of a table are the random sample, and their labels: by a column of it, or a sample's file.

Owns that every row of the sample counts: one whose label the set has not counts as a row without any of them,
and one whose label nobody understands is an error, for leaving rows out would make it a sample of others.
Must not know what a model says.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from llmdesk.errors import QT_TRANSLATE_NOOP, Listing, shown
from llmdesk.tools.sentiment.shares import FEWEST, NO_LABEL, NOT_LABELLED
from llmdesk.tools.sentiment.shares.estimate import Array
from llmdesk.tools.sentiment.table.known import KnownColumn, read_meanings
from llmdesk.tools.sentiment.table.random_sample.drawing import CHANCE, OURS, ROW
from llmdesk.tools.tables.added import as_it_was
from llmdesk.tools.tables.table import Table, as_text, clean
from llmdesk.tools.tables.types import TableError

_TOLD = 20


@dataclass(frozen=True)
class LabelledSample:
    """`truth`: for each row of the table its label's number, `NO_LABEL`, or `NOT_LABELLED` where it is not in
    the sample. `skipped`: rows of the sample's file without a label that stand before the last with one.
    `chances`: where the sample was drawn by doubt, how likely each row of it was, not-a-number for others."""

    truth: NDArray[np.int_]
    known: KnownColumn
    skipped: int = 0
    chances: Array | None = None

    @property
    def labelled(self) -> int:
        return int((self.truth != NOT_LABELLED).sum())

    @property
    def is_even(self) -> bool:
        return self.chances is None

    @property
    def none_of_them(self) -> int:
        return int((self.truth == NO_LABEL).sum())


def sample_in_table(
    table: Table, column: str, known: str, labels: tuple[str, ...], changes: Mapping[str, str]
) -> LabelledSample:
    """The rows that have a value in the column `known` of the table itself. Raises `TableError`."""
    found = read_meanings(table, column, known, labels).with_changes(changes)
    return _checked(LabelledSample(_numbers(found), found))


def sample_in_file(
    table: Table,
    column: str,
    sample: Table,
    known: str,
    labels: tuple[str, ...],
    changes: Mapping[str, str],
) -> LabelledSample:
    """The rows of `table` that the file of `write_sample` names and labels. Raises `TableError`, also where a
    row's text in the file is not that of the table."""
    text_place = _text_place(sample, column)
    found = read_meanings(sample, sample.columns[text_place], known, labels).with_changes(changes)
    numbers = _numbers(found)
    rows, texts = _rows_of(sample, sample.column(ROW), text_place)
    labelled = [place for place in range(len(rows)) if numbers[place] != NOT_LABELLED]
    truth = _placed(table, column, {rows[p]: (texts[p], int(numbers[p])) for p in labelled})
    if len(labelled) != len({rows[place] for place in labelled}):
        raise _other_table(sample)
    skipped = labelled[-1] + 1 - len(labelled) if labelled else 0
    chances = None
    if CHANCE in sample.columns:
        of_one_draw = _chances_in(sample, set(labelled))
        chances = np.full(len(truth), np.nan)
        for place in labelled:
            chances[rows[place]] = min(1.0, len(labelled) * of_one_draw[place])
    return _checked(LabelledSample(truth, found, skipped, chances))


def _chances_in(sample: Table, lines: Set[int]) -> dict[int, float]:
    """Of these lines of the sample's file, from 0. Raises `TableError` for one that is none."""
    place, found = sample.column(CHANCE), dict[int, float]()
    for line, cells in enumerate(sample.rows()):
        if line not in lines:
            continue
        text = as_text(cells[place]) if place < len(cells) else ""
        try:
            chance = float(text.replace(",", "."))
        except ValueError:
            chance = 0.0
        if not 0 < chance <= 1:
            raise TableError(
                QT_TRANSLATE_NOOP("core", "Row {row} of the sample has no chance of being drawn."),
                QT_TRANSLATE_NOOP("core", "The column “{column}” has “{text}” there."),
                QT_TRANSLATE_NOOP("core", "Leave that column as it was written, or draw a new sample."),
                row=line + 1,
                column=CHANCE,
                text=shown(text, 40),
            )
        found[line] = chance
    return found


def _text_place(sample: Table, column: str) -> int:
    """Of the column with the texts: the name of the table's own, else the one that is not ours."""
    names = sample.columns
    for name in (column, f"{column} (text)"):
        if name in names and name not in OURS:
            return names.index(name)
    return sample.column(column)


def _rows_of(sample: Table, row_place: int, text_place: int) -> tuple[list[int], list[str]]:
    """The 0-based row of the table and the text of each line of the sample's file; -1 for no number."""
    rows, texts = [], []
    for cells in sample.rows():
        number = as_text(cells[row_place]).strip() if row_place < len(cells) else ""
        rows.append(int(number) - 1 if number.isascii() and number.isdigit() and len(number) < 10 else -1)
        texts.append(as_text(cells[text_place]) if text_place < len(cells) else "")
    return rows, texts


def _placed(table: Table, column: str, wanted: Mapping[int, tuple[str, int]]) -> NDArray[np.int_]:
    """The numbers at their rows of the table, each text compared with what stands there."""
    place, truth = table.column(column), []
    left = len(wanted)
    for number, row in enumerate(table.rows()):
        if number not in wanted:
            truth.append(NOT_LABELLED)
            continue
        text, label = wanted[number]
        own = as_text(row[place]) if place < len(row) else ""
        if _plain(text) != _plain(own):
            raise _other_row(number + 1, own, text)
        truth.append(label)
        left -= 1
    if left:
        raise _other_table(table)
    return np.array(truth, dtype=int)


def _plain(text: str) -> str:
    """What a spreadsheet program leaves alike when it saves a text."""
    return " ".join(as_it_was(clean(text)).split())[:30_000]


def _numbers(found: KnownColumn) -> NDArray[np.int_]:
    """Raises `TableError` for values that nobody understands, or that may mean the opposite."""
    found.check_certain()
    unknown = [meaning.word for meaning in found.in_order if not meaning.understood]
    if unknown or found.more:
        raise TableError(
            QT_TRANSLATE_NOOP("core", "{count} rows of the sample have a label that is not understood."),
            QT_TRANSLATE_NOOP("core", "They have: {found}. The labels are: {labels}."),
            QT_TRANSLATE_NOOP(
                "core",
                "Say what each means: --label-map VALUE=LABEL, or VALUE= for none of the labels. "
                "Leaving rows of a random sample out would make the shares wrong.",
            ),
            count=found.unknown,
            found=Listing(tuple(shown(word, 40) for word in unknown[:_TOLD]) or ("…",)),
            labels=Listing(found.labels),
        )
    numbers = [found.labels.index(meaning.label) if meaning.label else NO_LABEL for meaning in found.meanings]
    return _taken(numbers, found.values)


def _taken(numbers: Sequence[int], values: Sequence[int]) -> NDArray[np.int_]:
    return np.array([numbers[value] if value >= 0 else NOT_LABELLED for value in values], dtype=int)


def _checked(sample: LabelledSample) -> LabelledSample:
    if sample.labelled < FEWEST:
        raise TableError(
            QT_TRANSLATE_NOOP("core", "Only {count} rows have a label; a share needs at least {fewest}."),
            QT_TRANSLATE_NOOP("core", "With so few, the margin would be little more than a guess."),
            QT_TRANSLATE_NOOP(
                "core", "Label 30 to 300 rows that were drawn at random: --sample 100 --out sample.csv"
            ),
            count=sample.labelled,
            fewest=FEWEST,
        )
    if sample.labelled == sample.none_of_them:
        raise TableError(
            QT_TRANSLATE_NOOP("core", "No row of the sample has one of the labels."),
            QT_TRANSLATE_NOOP("core", "The labels are: {labels}."),
            QT_TRANSLATE_NOOP("core", "Name the labels that you used: --labels A,B,C"),
            labels=Listing(sample.known.labels),
        )
    return sample


def _other_row(row: int, own: str, text: str) -> TableError:
    return TableError(
        QT_TRANSLATE_NOOP("core", "Row {row} of the table is not the one that was labelled."),
        QT_TRANSLATE_NOOP("core", "The table has “{own}”, and the sample “{text}”."),
        QT_TRANSLATE_NOOP("core", "Use the table that the sample was drawn from, or draw a new one."),
        row=row,
        own=shown(own, 60),
        text=shown(text, 60),
    )


def _other_table(table: Table) -> TableError:
    return TableError(
        QT_TRANSLATE_NOOP("core", "The rows of the sample are not those of the table."),
        "{path}",
        QT_TRANSLATE_NOOP("core", "Use the table that the sample was drawn from, or draw a new one."),
        path=table.path,
    )
