"""Names that are not UTF-8 are files like others: read, written, told, kept."""

from __future__ import annotations

import csv
import io
import json
import os
import sys
from pathlib import Path

import pytest

from llmdesk.paths import Paths
from llmdesk.store import Store
from tests.cli.harness import Cli
from tests.tools.sentiment.engine import CountingEngine

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="elsewhere names are Unicode")

CAFE = os.fsdecode(b"caf\xe9")


@pytest.fixture
def run(tmp_path: Path) -> Cli:
    cli = Cli(tmp_path)
    cli.engine = CountingEngine()
    cli.out, cli.err = (io.TextIOWrapper(io.BytesIO(), "utf-8", "replace") for _ in range(2))  # type: ignore[assignment]  # strict as a pipe is
    return cli


def said(cli: Cli) -> str:
    texts = []
    for stream in (cli.out, cli.err):
        stream.flush()
        texts.append(stream.buffer.getvalue().decode("utf-8"))  # type: ignore[attr-defined]
    return "\n".join(texts)


def table(folder: Path) -> Path:
    path = folder / f"{CAFE}.csv"
    rows = "".join(f"{'great' if n % 2 else 'awful'} thing {n},{n % 2}\n" for n in range(30))
    path.write_text("text,y\n" + rows, encoding="utf-8")
    return path


@pytest.mark.parametrize("suffix", [".csv", ".xlsx", ".jsonl"])
def test_a_table_of_such_a_name_is_scored_and_kept(run: Cli, tmp_path: Path, suffix: str) -> None:
    out = tmp_path / f"{CAFE}.out{suffix}"
    words = [
        "sentiment",
        "--table",
        str(table(tmp_path)),
        "--column",
        "text",
        "--out",
        str(out),
        "--labelled",
        "y",
    ]
    assert run(*words) == 0, said(run)
    assert out.exists()
    assert "caf" in said(run)
    assert run(*words, "--json") == 0, said(run)
    paths = Paths.under(tmp_path / "data")
    store = Store(paths.database, paths.backups)
    kept = store.runs("table")[0]
    store.close()
    assert Path(str(kept.inputs["path"])).exists()  # the history finds the file again
    assert Path(str(kept.inputs["out"])).exists()


@pytest.mark.parametrize("suffix", [".csv", ".xlsx", ".jsonl"])
def test_a_folder_with_such_names_is_scored(run: Cli, tmp_path: Path, suffix: str) -> None:
    folder = tmp_path / os.fsdecode(b"fold\xe9r")
    folder.mkdir()
    (folder / f"{CAFE}.txt").write_text("a great day", encoding="utf-8")
    out = tmp_path / f"out{suffix}"
    assert run("sentiment", "--table", str(folder), "--out", str(out)) == 0, said(run)
    if suffix == ".csv":
        with out.open(encoding="utf-8-sig", errors="strict", newline="") as stream:
            assert list(csv.reader(stream))[1][0].startswith("caf")
    elif suffix == ".jsonl":
        assert json.loads(out.read_text(encoding="utf-8"))["file"].startswith("caf")


@pytest.mark.parametrize(
    "words",
    [
        ["sentiment", "--table", f"nothing{CAFE}.csv", "--column", "text", "--out", "x.csv"],
        ["summarize", f"nothing{CAFE}.txt"],
        ["poem", "--check", f"nothing{CAFE}", "--form", "haiku"],
        ["models", "check", f"nothing{CAFE}.gguf"],
        ["models", "import", f"nothing{CAFE}.gguf"],
        ["models", "remove", CAFE, "--yes"],
        ["sentiment", "good", "--labels", f"{CAFE},b"],
        ["sentiment", CAFE],
        ["poem", "--form", CAFE],
    ],
)
@pytest.mark.parametrize("more", [[], ["--json"]])
def test_what_is_wrong_with_such_a_name_is_told(run: Cli, words: list[str], more: list[str]) -> None:
    assert run(*words, *more) in (0, 2), said(run)
    assert "Traceback" not in said(run)


def test_a_data_folder_of_such_a_name_works(tmp_path: Path) -> None:
    folder = tmp_path / os.fsdecode(b"dat\xe9")
    folder.mkdir()
    cli = Cli(folder)
    cli.engine.enqueue("Hello")
    assert cli("chat", f"say {CAFE}") == 0, cli.err.getvalue()
    assert cli("models", "list", "--json") == 0
    assert [message.role for message in cli.saved()] == ["user", "assistant"]
