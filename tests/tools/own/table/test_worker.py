"""A tool over a table: the same to the byte however it was stopped, and each row says what became of it."""

from __future__ import annotations

import csv
import json
import os
import sys
import tracemalloc
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from llmdesk.cancel import CancelToken
from llmdesk.engine.types import GenerateRequest, Score, ScoreRequest
from llmdesk.errors import UserError
from llmdesk.tools.documents.folder import documents_in
from llmdesk.tools.own import Checks, LabelOf, OwnTool
from llmdesk.tools.own.table import DocumentWorker, OwnWorker, write_list
from llmdesk.tools.reading import open_table
from llmdesk.tools.tables import (
    JobProgress,
    JobResult,
    Pause,
    ResumeMismatch,
    TableError,
    run_job,
    unfinished,
)
from llmdesk.tools.tables.preview import preview
from llmdesk.tools.tables.review import Earlier
from tests.tools.own.engine import AnsweringEngine, text_in

TOOL = OwnTool("Echo", "Say it again.", takes=("subject", "body"), template="{subject}: {body}")
COLUMNS = ("subject", "body")
BLOCK = 16
ROWS = 50  # a row in five is empty: 40 have text, in three blocks
WITH_TEXT = 40


def write_csv(path: Path, rows: int = ROWS) -> Path:
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream)
        writer.writerow(["id", "body", "subject", "status"])
        for number in range(rows):
            empty = number % 5 == 2
            writer.writerow([number, "" if empty else f"body {number}", "" if empty else "=x", "mine"])
    return path


def read_csv(path: Path) -> list[list[str]]:
    with path.open(encoding="utf-8-sig", newline="") as stream:
        return list(csv.reader(stream))


def worker(engine: AnsweringEngine, tool: OwnTool = TOOL, earlier: Earlier | None = None) -> OwnWorker:
    return OwnWorker(engine, tool, "model", earlier, block=BLOCK)


@pytest.fixture
def table(tmp_path: Path) -> Path:
    return write_csv(tmp_path / "in.csv")


@pytest.fixture
def straight(table: Path) -> bytes:
    out = table.with_name("straight.csv")
    assert run_job(table, COLUMNS, out, worker(AnsweringEngine(beside=True))).complete
    return out.read_bytes()


def test_each_row_gets_its_answer_and_empty_rows_cost_nothing(table: Path) -> None:
    out, engine = table.with_name("out.csv"), AnsweringEngine()
    result = run_job(table, COLUMNS, out, worker(engine))
    found = read_csv(out)
    assert found[0] == ["id", "body", "subject", "status", "answer", "status_2"]
    assert found[1] == ["0", "body 0", "=x", "mine", "'=x: body 0", "ok"]  # no spreadsheet runs it
    assert found[3] == ["2", "", "", "mine", "", "empty"]
    assert result.statuses == {"ok": WITH_TEXT, "empty": 10}
    assert sum(engine.many) == WITH_TEXT
    assert max(engine.many) == BLOCK


