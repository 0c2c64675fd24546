"""Scoring a table from end to end: what is kept when it stops, what is gone on with, what is told."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from llmdesk.cancel import CancelToken
from llmdesk.tools.sentiment import Analyzer, RowResult, label_set
from llmdesk.tools.sentiment.table import TableProgress, TableResult, score_table, unfinished
from llmdesk.tools.tables import Pause, ResumeMismatch, TableError, open_table
from llmdesk.tools.tables import job as job_module
from llmdesk.tools.tables.progress_file import place_of
from tests.tools.sentiment.engine import CountingEngine
from tests.tools.tables.analyzer import FastAnalyzer, HashAnalyzer
from tests.tools.tables.scoring import BLOCK, ROWS, read_csv, stop_after, values, write_csv


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


def test_work_that_comes_to_its_end_while_it_is_looked_at_is_not_unfinished(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path, out = write_csv(tmp_path / "in.csv"), tmp_path / "out.csv"
    stop_after(path, out, BLOCK)

    def ends_meanwhile(*given: Any) -> Any:
        place_of(out).unlink()
        return open_table(*given)

    monkeypatch.setattr(job_module, "open_table", ends_meanwhile)
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


def test_a_job_that_goes_on_goes_by_what_it_learnt_at_its_beginning(tmp_path: Path) -> None:
    """Also where another sample would say something else."""
    path, out, own = tmp_path / "in.csv", tmp_path / "out.csv", label_set("joy,grief")
    words = ("good", "bad", "a", "great", "awful", "nice")
    rows = [f"{number} {words[number % 6]} {words[number % 5]}" for number in range(1500)]
    path.write_text("\n".join(["comment", *rows]), "utf-8")
    cancel = CancelToken()

    def stop(progress: TableProgress) -> None:
        if progress.stage == "working" and progress.done > 600:
            cancel.cancel()

    def analyzer() -> Analyzer:
        return Analyzer(CountingEngine(), own, None)

    stopped = score_table(path, "comment", out, analyzer(), on_progress=stop, cancel=cancel)
    assert not stopped.complete
    assert stopped.rows > 0
    straight = score_table(path, "comment", tmp_path / "straight.csv", analyzer())
    resumed = analyzer()
    done = score_table(path, "comment", out, resumed, resume=True)
    assert done.kept == stopped.rows
    assert values(out) == values(tmp_path / "straight.csv")
    assert done.biases == straight.biases == stopped.biases
    assert resumed.calibration("en").source == "rows of the table"


def test_a_cancel_while_it_looks_at_a_sample_keeps_nothing_and_may_be_gone_on_with(tmp_path: Path) -> None:
    path, out = tmp_path / "in.csv", tmp_path / "out.csv"
    path.write_text("\n".join(["comment", *[f"{n} good" for n in range(200)]]), "utf-8")
    cancel, stages = CancelToken(), []

    def stop(progress: TableProgress) -> None:
        stages.append(progress.stage)
        if progress.stage == "preparing" and progress.done == 10:
            cancel.cancel()

    own = Analyzer(CountingEngine(), label_set("joy,grief"), None)
    stopped = score_table(path, "comment", out, own, on_progress=stop, cancel=cancel)
    assert (stopped.complete, stopped.rows, set(stages)) == (False, 0, {"preparing"})
    assert score_table(path, "comment", out, own, resume=True).rows == 200


def test_how_likely_the_labels_were_is_kept_with_unfinished_work(tmp_path: Path) -> None:
    class Surprised(HashAnalyzer):
        def result(self, text: str) -> RowResult:
            return replace(super().result(text), mass=0.001)

    path, out, token = write_csv(tmp_path / "in.csv"), tmp_path / "out.csv", CancelToken()
    stopped = score_table(path, "comment", out, Surprised(stop_after=600, token=token), cancel=token)
    assert stopped.unlikely == stopped.scored > 0
    assert score_table(path, "comment", out, HashAnalyzer(), resume=True).unlikely == stopped.unlikely


CHILD = """
import sys
from pathlib import Path
from llmdesk.tools.sentiment.table import score_table
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
    scoring = [each for each in told if each.stage == "working"]
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
from llmdesk.tools.sentiment.table import score_table
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
