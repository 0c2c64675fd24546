"""`llmdesk sentiment --table` with a scripted engine: files in, files out, what is said of them."""

from __future__ import annotations

import _thread
import csv
import io
import json
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest

from llmdesk.cancel import CancelToken
from llmdesk.engine.types import Score, ScoreRequest
from llmdesk.paths import Paths
from llmdesk.store import Run, Store
from llmdesk.tools.sentiment.runs import past_table
from tests.cli.harness import Cli
from tests.tools.sentiment.engine import CountingEngine

GOOD, BAD = "I love it, a great day", "It was awful and bad"


class InterruptedEngine(CountingEngine):
    """Ctrl-C is pressed at one of the table's rows."""

    def __init__(self, row: int) -> None:
        super().__init__()
        self.row = row

    def score(self, request: ScoreRequest, cancel: CancelToken | None = None) -> Iterator[Score]:
        for score in super().score(request, cancel):
            yield score
            if f"({self.row})" in request.items[score.index]:
                _thread.interrupt_main()
                while cancel is not None and not cancel.cancelled:
                    time.sleep(0.01)


class OtherWords(CountingEngine):
    """Nearly all that it would say are words other than the labels."""

    def score(self, request: ScoreRequest, cancel: CancelToken | None = None) -> Iterator[Score]:
        for score in super().score(request, cancel):
            yield replace(score, logprobs=tuple(value - 12 for value in score.logprobs))


@pytest.fixture
def run(tmp_path: Path) -> Cli:
    cli = Cli(tmp_path)
    cli.engine = CountingEngine()
    return cli


def write_table(folder: Path, rows: int = 40) -> Path:
    path = folder / "in.csv"
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream)
        writer.writerow(["id", "comment", "known"])
        for number in range(rows):
            text = "" if number == 5 else f"{BAD if number % 2 else GOOD} ({number})"
            writer.writerow([number, text, "neg" if number % 2 else "pos"])
    return path


def write_book(folder: Path) -> Path:
    path = folder / "in.xlsx"
    book = openpyxl.Workbook()
    for title, rows in (("May", [GOOD, GOOD]), ("June", [BAD, GOOD, BAD])):
        sheet = book.create_sheet(title)
        sheet.append(["id", "comment"])
        for number, text in enumerate(rows):
            sheet.append([number, text])
    del book["Sheet"]
    book.save(path)
    return path


def history(cli: Cli) -> list[Run]:
    paths = Paths.under(cli.folder / "data")
    store = Store(paths.database, paths.backups)
    try:
        return store.runs("table")
    finally:
        store.close()


def read_csv(path: Path) -> list[list[str]]:
    with path.open(encoding="utf-8-sig", newline="") as stream:
        return list(csv.reader(stream))


def test_chinese_rows_for_a_model_without_chinese_are_warned_of(run: Cli, tmp_path: Path) -> None:
    path = tmp_path / "zh.csv"
    path.write_text("id,评论\n1,味道很好。\n2,服务很差。\n", encoding="utf-8")
    assert run("sentiment", "--table", str(path), "--column", "评论", "--out", str(tmp_path / "out.csv")) == 0
    assert "hardly knows Chinese" in run.err.getvalue()


def test_every_row_gets_a_label_and_the_summary_counts_them(run: Cli, tmp_path: Path) -> None:
    path, out = write_table(tmp_path), tmp_path / "out.csv"
    assert run("sentiment", "--table", str(path), "--column", "comment", "--out", str(out)) == 0
    found = read_csv(out)
    assert found[0] == [
        "id", "comment", "known", "label", "p_positive", "p_negative", "confidence", "status",
    ]  # fmt: skip
    assert [row[3] for row in found[1:5]] == ["positive", "negative", "positive", "negative"]
    assert found[6][3:] == ["", "", "", "", "empty"]
    said = run.out.getvalue()
    assert "40 rows" in said
    assert f"Written: {out}" in said


def test_labels_that_the_model_does_not_expect_are_told_with_the_table_and_its_report(
    run: Cli, tmp_path: Path
) -> None:
    run.engine = OtherWords()
    table, out, page = write_table(tmp_path), tmp_path / "out.csv", tmp_path / "report.html"
    words = ["sentiment", "--table", str(table), "--column", "comment", "--json"]
    assert run(*words, "--out", str(out), "--report", str(page)) == 0
    assert "the model hardly expects any of these labels" in run.err.getvalue()
    assert "the model hardly expects any of these labels" in page.read_text(encoding="utf-8")
    assert run.json["unlikely"] == 39
    (kept,) = map(past_table, history(run))
    assert kept is not None
    assert kept.unlikely == 39


