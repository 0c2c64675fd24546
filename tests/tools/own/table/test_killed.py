"""A job with the real model whose process is killed goes on to the same bytes."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from llmdesk.engine.local.client import Engine
from llmdesk.engine.model_ref import FileRef
from llmdesk.engine.types import ModelSpec
from llmdesk.tools.own import Checks, Example, OwnTool
from llmdesk.tools.own.table import OwnWorker
from llmdesk.tools.tables import run_job
from tests.tools.own.table.test_worker import write_csv

pytestmark = pytest.mark.model
ROWS, BLOCK, KILLED_AT = 10, 3, 5  # 8 rows with text, in three blocks
TOOL = OwnTool(
    "Title",
    "Write a title for the text.",
    takes=("body",),
    template="{body}: the lamp is broken",
    examples=(Example(("a cat",), "Broken lamp"),),
    checks=Checks(tries=1),
    longest_answer=6,
)
CHILD = """
import sys
from pathlib import Path
from llmdesk.engine.local.client import Engine
from llmdesk.tools.tables import run_job
from tests.tools.own.table.test_killed import BLOCK, TOOL, spec, worker

if __name__ == "__main__":
    engine = Engine(Path(sys.argv[1]) / "killed.log")
    engine.load(spec(Path(sys.argv[4])))
    run_job(Path(sys.argv[2]), ("body",), Path(sys.argv[3]), worker(engine),
            on_result=lambda answer: print("row", flush=True))
"""


def spec(starter: Path) -> ModelSpec:
    return ModelSpec(FileRef(starter), context=1024, device="cpu", threads=1, threads_batch=1)


def worker(engine: Engine) -> OwnWorker:
    return OwnWorker(engine, TOOL, "starter", block=BLOCK)


@pytest.fixture
def engine(starter: Path, tmp_path: Path) -> Iterator[Engine]:
    engine = Engine(tmp_path / "engine.log")
    engine.load(spec(starter))
    yield engine
    engine.close()


def test_a_job_whose_process_was_killed_goes_on_to_the_same_bytes(
    engine: Engine, starter: Path, tmp_path: Path
) -> None:
    table, out, straight = (
        write_csv(tmp_path / "in.csv", ROWS),
        tmp_path / "out.csv",
        tmp_path / "straight.csv",
    )
    assert run_job(table, ("body",), straight, worker(engine)).complete
    script = tmp_path / "child.py"
    script.write_text(CHILD, encoding="utf-8")
    command = [sys.executable, str(script), *map(str, (tmp_path, table, out, starter))]
    root = Path(__file__).parents[4]
    with subprocess.Popen(command, stdout=subprocess.PIPE, cwd=root, env=environment(root)) as child:
        assert child.stdout is not None
        for _ in range(KILLED_AT):
            assert child.stdout.readline().strip() == b"row"
        child.kill()
    assert not out.exists()
    result = run_job(table, ("body",), out, worker(engine), resume=True)
    assert (result.complete, result.rows) == (True, ROWS)
    assert 0 < result.kept < ROWS
    assert out.read_bytes() == straight.read_bytes()
    assert result.statuses["empty"] == 2


def environment(root: Path) -> dict[str, str]:
    """Where the child finds llmdesk and its tests."""
    paths = filter(None, (str(root), os.environ.get("PYTHONPATH")))
    return {**os.environ, "PYTHONPATH": os.pathsep.join(paths)}
