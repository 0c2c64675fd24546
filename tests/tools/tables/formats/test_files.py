"""A folder of tables is one table, or is refused before anything is done with a row."""

from __future__ import annotations

import csv
import json
import os
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest

from llmdesk.cancel import CancelToken
from llmdesk.outputs import OutputExists
from llmdesk.tools.reading import open_table
from llmdesk.tools.tables import ResumeMismatch, TableError, run_job
from tests.tools.tables.shouting import Shout, Shouter


def texts(folder: Path, files: Mapping[str, str]) -> Path:
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    return folder


def parquet(path: Path, columns: Mapping[str, object]) -> Path:
    arrow = pytest.importorskip("pyarrow")
    import pyarrow.parquet

    path.parent.mkdir(parents=True, exist_ok=True)
    pyarrow.parquet.write_table(arrow.table(dict(columns)), path)
    return path


def shouted(folder: Path, out: Path, **options: Any) -> list[dict[str, str]]:
    run_job(folder, ("comment",), out, Shouter(), **options)
    with out.open(encoding="utf-8-sig", newline="") as stream:
        return list(csv.DictReader(stream))


def test_files_are_read_in_the_order_of_their_names_and_columns_by_theirs(tmp_path: Path) -> None:
    folder = texts(
        tmp_path / "in",
        {
            "b.csv": "comment,id\nthird one,3\n",
            "a.csv": "id,comment\n1,first one\n2,\n",
            "more/c.tsv": "id\tcomment\n4\tfourth one\n5\tfifth one\n",
            "_SUCCESS": "",
            "_temporary/d.csv": "half",
            ".e.csv": "hidden",
            "readme.md": "What these are.",
            "z.csv": "",
        },
    )
    table = open_table(folder)
    assert (table.columns, table.count, table.count_exact) == (("id", "comment"), 5, True)
    assert table.text_column == "comment"
    rows = shouted(folder, tmp_path / "out.csv")
    assert [row["id"] for row in rows] == ["1", "2", "3", "4", "5"]
    assert [row["comment_2"][:6] for row in rows] == ["FIRST ", "", "THIRD ", "FOURTH", "FIFTH "]


def test_a_folder_with_texts_is_one_of_texts(tmp_path: Path) -> None:
    folder = texts(tmp_path / "in", {"a.txt": "A text.", "b.csv": "id,comment\n1,one\n"})
    assert open_table(folder).columns == ("file", "text")


def test_parquet_keeps_its_types_also_where_files_differ_in_width(tmp_path: Path) -> None:
    arrow = pytest.importorskip("pyarrow")
    import pyarrow.parquet

    for number, kind in enumerate((arrow.int32(), arrow.int64(), arrow.int32())):
        ids, words = arrow.array([number * 2, number * 2 + 1], kind), [f"words {number}", None]
        columns = {"id": ids, "comment": words} if number != 1 else {"comment": words, "id": ids}
        parquet(tmp_path / "in" / f"{number}.parquet", columns)
    nothing = {"id": arrow.array([], arrow.int32()), "comment": arrow.array([], arrow.string())}
    parquet(tmp_path / "in" / "9.parquet", nothing)
    out = tmp_path / "out.parquet"
    run_job(tmp_path / "in", ("comment",), out, Shouter())
    made = pyarrow.parquet.read_table(out)
    assert made.schema.field("id").type == arrow.int64()
    assert made.column("id").to_pylist() == [0, 1, 2, 3, 4, 5]
    assert made.column("comment_2").to_pylist()[2] == "WORDS 1!6"  # the worker counted six rows


def test_json_lines_may_lack_keys_but_not_the_one_that_is_read(tmp_path: Path) -> None:
    folder = texts(
        tmp_path / "in",
        {"0.jsonl": '{"id": 1, "comment": "one"}\n', "1.jsonl": '{"comment": "two", "note": [1]}\n'},
    )
    out = tmp_path / "out.jsonl"
    run_job(folder, ("comment",), out, Shouter())
    found = [json.loads(line) for line in out.read_text("utf-8").splitlines()]
    assert [each["comment"] for each in found] == ["one", "two"]
    assert found[1]["note"] == [1]
    assert "note" not in found[0]
    texts(folder, {"2.jsonl": '{"id": 3}\n'})
    with pytest.raises(TableError, match=r"2.jsonl has no column “comment”, which 0.jsonl has"):
        run_job(folder, ("comment",), tmp_path / "out-2.jsonl", Shouter())


