"""`llmdesk run` and `llmdesk tools` with a scripted engine: files in, files out, what is said of them."""

from __future__ import annotations

import _thread
import csv
import json
import time
from pathlib import Path

import pytest

from llmdesk.paths import Paths
from llmdesk.store import Store
from llmdesk.tools.own.runs import TABLE_KIND
from tests.cli.harness import Cli
from tests.closed_folders import close
from tests.tools.own.engine import AnsweringEngine, text_in

TOOL = """
llmdesk_tool = 1
name = "Echo"
instructions = "Say it again."
takes = ["subject", "body"]
template = "{subject}: {body}"
[checks]
longest = 20
tries = 1
"""


@pytest.fixture
def engine() -> AnsweringEngine:
    return AnsweringEngine(lambda request: text_in(request).upper())


@pytest.fixture
def run(tmp_path: Path, engine: AnsweringEngine) -> Cli:
    cli = Cli(tmp_path)
    cli.engine = engine
    return cli


@pytest.fixture
def tool(tmp_path: Path) -> str:
    path = tmp_path / "echo.toml"
    path.write_text(TOOL, encoding="utf-8")
    return str(path)


@pytest.fixture
def table(tmp_path: Path) -> str:
    path = tmp_path / "in.csv"
    rows = ["body,subject,id", "hello,mail,1", ",,2", "this one is much too long,mail,3"]
    path.write_text("\n".join(rows) + "\n", encoding="utf-8")
    return str(path)


def rows(path: Path) -> list[list[str]]:
    with path.open(encoding="utf-8-sig", newline="") as stream:
        return list(csv.reader(stream))


# -- a text, documents ---------------------------------------------------------------------------
def test_a_text_gets_its_answer(run: Cli) -> None:
    assert run("run", "title", "--text", "a cold room") == 0
    assert run.out.getvalue() == "A COLD ROOM\n"


def test_that_a_small_model_does_little_of_what_a_tool_says_is_said(run: Cli) -> None:
    assert run("run", "title", "--text", "a cold room") == 0
    assert "is a small model" in run.err.getvalue()
    run.engine.parameters = 2_000_000_000
    run.err.truncate(0)
    assert run("run", "title", "--text", "a cold room") == 0
    assert "is a small model" not in run.err.getvalue()


def test_json_says_what_was_checked(run: Cli) -> None:
    words = "a cold room " * 10
    assert run("--json", "run", "title", "--text", words) == 2
    found = run.json
    assert found["result"] == {"title": words.strip().upper()}
    assert (found["passed"], found["status"], found["tries"]) == (False, "check failed", 3)
    assert [each["rule"] for each in found["checks"]] == ["longest"]


def test_an_instruction_needs_no_tool(run: Cli, tmp_path: Path) -> None:
    for name in ("a", "b"):
        (tmp_path / f"{name}.txt").write_text(f"text {name}", encoding="utf-8")
    names = [str(tmp_path / f"{name}.txt") for name in "ab"]
    assert run("run", "--instruction", "Say it again.", *names) == 0
    assert "TEXT A\n" in run.out.getvalue()
    assert "TEXT B\n" in run.out.getvalue()


