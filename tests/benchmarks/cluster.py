"""How much more two processes of a Ray cluster do than one, with a worker that sleeps as a model would work.

    python -m tests.benchmarks.cluster [--rows N] [--rounds N] [--json]

Needs Ray (`pip install "llmdesk[cluster]"`). Two nodes of one processor each run on this machine; a worker
that sleeps takes none of its time, so what is measured is what sharing out costs.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from llmdesk.cancel import CancelToken
from llmdesk.cluster.ray_places import Cluster, ClusterOptions
from llmdesk.cluster.sharing import SharingWorker
from llmdesk.tools.tables import Row, Worker, run_job
from tests.benchmarks import measure
from tests.cluster.sleeping import SPEC, Sleeper, start_fake
from tests.fakes import FakeEngine
from tests.tools.tables.scoring import write_csv
from tests.tools.tables.shouting import Shout


class _Timed(SharingWorker[Shout]):
    """Measured from when the first results are there: starting processes is Ray's time."""

    began = 0.0

    def rows(self, rows: Iterable[Row], cancel: CancelToken) -> Iterator[Shout]:
        for result in super().rows(rows, cancel):
            self.began = self.began or time.perf_counter()
            yield result


def rows_per_s(address: str, actors: int, path: Path) -> float:
    made: list[_Timed] = []
    with Cluster(ClusterOptions(address, actors=actors, cpus=1)) as cluster:

        def share(worker: Worker[Shout]) -> Worker[Shout]:
            engine = FakeEngine()
            made.append(_Timed(worker, lambda ready: cluster.places(ready, engine, SPEC, start_fake)))
            return made[0]

        out = path.with_name(f"out-{actors}.csv")
        result = run_job(path, ("comment",), out, Sleeper(), sharing=share, overwrite=True)
    return result.rows / (time.perf_counter() - made[0].began)


def measured(options: argparse.Namespace) -> dict[str, float]:
    from ray.cluster_utils import Cluster as Machines

    machines: Any = Machines(initialize_head=True, head_node_args={"num_cpus": 0, "include_dashboard": False})
    ratios, rates = [], []
    try:
        for _ in range(2):
            machines.add_node(num_cpus=1)
        machines.wait_for_nodes()
        with tempfile.TemporaryDirectory() as name:
            path = write_csv(Path(name) / "in.csv", options.rows)
            for _ in range(options.rounds):
                one = rows_per_s(machines.address, 1, path)
                rates.append(rows_per_s(machines.address, 2, path))
                ratios.append(rates[-1] / one)
    finally:
        machines.shutdown()
    return {"two processes, rows/s": measure.median(rates), "two to one": measure.median(ratios)}


def main() -> int:
    parser = measure.arguments(__doc__.splitlines()[0])
    parser.add_argument("--rows", type=int, default=8000)
    options = parser.parse_args()
    return measure.report(measured(options), {"two to one": 1.8}, options.json)


if __name__ == "__main__":
    sys.exit(main())
