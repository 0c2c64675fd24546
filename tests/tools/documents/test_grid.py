"""Tables: every figure stays under its head, whatever is empty or spanned."""

from __future__ import annotations

import time
from collections.abc import Sequence

import pytest

from llmdesk.tools.documents.blocks import Block
from llmdesk.tools.documents.grid import Tables

Cell = str | tuple[str, int, int]


def lines(rows: Sequence[Sequence[Cell]]) -> list[str]:
    """Each cell a text, or (text, columns, rows)."""
    tables = Tables()
    tables.begin()
    for row in rows:
        tables.begin_row()
        for cell in row:
            text, columns, down = (cell, 1, 1) if isinstance(cell, str) else cell
            tables.begin_cell(columns, down)
            if text:
                tables.add(Block(text))
            tables.end_cell()
    return [block.text for block in tables.end()]


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ([["Region", "2023", "2024"], ["North", "", "120"]], ["Region | 2023 | 2024", "North | | 120"]),
        ([["R", "A", "B"], ["N", "1", ""], ["", "2", "3"]], ["R | A | B", "N | 1 |", "| 2 | 3"]),
        (
            [["R", "Q", "V"], [("North", 1, 2), "Q1", "5"], ["Q2", "6"], ["S", "Q1", "7"]],
            ["R | Q | V", "North | Q1 | 5", "North | Q2 | 6", "S | Q1 | 7"],
        ),
        (
            [
                ["R", ("2023", 2, 1), ("2024", 2, 1)],
                ["", "a", "b", "a", "b"],
                [("Total", 2, 1), "1", "2", "3"],
            ],
            ["R | 2023 | 2023 | 2024 | 2024", "| a | b | a | b", "Total | | 1 | 2 | 3"],
        ),
        ([[("Sales", 3, 1)], ["R", "A", "B"], ["N", "1", "2"]], ["Sales", "R | A | B", "N | 1 | 2"]),
        ([["", "One text", ""], ["", "Another", ""]], ["One text", "Another"]),
    ],
    ids=["empty", "empty at the edges", "down", "across", "a title", "columns of space"],
)
def test_figures_stay_under_their_heads(rows: Sequence[Sequence[Cell]], expected: list[str]) -> None:
    assert lines(rows) == expected


def test_a_cell_of_some_paragraphs_stays_in_its_row() -> None:
    tables = Tables()
    tables.begin()
    for row in (["Name", "Sum"], ["Ann\nof Leeds", "12"]):
        tables.begin_row()
        for cell in row:
            tables.begin_cell()
            for text in cell.split("\n"):
                tables.add(Block(text))
    assert [block.text for block in tables.end()] == ["Name | Sum", "Ann of Leeds | 12"]


def test_spans_without_end_cost_neither_time_nor_memory() -> None:
    begin = time.process_time()
    wide: list[Cell] = [("x" * 70, 10**9, 10**9)] * 1000
    far: list[Cell] = [("", 999, 1), "z"]
    near: list[Cell] = ["y"]
    many = [wide, *([near] * 20_000), *([far] * 20_000)]
    assert sum(len(line) for line in lines(many)) < 10_000_000
    assert time.process_time() - begin < 10
