"""The output of a scored table: what it holds in every format, and where it is refused."""

from __future__ import annotations

import csv
import errno
import json
import os
import threading
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from llmdesk.cancel import CancelToken
from llmdesk.outputs import OutputExists
from llmdesk.tools.sentiment import RowResult
from llmdesk.tools.sentiment.table import score_table, unfinished
from llmdesk.tools.tables import TableError, open_table
from llmdesk.tools.tables.added import as_it_was
from llmdesk.tools.tables.progress_file import ProgressFile, place_of
from tests.tools.tables.analyzer import HashAnalyzer
from tests.tools.tables.scoring import BLOCK, read_csv, stop_after, values, write_csv


# -- what is written --------------------------------------------------------------------------------
def test_a_csv_keeps_its_cells_and_gets_ours_behind(tmp_path: Path) -> None:
    path, out = write_csv(tmp_path / "in.csv", 30), tmp_path / "out.csv"
    analyzer = HashAnalyzer(("positive", "negative", "neutral"))
    result = score_table(path, "comment", out, analyzer)
    assert out.read_bytes().startswith(b"\xef\xbb\xbf")
    source, found = read_csv(path), read_csv(out)
    assert [row[:3] for row in found] == source
    assert found[0][3:] == ["label", "p_positive", "p_negative", "p_neutral", "confidence", "status"]
    for row in found[1:]:
        if row[1]:
            wanted = analyzer.result(row[1])
            given = [f"{value:.4f}" for value in (*wanted.probabilities, wanted.confidence)]
            assert row[3:] == [wanted.label, *given, "ok"]
        else:
            assert row[3:] == ["", "", "", "", "", "empty"]
    assert (result.rows, result.scored, result.empty, result.failed) == (30, 27, 3, 0)
    assert result.complete
    assert sum(result.counts.values()) == sum(result.histogram) == 27
    kept = json.loads(json.dumps(result.to_json()))
    assert (kept["column"], kept["added"], kept["failed"]) == ("comment", found[0][3:], 0)
    assert (kept["counts"], kept["path"], kept["seconds"]) == (
        result.counts,
        str(out),
        round(result.seconds, 3),
    )
    assert sorted(each.name for each in tmp_path.iterdir()) == ["in.csv", "out.csv"]


def test_the_rows_worth_reading_first_are_ranked(tmp_path: Path) -> None:
    path = write_csv(tmp_path / "in.csv")
    analyzer = HashAnalyzer()
    ranking = score_table(path, "comment", tmp_path / "out.csv", analyzer).ranking
    texts = [row[1] for row in read_csv(path)[1:]]
    results = {row: analyzer.result(text) for row, text in enumerate(texts) if text}
    wanted = sorted(results, key=lambda row: (-results[row].probabilities[1], row))[:200]
    assert list(ranking.highest[1]) == wanted
    wanted = sorted(results, key=lambda row: (results[row].confidence, row))[:200]
    assert list(ranking.least_certain) == wanted


def test_names_that_the_table_has_get_a_number(tmp_path: Path) -> None:
    path, out = tmp_path / "in.csv", tmp_path / "out.csv"
    path.write_text("Label,comment,status,p_negative\nx,good,y,z\n", encoding="utf-8")
    result = score_table(path, "comment", out, HashAnalyzer())
    assert result.added == ("label_2", "p_positive", "p_negative_2", "confidence", "status_2")
    assert read_csv(out)[0][:4] == ["Label", "comment", "status", "p_negative"]


@pytest.mark.parametrize("suffix", [".csv", ".xlsx", ".jsonl"])
def test_a_label_that_looks_like_a_formula_is_not_run_and_own_cells_stay(tmp_path: Path, suffix: str) -> None:
    path, out = tmp_path / "in.csv", tmp_path / f"out{suffix}"
    path.write_text('comment,own\ngood,"=1+1"\n', encoding="utf-8")
    score_table(path, "comment", out, HashAnalyzer(("=cmd|' /C calc'!A0", "@sum")))
    row: list[Any]
    if suffix == ".xlsx":
        row = [cell.value for cell in openpyxl.load_workbook(out).worksheets[0][2]]
    elif suffix == ".jsonl":
        row = list(json.loads(out.read_text(encoding="utf-8")).values())
    else:
        row = read_csv(out)[1]
    assert row[1] == "=1+1"
    assert str(row[2])[:2] in ("'=", "'@")


