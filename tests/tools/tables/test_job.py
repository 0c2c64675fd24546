"""Scoring a table from end to end: what is written, what is kept, what is gone on with."""

from __future__ import annotations

import csv
import errno
import json
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from llmdesk.cancel import CancelToken
from llmdesk.tools.sentiment import Analyzer, RowResult, label_set
from llmdesk.tools.tables import (
    Pause,
    ResumeMismatch,
    TableError,
    TableProgress,
    TableResult,
    open_table,
    score_table,
    unfinished,
)
from llmdesk.tools.tables import job as job_module
from llmdesk.tools.tables.progress_file import ProgressFile, place_of
from tests.tools.sentiment.engine import CountingEngine
from tests.tools.tables.analyzer import FastAnalyzer, HashAnalyzer

ROWS = 2000
BLOCK = 512  # texts that the analyzer takes at once


def write_csv(path: Path, rows: int = ROWS) -> Path:
    """Comments with an empty one in every eleven and, near the end, line breaks and commas."""
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream)
        writer.writerow(["id", "comment", "stars"])
        for number in range(rows):
            text = "" if number % 11 == 5 else f'comment {number}, "quoted"\nand more'
            writer.writerow([f"{number:05}", text, number % 5])
    return path


def read_csv(path: Path) -> list[list[str]]:
    with path.open(encoding="utf-8-sig", newline="") as stream:
        return list(csv.reader(stream))


def values(path: Path) -> Any:
    """What the output holds: bytes, or the cells of a workbook."""
    if path.suffix != ".xlsx":
        return path.read_bytes()
    sheet = openpyxl.load_workbook(path).worksheets[0]
    return [[(cell.value, cell.data_type) for cell in row] for row in sheet.iter_rows()]


def stop_after(path: Path, out: Path, texts: int) -> TableResult:
    token = CancelToken()
    return score_table(path, "comment", out, HashAnalyzer(stop_after=texts, token=token), cancel=token)


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
    assert TableResult.from_json(kept).to_json() == result.to_json()
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
    assert result.added.names == ("label_2", "p_positive", "p_negative_2", "confidence", "status_2")
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


def test_a_json_array_is_refused_with_the_way_out(tmp_path: Path) -> None:
    path = tmp_path / "array.json"
    path.write_text('[\n{"comment": "good"}\n]', encoding="utf-8")
    with pytest.raises(TableError, match="one JSON array"):
        open_table(path)


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
        assert [row[again.column(name)] for row in found] == wanted
    status = again.column("status")
    assert all(row[status] in ("ok", "empty") for row in found)


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


def test_an_unknown_kind_of_output_and_a_missing_folder_are_told(tmp_path: Path) -> None:
    path = write_csv(tmp_path / "in.csv", 3)
    with pytest.raises(TableError, match=r"\.csv, \.tsv, \.xlsx or \.jsonl"):
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
    with pytest.raises(TableError, match="being written already"):
        score_table(path, "comment", out, HashAnalyzer())
    refused.set()
    thread.join()
    assert len(read_csv(out)) == 51


# -- stopping and going on --------------------------------------------------------------------------
def test_a_cancel_keeps_what_is_scored_and_resume_scores_the_rest(tmp_path: Path) -> None:
    path, out = write_csv(tmp_path / "in.csv"), tmp_path / "out.csv"
    token = CancelToken()
    first = HashAnalyzer(stop_after=BLOCK + 300, token=token)
    stopped = score_table(path, "comment", out, first, cancel=token)
    assert not stopped.complete
    assert not out.exists()
    assert stopped.unfinished == place_of(out)
    waiting = unfinished(path, "comment", out, HashAnalyzer())
    assert waiting is not None
    assert waiting.problem is None
    assert waiting.rows == stopped.rows >= BLOCK

    second = HashAnalyzer()
    result = score_table(path, "comment", out, second, resume=True)
    assert first.seen[:BLOCK] + second.seen == [row[1] for row in read_csv(path)[1:] if row[1]]
    assert result.rows == ROWS
    straight = score_table(path, "comment", tmp_path / "straight.csv", HashAnalyzer())
    assert values(out) == values(tmp_path / "straight.csv")
    assert (result.counts, result.histogram, result.ranking) == (
        straight.counts,
        straight.histogram,
        straight.ranking,
    )
    assert unfinished(path, "comment", out, HashAnalyzer()) is None


def test_a_cancel_while_the_output_is_written_leaves_no_half_of_it(tmp_path: Path) -> None:
    path, out = write_csv(tmp_path / "in.csv"), tmp_path / "out.csv"
    cancel = CancelToken()

    def on_progress(progress: TableProgress) -> None:
        if progress.done == ROWS:
            cancel.cancel()

    assert not score_table(
        path, "comment", out, HashAnalyzer(), on_progress=on_progress, cancel=cancel
    ).complete
    assert sorted(each.name for each in tmp_path.iterdir()) == ["in.csv", "out.csv.progress"]
    again = HashAnalyzer()
    assert score_table(path, "comment", out, again, resume=True).complete
    assert again.seen == []


