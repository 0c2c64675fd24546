"""A random sample on its way: drawn, written, labelled in another program, read again."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from llmdesk.outputs import look_at
from llmdesk.tools.sentiment.shares import NO_LABEL, NOT_LABELLED
from llmdesk.tools.sentiment.table.random_sample import (
    draw_by_doubt,
    draw_sample,
    groups_in,
    sample_in_file,
    scored_before,
    write_sample,
)
from llmdesk.tools.tables import Cell, Table, TableError, open_table

TEXTS = [
    "=SUM(A1) is bad",
    "-5 stars",
    "味道很好",
    "Two\nlines, “quoted”",
    "+1 good",
    "@you: no",
    "'quoted'",
] * 4
LABELS = ("positive", "negative")


def write_table(folder: Path, texts: list[str]) -> Table:
    path = folder / "in.jsonl"
    path.write_text("".join(f'{{"text": {json.dumps(text)}}}\n' for text in texts), encoding="utf-8")
    return open_table(path)


class _Rows(Table):
    """Fifty rows with a text, and no file."""

    kind = "csv"

    def __init__(self) -> None:
        super().__init__(Path("rows"))
        self.header = ["text"]

    def rows(self) -> Iterator[list[Cell]]:
        return ([f"a text of row {number}"] for number in range(50))


def test_every_row_of_a_labelled_sample_finds_its_row_again(tmp_path: Path) -> None:
    table = write_table(tmp_path, TEXTS)
    drawn = draw_sample(table, "text", 25, 4)
    for suffix in (".csv", ".tsv", ".xlsx"):
        out = write_sample(table, "text", drawn, look_at(tmp_path / f"sample{suffix}"))
        _label(out)
        found = sample_in_file(table, "text", open_table(out), "my_label", LABELS, {"?": ""})
        assert found.labelled == 25
        for place, row in enumerate(drawn.rows):
            assert found.truth[row] == (NO_LABEL if place == 3 else place % 2)
        assert (found.truth == NOT_LABELLED).sum() == len(TEXTS) - 25


@pytest.mark.parametrize("suffix", [".csv", ".tsv", ".xlsx"])
def test_a_sample_by_doubt_brings_the_chances_of_its_rows_back(tmp_path: Path, suffix: str) -> None:
    table = write_table(tmp_path, TEXTS)
    sure = np.linspace(0.5, 1, len(TEXTS))
    sure[5] = np.nan
    drawn = draw_by_doubt(table, "text", np.stack([sure, 1 - sure], 1), 25, 4)
    assert 5 not in drawn.rows, "it was not scored"
    assert drawn.chances is not None
    out = write_sample(table, "text", drawn, look_at(tmp_path / f"sample{suffix}"))
    _label(out)
    found = sample_in_file(table, "text", open_table(out), "my_label", LABELS, {"?": ""})
    assert found.chances is not None
    for row, chance in zip(drawn.rows, drawn.chances, strict=True):
        assert found.chances[row] == pytest.approx(25 * chance, rel=1e-6)
    assert np.isnan(found.chances).sum() == len(TEXTS) - 25


@pytest.mark.parametrize("chance", ["", "often", "0", "-0.1", "1.5", "nan"])
def test_a_chance_that_is_none_is_told_with_its_row(tmp_path: Path, chance: str) -> None:
    table = write_table(tmp_path, TEXTS)
    drawn = draw_by_doubt(table, "text", np.full((len(TEXTS), 2), 0.5), 20)
    out = write_sample(table, "text", drawn, look_at(tmp_path / "sample.csv"))
    _label(out)
    with out.open(encoding="utf-8-sig", newline="") as stream:
        header, *rows = csv.reader(stream)
    rows[2][4] = chance
    with out.open("w", encoding="utf-8", newline="") as stream:
        csv.writer(stream).writerows([header, *rows])
    with pytest.raises(TableError, match="Row 3 of the sample"):
        sample_in_file(table, "text", open_table(out), "my_label", LABELS, {"?": ""})


def _label(path: Path) -> None:
    """As a person would: in the file, by another program."""
    if path.suffix == ".xlsx":
        book = openpyxl.load_workbook(path)
        for place in range(25):
            book["sample"].cell(place + 2, 3, "?" if place == 3 else LABELS[place % 2])
        book.save(path)
        return
    separator = "\t" if path.suffix == ".tsv" else ","
    with path.open(encoding="utf-8-sig", newline="") as stream:
        header, *rows = csv.reader(stream, delimiter=separator)
    for place, row in enumerate(rows):
        row[2] = "?" if place == 3 else LABELS[place % 2]
    with path.open("w", encoding="utf-8", newline="") as stream:
        csv.writer(stream, delimiter=separator).writerows([header, *rows])


@settings(max_examples=30, deadline=None)
@given(st.integers(0, 1000), st.integers(1, 40), st.integers(1, 40))
def test_a_larger_sample_begins_with_the_smaller_one(seed: int, one: int, other: int) -> None:
    small, large = (draw_sample(_Rows(), "text", count, seed).rows for count in sorted((one, other)))
    assert large[: len(small)] == small
    assert len(set(large)) == len(large) == max(one, other)


def test_a_table_that_llmdesk_did_not_score_has_no_probabilities(tmp_path: Path) -> None:
    path = tmp_path / "in.csv"
    path.write_text("text,p_positive,p_negative\ngood,0.9,0.1\nbad,0.2,0.8\n,,\n", encoding="utf-8")
    found = scored_before(open_table(path), LABELS)
    assert found is not None
    assert found[:2].tolist() == [[0.9, 0.1], [0.2, 0.8]]
    path.write_text("text,p_positive,p_negative\ngood,0.9,0.3\nbad,0.2,0.8\n", encoding="utf-8")
    assert scored_before(open_table(path), LABELS) is None
    path.write_text("text,p_positive\ngood,0.9\nbad,0.2\n", encoding="utf-8")
    assert scored_before(open_table(path), LABELS) is None


def test_a_column_in_which_every_row_differs_makes_no_groups(tmp_path: Path) -> None:
    path = tmp_path / "in.csv"
    path.write_text("text,id\n" + "".join(f"good,{row}\n" for row in range(600)), encoding="utf-8")
    with pytest.raises(TableError, match="600 different values"):
        groups_in(open_table(path), "id")
