"""A table that any worker made: edited by hand and done again in parts, whatever stands in its columns."""

from __future__ import annotations

import datetime as dt
from contextlib import closing
from pathlib import Path

import openpyxl
import pytest

from llmdesk.cancel import CancelToken
from llmdesk.engine.model_ref import FileRef
from llmdesk.engine.types import ModelSpec
from llmdesk.outputs import MadeFiles, OutputExists
from llmdesk.tools.extract.table import ExtractWorker
from llmdesk.tools.fields import Field, FieldSet
from llmdesk.tools.reading import open_table
from llmdesk.tools.tables import JobResult, NewColumn, run_job
from llmdesk.tools.tables.review import (
    Again,
    AgainWorker,
    Earlier,
    Edit,
    Made,
    ReviewedTable,
    typed,
    write_edits,
)
from llmdesk.tools.tables.types import ColumnKind
from tests.tools.extract.copying_engine import CopyingEngine
from tests.tools.tables.shouting import Shouter

TEXTS = ("one", "fail two", "three", "", "fail five", "six")
FIELDS = FieldSet((Field("Day", type="date"), Field("Total", type="number"), Field("Name")))


@pytest.fixture
def table(tmp_path: Path) -> Path:
    path = tmp_path / "in.csv"
    path.write_text("text,note\n" + "".join(f"{text},n{n}\n" for n, text in enumerate(TEXTS)), "utf-8")
    return path


@pytest.fixture(params=[".csv", ".xlsx", ".jsonl"])
def out(request: pytest.FixtureRequest, table: Path) -> Path:
    out = table.with_name(f"out{request.param}")
    run_job(table, ("text",), out, Shouter())
    return out


def rows(path: Path) -> list[list[object]]:
    return [list(row) for row in open_table(path).rows()]


def extractor() -> ExtractWorker:
    engine = CopyingEngine()
    engine.load(ModelSpec(FileRef(Path("copier.gguf"))))
    return ExtractWorker(engine, FIELDS, "copier")


def edit(table: Path, out: Path, edits: dict[int, str], made: MadeFiles | None = None) -> None:
    columns = tuple(NewColumn(c.name, c.decimals) for c in Shouter().columns)
    marked = {row: Edit(((0, text),)) for row, text in edits.items()}
    write_edits(Made(out, open_table(table), ("text",), columns, "status"), marked, made)


def again(
    table: Path, out: Path, which: Again, shouter: Shouter, cancel: CancelToken | None = None
) -> JobResult:
    with closing(Earlier(out, open_table(table), ("text",), shouter.columns, which)) as earlier:
        earlier.check()
        worker = AgainWorker(shouter, earlier)
        return run_job(table, ("text",), out, worker, overwrite=True, resume=True, cancel=cancel)


def test_failed_rows_are_done_again_and_those_edited_by_hand_stay(table: Path, out: Path) -> None:
    edit(table, out, {1: "mine"})
    before, shouter = rows(out), Shouter(mark="?")
    result = again(table, out, "failed", shouter)
    assert shouter.seen == [("fail five",)]
    assert (result.complete, result.rows, result.statuses) == (
        True, 6, {"ok": 3, "edited": 1, "empty": 1, "failed": 1},
    )  # fmt: skip
    assert [row for n, row in enumerate(rows(out)) if n != 4] == [r for n, r in enumerate(before) if n != 4]
    shouter = Shouter(mark="?")
    again(table, out, "edited", shouter)
    assert shouter.seen == [("fail two",)]


def test_what_is_stopped_goes_on_and_gives_the_same_table(table: Path, out: Path) -> None:
    whole = out.with_name(f"whole{out.suffix}")
    whole.write_bytes(out.read_bytes())
    again(table, whole, "failed", Shouter(mark="?"))
    cancel, before = CancelToken(), rows(out)
    shouter = Shouter("?", lambda number: cancel.cancel() if number == 1 else None)
    assert not again(table, out, "failed", shouter, cancel).complete
    assert rows(out) == before
    shouter = Shouter(mark="?")
    result = again(table, out, "failed", shouter)
    assert shouter.seen == [("fail five",)]
    assert (result.kept, rows(out)) == (4, rows(whole))


def test_a_table_with_edits_is_not_replaced_without_a_question(table: Path, tmp_path: Path) -> None:
    made, out = MadeFiles(tmp_path / "made.json"), tmp_path / "out.csv"
    for _ in range(2):  # one that nobody touched is
        run_job(table, ("text",), out, Shouter(), made=made)
    edit(table, out, {0: "mine"}, made)
    edit(table, out, {2: "mine too"}, made)  # nor is that by somebody else
    found = rows(out)
    for resume in (False, True):
        with pytest.raises(OutputExists):
            run_job(table, ("text",), out, Shouter(), made=made, resume=resume)
    cancel = CancelToken()
    shouter = Shouter("?", lambda _number: cancel.cancel())
    with closing(Earlier(out, open_table(table), ("text",), shouter.columns)) as earlier:
        worker = AgainWorker(shouter, earlier)
        run_job(table, ("text",), out, worker, overwrite=True, made=made.with_edits, cancel=cancel)
    with pytest.raises(OutputExists):  # it was said of the failed rows alone
        run_job(table, ("text",), out, Shouter(), made=made)
    assert rows(out) == found