@pytest.mark.parametrize(
    ("files", "said"),
    [
        ({}, "nothing to read"),
        ({"a.csv": "", "b.csv": "\n"}, "nothing to read"),
        ({"a.csv": "id,comment\n1,one\n", "b.csv": "id,note\n2,two\n"}, "b.csv has no column “comment”"),
        ({"a.csv": "id,comment\n1,one\n", "b.csv": "id,comment,x\n2,b,3\n"}, "a.csv has no column “x”"),
        ({"a.csv": "id,comment\n1,one\n", "b.jsonl": '{"id": 1}\n'}, "cannot be read as one table"),
        ({"a.csv": "id,comment\n1,one\n", "b.csv.gz": "x"}, "none of them packed"),
        ({"a.xlsx": "x"}, "a.xlsx"),
    ],
)
def test_what_does_not_fit_together_is_told_before_a_row_is_read(
    files: Mapping[str, str], said: str, tmp_path: Path
) -> None:
    folder = texts(tmp_path / "in", files)
    folder.mkdir(exist_ok=True)
    worker = Shouter()
    with pytest.raises(TableError, match=said):
        run_job(folder, ("comment",), tmp_path / "out.csv", worker)
    assert not worker.seen
    assert os.listdir(tmp_path) == ["in"]


@pytest.mark.parametrize("what", ["missing", "types", "broken"])
def test_parquet_that_does_not_fit_is_told_with_its_file(what: str, tmp_path: Path) -> None:
    folder = tmp_path / "in"
    parquet(folder / "a.parquet", {"id": [1], "comment": ["one"]})
    if what == "missing":
        parquet(folder / "b.parquet", {"id": [1]})
    elif what == "types":
        parquet(folder / "b.parquet", {"id": [[1]], "comment": ["one"]})
    else:
        whole = parquet(folder / "b.parquet", {"id": [1], "comment": ["one"]})
        whole.write_bytes(whole.read_bytes()[:-20])
    worker = Shouter()
    with pytest.raises(TableError, match=r"b\.parquet"):
        run_job(folder, ("comment",), tmp_path / "out.csv", worker)
    assert not worker.seen


def test_rows_longer_than_the_names_are_kept_in_every_file(tmp_path: Path) -> None:
    folder = texts(
        tmp_path / "in",
        {
            "a.csv": "id,comment\n1,one\n2,two\n3,three\n",
            "b.csv": "comment,id\nfour,4,extra\nfive,5\nsix,6\n",
        },
    )
    rows = shouted(folder, tmp_path / "out.csv")
    assert [row["id"] for row in rows] == ["1", "2", "3", "4", "5", "6"]
    assert "extra" in rows[3].values()
    assert [str(words) for words in open_table(folder).account.words()] == []
    table = open_table(folder)
    list(table.rows())
    assert "b.csv: There are more cells than columns" in str(table.account.words()[0])


def test_a_file_with_names_alone_is_one_without_rows(tmp_path: Path) -> None:
    folder = texts(tmp_path / "in", {"a.csv": "id,comment\n1,one\n2,two\n", "b.csv": "id,comment\n"})
    assert [row["id"] for row in shouted(folder, tmp_path / "out.csv")] == ["1", "2"]


def test_an_output_among_what_is_read_is_refused(tmp_path: Path) -> None:
    folder = texts(tmp_path / "in", {"a.csv": "id,comment\n1,one\n"})
    for out in (folder / "out.csv", folder / "a.csv"):
        with pytest.raises(TableError, match="among the files that are read"):
            run_job(folder, ("comment",), out, Shouter(), overwrite=True)


def stopped(folder: Path, out: Path, at: int) -> None:
    cancel, done = CancelToken(), 0

    def on_result(_result: Shout) -> None:
        nonlocal done
        done += 1
        if done == at:
            cancel.cancel()

    assert not run_job(folder, ("comment",), out, Shouter(), on_result=on_result, cancel=cancel).complete


def many(folder: Path) -> Path:
    rows: Sequence[str] = [f"{number},row {number}\n" for number in range(300)]
    files = {f"{start}.csv": "id,comment\n" + "".join(rows[start : start + 100]) for start in (0, 100, 200)}
    return texts(folder, files)


def test_a_stopped_job_goes_on_behind_what_is_done_in_whichever_file(tmp_path: Path) -> None:
    folder, out = many(tmp_path / "in"), tmp_path / "out.csv"
    shouted(folder, tmp_path / "alone.csv")
    stopped(folder, out, 150)
    again = Shouter()
    result = run_job(folder, ("comment",), out, again, resume=True)
    assert result.kept >= 150
    assert len(again.seen) == 300 - result.kept
    assert out.read_bytes() == (tmp_path / "alone.csv").read_bytes()
    with pytest.raises(OutputExists):
        run_job(folder, ("comment",), out, Shouter(), resume=True)


def test_a_file_that_came_meanwhile_is_told(tmp_path: Path) -> None:
    folder, out = many(tmp_path / "in"), tmp_path / "out.csv"
    stopped(folder, out, 150)
    texts(folder, {"3.csv": "id,comment\n7,new\n"})
    with pytest.raises(ResumeMismatch, match="has changed"):
        run_job(folder, ("comment",), out, Shouter(), resume=True)
