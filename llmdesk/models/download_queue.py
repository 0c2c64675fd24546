"""Which downloads there are, which of them run, and what is offered again at the next start.

Owns the list and its file; every download runs in a thread of its own, two at a time. How a file
is fetched is `download`'s. Nothing starts by itself: what was running when llmdesk ended comes back
paused.
"""

from __future__ import annotations

import json
import threading
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Literal

from llmdesk.cancel import CancelToken
from llmdesk.errors import Cancelled, UserError
from llmdesk.files import make_folders, write_atomically
from llmdesk.models import names
from llmdesk.models.download import DownloadRequest, DownloadResult, RetryPolicy, discard, download
from llmdesk.models.hub import Hub
from llmdesk.models.origins import part_path, read_origin
from llmdesk.models.progress import Meter, Progress
from llmdesk.network.failures import DownloadError, HostileName

State = Literal["queued", "running", "paused", "failed", "done"]
_PARALLEL = 2
_MAX_BYTES = 1 << 20


@dataclass(frozen=True)
class DownloadRow:
    """One download as a list shows it. `id` holds for this session."""

    id: int
    request: DownloadRequest
    state: State
    progress: Progress
    problem: UserError | None = None
    result: DownloadResult | None = None


class DownloadQueue:
    """Thread-safe. Listeners are called, from any thread, when a row's state changes; for bytes and
    speed, which change all the time, ask `rows` as often as they are shown.
    """

    def __init__(
        self, hub: Hub, state_file: Path, *, parallel: int = _PARALLEL, retry: RetryPolicy | None = None
    ) -> None:
        self._hub, self._file, self._parallel, self._retry = hub, state_file, parallel, retry
        self._lock = threading.RLock()
        self._jobs: dict[int, _Job] = {}
        self._next_id = 1
        self._listeners: list[Callable[[], None]] = []
        self._closed = False
        for request in _read(state_file):
            self._append(request, "paused")

    # -- what there is -----------------------------------------------------------------------
    def rows(self) -> tuple[DownloadRow, ...]:
        """All downloads, in the order in which they were added."""
        with self._lock:
            return tuple(job.row() for job in self._jobs.values())

    def on_change(self, listener: Callable[[], None]) -> Callable[[], None]:
        """Returns a function that ends it."""
        with self._lock:
            self._listeners.append(listener)
        return lambda: self._listeners.remove(listener) if listener in self._listeners else None

    @property
    def active(self) -> bool:
        """Whether anything runs or waits for its turn."""
        with self._lock:
            return any(job.state in ("running", "queued") for job in self._jobs.values())

    # -- what the user does ------------------------------------------------------------------
    def add(self, request: DownloadRequest) -> int:
        """Fetch `request` as soon as there is a turn; its id. One that is there already goes on."""
        for path in request.paths:
            names.target_path(request.folder, request.repo, path)
        with self._lock:
            same = next(
                (j.id for j in self._jobs.values() if j.request == request and j.state != "done"), None
            )
            number = self._append(request, "queued") if same is None else same
        self.resume(number)
        return number

    def pause(self, number: int) -> None:
        """Stop and keep what has arrived; also takes a download out of the line."""
        with self._lock:
            job = self._jobs[number]
            if job.state == "queued":
                job.state = "paused"
            job.cancel.cancel()
        self._changed()

    def resume(self, number: int) -> None:
        """Go on with a paused or failed download."""
        with self._lock:
            job = self._jobs[number]
            stopping = job.state == "running" and job.cancel.cancelled
            if stopping or job.state in ("paused", "failed", "queued"):
                job.state, job.problem, job.discard = "queued", None, False
        self._changed()

    retry = resume

    def cancel(self, number: int) -> None:
        """Stop, throw away what has arrived, and take it off the list. A finished one stays on disk."""
        with self._lock:
            job = self._jobs[number]
            job.discard = True
            job.cancel.cancel()
            if job.thread is None:
                self._remove(job)
        self._changed()

    def close(self, timeout: float = 3.0) -> None:
        """Pause everything and wait for the threads; the list is offered again at the next start."""
        with self._lock:
            self._closed = True
            running = [job for job in self._jobs.values() if job.thread is not None]
            for job in running:
                job.cancel.cancel()
        for job in running:
            if job.thread is not None:
                job.thread.join(timeout)

    # -- turns -------------------------------------------------------------------------------
    def _append(self, request: DownloadRequest, state: State) -> int:
        job = _Job(self._next_id, request, state)
        self._jobs[job.id] = job
        self._next_id += 1
        return job.id

    def _changed(self) -> None:
        """Start what has its turn, keep the list, tell the listeners."""
        with self._lock:
            running = sum(job.thread is not None for job in self._jobs.values())
            for job in self._jobs.values():
                if self._closed or running >= self._parallel:
                    break
                if job.state == "queued" and job.thread is None:
                    job.begin(self._run)
                    running += 1
            self._keep()
            listeners = list(self._listeners)
        for listener in listeners:
            listener()

    def _run(self, job: _Job) -> None:
        """The body of a download's thread."""
        state: State = "paused"
        problem: UserError | None = None
        result: DownloadResult | None = None
        try:
            result = download(self._hub, job.request, job.cancel, meter=job.meter, retry=self._retry)
            state = "done"
        except Cancelled:
            state = "paused"
        except UserError as error:
            state, problem = "failed", error
        finally:
            with self._lock:
                job.thread = None
                # It was resumed while it was still stopping: back into the line.
                again = job.state == "queued"
                job.state, job.problem, job.result = ("queued" if again else state), problem, result
                if job.discard and state != "done":
                    self._remove(job)
            self._changed()

    def _remove(self, job: _Job) -> None:
        self._jobs.pop(job.id, None)
        if job.state == "done":
            return
        try:
            discard(job.request)
        except (DownloadError, HostileName):
            return  # the folder is gone; there is nothing left to keep on a list

    # -- the list on disk --------------------------------------------------------------------
    def _keep(self) -> None:
        unfinished = [job.request for job in self._jobs.values() if job.state != "done"]
        rows = [{"repo": r.repo, "paths": r.paths, "folder": str(r.folder)} for r in unfinished]
        try:
            if rows or self._file.exists():
                make_folders(self._file.parent)
                write_atomically(self._file, json.dumps(rows, indent=1).encode() + b"\n")
        except OSError:
            return  # the parts stay on disk; adding the same download again goes on from them


