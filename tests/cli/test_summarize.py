"""`llmdesk summarize` with a fake model that reads."""

from __future__ import annotations

import io
import json
import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import BinaryIO

import pytest

from llmdesk.cancel import CancelToken
from llmdesk.engine.types import LoadedModel, ModelSpec
from llmdesk.paths import Paths
from llmdesk.store import Store
from tests.cli.harness import Cli, Terminal
from tests.tools.summarize.reading_engine import TEXTS, ReadingEngine

TRAM, TEA = str(TEXTS / "en_tram.txt"), str(TEXTS / "zh_tea.txt")
FIELDS = {"summary", "sentences", "chars_total", "chars_read", "chunks", "model", "seconds"}


@pytest.fixture
def cli(run: Cli) -> Cli:
    run.engine = ReadingEngine()
    return run


class LargeReader(ReadingEngine):
    """A model that reads a document whole."""

    def load(
        self,
        spec: ModelSpec,
        on_progress: Callable[[float], None] | None = None,
        cancel: CancelToken | None = None,
    ) -> LoadedModel:
        self.model = replace(super().load(spec, on_progress, cancel), parameters=1_500_000_000)
        return self.model


class Piped(io.StringIO):
    """Standard input with a file behind it."""

    def __init__(self, file: BinaryIO) -> None:
        super().__init__()
        self._file = file

    def fileno(self) -> int:
        return self._file.fileno()


def test_a_file_gives_its_summary_on_standard_output(cli: Cli) -> None:
    assert cli("summarize", TRAM, "--length", "short") == 0
    assert 40 <= len(cli.out.getvalue().split()) <= 80
    assert cli.err.getvalue() == ""


def test_json_has_the_fields_of_the_readme_and_exact_quotes(cli: Cli) -> None:
    assert cli("summarize", TEA, "--json", "--with-source", "--style", "bullets") == 0
    result = cli.json
    assert set(result) >= FIELDS | {"source"}
    assert result["chars_read"] == result["chars_total"] == len(result["source"]["text"])
    for sentence in result["sentences"]:
        assert sentence["supported"] is True
        for source in sentence["sources"]:
            assert result["source"]["text"][source["start"] : source["end"]] == source["quote"]


def test_what_was_not_read_of_a_document_is_told_on_standard_error_and_in_json(
    cli: Cli, tmp_path: Path
) -> None:
    text = Path(TRAM).read_text(encoding="utf-8")
    page = tmp_path / "a.html"
    paragraphs = "".join(f"<p>{part}</p>" for part in text.split("\n\n"))
    page.write_text(f"<html><body>{paragraphs}<p>x <math></math></p></body></html>", encoding="utf-8")
    assert cli("summarize", str(page), "--json") == 0
    assert "Left out: 1 formula." in cli.err.getvalue()
    assert cli.json["left_out"] == {"formulas": 1}
    assert "Left out: 1 formula." in cli.json["notes"]


def test_standard_input_in_any_encoding(cli: Cli, tmp_path: Path) -> None:
    path = tmp_path / "text"
    path.write_bytes(Path(TEA).read_text(encoding="utf-8").encode("gb18030"))
    with path.open("rb") as file:
        cli.stdin = Piped(file)
        assert cli("summarize", "-", "--length", "60") == 0
    assert "茶" in cli.out.getvalue()


def test_several_files_go_on_after_a_failure_with_status_2(cli: Cli, tmp_path: Path) -> None:
    missing = str(tmp_path / "missing.txt")
    assert cli("summarize", TRAM, missing, TEA, "--length", "short", "--json") == 2
    files = cli.json["files"]
    assert [entry["status"] for entry in files] == ["done", "failed", "done"]
    assert "missing.txt" in json.dumps(files[1]["error"])
    assert f"{missing}: The document cannot be read." in cli.err.getvalue()


def test_finished_files_are_taken_from_the_store_unless_again(cli: Cli) -> None:
    assert cli("summarize", TRAM, TEA, "--length", "short") == 0
    asked = len(cli.engine.requests)
    assert cli("summarize", TRAM, TEA, "--length", "short") == 0
    assert len(cli.engine.requests) == asked
    assert "earlier run" in cli.err.getvalue()
    assert cli("summarize", TRAM, TEA, "--length", "short", "--again") == 0
    assert len(cli.engine.requests) == 2 * asked


def test_combined_comes_last(cli: Cli) -> None:
    assert cli("summarize", TRAM, TEA, "--length", "short", "--combined", "--json") == 0
    assert cli.json["combined"]["summary"]
    assert len(cli.json["files"]) == 2


