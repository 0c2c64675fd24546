"""Commands over tables in an object store, with a scripted engine: what is said, and what is never said."""

from __future__ import annotations

import io
import subprocess
import sys
from pathlib import Path

import pytest

from llmdesk.cluster.storage.objects import Objects
from llmdesk.paths import Paths
from llmdesk.store import Store
from llmdesk.tools.sentiment.runs import TABLE
from tests.cli.harness import Cli
from tests.cluster.storage.conftest import KEY, SECRET
from tests.tools.own.engine import AnsweringEngine
from tests.tools.sentiment.engine import CountingEngine

TEXTS = ["I love it, a great day", "It was awful and bad", "", "great"]


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Cli:
    monkeypatch.chdir(tmp_path)
    cli = Cli(tmp_path)
    cli.engine = CountingEngine()
    return cli


@pytest.fixture
def table(bucket: str, store: Objects) -> str:
    for number, texts in enumerate((TEXTS[:2], TEXTS[2:])):
        rows = "".join(f'{number},"{text}"\n' for text in texts)
        store.write(f"{bucket}/in/{number}.csv", f"id,comment\n{rows}".encode())
    return f"s3://{bucket}/in"


def again(run: Cli) -> Cli:
    run.out, run.err = io.StringIO(), io.StringIO()
    return run


def test_a_scored_table_there_is_the_one_that_is_made_here(
    run: Cli, table: str, bucket: str, store: Objects, tmp_path: Path
) -> None:
    out = f"s3://{bucket}/out/scored.csv"
    words = ("sentiment", "--column", "comment", "--table")
    assert run(*words, table, "--out", out, "--json") == 0, run.err.getvalue()
    assert run.json["path"] == out
    assert run.json["source"] == table
    assert "not kept in the history" in run.err.getvalue()
    (tmp_path / "in").mkdir()
    for number in range(2):
        (tmp_path / "in" / f"{number}.csv").write_bytes(store.read(f"{bucket}/in/{number}.csv"))
    assert again(run)(*words, str(tmp_path / "in"), "--out", str(tmp_path / "home.csv")) == 0
    assert store.read(f"{bucket}/out/scored.csv") == (tmp_path / "home.csv").read_bytes()
    paths = Paths.under(tmp_path / "data")
    kept = Store(paths.database, paths.backups)
    assert len(kept.runs(TABLE)) == 1
    kept.close()
    assert again(run)(*words, table, "--out", out) == 2
    assert "already exists" in run.err.getvalue()
    assert again(run)(*words, table, "--out", out, "--overwrite") == 0
    assert f"Written: {out}\n" in run.out.getvalue()


@pytest.mark.parametrize("command", ["translate", "run"])
def test_other_commands_go_there_too(
    command: str, run: Cli, table: str, bucket: str, store: Objects, tmp_path: Path
) -> None:
    run.engine = AnsweringEngine(lambda _: "一天。")
    out = f"s3://{bucket}/out.parquet"
    given = ["--table", table, "--column", "comment", "--out", out]
    words = (
        ["--from", "en", "--to", "zh"] if command == "translate" else ["--instruction", "Say it in Chinese."]
    )
    assert run(command, *words, *given) == 0, run.err.getvalue()
    assert store.find(f"{bucket}/out.parquet") is not None
    assert out in run.out.getvalue()
    assert "llmdesk-cluster" not in run.out.getvalue() + run.err.getvalue()


def test_what_is_wrong_is_told_by_the_address_and_without_credentials(
    run: Cli, table: str, bucket: str, store: Objects, monkeypatch: pytest.MonkeyPatch
) -> None:
    store.write(f"{bucket}/in/2.csv", b"id,note\n1,x\n")
    words = ("sentiment", "--column", "comment", "--out", f"s3://{bucket}/out.csv", "--table")
    assert run(*words, table) == 2
    assert f"{table}/2.csv has no column “comment”" in run.err.getvalue()
    assert again(run)(*words, f"s3://{KEY}:{SECRET}@{bucket}/in") == 2
    assert "Credentials do not belong" in run.err.getvalue()
    assert SECRET not in run.err.getvalue() + run.out.getvalue()
    assert again(run)("--offline", *words, table) == 2
    assert "offline" in run.err.getvalue()
    for more in (["--sample", "3"], ["--share", "--labelled", "comment"]):
        assert again(run)(*words, table, *more) == 2
        assert "file of this computer" in run.err.getvalue()
    assert again(run)("translate", "A text.", "--to", "zh", "--out", f"s3://{bucket}/x.txt") == 2
    assert "file of this computer" in run.err.getvalue()
    assert "encrypted" not in run.err.getvalue()
    assert again(run)("--offline", *words, f"{table}?endpoint_override=store.example.com:80&scheme=http") == 2
    assert "http://store.example.com:80" in run.err.getvalue()
    assert not list(Path.cwd().glob("s3*"))


def test_nothing_of_it_is_imported_before_an_address_is_given() -> None:
    code = (
        "import sys\nfrom llmdesk.cli.parser import parse\n"
        "parse(['sentiment', '--table', 'in.csv', '--out', 'out.csv'])\n"
        "print({'pyarrow', 'llmdesk.cluster'} & set(sys.modules))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    assert done.stdout == "set()\n", done.stderr
