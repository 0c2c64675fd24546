"""`llmdesk ask` with a fake model."""

from __future__ import annotations

import errno
import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from llmdesk.cancel import CancelToken
from llmdesk.cli import ask_documents
from llmdesk.engine.types import Score, ScoreRequest
from llmdesk.errors import StoreError, UsageError
from llmdesk.outputs import Output
from tests.cli.harness import Cli
from tests.tools.ask.answering_engine import AnsweringEngine

ROOF = "The roof of the town hall was repaired in May. It cost 40,000 euros."


@pytest.fixture
def cli(run: Cli) -> Cli:
    engine = AnsweringEngine()
    engine.enqueue("The roof cost 40,000 euros.")
    run.engine = engine
    return run


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    place = tmp_path / "papers"
    place.mkdir()
    (place / "roof.txt").write_text(ROOF)
    (place / "pool.md").write_text("The pool opens on 3 June.")
    (place / "photo.jpg").write_bytes(b"\xff\xd8\xff")
    return place


def test_a_folder_is_looked_through_and_the_answer_names_its_source(cli: Cli, folder: Path) -> None:
    assert cli("ask", "What did the roof cost?", str(folder)) == 0
    text = cli.out.getvalue()
    assert text.startswith("The roof cost 40,000 euros. [1]")
    assert "roof.txt" in text


def test_json_has_the_passage_of_every_sentence(cli: Cli, folder: Path) -> None:
    assert cli("ask", "What did the roof cost?", str(folder), "--json") == 0
    found = cli.json
    assert {"answer", "sentences", "read", "documents", "model", "seconds"} <= set(found)
    assert found["documents"] == 2
    (sentence,) = found["sentences"]
    assert sentence["supported"] is True
    source = sentence["sources"][0]
    assert source["file"] == str(folder / "roof.txt")
    assert ROOF[source["start"] : source["end"]] == source["quote"]


def test_a_file_that_cannot_be_read_is_told_and_the_others_are_asked(cli: Cli, folder: Path) -> None:
    (folder / "empty.txt").write_text("")
    assert cli("ask", "What did the roof cost?", str(folder), "--json") == 2
    assert [Path(each["file"]).name for each in cli.json["unread"]] == ["empty.txt"]
    assert cli.json["answer"] == "The roof cost 40,000 euros."


@pytest.mark.parametrize(
    "words",
    [("ask", "  ", "{roof}"), ("ask", "What?", "missing.txt"), ("ask", "What?"), ("ask", "What?", "")],
)
def test_what_cannot_be_asked_is_told(cli: Cli, folder: Path, words: tuple[str, ...]) -> None:
    arguments = [word.replace("{roof}", str(folder / "roof.txt")) for word in words]
    assert cli(*arguments) == 2
    assert cli.err.getvalue()


def test_all_documents_are_counted_into_a_table(cli: Cli, folder: Path, tmp_path: Path) -> None:
    cli.engine = AnsweringEngine(likes="pool opens")
    out = tmp_path / "counted.csv"
    assert cli("ask", "How many speak of a pool?", str(folder), "--all", "--out", str(out), "--json") == 0
    assert cli.json["count"] == 1
    assert cli.json["read"] == "everything"
    assert [row["counts"] for row in cli.json["rows"]] == [True, False]
    assert "The pool opens on 3 June." in out.read_text("utf-8-sig")


def test_the_table_never_takes_the_place_of_a_file_that_is_there(
    cli: Cli, folder: Path, tmp_path: Path
) -> None:
    out = tmp_path / "mine.csv"
    out.write_text("my own")
    assert cli("ask", "How many speak of a pool?", str(folder), "--all", "--out", str(out)) == 2
    assert out.read_text() == "my own"


def test_what_could_not_be_read_is_told_as_not_counted(cli: Cli, folder: Path) -> None:
    (folder / "empty.txt").write_text("")
    cli.engine = AnsweringEngine(likes="roof of the")
    assert cli("ask", "How many speak of a roof?", str(folder), "--all") == 2
    assert cli.out.getvalue().startswith("1 of 2 documents")
    assert "not counted: 1" in cli.err.getvalue()


def test_a_full_disk_does_not_take_the_answer(
    cli: Cli, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise StoreError("The history cannot be written.")

    monkeypatch.setattr(ask_documents, "save_run", refuse)
    assert cli("ask", "What did the roof cost?", str(folder)) == 0
    assert cli.out.getvalue().startswith("The roof cost 40,000 euros.")
    assert "The history cannot be written." in cli.err.getvalue()


def test_no_question_is_told_before_anything_is_read(
    cli: Cli, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ask_documents, "read_document", lambda *_: pytest.fail("it was read"))
    assert cli("ask", "?", str(folder)) == 2
    assert "There is no question." in cli.err.getvalue()


def test_a_file_of_two_names_counts_once(cli: Cli, folder: Path) -> None:
    (folder / "same.txt").symlink_to(folder / "roof.txt")
    engine = AnsweringEngine(likes="roof of the")
    cli.engine = engine
    given = [str(folder), str(folder / ".." / "papers" / "roof.txt")]
    assert cli("ask", "How many speak of a roof?", *given, "--all", "--json") == 0
    assert cli.json["count"] == 1
    assert cli.json["documents"] == 2


def test_a_folder_that_cannot_be_read_is_told(
    cli: Cli, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (folder / "closed").mkdir()
    scandir = os.scandir

    def refuse(path: str) -> object:
        if Path(path).name == "closed":
            raise PermissionError(errno.EACCES, "Permission denied", str(path))
        return scandir(path)

    monkeypatch.setattr(os, "scandir", refuse)
    assert cli("ask", "What did the roof cost?", str(folder), "--json") == 2
    assert cli.json["answer"] == "The roof cost 40,000 euros."
    assert [Path(each["file"]).name for each in cli.json["unread"]] == ["closed"]

    assert cli("ask", "What did the roof cost?", str(folder / "closed")) == 2
    assert "The folder cannot be read." in cli.err.getvalue()


def test_what_was_found_is_printed_where_the_table_cannot_be_written(
    cli: Cli, folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(_output: Output, _data: bytes) -> Path:
        raise UsageError("The file could not be written.")

    monkeypatch.setattr(Output, "write", refuse)
    cli.engine = AnsweringEngine(likes="roof of the")
    out = str(tmp_path / "counted.csv")
    assert cli("ask", "How many speak of a roof?", str(folder), "--all", "--out", out) == 2
    assert cli.out.getvalue().startswith("1 of 2 documents")
    assert "could not be written" in cli.err.getvalue()


def test_a_table_that_had_to_get_another_name_is_told_by_it(cli: Cli, folder: Path, tmp_path: Path) -> None:
    out = tmp_path / "counted.csv"

    class Slow(AnsweringEngine):
        def score(self, request: ScoreRequest, cancel: CancelToken | None = None) -> Iterator[Score]:
            out.write_text("came meanwhile")
            return super().score(request, cancel)

    cli.engine = Slow(likes="roof of the")
    assert cli("ask", "How many speak of a roof?", str(folder), "--all", "--out", str(out)) == 0
    assert out.read_text() == "came meanwhile"
    assert "counted (2).csv" in cli.err.getvalue()


def test_a_question_for_a_count_is_told_about_all(cli: Cli, folder: Path) -> None:
    assert cli("ask", "How many roofs cost 40,000 euros?", str(folder)) == 0
    assert "--all" in cli.err.getvalue()
