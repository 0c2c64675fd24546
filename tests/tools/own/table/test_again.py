"""Answers that are edited by hand, rows that are done again, and the look at what a tool made."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest

from llmdesk.cancel import CancelToken
from llmdesk.engine.types import GenerateRequest
from llmdesk.errors import Cancelled
from llmdesk.tools.documents.folder import documents_in
from llmdesk.tools.own import Checks, LabelOf, OwnTool
from llmdesk.tools.own.kinds import kind_of
from llmdesk.tools.own.runs import STATUS
from llmdesk.tools.own.table import Source, guessed, of_documents
from llmdesk.tools.reading import open_table
from llmdesk.tools.tables import JobResult, NewColumn, TableError, run_job
from llmdesk.tools.tables.review import Again, Earlier, Edit, Made, ReviewedTable, text_mark, write_edits
from tests.tools.own.engine import AnsweringEngine, text_in
from tests.tools.own.table.test_worker import COLUMNS, TOOL, read_csv, stopped_after, worker, write_csv

ROWS = 20  # a row in five is empty: 16 have text
CHECKED = replace(TOOL, checks=Checks(must_contain=("body",), tries=1))


def nothing_at_8(request: GenerateRequest) -> str:
    return "nothing" if text_in(request).endswith("8") else text_in(request)


@pytest.fixture
def table(tmp_path: Path) -> Path:
    return write_csv(tmp_path / "in.csv", ROWS)


@pytest.fixture(params=[".csv", ".xlsx", ".jsonl"])
def out(request: pytest.FixtureRequest, table: Path) -> Path:
    out = table.with_name(f"out{request.param}")
    run_job(table, COLUMNS, out, worker(AnsweringEngine(nothing_at_8), CHECKED))
    return out


def answers(out: Path) -> list[list[str]]:
    with_names = open_table(out)
    places = [with_names.column(name) for name in ("answer", "status_2")]
    return [[str(cells[n] or "") if n < len(cells) else "" for n in places] for cells in with_names.rows()]


def put(
    out: Path,
    source: Source | None,
    read: tuple[str, ...],
    tool: OwnTool,
    edits: dict[int, Edit],
    cancel: CancelToken | None = None,
) -> tuple[int, ...]:
    columns = (*kind_of(tool).columns, NewColumn(STATUS))
    made = Made(out, None if source is None else source.table, read, columns, "status")
    return write_edits(made, edits, cancel=cancel)


def edit(table: Path, out: Path, edits: dict[int, tuple[str]]) -> None:
    marked = {row: Edit(((0, text),)) for row, (text,) in edits.items()}
    put(out, Source(open_table(table), COLUMNS), COLUMNS, CHECKED, marked)


def do_again(table: Path, out: Path, again: Again) -> tuple[JobResult, AnsweringEngine]:
    engine = AnsweringEngine(lambda request: f"{text_in(request)}, once more")
    earlier = Earlier(out, open_table(table), COLUMNS, worker(engine, CHECKED).columns, again)
    earlier.check()
    return run_job(table, COLUMNS, out, worker(engine, CHECKED, earlier), overwrite=True), engine


def test_an_edited_answer_is_in_the_table_marked_and_all_else_stays(table: Path, out: Path) -> None:
    before = answers(out)
    assert before[8] == ["nothing", "check failed: must contain: “body” is missing"]
    edit(table, out, {8: ("=my own",), 3: ("body, mine",)})
    found = answers(out)
    assert found[8] == ["'=my own", "edited"]  # no spreadsheet runs it
    assert found[3] == ["body, mine", "edited"]
    assert [row for n, row in enumerate(found) if n not in (3, 8)] == [
        row for n, row in enumerate(before) if n not in (3, 8)
    ]


def test_figures_beside_what_was_edited_stay_figures_and_an_edit_can_be_taken_back(tmp_path: Path) -> None:
    table, out = write_csv(tmp_path / "in.csv", 3), tmp_path / "out.xlsx"
    tool = OwnTool("L", "Which?", gives="label", labels=(LabelOf("body"), LabelOf("soul")))
    run_job(table, ("body",), out, worker(AnsweringEngine(), tool))
    before = [list(row) for row in open_table(out).rows()]
    source = Source(open_table(table), ("body",))
    put(out, source, ("body",), tool, {0: Edit(((0, "soul"),))})
    assert next(iter(open_table(out).rows()))[4:] == ["soul", 0.7311, 0.2689, "edited"]
    put(out, source, ("body",), tool, {0: Edit(((0, "body"),), "ok")})
    assert [list(row) for row in open_table(out).rows()] == before


def test_edited_rows_are_no_failed_ones_and_are_done_again_where_it_is_asked(table: Path, out: Path) -> None:
    edit(table, out, {8: ("mine",), 0: ("my body",)})
    _, engine = do_again(table, out, "failed")
    assert sum(engine.many) == 1  # row 18; row 8 is mended
    assert answers(out)[8] == ["mine", "edited"]
    result, engine = do_again(table, out, "edited")
    assert sum(engine.many) == 2
    assert result.statuses == {"ok": 16, "empty": 4}
    assert answers(out)[8] == ["'=x: body 8, once more", "ok"]


def test_rows_whose_text_has_changed_in_the_source_are_done_again_alone(table: Path) -> None:
    out = table.with_name("out.csv")
    run_job(table, COLUMNS, out, worker(AnsweringEngine(nothing_at_8), CHECKED))
    text = table.read_text(encoding="utf-8").replace("body 4", "body four")
    table.write_text(text + "20,body 20,new,mine\n", encoding="utf-8")
    with pytest.raises(TableError, match="row 5 was moved"):
        do_again(table, out, "failed")
    _, engine = do_again(table, out, "changed")
    assert [text_in(each) for each in engine.asked] == ["=x: body four", "new: body 20"]
    assert answers(out)[4] == ["'=x: body four, once more", "ok"]
    assert answers(out)[8] == ["nothing", "check failed: must contain: “body” is missing"]


def test_what_rows_keep_is_not_gathered_behind_one_that_is_done_again(tmp_path: Path) -> None:
    """However far apart the failed rows are: a block of them ends where too many others would wait."""
    table, out, rows = tmp_path / "in.csv", tmp_path / "out.csv", 9_000
    failed = {5, 8_995}
    with table.open("w", encoding="utf-8") as stream:
        stream.write("text\n" + "".join(f"t{n}\n" for n in range(rows)))
    with out.open("w", encoding="utf-8") as stream:
        stream.write("text,answer,status\n")
        stream.writelines(f"t{n},a,{'failed: no' if n in failed else 'ok'}\n" for n in range(rows))
    engine, tool = AnsweringEngine(), replace(TOOL, takes=("text",), template="{text}")
    earlier = Earlier(out, open_table(table), ("text",), worker(engine, tool).columns)
    result = run_job(table, ("text",), out, worker(engine, tool, earlier), overwrite=True)
    assert engine.many == [1, 1]
    assert result.statuses == {"ok": rows}
    assert [row for row in read_csv(out) if row[1] != "a"][1:] == [
        ["t5", "t5", "ok"], ["t8995", "t8995", "ok"],
    ]  # fmt: skip


def test_nothing_is_edited_while_rows_are_being_done_again_or_where_rows_were_moved(table: Path) -> None:
    out = table.with_name("out.csv")
    run_job(table, COLUMNS, out, worker(AnsweringEngine()))
    before = out.read_bytes()
    waiting = stopped_after(table, table.with_name("other.csv"), 3)
    assert waiting.unfinished is not None
    waiting.unfinished.rename(f"{out}.progress")
    with pytest.raises(TableError, match="being done again"):
        edit(table, out, {0: ("mine",)})
    Path(f"{out}.progress").unlink()
    token = CancelToken()
    token.cancel()
    put(out, Source(open_table(table), COLUMNS), COLUMNS, TOOL, {0: Edit(((0, "x"),))}, cancel=token)
    assert not Path(f"{out}.progress").exists()
    names, *rows = read_csv(table)
    table.write_text("\n".join(",".join(row) for row in [names, *reversed(rows)]), encoding="utf-8")
    with pytest.raises(TableError, match="row 1 was moved"):
        edit(table, out, {0: ("mine",)})
    assert out.read_bytes() == before


def test_what_was_changed_in_another_column_of_the_output_is_never_lost(table: Path, out: Path) -> None:
    if out.suffix == ".xlsx":
        return  # the same comparison; there is no text to change it in
    mark = "utf-8-sig" if out.suffix == ".csv" else "utf-8"
    before = out.read_text(encoding=mark)
    changed = before.replace("mine", "my note", 1)
    assert changed != before
    out.write_text(changed, encoding=mark)
    with pytest.raises(TableError, match="row 1, column “status”, is not as in the source"):
        edit(table, out, {8: ("my own",)})
    with pytest.raises(TableError, match="would be lost"):
        do_again(table, out, "failed")
    assert out.read_text(encoding=mark) == changed


def test_an_edit_is_left_out_where_another_text_stands_now(table: Path, out: Path) -> None:
    before = answers(out)
    kept = ReviewedTable.open(out, COLUMNS, ("answer", "status_2"))
    mark = text_mark(kept.rows([8])[0].texts)
    kept.close()
    marked = {8: Edit(((0, "mine"),), mark=mark), 9: Edit(((0, "mine"),), mark=mark)}
    source = Source(open_table(table), COLUMNS)
    assert put(out, source, COLUMNS, CHECKED, marked) == (9,)
    found = answers(out)
    assert (found[8], found[9]) == (["mine", "edited"], before[9])


def test_answers_are_edited_in_a_workbook_whose_columns_have_no_names(tmp_path: Path) -> None:
    table, out = tmp_path / "in.xlsx", tmp_path / "out.xlsx"
    book = openpyxl.Workbook()
    for number in range(3):
        book.worksheets[0].append([number, f"this text is number {number}"])
    book.save(table)
    tool = replace(TOOL, takes=("text",), template="{text}")
    source = open_table(table, None, 0)
    read = (source.columns[1],)
    run_job(table, read, out, worker(AnsweringEngine(), tool), header_row=0)
    put(out, Source(source, read), read, tool, {1: Edit(((0, "mine"),))})
    rows = [list(row)[1:] for row in open_table(out, None, 0).rows()]
    assert rows == [
        ["this text is number 0", "this text is number 0", "ok"],
        ["this text is number 1", "mine", "edited"],
        ["this text is number 2", "this text is number 2", "ok"],
    ]


def test_answers_about_documents_are_edited_also_when_the_folder_has_changed(tmp_path: Path) -> None:
    folder, out = tmp_path / "letters", tmp_path / "out.csv"
    folder.mkdir()
    for name in ("a.txt", "=b.txt"):
        (folder / name).write_text(f"text of {name}", encoding="utf-8")
    tool = replace(TOOL, takes=("text",), template="{text}")
    source = of_documents(documents_in(folder), folder, tmp_path)
    run_job(source.table.path, source.columns, out, source.worker(AnsweringEngine(), tool, "model"))
    (folder / "a.txt").unlink()
    put(out, None, (), tool, {0: Edit(((0, "mine"),))})
    assert read_csv(out)[1:] == [["'=b.txt", "mine", "edited"], ["a.txt", "text of a.txt", "ok"]]


def test_rows_are_found_by_what_became_of_them_by_a_text_and_where_columns_differ(
    table: Path, out: Path
) -> None:
    edit(table, out, {3: ("mine",)})
    found = ReviewedTable.open(out, COLUMNS, ("answer", "status_2"))
    try:
        assert found.counts() == {"ok": 13, "empty": 4, "check failed": 2, "edited": 1}
        assert found.select("failed").tolist() == [8, 18]
        assert found.select("edited").tolist() == [3]
        assert len(found.select()) == ROWS
        assert found.select(text="BODY 1").tolist() == [1, 10, 11, 13, 14, 15, 16, 18, 19]
        body, answer = found.columns.index("body"), found.columns.index("answer")
        assert found.select(differ=(body, body)).tolist() == []
        assert len(found.select(differ=(body, answer))) == 16
        row = found.rows([8])[0]
        assert (row.index, row.texts, row.values) == (8, ("=x", "body 8"), ("nothing",))
        assert row.status == "check failed: must contain: “body” is missing"
        found.edit(8, ((0, "mine"),), "edited")
        assert found.select("edited").tolist() == [3, 8]
        assert found.rows([8])[0].values == ("mine",)
        assert found.before(8) == row
        token = CancelToken()
        token.cancel()
        with pytest.raises(Cancelled):
            found.select(text="x", cancel=token)
    finally:
        found.close()


def test_the_column_of_a_place_is_guessed_by_its_name() -> None:
    assert guessed(("subject", "Body"), ("id", "body", "Subject "), "body") == ("Subject ", "body")
    assert guessed(("text",), ("id", "comment"), "comment") == ("comment",)
    assert guessed(("subject", "body"), ("id", "comment"), "comment") == ("", "")
