"""`llmdesk summarize --check`: somebody's text against its sources."""

from __future__ import annotations

import io
from pathlib import Path
from typing import BinaryIO

import pytest

from llmdesk.cancel import CancelToken
from llmdesk.engine.types import LoadedModel, ModelSpec
from llmdesk.errors import StoreError
from llmdesk.models.library import Library
from llmdesk.paths import Paths
from llmdesk.store import Store
from llmdesk.tools.checking import kept_of
from tests.cli.harness import Cli
from tests.fakes import FakeEngine

POOL = "The pool opens on 3 June. Children under six swim for nothing."
ROOF = "The roof of the town hall was repaired in May. It cost 40,000 euros."
TEXT = "The pool opens on 3 June. The mayor plays the violin in an orchestra."


class Piped(io.StringIO):
    """Standard input with a file behind it."""

    def __init__(self, file: BinaryIO) -> None:
        super().__init__()
        self._file = file

    def fileno(self) -> int:
        return self._file.fileno()


@pytest.fixture
def pool(tmp_path: Path) -> str:
    (tmp_path / "pool.txt").write_text(POOL, encoding="utf-8")
    return str(tmp_path / "pool.txt")


@pytest.fixture
def roof(tmp_path: Path) -> str:
    (tmp_path / "roof.md").write_text(ROOF, encoding="utf-8")
    return str(tmp_path / "roof.md")


def test_each_sentence_is_told_with_verdict_reason_and_passage(run: Cli, pool: str) -> None:
    assert run("summarize", "--check", TEXT, pool) == 0
    out = run.out.getvalue()
    assert "[✓ supported]" in out
    assert "[? not found]" in out
    assert "“The pool opens on 3 June.”" in out
    assert "1 supported, 1 not found" in out
    assert "by words only" in out


def test_json_has_every_verdict_and_exact_places_in_the_file_that_is_named(
    run: Cli, pool: str, roof: str
) -> None:
    text = TEXT + " The roof cost 40,000 euros."
    assert run("summarize", "--check", text, roof, pool, "--words-only", "--json") == 0
    result = run.json
    assert [each["verdict"] for each in result["sentences"]] == ["supported", "not_found", "supported"]
    assert result["counts"] == {"supported": 2, "contradicted": 0, "not_found": 1, "unsure": 0}
    assert result["method"] == "words"
    assert result["model"] == ""
    assert result["sources"] == ["roof.md", "pool.txt"]
    assert all(0 <= each["probability"] <= 1 for each in result["sentences"])
    assert result["sentences"][1]["reason"]
    files = {"roof.md": ROOF, "pool.txt": POOL}
    for sentence in result["sentences"]:
        assert text[sentence["start"] : sentence["end"]] == sentence["text"]
        for source in sentence["sources"]:
            assert files[source["source"]][source["start"] : source["end"]] == source["quote"]
    assert result["sentences"][0]["sources"][0]["source"] == "pool.txt"


def test_sources_of_one_name_are_told_apart(run: Cli, pool: str, tmp_path: Path) -> None:
    (tmp_path / "other").mkdir()
    other = tmp_path / "other" / "pool.txt"
    other.write_text(ROOF, encoding="utf-8")
    assert run("summarize", "--check", "The roof cost 40,000 euros.", pool, str(other), "--json") == 0
    assert run.json["sources"] == ["pool.txt", "pool.txt (2)"]
    assert run.json["sentences"][0]["sources"][0]["source"] == "pool.txt (2)"


def test_text_may_be_a_file_a_sentence_or_standard_input(run: Cli, pool: str, tmp_path: Path) -> None:
    path = tmp_path / "summary of mine.txt"
    path.write_text("Children under six swim for nothing.", encoding="utf-8")
    assert run("summarize", "--check", str(path), pool, "--json") == 0
    assert run.json["text"] == "summary of mine.txt"
    for words in ("泳池六月三日开放。", "Nothing here"):
        run.out = io.StringIO()
        assert run("summarize", "--check", words, pool, "--json") == 0
        assert run.json["sentences"][0]["text"] == words
    run.out = io.StringIO()
    with path.open("rb") as file:
        run.stdin = Piped(file)
        assert run("summarize", "--check", "-", pool, "--json") == 0
    assert run.json["sentences"][0]["verdict"] == "supported"


