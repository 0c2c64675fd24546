"""A table and a document of a name that is not UTF-8, in the window."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from tests.ui.sentiment.desk import SentimentDesk, write_table

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="elsewhere names are Unicode")


def test_a_table_of_such_a_name_is_scored_and_comes_back_from_the_history(
    desk: SentimentDesk, tmp_path: Path
) -> None:
    path = write_table(tmp_path / os.fsdecode(b"caf\xe9.csv"), ["good", "bad"])
    desk.score_table(path)
    assert (tmp_path / os.fsdecode(b"caf\xe9.scored.csv")).exists()
    desk.press("One text")
    desk.tab.history.chosen.emit(desk.services.store.runs("table")[0])
    desk.wait(lambda: desk.has("Rows") and desk.tab.table.review.rows.model().rowCount() == 2)
    assert desk.notices() == []
