"""An engine on a machine of the cluster: with the model's file there, or a server that is asked from there.

Owns how it is started, and the folder of its log and of what is measured there, which goes when it ends. Must
not know Ray.
"""

from __future__ import annotations

import shutil
import stat
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from filelock import FileLock, Timeout

from llmdesk import workshop
from llmdesk.cluster import failures
from llmdesk.engine.face import TextEngine
from llmdesk.engine.types import ModelSpec

Start = Callable[[ModelSpec, Path], TextEngine]  # with the folder that it may use

_PREFIX, _HELD = "llmdesk-cluster-", "held"
_YOUNG_S = 60.0  # a folder that was just made may not be held yet


def at_file(spec: ModelSpec, folder: Path) -> TextEngine:
    """With the model's file loaded."""
    engine = workshop.start_engine(folder / "engine.log", folder / "machine.json").engine
    workshop.load_model(engine, spec)
    return engine


@dataclass(frozen=True)
class AtServer:
    """Asks a server. `model`: what it is called at home, where the work was begun with it; `network` makes
    the gate to it, on the machine."""

    model: str
    network: Callable[[], Any]

    def __call__(self, spec: ModelSpec, folder: Path) -> TextEngine:
        """Raises `ClusterError` where the server runs another model by now."""
        local = workshop.start_engine(folder / "engine.log", folder / "machine.json")
        engine = workshop.with_elsewhere(local, self.network).engine
        found = workshop.load_model(engine, spec).name
        if found != self.model:
            engine.close()
            raise failures.another_model(self.model, found)
        return engine


class OwnFolder:
    """A temporary folder, held while its process lives. Ray ends processes without a warning: what was left
    behind by one is removed by the next on that machine."""

    def __init__(self) -> None:
        place = Path(tempfile.gettempdir())
        self.path = Path(tempfile.mkdtemp(prefix=_PREFIX, dir=place))
        self._lock = FileLock(self.path / _HELD, timeout=0, thread_local=False)
        self._lock.acquire()
        user = self.path.lstat().st_uid
        for left in place.glob(f"{_PREFIX}*"):
            if left != self.path:
                _remove_unheld(left, user)

    def remove(self) -> None:
        """Any thread; idempotent."""
        self._lock.release()
        shutil.rmtree(self.path, ignore_errors=True)


def _remove_unheld(folder: Path, user: int) -> None:
    """Only a folder of the same user: in a place that all share, another one may lay a link there."""
    lock = FileLock(folder / _HELD, timeout=0, thread_local=False)
    try:
        found = folder.lstat()
        if not stat.S_ISDIR(found.st_mode) or found.st_uid != user or time.time() - found.st_mtime < _YOUNG_S:
            return
        lock.acquire()
    except (Timeout, OSError):  # it is held, somebody else's, or gone
        return
    lock.release()
    shutil.rmtree(folder, ignore_errors=True)
