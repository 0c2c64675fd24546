"""`llmdesk translate` with a fake model that translates."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import openpyxl
import pytest

from llmdesk.paths import Paths
from llmdesk.store import Store
from llmdesk.tools.translate import open_shape
from llmdesk.tools.translate.table.runs import TABLE_KIND
from tests.benchmarks.translate_documents import TEXTS, made_documents
from tests.cli.harness import Cli
from tests.tools.documents.file_writers import column, write_pdf
from tests.tools.translate.translating_engine import TranslatingEngine

TEXT = "# Pump\n\nThe **pump** has 3 parts. Turn it off at `MAIN` first.\n\n- Wait 10 minutes.\n"
FIELDS = {"source_language", "target_language", "segments", "model", "seconds"}
SEGMENT = {"source", "target", "start", "end", "passed", "checks"}


@pytest.fixture
def cli(run: Cli) -> Cli:
    run.engine = TranslatingEngine()
    return run


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "pump.md"
    path.write_text(TEXT, encoding="utf-8")
    return path


def engine_of(cli: Cli) -> TranslatingEngine:
    assert isinstance(cli.engine, TranslatingEngine)
    return cli.engine


def test_a_text_is_translated_on_standard_output(cli: Cli) -> None:
    assert cli("translate", "The water is cold.") == 0
    assert any("\u4e00" <= character <= "\u9fff" for character in cli.out.getvalue())


def test_a_text_with_a_stop_in_it_is_no_file(cli: Cli) -> None:
    assert cli("translate", "车价3.5万元的车很贵") == 0
    assert "3.5" in cli.out.getvalue()


def test_json_has_the_fields_of_the_readme_and_exact_places(cli: Cli, file: Path) -> None:
    assert cli("translate", str(file), "--to", "zh", "--json") == 0
    assert set(cli.json) >= FIELDS
    assert (cli.json["source_language"], cli.json["target_language"]) == ("en", "zh")
    for segment in cli.json["segments"]:
        assert set(segment) >= SEGMENT
        assert TEXT[segment["start"] : segment["end"]] == segment["source"]
        assert segment["passed"], segment


def test_a_document_keeps_its_shape(cli: Cli, file: Path, tmp_path: Path) -> None:
    out = tmp_path / "out.md"
    assert cli("translate", str(file), "--out", str(out)) == 0
    lines = out.read_text(encoding="utf-8").split("\n")
    assert [line[:2] for line in lines] == ["# ", "", lines[2][:2], "", "- ", ""]
    assert lines[2].count("**") == 2
    assert "`MAIN`" in lines[2]
    assert file.read_text(encoding="utf-8") == TEXT


@pytest.mark.parametrize(
    "name", ["hike.md", "film.srt", "letter.txt", "pool.html", "report.docx", "book.epub", "schools.txt"]
)
def test_documents_of_every_kind_come_back_with_every_unit(cli: Cli, tmp_path: Path, name: str) -> None:
    made = {path.name: path for path in made_documents(tmp_path)}
    path, out = made.get(name, TEXTS / name), tmp_path / f"out{Path(name).suffix}"
    assert cli("translate", str(path), "--json", "--out", str(out)) == 0
    before, after = open_shape(path), open_shape(out)
    assert len(after.units) == len(before.units)
    places = [(each["start"], each["end"]) for each in cli.json["segments"]]
    assert places == sorted(places)
    for segment in cli.json["segments"]:
        assert before.text[segment["start"] : segment["end"]] == segment["source"]
        assert segment["target"]


def test_a_pdf_becomes_a_new_document(cli: Cli, tmp_path: Path) -> None:
    path, out = tmp_path / "a.pdf", tmp_path / "a.docx"
    write_pdf(path, [column(["The water is cold today.", "The stone is wet today."])])
    assert cli("translate", str(path), "--out", str(out)) == 0, cli.err.getvalue()
    assert any("\u4e00" <= c <= "\u9fff" for c in open_shape(out).text)
    assert cli("translate", str(path), "--out", str(tmp_path / "b.pdf")) == 2
    assert ".docx" in cli.err.getvalue()


@pytest.fixture
def letters(tmp_path: Path) -> Path:
    folder = tmp_path / "letters"
    (folder / "old").mkdir(parents=True)
    (folder / "a.txt").write_text("The water is cold.", encoding="utf-8")
    (folder / "old" / "b.md").write_text(TEXT, encoding="utf-8")
    (folder / "film.srt").write_text(
        "1\n00:00:01,000 --> 00:00:02,000\nThe water is cold.\n", encoding="utf-8"
    )
    write_pdf(folder / "c.pdf", [column(["The water is cold."])])
    (folder / "table.csv").write_text("a,b\n", encoding="utf-8")
    return folder


def test_every_document_of_a_folder_becomes_one_in_another(cli: Cli, letters: Path, tmp_path: Path) -> None:
    out = tmp_path / "zh"
    assert cli("translate", str(letters), "--to", "zh", "--out", str(out), "--json") == 0
    made = {path.relative_to(out).as_posix() for path in out.rglob("*") if path.is_file()}
    assert made == {"a.txt", "old/b.md", "film.srt", "c.pdf.docx"}
    assert "`MAIN`" in (out / "old" / "b.md").read_text(encoding="utf-8")
    assert "00:00:01,000 --> 00:00:02,000" in (out / "film.srt").read_text(encoding="utf-8")
    assert [entry["status"] for entry in cli.json["files"]] == ["done"] * 4
    assert len(open_shape(out / "c.pdf.docx").units) == 1
    asked = len(engine_of(cli).requests)
    assert cli("translate", str(letters), "--to", "zh", "--out", str(out), "--resume") == 0
    assert "4 of 4 documents translated." in cli.out.getvalue()
    assert len(engine_of(cli).requests) == asked


def test_a_document_of_a_folder_that_cannot_be_read_keeps_no_other_back(
    cli: Cli, letters: Path, tmp_path: Path
) -> None:
    (letters / "broken.docx").write_bytes(b"PK no zip")
    out = tmp_path / "zh"
    out.mkdir()
    (out / "a.txt").write_text("mine", encoding="utf-8")
    assert cli("translate", str(letters), "--to", "zh", "--out", str(out)) == 2
    assert "broken.docx" in cli.err.getvalue()
    assert (out / "a.txt").read_text(encoding="utf-8") == "mine"
    assert (out / "old" / "b.md").exists()
    assert "3 of 5 documents translated." in cli.out.getvalue()


def test_translations_never_go_into_the_folder_they_are_from(cli: Cli, letters: Path) -> None:
    assert cli("translate", str(letters), "--to", "zh", "--out", str(letters)) == 2
    linked = letters.with_name("linked")
    linked.symlink_to(letters, target_is_directory=True)
    assert cli("translate", str(letters), "--to", "zh", "--out", str(linked)) == 2
    assert cli.err.getvalue().count("The translations cannot go there.") == 2
    assert cli("translate", str(letters), "--to", "zh") == 2
    assert "--out FOLDER" in cli.err.getvalue()


def test_both_languages_stand_side_by_side(cli: Cli, file: Path, tmp_path: Path) -> None:
    out = tmp_path / "both.html"
    assert cli("translate", str(file), "--both", "--out", str(out)) == 0
    page = out.read_text(encoding="utf-8")
    assert page.count("<tr") == 3
    assert "Wait 10 minutes." in page


def test_what_is_read_from_standard_input_is_never_written_over(cli: Cli, tmp_path: Path) -> None:
    path = tmp_path / "in.txt"
    path.write_text("The water is cold.", encoding="utf-8")
    with path.open() as stream:
        cli.stdin = stream
        assert cli("translate", "-", "--out", str(path), "--overwrite") == 2
    assert path.read_text(encoding="utf-8") == "The water is cold."


def test_a_marked_segment_is_told_with_its_reason(cli: Cli, file: Path) -> None:
    engine_of(cli).spoil = lambda text, attempt: "等十二分钟。" if "Wait" in text else None
    assert cli("translate", str(file)) == 0
    assert "1 of 4 segments should be looked at" in cli.err.getvalue()
    assert "Wait 10 minutes." in cli.err.getvalue()


def test_a_model_that_is_too_small_for_it_is_told(cli: Cli) -> None:
    engine_of(cli).spoil = lambda text, attempt: "Hello hello hello hello."
    assert cli("translate", "The water is cold. The stone is wet. It rains. We are at home now.") == 0
    assert "too small" in cli.err.getvalue()


def test_after_an_interruption_resume_goes_on(cli: Cli, tmp_path: Path) -> None:
    path = tmp_path / "long.txt"
    path.write_text(
        "\n".join(f"The water of day {number} is cold." for number in range(80)), encoding="utf-8"
    )
    engine_of(cli).cancel_after = 45
    assert cli("translate", str(path), "--out", str(tmp_path / "o.txt")) == 130
    assert not (tmp_path / "o.txt").exists()
    assert "--resume" in cli.err.getvalue()
    engine_of(cli).cancel_after = None
    before = len(engine_of(cli).requests)
    assert cli("translate", str(path), "--out", str(tmp_path / "o.txt"), "--resume") == 0
    assert len(engine_of(cli).requests) - before == 80 - 32
    assert len((tmp_path / "o.txt").read_text(encoding="utf-8").split("\n")) >= 80


def test_a_glossary_is_kept_and_a_bad_one_is_told_before_the_model_loads(cli: Cli, tmp_path: Path) -> None:
    good, bad = tmp_path / "good.csv", tmp_path / "bad.csv"
    good.write_text("term,translation\nengine,引擎\n", encoding="utf-8")
    bad.write_text("engine,motor\nmotor,engine\n", encoding="utf-8")
    assert cli("translate", "The engine is cold.", "--glossary", str(good)) == 0
    assert "引擎" in cli.out.getvalue()
    assert cli("translate", "The engine is cold.", "--glossary", str(bad)) == 2
    assert "engine → motor → engine" in cli.err.getvalue()


def test_a_column_of_a_table_gets_two_new_ones(cli: Cli, tmp_path: Path) -> None:
    table, out = tmp_path / "t.csv", tmp_path / "o.csv"
    table.write_text("id,text\n1,The water is cold.\n2,\n3,Wait 10 minutes.\n", encoding="utf-8")
    engine_of(cli).spoil = lambda text, attempt: "等十二分钟。" if "Wait" in text else None
    assert cli("translate", "--table", str(table), "--column", "text", "--to", "zh", "--out", str(out)) == 0
    with out.open(encoding="utf-8-sig", newline="") as stream:
        rows = list(csv.DictReader(stream))
    assert [row["text"] for row in rows] == ["The water is cold.", "", "Wait 10 minutes."]
    assert rows[0]["translation_zh"]
    assert rows[0]["translation_checks"] == ""
    assert rows[1]["translation_zh"] == ""
    assert "10" in rows[2]["translation_checks"]
    store = Store(Paths.under(tmp_path / "data").database, Paths.under(tmp_path / "data").backups)
    (kept,) = store.runs(TABLE_KIND)
    store.close()
    assert (kept.state, kept.title, kept.options["target"]) == ("done", "t.csv", "zh")
    assert "1 of them should be looked at: “translation_checks” says why." in cli.out.getvalue()
    assert "too small" not in cli.err.getvalue()


def test_that_so_much_of_a_table_is_marked_is_told(cli: Cli, tmp_path: Path) -> None:
    table, out = tmp_path / "t.csv", tmp_path / "o.csv"
    rows = (f"The water of day {n} is cold.\n" if n % 3 else '""\n' for n in range(24))
    table.write_text("text\n" + "".join(rows), encoding="utf-8")
    engine_of(cli).spoil = lambda text, attempt: "水很冷。"
    assert cli("translate", "--table", str(table), "--column", "text", "--to", "zh", "--out", str(out)) == 0
    assert "24 rows" in cli.out.getvalue()
    assert "16 of them" in cli.out.getvalue()
    assert "too small" in cli.err.getvalue()


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("translate",), "nothing to translate"),
        (("translate", ""), "nothing to translate"),
        (("translate", "gone.docx"), "gone.docx"),
        (("translate", "Hello there", "--to", "klingon"), "klingon"),
        (("translate", "Hello there, how are you?", "--to", "en"), "already"),
        (("translate", "Hello there", "--out", "x.pdf"), ".pdf"),
        (("translate", "--table", "gone.csv", "--column", "a"), "--out"),
        (("translate", "Hello there", "--table", "gone.csv", "--out", "x.csv"), "do not go together"),
        (("translate", "Hello there", "--learn", "gone.csv"), "do not go together"),
    ],
)
def test_what_cannot_be_done_is_told(cli: Cli, words: tuple[str, ...], told: str) -> None:
    assert cli(*words) == 2
    assert told in cli.err.getvalue()


def test_a_correction_is_learned_and_taken_the_next_time(cli: Cli, tmp_path: Path) -> None:
    assert cli("translate", "The water is cold. The stone is wet.", "--json") == 0
    made = cli.json
    made["segments"][1]["target"] = "石头湿了。"
    corrected = tmp_path / "corrected.json"
    corrected.write_text(json.dumps(made), encoding="utf-8")
    assert cli("translate", "--learn", str(corrected)) == 0
    assert "New in the memory: 1 translation." in cli.out.getvalue()
    cli.out.seek(0)
    cli.out.truncate()
    assert cli("translate", "The stone is wet. The old stone is wet.", "--json") == 0
    first, second = cli.json["segments"]
    assert (first["target"], first["origin"]) == ("石头湿了。", "memory")
    assert second["near"]["target"] == "石头湿了。"
    assert cli("translate", "The old stone is wet.") == 0
    assert "like The stone is wet." in cli.err.getvalue()
    assert "→ 石头湿了。" in cli.err.getvalue()


def test_a_workbook_keeps_its_cells_and_gets_the_columns(cli: Cli, tmp_path: Path) -> None:
    table, out, own = tmp_path / "t.xlsx", tmp_path / "o.xlsx", tmp_path / "own.csv"
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for row in (("id", "text"), (1, "The water is cold."), (2, "The stone is wet.")):
        sheet.append(row)
    book.save(table)
    own.write_text("The stone is wet.,石头湿了。\n", encoding="utf-8")
    assert cli("translate", "--learn", str(own), "--from", "en", "--to", "zh") == 0
    assert cli("translate", "--table", str(table), "--column", "text", "--out", str(out)) == 0
    rows = list(openpyxl.load_workbook(out).worksheets[0].iter_rows(values_only=True))
    assert rows[0] == ("id", "text", "translation_zh", "translation_checks")
    assert rows[2] == (2, "The stone is wet.", "石头湿了。", None)
