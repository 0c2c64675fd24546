"""`llmdesk sentiment --table` with a scripted engine: files in, files out, what is said of them."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest

from tests.cli.harness import Cli
from tests.tools.sentiment.engine import CountingEngine

GOOD, BAD = "I love it, a great day", "It was awful and bad"


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


def read_csv(path: Path) -> list[list[str]]:
    with path.open(encoding="utf-8-sig", newline="") as stream:
        return list(csv.reader(stream))


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


def test_known_labels_are_reported_without_an_output_too(run: Cli, tmp_path: Path) -> None:
    path = write_table(tmp_path)
    assert run("sentiment", "--table", str(path), "--column", "comment", "--labelled", "known") == 0
    said = run.out.getvalue()
    assert "Fitted on 19 labelled rows, judged on the other 20" in said
    assert "accuracy                    1.000" in said
    assert sorted(each.name for each in tmp_path.glob("*.csv*")) == ["in.csv"]


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
