"""The sample of a table by which a bias is found: different texts, from the whole of it."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from llmdesk.cancel import CancelToken
from llmdesk.errors import Cancelled
from llmdesk.tools.reading import open_table
from llmdesk.tools.sentiment.table.sampling import sample_of
from llmdesk.tools.tables import Table


def table_of(folder: Path, texts: list[str]) -> Table:
    path = folder / "texts.csv"
    path.write_text("\n".join(["id,text", *(f"{n},{text}" for n, text in enumerate(texts))]), "utf-8")
    return open_table(path)


def test_a_sorted_table_is_looked_at_to_its_end(tmp_path: Path) -> None:
    table = table_of(tmp_path, [f"text {number}" for number in range(60_000)])
    texts = sample_of(table, 1, 96)
    numbers = [int(text.split()[1]) for text in texts]
    assert len(numbers) == 96
    assert numbers == sorted(numbers)
    thirds = Counter(number // 20_000 for number in numbers)
    assert all(thirds[third] >= 15 for third in range(3))
    assert sample_of(table, 1, 96) == texts


def test_a_text_that_occurs_often_is_taken_once(tmp_path: Path) -> None:
    texts = ["the same"] * 500 + [f"another {number}" for number in range(20)] + ["", "N/A"]
    found = sample_of(table_of(tmp_path, texts), 1, 10)
    assert len(set(found)) == len(found) == 10
    assert len(sample_of(table_of(tmp_path, texts), 1, 96)) == 21


def test_the_order_of_the_rows_makes_no_difference(tmp_path: Path) -> None:
    texts = [f"text {number}" for number in range(300)]
    one = sample_of(table_of(tmp_path, texts), 1, 30)
    assert sorted(sample_of(table_of(tmp_path, texts[::-1]), 1, 30)) == sorted(one)


def test_nothing_is_read_where_nothing_is_wanted_and_a_cancel_ends_it(tmp_path: Path) -> None:
    cancel = CancelToken()
    cancel.cancel()
    table = table_of(tmp_path, ["a", "b"])
    assert sample_of(table, 1, 0, cancel) == []
    with pytest.raises(Cancelled):
        sample_of(table, 1, 5, cancel)
