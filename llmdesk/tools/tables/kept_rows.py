"""Rows of a table in a temporary file, found by their number however many there are.

Owns that file and where each row begins in it: eight bytes of memory a row. Must not know what a row means.
"""

from __future__ import annotations

import array
import json
import tempfile
import threading
from collections.abc import Sequence
from typing import IO


class KeptRows:
    """Row numbers are 0-based. Thread-safe once all were added; close it."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._file: IO[bytes] = tempfile.TemporaryFile(prefix="llmdesk-")  # noqa: SIM115  # closed by close
        self._starts = array.array("Q", [0])

    def __len__(self) -> int:
        return len(self._starts) - 1

    def add(self, cells: Sequence[str]) -> None:
        data = json.dumps(cells, ensure_ascii=False).encode()
        self._file.write(data)
        self._starts.append(self._starts[-1] + len(data))

    def flush(self) -> None:
        """All rows were added."""
        self._file.flush()

    def cells(self, number: int) -> list[str]:
        start, end = self._starts[number], self._starts[number + 1]
        with self._lock:
            self._file.seek(start)
            data = self._file.read(end - start)
        return [str(cell) for cell in json.loads(data)]

    def close(self) -> None:
        self._file.close()

    def __del__(self) -> None:
        """Of a table that was read for a window which is gone since."""
        self.close()
