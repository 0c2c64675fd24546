"""Rows into batches by what the batches cost."""

from __future__ import annotations

from collections.abc import Iterator

from llmdesk.engine.child.grouping import first_group


def batches(lengths: list[int], most: int, batch_cost: int) -> list[list[int]]:
    """All batches of the rows, when each may hold `most`."""
    made, rest = [], sorted(lengths)
    while rest:

        def ends(first: int, count: int = len(rest)) -> Iterator[int]:
            yield from range(first + 1, min(first + most, count) + 1)

        count = first_group(rest, ends, lambda longest, rows: longest * rows + batch_cost)
        made.append(rest[:count])
        rest = rest[count:]
    return made


def test_a_long_row_does_not_pad_short_ones() -> None:
    assert batches([10, 40, 10, 10, 41], most=8, batch_cost=4) == [[10, 10, 10], [40, 41]]


def test_rows_share_a_batch_where_batches_are_dear() -> None:
    assert batches([10, 40, 10, 10, 41], most=8, batch_cost=256) == [[10, 10, 10, 40, 41]]


def test_rows_of_one_length_fill_whole_batches() -> None:
    assert batches([28] * 20, most=8, batch_cost=4) == [[28] * 8, [28] * 8, [28] * 4]


def test_no_batch_holds_more_rows_than_it_may() -> None:
    assert max(map(len, batches(list(range(5, 60)), most=8, batch_cost=256))) == 8


def test_one_row_is_a_batch() -> None:
    assert batches([7], most=8, batch_cost=4) == [[7]]
