"""`llmdesk ask` with a fake model."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from llmdesk.cli.asking import answer, everything, given
from llmdesk.errors import StoreError
from llmdesk.tools.library import update
from tests.cli.asking.conftest import ROOF
from tests.cli.harness import Cli
from tests.closed_folders import close
from tests.tools.ask.answering_engine import AnsweringEngine
from tests.tools.library.conftest import read_here


@pytest.fixture
def folder(folder: Path) -> Path:
    """With a picture, which nobody reads."""
    (folder / "photo.jpg").write_bytes(b"\xff\xd8\xff")
    return folder


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

    monkeypatch.setattr(answer, "save_run", refuse)
    assert cli("ask", "What did the roof cost?", str(folder)) == 0
    assert cli.out.getvalue().startswith("The roof cost 40,000 euros.")
    assert "The history cannot be written." in cli.err.getvalue()


def test_no_question_is_told_before_anything_is_read(
    cli: Cli, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(given, "read_document", lambda *_: pytest.fail("it was read"))
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


def test_a_question_for_a_count_is_told_about_all(cli: Cli, folder: Path) -> None:
    assert cli("ask", "How many roofs cost 40,000 euros?", str(folder)) == 0
    assert "--all" in cli.err.getvalue()


def test_all_documents_are_counted_into_a_table(cli: Cli, folder: Path, tmp_path: Path) -> None:
    cli.engine = AnsweringEngine(likes="pool opens")
    out = tmp_path / "counted.csv"
    assert cli("ask", "How many speak of a pool?", str(folder), "--all", "--out", str(out), "--json") == 0
    assert cli.json["count"] == 1
    assert cli.json["read"] == "everything"
    assert [row["answer"] for row in cli.json["rows"]] == ["yes", "no"]
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


def test_a_second_question_for_all_judges_only_what_is_new(cli: Cli, folder: Path) -> None:
    engine = AnsweringEngine(likes="roof of the")
    cli.engine = engine
    question = "How many speak of a roof?"
    assert cli("ask", question, str(folder), "--all") == 0
    before = len(engine.weighed)
    (folder / "new.txt").write_text("The roof of the school is new.")
    assert cli("ask", question, str(folder), "--all") == 0
    assert all("school" in item for item in engine.weighed[before:])
    assert "2 of 3 documents" in cli.out.getvalue()


def test_a_document_of_several_libraries_is_counted_once(cli: Cli, folder: Path) -> None:
    cli.engine = AnsweringEngine(likes="pool opens")
    (folder / "scan.txt").write_text("")
    for name in ("Papers", "The same"):
        cli("library", "add", name, str(folder))
    libraries = ("--library", "Papers", "--library", "The same", "--all", "--json")
    for files in ((), (str(folder / "pool.md"),)):
        cli.out.truncate(cli.out.seek(0))
        assert cli("ask", "How many speak of a pool?", *files, *libraries) == 2
        assert (cli.json["count"], len(cli.json["rows"])) == (1, 2)
        assert [Path(each["file"]).name for each in cli.json["unread"]] == ["scan.txt"]
        assert "not counted: 1" in cli.err.getvalue()


def test_a_document_that_is_read_again_while_all_are_asked_is_asked_as_it_is_now(
    cli: Cli, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    cli.engine = AnsweringEngine(likes="pool opens")
    cli("library", "add", "Papers", str(folder))
    listed = everything._Work._stored

    def then_updated(work: everything._Work, *given: Any) -> dict[Path, int]:
        found = listed(work, *given)
        (folder / "pool.md").write_text("Nothing is here.")
        libraries = work._session.libraries()
        update(libraries, libraries.all()[0].id, read=read_here)
        return found

    monkeypatch.setattr(everything._Work, "_stored", then_updated)
    cli.out.truncate(cli.out.seek(0))
    assert cli("ask", "How many speak of a pool?", "--library", "Papers", "--all", "--json") == 0
    assert (cli.json["count"], len(cli.json["rows"])) == (0, 2)


def test_a_table_without_all_is_refused(cli: Cli, folder: Path, tmp_path: Path) -> None:
    assert cli("ask", "What did the roof cost?", str(folder), "--out", str(tmp_path / "x.csv")) == 2
