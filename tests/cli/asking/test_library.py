"""`llmdesk library` and `llmdesk ask --library`, with a fake model."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from llmdesk.errors import StoreError
from llmdesk.tools.library import LibrarySource
from tests.cli.asking.conftest import ROOF
from tests.cli.harness import Cli
from tests.embedding_models import tiny_bert
from tests.tools.ask.answering_engine import AnsweringEngine


def again(cli: Cli, *words: str) -> int:
    """The next command, with nothing left of what the last one wrote."""
    for stream in (cli.out, cli.err):
        stream.seek(0)
        stream.truncate()
    return cli(*words, model=False)


def test_a_library_is_made_asked_and_removed(cli: Cli, folder: Path) -> None:
    assert cli("library", "add", "Papers", str(folder), model=False) == 0
    assert "Papers: 2 new" in cli.out.getvalue()

    assert again(cli, "library", "list", "--json") == 0
    (library,) = cli.json
    assert (library["name"], library["documents"], library["unread"]) == ("Papers", 2, 0)
    assert library["roots"] == [str(folder.resolve())]

    cli.out.truncate(cli.out.seek(0))
    assert cli("ask", "What did the roof cost?", "--library", "papers", "--json") == 0
    assert (cli.json["documents"], cli.json["changed"]) == (2, [])
    source = cli.json["sentences"][0]["sources"][0]
    assert source["file"] == str(folder.resolve() / "roof.txt")
    assert ROOF[source["start"] : source["end"]] == source["quote"]

    assert again(cli, "library", "remove", "Papers") == 0
    assert again(cli, "library", "list", "--json") == 0
    assert cli.json == []
    assert (folder / "roof.txt").read_text() == ROOF


def test_what_could_not_be_read_is_told_now_and_listed_later(cli: Cli, folder: Path) -> None:
    (folder / "empty.txt").write_text("")
    assert cli("library", "add", "Papers", str(folder), model=False) == 2
    assert "empty.txt: There is no text" in cli.err.getvalue()
    assert again(cli, "library", "show", "Papers") == 0
    assert "empty.txt: There is no text" in cli.out.getvalue()
    assert again(cli, "library", "show", "Papers", "--json") == 0
    assert [Path(each["file"]).name for each in cli.json["unread_files"]] == ["empty.txt"]
    assert again(cli, "library", "update", "--json") == 0
    assert cli.json[0]["failed"] == 0
    assert again(cli, "library", "update", "--retry", "--json") == 2
    assert cli.json[0]["failed"] == 1


def test_a_folder_that_is_away_is_told_and_still_asked(cli: Cli, folder: Path) -> None:
    cli("library", "add", "Papers", str(folder), model=False)
    shutil.move(folder, folder.with_name("away"))
    assert again(cli, "library", "update") == 2
    assert "what was read of it is kept" in cli.err.getvalue()
    cli.out.truncate(cli.out.seek(0))
    assert cli("ask", "What did the roof cost?", "--library", "Papers", "--json") == 0
    assert cli.json["answer"] == "The roof cost 40,000 euros."
    assert [Path(each).name for each in cli.json["changed"]] == ["roof.txt"]
    assert "has changed since" in cli.err.getvalue()


def test_an_answer_is_printed_though_its_document_was_read_again_meanwhile(
    cli: Cli, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def gone(_source: LibrarySource, number: int, _cancel: object) -> bool:
        raise StoreError("This document is no longer in a library.")

    cli("library", "add", "Papers", str(folder), model=False)
    monkeypatch.setattr(LibrarySource, "changed", gone)
    cli.out.truncate(cli.out.seek(0))
    assert cli("ask", "What did the roof cost?", "--library", "Papers", "--json") == 0
    assert cli.json["answer"] == "The roof cost 40,000 euros."
    assert [Path(each).name for each in cli.json["changed"]] == ["roof.txt"]


def test_a_folder_is_added_to_a_library_that_is_there(cli: Cli, folder: Path, tmp_path: Path) -> None:
    cli("library", "add", "Papers", str(folder / "roof.txt"), model=False)
    assert again(cli, "library", "add", "papers", str(folder / "pool.md"), "--json") == 0
    assert (cli.json[0]["added"], cli.json[0]["unchanged"]) == (1, 1)


def test_files_and_a_library_are_asked_together(cli: Cli, folder: Path, tmp_path: Path) -> None:
    cli("library", "add", "Papers", str(folder), model=False)
    other = tmp_path / "school.txt"
    other.write_text("The roof of the school leaks.")
    cli.out.truncate(cli.out.seek(0))
    assert cli("ask", "What did the roof cost?", str(other), "--library", "Papers", "--json") == 0
    assert cli.json["documents"] == 3
    assert {Path(each["file"]).name for each in cli.json["passages"]} == {"roof.txt", "school.txt"}


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("library", "add", "Papers", "nowhere"), "no such folder"),
        (("library", "add", "", "."), "no name"),
        (("library", "remove", "Papers"), "no library named"),
        (("library", "update", "Papers"), "no library named"),
        (("library", "show", "Papers"), "There are no libraries yet"),
        (("ask", "What?", "--library", "Papers"), "no library named"),
        (("ask", "What?"), "nothing to look in"),
    ],
)
def test_what_cannot_be_done_is_told(cli: Cli, words: tuple[str, ...], told: str) -> None:
    assert cli(*words) == 2
    assert told in cli.err.getvalue()


def test_without_a_library_there_is_nothing_to_update(cli: Cli) -> None:
    assert cli("library", "update", model=False) == 0
    assert "no libraries yet" in cli.err.getvalue()


def test_a_library_with_an_embedding_model_is_embedded_and_asked(
    cli: Cli, folder: Path, tmp_path: Path
) -> None:
    model = tiny_bert(tmp_path / "tiny-embedder.gguf")
    words = ("library", "add", "Papers", str(folder), "--embedding", str(model))
    assert cli(*words, model=False) == 0
    assert "Papers: 2 passages embedded" in cli.out.getvalue()
    assert "is not in the catalog" in cli.err.getvalue()

    assert again(cli, "library", "show", "Papers", "--json") == 0
    assert (cli.json["embedding"], cli.json["embedded"]) == (str(model), 2)
    assert again(cli, "library", "show", "Papers") == 0
    assert "(2 of 2 passages)" in cli.out.getvalue()

    (folder / "new.txt").write_text("A new text.")
    assert again(cli, "library", "update", "--json") == 0
    assert [each["embedded"] for each in cli.json] == [1]

    cli.out.truncate(cli.out.seek(0))
    assert cli("ask", "What did the roof cost?", "--library", "papers", "--json") == 0
    assert cli.json["sentences"][0]["sources"][0]["file"] == str(folder.resolve() / "roof.txt")

    model.rename(tmp_path / "away.gguf")
    for stream in (cli.out, cli.err):
        stream.truncate(stream.seek(0))
    assert isinstance(cli.engine, AnsweringEngine)
    cli.engine.enqueue("The roof cost 40,000 euros.")
    assert cli("ask", "What did the roof cost?", "--library", "papers", "--json") == 0
    assert "does not exist" in cli.err.getvalue()
    assert cli.json["sentences"][0]["supported"]

    assert again(cli, "library", "update", "Papers", "--embedding", "none") == 0
    assert again(cli, "library", "show", "Papers", "--json") == 0
    assert (cli.json["embedding"], cli.json["embedded"]) == ("", 0)


def test_an_embedding_model_that_is_none_is_refused_before_anything_is_read(cli: Cli, folder: Path) -> None:
    words = ("library", "add", "Papers", str(folder), "--embedding")
    assert cli(*words, "another", model=False) == 2
    assert "Qwen/Qwen3-Embedding-0.6B-GGUF" in cli.err.getvalue()
    assert cli(*words, str(cli.model), model=False) == 2
    assert "no embedding model" in cli.err.getvalue()
    assert cli("library", "update", "--embedding", str(cli.model), model=False) == 2
    assert again(cli, "library", "list", "--json") == 0
    assert cli.json == []


def test_the_documents_of_a_library_are_written_as_a_table(run: Cli, tmp_path: Path) -> None:
    folder = tmp_path / "letters"
    folder.mkdir()
    (folder / "a.txt").write_text("One, two.")
    run("library", "add", "Letters", str(folder))
    out = tmp_path / "letters.csv"
    assert run("library", "table", "Letters", "--out", str(out)) == 0
    assert out.read_text("utf-8-sig").splitlines() == ["file,text", f'{folder / "a.txt"},"One, two."']
    assert run("library", "table", "Letters", "--out", str(tmp_path / "letters.pdf")) != 0
    assert "cannot be written" in run.err.getvalue()
