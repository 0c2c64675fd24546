"""`llmdesk extract` with a fake model that copies."""

from __future__ import annotations

import _thread
import csv
import datetime as dt
import io
import json
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest
from openpyxl import load_workbook

from llmdesk.cancel import CancelToken
from llmdesk.cli.options.extract import SETS
from llmdesk.engine.types import Completion, GenerateRequest
from llmdesk.errors import UserError
from llmdesk.tools import fields
from tests.cli.harness import Cli
from tests.tools.extract.copying_engine import CopyingEngine

INVOICE = "ACME\nInvoice number: 17-A\nInvoice date: 5 March 2024\nTotal: EUR 1,240.00\n"


@pytest.fixture
def cli(run: Cli) -> Cli:
    run.engine = CopyingEngine()
    return run


@pytest.fixture
def invoice(tmp_path: Path) -> str:
    path = tmp_path / "may.txt"
    path.write_text(INVOICE, encoding="utf-8")
    return str(path)


def test_the_sets_of_the_command_are_those_of_the_tool() -> None:
    assert fields.SETS == SETS


def test_values_are_printed_with_what_they_stand_for(cli: Cli, invoice: str) -> None:
    assert cli("extract", "--set", "invoice", invoice) == 0
    lines = cli.out.getvalue().splitlines()
    assert "Invoice number: 17-A" in lines
    assert "Invoice date: 2024-03-05 (“5 March 2024”)" in lines
    assert "Total: 1240 EUR (“EUR 1,240.00”)" in lines
    assert "Buyer: -" in lines


def test_json_has_the_source_at_every_place(cli: Cli, invoice: str) -> None:
    assert cli("extract", "--set", "invoice", invoice, "--json", "--with-source") == 0
    found = cli.json
    assert {"records", "document", "model", "seconds"} <= set(found)
    (record,) = found["records"]
    for value in record.values():
        assert {"value", "text", "start", "end", "confidence", "found"} <= set(value)
        assert value["confidence"] is None  # not weighed
        assert not value["found"] or found["source"][value["start"] : value["end"]] == value["text"]
    assert record["Total"]["value"] == 1240
    assert record["Total"]["currency"] == "EUR"
    assert record["Buyer"]["value"] is None
    assert record["Buyer"]["found"] is False


def test_with_confidence_all_is_weighed_and_files_that_were_not_are_done_again(
    cli: Cli, invoice: str, tmp_path: Path
) -> None:
    other = tmp_path / "other.txt"
    other.write_text("Invoice number: 18-B\n", encoding="utf-8")
    command = ("extract", "--set", "invoice", invoice, str(other), "--json")
    for options, reused in (((), False), ((), True), (("--confidence",), False), (("--confidence",), True)):
        cli.out.seek(cli.out.truncate(0))
        assert cli(*command, *options) == 0
        assert [file["reused"] for file in cli.json["files"]] == [reused, reused]
        for file in cli.json["files"] if options else ():
            assert all(0 < value["confidence"] < 1 for value in file["records"][0].values())


def test_fields_of_ones_own_and_many_rows_of_standard_input(cli: Cli, tmp_path: Path) -> None:
    path = tmp_path / "parts.toml"
    path.write_text('fields = [{name = "Part"}, {name = "Price", type = "money"}]', encoding="utf-8")
    text = tmp_path / "text"
    text.write_text("nut | EUR 1\nbolt | EUR 2\n", encoding="utf-8")
    with text.open() as stream:
        cli.stdin = stream
        assert cli("extract", "--fields", str(path), "--rows", "many", "-", "--json") == 0
    assert [row["Part"]["text"] for row in cli.json["records"]] == ["nut", "bolt"]


def test_several_files_become_a_workbook_with_real_numbers_and_dates(
    cli: Cli, invoice: str, tmp_path: Path
) -> None:
    other, out = tmp_path / "june.txt", tmp_path / "all.xlsx"
    other.write_text("Invoice number: =1+1\nTotal: lots\n", encoding="utf-8")
    assert cli("extract", "--set", "invoice", invoice, str(other), "--out", str(out)) == 0
    header, may, june = load_workbook(out).active.iter_rows(values_only=True)  # type: ignore[union-attr]
    assert header[:3] == ("Document", "Invoice number", "Invoice date")
    assert may[0] == "may.txt"
    assert str(may[2]).startswith("2024-03-05")
    assert may[header.index("Total")] == 1240
    assert may[header.index("Total (currency)")] == "EUR"
    assert june[1] == "=1+1"
    assert "Total: This is no amount of money." in str(june[header.index("Marks")])
    assert "june.txt: 1 value is marked" in cli.err.getvalue()


def test_a_csv_runs_no_formula_and_nothing_is_overwritten(cli: Cli, tmp_path: Path) -> None:
    path, out = tmp_path / "a.txt", tmp_path / "a.csv"
    path.write_text("Invoice number: =1+1", encoding="utf-8")
    assert cli("extract", "--set", "invoice", str(path), "--out", str(out)) == 0
    rows = list(csv.reader(io.StringIO(out.read_text(encoding="utf-8-sig"))))
    assert rows[1][1] == "'=1+1"
    out.write_text("mine", encoding="utf-8")
    assert cli("extract", "--set", "invoice", str(path), "--out", str(out)) == 2
    assert out.read_text(encoding="utf-8") == "mine"
    assert "already exists" in cli.err.getvalue()