def test_without_a_model_the_words_are_compared(run: Cli, pool: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Library, "models", lambda library: [])
    assert run("summarize", "--check", TEXT, pool, "--json", model=False) == 0
    assert run.json["method"] == "words"
    assert run.engine.model is None


def test_a_model_that_was_named_and_is_missing_is_an_error(run: Cli, pool: str) -> None:
    assert run("summarize", "--check", TEXT, pool, "--model", "nowhere.gguf", model=False) == 2
    assert run.out.getvalue() == ""


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["--check", "missing.txt", "POOL"], "missing.txt"),
        (["--check", "A sentence.", "missing.txt"], "missing.txt"),
        (["--check", "POOL", "POOL"], "named twice"),
        (["--check", "A sentence.", "POOL", "POOL"], "named twice"),
        (["--check", "— … —", "POOL"], "nothing to check"),
        (["--check", "A sentence.", "EMPTY"], "EMPTY.txt"),
        (["--check", "-", "-"], "read once"),
        (["--check", "A sentence.", "POOL", "--out", "POOL"], "would replace"),
        (["--check", "A sentence.", "POOL", "--length", "short"], "belongs to a summary"),
        (["POOL", "--words-only"], "belongs to --check"),
    ],
)
def test_what_makes_no_sense_is_told_and_nothing_is_written(
    run: Cli, pool: str, tmp_path: Path, words: list[str], told: str
) -> None:
    (tmp_path / "EMPTY.txt").touch()
    places = {"POOL": pool, "EMPTY": str(tmp_path / "EMPTY.txt")}
    assert run("summarize", *(places.get(word, word) for word in words)) == 2
    assert told in run.err.getvalue()
    assert run.out.getvalue() == ""
    assert Path(pool).read_text(encoding="utf-8") == POOL


@pytest.mark.parametrize(
    ("name", "begins"), [("c.md", "# "), ("c.html", "<!doctype html>"), ("c.json", "{"), ("c.txt", "[")]
)
def test_out_writes_the_form_of_its_name(run: Cli, pool: str, tmp_path: Path, name: str, begins: str) -> None:
    out = tmp_path / name
    assert run("summarize", "--check", TEXT, pool, "--out", str(out)) == 0
    text = out.read_text(encoding="utf-8")
    assert text.startswith(begins)
    assert "The pool opens on 3 June." in text
    assert run.out.getvalue() == ""


def test_ctrl_c_ends_it_with_status_130(run: Cli, pool: str) -> None:
    class Stopped(FakeEngine):
        def load(
            self, spec: ModelSpec, on_progress: object = None, cancel: CancelToken | None = None
        ) -> LoadedModel:
            assert cancel is not None
            cancel.cancel()
            cancel.raise_if_cancelled()
            raise AssertionError

    run.engine = Stopped()
    assert run("summarize", "--check", TEXT, pool) == 130
    assert run.out.getvalue() == ""


def test_a_check_is_kept_unless_no_save(run: Cli, pool: str) -> None:
    assert run("summarize", "--check", "Children swim.", pool, "--no-save") == 0
    assert run("summarize", "--check", TEXT, pool) == 0
    paths = Paths.under(run.folder / "data")
    store = Store(paths.database, paths.backups)
    (kept,) = store.runs("check")
    store.close()
    text, sources = kept_of(kept)
    assert (kept.title, text.text, [each.path for each in sources]) == (TEXT, TEXT, [Path(pool)])


@pytest.mark.parametrize("name", ["摘要.txt", "my summary.docx"])
def test_a_name_of_a_file_that_is_not_there_is_not_taken_for_the_text(run: Cli, pool: str, name: str) -> None:
    assert run("summarize", "--check", name, pool, "--words-only") == 2
    assert name in run.err.getvalue()


def test_a_result_that_cannot_be_kept_is_shown(run: Cli, pool: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise StoreError("The disk is full.")

    monkeypatch.setattr("llmdesk.cli.check.save_run", full)
    assert run("summarize", "--check", "The pool opens on 3 June.", pool, "--words-only") == 2
    assert "[✓ supported]" in run.out.getvalue()
    assert "The disk is full." in run.err.getvalue()
