"""Finished rows beside an output in an object store, so that a job goes on where it was, on any computer.

Owns their form: the folder `NAME.progress/` holds the unfinished work's file in blocks that are never
changed, each named by the run that wrote it and a number, and `current`, which says whose blocks count. So a
job that begins anew, or goes on behind a part of them, writes blocks of its own first and changes that one
object then: what is there is whole at every moment. Must not know what a row is.
"""

from __future__ import annotations

import json
import secrets
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from llmdesk.cluster.storage import failures
from llmdesk.cluster.storage.objects import Found, Objects
from llmdesk.cluster.storage.places import ObjectPlace
from llmdesk.errors import UserError

_EVERY_S = 5.0
_PATIENCE_S = 300.0  # with a store that does not answer, while the work goes on
_BLOCK = 4 << 20  # bytes
_READERS, _READ_TOGETHER = 8, 32  # blocks
_TIDY = 20  # blocks
_CURRENT = "current"
_FORMAT = 1


@dataclass(frozen=True)
class _Current:
    """`replaces`: size and time of what lies at the output and may be replaced."""

    run: str
    replaces: tuple[int, int] | None = None


class KeptBlocks:
    """The `Copy` of a job. `replaces`: the object that may be replaced. Close it."""

    def __init__(self, objects: Objects, out: ObjectPlace, replaces: Found | None) -> None:
        self._objects, self.place, self._replaces = objects, out, replaces
        self._folder = f"{out.path}.progress"
        self._lock = threading.RLock()
        self._run, self._number, self._sent = "", 0, 0
        self._file: Path | None = None
        self._old: list[str] = []
        self._error: UserError | None = None
        self._failing_since: float | None = None
        self._ended = threading.Event()
        self._thread = threading.Thread(target=self._work, name="kept-blocks", daemon=True)

    # -- going on ------------------------------------------------------------------------------------
    def restore(self, to: Path) -> bool:
        """Put together what an earlier run left; False where there is nothing."""
        current = current_of(self._objects, self.place)
        if current is None:
            return False
        found = {each.path for each in self._objects.within(self._folder)}
        number = 0
        while self._block(current.run, number) in found:
            number += 1
        paths = iter([self._block(current.run, each) for each in range(number)])
        with to.open("wb") as file, ThreadPoolExecutor(_READERS) as pool:
            while some := list(islice(paths, _READ_TOGETHER)):
                file.writelines(pool.map(self._objects.read, some))
        return number > 0

    # -- while the job works -------------------------------------------------------------------------
    def begun(self, progress: Path) -> None:
        """The unfinished work is what stands in this file now; from here on it only grows."""
        with self._lock:
            self._file = None  # nothing is lost before a row is done
            self._run, self._number, self._sent = secrets.token_hex(8), 0, 0
            self._send_all(progress)
            replaces = None if self._replaces is None else [self._replaces.size, self._replaces.changed_ns]
            current = {"format": _FORMAT, "run": self._run, "replaces": replaces}
            self._objects.write(f"{self._folder}/{_CURRENT}", json.dumps(current).encode())
            blocks = [each.path for each in self._objects.within(self._folder)]
            self._old = [
                path for path in blocks if not path.endswith(f"/{_CURRENT}") and not self._is_ours(path)
            ]
            self._file = progress
        if not self._thread.is_alive() and not self._ended.is_set():
            self._thread.start()

    def look(self) -> None:
        """Raise what keeps the rows from being kept."""
        if self._error is not None:
            raise self._error

    def finish(self, output: Path) -> None:
        """Put the output, which is whole, in its place; nothing is kept beside it any more."""
        self.close()
        found = self._objects.find(self.place.path)
        if found is not None and found != self._replaces:
            raise failures.already_there(str(self.place))
        self._objects.put(output, self.place.path)
        self._objects.remove_folder(self._folder)
        self._file = None

    def close(self) -> None:
        """Keep what is not kept yet, and end."""
        self._ended.set()
        if self._thread.is_alive():
            self._thread.join()
        if self._file is not None and self._file.exists():
            self.flush()

    def flush(self) -> None:
        """Keep all rows that are whole."""
        with self._lock:
            if self._file is None:
                return
            current = current_of(self._objects, self.place)
            if current is None or current.run != self._run:
                raise failures.taken_over(str(self.place))
            self._send_all(self._file)

    def _work(self) -> None:
        while not self._ended.wait(_EVERY_S):
            try:
                self.flush()
                self._tidy()
                self._failing_since = None
            except (UserError, OSError) as error:
                now = time.monotonic()
                self._failing_since = self._failing_since or now
                if isinstance(error, failures.TakenOver) or now - self._failing_since > _PATIENCE_S:
                    self._error = (
                        error
                        if isinstance(error, UserError)
                        else failures.not_reached(str(self.place), error)
                    )
                    return

    def _tidy(self) -> None:
        """Remove blocks of earlier runs, a few at a time: there may be thousands, and rows come first."""
        with self._lock:
            some, self._old = self._old[:_TIDY], self._old[_TIDY:]
            for path in some:
                self._objects.remove(path)

    def _send_all(self, progress: Path) -> None:
        """What is there now: rows that come meanwhile have time until the next block."""
        size = progress.stat().st_size
        while self._sent < size and self._send(progress):
            pass

    def _send(self, progress: Path) -> bool:
        """The next block of whole lines; False where there is none."""
        with progress.open("rb") as file:
            file.seek(self._sent)
            data = file.read(_BLOCK)
            if len(data) == _BLOCK:
                data += file.readline()
        data = data[: data.rfind(b"\n") + 1]
        if not data:
            return False
        self._objects.write(self._block(self._run, self._number), data)
        self._number, self._sent = self._number + 1, self._sent + len(data)
        return True

    def _block(self, run: str, number: int) -> str:
        return f"{self._folder}/{run}-{number:08}"

    def _is_ours(self, path: str) -> bool:
        return path.startswith(f"{self._folder}/{self._run}-")


def current_of(objects: Objects, out: ObjectPlace) -> _Current | None:
    """Whose blocks count beside `out`; None where there are none."""
    path = f"{out.path}.progress/{_CURRENT}"
    if objects.find(path) is None:
        return None
    try:
        told = json.loads(objects.read(path))
        run, replaces = told["run"], told["replaces"]
        if told["format"] != _FORMAT or not (isinstance(run, str) and run.isalnum()):
            return None
        return _Current(run, None if replaces is None else (int(replaces[0]), int(replaces[1])))
    except (ValueError, TypeError, LookupError):
        return None
