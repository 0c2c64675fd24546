"""Ray: processes on the machines of a cluster that run a model and a copy of a worker.

The only place that imports Ray. Ray decides on which machine a process runs, and starts it again, there or
elsewhere, when it or its machine ends. Must not know which rows are whose.
"""

from __future__ import annotations

import os
import threading
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from types import TracebackType
from typing import Any, Self

from llmdesk.cancel import CancelToken
from llmdesk.cluster import failures
from llmdesk.cluster.copies import packed, unpacked
from llmdesk.cluster.engines import OwnFolder, Start, at_file
from llmdesk.cluster.sharing import Gone
from llmdesk.engine.face import TextEngine
from llmdesk.engine.model_ref import ElsewhereRef
from llmdesk.engine.types import ModelSpec
from llmdesk.errors import Cancelled, UserError
from llmdesk.tools.tables.worker import Row, Worker

LOCAL = "local"
_END_S = 5.0  # for engines to end and to tidy up; then their processes are ended


@dataclass(frozen=True)
class ClusterOptions:
    """`address`: "local" for this machine alone, "auto" for the cluster that this machine is part of, or
    HOST:PORT, or ray://HOST:PORT. `actors`: how many processes, `cpus` and `gpus`: of each; None: one for
    each machine, with all its processors and one graphics card, where all machines have one; where a server
    is asked, with one processor."""

    address: str
    actors: int | None = None
    cpus: int | None = None
    gpus: int | None = None


@dataclass(frozen=True)
class _Task:
    """What every process gets: the worker as `copies` packs it, and how its engine is made."""

    worker: bytes
    spec: ModelSpec
    start: Start


class Cluster:
    """The connection to a cluster. Use it in a `with` statement. Raises `ClusterError`."""

    def __init__(self, options: ClusterOptions) -> None:
        # Ray reports on its use to its makers unless told not to, before it is imported.
        os.environ["RAY_USAGE_STATS_ENABLED"] = "0"
        try:
            import ray
        except ImportError as error:
            raise failures.not_installed() from error
        self._ray, self._options = ray, options
        self._places: list[RayPlaces] = []
        self._ours = not ray.is_initialized()

    def __enter__(self) -> Self:
        if self._ours:
            try:
                self._ray.init(
                    address=self._options.address,
                    include_dashboard=False if self._options.address == LOCAL else None,
                    log_to_driver=False,
                    logging_level="error",
                )
            except Exception as error:  # of Ray, of gRPC, of the network: all mean the same here
                raise failures.not_reached(self._options.address, error) from error
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for places in self._places:
            places.close()
        if self._ours:
            self._ray.shutdown()

    def places(
        self,
        worker: Worker[Any],
        engine: TextEngine,
        spec: ModelSpec,
        start: Start = at_file,
    ) -> RayPlaces:
        """Processes with `worker`, whose `engine` each has of its own: what `start` gives there."""
        made = RayPlaces(self._ray, _Task(packed(worker, engine), spec, start), self._options)
        self._places.append(made)
        return made


class RayPlaces:
    """See `sharing.Places`."""

    def __init__(self, ray: Any, task: _Task, options: ClusterOptions) -> None:
        self._ray = ray
        nodes = [node["Resources"] for node in ray.nodes() if node["Alive"]]
        at_server = isinstance(task.spec.ref, ElsewhereRef)
        cpus = options.cpus or (1 if at_server else max(1, int(min(node.get("CPU", 1) for node in nodes))))
        gpus = 0 if at_server else int(all(node.get("GPU", 0) for node in nodes))
        gpus = gpus if options.gpus is None else options.gpus
        room = [int(node.get("CPU", 0)) // cpus for node in nodes]
        count = options.actors or max(1, sum(min(each, 1) if at_server else each for each in room))
        task = replace(task, spec=replace(task.spec, threads=cpus, threads_batch=cpus))
        actor = ray.remote(num_cpus=cpus, num_gpus=gpus, max_restarts=-1, max_concurrency=4)(WorkerThere)
        self._actors = [actor.remote(task) for _ in range(count)]
        self._coming = {self._asked(place): place for place in range(count)}
        self._ready: list[int] = []
        self._where: dict[Any, int] = {}

    def _asked(self, place: int) -> Any:
        """Answered when it runs: Ray asks again for as long as it starts it anew."""
        return self._actors[place].here.options(max_task_retries=-1).remote()

    def ready(self) -> Sequence[int]:
        if self._coming:
            done, _ = self._ray.wait(list(self._coming), num_returns=len(self._coming), timeout=0)
            for ref in done:
                place = self._coming.pop(ref)
                try:
                    self._ray.get(ref)
                    self._ready.append(place)
                except self._ray.exceptions.RayError:
                    self._coming[self._asked(place)] = place
        return list(self._ready)

    def give(self, place: int, block: Sequence[Row]) -> object:
        ref = self._actors[place].rows.remote(list(block))
        self._where[ref] = place
        return ref

    def finished(self, given: Sequence[Any], seconds: float) -> Sequence[tuple[Any, object]]:
        done, _ = self._ray.wait(list(given), num_returns=1, timeout=seconds)
        return [(ref, self._outcome(ref)) for ref in done]

    def _outcome(self, ref: Any) -> object:
        place = self._where.pop(ref)
        try:
            found: object = self._ray.get(ref)
            return Gone("It was given up.") if found is None else found
        except self._ray.exceptions.RayActorError as error:
            if place in self._ready:
                self._ready.remove(place)
                self._coming[self._asked(place)] = place
            return Gone(str(error).splitlines()[0])

    def stop(self) -> None:
        for place in self._ready:
            self._actors[place].stop.remote()
        self._where.clear()

    def close(self) -> None:
        with suppress(Exception):  # they, their machines or the whole cluster may be gone
            ending = [self._actors[place].end.remote() for place in self._ready]
            self._ray.wait(ending, num_returns=max(1, len(ending)), timeout=_END_S)
        for actor in self._actors:
            with suppress(Exception):  # as above
                self._ray.kill(actor)


class WorkerThere:
    """What runs on a machine of the cluster: an engine with the model, loaded with the first block, and the
    worker. Ray calls it from several threads; one block is worked on at a time."""

    def __init__(self, task: _Task) -> None:
        self._task = task
        self._folder: OwnFolder | None = None
        self._engine: TextEngine | None = None
        self._worker: Worker[Any] | None = None
        self._cancel = CancelToken()
        self._turn = threading.Lock()

    def here(self) -> bool:
        return True

    def stop(self) -> None:
        """Give up the blocks that are here."""
        given_up, self._cancel = self._cancel, CancelToken()
        given_up.cancel()

    def end(self) -> None:
        """Give up everything, end the engine, and leave nothing on this machine."""
        self.stop()
        if self._engine is not None:
            self._engine.close()
        if self._folder is not None:
            self._folder.remove()

    def rows(self, block: Sequence[Row]) -> list[Any] | UserError | None:
        """The results, None for a block that was given up; an error of ours is a value, since Ray would wrap
        it."""
        cancel = self._cancel
        with self._turn:
            try:
                cancel.raise_if_cancelled()
                return list(self._there().rows(block, cancel))
            except UserError as error:
                return error
            except Cancelled:
                self._worker = None  # it may remember rows of the block
                return None

    def _there(self) -> Worker[Any]:
        if self._folder is None:
            self._folder = OwnFolder()
        if self._engine is None:
            self._engine = self._task.start(self._task.spec, self._folder.path)
        if self._worker is None:
            self._worker = unpacked(self._task.worker, self._engine)
        return self._worker