def test_a_document_that_cannot_be_read_costs_only_itself(run: Cli, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("text a", encoding="utf-8")
    assert run("--json", "run", "title", str(tmp_path / "gone.txt"), str(tmp_path / "a.txt")) == 2
    first, second = run.json["files"]
    assert "error" in first
    assert second["result"] == {"title": "TEXT A"}


# -- a table -------------------------------------------------------------------------------------
def test_a_table_gets_the_columns_of_the_tool(run: Cli, tmp_path: Path, tool: str, table: str) -> None:
    out = tmp_path / "out.csv"
    assert run("run", tool, "--table", table, "--out", str(out)) == 0
    assert rows(out) == [
        ["body", "subject", "id", "answer", "status"],
        ["hello", "mail", "1", "MAIL: HELLO", "ok"],
        ["", "", "2", "", "empty"],
        ["this one is much too long", "mail", "3", "MAIL: THIS ONE IS MUCH TOO LONG",
         "check failed: longest: it has 31 characters, at most 20 are wanted"],
    ]  # fmt: skip
    assert "--again failed" in run.out.getvalue()
    store = Store(Paths.under(tmp_path / "data").database, Paths.under(tmp_path / "data").backups)
    (kept,) = store.runs("own table")
    store.close()
    assert (kept.state, kept.title) == ("done", "in.csv")


def test_columns_are_named_in_the_order_of_the_places(
    run: Cli, tmp_path: Path, tool: str, table: str
) -> None:
    out = tmp_path / "out.csv"
    assert run("run", tool, "--table", table, "--column", "id", "BODY", "--out", str(out)) == 0
    assert rows(out)[1][3] == "1: HELLO"


def test_a_tool_of_any_text_takes_several_columns_together(run: Cli, tmp_path: Path, table: str) -> None:
    out = tmp_path / "out.csv"
    words = ["run", "--instruction", "Say it.", "--table", table, "--column", "id", "body", "--out", str(out)]
    assert run(*words) == 0
    assert rows(out)[1][3] == "ID: 1\nBODY: HELLO"


def test_rows_that_failed_are_done_again_alone(
    run: Cli, tmp_path: Path, tool: str, table: str, engine: AnsweringEngine
) -> None:
    out = tmp_path / "out.csv"
    assert run("run", tool, "--table", table, "--out", str(out)) == 0
    engine._answer, engine.many = (lambda _request: "short"), []
    assert run("run", tool, "--table", table, "--out", str(out), "--again", "failed") == 0
    assert [row[3:] for row in rows(out)[1:]] == [["MAIL: HELLO", "ok"], ["", "empty"], ["short", "ok"]]
    assert engine.many == [1]


def test_rows_whose_text_has_changed_are_done_again_alone(
    run: Cli, tmp_path: Path, tool: str, table: str, engine: AnsweringEngine
) -> None:
    out = tmp_path / "out.csv"
    words = ["run", tool, "--table", table, "--out", str(out)]
    assert run(*words) == 0
    text = Path(table).read_text(encoding="utf-8")
    Path(table).write_text(text.replace("hello", "good day"), encoding="utf-8")
    engine.many = []
    assert run(*words, "--again", "failed") == 2
    assert "--again changed" in run.err.getvalue()
    assert run(*words, "--again", "changed") == 0
    assert engine.many == [1]
    assert rows(out)[1][3:] == ["MAIL: GOOD DAY", "ok"]


def test_a_column_that_somebody_added_is_not_lost_by_doing_rows_again(
    run: Cli, tmp_path: Path, tool: str, table: str, engine: AnsweringEngine
) -> None:
    out = tmp_path / "out.csv"
    words = ["run", tool, "--table", table, "--out", str(out)]
    assert run(*words) == 0
    noted = [[*row, f"note {n}" if n else "note"] for n, row in enumerate(rows(out))]
    with out.open("w", encoding="utf-8", newline="") as stream:
        csv.writer(stream).writerows(noted)
    engine.many = []
    assert run(*words, "--again", "failed") == 2
    assert "knows nothing: note" in run.err.getvalue()
    assert (rows(out), engine.many) == (noted, [])
    assert run(*words, "--again", "failed", "--overwrite") == 0
    assert rows(out)[0][-1] == "status"


def test_ctrl_c_keeps_what_is_done_and_resume_goes_on(
    run: Cli, tmp_path: Path, tool: str, engine: AnsweringEngine
) -> None:
    out, table = tmp_path / "out.csv", tmp_path / "long.csv"
    table.write_text("subject,body\n" + "".join(f"s{n},b{n}\n" for n in range(140)), encoding="utf-8")
    words = ["run", tool, "--table", str(table), "--out", str(out)]

    def interrupt(number: int) -> None:
        if number == 130:
            _thread.interrupt_main()
            while engine.cancel is not None and not engine.cancel.cancelled:
                time.sleep(0.01)

    engine.before = interrupt
    assert run(*words) == 130
    assert "--resume goes on behind the last whole block of 64 rows" in run.out.getvalue()
    assert not out.exists()
    engine.before, engine.many = (lambda _number: None), []
    assert run(*words, "--resume") == 0
    assert engine.many == [12]  # two blocks of 64 rows are done
    assert "128 rows were done before" in run.err.getvalue()
    assert [row[2] for row in rows(out)[1:]] == [f"S{n}: B{n}" for n in range(140)]


def test_a_preview_writes_nothing(run: Cli, tmp_path: Path, tool: str, table: str) -> None:
    assert run("--json", "run", tool, "--table", table, "--preview") == 0
    assert next(row["result"]["answer"] for row in run.json["rows"]) == "MAIL: HELLO"
    assert run.json["total"] == 3
    assert sorted(path.suffix for path in tmp_path.iterdir() if path.is_file()) == [".csv", ".gguf", ".toml"]


def test_folders_in_a_folder_that_cannot_be_read_are_told(
    run: Cli, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "letters"
    for name in ("closed", "b/closed"):
        (folder / name).mkdir(parents=True)
    (folder / "a.txt").write_text("dear", encoding="utf-8")
    close(monkeypatch, "closed")
    assert run("run", "title", "--folder", str(folder), "--out", str(tmp_path / "out.csv")) == 0
    assert "2 folders cannot be read, and nothing in them is here: b/closed, closed." in run.err.getvalue()


def test_a_folder_becomes_a_table(run: Cli, tmp_path: Path) -> None:
    folder, out = tmp_path / "letters", tmp_path / "out.csv"
    folder.mkdir()
    (folder / "a.txt").write_text("dear", encoding="utf-8")
    assert run("run", "title", "--folder", str(folder), "--out", str(out)) == 0
    assert rows(out) == [["file", "title", "status"], ["a.txt", "DEAR", "ok"]]


def test_a_folder_of_tables_is_a_table_and_not_documents_in_the_history(run: Cli, tmp_path: Path) -> None:
    folder, out = tmp_path / "parts", tmp_path / "out.csv"
    folder.mkdir()
    for name in ("a", "b"):
        (folder / f"{name}.csv").write_text(f"id,text\n{name},hello {name}\n", encoding="utf-8")
    assert run("run", "title", "--table", str(folder), "--out", str(out)) == 0
    assert [row[:3] for row in rows(out)[1:]] == [["a", "hello a", "HELLO A"], ["b", "hello b", "HELLO B"]]
    paths = Paths.under(tmp_path / "data")
    store = Store(paths.database, paths.backups)
    [kept] = store.runs(TABLE_KIND)
    store.close()
    assert kept.inputs["folder"] is False
    assert kept.inputs["path"] == str(folder)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["run"], "Which tool?"),
        (["run", "nonsense", "--text", "a"], "There is no tool of that name."),
        (["run", "title"], "There is no text"),
        (["run", "title", "--text", "a", "--preview"], "--preview belongs to a table"),
        (["run", "title", "--text", "a", "--out", "OUT"], "--out belongs to a table"),
        (["run", "title", "--text", "a", "--header-row", "0"], "--header-row belongs to a table"),
        (["run", "title", "--table", "TABLE"], "There is no name for the new table."),
        (["run", "title", "--table", "TABLE", "--out", "OUT"], 'Name it: --column "body"'),
        (["run", "TOOL", "--table", "TABLE", "--column", "id", "--out", "OUT"], "It has 2 places"),
        (["run", "TOOL", "--text", "a"], "Its places are: subject, body."),
        (["run", "--instruction", "About {gone}", "--table", "TABLE", "--out", "OUT"], "no column “gone”"),
        (["run", "--instruction", "About {gone} and {ID}", "--table", "TABLE", "--out", "OUT"],
         'of gone, ID, in this order: --column NAME --column "id"'),
        (["run", "title", "--table", "TABLE", "--column", "id", "--out", "OUT", "--again", "failed"],
         "no table whose rows could be done again"),
        (["run", "title", "--table", "TABLE", "--folder", "x", "--out", "OUT"], "do not go together"),
        (["run", "title", "--folder", "TABLE", "--out", "OUT"], "not a folder"),
        (["run", "TOOL", "--table", "TABLE", "--sheet", "S", "--out", "OUT"], "This table has no sheets."),
    ],
)  # fmt: skip
def test_what_cannot_be_done_is_said_before_anything_is(
    run: Cli, tmp_path: Path, tool: str, table: str, words: list[str], said: str
) -> None:
    places = {"TABLE": table, "TOOL": tool, "OUT": str(tmp_path / "out.csv")}
    assert run(*[places.get(word, word) for word in words]) == 2
    assert said in run.err.getvalue()
    assert not (tmp_path / "out.csv").exists()


