"""Fetching model files: resumed, verified bit for bit, replaced only when right.

Owns one download from the question what there is to the finished file (huggingface_hub's own cannot
be resumed, stopped or trusted with the sha256). Writes only below the folder it is given, and keeps
of a failed download only a part that can be continued. Which downloads there are, and when they
run, is `download_queue`'s.
"""

from __future__ import annotations

import errno
import os
import shutil
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from filelock import FileLock, Timeout

from llmdesk.cancel import CancelToken
from llmdesk.errors import QT_TRANSLATE_NOOP, UserError, shown
from llmdesk.files import fsync_folder, make_folders, set_aside
from llmdesk.models import names
from llmdesk.models.byte_loop import ByteLoop, RetryPolicy
from llmdesk.models.hub import Hub, RemotePart, Resolved
from llmdesk.models.origins import Origin, origin_path, part_path, read_origin, remove_origin, write_origin
from llmdesk.models.part_file import PartFile, file_sha256
from llmdesk.models.progress import Meter, Progress
from llmdesk.network import failures

__all__ = [
    "DownloadRequest",
    "DownloadResult",
    "Progress",
    "RetryPolicy",
    "discard",
    "download",
    "kept_bytes",
]

_RESERVE = 256 << 20
_LOCK_SLICE = 0.1
_CHANGES = 3  # how often a file may change at the Hub while it is being fetched
_ROOM = QT_TRANSLATE_NOOP("core", "Free some space and resume, or choose another model folder.")
_FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)


@dataclass(frozen=True)
class DownloadRequest:
    """Which files of a repo (all parts of a split model) go into which model folder."""

    repo: str
    paths: tuple[str, ...]
    folder: Path


@dataclass(frozen=True)
class DownloadResult:
    """A finished download. `path` and `sha256` are of the first part; sizes in bytes, of all parts.

    `resumed_from`: bytes that were there already and were not fetched again.
    """

    path: Path
    paths: tuple[Path, ...]
    sha256: str
    size: int
    resumed_from: int
    seconds: float


def download(
    hub: Hub,
    request: DownloadRequest,
    cancel: CancelToken | None = None,
    on_progress: Callable[[Progress], None] | None = None,
    *,
    meter: Meter | None = None,
    retry: RetryPolicy | None = None,
) -> DownloadResult:
    """Fetch what `request` says; returns when every byte is verified and durable.

    A cancel is a pause: what has arrived is kept, and the next call goes on from there (`discard`
    throws it away). `on_progress` is called in this thread, ten times a second, also while nothing
    comes. Raises `Cancelled` and the kinds of `failures`.
    """
    attempt = _Download(hub, request, cancel or CancelToken(), meter or Meter(on_progress), retry)
    for _ in range(_CHANGES):
        try:
            return attempt.run()
        except _Changed:
            continue
    raise failures.DownloadError(
        QT_TRANSLATE_NOOP("core", "“{file}” could not be downloaded."),
        QT_TRANSLATE_NOOP("core", "It is changing on {host} while it is being downloaded."),
        QT_TRANSLATE_NOOP("core", "Try again later."),
        file=shown(request.paths[0]),
        host=hub.network.endpoint,
    )


def discard(request: DownloadRequest) -> None:
    """Throw away what an unfinished download left behind. Raises `DownloadError`."""
    for path in request.paths:
        target = names.target_path(request.folder, request.repo, path)
        part = part_path(target)
        with _disk_errors(target):
            part.unlink(missing_ok=True)
            remove_origin(part)
        _remove_empty_folders(request.folder, target)


def kept_bytes(request: DownloadRequest) -> int:
    """What an unfinished download of `request` has on disk, to go on from. Raises `HostileName`."""
    parts = [part_path(names.target_path(request.folder, request.repo, path)) for path in request.paths]
    return sum(part.stat().st_size for part in parts if part.is_file())


class _Changed(Exception):
    """The file became another one at the Hub; begin again with that one."""


