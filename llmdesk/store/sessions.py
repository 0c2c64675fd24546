"""Which processes have the database open right now.

Owns one small file a session, `NAME.sessions/ID.lock`, that its process holds locked. The system
drops the lock when the process ends, however it ends, so a session is alive exactly while its
file cannot be locked: no process ids that are used again, no clocks. Callers serialize `open` and
`living` with a lock of their own. Must not touch the database.
"""

from __future__ import annotations

import contextlib
import uuid
from pathlib import Path

from filelock import FileLock, Timeout


class Session:
    """This process's use of one database, from construction to `release`."""

    def __init__(self, database: Path) -> None:
        folder = _folder(database)
        folder.mkdir(mode=0o700, exist_ok=True)
        self.id = uuid.uuid4().hex
        self._path = folder / f"{self.id}.lock"
        self._lock = _lock(self._path)
        self._lock.acquire()

    def release(self) -> None:
        self._lock.release()
        _remove(self._path)


def living(database: Path) -> set[str]:
    """The ids of the sessions that are alive; what dead ones left behind is removed."""
    alive = set()
    for path in _folder(database).glob("*.lock"):
        lock = _lock(path)
        try:
            lock.acquire()
        except Timeout:
            alive.add(path.stem)
        else:
            lock.release()
            _remove(path)
    return alive


def _remove(path: Path) -> None:
    # Windows refuses while another process just looks whether the session is alive; it removes it then.
    with contextlib.suppress(OSError):
        path.unlink(missing_ok=True)


def _folder(database: Path) -> Path:
    return database.with_name(database.name + ".sessions")


def _lock(path: Path) -> FileLock:
    return FileLock(path, timeout=0, mode=0o600, thread_local=False)
