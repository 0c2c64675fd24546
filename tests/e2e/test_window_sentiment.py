"""A person finds out how texts sound in a table, in the real window with the real model."""

from __future__ import annotations

import csv
import re
from pathlib import Path

import pytest

from tests.e2e.command import all_gone, family
from tests.e2e.window import Window

pytestmark = pytest.mark.model

GOOD = ("I love this place", "The food was great", "Friendly staff and a lovely room", "It works perfectly")
BAD = ("I hate this place", "The food was awful", "Rude staff and a dirty room", "It broke after a day")
ROWS = 120


@pytest.fixture
def table(tmp_path: Path) -> Path:
    path = tmp_path / "reviews.csv"
    with path.open("w", newline="", encoding="utf-8") as stream:
        writer = csv.writer(stream)
        writer.writerow(["id", "comment"])
        for number in range(ROWS):
            texts = GOOD if number % 2 else BAD
            writer.writerow([number, f"{texts[number // 2 % 4]}, visit {number}."])
    return path


def rows_done(window: Window) -> int:
    """What the progress says."""
    found = re.search(rf"^(\d+) of {ROWS} rows$", window.text("Scoring"), re.MULTILINE)
    return int(found[1]) if found else 0


def open_table(window: Window, table: Path) -> None:
    window.open_tab("Sentiment")
    window.wait(lambda: window.shows("A table"))
    window.click("A table")
    window.drop("Open table", table)
    window.wait(lambda: window.shows("Text column"))


def test_a_table_goes_on_where_a_killed_window_left_it(tmp_path: Path, starter: Path, table: Path) -> None:
    out = table.with_name("reviews.scored.csv")
    with Window(tmp_path / "data", "--model", str(starter)) as window:
        open_table(window, table)
        window.click("Score rows")
        window.wait(lambda: rows_done(window) >= 20)
        processes = family(window.process)
        window.process.kill()
        assert all_gone(processes)
    assert not out.exists()
    with Window(tmp_path / "data", "--model", str(starter)) as window:
        open_table(window, table)
        window.wait(lambda: window.shows("Score all rows again"))
        window.click("Resume")
        window.wait(lambda: window.shows("Rows"))
        window.click("Show charts")
        window.wait(lambda: window.shows("Charts"))
        assert window.close() == 0
    with out.open(newline="", encoding="utf-8-sig") as stream:
        rows = list(csv.DictReader(stream))
    assert [row["id"] for row in rows] == [str(number) for number in range(ROWS)]
    right = sum(row["label"] == ("positive" if number % 2 else "negative") for number, row in enumerate(rows))
    assert right / ROWS > 0.9
