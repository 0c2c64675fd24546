"""A job over a table with any worker on its rows: stopped, killed, gone on with, and the same to the byte."""

from __future__ import annotations

import csv
import json
import subprocess
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

import openpyxl
import pytest

from llmdesk.cancel import CancelToken
from llmdesk.tools.sentiment.table import score_table
from llmdesk.tools.tables import (
    JobProgress,
    JobResult,
    Pause,
    ResumeMismatch,
    Row,
    job,
    run_job,
    unfinished,
)
from llmdesk.tools.tables.progress_file import place_of
from tests.tools.tables.analyzer import HashAnalyzer
from tests.tools.tables.scoring import BLOCK, stop_after, write_csv
from tests.tools.tables.shouting import Shout, Shouter

ROWS = 300
COLUMNS = ("comment", "place")


def rows() -> list[list[str]]:
    """A row in seven is empty, one fails, one begins as a formula does."""
    found = [["id", "comment", "place"]]
    for number in range(ROWS):
        text = "" if number % 7 == 3 else "please fail" if number == 151 else f"-{number} is good"
        found.append([str(number), text, "Bonn" if text else ""])
    return found


@pytest.fixture(params=[".csv", ".xlsx"])
def table(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    path = tmp_path / f"in{request.param}"
    if path.suffix == ".csv":
        with path.open("w", encoding="utf-8", newline="") as stream:
            csv.writer(stream).writerows(rows())
        return path
    book = openpyxl.Workbook()
    for row in rows():
        book.worksheets[0].append([cell or None for cell in row])
    book.save(path)
    return path


def cells(path: Path) -> list[list[object]]:
    if path.suffix == ".csv":
        with path.open(encoding="utf-8-sig", newline="") as stream:
            return [list(row) for row in csv.reader(stream)]
    return [[cell.value for cell in row] for row in openpyxl.load_workbook(path).worksheets[0].iter_rows()]


def straight(table: Path) -> bytes:
    out = table.with_name(f"straight{table.suffix}")
    assert run_job(table, COLUMNS, out, Shouter()).complete
    return out.read_bytes()


def stopped_after(table: Path, out: Path, count: int) -> JobResult:
    token = CancelToken()

    def before(number: int) -> None:
        if number == count:
            token.cancel()

    result = run_job(table, COLUMNS, out, Shouter(before=before), cancel=token)
    assert not result.complete
    assert not out.exists()
    return result


def test_columns_go_in_and_columns_come_out(table: Path) -> None:
    out, told, given = table.with_name(f"out{table.suffix}"), list[JobProgress](), list[Shout]()
    result = run_job(table, COLUMNS, out, Shouter(), on_progress=told.append, on_result=given.append)
    found = cells(out)
    assert result.added == ("comment_2", "letters", "share", "status")
    assert found[0] == ["id", *COLUMNS, *result.added]
    is_text = table.suffix == ".csv"
    figures = ["10", "0.53"] if is_text else [10, 10 / 19]
    assert found[1][3:] == ["'-0 IS GOOD BONN!300", *figures, "ok"]
    nothing: list[object] = ["", "", ""] if is_text else [None] * 3
    assert found[4][3:] == [*nothing, "empty"]
    assert found[152][3:] == [*nothing, "failed"]
    assert result.statuses == {"ok": 256, "empty": 43, "failed": 1}
    assert len(given) == result.rows == ROWS
    assert told[0].stage == "preparing"
    assert (told[-1].stage, told[-1].done, told[-1].total) == ("writing", ROWS, ROWS)


def test_a_job_that_was_stopped_goes_on_behind_what_is_done(table: Path) -> None:
    out = table.with_name(f"out{table.suffix}")
    stopped = stopped_after(table, out, 100)
    waiting = unfinished(table, COLUMNS, out, Shouter())
    assert waiting is not None
    assert waiting.problem is None
    assert waiting.rows == stopped.rows >= 100
    again = Shouter()
    result = run_job(table, COLUMNS, out, again, resume=True)
    assert (result.complete, result.kept, result.rows) == (True, stopped.rows, ROWS)
    assert len(again.seen) == 257 - 100
    assert out.read_bytes() == straight(table)
    assert not place_of(out).exists()


KILLED = """
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from llmdesk.tools.tables import run_job
from tests.tools.tables.analyzer import HashAnalyzer
from tests.tools.tables.scoring import BLOCK, stop_after, write_csv
from tests.tools.tables.shouting import Shouter

def before(number):
    if number == 120:
        print("there", flush=True)
        sys.stdin.read()

run_job(Path(sys.argv[1]), ("comment", "place"), Path(sys.argv[2]), Shouter(before=before))
"""


def test_a_job_whose_process_was_killed_goes_on(table: Path) -> None:
    out = table.with_name(f"out{table.suffix}")
    command = [sys.executable, "-c", KILLED, str(table), str(out)]
    root = Path(__file__).parents[3]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, cwd=root) as child:
        assert child.stdout is not None
        assert child.stdout.readline().strip() == b"there"
        child.kill()
    again = Shouter()
    assert run_job(table, COLUMNS, out, again, resume=True).complete
    assert len(again.seen) == 257 - 120
    assert out.read_bytes() == straight(table)


