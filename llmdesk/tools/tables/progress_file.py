"""The file beside an output that keeps what is done until the output is whole.

Owns its format: JSON lines, first what the work belongs to, then one line a row, appended as
rows come, without a buffer, and forced to the disk every two seconds. What a crash cut off is the last
line. The open file is also the lock of its output. A file of the user's that has its name is passed over.
Must not know tables' formats.
"""

from __future__ import annotations

import errno
import hashlib
import json
import os
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import IO, Any, TypeVar

from llmdesk.errors import QT_TRANSLATE_NOOP
from llmdesk.files import is_part_name, part_name
from llmdesk.outputs import Look
from llmdesk.tools.tables import failures
from llmdesk.tools.tables.formats.files import FilesTable
from llmdesk.tools.tables.formats.folder import FolderTable
from llmdesk.tools.tables.table import Table
from llmdesk.tools.tables.types import ResumeMismatch
from llmdesk.tools.tables.worker import Form, Setting, Worker

R = TypeVar("R")
_SAMPLE = 1 << 20
_SYNC_EVERY_S = 2.0
# Names from when all rows were scored: unfinished work of that time goes on.
_FORMAT, _PREPARED, _FIRST_WORKER = "llmdesk scored rows 1", "biases", "labels"
_LOCK_AT = 1 << 62  # Windows locks bytes of a file; these are none that is read


def place_of(out: Path) -> Path:
    """Where the progress of `out` lies or would lie: `NAME.progress`, or the first of `NAME.progress-2`,
    `…-3` that is no file of somebody else's."""
    place, number = out.with_name(f"{out.name}.progress"), 1
    while os.path.lexists(place) and header_in(place) is None:
        number += 1
        place = out.with_name(f"{out.name}.progress-{number}")
    return place


def may_replace(progress: Path) -> Look | None:
    """What the user let this unfinished work replace."""
    header = header_in(progress)
    look = header.get("replaces") if header is not None else None
    if isinstance(look, list) and len(look) == 2 and all(type(value) is int for value in look):
        return look[0], look[1]
    return None


@dataclass(frozen=True, slots=True)
class Binding:
    """What rows that are done belong to. They may be used again only where all of it is the same."""

    input: str
    column: str
    sheet: str
    header: str
    worker: str
    settings: tuple[Setting, ...]

    @classmethod
    def of(cls, table: Table, columns: Sequence[int], worker: Worker[R]) -> Binding:
        return cls(
            input=_identity(table),
            column=" | ".join(f"{place}: {table.columns[place]}" for place in columns),
            sheet=table.sheet,
            header=str(table.header_row),
            worker=worker.name,
            settings=tuple(worker.settings),
        )

    def to_json(self) -> dict[str, object]:
        settings = {each.name: _digest(each.value) for each in self.settings}
        return {name: getattr(self, name) for name in _REASONS} | {"settings": settings}

    def mismatch(self, other: Mapping[str, Any], path: Path, rows: int) -> ResumeMismatch | None:
        """What is not the same in the unfinished work, as a message; None where all is."""
        reason = self._difference({"worker": _FIRST_WORKER} | dict(other))
        if reason is None:
            return None
        return ResumeMismatch(
            QT_TRANSLATE_NOOP("core", "The unfinished work next to the output cannot be resumed."),
            reason,
            QT_TRANSLATE_NOOP(
                "core", "Start over (without --resume), or choose another name for the output."
            ),
            path=path,
            rows=rows,
        )

    def _difference(self, other: Mapping[str, Any]) -> str | None:
        for name, reason in _REASONS.items():
            if other.get(name) != getattr(self, name):
                return reason
        kept = other.get("settings", other)
        found = kept if isinstance(kept, dict) else {}
        for each in self.settings:
            if found.get(each.name) != _digest(each.value):
                return each.reason
        return None


_REASONS = {
    "input": QT_TRANSLATE_NOOP("core", "The table has changed since, or it was a different one."),
    "worker": QT_TRANSLATE_NOOP("core", "A different task was run on the rows."),
    "sheet": QT_TRANSLATE_NOOP("core", "It was made from another sheet."),
    "header": QT_TRANSLATE_NOOP("core", "It was made with the column names in another row."),
    "column": QT_TRANSLATE_NOOP("core", "It was made from another column."),
}


def _digest(value: object) -> str:
    return hashlib.sha256(json.dumps(value, ensure_ascii=True).encode()).hexdigest()[:32]


