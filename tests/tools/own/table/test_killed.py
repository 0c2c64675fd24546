"""A job whose process is killed goes on to the same bytes: with an engine of the tests and the real model."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from llmdesk.engine.face import TextEngine
from llmdesk.engine.local.client import Engine
from llmdesk.engine.model_ref import FileRef
from llmdesk.engine.types import ModelSpec
from llmdesk.tools.own import Checks, OwnTool
from llmdesk.tools.own.table import OwnWorker
from llmdesk.tools.tables import run_job
from tests.tools.own.engine import AnsweringEngine
from tests.tools.own.table.test_worker import write_csv

ROWS, BLOCK, KILLED_AT = 10, 3, 5  # 8 rows with text, in three blocks
WHOLE = 4  # rows of the first block, with the empty one in it
TOOL = OwnTool(
    "Title",
    "Write a title.",
    takes=("body",),
    template="{body}: the lamp is broken",
    checks=Checks(tries=1),
    longest_answer=6,
)
CHILD = """
import sys
from pathlib import Path
from llmdesk.tools.tables import run_job
from tests.tools.own.table.test_killed import KILLED_AT, make_engine, worker

done = []

def stop(answer):
    done.append(answer)
    if len(done) == KILLED_AT:
        print("there", flush=True)
        sys.stdin.read()

if __name__ == "__main__":
    folder, model = Path(sys.argv[1]), sys.argv[2]
    engine = make_engine(folder / "killed.log", Path(model) if model else None)
    run_job(folder / "in.csv", ("body",), folder / "out.csv", worker(engine), on_result=stop)
"""


def make_engine(log: Path, model: Path | None) -> TextEngine:
    """Without a model one that answers at once, by what is asked together."""
    if model is None:
        return AnsweringEngine(beside=True)
    engine = Engine(log)
    engine.load(ModelSpec(FileRef(model), context=1024, device="cpu", threads=1, threads_batch=1))
    return engine


def worker(engine: TextEngine) -> OwnWorker:
    return OwnWorker(engine, TOOL, "model", block=BLOCK)


@pytest.fixture(params=["scripted", pytest.param("starter", marks=pytest.mark.model)])
def model(request: pytest.FixtureRequest) -> Path | None:
    starter: Path | None = request.getfixturevalue("starter") if request.param == "starter" else None
    return starter


@pytest.fixture
def engine(model: Path | None, tmp_path: Path) -> Iterator[TextEngine]:
    engine = make_engine(tmp_path / "engine.log", model)
    yield engine
    engine.close()


def test_a_job_whose_process_was_killed_goes_on_to_the_same_bytes(
    engine: TextEngine, model: Path | None, tmp_path: Path
) -> None:
    table, out = write_csv(tmp_path / "in.csv", ROWS), tmp_path / "out.csv"
    straight = tmp_path / "straight.csv"
    assert run_job(table, ("body",), straight, worker(engine)).complete
    kill_on_the_way(tmp_path, model)
    assert not out.exists()
    result = run_job(table, ("body",), out, worker(engine), resume=True)
    assert (result.complete, result.rows, result.kept) == (True, ROWS, WHOLE)
    assert out.read_bytes() == straight.read_bytes()
    assert result.statuses["empty"] == 2


def kill_on_the_way(folder: Path, model: Path | None) -> None:
    """A process does rows of the table up to `KILLED_AT`, and is killed there."""
    script = folder / "child.py"
    script.write_text(CHILD, encoding="utf-8")
    root = Path(__file__).parents[4]
    paths = filter(None, (str(root), os.environ.get("PYTHONPATH")))
    with subprocess.Popen(
        [sys.executable, str(script), str(folder), str(model or "")],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(paths)},
    ) as child:
        assert child.stdout is not None
        assert child.stdout.readline().strip() == b"there"
        child.kill()