class _Download:
    """What `download` does, once for each state of the repo."""

    def __init__(
        self, hub: Hub, request: DownloadRequest, cancel: CancelToken, meter: Meter, retry: RetryPolicy | None
    ) -> None:
        self._hub, self._request, self._cancel, self._meter = hub, request, cancel, meter
        self._loop = ByteLoop(hub, cancel, meter, retry or RetryPolicy())
        self._began = time.monotonic()

    def run(self) -> DownloadResult:
        self._done = self._kept = 0
        self._meter.enter("resolving")
        wanted = self._resolve(self._request.paths)
        targets = [names.target_path(self._request.folder, w.repo, w.path) for w in wanted]
        self._total = sum(w.size for w in wanted)
        try:
            with _disk_errors(targets[0]):
                make_folders(targets[0].parent)
                with self._only_here(targets[0]):
                    self._bring(list(zip(targets, wanted, strict=True)))
        finally:
            _remove_empty_folders(self._request.folder, targets[0])
        return DownloadResult(
            path=targets[0],
            paths=tuple(targets),
            sha256=wanted[0].sha256,
            size=self._total,
            resumed_from=self._kept,
            seconds=time.monotonic() - self._began,
        )

    def _resolve(self, paths: tuple[str, ...]) -> list[Origin]:
        resolved = self._hub.resolve(self._request.repo, paths, self._cancel)
        return [self._origin(resolved, part) for part in resolved.parts]

    def _origin(self, resolved: Resolved, part: RemotePart) -> Origin:
        return Origin(
            endpoint=self._hub.network.endpoint,
            repo=resolved.repo,
            path=part.path,
            commit=resolved.commit,
            sha256=part.sha256,
            size=part.size or 0,
            licence=resolved.licence,
            time=time.time(),
        )

    @contextmanager
    def _only_here(self, target: Path) -> Iterator[None]:
        """Only one llmdesk at a time works on a file; the others wait, and then find it done."""
        path = target.with_name(f".{target.name}.lock")
        lock = FileLock(path, mode=0o600)
        while True:
            try:
                lock.acquire(blocking=False)
                break
            except Timeout:
                self._meter.enter("waiting", _busy_elsewhere(target))
                self._cancel.wait(_LOCK_SLICE)
                self._cancel.raise_if_cancelled()
                self._meter.tick()
        try:
            yield
        finally:
            # filelock notices that a file was removed under it, and tries again.
            if os.name != "nt":
                path.unlink(missing_ok=True)
            lock.release()

    def _bring(self, files: list[tuple[Path, Origin]]) -> None:
        """No part of a split model appears before all are right."""
        self._meter.enter("checking")
        missing = [(target, wanted) for target, wanted in files if not self._is_there(target, wanted)]
        for target, wanted in missing:
            _spare_others(target)
            _drop_other_part(target, wanted)
        if missing:
            _check_space(missing)
        for target, wanted in missing:
            self._fetch(target, wanted)
        for target, wanted in missing:
            _put_in_place(target, wanted)

    def _is_there(self, target: Path, wanted: Origin) -> bool:
        """Whether the finished file has the right bytes; another version stays until it is replaced."""
        if not target.is_file() or target.stat().st_size != wanted.size:
            return False
        if file_sha256(target, self._on_step) != wanted.sha256:
            return False
        if read_origin(target) is None:
            write_origin(target, wanted)
        self._done += wanted.size
        self._kept += wanted.size
        self._meter.set(self._done, self._total)
        return True

    def _on_step(self, count: int) -> None:
        self._cancel.raise_if_cancelled()
        self._meter.tick()

    def _fetch(self, target: Path, wanted: Origin) -> None:
        """Bring `NAME.part` to its full and verified content."""
        part = part_path(target)
        write_origin(part, wanted)
        file = PartFile(part)
        try:
            self._meter.enter("checking")
            kept = file.read_back(wanted.size, self._on_step)
            self._meter.set(self._done + kept, self._total)
            self._loop.fill(file, wanted, lambda: self._ask_again(part, wanted))
            if file.sha256() != wanted.sha256:
                file.restart()
                raise _damaged(target, wanted)
            file.sync()
            self._done += wanted.size
            self._kept += kept
        finally:
            file.close()
            if file.size == 0 and wanted.size:
                part.unlink(missing_ok=True)
                remove_origin(part)

    def _ask_again(self, part: Path, wanted: Origin) -> Origin:
        """The same bytes where they are now; raises `_Changed`, or why they are nowhere for us."""
        (found,) = self._resolve((wanted.path,))
        if not found.same_bytes(wanted):
            raise _Changed
        write_origin(part, found)
        return found


