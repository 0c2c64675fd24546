"""`--ray`: the rows of a table shared out over a cluster.

Owns the wiring of the cluster to a command's engine and model, one elsewhere too. Imports nothing of it
unasked.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from llmdesk.cli.session import Session
from llmdesk.cli.shell.console import Console
from llmdesk.engine.model_ref import ElsewhereRef
from llmdesk.errors import UsageError
from llmdesk.models.library import InstalledModel
from llmdesk.tools.tables.worker import Worker

if TYPE_CHECKING:
    from llmdesk.cluster.engines import Start
    from llmdesk.network.gate import Network

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
    from llmdesk.cluster.engines import at_file
    from llmdesk.cluster.ray_places import Cluster, ClusterOptions
    from llmdesk.cluster.sharing import SharingWorker

    options = ClusterOptions(arguments.ray, arguments.ray_actors, arguments.ray_cpus, arguments.ray_gpus)
    spec = session.spec(model)
    start = at_file if model.elsewhere is None else _at_server(model.elsewhere, session)
    console.progress(f"Connecting to the cluster ({options.address})…")
    with Cluster(options) as cluster:
        yield lambda worker: SharingWorker(
            worker, lambda ready: cluster.places(ready, session.engine, spec, start)
        )


def _at_server(ref: ElsewhereRef, session: Session) -> Start:
    from llmdesk.cluster.engines import AtServer
    from llmdesk.network.addresses import origin_of

    loaded = session.engine.state().model
    assert loaded is not None
    origin = origin_of(ref.address)
    offline = session.options.offline or session.settings.offline
    return AtServer(loaded.name, GateThere(origin, session.engine_tokens.get(origin), offline))


@dataclass(frozen=True)
class GateThere:
    """Makes, on a machine of the cluster, the gate to the server at `origin`, which gets `token`."""

    origin: str
    token: str | None = field(repr=False)
    offline: bool

    def __call__(self) -> Network:
        from llmdesk.network.gate import Network, NetworkOptions

        options = NetworkOptions(offline=self.offline)
        return Network(options, lambda origin: self.token if origin == self.origin else None)