class Slow(Shouter):
    """Tells of each row that it is half done."""

    def rows(self, rows: Iterable[Row], cancel: CancelToken) -> Iterator[Shout]:
        def telling() -> Iterator[Row]:
            for row in rows:
                assert self.on_part is not None
                self.on_part(0.5)
                yield row

        return super().rows(telling(), cancel)


def test_a_row_that_takes_long_tells_how_far_it_is(table: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(job, "_TELL_EVERY_S", 0.0)
    told: list[JobProgress] = []
    run_job(table, COLUMNS, table.with_name(f"out{table.suffix}"), Slow(), on_progress=told.append)
    assert {progress.within for progress in told} == {0.0, 0.5}
    assert all(progress.stage == "working" for progress in told if progress.within)


def test_a_pause_changes_nothing(table: Path) -> None:
    out, pause, asked = table.with_name(f"out{table.suffix}"), Pause(), list[int]()

    def before(number: int) -> None:
        asked.append(number)
        if asked.count(50) == 1 and number == 50:
            pause.pause()
            pause.go_on()

    assert run_job(table, COLUMNS, out, Shouter(before=before), pause=pause).complete
    assert asked == sorted([*range(257), 50])
    assert out.read_bytes() == straight(table)


def test_other_settings_and_other_work_are_refused_and_nothing_is_lost(table: Path) -> None:
    out = table.with_name(f"out{table.suffix}")
    stopped_after(table, out, 100)
    kept = place_of(out).read_bytes()
    with pytest.raises(ResumeMismatch, match="shouted in another way"):
        run_job(table, COLUMNS, out, Shouter("?"), resume=True)
    with pytest.raises(ResumeMismatch, match="another column"):
        run_job(table, COLUMNS[:1], out, Shouter(), resume=True)
    with pytest.raises(ResumeMismatch, match="A different task was run"):
        score_table(table, "comment", out, HashAnalyzer(), resume=True)
    assert place_of(out).read_bytes() == kept
    assert run_job(table, COLUMNS, out, Shouter(), resume=True).kept >= 100


def test_labels_of_before_workers_had_names_go_on_and_are_no_work_of_another(tmp_path: Path) -> None:
    path, out = write_csv(tmp_path / "in.csv"), tmp_path / "out.csv"
    stopped = stop_after(path, out, BLOCK)
    header, *lines = place_of(out).read_bytes().splitlines(keepends=True)
    given = json.loads(header)
    assert given.pop("worker") == "labels"
    older = json.dumps(given | given.pop("settings")).encode() + b"\n"
    place_of(out).write_bytes(older + b"".join(lines))
    with pytest.raises(ResumeMismatch, match="A different task was run"):
        run_job(path, ("comment",), out, Shouter(), resume=True)
    with pytest.raises(ResumeMismatch, match="other labels"):
        score_table(path, "comment", out, HashAnalyzer(("good", "bad")), resume=True)
    assert score_table(path, "comment", out, HashAnalyzer(), resume=True).kept == stopped.rows
    score_table(path, "comment", tmp_path / "straight.csv", HashAnalyzer())
    assert out.read_bytes() == (tmp_path / "straight.csv").read_bytes()