def test_long_rows_widen_the_output_so_that_our_columns_stay_in_line(tmp_path: Path) -> None:
    path, out = tmp_path / "in.csv", tmp_path / "out.csv"
    path.write_text("id,comment\n1,good\n2,bad,extra,more\n3\n", encoding="utf-8")
    score_table(path, "comment", out, HashAnalyzer())
    found = read_csv(out)
    assert {len(row) for row in found} == {9}
    assert found[0][:4] == ["id", "comment", "", ""]
    assert [row[-1] for row in found] == ["status", "ok", "ok", "empty"]


def test_json_lines_keep_every_letter_of_their_lines(tmp_path: Path) -> None:
    path, out = tmp_path / "in.jsonl", tmp_path / "out.jsonl"
    lines = [
        '{"comment":  "good", "n": 1.50e3, "big": 12345678901234567890, "in": {"a": [1,  2]}}',
        "{}",
        "not json",
        '{"comment": null, "late": true}',
    ]
    path.write_text("\n".join(lines) + "\n\n", encoding="utf-8")
    result = score_table(path, "comment", out, HashAnalyzer())
    found = out.read_text(encoding="utf-8").splitlines()
    assert found[0].startswith(lines[0][:-1] + ', "label": "')
    documents = [json.loads(line) for line in found]
    assert documents[1]["status"] == documents[2]["status"] == "empty"
    assert documents[2]["line"] == "not json"
    assert documents[3]["late"] is True
    assert documents[3]["label"] is None
    assert (result.rows, result.scored, result.empty) == (4, 1, 3)


def test_json_lines_become_a_sheet_and_a_csv_with_all_their_keys(tmp_path: Path) -> None:
    path = tmp_path / "in.jsonl"
    path.write_text('{"comment": "good", "n": 2}\n{"comment": "bad", "x": [1]}\n', encoding="utf-8")
    score_table(path, "comment", tmp_path / "out.csv", HashAnalyzer())
    found = read_csv(tmp_path / "out.csv")
    assert [row[:3] for row in found] == [["comment", "n", "x"], ["good", "2", ""], ["bad", "", "[1]"]]
    score_table(path, "comment", tmp_path / "out.xlsx", HashAnalyzer())
    sheet = openpyxl.load_workbook(tmp_path / "out.xlsx").worksheets[0]
    assert [cell.value for cell in sheet[2]][:3] == ["good", 2, None]


@pytest.mark.parametrize(
    "text",
    [
        '[\n{"comment": "good"},\n{"comment":\n "bad"}\n]',
        '[{"comment": "good"}, {"comment": "bad"}]',
        '{"page": 1, "reviews": [{"comment": "good"}, {"comment": "bad"}]}',
        '{\n"comment": "good"\n}\n{\n"comment": "bad"\n}\n',
    ],
)
def test_json_objects_are_rows_wherever_they_stand(tmp_path: Path, text: str) -> None:
    path, out = tmp_path / "array.json", tmp_path / "out.jsonl"
    path.write_text(text, encoding="utf-8")
    assert list(open_table(path).rows()) == [["good"], ["bad"]]
    score_table(path, "comment", out, HashAnalyzer())
    found = [json.loads(line) for line in out.read_text(encoding="utf-8").splitlines()]
    assert [row["comment"] for row in found] == ["good", "bad"]
    assert [row["status"] for row in found] == ["ok", "ok"]


def test_a_folder_of_texts_is_a_table(tmp_path: Path) -> None:
    folder = tmp_path / "texts"
    (folder / "sub").mkdir(parents=True)
    (folder / "b.txt").write_text("good\nlines", encoding="utf-8")
    (folder / "sub" / "a.md").write_bytes("这是一个非常好的产品，我很喜欢".encode("gb18030"))
    (folder / "c.txt").write_text("", encoding="utf-8")
    (folder / "picture.png").write_bytes(b"\x89PNG")
    score_table(folder, "text", tmp_path / "out.csv", HashAnalyzer())
    found = read_csv(tmp_path / "out.csv")
    assert [row[:2] for row in found[1:]] == [
        ["b.txt", "good\nlines"],
        ["c.txt", ""],
        ["sub/a.md", "这是一个非常好的产品，我很喜欢"],
    ]
    assert [row[-1] for row in found[1:]] == ["ok", "empty", "ok"]


