"""`--ray`: the rows of a table shared out over a cluster.

Owns the wiring of the cluster to a command's engine and model. Imports nothing of it unasked.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from llmdesk.cli.session import Session
from llmdesk.cli.shell.console import Console
from llmdesk.errors import UsageError
from llmdesk.models.library import InstalledModel
from llmdesk.tools.tables.worker import Worker

Sharing = Callable[[Worker[Any]], Worker[Any]]
OPTIONS = ("ray", "ray_actors", "ray_cpus", "ray_gpus")


def check_words(arguments: argparse.Namespace) -> None:
    """Raises `UsageError` for an option of a cluster without one."""
    for word in OPTIONS[1:] if arguments.ray is None else ():
        if getattr(arguments, word) is not None:
            raise UsageError(
                "--{name} belongs to a cluster.",
                hint="Name the cluster too: --ray ADDRESS.",
                name=word.replace("_", "-"),
            )


@contextmanager
def sharing(
    arguments: argparse.Namespace, model: InstalledModel, session: Session, console: Console
) -> Iterator[Sharing | None]:
    """What `run_job` takes, while the cluster is connected; None without --ray. `model` is loaded here
    already. Raises `ClusterError`."""
    if arguments.ray is None:
        yield None
        return
    from llmdesk.cluster.ray_places import Cluster, ClusterOptions
    from llmdesk.cluster.sharing import SharingWorker

    options = ClusterOptions(arguments.ray, arguments.ray_actors, arguments.ray_cpus, arguments.ray_gpus)
    spec = session.spec(model)
    console.progress(f"Connecting to the cluster ({options.address})…")
    with Cluster(options) as cluster:
        yield lambda worker: SharingWorker(worker, lambda ready: cluster.places(ready, session.engine, spec))
