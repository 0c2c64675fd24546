"""The file beside an output that keeps what is scored until the output is whole.

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
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import IO, TYPE_CHECKING

from llmdesk import __version__
from llmdesk.errors import QT_TRANSLATE_NOOP
from llmdesk.files import is_part_name, part_name
from llmdesk.outputs import Look
from llmdesk.tools.tables import failures
from llmdesk.tools.tables.formats.folder import FolderTable
from llmdesk.tools.tables.table import Table
from llmdesk.tools.tables.types import ResumeMismatch, RowAnalyzer

if TYPE_CHECKING:
    from llmdesk.tools.sentiment.types import RowResult

_SAMPLE = 1 << 20
_SYNC_EVERY_S = 2.0
_FORMAT = "llmdesk scored rows 1"
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
    """What scored rows belong to. Rows may be used again only where all of it is the same."""

    input: str
    column: str
    sheet: str
    header: str
    labels: str
    model: str
    corrections: str

    @classmethod
    def of(cls, table: Table, column: int, analyzer: RowAnalyzer) -> Binding:
        labels = [[label.name, label.description, label.examples] for label in analyzer.labels.labels]
        fixed = [list(pair) for pair in analyzer.corrections]
        return cls(
            input=_identity(table),
            column=f"{column}: {table.columns[column]}",
            sheet=table.sheet,
            header=str(table.header_row),
            labels=_digest(labels, analyzer.labels.name, analyzer.labels.language),
            model=_digest(analyzer.model, __version__),
            corrections=_digest(fixed, analyzer.unsure_below),
        )

    def to_json(self) -> dict[str, str]:
        return {name: getattr(self, name) for name in self.__dataclass_fields__}

    def mismatch(self, other: Mapping[str, object], path: Path, rows: int) -> ResumeMismatch | None:
        """What is not the same in the unfinished work, as a message; None where all is."""
        reason = next((_REASONS[name] for name in _REASONS if other.get(name) != getattr(self, name)), None)
        if reason is None:
            return None
        return ResumeMismatch(
            QT_TRANSLATE_NOOP("core", "The unfinished work beside the output cannot be gone on with."),
            reason,
            QT_TRANSLATE_NOOP(
                "core", "Start over (without --resume), or choose another name for the output."
            ),
            path=path,
            rows=rows,
        )


_REASONS = {
    "input": QT_TRANSLATE_NOOP("core", "The table has changed since, or it was another one."),
    "sheet": QT_TRANSLATE_NOOP("core", "It was made from another sheet."),
    "header": QT_TRANSLATE_NOOP("core", "It was made with the names of the columns in another row."),
    "column": QT_TRANSLATE_NOOP("core", "It was made from another column."),
    "labels": QT_TRANSLATE_NOOP("core", "It was made with other labels."),
    "model": QT_TRANSLATE_NOOP("core", "It was made with another model, or another version of llmdesk."),
    "corrections": QT_TRANSLATE_NOOP("core", "It was made with other corrections or another limit."),
}


def _digest(*values: object) -> str:
    return hashlib.sha256(json.dumps(values, ensure_ascii=True).encode()).hexdigest()[:32]


def _identity(table: Table) -> str:
    """Size, time and a sample of the bytes: a file of any size is known in milliseconds."""
    if isinstance(table, FolderTable):
        stats = [(name, (table.path / name).stat()) for name in table.files]
        return _digest([[name, stat.st_size, stat.st_mtime_ns] for name, stat in stats])
    stat = table.path.stat()
    digest = hashlib.sha256()
    with table.path.open("rb") as stream:
        for start in (0, stat.st_size // 2, max(0, stat.st_size - _SAMPLE)):
            stream.seek(start)
            digest.update(stream.read(_SAMPLE))
    return f"{stat.st_size} {stat.st_mtime_ns} {digest.hexdigest()}"


class ProgressFile:
    """Scored rows, open for appending, and nobody else's until it is closed. `close` it; raises `OSError`
    for what the disk refuses. `part` is the name under which the output is written."""

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
        biases: Mapping[str, object] | None = None,
    ) -> None:
        """`keep` None: begin anew; else go on behind the first `keep` rows. `replaces`: what lies at the
        output and may be replaced. `biases`: what the rows to come are labelled by. An output that a killed
        process left half written goes away."""
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
            if biases is not None:
                header["biases"] = biases
            self._append(json.dumps(header))
        else:
            with self.path.open("rb") as stream:
                size = sum(len(line) for line in islice(stream, keep + 1))
            self._stream.truncate(size)
            self._stream.seek(size)
            self.rows = keep
        self.sync()

    def add(self, result: RowResult) -> None:
        """A process that is killed keeps the row; a machine that loses power, those of two seconds ago."""
        line = json.dumps(
            [result.label, result.probabilities, result.confidence, result.status, result.mass],
            ensure_ascii=False,
            separators=(",", ":"),
        )
        self._append(line)
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


def results_in(path: Path) -> Iterator[RowResult]:
    """The rows of a progress file up to the first line that is not whole."""
    from llmdesk.tools.sentiment.types import RowResult

    with path.open("rb") as stream:
        stream.readline()
        for line in stream:
            try:
                label, given, confidence, status, *mass = json.loads(line.decode("utf-8", "surrogatepass"))
                result = RowResult(label, tuple(given), confidence, status, mass=mass[0] if mass else None)
            except (ValueError, TypeError):
                return
            if not line.endswith(b"\n"):
                return
            yield result
