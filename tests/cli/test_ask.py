"""`llmdesk ask` with a fake model."""

from __future__ import annotations

from pathlib import Path

import pytest

from llmdesk.cli import ask_documents
from llmdesk.errors import StoreError
from tests.cli.harness import Cli
from tests.closed_folders import close
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


def test_a_file_of_two_names_is_one_document(cli: Cli, folder: Path) -> None:
    (folder / "same.txt").symlink_to(folder / "roof.txt")
    given = [str(folder), str(folder / ".." / "papers" / "roof.txt")]
    assert cli("ask", "What did the roof cost?", *given, "--json") == 0
    assert cli.json["documents"] == 2


def test_a_folder_that_cannot_be_read_is_told(
    cli: Cli, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (folder / "closed").mkdir()
    close(monkeypatch, "closed")
    assert cli("ask", "What did the roof cost?", str(folder), "--json") == 2
    assert cli.json["answer"] == "The roof cost 40,000 euros."
    assert [Path(each["file"]).name for each in cli.json["unread"]] == ["closed"]

    assert cli("ask", "What did the roof cost?", str(folder / "closed")) == 2
    assert "The folder cannot be read." in cli.err.getvalue()


def test_a_question_for_a_count_is_told_that_not_all_was_read(cli: Cli, folder: Path) -> None:
    assert cli("ask", "How many roofs cost 40,000 euros?", str(folder)) == 0
    assert "not all documents were read or counted" in cli.err.getvalue()