# -- the tools themselves ------------------------------------------------------------------------
def test_a_tool_travels_as_its_file(run: Cli, tmp_path: Path, tool: str, table: str) -> None:
    assert run("tools", "check", tool) == 0
    assert "takes {subject}, {body}, gives text" in run.out.getvalue()
    assert run("tools", "import", tool) == 0
    assert run("tools", "import", tool) == 0
    assert "is here already" in run.out.getvalue()
    assert run("tools", "export", "echo", "--out", str(tmp_path / "copy.toml")) == 0
    assert run("tools", "import", str(tmp_path / "copy.toml")) == 0
    run.out.truncate(0)
    run.out.seek(0)
    assert run("--json", "tools", "list") == 0
    own = [each for each in json.loads(run.out.getvalue()) if each["own"]]
    assert [each["name"] for each in own] == ["Echo"]
    assert run("run", "Echo", "--table", table, "--out", str(tmp_path / "out.csv")) == 0


def test_another_tool_of_the_same_name_gets_a_number(run: Cli, tmp_path: Path, tool: str) -> None:
    other = tmp_path / "other.toml"
    other.write_text(TOOL.replace("again", "twice"), encoding="utf-8")
    assert run("tools", "import", tool) == run("tools", "import", str(other)) == 0
    assert "“Echo (2)” was added." in run.out.getvalue()
    assert run("tools", "show", "echo (2)") == 0
    assert "Say it twice." in run.out.getvalue()


def test_a_file_that_is_no_tool_is_told_with_the_reason(run: Cli, tmp_path: Path) -> None:
    path = tmp_path / "bad.toml"
    path.write_text(TOOL.replace("{body}", "{text}"), encoding="utf-8")
    assert run("tools", "check", str(path)) == 2
    assert "refers to {text}, which is not in “takes”: subject, body" in run.err.getvalue()