# -- files ---------------------------------------------------------------------------------------
def _drop_other_part(target: Path, wanted: Origin) -> None:
    """A part that belongs to other bytes than those wanted now is of no use."""
    part = part_path(target)
    origin = read_origin(part)
    if origin is None or not origin.same_bytes(wanted):
        part.unlink(missing_ok=True)
        remove_origin(part)


def _spare_others(target: Path) -> None:
    """A file that no download of ours made is the user's: it stays. One in the place of a part is renamed."""
    if read_origin(target) is None:
        theirs = next((file for file in (target, origin_path(target)) if os.path.lexists(file)), None)
        if theirs is not None:
            raise failures.DownloadError(
                QT_TRANSLATE_NOOP("core", "“{file}” already exists, and llmdesk did not download it."),
                QT_TRANSLATE_NOOP("core", "{path} would be replaced."),
                QT_TRANSLATE_NOOP("core", "Move it elsewhere or rename it, then download again."),
                file=shown(theirs.name),
                path=shown(str(theirs), 300),
            )
    part = part_path(target)
    if read_origin(part) is None and any(map(os.path.lexists, (part, origin_path(part)))):
        set_aside(part, ("", ".json"))


def _check_space(files: list[tuple[Path, Origin]]) -> None:
    needed = 0
    for target, wanted in files:
        part = part_path(target)
        needed += wanted.size - (part.stat().st_size if part.is_file() else 0)
    target = files[0][0]
    usage = shutil.disk_usage(target.parent)
    needed += min(_RESERVE, usage.total // 20) if needed > 0 else 0
    if needed > usage.free:
        raise failures.DiskFull(
            QT_TRANSLATE_NOOP("core", "There is not enough room for “{file}”."),
            QT_TRANSLATE_NOOP("core", "It needs {needed} on the disk of {folder}, where {free} are free."),
            _ROOM,
            file=shown(target.name),
            folder=shown(str(target.parent), 300),
            needed=_size(needed),
            free=_size(usage.free),
        )


def _put_in_place(target: Path, wanted: Origin) -> None:
    """The old version, if there is one, is replaced in one step."""
    part = part_path(target)
    os.replace(part, target)
    fsync_folder(target.parent)
    write_origin(target, wanted)
    remove_origin(part)


def _remove_empty_folders(root: Path, target: Path) -> None:
    for folder in target.parents:
        if folder == root:
            return
        try:
            folder.rmdir()
        except OSError:  # it is not empty, or was never made
            return


@contextmanager
def _disk_errors(target: Path) -> Iterator[None]:
    """Turn what the disk refuses into what to do about it."""
    try:
        yield
    except OSError as error:
        if error.errno in _FULL:
            raise _disk_full(target, error.strerror or "") from error
        raise failures.DownloadError(
            QT_TRANSLATE_NOOP("core", "“{file}” could not be written."),
            QT_TRANSLATE_NOOP("core", "The system says: {reason}."),
            QT_TRANSLATE_NOOP("core", "Check the model folder {folder}, or choose another in the settings."),
            file=shown(target.name),
            reason=shown(error.strerror or str(error), 200),
            folder=shown(str(target.parent), 300),
        ) from error


def _disk_full(target: Path, reason: str) -> failures.DiskFull:
    return failures.DiskFull(
        QT_TRANSLATE_NOOP("core", "There is not enough room for “{file}”."),
        QT_TRANSLATE_NOOP("core", "The disk of {folder} is full ({reason}). What has arrived is kept."),
        _ROOM,
        file=shown(target.name),
        folder=shown(str(target.parent), 300),
        reason=reason,
    )


def _damaged(target: Path, wanted: Origin) -> failures.DamagedDownload:
    return failures.DamagedDownload(
        QT_TRANSLATE_NOOP("core", "“{file}” arrived damaged and was deleted."),
        QT_TRANSLATE_NOOP("core", "Its SHA-256 is not the one that {endpoint} announces."),
        QT_TRANSLATE_NOOP("core", "Download it again; if it happens again, choose another endpoint."),
        file=shown(target.name),
        endpoint=wanted.endpoint,
    )


def _busy_elsewhere(target: Path) -> UserError:
    return failures.DownloadError(
        QT_TRANSLATE_NOOP("core", "Another llmdesk is already downloading “{file}”."),
        "",
        QT_TRANSLATE_NOOP("core", "It continues here when the other one finishes."),
        file=shown(target.name),
    )


def _size(count: int) -> str:
    return f"{count / 1e9:.1f} GB"
