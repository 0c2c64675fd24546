"""`llmdesk sentiment --sample` and `--share` with a scripted engine: from drawing rows to their shares."""

from __future__ import annotations

import csv
import random
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest

from tests.cli.harness import Cli
from tests.tools.sentiment.engine import CountingEngine

ROWS, NEGATIVE = 400, 100
GOOD, BAD, MIXED = "I love it, a great day", "It was awful and bad", "It came on a weekday"


@pytest.fixture
def run(tmp_path: Path) -> Cli:
    cli = Cli(tmp_path)
    cli.engine = CountingEngine()
    return cli


def truths() -> list[str]:
    found = ["negative"] * NEGATIVE + ["positive"] * (ROWS - NEGATIVE)
    random.Random(1).shuffle(found)
    return found


def write_table(folder: Path, known: Callable[[int, str], str] = lambda row, truth: "") -> Path:
    """A table with a text and a month; `known`: what stands in the column “known” of a row."""
    path = folder / "in.csv"
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream)
        writer.writerow(["id", "comment", "month", "known"])
        for row, truth in enumerate(truths()):
            plain = BAD if truth == "negative" else GOOD
            text = MIXED if row % 9 == 0 else plain
            writer.writerow([row, f"{text} ({row})", "May" if row % 2 else "June", known(row, truth)])
    return path


def read_csv(path: Path) -> list[list[str]]:
    with path.open(encoding="utf-8-sig", newline="") as stream:
        return list(csv.reader(stream))


def label_all(path: Path, label: Callable[[int, list[str]], str]) -> None:
    """Write what `label` says of each line's place and cells into the sample's column for it."""
    header, *rows = read_csv(path)
    with path.open("w", encoding="utf-8", newline="") as stream:
        csv.writer(stream).writerows([header, *([*r[:2], label(n, r), r[3]] for n, r in enumerate(rows))])


def drawn(row: int) -> bool:
    return row in random.Random(7).sample(range(ROWS), 100)


def share(path: Path, *more: str) -> list[str]:
    return ["sentiment", "--table", str(path), "--column", "comment", "--share", *more]


# -- drawing --------------------------------------------------------------------------------------------
def test_a_sample_is_drawn_without_a_model_and_the_same_seed_draws_the_same(run: Cli, tmp_path: Path) -> None:
    path, out, more = write_table(tmp_path), tmp_path / "sample.csv", tmp_path / "more.csv"
    words = ["sentiment", "--table", str(path), "--column", "comment", "--seed", "3", "--sample"]
    assert run(*words, "50", "--out", str(out), model=False) == 0
    assert run(*words, "80", "--out", str(more), model=False) == 0
    header, *rows = read_csv(out)
    assert header == ["row", "comment", "my_label", "drawn"]
    assert len({row[0] for row in rows}) == 50
    assert rows[0][3] == "1 of 50, at random out of 400 rows, seed 3"
    assert [row[0] for row in rows] == [row[0] for row in read_csv(more)[1:51]]
    assert [int(row[0]) for row in rows] != sorted(int(row[0]) for row in rows)
    table = read_csv(path)
    assert all(table[int(row[0])][1] == row[1] and not row[2] for row in rows)
    assert "at random out of the 400 with a text (seed 3" in run.out.getvalue()
    assert "100 labelled: ± 8." in run.out.getvalue()


def test_a_sample_never_replaces_a_file(run: Cli, tmp_path: Path) -> None:
    path, out = write_table(tmp_path), tmp_path / "sample.csv"
    words = ["sentiment", "--table", str(path), "--column", "comment", "--sample", "50", "--out", str(out)]
    assert run(*words) == 0
    label_all(out, lambda place, cells: "positive")
    before = out.read_bytes()
    assert run(*words) == 2
    assert out.read_bytes() == before
    assert "A file with this name already exists" in run.err.getvalue()


def test_rows_without_a_text_are_not_drawn_and_more_than_all_are_all(run: Cli, tmp_path: Path) -> None:
    path, out = tmp_path / "in.csv", tmp_path / "sample.xlsx"
    path.write_text("id,comment\n1,=1+1 is good\n2,N/A\n3,\n4,A bad day\n", encoding="utf-8")
    words = ["sentiment", "--table", str(path), "--column", "comment", "--sample", "50", "--out", str(out)]
    assert run(*words, "--json", model=False) == 0
    assert (sorted(run.json["rows"]), run.json["out_of"]) == ([1, 4], 2)
    rows = list(openpyxl.load_workbook(out)["sample"].values)
    assert rows[0] == ("row", "comment", "my_label", "drawn")
    assert {row[:2] for row in rows[1:]} == {(1, "=1+1 is good"), (4, "A bad day")}