def test_a_file_that_fails_does_not_stop_the_others_and_done_ones_are_not_done_again(
    cli: Cli, invoice: str, tmp_path: Path
) -> None:
    missing = str(tmp_path / "missing.txt")
    engine = cli.engine
    assert isinstance(engine, CopyingEngine)
    assert cli("extract", "--set", "invoice", missing, invoice, "--json") == 2
    assert [each["status"] for each in cli.json["files"]] == ["failed", "done"]
    asked = len(engine.asked)
    assert cli("extract", "--set", "invoice", missing, invoice) == 2
    assert len(engine.asked) == asked
    assert "taken from an earlier run" in cli.err.getvalue()
    assert "Total: 1240 EUR" in cli.out.getvalue()
    assert cli("extract", "--set", "entities", missing, invoice) == 2
    assert len(engine.asked) == asked + 1
    assert cli("extract", "--set", "invoice", missing, invoice, "--again") == 2
    assert len(engine.asked) == asked + 2


def test_fields_that_contradict_themselves_are_told_before_a_model_is_loaded(
    cli: Cli, invoice: str, tmp_path: Path
) -> None:
    path = tmp_path / "fields.toml"
    path.write_text('fields = [{name = "A"}, {name = "a"}]', encoding="utf-8")
    assert cli("extract", "--fields", str(path), invoice) == 2
    assert "Two fields have the name" in cli.err.getvalue()
    assert cli.engine.model is None
    assert cli("extract", invoice) == 2
    assert cli("extract", "--set", "invoice", invoice, "--out", str(tmp_path / "a.pdf")) == 2
    assert "ends in one of .csv" in cli.err.getvalue()


def test_a_json_file_holds_all_documents(cli: Cli, invoice: str, tmp_path: Path) -> None:
    out = tmp_path / "all.json"
    assert cli("extract", "--set", "invoice", invoice, "-", "--out", str(out)) == 2
    assert cli("extract", "--set", "invoice", invoice, invoice, "--out", str(out)) == 0
    assert len(json.loads(out.read_text(encoding="utf-8"))["documents"]) == 2


def test_a_model_that_copies_badly_is_told_once_and_tried_once(cli: Cli, invoice: str) -> None:
    engine = CopyingEngine(able=False)
    cli.engine = engine
    assert cli("extract", "--set", "invoice", invoice, "--json") == 0
    assert "copied 2 of 10 values right" in cli.err.getvalue()
    assert "copied 2 of 10 values right" in cli.json["warning"]
    tried = engine.tried
    assert cli("extract", "--set", "invoice", invoice) == 0
    assert engine.tried == tried


class _Interrupted(CopyingEngine):
    """Ctrl-C comes when the text with `at` is read."""

    at = ""

    def generate_many(
        self, requests: Sequence[GenerateRequest], cancel: CancelToken | None = None
    ) -> Iterator[tuple[int, Completion | UserError]]:
        if self.at and cancel is not None and any(self.at in (each.prompt or "") for each in requests):
            _thread.interrupt_main()
            cancel.wait(20)
        yield from super().generate_many(requests, cancel)


@pytest.mark.parametrize("kept", [True, False])
def test_ctrl_c_leaves_a_whole_output_as_it_is(cli: Cli, tmp_path: Path, kept: bool) -> None:
    engine = cli.engine = _Interrupted()
    files = []
    for number in range(3):
        path = tmp_path / f"{number}.txt"
        path.write_text(f"Invoice number: A{number}\nTotal: EUR {number}\n", encoding="utf-8")
        files.append(str(path))
    out = tmp_path / "all.csv"
    command = ["extract", "--set", "invoice", *files, "--out", str(out), *([] if kept else ["--no-save"])]
    assert cli(*command) == 0
    whole = out.read_bytes()
    engine.at = "Invoice number: A1"
    assert cli(*command, "--again") == 130
    assert out.read_bytes() == whole
    notes = cli.err.getvalue()
    assert "all.csv is as it was" in notes
    assert ("in the history" in notes) is kept
    assert ("Invoice number: A0" in cli.out.getvalue()) is not kept
    assert "goes on from there" not in notes


def test_the_documents_of_a_library_are_worked_through_each_once(
    cli: Cli, invoice: str, tmp_path: Path
) -> None:
    folder = tmp_path / "bills"
    folder.mkdir()
    for name in ("june", "july"):
        (folder / f"{name}.txt").write_text(INVOICE, encoding="utf-8")
    cli("library", "add", "Bills", str(folder))
    cli.out.truncate(cli.out.seek(0))
    named = (str(folder / "june.txt"), "--library", "Bills")
    assert cli("extract", "--set", "invoice", invoice, *named, "--json") == 0
    assert [Path(each["file"]).name for each in cli.json["files"]] == ["may.txt", "june.txt", "july.txt"]