def test_days_and_numbers_stay_such_in_a_workbook_and_remarks_are_read_as_a_status(tmp_path: Path) -> None:
    path, out = tmp_path / "in.csv", tmp_path / "out.xlsx"
    text = '"Day: 5 March 2024\nTotal: 12\nName: Ann"'
    path.write_text(f'text\n{text}\n{text.replace("12", "13")}\n"Day: soon"\n" "\n', "utf-8")
    run_job(path, ("text",), out, extractor())
    names = ("Day", "Total", "Name", "extraction_checks")
    made = Made(out, open_table(path), ("text",), tuple(map(NewColumn, names)), "remarks")
    edits = {0: Edit(((0, "2025-01-02"), (1, "14.5"))), 1: Edit(((2, "=Bo"),)), 2: Edit(((1, "no idea"),))}
    write_edits(made, edits)
    sheet = openpyxl.load_workbook(out).active
    assert sheet is not None
    cells = [[cell.value for cell in row[1:]] for row in sheet.iter_rows(min_row=2)]
    assert cells[0] == [dt.datetime(2025, 1, 2), 14.5, "Ann", "edited"]
    assert cells[1] == [dt.datetime(2024, 3, 5), 13, "'=Bo", "edited"]
    assert cells[2][1:] == ["no idea", None, "edited"]
    with closing(ReviewedTable.open(out, ("text",), names, told="remarks")) as found:
        assert found.counts() == {"edited": 3, "empty": 1}
        assert found.rows([1])[0].values == ("2024-03-05", "13", "=Bo")
    marked = run_job(path, ("text",), tmp_path / "other.csv", extractor())
    with closing(ReviewedTable.open(marked.path, ("text",), names, told="remarks")) as found:
        assert found.counts() == {"ok": 2, "check failed": 1, "empty": 1}
        assert found.rows(found.select("failed"))[0].status.startswith("check failed: Day: ")


def test_what_is_typed_into_a_workbook_is_what_its_column_holds(tmp_path: Path) -> None:
    path, out = tmp_path / "in.csv", tmp_path / "out.xlsx"
    path.write_text('text\n"Name: Ann"\n"Name: Bo"\n', "utf-8")
    worker = extractor()
    result = run_job(path, ("text",), out, worker)
    assert result.kinds == ("date", "number", "", "")
    edits = {
        0: Edit(((0, "5 March 2024"), (1, "1,234.50"), (2, "12"))),
        1: Edit(((0, "March or so"), (1, "12 pieces"))),
    }
    write_edits(Made(out, open_table(path), ("text",), worker.columns, "remarks"), edits)
    sheet = openpyxl.load_workbook(out).active
    assert sheet is not None
    cells = [[cell.value for cell in row[1:4]] for row in sheet.iter_rows(min_row=2)]
    assert cells == [[dt.datetime(2024, 3, 5), 1234.5, "12"], ["March or so", "12 pieces", "Bo"]]


@pytest.mark.parametrize(
    ("kind", "text", "cell"),
    [
        ("number", "−5", -5),
        ("number", "１２", 12),
        ("number", "1.234,50", 1234.5),
        ("number", "1e5", 100_000.0),
        ("number", "$5", "$5"),
        ("number", "12.5%", "12.5%"),
        ("number", "nan", "nan"),
        ("number", "12345678901234567", "12345678901234567"),
        ("number", "1e400", "1e400"),
        ("number", "=SUM(A1)", "=SUM(A1)"),
        ("number", "0.50", 0.5),
        ("number", "0,5", 0.5),
        ("number", "00", "00"),
        ("number", "-007", "-007"),
        ("number", "030123456", "030123456"),
        ("number", "1_000", "1_000"),
        ("date", "2026年3月14日", dt.date(2026, 3, 14)),
        ("date", "14 March 2026, 10:30 am", dt.datetime(2026, 3, 14, 10, 30)),
        ("date", "before 14 March 2026", "before 14 March 2026"),
        ("date", "14 March 2026 10:30", "14 March 2026 10:30"),  # of the day or the night
        ("date", "March 2026", "March 2026"),
        ("date", "(14.03.2026)", dt.date(2026, 3, 14)),
        ("date", "2026-03-14?", "2026-03-14?"),
        ("date", "< 2026-03-14", "< 2026-03-14"),
        ("date", "2026-02-30", "2026-02-30"),
        ("date", "1850-01-01", "1850-01-01"),
        ("yes/no", "是", True),
        ("yes/no", "FALSE", False),
        ("yes/no", "perhaps", "perhaps"),
        ("", "12", "12"),
        ("number", "", None),
    ],
)
def test_a_text_is_a_number_or_a_day_only_where_all_of_it_is(
    kind: ColumnKind, text: str, cell: object
) -> None:
    found = typed(text, kind)
    assert (found, type(found)) == (cell, type(cell))