def test_a_cell_that_is_far_too_long_gets_a_status(tmp_path: Path) -> None:
    path, out = tmp_path / "in.csv", tmp_path / "out.csv"
    path.write_text("id,comment\n1," + "x" * 1_500_000 + "\n2,good\n", encoding="utf-8")
    result = score_table(path, "comment", out, HashAnalyzer())
    found = read_csv_long(out)
    assert [row[-1] for row in found] == ["status", "too long", "ok"]
    assert len(found[1][1]) == 1_500_000
    assert (result.failed, result.statuses["too long"]) == (1, 1)


def read_csv_long(path: Path) -> list[list[str]]:
    csv.field_size_limit(10_000_000)
    return read_csv(path)


def test_a_cell_that_a_sheet_cannot_hold_is_cut_and_told(tmp_path: Path) -> None:
    path, out = tmp_path / "in.csv", tmp_path / "out.xlsx"
    path.write_text("id,comment\n1," + "x" * 40_000 + "\n2,good\n", encoding="utf-8")
    assert score_table(path, "comment", out, HashAnalyzer()).shortened == 1
    cell = openpyxl.load_workbook(out).worksheets[0]["B2"].value
    assert isinstance(cell, str)
    assert len(cell) == 32_767
    assert score_table(path, "comment", tmp_path / "out.csv", HashAnalyzer()).shortened == 0


text_cells = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)


@settings(max_examples=60, deadline=None)
@given(
    rows=st.lists(st.lists(text_cells, min_size=1, max_size=4), min_size=1, max_size=6),
    suffix=st.sampled_from([".csv", ".xlsx", ".jsonl"]),
)
def test_own_cells_come_through_every_format(
    tmp_path_factory: pytest.TempPathFactory, rows: list[list[str]], suffix: str
) -> None:
    folder = tmp_path_factory.mktemp("any")
    path, out = folder / "in.jsonl", folder / f"out{suffix}"
    tables = [dict(zip("abcd", row, strict=False)) for row in rows]
    path.write_text("".join(json.dumps(row) + "\n" for row in tables), encoding="utf-8")
    score_table(path, "a", out, HashAnalyzer())
    again = open_table(out)
    found = again.preview(len(rows))
    for place, name in enumerate("abcd"[: max(map(len, rows))]):
        wanted = [row[place] if place < len(row) else "" for row in rows]
        assert [as_it_was(row[again.column(name)]) for row in found] == wanted
    status = again.column("status")
    assert all(row[status] in ("ok", "empty", "no text") for row in found)


# -- what cannot be ---------------------------------------------------------------------------------
def test_the_output_is_never_the_table_itself(tmp_path: Path) -> None:
    path = write_csv(tmp_path / "in.csv", 3)
    before = path.read_bytes()
    link = tmp_path / "link.csv"
    link.hardlink_to(path)
    for out in (path, tmp_path / "." / "in.csv", link):
        with pytest.raises(TableError, match="overwrite the table itself"):
            score_table(path, "comment", out, HashAnalyzer())
    assert path.read_bytes() == before


def test_a_file_that_is_there_is_replaced_only_when_that_was_said_also_after_a_break(tmp_path: Path) -> None:
    path, out = write_csv(tmp_path / "in.csv"), tmp_path / "out.csv"
    out.write_bytes(b"theirs")
    with pytest.raises(OutputExists):
        score_table(path, "comment", out, HashAnalyzer())
    token = CancelToken()
    stopping = HashAnalyzer(stop_after=BLOCK + 1, token=token)
    assert not score_table(path, "comment", out, stopping, overwrite=True, cancel=token).complete
    assert out.read_bytes() == b"theirs"
    assert score_table(path, "comment", out, HashAnalyzer(), resume=True).complete  # it was said before
    assert len(read_csv(out)) > BLOCK


def test_a_file_that_came_while_a_table_was_scored_stays_and_the_rows_are_kept(tmp_path: Path) -> None:
    path, out = write_csv(tmp_path / "in.csv", 50), tmp_path / "out.csv"

    class Slow(HashAnalyzer):
        def rows(self, texts: Iterable[str], cancel: CancelToken | None = None) -> Iterator[RowResult]:
            out.write_bytes(b"theirs")
            return super().rows(texts, cancel)

    with pytest.raises(OutputExists):
        score_table(path, "comment", out, Slow())
    assert out.read_bytes() == b"theirs"
    out.unlink()
    again = HashAnalyzer()
    score_table(path, "comment", out, again, resume=True)
    assert again.seen == []