def test_json_tells_the_same_in_one_document(run: Cli, tmp_path: Path) -> None:
    path, out = write_table(tmp_path), tmp_path / "out.jsonl"
    words = ["sentiment", "--table", str(path), "--column", "comment", "--out", str(out), "--json"]
    assert run(*words, "--labelled", "known", "--seed", "3") == 0
    found = run.json
    assert (found["rows"], found["scored"], found["empty"]) == (40, 39, 1)
    assert found["counts"] == {"positive": 20, "negative": 19}
    assert found["complete"] is True
    labelled = found["labelled"]
    assert (labelled["fitted"], labelled["rows"]) == (19, 20)
    assert labelled["accuracy"] == 1.0
    assert 0 <= labelled["ece"] <= 1
    assert sum(map(sum, labelled["confusion"])) == 20
    assert len([json.loads(line) for line in out.read_text(encoding="utf-8").splitlines()]) == 40


def test_rows_that_teach_most_are_named_and_none_that_taught_already(run: Cli, tmp_path: Path) -> None:
    path, out = write_table(tmp_path), tmp_path / "out.csv"
    words = ["sentiment", "--table", str(path), "--column", "comment", "--out", str(out), "--json"]
    assert run(*words, "--suggest", "40", "--labelled", "known", "--seed", "3") == 0
    suggested = run.json["suggested"]
    assert len(set(suggested)) == 39 - run.json["labelled"]["fitted"]
    texts = [row[1] for row in read_csv(out)[1:]]
    assert all(texts[row - 1] for row in suggested)
    assert "they teach most" in run.err.getvalue()


def test_rows_to_label_are_chosen_among_scored_ones(run: Cli, tmp_path: Path) -> None:
    path = write_table(tmp_path)
    words = ["sentiment", "--table", str(path), "--column", "comment", "--labelled", "known"]
    assert run(*words, "--suggest", "3") == 2
    assert "--out FILE" in run.err.getvalue()


def test_known_labels_are_reported_without_an_output_too(run: Cli, tmp_path: Path) -> None:
    path = write_table(tmp_path)
    assert run("sentiment", "--table", str(path), "--column", "comment", "--labelled", "known") == 0
    said = run.out.getvalue()
    assert "Fitted on 19 labelled rows, judged on the other 20" in said
    assert "accuracy                    1.000" in said
    assert sorted(each.name for each in tmp_path.glob("*.csv*")) == ["in.csv"]


def test_what_known_labels_were_taken_for_is_told_and_can_be_changed(run: Cli, tmp_path: Path) -> None:
    path = tmp_path / "in.csv"
    lines = "".join(f'"{BAD if n % 5 < 3 else GOOD} ({n})",{n % 5 + 1}\n' for n in range(50))
    path.write_text("comment,stars\n" + lines, encoding="utf-8")
    words = ["sentiment", "--table", str(path), "--column", "comment", "--labelled", "stars"]
    assert run(*words, "--json") == 0
    assert "positive: 4, 5\n  negative: 1, 2\n  left out: 3\n" in run.err.getvalue()
    assert {one["value"]: one["label"] for one in run.json["labelled"]["map"]} == {
        "1": "negative", "2": "negative", "3": None, "4": "positive", "5": "positive",
    }  # fmt: skip
    assert (run.json["labelled"]["unknown"], run.json["labelled"]["left_out"]) == (0, 10)
    run.out = io.StringIO()
    assert run(*words, "--json", "--label-map", "3=negative") == 0
    assert run.json["labelled"]["left_out"] == 0


def test_codes_that_are_not_certain_are_asked_about_before_a_model_is_loaded(
    run: Cli, tmp_path: Path
) -> None:
    path = tmp_path / "in.csv"
    lines = "".join(f'"{GOOD if n % 2 else BAD} ({n})",{n % 2 + 1}\n' for n in range(40))
    path.write_text("comment,y\n" + lines, encoding="utf-8")
    run.engine.model = None
    words = ["sentiment", "--table", str(path), "--column", "comment", "--labelled", "y"]
    assert run(*words) == 2
    assert "--label-map '1=negative,2=positive'" in run.err.getvalue()
    assert run.engine.model is None
    assert run(*words[:-2], "--label-map", "1=positive") == 2
    assert "--label-map belongs to known labels" in run.err.getvalue()
    assert run(*words, "--label-map", "1=negative,2=positive") == 0
    assert "accuracy                    1.000" in run.out.getvalue()