@pytest.mark.parametrize(
    ("name", "begins"), [("s.md", "# en"), ("s.html", "<!doctype html>"), ("s.json", "{"), ("s.txt", "")]
)
def test_out_writes_the_form_of_its_name(cli: Cli, tmp_path: Path, name: str, begins: str) -> None:
    out = tmp_path / name
    assert cli("summarize", TRAM, "--length", "short", "--out", str(out)) == 0
    text = out.read_text(encoding="utf-8")
    assert text.replace("\\", "").startswith(begins)
    assert len(text) > 200
    assert cli.out.getvalue() == ""


def test_runs_are_kept_unless_no_save(cli: Cli) -> None:
    assert cli("summarize", TRAM, "--no-save", "--length", "short") == 0
    assert cli("summarize", TEA, "--length", "short") == 0
    paths = Paths.under(cli.folder / "data")
    store = Store(paths.database, paths.backups)
    kept = store.runs("summary")
    store.close()
    assert [run.inputs["name"] for run in kept] == [Path(TEA).name]


def test_the_seed_reaches_the_model(cli: Cli) -> None:
    cli("summarize", TRAM, "--length", "short", "--seed", "1", "--no-save")
    first = [request.sampling.seed for request in cli.engine.requests]
    cli.engine.requests.clear()
    cli("summarize", TRAM, "--length", "short", "--seed", "2", "--no-save")
    assert first != [request.sampling.seed for request in cli.engine.requests]


def test_progress_is_on_standard_error_of_a_terminal(cli: Cli) -> None:
    cli.err = Terminal()
    assert cli("summarize", TRAM, "--length", "short", "--json") == 0
    assert re.search(r"Reading \d+%", cli.err.getvalue())
    assert cli.json["summary"]


def test_the_main_points_are_told_once_before_the_text_at_a_terminal_only(cli: Cli) -> None:
    cli.engine = LargeReader(8192)
    assert cli("summarize", TRAM, "--no-save") == 0
    assert "main points" not in cli.err.getvalue()
    cli.err = Terminal()
    assert cli("summarize", TRAM, "--no-save") == 0
    told = cli.err.getvalue()
    assert told.count("main points") == 1
    assert told.count("\n  - ") >= 3
    assert told.index("main points") < told.index("Checking")


def test_a_stop_gives_what_was_read_with_status_130(cli: Cli) -> None:
    engine = ReadingEngine()
    engine.cancel_after = 1
    cli.engine = engine
    assert cli("summarize", TRAM, "--json") == 130
    assert cli.json["complete"] is False
    assert 0 < cli.json["chars_read"] < cli.json["chars_total"]


def test_a_stop_is_said_with_what_there_is(cli: Cli) -> None:
    def stopped(after: int, *files: str) -> str:
        cli.engine = engine = ReadingEngine()
        engine.cancel_after = after
        before = len(cli.err.getvalue())
        assert cli("summarize", *files) == 130
        return cli.err.getvalue()[before:]

    assert cli("summarize", TEA) == 0
    assert "interrupted; nothing is ready yet." in stopped(0, TRAM)
    assert "interrupted" not in stopped(1, TRAM)  # the summary says of how much it is
    assert "interrupted; 0 of 2 files are done.\n" in stopped(1, TRAM, TEA)
    assert "1 of 2 files are done; the same command goes on from there." in stopped(0, TEA, TRAM)


@pytest.mark.parametrize(
    "words",
    [
        [TRAM, "--length", "5"],
        [TRAM, "--length", "huge"],
        [TRAM, "--style", "poem"],
        [TRAM, "--language", "fr"],
        ["-", TRAM],
        [TRAM, "--combined"],
        ["does-not-exist.txt"],
        [],
    ],
)
def test_what_makes_no_sense_is_status_2(cli: Cli, words: list[str]) -> None:
    assert cli("summarize", *words) == 2
    assert cli.err.getvalue()


def test_an_empty_file_is_status_2_with_the_reason(cli: Cli, tmp_path: Path) -> None:
    empty = tmp_path / "empty.txt"
    empty.write_text(" \n")
    assert cli("summarize", str(empty), "--json") == 2
    assert "no text" in cli.json["error"]["title"].lower()


def test_what_cannot_be_written_is_told(cli: Cli, tmp_path: Path) -> None:
    out = tmp_path / "no" / "folder" / "out.md"
    assert cli("summarize", TRAM, "--length", "short", "--out", str(out)) == 2
    assert "could not be written" in cli.err.getvalue()
