"""Rows that a report labels again: from all over the table, each as likely as another."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from llmdesk.cancel import CancelToken
from llmdesk.errors import Cancelled
from llmdesk.tools.reading import open_table
from llmdesk.tools.sentiment.report.rows_drawn import random_texts
from llmdesk.tools.tables import Table, TableError


def table_of(folder: Path, texts: list[str]) -> Table:
    path = folder / "texts.csv"
    path.write_text("\n".join(["id,text", *(f"{n},{text}" for n, text in enumerate(texts))]), "utf-8")
    return open_table(path)


def test_rows_come_from_all_over_and_the_same_seed_draws_the_same(tmp_path: Path) -> None:
    table = table_of(tmp_path, [f"text {number}" if number % 2 else "" for number in range(60_000)])
    texts, drawn = random_texts(table, "text", 100, seed=3)
    assert (drawn.rows, drawn.usable, drawn.seed) == (100, 30_000, 3)
    numbers = [int(text.split()[1]) for text in texts]
    assert numbers == sorted(numbers)
    thirds = Counter(number // 20_000 for number in numbers)
    assert all(thirds[third] >= 15 for third in range(3))
    assert random_texts(table, "text", 100, seed=3)[0] == texts
    assert random_texts(table, "text", 100, seed=4)[0] != texts


def test_every_row_is_as_likely_as_another(tmp_path: Path) -> None:
    table = table_of(tmp_path, list("abcde"))
    counts = Counter(text for seed in range(1000) for text in random_texts(table, "text", 2, seed)[0])
    assert all(330 <= counts[text] <= 470 for text in "abcde")


def test_a_small_table_is_taken_whole_and_one_without_texts_is_told(tmp_path: Path) -> None:
    texts, drawn = random_texts(table_of(tmp_path, ["a", "N/A", "b"]), "text", 100)
    assert (texts, drawn.usable) == (["a", "b"], 2)
    with pytest.raises(TableError):
        random_texts(table_of(tmp_path, ["", "-"]), "text", 100)


def test_drawing_stops_when_it_is_cancelled(tmp_path: Path) -> None:
    cancel = CancelToken()
    cancel.cancel()
    with pytest.raises(Cancelled):
        random_texts(table_of(tmp_path, ["a", "b"]), "text", 2, cancel=cancel)