def test_an_output_of_the_same_table_is_made_again_and_a_file_of_the_users_is_not_replaced(
    run: Cli, tmp_path: Path
) -> None:
    path, out, mine = write_table(tmp_path), tmp_path / "out.csv", tmp_path / "mine.csv"
    words = ["sentiment", "--table", str(path), "--column", "comment", "--out"]
    assert run(*words, str(out)) == 0
    assert run(*words, str(out)) == 0
    mine.write_text("mine", encoding="utf-8")
    assert run(*words, str(mine)) == 2
    assert "--overwrite" in run.err.getvalue()
    assert mine.read_text(encoding="utf-8") == "mine"
    assert run(*words, str(mine), "--overwrite") == 0
    assert len(read_csv(mine)) == 41


def test_resume_of_a_table_that_was_changed_says_so_and_touches_nothing(run: Cli, tmp_path: Path) -> None:
    path, out = write_table(tmp_path), tmp_path / "out.csv"
    words = ["sentiment", "--table", str(path), "--column", "comment", "--out", str(out)]
    progress = out.with_name("out.csv.progress")
    progress.write_text('{"format": "llmdesk scored rows 1", "input": "another"}\n', encoding="utf-8")
    assert run(*words, "--resume") == 2
    assert "The table has changed since" in run.err.getvalue()
    assert progress.exists()
    assert not out.exists()
    assert run(*words) == 0
    assert not progress.exists()


def test_what_is_missing_or_wrong_is_told_before_a_model_is_loaded(run: Cli, tmp_path: Path) -> None:
    path, out = write_table(tmp_path), tmp_path / "out.csv"
    run.engine.model = None
    table = ["sentiment", "--table", str(path)]
    for words, wanted in (
        ([*table, "--column", "comment"], "--out FILE"),
        ([*table, "--out", str(out)], 'Name it: --column "comment"'),
        ([*table, "--out", str(out), "--column", "nothing"], "The columns are: id, comment, known"),
        ([*table, "--out", str(path), "--column", "comment"], "overwrite the table itself"),
        (
            [*table, "--out", str(out), "--column", "comment", "--labelled", "comment"],
            "too few of the labels",
        ),
    ):
        assert run(*words) == 2
        assert wanted in run.err.getvalue()
        assert run.engine.model is None


def test_a_folder_needs_no_column(run: Cli, tmp_path: Path) -> None:
    folder, out = tmp_path / "texts", tmp_path / "out.csv"
    folder.mkdir()
    (folder / "a.txt").write_text(GOOD, encoding="utf-8")
    (folder / "b.txt").write_text(BAD, encoding="utf-8")
    assert run("sentiment", "--table", str(folder), "--out", str(out)) == 0
    assert [row[:3] for row in read_csv(out)[1:]] == [["a.txt", GOOD, "positive"], ["b.txt", BAD, "negative"]]


# -- the sheets of a workbook -------------------------------------------------------------------------
def test_a_sheet_is_chosen_by_its_name(run: Cli, tmp_path: Path) -> None:
    path, out = write_book(tmp_path), tmp_path / "out.csv"
    words = ["sentiment", "--table", str(path), "--column", "comment", "--out", str(out)]
    assert run(*words, "--sheet", "june", "--json") == 0
    assert [row[2] for row in read_csv(out)[1:]] == ["negative", "positive", "negative"]
    assert run.json["sheet"] == "June"
    assert history(run)[0].inputs["sheet"] == "June"
    assert "others" not in run.err.getvalue()


def test_without_a_sheet_the_first_is_taken_and_the_others_are_named(run: Cli, tmp_path: Path) -> None:
    path, out = write_book(tmp_path), tmp_path / "out.csv"
    assert run("sentiment", "--table", str(path), "--column", "comment", "--out", str(out)) == 0
    assert len(read_csv(out)) == 3
    assert "the sheet “May” is scored; others (--sheet NAME): June" in run.err.getvalue()


def test_a_sheet_that_is_not_there_is_told_with_those_that_are(run: Cli, tmp_path: Path) -> None:
    out, run.engine.model = tmp_path / "out.csv", None
    for path, told in (
        (write_book(tmp_path), "There is no sheet “July”.\n  The sheets are: May, June."),
        (write_table(tmp_path), "This table has no sheets."),
    ):
        words = ["--table", str(path), "--column", "comment", "--out", str(out), "--sheet", "July"]
        assert run("sentiment", *words) == 2
        assert told in run.err.getvalue()
    assert run.engine.model is None
    assert run("sentiment", GOOD, "--sheet", "May") == 2
    assert "--sheet belongs to a table" in run.err.getvalue()


def test_a_first_row_that_looks_like_values_is_told(run: Cli, tmp_path: Path) -> None:
    path, out = tmp_path / "bare.csv", tmp_path / "out.csv"
    path.write_text("1,It was good.\n2,It was bad.\n", encoding="utf-8")
    assert run("sentiment", "--table", str(path), "--column", "It was good.", "--out", str(out)) == 0
    assert "the first row is taken as the names of the columns" in run.err.getvalue()


