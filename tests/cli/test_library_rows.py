"""The documents of a library as the rows of `llmdesk sentiment` and `llmdesk run`."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from llmdesk.tools.reading import open_table
from llmdesk.tools.sentiment.runs import libraries_of, past_table
from tests.cli.harness import Cli
from tests.cli.test_sentiment_table import InterruptedEngine, history
from tests.tools.own.engine import AnsweringEngine
from tests.tools.sentiment.engine import CountingEngine

LETTERS = {"a.txt": "It was awful and bad.", "b.txt": "I love it, a great day.", "c.txt": "Bad, all of it."}


@pytest.fixture
def run(tmp_path: Path) -> Cli:
    cli = Cli(tmp_path)
    folder = tmp_path / "letters"
    folder.mkdir()
    for name, text in LETTERS.items():
        (folder / name).write_text(text, encoding="utf-8")
    assert cli("library", "add", "Letters", str(folder)) == 0
    cli.out.truncate(cli.out.seek(0))
    return cli


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as stream:
        return list(csv.DictReader(stream))


def test_every_document_gets_a_label_and_nothing_is_replaced_unasked(run: Cli, tmp_path: Path) -> None:
    run.engine = CountingEngine()
    out = tmp_path / "out.csv"
    command = ("sentiment", "--library", "Letters", "--out", str(out), "--json")
    assert run(*command) == 0
    assert run.json["libraries"] == ["Letters"]
    found = rows(out)
    assert [Path(row["file"]).name for row in found] == list(LETTERS)
    assert [row["label"] for row in found] == ["negative", "positive", "negative"]
    whole = out.read_bytes()
    assert run(*command) == 2
    assert out.read_bytes() == whole
    (kept,) = history(run)
    assert (kept.title, libraries_of(kept)) == ("Letters", ("Letters",))
    past = past_table(kept)
    assert past is not None
    assert (past.source, past.path) == (out, out), "the table of the command is gone: its rows are here"
    assert open_table(past.source, past.sheet or None, past.header_row).columns[:2] == ("file", "text")
    assert past.column == "text"


def test_what_was_stopped_goes_on_while_the_library_is_as_it_was(run: Cli, tmp_path: Path) -> None:
    for number in range(40):
        (tmp_path / "letters" / f"d{number:02}.txt").write_text(
            f"All is bad here. ({number})", encoding="utf-8"
        )
    assert run("library", "update", "Letters") == 0
    out = tmp_path / "out.csv"
    run.engine = InterruptedEngine(12)
    assert run("sentiment", "--library", "Letters", "--out", str(out)) == 130
    (stopped,) = history(run)
    assert (stopped.state, stopped.inputs["path"], libraries_of(stopped)) == (
        "stopped",
        str(out),
        ("Letters",),
    )
    run.engine = CountingEngine()
    assert run("sentiment", "--library", "Letters", "--out", str(out), "--resume") == 0
    assert "rows were scored before" in run.err.getvalue()
    assert len(rows(out)) == 43


@pytest.mark.parametrize(
    ("words", "reason"),
    [
        (("--column", "text"), "--column does not go with --library"),
        (("A fine day.",), "a text and a table"),
        (("--library", "Nothing"), "Nothing"),
    ],
)
def test_what_does_not_go_together_is_refused(run: Cli, words: tuple[str, ...], reason: str) -> None:
    assert run("sentiment", "--library", "Letters", *words) == 2
    assert reason in run.err.getvalue()


def test_a_tool_goes_over_the_documents_each_once(run: Cli, tmp_path: Path) -> None:
    run.engine = AnsweringEngine(lambda _request: "A short title")
    out, first = tmp_path / "out.csv", str(tmp_path / "letters" / "a.txt")
    assert run("run", "title", first, "--library", "Letters", "--out", str(out)) == 0
    assert [Path(row["file"]).name for row in rows(out)] == list(LETTERS)