@pytest.mark.parametrize("stopped", [False, True])
def test_files_of_the_users_with_names_that_llmdesk_might_take_survive(tmp_path: Path, stopped: bool) -> None:
    path, out = write_csv(tmp_path / "in.csv"), tmp_path / "out.csv"
    theirs = [f"out.csv{suffix}" for suffix in (".progress", ".progress-2", ".lock", ".part", ".tmp", ".bak")]
    for name in theirs:
        (tmp_path / name).write_bytes(b"theirs")
    (tmp_path / "out.csv.progress-3").symlink_to(tmp_path / "in.csv")
    table = path.read_bytes()
    if stopped:
        result = stop_after(path, out, BLOCK)
        assert result.unfinished == tmp_path / "out.csv.progress-4"
        waiting = unfinished(path, "comment", out, HashAnalyzer())
        assert waiting is not None
        assert waiting.rows >= BLOCK
    assert score_table(path, "comment", out, HashAnalyzer(), resume=stopped).complete
    assert {(tmp_path / name).read_bytes() for name in theirs} == {b"theirs"}
    assert path.read_bytes() == table
    assert {each.name for each in tmp_path.iterdir()} == {*theirs, "in.csv", "out.csv", "out.csv.progress-3"}


def test_a_half_written_output_of_a_killed_process_goes_with_the_next_try(tmp_path: Path) -> None:
    path, out = write_csv(tmp_path / "in.csv"), tmp_path / "out.csv"
    stop_after(path, out, BLOCK)
    half = json.loads(place_of(out).read_bytes().splitlines()[0])["part"]
    (tmp_path / half).write_bytes(b"half")
    score_table(path, "comment", out, HashAnalyzer(), resume=True)
    assert sorted(each.name for each in tmp_path.iterdir()) == ["in.csv", "out.csv"]


def test_an_unknown_kind_of_output_and_a_missing_folder_are_told(tmp_path: Path) -> None:
    path = write_csv(tmp_path / "in.csv", 3)
    with pytest.raises(TableError, match=r"\.csv, \.tsv, \.xlsx, \.jsonl or \.parquet"):
        score_table(path, "comment", tmp_path / "out.pdf", HashAnalyzer())
    with pytest.raises(TableError, match="cannot be written"):
        score_table(path, "comment", tmp_path / "none" / "out.csv", HashAnalyzer())


def test_a_full_disk_is_told_and_what_is_scored_is_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path, out = write_csv(tmp_path / "in.csv"), tmp_path / "out.csv"
    add = ProgressFile.add

    def full(self: ProgressFile, result: RowResult) -> None:
        if self.rows >= 3 * BLOCK:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        add(self, result)

    with monkeypatch.context() as patch:
        patch.setattr(ProgressFile, "add", full)
        with pytest.raises(TableError, match="disk is full"):
            score_table(path, "comment", out, HashAnalyzer())
    assert not out.exists()
    again = HashAnalyzer()
    result = score_table(path, "comment", out, again, resume=True)
    assert result.kept == 3 * BLOCK
    assert again.seen == [row[1] for row in read_csv(path)[1 + result.kept :] if row[1]]
    score_table(path, "comment", tmp_path / "straight.csv", HashAnalyzer())
    assert values(out) == values(tmp_path / "straight.csv")


def test_an_output_that_is_being_written_is_not_written_twice(tmp_path: Path) -> None:
    path, out = write_csv(tmp_path / "in.csv", 50), tmp_path / "out.csv"
    inside, refused = threading.Event(), threading.Event()

    class Waiting(HashAnalyzer):
        def rows(self, texts: Iterable[str], cancel: CancelToken | None = None) -> Iterator[RowResult]:
            inside.set()
            assert refused.wait(60)
            return super().rows(texts, cancel)

    thread = threading.Thread(target=score_table, args=(path, "comment", out, Waiting()))
    thread.start()
    assert inside.wait(60)
    with pytest.raises(TableError, match="already being written"):
        score_table(path, "comment", out, HashAnalyzer())
    refused.set()
    thread.join()
    assert len(read_csv(out)) == 51