def test_a_sample_by_doubt_tells_the_shares_of_a_scored_table(run: Cli, tmp_path: Path) -> None:
    path, scored, out = write_table(tmp_path), tmp_path / "scored.csv", tmp_path / "sample.csv"
    given = ["--column", "comment", "--sample", "100", "--sample-by", "doubt", "--out", str(out)]
    assert run("sentiment", "--table", str(path), *given) == 2
    assert "no probabilities of these labels yet" in run.err.getvalue()
    assert run("sentiment", "--table", str(path), "--column", "comment", "--out", str(scored)) == 0
    drawing, asking = Cli(tmp_path), Cli(tmp_path)
    assert drawing("sentiment", "--table", str(scored), *given, "--json", model=False) == 0
    assert drawing.json["drawn_by"] == "doubt"
    header, *rows = read_csv(out)
    assert header == ["row", "comment", "my_label", "drawn", "chance"]
    names, *given_rows = read_csv(scored)
    sure = [abs(float(row[names.index("p_positive")]) - 0.5) for row in given_rows]
    chances = sorted((sure[int(row[0]) - 1], -float(row[4])) for row in rows)
    assert [chance for _, chance in chances] == sorted(chance for _, chance in chances), "likelier in doubt"
    with out.open("w", encoding="utf-8", newline="") as stream:
        labelled = ([*r[:2], truths()[int(r[0]) - 1], *r[3:]] for r in rows)
        csv.writer(stream).writerows([header, *labelled])
    asked = share(scored, "--labelled", "my_label", "--sample-file", str(out))
    assert asking(*asked, "--json", model=False) == 0
    negative = next(each for each in asking.json["shares"] if each["label"] == "negative")
    assert negative["low"] <= NEGATIVE / ROWS <= negative["high"]
    assert abs(negative["estimate"] - NEGATIVE / ROWS) < 0.06
    assert asking.json["quality"] is None
    assert asking.json["sample"]["doubts"] == []
    assert run(*asked, "--report", str(tmp_path / "trust.html"), model=False) == 2
    assert "drawn by doubt" in run.err.getvalue()


def test_how_a_sample_is_drawn_belongs_to_a_sample(run: Cli, tmp_path: Path) -> None:
    path = write_table(tmp_path)
    assert run(*share(path, "--labelled", "known", "--sample-by", "doubt")) == 2
    assert "--sample-by says how --sample draws" in run.err.getvalue()


# -- shares -------------------------------------------------------------------------------------------
def test_shares_come_from_the_labelled_rows_of_the_table_and_the_models_labels(
    run: Cli, tmp_path: Path
) -> None:
    path = write_table(tmp_path, lambda row, truth: truth if drawn(row) else "")
    assert run(*share(path, "--labelled", "known", "--by", "month", "--json")) == 0
    found = run.json["shares"]
    assert [(each["label"], each["group"]) for each in found] == [
        (label, group) for group in (None, "June", "May") for label in ("positive", "negative")
    ]
    negative = found[1]
    assert (negative["labelled"], negative["rows"]) == (100, ROWS)
    assert negative["low"] < NEGATIVE / ROWS < negative["high"]
    assert negative["high"] - negative["low"] < 0.13  # the labels alone: 0.15
    assert found[0]["estimate"] + negative["estimate"] == pytest.approx(1)
    assert found[3]["rows"] + found[5]["rows"] == ROWS
    assert run.json["sample"]["doubts"] == []
    quality = run.json["quality"]
    assert quality["rows"] == 100
    assert quality["accuracy_low"] < quality["accuracy"] < quality["accuracy_high"]
    assert "the 100 rows with a label in “known” count as the random sample" in run.err.getvalue()


def test_a_labelled_sample_file_gives_shares_and_skipped_rows_are_told(run: Cli, tmp_path: Path) -> None:
    path, out = write_table(tmp_path), tmp_path / "sample.csv"
    draw = ["sentiment", "--table", str(path), "--column", "comment", "--sample", "90", "--out", str(out)]
    assert run(*draw, model=False) == 0
    known = truths()
    label_all(out, lambda n, row: "" if n == 4 or n > 80 else known[int(row[0]) - 1])
    assert run(*share(path, "--labelled", "my_label", "--sample-file", str(out))) == 0
    said = run.out.getvalue()
    assert "All: 400 rows, 80 labelled" in said
    assert "95 % interval" in said
    assert "accuracy" in said
    assert "1 rows of the sample were skipped" in run.err.getvalue()


