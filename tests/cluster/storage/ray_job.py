"""A job over Ray on this machine, its table and output in an object store, to be killed and gone on with.

python -m tests.cluster.storage.ray_job TABLE OUT
"""

from __future__ import annotations

import sys
from pathlib import Path

from llmdesk.cluster.ray_places import LOCAL, Cluster, ClusterOptions
from llmdesk.cluster.sharing import SharingWorker
from llmdesk.cluster.storage.places import place_of
from llmdesk.cluster.storage.staging import Staging
from llmdesk.tools.tables import Worker, run_job
from tests.cluster.sleeping import SPEC, Sleeper, start_fake
from tests.fakes import FakeEngine
from tests.tools.tables.shouting import Shout


def main() -> None:
    table, out = map(place_of, sys.argv[1:])
    engine = FakeEngine()
    with (
        Staging(Path("not-sent")) as staging,
        Cluster(ClusterOptions(LOCAL, actors=2, cpus=1)) as cluster,
    ):
        target = staging.output(out, table, overwrite=False, resume=True)
        path = staging.table(table, lambda _done, _all: None)

        def share(worker: Worker[Shout]) -> Worker[Shout]:
            return SharingWorker(worker, lambda ready: cluster.places(ready, engine, SPEC, start_fake))

        result = run_job(
            path, ("comment",), target, Sleeper(), resume=True, sharing=share, copy=staging.copy,
        )  # fmt: skip
    sys.stdout.write(f"{result.rows} {result.kept}\n")


if __name__ == "__main__":
    main()