class _Job:
    """One download. Its fields are changed under the queue's lock only."""

    def __init__(self, number: int, request: DownloadRequest, state: State) -> None:
        self.id, self.request = number, request
        self.state: State = state
        self.cancel = CancelToken()
        self.meter = Meter()
        self.meter.set(*_on_disk(request))
        self.thread: threading.Thread | None = None
        self.problem: UserError | None = None
        self.result: DownloadResult | None = None
        self.discard = False

    def begin(self, body: Callable[[_Job], None]) -> None:
        self.state, self.cancel, self.meter = "running", CancelToken(), Meter()
        self.thread = threading.Thread(
            target=body, args=(self,), name=f"llmdesk-download-{self.id}", daemon=True
        )
        self.thread.start()

    def row(self) -> DownloadRow:
        progress = self.meter.progress()
        if self.state != "running":
            progress = replace(progress, speed=0.0, seconds_left=None)
        return DownloadRow(self.id, self.request, self.state, progress, self.problem, self.result)


def _on_disk(request: DownloadRequest) -> tuple[int, int]:
    """(bytes that are there, bytes in all; 0 where that is not known before the Hub is asked)."""
    done = total = 0
    known = True
    for path in request.paths:
        target = names.target_path(request.folder, request.repo, path)
        part = part_path(target)
        found = part if part.is_file() else target
        origin = read_origin(found)
        known = known and origin is not None
        total += origin.size if origin is not None else 0
        done += found.stat().st_size if found.is_file() else 0
    return done, total if known else 0


def _read(path: Path) -> list[DownloadRequest]:
    """The unfinished downloads of the last session; what makes no sense is left out."""
    try:
        if path.stat().st_size > _MAX_BYTES:
            return []
        document = json.loads(path.read_bytes())
    except (OSError, ValueError, RecursionError):
        return []
    rows = document if isinstance(document, list) else []
    return [request for request in map(_request, rows) if request is not None]


def _request(row: Any) -> DownloadRequest | None:
    try:
        repo, paths, folder = row["repo"], tuple(row["paths"]), Path(row["folder"])
        for path in paths:
            names.target_path(folder, repo, path)
    except (TypeError, KeyError, AttributeError, ValueError, OSError, HostileName):
        return None
    return DownloadRequest(repo, paths, folder) if paths and folder.is_absolute() else None
