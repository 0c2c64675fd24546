"""`llmdesk chats`: list, show, search, export, import."""

from __future__ import annotations

import json
import zipfile
from contextlib import closing
from pathlib import Path

import pytest

from llmdesk.paths import Paths
from llmdesk.store import Store
from tests.cli.harness import Cli
from tests.tools.chat.made import openai_chat, openai_node, write_json


@pytest.fixture
def with_chats(run: Cli, tmp_path: Path) -> Cli:
    """Three chats that were imported; the output of that is gone."""
    chats = [
        openai_chat(
            f"Chat {n}",
            openai_node("q", "root", "user", f"Leaves {n}?"),
            openai_node("a", "q", "assistant", f"**Red {n}.**"),
            create_time=1e9 + n,
            update_time=1e9 + 10 * n,
        )
        for n in range(3)
    ]
    assert run("chats", "import", str(write_json(tmp_path / "conversations.json", chats))) == 0
    assert run.out.getvalue() == "3 chats were imported.\n"
    run.out.seek(0)
    run.out.truncate()
    return run


def test_the_chats_are_listed_newest_first_and_shown_as_text_or_json(with_chats: Cli) -> None:
    assert with_chats("chats", "list", "--json") == 0
    listed = with_chats.json
    assert [each["title"] for each in listed] == ["Chat 2", "Chat 1", "Chat 0"]
    with_chats.out.seek(0)
    with_chats.out.truncate()
    assert with_chats("chats", "show", str(listed[0]["id"])) == 0
    assert with_chats.out.getvalue() == "# Chat 2\n\n## You\n\nLeaves 2?\n\n## gpt-4o\n\n**Red 2.**\n"
    with_chats.out.seek(0)
    with_chats.out.truncate()
    assert with_chats("chats", "show", str(listed[0]["id"]), "--json") == 0
    assert [message["content"] for message in with_chats.json["messages"]] == ["Leaves 2?", "**Red 2.**"]


def test_the_chats_of_a_folder_and_those_that_are_pinned_are_listed(with_chats: Cli, tmp_path: Path) -> None:
    paths = Paths.under(tmp_path / "data")
    with closing(Store(paths.database, paths.backups)) as store:
        first, second, _ = store.conversation_ids()
        store.folders.move([first, second], store.folders.make("Garden work"))
        store.folders.pin(second, True)
    assert with_chats("chats", "list", "--folder", "garden  work", "--json") == 0
    listed = [(each["title"], each["folder"], each["pinned"]) for each in with_chats.json]
    assert listed == [("Chat 2", "Garden work", False), ("Chat 1", "Garden work", True)]
    with_chats.out.seek(0)
    with_chats.out.truncate()
    assert with_chats("chats", "list", "--pinned", "--json") == 0
    assert [each["title"] for each in with_chats.json] == ["Chat 1"]
    assert with_chats("chats", "list", "--folder", "Home") == 2
    assert "Garden work" in with_chats.err.getvalue()


def test_words_are_found_where_they_stand(with_chats: Cli) -> None:
    assert with_chats("chats", "search", "red", "1", "--json") == 0
    (hit,) = with_chats.json
    assert (hit["title"], hit["snippet"], hit["highlights"]) == ("Chat 1", "**Red 1.**", [[2, 5], [6, 7]])
    assert with_chats("chats", "search", "nowhere") == 0
    assert "nothing was found" in with_chats.err.getvalue()


def test_all_chats_are_exported_and_come_back_elsewhere(with_chats: Cli, tmp_path: Path) -> None:
    out = tmp_path / "all.json"
    assert with_chats("chats", "export", "--all", "--out", str(out)) == 0
    assert json.loads(out.read_text("utf-8"))["format"] == "llmdesk-chats"
    assert with_chats("chats", "export", "--all", "--out", str(out)) == 2
    assert "--overwrite" in with_chats.err.getvalue()
    (tmp_path / "other").mkdir()
    other = Cli(tmp_path / "other")
    assert other("chats", "import", str(out), "--json") == 0
    assert (other.json["new"], other.json["known"], other.json["unread"]) == (3, 0, 0)
    assert [message.content for message in other.saved()] == ["Leaves 2?", "**Red 2.**"]


def test_one_chat_is_exported_as_its_name_says(with_chats: Cli, tmp_path: Path) -> None:
    out = tmp_path / "one.html"
    assert with_chats("chats", "export", "1", "--out", str(out), "--json") == 0
    assert with_chats.json == {"path": str(out), "chats": 1, "format": "html"}
    assert "<strong>Red 0.</strong>" in out.read_text("utf-8")


def test_an_archive_holds_a_file_for_each_chat_even_for_one(with_chats: Cli, tmp_path: Path) -> None:
    out = tmp_path / "chats.zip"
    assert with_chats("chats", "export", "1", "--format", "md", "--out", str(out)) == 0
    with zipfile.ZipFile(out) as archive:
        assert archive.namelist() == ["Chat 0.md"]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("export", "--out", "x.json"), "Which chats are to be exported?"),
        (("export", "1", "--all", "--out", "x.json"), "Which chats are to be exported?"),
        (("export", "--all", "--out", "x.zip"), "Name a .json, or say --format"),
        (("export", "--all", "--out", "x.md"), "Name a .zip, or a .json"),
        (("export", "99", "--out", "{folder}/x.json"), "deleted"),
        (("show", "99"), "deleted"),
        (("import", "{folder}/nowhere.json"), "could not be read"),
    ],
)
def test_what_cannot_be_done_is_told(
    with_chats: Cli, tmp_path: Path, words: tuple[str, ...], said: str
) -> None:
    assert with_chats("chats", *(word.format(folder=tmp_path) for word in words)) == 2
    assert said in with_chats.err.getvalue()
    assert not (tmp_path / "x.json").exists()


def test_a_file_that_is_cut_is_imported_only_when_that_is_wanted(with_chats: Cli, tmp_path: Path) -> None:
    out = tmp_path / "all.json"
    assert with_chats("chats", "export", "--all", "--out", str(out)) == 0
    out.write_bytes(out.read_bytes()[:-60])
    (tmp_path / "other").mkdir()
    other = Cli(tmp_path / "other")
    assert other("chats", "import", str(out)) == 2
    assert "cut off at all.json, line 4, column" in other.err.getvalue()
    assert "--whole-only" in other.err.getvalue()
    assert other.saved() == []
    assert other("chats", "import", str(out), "--whole-only") == 0
    assert other.out.getvalue() == "2 chats were imported.\n"