def test_a_sample_of_another_table_is_refused(run: Cli, tmp_path: Path) -> None:
    path, out = write_table(tmp_path), tmp_path / "sample.csv"
    draw = ["sentiment", "--table", str(path), "--column", "comment", "--sample", "90", "--out", str(out)]
    assert run(*draw, model=False) == 0
    label_all(out, lambda n, row: "positive" if n % 2 else "negative")
    lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
    path.write_text("".join([lines[0], *lines[2:], lines[1]]), encoding="utf-8")
    assert run(*share(path, "--labelled", "my_label", "--sample-file", str(out))) == 2
    assert "is not the one that was labelled" in run.err.getvalue()


def test_a_table_that_was_scored_before_needs_no_model(run: Cli, tmp_path: Path) -> None:
    path = write_table(tmp_path, lambda row, truth: truth if drawn(row) else "")
    out = tmp_path / "scored.csv"
    assert run(*share(path, "--labelled", "known", "--json", "--out", str(out))) == 0
    first = run.json
    assert first["rows"] == ROWS
    run.out.truncate(run.out.seek(0))
    assert run(*share(out, "--labelled", "known", "--json"), model=False) == 0
    assert run.json["shares"] == first["shares"]
    assert "the table holds the probabilities" in run.err.getvalue()


def test_a_scored_table_tells_by_which_labels_it_was_scored(run: Cli, tmp_path: Path) -> None:
    path = write_table(
        tmp_path, lambda row, truth: {"negative": "bad"}.get(truth, "good") if drawn(row) else ""
    )
    out, doubt = tmp_path / "scored.csv", tmp_path / "doubt.csv"
    words = ["--table", str(path), "--column", "comment", "--labels", "good,weather,bad"]
    assert run("sentiment", *words, "--out", str(out)) == 0
    run.out.truncate(run.out.seek(0))
    assert run(*share(out, "--labelled", "known", "--json"), model=False) == 0
    assert [each["label"] for each in run.json["shares"]] == ["good", "weather", "bad"]
    drawing = ["sentiment", "--table", str(out), "--column", "comment", "--sample", "50", "--out", str(doubt)]
    assert run(*drawing, "--sample-by", "doubt", model=False) == 0


def test_rows_that_were_picked_are_doubted(run: Cli, tmp_path: Path) -> None:
    path = write_table(tmp_path, lambda row, truth: truth if row < 60 else "")
    assert run(*share(path, "--labelled", "known", "--json")) == 0
    assert run.json["sample"]["doubts"] == ["place"]
    assert "do not look as if they were drawn at random" in run.err.getvalue()


@pytest.mark.parametrize(
    ("known", "message"),
    [
        (lambda row, truth: truth if row % 40 == 0 else "", "Only 10 rows have a label"),
        (lambda row, truth: "perhaps" if row == 8 else truth if drawn(row) else "", "not understood"),
        (lambda row, truth: "neutral" if drawn(row) else "", "No row of the sample has one of the labels"),
    ],
)
def test_samples_that_give_no_shares_are_told(
    run: Cli, tmp_path: Path, known: Callable[[int, str], str], message: str
) -> None:
    path = write_table(tmp_path, known)
    assert run(*share(path, "--labelled", "known")) == 2
    assert message in run.err.getvalue()


def test_a_label_that_the_set_has_not_counts_as_none_and_one_label_alone_has_a_margin(
    run: Cli, tmp_path: Path
) -> None:
    path = write_table(
        tmp_path, lambda row, truth: "" if not drawn(row) else "neutral" if row % 4 == 0 else "positive"
    )
    assert run(*share(path, "--labelled", "known", "--json")) == 0
    positive, negative = run.json["shares"]
    none = run.json["sample"]["none_of_them"]
    assert none > 10
    assert positive["estimate"] + negative["estimate"] < 0.95
    assert negative["high"] > 0.01
    assert "have none of the labels" in run.err.getvalue()
    assert "all labelled rows are “positive”" not in run.err.getvalue()


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["--share"], "Shares need some rows that you labelled"),
        (["--by", "month"], "belong to shares"),
        (["--sample", "40"], "There is no name for the sample"),
        (["--sample", "40", "--out", "sample.jsonl"], "CSV, TSV or XLSX"),
        (["--sample", "40", "--out", "s.csv", "--share"], "does not go with --sample"),
    ],
)
def test_what_does_not_go_together_is_told(run: Cli, tmp_path: Path, words: list[str], message: str) -> None:
    path = write_table(tmp_path)
    assert run("sentiment", "--table", str(path), "--column", "comment", *words) == 2
    assert message in run.err.getvalue()