def _identity(table: Table) -> str:
    """Size, time and a sample of the bytes: a file of any size is known in milliseconds."""
    if isinstance(table, FilesTable | FolderTable):
        stats = [(name, (table.path / name).stat()) for name in table.files]
        return _digest([[[name, stat.st_size, stat.st_mtime_ns] for name, stat in stats]])
    stat = table.path.stat()
    digest = hashlib.sha256()
    with table.path.open("rb") as stream:
        for start in (0, stat.st_size // 2, max(0, stat.st_size - _SAMPLE)):
            stream.seek(start)
            digest.update(stream.read(_SAMPLE))
    return f"{stat.st_size} {stat.st_mtime_ns} {digest.hexdigest()}"


class ProgressFile:
    """Rows that are done, open for appending, and nobody else's until it is closed. `close` it; raises
    `OSError` for what the disk refuses. `part` is the name under which the output is written."""

    def __init__(self, out: Path) -> None:
        """Take the place, and change nothing yet. Raises `TableError` where another job has it."""
        self.path, self.rows, self.part = place_of(out), 0, part_name()
        self._stream = _locked(self.path, out)
        self._synced = 0.0

    def begin(
        self,
        binding: Binding,
        keep: int | None = None,
        replaces: Look | None = None,
        prepared: Mapping[str, object] | None = None,
    ) -> None:
        """`keep` None: begin anew; else go on behind the first `keep` rows. `replaces`: what lies at the
        output and may be replaced. `prepared`: what the worker goes by. An output that a killed process left
        half written goes away."""
        before = (header_in(self.path) or {}).get("part")
        if isinstance(before, str) and is_part_name(before):
            self.path.with_name(before).unlink(missing_ok=True)
            self.part = before
        if keep is None:
            self._stream.truncate(0)
            self._stream.seek(0)
            header: dict[str, object] = {
                "format": _FORMAT,
                **binding.to_json(),
                "replaces": replaces,
                "part": self.part,
            }
            if prepared is not None:
                header[_PREPARED] = prepared
            self._append(json.dumps(header))
        else:
            with self.path.open("rb") as stream:
                size = sum(len(line) for line in islice(stream, keep + 1))
            self._stream.truncate(size)
            self._stream.seek(size)
            self.rows = keep
        self.sync()

    def add(self, kept: object) -> None:
        """A process that is killed keeps the row; a machine that loses power, those of two seconds ago."""
        self._append(json.dumps(kept, ensure_ascii=False, separators=(",", ":")))
        self.rows += 1
        if time.monotonic() - self._synced > _SYNC_EVERY_S:
            self.sync()

    def _append(self, line: str) -> None:
        data = line.encode("utf-8", "surrogatepass") + b"\n"
        if self._stream.write(data) != len(data):
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    def sync(self) -> None:
        os.fsync(self._stream.fileno())
        self._synced = time.monotonic()

    def close(self) -> None:
        """Let go of it; a second close does nothing. One in which nothing was begun goes away."""
        if self._stream.closed:
            return
        if os.fstat(self._stream.fileno()).st_size == 0:
            self.remove()
        self._stream.close()

    def remove(self) -> None:
        """It is of no use any more. Elsewhere than on Windows it goes while it is still locked."""
        if sys.platform == "win32":
            self._stream.close()
        self.path.unlink(missing_ok=True)
        self._stream.close()


def _locked(path: Path, out: Path) -> IO[bytes]:
    """`path`, made if it is not there, opened for this process alone."""
    while True:
        flags = os.O_RDWR | os.O_CREAT | getattr(os, "O_BINARY", 0) | getattr(os, "O_NOFOLLOW", 0)
        stream = os.fdopen(os.open(path, flags, 0o600), "r+b", buffering=0)
        try:
            _lock(stream.fileno())
            # It may have been finished and deleted between the two.
            if path.exists() and os.path.samestat(path.stat(), os.fstat(stream.fileno())):
                return stream
            stream.close()
        except BlockingIOError as error:
            stream.close()
            raise failures.output_in_use(out) from error
        except BaseException:
            stream.close()
            raise


def _lock(descriptor: int) -> None:
    """Until the file is closed or the process ends. Raises `BlockingIOError`."""
    if sys.platform == "win32":
        import msvcrt

        os.lseek(descriptor, _LOCK_AT, os.SEEK_SET)
        try:
            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
        except OSError as error:
            raise BlockingIOError(errno.EAGAIN, os.strerror(errno.EAGAIN)) from error
        finally:
            os.lseek(descriptor, 0, os.SEEK_SET)
    else:
        import fcntl

        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise
        except OSError:  # a file system without locks
            return


def header_in(path: Path) -> dict[str, object] | None:
    """What the unfinished work belongs to; None where there is none that can be read."""
    try:
        with path.open("rb") as stream:
            header = json.loads(stream.readline())
    except (OSError, ValueError):
        return None
    return header if isinstance(header, dict) and header.get("format") == _FORMAT else None


def prepared_in(path: Path) -> object:
    """What the worker of the unfinished work went by."""
    return (header_in(path) or {}).get(_PREPARED)


def results_in(path: Path, form: Form[R]) -> Iterator[R]:
    """The rows of a progress file up to the first line that is not whole."""
    with path.open("rb") as stream:
        stream.readline()
        for line in stream:
            try:
                result = form.from_json(json.loads(line.decode("utf-8", "surrogatepass")))
            except (ValueError, TypeError):
                return
            if not line.endswith(b"\n"):
                return
            yield result
