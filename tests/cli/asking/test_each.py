"""`llmdesk ask … --all` and `--each` for a question whose answer is a value of each document."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from tests.cli.harness import Cli
from tests.tools.extract.copying_engine import CopyingEngine

QUESTION = "What is the rent in each lease?"
LEASES = {"a.txt": "A lease.\nrent: 850 euros", "b.txt": "House rules.", "c.txt": "Another.\nrent: 610 euros"}


@pytest.fixture
def leases(run: Cli, tmp_path: Path) -> Path:
    run.engine = CopyingEngine()
    place = tmp_path / "leases"
    place.mkdir()
    for name, text in LEASES.items():
        (place / name).write_text(text)
    return place


def test_every_document_is_asked_and_the_second_time_only_what_is_new(run: Cli, leases: Path) -> None:
    out = leases.parent / "rents.csv"
    assert run("ask", QUESTION, str(leases), "--all", "--out", str(out), "--json") == 0
    told = run.json
    assert [row["answer"] for row in told["rows"]] == ["850 euros", None, "610 euros"]
    assert told["amounts"][0]["total"] == 1460
    with out.open(encoding="utf-8-sig", newline="") as stream:
        assert [row["answer"] for row in csv.DictReader(stream)] == ["850 euros", "", "610 euros"]
    engine = run.engine
    assert isinstance(engine, CopyingEngine)
    engine.asked.clear()
    (leases / "d.txt").write_text("A new one.\nrent: 700 euros")
    run.out.truncate(run.out.seek(0))
    assert run("ask", QUESTION, str(leases), "--all", "--json") == 0
    assert (run.json["count"], len(engine.asked)) == (3, 1)


def test_a_question_in_any_words_is_asked_of_each_when_the_user_says_so(run: Cli, leases: Path) -> None:
    assert run("ask", "What is the rent?", str(leases), "--each") == 0
    assert "rent: stated in 2 of 3 documents" in run.out.getvalue()
    assert "Nothing found:" in run.out.getvalue()