@pytest.mark.parametrize("change", ["table", "column", "labels", "model", "corrections"])
def test_unfinished_work_is_not_used_for_anything_else(tmp_path: Path, change: str) -> None:
    path, out = write_csv(tmp_path / "in.csv"), tmp_path / "out.csv"
    stop_after(path, out, BLOCK)
    kept = place_of(out).read_bytes()
    analyzer, column = HashAnalyzer(), "comment"
    if change == "table":
        path.write_bytes(path.read_bytes().replace(b"comment 7,", b"comment 8,"))
    elif change == "column":
        column = "stars"
    elif change == "labels":
        analyzer = HashAnalyzer(("negative", "positive"))
    elif change == "model":
        analyzer.model = "another"
    else:
        analyzer.corrections = (("good", "positive"),)
    with pytest.raises(ResumeMismatch):
        score_table(path, column, out, analyzer, resume=True)
    waiting = unfinished(path, column, out, analyzer)
    assert waiting is not None
    assert waiting.problem is not None
    assert place_of(out).read_bytes() == kept
    assert score_table(path, column, out, analyzer).complete  # starting over was asked for


def test_a_progress_file_with_a_torn_end_is_used_up_to_there(tmp_path: Path) -> None:
    path, out = write_csv(tmp_path / "in.csv"), tmp_path / "out.csv"
    stop_after(path, out, 2 * BLOCK)
    with place_of(out).open("ab") as stream:
        stream.write(b'["positive",[0.5')
    result = score_table(path, "comment", out, HashAnalyzer(), resume=True)
    assert result.kept >= 2 * BLOCK
    score_table(path, "comment", tmp_path / "straight.csv", HashAnalyzer())
    assert values(out) == values(tmp_path / "straight.csv")


CHILD = """
import sys
from pathlib import Path
from llmdesk.tools.tables import score_table
from tests.tools.tables.analyzer import HashAnalyzer

class Stopping(HashAnalyzer):
    def rows(self, texts, cancel=None):
        for number, result in enumerate(super().rows(texts, cancel)):
            if number == int(sys.argv[3]):
                print("there", flush=True)
                sys.stdin.read()
            yield result

score_table(Path(sys.argv[1]), "comment", Path(sys.argv[2]), Stopping())
"""


