"""`llmdesk write` with a fake model."""

from __future__ import annotations

import csv
import threading
from pathlib import Path

import pytest

from llmdesk.engine.types import GenerateRequest
from llmdesk.errors import UserError
from tests.cli.harness import Cli
from tests.fakes import FakeEngine, FakeStream

TEXT = "# Notes\r\n\r\nHe go to school.  She paid 45 euros.\r\n"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "notes.md"
    path.write_bytes(TEXT.encode())
    return path


def test_the_corrected_text_is_written_and_all_else_stays(run: Cli, file: Path, tmp_path: Path) -> None:
    run.engine.enqueue("# Notes", "He goes to school.  She paid 54 euros.")
    out = tmp_path / "out.md"
    assert run("write", str(file), "--out", str(out)) == 0
    assert out.read_bytes() == TEXT.replace("He go ", "He goes ").encode()
    assert "not taken: 1 change (--diff" in run.err.getvalue()
    assert file.read_bytes() == TEXT.encode()


def test_json_has_the_fields_of_the_readme(run: Cli) -> None:
    run.engine.enqueue("He goes to school. She paid 54 euros.")
    assert run("write", "He go to school. She paid 45 euros.", "--json") == 0
    assert run.json["text"] == "He goes to school. She paid 45 euros."
    assert run.json["changes"] == [{"start": 3, "end": 5, "old": "go", "new": "goes"}]
    assert [set(change) for change in run.json["refused"]] == [{"start", "end", "old", "new", "reason"}]
    assert set(run.json) >= {"style", "language", "checks", "complete", "model", "seconds"}


def test_the_source_is_never_written_over(run: Cli, file: Path) -> None:
    run.engine.enqueue("# Notes", "He goes to school.")
    assert run("write", str(file), "--out", str(file), "--overwrite") != 0
    assert file.read_bytes() == TEXT.encode()


def test_nor_where_it_is_read_from_standard_input(run: Cli, file: Path) -> None:
    run.engine.enqueue("# Notes", "He goes to school.")
    with file.open() as stream:
        run.stdin = stream
        assert run("write", "-", "--out", str(file), "--overwrite") != 0
    assert file.read_bytes() == TEXT.encode()


def test_without_a_text_it_says_what_to_give(run: Cli) -> None:
    assert run("write") == 2
    assert "nothing to write" in run.err.getvalue()


def test_an_empty_text_is_no_folder(run: Cli) -> None:
    assert run("write", "") == 2
    assert "There is no text." in run.err.getvalue()


def test_another_kind_of_file_is_not_written(run: Cli, file: Path, tmp_path: Path) -> None:
    assert run("write", str(file), "--out", str(tmp_path / "out.docx")) == 2
    assert ".txt or .md" in run.err.getvalue()


class Corrector(FakeEngine):
    """Puts “go” right in every text."""

    def __init__(self) -> None:
        super().__init__()
        self._one = threading.Lock()

    def generate(self, request: GenerateRequest) -> FakeStream:
        text = request.messages[-1].content.rpartition("\n")[2].rpartition(": ")[2]
        with self._one:
            self.enqueue(text.replace(" go ", " goes "))
            return super().generate(request)


def test_the_texts_of_a_column_are_corrected_in_one_of_their_own(run: Cli, tmp_path: Path) -> None:
    run.engine = Corrector()
    table, out = tmp_path / "t.csv", tmp_path / "o.csv"
    rows = [("id", "note"), *((str(n), f"He go to school {n}.") for n in range(40)), ("40", ""), ("41", "7")]
    with table.open("w", encoding="utf-8", newline="") as stream:
        csv.writer(stream).writerows(rows)
    assert run("write", "--table", str(table), "--column", "note", "--out", str(out)) == 0
    with out.open(encoding="utf-8-sig", newline="") as stream:
        made = list(csv.DictReader(stream))
    assert [row["note"] for row in made] == [text for _, text in rows[1:]]
    assert [row["corrected"] for row in made] == [f"He goes to school {n}." for n in range(40)] + ["", "7"]


def test_rows_are_done_once_more_where_that_is_asked_and_edited_ones_stay(run: Cli, tmp_path: Path) -> None:
    run.engine = Corrector()
    table, out = tmp_path / "t.csv", tmp_path / "o.csv"
    texts = [f"He go to school {n}." for n in range(4)]
    table.write_text("note\n" + "".join(f"{text}\n" for text in texts), encoding="utf-8")
    words = ("write", "--table", str(table), "--column", "note", "--out", str(out))
    assert run(*words) == 0
    made = out.read_text(encoding="utf-8-sig").replace("goes to school 1.,", "walks.,edited")
    out.write_text(made.replace("goes to school 2.,", "goes.,to be looked at"), encoding="utf-8")
    assert run(*words, "--redo", "failed") == 0
    with out.open(encoding="utf-8-sig", newline="") as stream:
        rows = [(row["corrected"], row["rewrite_checks"]) for row in csv.DictReader(stream)]
    assert rows == [
        ("He goes to school 0.", ""), ("He walks.", "edited"), ("He goes to school 2.", ""),
        ("He goes to school 3.", ""),
    ]  # fmt: skip
    assert run(*words) == 2  # edited rows are in it
    assert "already exists" in run.err.getvalue()


def test_that_there_is_no_table_to_do_again_is_told_before_a_model_loads(run: Cli, tmp_path: Path) -> None:
    run.engine.load_error = UserError("It was loaded.")
    table = tmp_path / "t.csv"
    table.write_text("note\nHe go.\n", encoding="utf-8")
    out = str(tmp_path / "gone.csv")
    assert run("write", "--table", str(table), "--column", "note", "--out", out, "--redo", "failed") == 2
    assert "The table was not found." in run.err.getvalue()


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("--table", "t.csv", "--column", "a"), "no name for the new table"),
        (("--table", "t.csv", "--column", "a", "--preview", "--redo", "failed"), "exclude each other"),
        (("--table", "t.csv", "--column", "a", "--out", "o.csv", "A text."), "do not go together"),
        (("--table", "t.csv", "--out", "o.csv", "--form", "story"), "do not go together"),
        (("A text.", "--column", "a"), "belongs to a table"),
        (("A text.", "--redo", "failed"), "belongs to a table"),
    ],
)
def test_what_does_not_go_with_a_table_is_told(run: Cli, words: tuple[str, ...], told: str) -> None:
    assert run("write", *words) == 2
    assert told in run.err.getvalue()
