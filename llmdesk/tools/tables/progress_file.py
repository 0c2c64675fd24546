"""The file beside an output that keeps what is scored until the output is whole.

Owns its format: JSON lines, first what the work belongs to, then one line a row, appended as
rows come, without a buffer, and forced to the disk every two seconds. What a crash cut off is the last
line. Must not know tables' formats.
"""

from __future__ import annotations

import errno
import hashlib
import json
import os
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from llmdesk import __version__
from llmdesk.errors import QT_TRANSLATE_NOOP
from llmdesk.tools.tables.folder import FolderTable
from llmdesk.tools.tables.table import Table
from llmdesk.tools.tables.types import ResumeMismatch, RowAnalyzer

if TYPE_CHECKING:
    from llmdesk.tools.sentiment.types import RowResult

_SAMPLE = 1 << 20
_SYNC_EVERY_S = 2.0
_FORMAT = "llmdesk scored rows 1"


def place_of(out: Path) -> Path:
    return out.with_name(f"{out.name}.progress")


@dataclass(frozen=True, slots=True)
class Binding:
    """What scored rows belong to. Rows may be used again only where all of it is the same."""

    input: str
    column: str
    sheet: str
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
    """Scored rows, open for appending. Close it; raises `OSError` for what the disk refuses."""

    def __init__(self, path: Path, binding: Binding, keep: int | None = None) -> None:
        """`keep` None: begin anew; else go on behind the first `keep` rows."""
        self.path, self.rows = path, 0
        if keep is None:
            self._stream = path.open("wb", buffering=0)
            self._append(json.dumps({"format": _FORMAT, **binding.to_json()}))
        else:
            with path.open("rb") as stream:
                size = sum(len(line) for line in islice(stream, keep + 1))
            self._stream = path.open("r+b", buffering=0)
            self._stream.truncate(size)
            self._stream.seek(size)
            self.rows = keep
        self.sync()

    def add(self, result: RowResult) -> None:
        """A process that is killed keeps the row; a machine that loses power, those of two seconds ago."""
        line = json.dumps(
            [result.label, result.probabilities, result.confidence, result.status],
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
        self._stream.close()


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
                label, given, confidence, status = json.loads(line.decode("utf-8", "surrogatepass"))
                result = RowResult(label, tuple(given), confidence, status)
            except (ValueError, TypeError):
                return
            if not line.endswith(b"\n"):
                return
            yield result