@pytest.mark.parametrize("suffix", [".csv", ".xlsx", ".jsonl"])
@pytest.mark.parametrize("reached", [1100, 1536])
def test_after_kill_9_the_output_is_as_if_nothing_had_happened(
    tmp_path: Path, suffix: str, reached: int
) -> None:
    path, out = tmp_path / f"in{suffix}", tmp_path / f"out{suffix}"
    write_csv(tmp_path / "source.csv")
    if suffix == ".csv":
        (tmp_path / "source.csv").rename(path)
    else:  # the same rows in the other formats
        score_table(tmp_path / "source.csv", "comment", path, FastAnalyzer())
    child = subprocess.Popen(
        [sys.executable, "-c", CHILD, str(path), str(out), str(reached)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        cwd=Path(__file__).parents[3],
    )
    assert child.stdout is not None
    assert child.stdin is not None
    assert child.stdout.readline() == b"there\n"
    os.kill(child.pid, signal.SIGKILL if hasattr(signal, "SIGKILL") else signal.SIGTERM)
    child.wait()
    child.stdout.close()
    child.stdin.close()
    assert not out.exists()

    again = HashAnalyzer()
    result = score_table(path, "comment", out, again, resume=True)
    assert len(again.seen) == result.scored - reached  # no row was scored twice
    straight = tmp_path / f"straight{suffix}"
    score_table(path, "comment", straight, HashAnalyzer())
    assert values(out) == values(straight)


# -- while it runs ----------------------------------------------------------------------------------
def test_progress_counts_up_to_the_number_of_rows(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(job_module, "_TELL_EVERY_S", 0.0)
    path = write_csv(tmp_path / "in.csv")
    told: list[TableProgress] = []
    score_table(path, "comment", tmp_path / "out.csv", HashAnalyzer(), on_progress=told.append)
    scoring = [each for each in told if each.stage == "scoring"]
    assert [each.done for each in scoring] == sorted(each.done for each in scoring)
    assert scoring[0].done == 0
    assert scoring[-1].done == scoring[-1].total == told[-1].done == ROWS
    assert all(each.total == ROWS and each.exact for each in told)
    assert any(each.rows_per_s > 0 and each.seconds_left is not None for each in scoring)
    assert sum(scoring[-1].counts) == sum(1 for n in range(ROWS) if n % 11 != 5)


def test_a_paused_job_scores_nothing_until_it_goes_on_and_loses_no_row(tmp_path: Path) -> None:
    path, out = write_csv(tmp_path / "in.csv"), tmp_path / "out.csv"
    pause, stopped = Pause(), threading.Event()

    class Pausing(HashAnalyzer):
        begun = 0

        def rows(self, texts: Iterable[str], cancel: CancelToken | None = None) -> Iterator[RowResult]:
            self.begun += 1
            try:
                for number, result in enumerate(super().rows(texts, cancel)):
                    if number == 700 and self.begun == 1:
                        pause.pause()
                    yield result
            finally:
                stopped.set()

    analyzer = Pausing()
    thread = threading.Thread(target=lambda: score_table(path, "comment", out, analyzer, pause=pause))
    thread.start()
    assert stopped.wait(60)
    thread.join(0.3)
    assert thread.is_alive()
    assert analyzer.begun == 1
    pause.go_on()
    thread.join(60)
    assert analyzer.begun == 2
    score_table(path, "comment", tmp_path / "straight.csv", HashAnalyzer())
    assert values(out) == values(tmp_path / "straight.csv")


def test_a_paused_job_can_be_cancelled(tmp_path: Path) -> None:
    path, out = write_csv(tmp_path / "in.csv"), tmp_path / "out.csv"
    pause, cancel = Pause(), CancelToken()
    pause.pause()
    results: list[TableResult] = []
    thread = threading.Thread(
        target=lambda: results.append(
            score_table(path, "comment", out, HashAnalyzer(), pause=pause, cancel=cancel)
        )
    )
    thread.start()
    cancel.cancel()
    thread.join(60)
    assert not results[0].complete


def test_an_error_of_the_analyzer_comes_out_and_keeps_what_is_scored(tmp_path: Path) -> None:
    path, out = write_csv(tmp_path / "in.csv"), tmp_path / "out.csv"

    class Failing(HashAnalyzer):
        def rows(self, texts: Iterable[str], cancel: CancelToken | None = None) -> Iterator[RowResult]:
            for number, result in enumerate(super().rows(texts, cancel)):
                if number == BLOCK:
                    raise TableError("The engine ended.")
                yield result

    with pytest.raises(TableError, match="engine ended"):
        score_table(path, "comment", out, Failing())
    assert score_table(path, "comment", out, HashAnalyzer(), resume=True).kept >= BLOCK


MEMORY = """
import sys, resource
from pathlib import Path
from llmdesk.tools.tables import score_table
from tests.tools.tables.analyzer import FastAnalyzer
import openpyxl.styles.numbers, openpyxl.utils.datetime
score_table(Path(sys.argv[1]), "comment", Path(sys.argv[2]), FastAnalyzer())
print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="the resource module is POSIX")
@pytest.mark.parametrize("suffix", [".csv", ".xlsx"])
def test_memory_does_not_grow_with_the_rows(tmp_path: Path, suffix: str) -> None:
    peaks = []
    for rows in (2_000, 200_000 if suffix == ".csv" else 40_000):
        path = write_csv(tmp_path / f"{rows}.csv", rows)
        if suffix == ".xlsx":
            score_table(path, "comment", path.with_suffix(".xlsx"), FastAnalyzer())
            path = path.with_suffix(".xlsx")
        done = subprocess.run(
            [sys.executable, "-c", MEMORY, str(path), str(tmp_path / f"out{rows}{suffix}")],
            check=True,
            capture_output=True,
            cwd=Path(__file__).parents[3],
        )
        peaks.append(int(done.stdout) / (1 << 20 if sys.platform == "darwin" else 1 << 10))
    assert peaks[1] - peaks[0] < 10  # MiB; 200,000 rows are 10 MB of text


def test_the_real_analyzer_is_stopped_gone_on_with_and_paused_alike(tmp_path: Path) -> None:
    path, out = tmp_path / "in.csv", tmp_path / "out.csv"
    words = ("a great day", "awful and bad", "", "I love it", "I hate it")
    rows = "".join(f"{n},{words[n % 5]} {n if words[n % 5] else ''}\n" for n in range(3000))
    path.write_text("id,comment\n" + rows, encoding="utf-8")
    token, pause = CancelToken(), Pause()

    def on_progress(progress: TableProgress) -> None:
        if progress.done >= 1500:
            token.cancel()
        elif progress.done >= 300 and not pause.paused and not went_on:
            pause.pause()
            went_on.append(True)
            pause.go_on()

    went_on: list[bool] = []
    labels = label_set("sentiment-2")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(job_module, "_TELL_EVERY_S", 0.0)
        stopped = score_table(
            path, "comment", out, Analyzer(CountingEngine(), labels, None),
            on_progress=on_progress, cancel=token, pause=pause,
        )  # fmt: skip
    assert went_on
    assert 1500 <= stopped.rows < 3000
    result = score_table(path, "comment", out, Analyzer(CountingEngine(), labels, None), resume=True)
    assert (result.kept, result.rows, result.empty) == (stopped.rows, 3000, 600)
    score_table(path, "comment", tmp_path / "straight.csv", Analyzer(CountingEngine(), labels, None))
    assert values(out) == values(tmp_path / "straight.csv")
