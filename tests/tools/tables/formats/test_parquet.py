"""Parquet as a table: read with its types, written with them, and told where it cannot be."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from llmdesk.tools.reading import open_table
from llmdesk.tools.tables import TableError, run_job
from tests.tools.tables.scoring import write_csv
from tests.tools.tables.shouting import Shouter


@pytest.fixture
def arrow() -> Any:
    arrow = pytest.importorskip("pyarrow")
    pytest.importorskip("pyarrow.parquet")
    return arrow


def made(arrow: Any, path: Path, rows: int = 3000) -> Path:
    import pyarrow.parquet

    moment = dt.datetime(2026, 11, 30, 12)
    table = arrow.table(
        {
            "id": arrow.array(range(rows), arrow.int32()),
            "comment": [f"comment {n}" if n % 7 else None for n in range(rows)],
            "price": arrow.array([Decimal("1.10")] * rows, arrow.decimal128(8, 2)),
            "tags": [["a", "b"]] * rows,
            "when": arrow.array([moment] * rows, arrow.timestamp("ns")),
        }
    )
    pyarrow.parquet.write_table(table, path, row_group_size=700)
    return path


def test_cells_are_what_the_file_says(arrow: Any, tmp_path: Path) -> None:
    table = open_table(made(arrow, tmp_path / "in.parquet"))
    assert table.columns == ("id", "comment", "price", "tags", "when")
    assert (table.count, table.count_exact, table.text_column) == (3000, True, "comment")
    rows = list(table.rows())
    assert rows[8] == [8, "comment 8", "1.10", '["a", "b"]', dt.datetime(2026, 11, 30, 12)]
    assert rows[7][1] is None
    assert len(rows) == 3000


def test_its_columns_keep_their_types_and_new_ones_stand_behind(arrow: Any, tmp_path: Path) -> None:
    import pyarrow.parquet

    path, out = made(arrow, tmp_path / "in.parquet"), tmp_path / "out.parquet"
    result = run_job(path, ("comment",), out, Shouter())
    assert result.rows == 3000
    before, after = pyarrow.parquet.read_table(path), pyarrow.parquet.read_table(out)
    assert after.select(before.column_names).equals(before)
    assert after.column_names[5:] == ["comment_2", "letters", "share", "status"]
    assert str(after.schema.field("share").type) == "double"
    assert after.column("comment_2")[8].as_py() == "COMMENT 8!3000"
    assert after.column("comment_2")[7].as_py() is None


def test_a_csv_becomes_parquet_and_back(arrow: Any, tmp_path: Path) -> None:
    path, middle = write_csv(tmp_path / "in.csv", 1500), tmp_path / "middle.parquet"
    run_job(path, ("comment",), middle, Shouter())
    read = list(open_table(middle).rows())
    assert [row[:3] for row in read] == [list(row) for row in open_table(path).rows()]
    back = tmp_path / "back.csv"
    assert run_job(middle, ("comment",), back, Shouter()).rows == 1500


def test_a_damaged_file_is_told(arrow: Any, tmp_path: Path) -> None:
    path = made(arrow, tmp_path / "in.parquet")
    path.write_bytes(path.read_bytes()[:-200])
    with pytest.raises(TableError, match=r"in\.parquet"):
        open_table(path)


def test_without_pyarrow_it_is_said_what_to_do(tmp_path: Path) -> None:
    try:
        import pyarrow  # noqa: F401
    except ImportError:
        path = tmp_path / "in.parquet"
        path.write_bytes(b"PAR1" + bytes(20) + b"PAR1")
        with pytest.raises(TableError, match="pyarrow"):
            open_table(path)
    else:
        pytest.skip("pyarrow is here")