def test_rows_that_wait_for_one_that_is_asked_again_are_told(
    table: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("llmdesk.tools.tables.job._TELL_EVERY_S", 0.0)
    tool = replace(TOOL, checks=Checks(must_contain=("body",), tries=3))
    told: list[JobProgress] = []

    def first_never_passes(request: GenerateRequest) -> str:
        text = text_in(request)
        return "no" if text.endswith((" 0", " 1")) else text

    engine, out = AnsweringEngine(first_never_passes), table.with_name("out.csv")
    result = run_job(table, COLUMNS, out, worker(engine, tool), on_progress=told.append)
    assert result.complete
    assert result.statuses["check failed"] == 2
    first = [each for each in told if each.stage == "working" and each.done == 0]
    assert max(each.ahead for each in first) == BLOCK
    assert (0, BLOCK - 2, 2) in {(each.done, each.ahead, each.again) for each in told}
    assert max(each.done + each.ahead for each in told) == ROWS == max(each.total for each in told)
    working = [each.done + each.ahead for each in told if each.stage == "working"]
    assert working == sorted(working)


def stopped_after(table: Path, out: Path, count: int) -> JobResult:
    token, engine = CancelToken(), AnsweringEngine(beside=True)
    engine.before = lambda number: token.cancel() if number == count else None
    result = run_job(table, COLUMNS, out, worker(engine), cancel=token)
    assert not result.complete
    return result


@pytest.mark.parametrize("count", [1, BLOCK, 2 * BLOCK + 3])
def test_a_table_is_the_same_to_the_byte_whether_or_not_it_was_stopped(
    table: Path, straight: bytes, count: int
) -> None:
    out = table.with_name("out.csv")
    stopped_after(table, out, count)
    waiting = unfinished(table, COLUMNS, out, worker(AnsweringEngine()))
    assert waiting is not None
    assert waiting.problem is None
    again = AnsweringEngine(beside=True)
    result = run_job(table, COLUMNS, out, worker(again), resume=True)
    assert result.kept == waiting.rows
    assert sum(again.many) == WITH_TEXT - count // BLOCK * BLOCK  # whole blocks are not done again
    assert out.read_bytes() == straight


@pytest.mark.parametrize("count", [5, BLOCK + 9])
def test_a_pause_changes_nothing(table: Path, straight: bytes, count: int) -> None:
    pause, engine, out = Pause(), AnsweringEngine(beside=True), table.with_name("out.csv")
    paused: list[int] = []

    def before(number: int) -> None:
        if number == count and not paused:
            paused.append(number)
            pause.pause()
            pause.go_on()

    engine.before = before
    assert run_job(table, COLUMNS, out, worker(engine), pause=pause).complete
    assert paused
    assert out.read_bytes() == straight


def test_work_with_another_tool_or_model_is_not_gone_on_with(table: Path) -> None:
    out = table.with_name("out.csv")
    stopped_after(table, out, BLOCK + 1)
    other = replace(TOOL, instructions="Say it twice.")
    with pytest.raises(ResumeMismatch, match="another tool"):
        run_job(table, COLUMNS, out, worker(AnsweringEngine(), other), resume=True)
    with pytest.raises(ResumeMismatch, match="another model"):
        run_job(table, COLUMNS, out, OwnWorker(AnsweringEngine(), TOOL, "other", block=BLOCK), resume=True)


# -- rows that fail ------------------------------------------------------------------------------
def fails_at_8(request: GenerateRequest) -> str | UserError:
    text = text_in(request)
    return UserError("The model has hiccups.") if text.endswith("body 8") else text


def test_a_row_that_fails_has_its_reason_in_its_status(table: Path) -> None:
    out, engine = table.with_name("out.csv"), AnsweringEngine(fails_at_8)
    result = run_job(table, COLUMNS, out, worker(engine))
    found = read_csv(out)
    assert found[9][4:] == ["", "failed: The model has hiccups."]
    assert result.statuses["failed"] == 1


def test_rows_that_failed_are_done_again_alone_and_the_others_stay(table: Path) -> None:
    out, tool = table.with_name("out.csv"), replace(TOOL, checks=Checks(must_contain=("body",), tries=2))

    def nothing_at_8(request: GenerateRequest) -> str:
        return "nothing" if text_in(request).endswith("8") else text_in(request)

    first = run_job(table, COLUMNS, out, worker(AnsweringEngine(nothing_at_8), tool))
    failed = first.statuses["check failed"]
    assert failed == len(range(8, ROWS, 10))
    rows = read_csv(out)
    assert rows[9][4:] == ["nothing", "check failed: must contain: “body” is missing"]
    rows[1][4] = "mended by hand"
    with out.open("w", encoding="utf-8", newline="") as stream:
        csv.writer(stream).writerows(rows)

    engine = AnsweringEngine()
    source = open_table(table)
    earlier = Earlier(out, source, COLUMNS, worker(engine, tool).columns)
    result = run_job(table, COLUMNS, out, worker(engine, tool, earlier), overwrite=True)
    assert sum(engine.many) == failed
    assert result.statuses == {"ok": WITH_TEXT, "empty": 10}
    found = read_csv(out)
    assert found[1][4:] == ["mended by hand", "ok"]
    assert found[9][4:] == ["'=x: body 8", "ok"]


def test_figures_of_a_table_of_before_stay_figures(tmp_path: Path) -> None:
    table, out = write_csv(tmp_path / "in.csv", 20), tmp_path / "out.xlsx"
    tool = OwnTool("L", "Which?", gives="label", labels=(LabelOf("body"), LabelOf("soul")))
    run_job(table, ("body",), out, worker(AnsweringEngine(), tool))
    before = [list(row) for row in open_table(out).rows()]
    earlier = Earlier(out, open_table(table), ("body",), worker(AnsweringEngine(), tool).columns)
    run_job(table, ("body",), out, worker(AnsweringEngine(), tool, earlier), overwrite=True)
    assert [list(row) for row in open_table(out).rows()] == before
    assert before[0][4:] == ["body", 0.7311, 0.2689, "ok"]


@pytest.mark.parametrize("suffix", [".xlsx", ".csv", ".jsonl"])
def test_a_zero_of_a_table_of_before_stays_a_zero(tmp_path: Path, suffix: str) -> None:
    class SureEngine(AnsweringEngine):
        def score(self, request: ScoreRequest, cancel: CancelToken | None = None) -> Iterator[Score]:
            for score in super().score(request, cancel):
                yield replace(score, logprobs=tuple(50 * value for value in score.logprobs))

    table, out = write_csv(tmp_path / "in.csv", 20), tmp_path / f"out{suffix}"
    tool = OwnTool("L", "Which?", gives="label", labels=(LabelOf("body"), LabelOf("soul")))
    run_job(table, ("body",), out, worker(SureEngine(), tool))
    before = [list(row) for row in open_table(out).rows()]
    assert before[0][6] in (0.0, "0.0000")
    earlier = Earlier(out, open_table(table), ("body",), worker(SureEngine(), tool).columns)
    run_job(table, ("body",), out, worker(SureEngine(), tool, earlier), overwrite=True)
    assert [list(row) for row in open_table(out).rows()] == before


def test_a_table_without_the_columns_of_the_tool_cannot_be_done_again(table: Path) -> None:
    with pytest.raises(TableError, match="No rows of this table"):
        Earlier(table, open_table(table), COLUMNS, worker(AnsweringEngine()).columns)


@pytest.mark.parametrize(
    ("source", "suffix"),
    [(".csv", ".csv"), (".csv", ".xlsx"), (".csv", ".jsonl"), (".jsonl", ".csv"), (".jsonl", ".xlsx")],
)
def test_a_table_whose_rows_were_not_moved_is_done_again_whatever_its_kind(
    tmp_path: Path, source: str, suffix: str
) -> None:
    table, out = tmp_path / f"in{source}", tmp_path / f"out{suffix}"
    texts = ["=1+2", "two\nlines", " 0041 ", "'=quoted", "5.00", "tab\there", "", "é—中\u200b", "\u00a0x"]
    texts += ["\t@x", "-5,x", "word " * 9_000]
    with table.open("w", encoding="utf-8", newline="") as stream:
        if source == ".jsonl":
            stream.writelines(json.dumps({"text": text, "id": 1}) + "\n" for text in texts)
        else:
            rows = [["text", "id"], *([text, "1"] for text in texts)]
            csv.writer(stream, quoting=csv.QUOTE_ALL).writerows(rows)
    tool = OwnTool("Echo", "Say it.")
    first = run_job(table, ("text",), out, worker(AnsweringEngine(), tool))
    engine = AnsweringEngine()
    earlier = Earlier(out, open_table(table), ("text",), worker(engine, tool).columns)
    earlier.check()
    again = run_job(table, ("text",), out, worker(engine, tool, earlier), overwrite=True)
    assert engine.many == []
    assert again.statuses == first.statuses


def test_a_table_whose_rows_were_moved_is_not_done_again(table: Path) -> None:
    out = table.with_name("out.csv")
    run_job(table, COLUMNS, out, worker(AnsweringEngine(fails_at_8)))
    names, *found = read_csv(out)

    def refused(rows: list[list[str]], words: str) -> None:
        with out.open("w", encoding="utf-8", newline="") as stream:
            csv.writer(stream).writerows(rows)
        before = out.read_bytes()
        earlier = Earlier(out, open_table(table), COLUMNS, worker(AnsweringEngine()).columns)
        with pytest.raises(TableError, match=words):
            earlier.check()
        with pytest.raises(TableError, match="row"):
            run_job(table, COLUMNS, out, worker(AnsweringEngine(), TOOL, earlier), overwrite=True)
        assert out.read_bytes() == before

    refused([names, *sorted(found, key=lambda row: row[5])], "row 1 was moved")
    refused([names, *found[:7], *found[8:]], "row 8 was moved")


# -- cost ----------------------------------------------------------------------------------------
def test_a_preview_does_five_rows_and_says_how_long_all_take(table: Path) -> None:
    engine = AnsweringEngine()
    found = preview(open_table(table), COLUMNS, worker(engine), CancelToken())
    assert [answer.values[0] for _, answer in found.rows] == [f"=x: body {n}" for n in (0, 1, 3, 4, 5)]
    assert (found.total, found.exact, sum(engine.many)) == (ROWS, True, 5)
    assert found.share == pytest.approx(0.8, abs=0.01)
    assert found.seconds_all == pytest.approx(found.seconds / 5 * ROWS * found.share)


def test_many_rows_need_no_more_memory_than_few(tmp_path: Path) -> None:
    def peak(rows: int) -> int:
        table = write_csv(tmp_path / f"{rows}.csv", rows)
        engine = AnsweringEngine()
        engine.keeps = False
        tracemalloc.start()
        run_job(table, COLUMNS, tmp_path / f"out{rows}.csv", worker(engine))
        found = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        return found

    peak(300)  # what is imported at first
    assert peak(3_000) < peak(1_000) + (1 << 20)


# -- documents -----------------------------------------------------------------------------------
def test_documents_of_a_folder_are_rows_and_one_that_cannot_be_read_says_so(tmp_path: Path) -> None:
    folder = tmp_path / "letters"
    (folder / "more").mkdir(parents=True)
    (folder / "a.txt").write_text("Dear all", encoding="utf-8")
    (folder / "more" / "b.md").write_text("Yours", encoding="utf-8")
    (folder / "c.pdf").write_bytes(b"%PDF-1.4 broken")
    (folder / "empty.txt").write_text(" ", encoding="utf-8")
    (folder / ".hidden.txt").write_text("no", encoding="utf-8")
    files = documents_in(folder)
    listed, out = tmp_path / "list.csv", tmp_path / "out.csv"
    write_list(files, listed)
    tool = OwnTool("Echo", "Say it again.")
    run_job(listed, ("file",), out, DocumentWorker(AnsweringEngine(), tool, "model", folder, files))
    found = {row[0]: row[1:] for row in read_csv(out)[1:]}
    assert found["a.txt"] == ["Dear all", "ok"]
    assert found["more/b.md"] == ["Yours", "ok"]
    assert found["empty.txt"] == ["", "empty"]
    assert found["c.pdf"][1].startswith("cannot be read: ")
    assert set(found) == {"a.txt", "more/b.md", "c.pdf", "empty.txt"}


@pytest.mark.skipif(sys.platform == "win32", reason="names there have no such characters")
def test_documents_have_any_name(tmp_path: Path) -> None:
    folder, listed, out = tmp_path / "letters", tmp_path / "list.csv", tmp_path / "out.csv"
    folder.mkdir()
    names = [
        "a\tb.txt",
        "c\td.txt",
        "e|f.txt",
        "g|h.txt",
        "i;j.txt",
        "k,l.txt",
        '"m".txt',
        "n\no.txt",
        "=p.txt",
    ]
    names += ["  q  r.txt", "a.txt", "中　文.txt", "\u00a0z\u2028z.txt"]
    names += (
        ["A.txt", os.fsdecode(b"caf\xe8.txt"), os.fsdecode(b"caf\xe9.txt")] if sys.platform == "linux" else []
    )
    for number, name in enumerate(names):
        (folder / name).write_text(f"text {number}", encoding="utf-8")
    files = documents_in(folder)
    write_list(files, listed)
    tool = OwnTool("Echo", "Say it again.")
    table = open_table(listed, None, 1)
    assert table.columns == ("file",)
    run_job(listed, ("file",), out, DocumentWorker(AnsweringEngine(), tool, "model", folder, files))
    found = read_csv(out)[1:]
    assert [row[1:] for row in found] == [
        [(folder / path).read_text(encoding="utf-8"), "ok"] for path in files
    ]
    assert len({row[0] for row in found}) == len(names)
    assert not any(row[0].startswith("=") for row in found)


def test_a_list_of_the_same_documents_is_known_again_and_a_changed_document_too(tmp_path: Path) -> None:
    folder = tmp_path / "letters"
    folder.mkdir()
    for number in range(6):
        (folder / f"{number:04}.txt").write_text(f"letter {number}", encoding="utf-8")
    out = tmp_path / "out.csv"
    tool = OwnTool("Echo", "Say it again.")

    def job(engine: AnsweringEngine, token: CancelToken | None = None, *, resume: bool = False) -> JobResult:
        files, listed = documents_in(folder), tmp_path / "list.csv"
        listed.unlink(missing_ok=True)
        write_list(files, listed)
        own = DocumentWorker(engine, tool, "model", folder, files)
        return run_job(listed, ("file",), out, own, cancel=token, resume=resume)

    token, engine = CancelToken(), AnsweringEngine()
    engine.before = lambda number: token.cancel() if number == 4 else None
    assert not job(engine, token).complete
    (folder / "0003.txt").write_text("another letter", encoding="utf-8")
    with pytest.raises(ResumeMismatch, match="documents has changed"):
        job(AnsweringEngine(), resume=True)


# -- anonymous -----------------------------------------------------------------------------------
def names(request: GenerateRequest) -> str:
    return "\n".join(f"Person: {word}" for word in text_in(request).split() if word.istitle())


def test_a_name_has_one_mark_in_the_whole_table_also_behind_a_stop_and_for_rows_done_again(
    tmp_path: Path,
) -> None:
    table, out = tmp_path / "in.csv", tmp_path / "out.csv"
    people = ["Ada", "Bob", "Cleo"]
    texts = [f"{people[n % 3]} met {people[n % 2]} in room {n % 7}" for n in range(20)]
    table.write_text("text\n" + "\n".join(texts) + "\n", encoding="utf-8")
    tool = OwnTool("A", "List.", gives="anonymized")

    def own(engine: AnsweringEngine, earlier: Earlier | None = None) -> OwnWorker:
        return OwnWorker(engine, tool, "model", earlier, block=4)

    token, engine = CancelToken(), AnsweringEngine(names)
    engine.before = lambda number: token.cancel() if number == 9 else None
    assert not run_job(table, ("text",), out, own(engine), cancel=token).complete
    assert run_job(table, ("text",), out, own(AnsweringEngine(names)), resume=True).kept == 8
    found = read_csv(out)
    marks = {"Ada": "[Person 1]", "Bob": "[Person 2]", "Cleo": "[Person 3]"}
    assert [row[1].partition(" in room")[0] for row in found[1:]] == [
        f"{marks[people[n % 3]]} met {marks[people[n % 2]]}" for n in range(20)
    ]
    assert found[1][2] == "[Person 1] = Ada; [Number 1] = 0"

    found[3][1:] = ["", "", "failed"]
    with out.open("w", encoding="utf-8", newline="") as stream:
        csv.writer(stream).writerows(found)
    again = AnsweringEngine(names)
    earlier = Earlier(out, open_table(table), ("text",), own(again).columns)
    run_job(table, ("text",), out, own(again, earlier), overwrite=True)
    assert again.many == [1]
    assert read_csv(out)[3][1] == "[Person 3] met [Person 1] in room [Number 3]"