def test_what_is_out_of_order_in_a_table_is_told_and_counted(run: Cli, tmp_path: Path) -> None:
    path, out = tmp_path / "in.csv", tmp_path / "out.csv"
    rows = [f"1,{GOOD[:4]}", '2,"never again', "3,N/A", "4,-", f"5,{BAD[:6]}", "6,"]
    path.write_text("Guest survey\n\nid,comment\n" + "\n".join(rows) + "\n", encoding="utf-8")
    words = ["sentiment", "--table", str(path), "--column", "comment", "--out", str(out)]
    assert run(*words, "--json") == 0
    said = run.err.getvalue()
    assert "the names of the columns are in line 3" in said
    assert "Lines: 9. Rows: 6." in said
    assert "Quotation marks are out of order" in said
    found = run.json
    assert (found["rows"], found["scored"], found["empty"], found["no_text"]) == (6, 3, 1, 2)
    assert found["account"]["findings"] == [{"kind": "quotes", "count": 1, "lines": [5]}]
    assert found["header_row"] == 3
    assert read_csv(out)[0] == ["Guest survey"]


def test_the_row_of_names_can_be_named(run: Cli, tmp_path: Path) -> None:
    path, out = tmp_path / "in.csv", tmp_path / "out.csv"
    path.write_text("first,line\nid,comment\n1,good\n2,bad\n", encoding="utf-8")
    words = ["sentiment", "--table", str(path), "--out", str(out), "--overwrite"]
    assert run(*words, "--column", "comment", "--header-row", "2") == 0
    assert "2 rows" in run.out.getvalue()
    assert run(*words, "--column", "Column 2", "--header-row", "0") == 0
    assert read_csv(out)[0][:2] == ["Column 1", "Column 2"]
    assert run(*words, "--column", "comment", "--header-row", "40") == 2
    assert "cannot hold the column names" in run.err.getvalue()


# -- the history --------------------------------------------------------------------------------------
def test_a_scored_table_is_in_the_history_as_the_window_keeps_it(
    run: Cli, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_table(tmp_path)
    monkeypatch.chdir(tmp_path)
    words = ["sentiment", "--table", "in.csv", "--column", "comment", "--out", "out.csv"]
    assert run(*words, "--labelled", "known", "--unsure-below", "0.6") == 0
    kept = history(run)[0]
    assert (kept.state, kept.title, kept.inputs["out"]) == ("done", "in.csv", str(tmp_path / "out.csv"))
    assert kept.options["unsure_below"] == 0.6
    past = past_table(kept)
    assert past is not None
    assert (past.source, past.path) == (tmp_path / "in.csv", tmp_path / "out.csv")
    assert (past.rows, past.labels.name, past.added[0]) == (40, "sentiment-2", "label")
    assert past.metrics is not None
    assert past.metrics.rows == 20
    assert f"Written: {Path('out.csv')}" in run.out.getvalue()


def test_a_table_that_is_stopped_is_in_the_history_and_goes_on(run: Cli, tmp_path: Path) -> None:
    path, out = write_table(tmp_path), tmp_path / "out.csv"
    words = ["sentiment", "--table", str(path), "--column", "comment", "--out", str(out)]
    run.engine = InterruptedEngine(12)
    assert run(*words, "--json") == 130
    assert run.json["complete"] is False
    assert run.json["unfinished"] == str(tmp_path / "out.csv.progress")
    kept = history(run)[0]
    assert (kept.state, kept.inputs["path"], kept.inputs["column"]) == ("stopped", str(path), "comment")
    assert past_table(kept) is None
    run.engine = CountingEngine()
    assert run(*words, "--resume") == 0
    assert [one.state for one in history(run)] == ["done", "stopped"]
    assert "rows were scored before" in run.err.getvalue()


def test_a_table_that_fails_is_in_the_history_as_failed(run: Cli, tmp_path: Path) -> None:
    path = write_table(tmp_path)
    progress = tmp_path / "out.csv.progress"
    progress.write_text('{"format": "llmdesk scored rows 1", "input": "another"}\n', encoding="utf-8")
    words = ["--table", str(path), "--column", "comment", "--out", str(tmp_path / "out.csv"), "--resume"]
    assert run("sentiment", *words) == 2
    assert [one.state for one in history(run)] == ["failed"]


def test_no_save_keeps_nothing_in_the_history(run: Cli, tmp_path: Path) -> None:
    path, out = write_table(tmp_path), tmp_path / "out.csv"
    words = ["sentiment", "--table", str(path), "--column", "comment", "--out", str(out), "--no-save"]
    assert run(*words) == 0
    assert out.exists()
    assert history(run) == []