@pytest.mark.parametrize(
    ("named", "reason"),
    [
        ((), "There are no documents"),
        (("-", "--library", "Bills"), "stands alone"),
        (("--library", "Nothing"), "Nothing"),
    ],
)
def test_without_documents_it_says_so(cli: Cli, named: tuple[str, ...], reason: str) -> None:
    assert cli("extract", "--set", "invoice", *named) != 0
    assert reason in cli.err.getvalue()


@pytest.fixture
def mails(tmp_path: Path) -> Path:
    path = tmp_path / "mails.csv"
    rows = [("id", "text"), ("1", INVOICE), ("2", "  "), ("3", "Hello! How are you?")]
    with path.open("w", encoding="utf-8", newline="") as stream:
        csv.writer(stream).writerows(rows)
    return path


@pytest.fixture
def wanted(tmp_path: Path) -> str:
    path = tmp_path / "wanted.toml"
    path.write_text(
        'fields = [{name = "Invoice number"}, {name = "Invoice date", type = "date"}, '
        '{name = "Total", type = "money"}]',
        encoding="utf-8",
    )
    return str(path)


def test_values_of_a_column_stand_in_columns_of_their_own(
    cli: Cli, mails: Path, wanted: str, tmp_path: Path
) -> None:
    before, out = mails.read_bytes(), tmp_path / "o.csv"
    words = ("extract", "--fields", wanted, "--table", str(mails), "--column", "text", "--out", str(out))
    assert cli(*words) == 0
    with out.open(encoding="utf-8-sig", newline="") as stream:
        first, empty, none = csv.DictReader(stream)
    assert (first["Invoice number"], first["Invoice date"]) == ("17-A", "2024-03-05")
    assert (float(first["Total"]), first["Total (currency)"]) == (1240, "EUR")
    assert first["extraction_checks"] == ""
    assert [empty[name] for name in ("id", "Invoice number", "Total")] == ["2", "", ""]
    assert [none[name] for name in ("id", "Invoice number", "Total")] == ["3", "", ""]
    assert mails.read_bytes() == before
    assert cli(*words[:-1], str(tmp_path / "o.xlsx")) == 0
    sheet = load_workbook(tmp_path / "o.xlsx").active
    assert sheet is not None
    assert sheet["D2"].value == dt.datetime(2024, 3, 5)  # a day as such


def test_a_preview_writes_nothing_and_says_how_long_all_take(cli: Cli, mails: Path, wanted: str) -> None:
    words = ("extract", "--fields", wanted, "--table", str(mails), "--column", "text", "--preview")
    assert cli(*words, "--json") == 0
    assert [row["result"]["Invoice number"] for row in cli.json["rows"]] == ["17-A", None]
    assert {"seconds", "seconds_all", "total"} <= set(cli.json)
    assert [path.name for path in mails.parent.glob("*.csv")] == ["mails.csv"]
    assert cli(*words) == 0
    assert "Invoice number: 17-A" in cli.out.getvalue()
    assert "Nothing was written." in cli.out.getvalue()


def test_a_model_that_is_gone_on_the_way_leaves_what_can_be_resumed(
    cli: Cli, mails: Path, wanted: str, tmp_path: Path
) -> None:
    rows = [("id", "text"), *((str(n), f"Invoice number: {n}") for n in range(40))]
    with mails.open("w", encoding="utf-8", newline="") as stream:
        csv.writer(stream).writerows(rows)
    engine = cli.engine
    assert isinstance(engine, CopyingEngine)
    whole, out = tmp_path / "whole.csv", tmp_path / "o.csv"
    words = ("extract", "--fields", wanted, "--table", str(mails), "--column", "text", "--out")
    assert cli(*words, str(whole)) == 0
    asked = len(engine.asked)
    usual = engine._answer

    def breaks(prompt: str, many: bool) -> str:
        if len(engine.asked) == asked + 36:
            raise UserError("The engine stopped unexpectedly.")
        return usual(prompt, many)

    engine._answer = breaks  # type: ignore[method-assign]
    assert cli(*words, str(out)) == 2
    assert not out.exists()
    engine._answer = usual  # type: ignore[method-assign]
    before = len(engine.asked)
    assert cli(*words, str(out), "--resume") == 0
    assert len(engine.asked) - before < 10
    assert out.read_bytes() == whole.read_bytes()


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("--table", "t.csv", "--column", "a"), "no name for the new table"),
        (("--table", "t.csv", "--column", "a", "--out", "o.csv", "b.txt"), "do not go together"),
        (("--table", "t.csv", "--column", "a", "--out", "o.csv", "--rows", "many"), "one row"),
        (("--column", "a", "b.txt"), "belongs to a table"),
        (("--table", "mails.csv", "--out", "o.csv"), "There is no column to extract from."),
        (("--table", "mails.csv", "--column", "b", "--out", "o.csv"), "b"),
    ],
)
def test_what_does_not_go_with_a_table_is_told(
    cli: Cli, mails: Path, words: tuple[str, ...], told: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(mails.parent)
    assert cli("extract", "--set", "invoice", *words) == 2
    assert told in cli.err.getvalue()
