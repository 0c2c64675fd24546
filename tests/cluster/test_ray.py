"""The rows of a table over a real Ray cluster of two nodes on this machine; skipped without Ray."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from llmdesk.cluster.ray_places import Cluster, ClusterOptions
from llmdesk.cluster.sharing import SharingWorker
from llmdesk.tools.tables import Worker, run_job
from tests.cluster.sleeping import SPEC, Sleeper, start_fake
from tests.fakes import FakeEngine
from tests.tools.tables.scoring import ROWS, write_csv
from tests.tools.tables.shouting import Shout, Shouter

pytestmark = pytest.mark.filterwarnings("default")  # Ray's own


@pytest.fixture(scope="module")
def machines() -> Iterator[Any]:
    """A head without a processor, and two nodes of one."""
    pytest.importorskip("ray")
    from ray.cluster_utils import Cluster as Machines

    made = Machines(initialize_head=True, head_node_args={"num_cpus": 0, "include_dashboard": False})
    try:
        yield made
    finally:
        made.shutdown()


def work(machines: Any, path: Path, out: Path, on_result: Any = None) -> Any:
    engine = FakeEngine()
    with Cluster(ClusterOptions(machines.address)) as cluster:

        def share(worker: Worker[Shout]) -> Worker[Shout]:
            return SharingWorker(worker, lambda ready: cluster.places(ready, engine, SPEC, start_fake))

        return run_job(path, ("comment",), out, Sleeper(), sharing=share, on_result=on_result, overwrite=True)


def test_nothing_of_ray_is_imported_before_a_cluster_is_asked_for() -> None:
    code = "import sys, llmdesk.cli.sentiment_table; print({'ray', 'llmdesk.cluster'} & set(sys.modules))"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True).stdout == "set()\n"


def test_a_node_that_is_killed_in_the_middle_changes_nothing(machines: Any, tmp_path: Path) -> None:
    path, out, alone = write_csv(tmp_path / "in.csv"), tmp_path / "out.csv", tmp_path / "alone.csv"
    run_job(path, ("comment",), alone, Shouter())
    machines.add_node(num_cpus=1)
    second = machines.add_node(num_cpus=1)
    machines.wait_for_nodes()
    done = 0

    def on_result(_result: Shout) -> None:
        nonlocal done
        done += 1
        if done == ROWS // 4:
            machines.remove_node(second, allow_graceful=False)

    result = work(machines, path, out, on_result)
    assert result.complete
    assert result.rows == ROWS
    assert out.read_bytes() == alone.read_bytes()
